"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from pruefbuch.model.assessments import MeasureState
from pruefbuch.model.catalogues import Method, Threshold
from pruefbuch.model.results import NextStep, Score, Standing, StepKind
from pruefbuch.scoring.answers import Answer
from pruefbuch.scoring.levels import capped, caps_of, level_at
from pruefbuch.scoring.methods import moved
from pruefbuch.scoring.plan import Choice, Group, Levels

MOST = 5
"""steps per result; a longer list is no advice"""

_ORDER = {StepKind.ANSWER: 0, StepKind.MEASURE: 1, StepKind.IMPROVE: 2}
"""what is planned anyway comes before what nobody has planned yet"""
_LINEAR = (Method.WEIGHTED_MEAN, Method.SUM, Method.SHARE_MET)
_UNDER_WAY = (MeasureState.PLANNED, MeasureState.RUNNING)


class Part(NamedTuple):
    """A dimension with its score and the answers that belong to it."""

    group: Group
    score: Score | None
    answers: list[Answer]


class _Move(NamedTuple):
    """What could become of an answer, and by how much the lower bound of its dimension rises then: `gain` / `over`."""

    kind: StepKind
    part: Part
    score: Score
    answer: Answer
    to: Levels
    gain: int
    over: int
    lifts_cap: bool


def next_steps(parts: Iterable[Part]) -> tuple[NextStep, ...]:
    """The steps with the greatest gain, one for each criterion; of equal ones those that lift a cap, then as in the catalogue."""
    moves = [move for part in parts for move in _moves(part) if _worth(move)]
    common = lcm(*{move.over for move in moves})

    def rank(move: _Move) -> tuple[int, bool, int, int]:
        return -move.gain * (common // move.over), not move.lifts_cap, _ORDER[move.kind], move.answer.question.position

    best: dict[int, _Move] = {}
    for move in sorted(moves, key=rank):
        best.setdefault(move.answer.question.position, move)
        if len(best) == MOST:
            break
    return tuple(_step(move) for move in best.values())


def _worth(move: _Move) -> bool:
    return move.gain > 0 or (move.lifts_cap and _reached(move) != move.score.level)


def _moves(part: Part) -> Iterator[_Move]:
    score = part.score
    assert score is not None  # only dimensions with a score have steps
    held = {cap.criterion for cap in score.caps}
    for answer in part.answers:
        if answer.choice is None:
            continue
        rule = answer.question.criterion.knock_out
        for kind, to in _ways(answer):
            gain, over = _gain(part.group, score, answer.choice, answer.question.rated[to])
            lifts_cap = rule is not None and answer.choice.term.id in held and to[0] not in rule.levels
            yield _Move(kind, part, score, answer, to, gain, over, lifts_cap)


def _gain(group: Group, score: Score, now: Choice, then: Choice) -> tuple[int, int]:
    """By how much the lower bound rises, as numerator and denominator; by whole numbers where parts are only summed and divided."""
    aggregation = group.dimension.aggregation
    if aggregation.method in _LINEAR:
        by = score.divisor
        return (then.low - now.low) * by.denominator, group.parts * by.numerator
    gain = moved(aggregation, score, now.term, then.term) - score.low
    return gain.numerator, gain.denominator


def _ways(answer: Answer) -> Iterable[tuple[StepKind, Levels]]:
    """What could become of an answer: kind and levels.

    Opening or closing a gate is none: it changes what is asked, not how good the answers are.
    """
    gate = answer.question.criterion.gate
    ways = _to_answer(answer) if answer.standing is Standing.UNKNOWN else _to_improve(answer)
    if gate is None:
        return ways
    return [way for way in ways if gate.levels.isdisjoint((*answer.levels[:1], way[1][0]))]


def _to_answer(answer: Answer) -> list[tuple[StepKind, Levels]]:
    return [(StepKind.ANSWER, answer.question.best)]


def _to_improve(answer: Answer) -> list[tuple[StepKind, Levels]]:
    better = answer.question.better.get(answer.levels[0], ())
    ways: list[tuple[StepKind, Levels]] = [(StepKind.IMPROVE, (level,)) for level in better[:1]]
    measures = answer.rating.measures if answer.rating else ()
    if measures:
        expected = {measure.expected for measure in measures if measure.state in _UNDER_WAY}
        ways += [(StepKind.MEASURE, (level,)) for level in better if level in expected]
    return ways


def _reached(move: _Move) -> Threshold | None:
    """The level reached then: by the new lower bound, under the caps that are left."""
    thresholds = move.part.group.dimension.aggregation.thresholds
    if not thresholds:
        return None
    low = move.score.low + Fraction(move.gain, move.over)
    reached = level_at(low, thresholds)
    then = move.answer._replace(standing=Standing.RATED, levels=move.to)
    caps = caps_of((then if each is move.answer else each for each in move.part.answers), thresholds)
    return capped(reached, caps, thresholds)


def _step(move: _Move) -> NextStep:
    reached = _reached(move)
    return NextStep(
        kind=move.kind,
        criterion=move.answer.question.criterion.id,
        dimension=move.part.group.dimension.id,
        to="" if move.kind is StepKind.ANSWER else move.to[0],
        gain=Fraction(move.gain, move.over),
        lifts_cap=move.lifts_cap,
        reaches=reached if reached != move.score.level else None,
    )
