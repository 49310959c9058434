"""Conflicts of goals: one dimension gains, another loses, for certain or possibly.

Like a score, the direction of a dimension is an interval: what is unknown may leave several open. Whoever hides an answer leaves
more open, never less; so a conflict that is certain becomes at most a possible one and never goes away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pruefbuch.model.catalogues import Aggregation, Dimension, Effect
from pruefbuch.model.results import Conflict, Score, Standing
from pruefbuch.scoring.levels import at_least
from pruefbuch.scoring.methods import rule_of
from pruefbuch.scoring.plan import Answer


class _Direction(NamedTuple):
    """Whether a dimension may gain, whether it may lose, and whether it does the one that is left for certain."""

    up: bool
    down: bool
    certain: bool


def conflicts(dimensions: Iterable[tuple[Dimension, Score | None, list[Answer]]]) -> tuple[Conflict, ...]:
    """Every pair of a dimension that gains or may gain and another that loses or may lose: the certain ones first.

    Otherwise in the order of the catalogue.
    """
    directions = [(dimension.id, _direction(dimension, score, answers)) for dimension, score, answers in dimensions]
    ups = [(dimension, direction) for dimension, direction in directions if direction.up]
    downs = [(dimension, direction) for dimension, direction in directions if direction.down]
    every = [
        Conflict(up, down, certain=gain.certain and loss.certain) for up, gain in ups for down, loss in downs if up != down
    ]
    return tuple(sorted(every, key=lambda conflict: not conflict.certain))


def _direction(dimension: Dimension, score: Score | None, answers: list[Answer]) -> _Direction:
    """Where a dimension goes or may go: by its figure; without a method by the effects of its levels."""
    if rule_of(dimension.aggregation.method) is None:
        return _by_effects(answers)
    return _by_figure(dimension.aggregation, score) if score is not None else _Direction(up=False, down=False, certain=False)


def _by_figure(aggregation: Aggregation, score: Score) -> _Direction:
    up, down = aggregation.up, aggregation.down
    may_gain = up is not None and at_least(score.high, up)
    may_lose = down is not None and at_least(down, score.low)
    gains = up is not None and at_least(score.low, up)
    loses = down is not None and at_least(down, score.high)
    return _Direction(may_gain, may_lose, certain=gains or loses)


def _by_effects(answers: list[Answer]) -> _Direction:
    """Up or down where at least one level says so and none says the contrary; an open answer may say all that its form can."""
    known = {effect for answer in answers for effect in _effects(answer)}
    unknown = {effect for answer in answers if answer.standing is Standing.UNKNOWN for effect in _possible_effects(answer)}
    up, down = Effect.UP in known, Effect.DOWN in known
    may_rise, may_fall = Effect.UP in unknown, Effect.DOWN in unknown
    may_gain = not down and (up or may_rise)
    may_lose = not up and (down or may_fall)
    return _Direction(may_gain, may_lose, certain=(up and not may_fall) or (down and not may_rise))


def _effects(answer: Answer) -> set[Effect | None]:
    """The effects of the rated levels, on whichever axis they stand."""
    axes = answer.plan.criterion.form.axes
    if len(axes) == 1:
        return {axes[0].scale.level(level).effect for level in answer.levels}
    return {axis.scale.level(level).effect for axis, level in zip(axes, answer.levels, strict=False)}


def _possible_effects(answer: Answer) -> set[Effect | None]:
    """The effects of all levels that the answer could name."""
    return {level.effect for axis in answer.plan.criterion.form.axes for level in axis.scale.levels}
