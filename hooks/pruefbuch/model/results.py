"""What scoring makes of an assessment: intervals, levels, conflicts, next steps, and how each was reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from pruefbuch.model.catalogues import Method, Threshold


class Standing(StrEnum):
    """How one criterion stands in a result."""

    RATED = "rated"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    CLOSED = "closed"
    """not asked, because a gate closed its field"""


class Term(NamedTuple):
    """One line of a reckoning: what a criterion (or dimension) adds, between the worst and the best that is possible.

    `worst`/`best` are the limits of its form, `low`/`high` what its answer leaves open; low == high where it is known.
    """

    id: str
    weight: Fraction
    standing: Standing
    worst: Fraction
    best: Fraction
    low: Fraction
    high: Fraction


class Cap(NamedTuple):
    """A knock-out that holds a level down. `certain` is False where the answer is unknown and the worst is assumed."""

    criterion: str
    threshold: str
    certain: bool


class Score(NamedTuple):
    """The figure of a dimension or of the whole, as an interval with its reckoning.

    `worst`/`best` are the limits of the method, `points_low`/`points_high` what the terms make together before division or table
    look-up, `divisor` what the points are divided by (1 where they are not). `threshold` is granted on `low`, under the caps;
    `threshold_at_best` is what `high` could reach. All three are None below the lowest threshold or without thresholds.
    Within a dimension of an edition, equal `sums` and caps make equal figures; () where nothing was summed.
    """

    method: Method
    terms: tuple[Term, ...]
    points_low: Fraction
    points_high: Fraction
    divisor: Fraction
    worst: Fraction
    best: Fraction
    low: Fraction
    high: Fraction
    threshold: Threshold | None = None
    threshold_uncapped: Threshold | None = None
    threshold_at_best: Threshold | None = None
    caps: tuple[Cap, ...] = ()
    sums: tuple[int, ...] = ()


class DimensionResult(NamedTuple):
    """A dimension's part of a result. `score` is None where the method is none or nothing is left to reckon with.

    Of `asked` criteria (without not-applicable and closed ones) `answered` name a level or text.
    """

    dimension: str
    asked: int
    answered: int
    standings: Mapping[str, Standing]
    score: Score | None = None


class Conflict(NamedTuple):
    """A conflict of goals: one dimension gains, another loses. `certain`: however the unknown turns out; else it may be so."""

    up: str
    down: str
    certain: bool = True


class StepKind(StrEnum):
    """What would lift a lower bound. Of equally good steps the kind that is listed first comes first."""

    ANSWER = "answer"
    """answer what is unknown; `gain` is what the best answer would bring"""
    MEASURE = "measure"
    """reach the level that a measure is expected to bring"""
    IMPROVE = "improve"
    """reach the next better level"""


class NextStep(NamedTuple):
    """One way to lift the lower bound of a dimension, by `gain`, to the level (Stufe) `reaches` where that changes."""

    kind: StepKind
    criterion: str
    dimension: str
    to: str
    gain: Fraction
    lifts_cap: bool
    reaches: Threshold | None = None


class Outcome(StrEnum):
    """How a check ended."""

    CHECKED = "checked"
    ENDED_EARLY = "ended-early"
    """gates closed every field"""
    EXEMPT = "exempt"
    DELEGATED = "delegated"

    @property
    def rated(self) -> bool:
        """Whether the check has ratings of its own to show: not of an exempt paper, nor of one that is checked elsewhere."""
        match self:
            case Outcome.CHECKED | Outcome.ENDED_EARLY:
                return True
            case Outcome.EXEMPT | Outcome.DELEGATED:
                return False
            case _:
                assert_never(self)


class Result(NamedTuple):
    """What scoring makes of an assessment. `scoring` is the version of the rules."""

    assessment: str
    catalogue: str
    scoring: str
    outcome: Outcome
    asked: int
    answered: int
    dimensions: tuple[DimensionResult, ...] = ()
    overall: Score | None = None
    conflicts: tuple[Conflict, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
