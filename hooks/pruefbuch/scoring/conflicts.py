"""Conflicts of goals: one dimension clearly gains, another clearly loses."""

from __future__ import annotations

from collections.abc import Iterable

from pruefbuch.model.catalogues import Dimension, Effect
from pruefbuch.model.results import Conflict, Score
from pruefbuch.scoring.levels import at_least
from pruefbuch.scoring.methods import rule_of
from pruefbuch.scoring.plan import Answer


def conflicts(dimensions: Iterable[tuple[Dimension, Score | None, list[Answer]]]) -> tuple[Conflict, ...]:
    """Every pair of a dimension that clearly gains and one that clearly loses, in the order of the catalogue."""
    directions = [(dimension.id, _direction(dimension, score, answers)) for dimension, score, answers in dimensions]
    ups = [dimension for dimension, direction in directions if direction is Effect.UP]
    downs = [dimension for dimension, direction in directions if direction is Effect.DOWN]
    return tuple(Conflict(up, down) for up in ups for down in downs)


def _direction(dimension: Dimension, score: Score | None, answers: list[Answer]) -> Effect:
    """Where a dimension clearly goes: by its figure, however the unknown turns out; without a method by the rated effects."""
    if rule_of(dimension.aggregation.method) is None:
        return _by_effects(answers)
    up, down = dimension.aggregation.up, dimension.aggregation.down
    if score is not None and up is not None and at_least(score.low, up):
        return Effect.UP
    return Effect.DOWN if score is not None and down is not None and at_least(down, score.high) else Effect.NEUTRAL


def _by_effects(answers: list[Answer]) -> Effect:
    """Up or down where at least one rated level says so and none says the contrary."""
    effects = {effect for answer in answers for effect in _effects(answer)}
    up, down = Effect.UP in effects, Effect.DOWN in effects
    if up is down:
        return Effect.NEUTRAL
    return Effect.UP if up else Effect.DOWN


def _effects(answer: Answer) -> set[Effect | None]:
    """The effects of the rated levels, on whichever axis they stand."""
    axes = answer.plan.criterion.form.axes
    if len(axes) == 1:
        return {axes[0].scale.level(level).effect for level in answer.levels}
    return {axis.scale.level(level).effect for axis, level in zip(axes, answer.levels, strict=False)}
