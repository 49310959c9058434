"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm
from typing import NamedTuple

from pruefbuch.model.assessments import MeasureState
from pruefbuch.model.catalogues import Aggregation, Method, Threshold
from pruefbuch.model.results import NextStep, Score, Standing, StepKind
from pruefbuch.scoring.levels import capped, caps_of, level_at_ratio
from pruefbuch.scoring.methods import fraction, moved
from pruefbuch.scoring.plan import Answer, Choice, Group, Way

MOST = 5
"""steps per result; a longer list is no advice"""

_LINEAR = (Method.WEIGHTED_MEAN, Method.SUM, Method.SHARE_MET)
_UNDER_WAY = (MeasureState.PLANNED, MeasureState.RUNNING)


class Part(NamedTuple):
    """A dimension with its score and the answers that belong to it."""

    group: Group
    score: Score | None
    answers: list[Answer]


_Move = tuple[int, int, bool, Way, Part, Answer]
"""What could become of an answer, and by how much the lower bound of its dimension rises then: the gain as a fraction, and whether a
cap is lifted. A plain tuple: there are dozens in every assessment, and named ones take four times as long to make and to take apart."""


def next_steps(parts: Iterable[Part]) -> tuple[NextStep, ...]:
    """The steps with the greatest gain, one for each criterion; of equal ones those that lift a cap, then as in the catalogue."""
    moves = [move for part in parts for move in _moves(part)]
    overs = {move[1] for move in moves}
    common = lcm(*overs)
    times = {over: common // over for over in overs}
    ranked = sorted(
        [
            (-gain * times[over], not lifts_cap, way.order, way.position, number)
            for number, (gain, over, lifts_cap, way, _, _) in enumerate(moves)
        ]
    )
    best: dict[int, _Move] = {}
    for *_, position, number in ranked:
        best.setdefault(position, moves[number])
        if len(best) == MOST:
            break
    return tuple([_step(move) for move in best.values()])


def _moves(part: Part) -> list[_Move]:
    """Everything that is worth a step."""
    group, score, answers = part
    assert score is not None  # only dimensions with a score have steps
    held, aggregation, moves = {cap.criterion for cap in score.caps}, group.dimension.aggregation, list[_Move]()
    linear = aggregation.method in _LINEAR
    # Where parts are only summed and divided, the gain is one of whole numbers.
    times, over = score.divisor.denominator, group.parts * score.divisor.numerator
    for answer in answers:
        now = answer.choice
        if now is None:
            continue
        for way in _with_measures(answer) if answer.measures else answer.ways:
            gain, under = (way.rise * times, over) if linear else _rise(aggregation, score, now, way.choice)
            lifts_cap = way.frees and now.term.id in held
            if gain > 0 or lifts_cap:
                move = (gain, under, lifts_cap, way, part, answer)
                if gain > 0 or _reached(move) != score.level:
                    moves.append(move)
    return moves


def _rise(aggregation: Aggregation, score: Score, now: Choice, then: Choice) -> tuple[int, int]:
    return (moved(aggregation, score, now.term, then.term) - score.low).as_integer_ratio()


def _with_measures(answer: Answer) -> Iterable[Way]:
    """What could become of an answer, also by its measures."""
    expected = {measure.expected for measure in answer.measures if measure.state in _UNDER_WAY}
    better = [level for level in answer.question.better.get(answer.levels[0], ()) if level in expected]
    return (*answer.ways, *answer.question.ways(StepKind.MEASURE, answer.levels, better))


def _reached(move: _Move) -> Threshold | None:
    """The level reached then: by the new lower bound, under the caps that are left."""
    gain, over, _, way, part, answer = move
    assert part.score is not None
    thresholds = part.group.dimension.aggregation.thresholds
    if not thresholds:
        return None
    low, under = part.score.low.as_integer_ratio()
    reached = level_at_ratio(low * over + gain * under, under * over, thresholds)
    caps = part.score.caps
    if answer.question.criterion.knock_out is not None:
        then = answer._replace(standing=Standing.RATED, levels=way.to)
        caps = caps_of((then if each is answer else each for each in part.answers), thresholds)
    return capped(reached, caps, thresholds)


def _step(move: _Move) -> NextStep:
    gain, over, lifts_cap, way, part, answer = move
    reached = _reached(move)
    assert part.score is not None
    return NextStep(
        kind=way.kind,
        criterion=answer.question.criterion.id,
        dimension=part.group.dimension.id,
        to="" if way.kind is StepKind.ANSWER else way.to[0],
        gain=fraction(gain, over),
        lifts_cap=lifts_cap,
        reaches=reached if reached != part.score.level else None,
    )
