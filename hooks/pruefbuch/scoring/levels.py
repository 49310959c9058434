"""The level (Stufe) that a value reaches, and what holds it down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from pruefbuch.model.catalogues import Threshold
from pruefbuch.model.results import Cap, Standing
from pruefbuch.scoring.answers import first_levels
from pruefbuch.scoring.plan import Answer

Thresholds = tuple[Threshold, ...]


def at_least(value: Fraction, other: Fraction) -> bool:
    """Whether value ≥ other. Fractions take five times as long to compare themselves."""
    return value.numerator * other.denominator >= other.numerator * value.denominator


def level_at(value: Fraction, thresholds: Thresholds) -> Threshold | None:
    """The highest threshold that a value reaches; None below the lowest."""
    return level_at_ratio(*value.as_integer_ratio(), thresholds)


def level_at_ratio(over: int, under: int, thresholds: Thresholds) -> Threshold | None:
    """The same for the value `over` / `under`, which need not be reduced; `under` is above 0."""
    reached = None
    for threshold in thresholds:
        at, parts = threshold.ratio
        if at * under > over * parts:  # at > value
            break
        reached = threshold
    return reached


def caps_of(answers: Iterable[Answer], thresholds: Thresholds) -> tuple[Cap, ...]:
    """The knock-outs that apply to these thresholds: for certain where rated so, possibly where the answer is unknown."""
    held = [answer for answer in answers if answer.question.criterion.knock_out is not None]
    if not held:
        return ()
    known = {threshold.id for threshold in thresholds}
    return tuple(
        Cap(answer.question.criterion.id, rule.cap, certain=answer.standing is Standing.RATED)
        for answer in held
        if (rule := answer.question.criterion.knock_out) is not None and rule.cap in known
        if answer.standing is Standing.UNKNOWN or not rule.levels.isdisjoint(first_levels(answer))
    )


def capped(level: Threshold | None, caps: Collection[Cap], thresholds: Thresholds) -> Threshold | None:
    """The level, or the lowest cap where that is lower."""
    if level is None or not caps:
        return level
    names = {level.id, *(cap.threshold for cap in caps)}
    return next(threshold for threshold in thresholds if threshold.id in names)
