"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from heapq import nsmallest
from typing import NamedTuple

from pruefbuch.model.assessments import MeasureState
from pruefbuch.model.catalogues import Dimension, Threshold
from pruefbuch.model.results import NextStep, Score, Standing, StepKind
from pruefbuch.scoring.answers import Answer
from pruefbuch.scoring.levels import capped, caps_of, level_at
from pruefbuch.scoring.methods import moved
from pruefbuch.scoring.plan import Levels

MOST = 5
"""steps per result; a longer list is no advice"""

_ORDER = {StepKind.ANSWER: 0, StepKind.MEASURE: 1, StepKind.IMPROVE: 2}
"""what is planned anyway comes before what nobody has planned yet"""
_UNDER_WAY = (MeasureState.PLANNED, MeasureState.RUNNING)


class Part(NamedTuple):
    """A dimension that has a score, with the answers that belong to it."""

    dimension: Dimension
    score: Score
    answers: list[Answer]


class _Move(NamedTuple):
    """What could become of an answer, and the lower bound of its dimension then."""

    kind: StepKind
    part: Part
    answer: Answer
    to: Levels
    low: Fraction
    gain: Fraction
    lifts_cap: bool


def next_steps(parts: Iterable[Part]) -> tuple[NextStep, ...]:
    """The steps with the greatest gain, one for each criterion; of equal ones those that lift a cap, then as in the catalogue."""
    best: dict[int, _Move] = {}
    for move in (move for part in parts for move in _moves(part) if _worth(move)):
        position = move.answer.question.position
        best[position] = min(best.get(position, move), move, key=_rank)
    return tuple(_step(move) for move in nsmallest(MOST, best.values(), key=_rank))


def _rank(move: _Move) -> tuple[Fraction, bool, int, int]:
    return -move.gain, not move.lifts_cap, _ORDER[move.kind], move.answer.question.position


def _worth(move: _Move) -> bool:
    return move.gain > 0 or (move.lifts_cap and _reached(move) != move.part.score.level)


def _moves(part: Part) -> Iterator[_Move]:
    held = {cap.criterion for cap in part.score.caps}
    for answer in part.answers:
        if answer.term is None:
            continue
        rule = answer.question.criterion.knock_out
        for kind, to in _ways(answer):
            low = moved(part.dimension.aggregation, part.score, answer.term, answer.question.rated[to])
            lifts_cap = rule is not None and answer.term.id in held and to[0] not in rule.levels
            yield _Move(kind, part, answer, to, low, low - part.score.low, lifts_cap)


def _ways(answer: Answer) -> Iterator[tuple[StepKind, Levels]]:
    """What could become of an answer: kind and levels.

    Opening or closing a gate is none: it changes what is asked, not how good the answers are.
    """
    gate = answer.question.criterion.gate
    ways = _to_answer(answer) if answer.standing is Standing.UNKNOWN else _to_improve(answer)
    return (way for way in ways if gate is None or gate.levels.isdisjoint((*answer.levels[:1], way[1][0])))


def _to_answer(answer: Answer) -> Iterator[tuple[StepKind, Levels]]:
    yield StepKind.ANSWER, answer.question.best


def _to_improve(answer: Answer) -> Iterator[tuple[StepKind, Levels]]:
    better = answer.question.better.get(answer.levels[0], ())
    yield from ((StepKind.IMPROVE, (level,)) for level in better[:1])
    measures = answer.rating.measures if answer.rating else ()
    expected = {measure.expected for measure in measures if measure.state in _UNDER_WAY}
    yield from ((StepKind.MEASURE, (level,)) for level in better if level in expected)


def _reached(move: _Move) -> Threshold | None:
    """The level reached then: by the new lower bound, under the caps that are left."""
    thresholds = move.part.dimension.aggregation.thresholds
    then = move.answer._replace(standing=Standing.RATED, levels=move.to)
    caps = caps_of((then if each is move.answer else each for each in move.part.answers), thresholds)
    return capped(level_at(move.low, thresholds), caps, thresholds)


def _step(move: _Move) -> NextStep:
    reached = _reached(move)
    return NextStep(
        kind=move.kind,
        criterion=move.answer.question.criterion.id,
        dimension=move.part.dimension.id,
        to="" if move.kind is StepKind.ANSWER else move.to[0],
        gain=move.gain,
        lifts_cap=move.lifts_cap,
        reaches=reached if reached != move.part.score.level else None,
    )
