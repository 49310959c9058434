"""The level (Stufe) that a value reaches, and what holds it down."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from fractions import Fraction

from pruefbuch.model.catalogues import Threshold
from pruefbuch.model.results import Cap, Standing
from pruefbuch.scoring.answers import judging_levels
from pruefbuch.scoring.plan import Answer

Thresholds = tuple[Threshold, ...]


def at_least(value: Fraction, other: Fraction) -> bool:
    """Whether value ≥ other, in a fifth of the time that fractions need to compare themselves."""
    return value.numerator * other.denominator >= other.numerator * value.denominator


def threshold_at(numerator: int, denominator: int, thresholds: Thresholds) -> Threshold | None:
    """The highest threshold that a value reaches; None below the lowest.

    The value is a ratio that need not be reduced; its denominator is above 0.
    """
    reached = None
    for threshold in thresholds:
        at, over = threshold.ratio
        if at * denominator > numerator * over:  # at > value
            break
        reached = threshold
    return reached


def caps_of(answers: Iterable[Answer], thresholds: Thresholds) -> tuple[Cap, ...]:
    """The knock-outs that apply to these thresholds: for certain where rated so, possibly where the answer is unknown."""
    caps = []
    known = {threshold.id for threshold in thresholds}
    for answer in answers:
        criterion = answer.plan.criterion
        rule = criterion.knock_out
        if rule is None or rule.cap not in known:
            continue
        if answer.standing is Standing.UNKNOWN or not rule.levels.isdisjoint(judging_levels(answer)):
            caps.append(Cap(criterion.id, rule.cap, certain=answer.standing is Standing.RATED))
    return tuple(caps)


def capped(reached: Threshold | None, caps: Collection[Cap], thresholds: Thresholds) -> Threshold | None:
    """The threshold reached, or the lowest cap where that is lower."""
    if reached is None or not caps:
        return reached
    names = {reached.id, *(cap.threshold for cap in caps)}
    return next(threshold for threshold in thresholds if threshold.id in names)
