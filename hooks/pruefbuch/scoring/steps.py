"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import lcm
from typing import Any, NamedTuple

from pruefbuch.model.assessments import MeasureState
from pruefbuch.model.catalogues import Method, Threshold
from pruefbuch.model.results import NextStep, Score, Standing, StepKind
from pruefbuch.scoring.levels import capped, caps_of, level_at_ratio
from pruefbuch.scoring.methods import fraction, moved
from pruefbuch.scoring.plan import Answer, Group, Levels, Way

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

    gain: int
    over: int
    lifts_cap: bool
    way: Way
    part: Part
    score: Score
    answer: Answer


def next_steps(parts: Iterable[Part]) -> tuple[NextStep, ...]:
    """The steps with the greatest gain, one for each criterion; of equal ones those that lift a cap, then as in the catalogue."""
    moves = [move for part in parts for move in _moves(part)]
    common = lcm(*{move.over for move in moves})
    times = {move.over: common // move.over for move in moves}
    ranked = sorted(
        (-gain * times[over], not lifts_cap, _ORDER[way.kind], answer.question.position, number)
        for number, (gain, over, lifts_cap, way, _, _, answer) in enumerate(moves)
    )
    best: dict[int, _Move] = {}
    for *_, position, number in ranked:
        best.setdefault(position, moves[number])
        if len(best) == MOST:
            break
    return tuple([_step(move) for move in best.values()])


def _moves(part: Part) -> Iterator[_Move]:
    """Everything that is worth a step."""
    score = part.score
    assert score is not None  # only dimensions with a score have steps
    held = {cap.criterion for cap in score.caps}
    linear = part.group.dimension.aggregation.method in _LINEAR
    # Where parts are only summed and divided, the gain is one of whole numbers.
    make: Callable[..., Any] = tuple.__new__  # a third of the time of _Move(…), and there are dozens in every assessment
    times, over = score.divisor.denominator, part.group.parts * score.divisor.numerator
    for answer in part.answers:
        now = answer.choice
        if now is None:
            continue
        before = now.numbers[2]
        for way in _ways(answer):
            lifts_cap = way.frees and now.term.id in held
            if linear:
                gain = (way.choice.numbers[2] - before) * times
                move: _Move = make(_Move, (gain, over, lifts_cap, way, part, score, answer))
            else:
                rise = moved(part.group.dimension.aggregation, score, now.term, way.choice.term) - score.low
                gain = rise.numerator
                move = _Move(gain, rise.denominator, lifts_cap, way, part, score, answer)
            if gain > 0 or (lifts_cap and _reached(move) != score.level):
                yield move


def _ways(answer: Answer) -> Iterable[Way]:
    """What could become of an answer."""
    question = answer.question
    found = question.ways.get(answer.levels)
    if found is None:
        to = question.better.get(answer.levels[0], ())[:1] if answer.levels else ()
        ways = [(StepKind.IMPROVE, (level,)) for level in to] if answer.levels else [(StepKind.ANSWER, question.best)]
        found = question.ways[answer.levels] = tuple(_allowed(answer, ways))
    if not answer.measures:
        return found
    expected = {measure.expected for measure in answer.measures if measure.state in _UNDER_WAY}
    better = question.better.get(answer.levels[0], ())
    return (*found, *_allowed(answer, [(StepKind.MEASURE, (level,)) for level in better if level in expected]))


def _allowed(answer: Answer, ways: Iterable[tuple[StepKind, Levels]]) -> Iterator[Way]:
    """The ways that are steps. Opening or closing a gate is none: it changes what is asked, not how good the answers are."""
    gate, rule = answer.question.criterion.gate, answer.question.criterion.knock_out
    for kind, to in ways:
        if gate is None or gate.levels.isdisjoint((*answer.levels[:1], to[0])):
            yield Way(kind, to, answer.question.rated[to], rule is not None and to[0] not in rule.levels)


def _reached(move: _Move) -> Threshold | None:
    """The level reached then: by the new lower bound, under the caps that are left."""
    part, score = move.part, move.score
    thresholds = part.group.dimension.aggregation.thresholds
    if not thresholds:
        return None
    low, under = score.low.as_integer_ratio()
    reached = level_at_ratio(low * move.over + move.gain * under, under * move.over, thresholds)
    caps = score.caps
    if move.answer.question.criterion.knock_out is not None:
        then = move.answer._replace(standing=Standing.RATED, levels=move.way.to)
        caps = caps_of((then if each is move.answer else each for each in part.answers), thresholds)
    return capped(reached, caps, thresholds)


def _step(move: _Move) -> NextStep:
    reached, way = _reached(move), move.way
    return NextStep(
        kind=way.kind,
        criterion=move.answer.question.criterion.id,
        dimension=move.part.group.dimension.id,
        to="" if way.kind is StepKind.ANSWER else way.to[0],
        gain=fraction(move.gain, move.over),
        lifts_cap=move.lifts_cap,
        reaches=reached if reached != move.score.level else None,
    )
