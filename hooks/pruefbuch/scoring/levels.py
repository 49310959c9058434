"""The level (Stufe) that a score reaches, and what holds it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from pruefbuch.model.catalogues import Threshold
from pruefbuch.model.results import Cap, Score, Standing
from pruefbuch.scoring.answers import Answer


def granted(score: Score, thresholds: tuple[Threshold, ...], answers: Iterable[Answer]) -> Score:
    """The score with its levels: reached by the lower bound and held down by every cap, also by those that only may apply.

    At best, unknown answers are taken as good: only certain caps hold.
    """
    caps = caps_of(answers, thresholds)
    reached = level_at(score.low, thresholds)
    return replace(
        score,
        caps=caps,
        level_uncapped=reached,
        level=capped(reached, caps, thresholds),
        level_at_best=capped(level_at(score.high, thresholds), [cap for cap in caps if cap.certain], thresholds),
    )


def level_at(value: Fraction, thresholds: tuple[Threshold, ...]) -> Threshold | None:
    """The highest threshold that a value reaches; None below the lowest."""
    reached = [threshold for threshold in thresholds if threshold.at <= value]
    return reached[-1] if reached else None


def caps_of(answers: Iterable[Answer], thresholds: tuple[Threshold, ...]) -> tuple[Cap, ...]:
    """The knock-outs that apply to these thresholds: for certain where rated so, possibly where the answer is unknown."""
    known = {threshold.id for threshold in thresholds}
    return tuple(
        Cap(answer.criterion.id, rule.cap, certain=answer.standing is Standing.RATED)
        for answer in answers
        if (rule := answer.criterion.knock_out) and rule.cap in known
        if answer.on(rule.levels) or answer.standing is Standing.UNKNOWN
    )


def capped(level: Threshold | None, caps: Iterable[Cap], thresholds: tuple[Threshold, ...]) -> Threshold | None:
    """The level, or the lowest cap where that is lower."""
    ids = [threshold.id for threshold in thresholds]
    if level is None:
        return None
    return thresholds[min(ids.index(name) for name in (level.id, *(cap.threshold for cap in caps)))]
