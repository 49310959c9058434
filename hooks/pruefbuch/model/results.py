"""What scoring makes of an assessment: intervals, levels, conflicts, next steps, and how each was reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

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

    `worst`/`best` are the limits of the method, `points_low`/`points_high` the sums before division or table look-up,
    `divisor` what the sums are divided by (1 where they are not). `level` is granted on `low`, after caps; `level_at_best`
    is what `high` could reach. Both are None below the lowest threshold or without thresholds. Within a dimension of an edition, equal
    `sums` and caps make equal figures; () where nothing was summed.
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
    level: Threshold | None = None
    level_uncapped: Threshold | None = None
    level_at_best: Threshold | None = None
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
    """A conflict of goals: one dimension clearly up, another clearly down."""

    up: str
    down: str


class StepKind(StrEnum):
    """What would lift a lower bound."""

    ANSWER = "answer"
    """answer what is unknown; `gain` is what the best answer would bring"""
    IMPROVE = "improve"
    """reach the next better level"""
    MEASURE = "measure"
    """reach the level that a measure is expected to bring"""


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
