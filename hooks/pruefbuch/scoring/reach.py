"""What a method can make at worst and at best, over all assessments that a catalogue allows: limits for its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from pruefbuch.model.catalogues import Aggregation, Criterion
from pruefbuch.model.common import NonValue
from pruefbuch.scoring.methods import ONE, MethodRule, Pair, weighted_sum
from pruefbuch.scoring.plan import CataloguePlan, DimensionPlan


class Part(NamedTuple):
    """What may be added to a figure: a criterion or a dimension. `optional`: it may be left out, as not applicable or not asked."""

    weight: Fraction
    worst: Fraction
    best: Fraction
    optional: bool


def closes(gate: Criterion, other: Criterion, plan: CataloguePlan) -> bool:
    """Whether an answer to a gate may close another criterion: gates are asked in order, and none closes one before it."""
    return gate.gate is not None and other.field in gate.gate.fields and plan.gated.index(gate) < plan.gated.index(other)


def parts_of(dimension: DimensionPlan, plan: CataloguePlan) -> list[Part]:
    """The criteria of a dimension that are reckoned with."""
    parts = []
    for criterion_plan in dimension.criteria:
        if criterion_plan.unknown is not None:
            criterion, term = criterion_plan.criterion, criterion_plan.unknown.term
            closed = any(closes(other, criterion, plan) for other in plan.gated)
            optional = NonValue.NOT_APPLICABLE in criterion.allows or closed
            parts.append(Part(term.weight, term.worst, term.best, optional))
    return parts


def limits(aggregation: Aggregation, rule: MethodRule, parts: Iterable[Part]) -> tuple[Fraction, Fraction] | None:
    """The least and the greatest points, divided where the method divides; None where there is never a figure."""
    counted = [part for part in parts if part.weight or not rule.weighted]
    if not counted:
        return None
    worst, best = (
        [((part.weight, rule.factor(value, aggregation)), part.optional) for part, value in sides]
        for sides in ([(part, part.worst) for part in counted], [(part, part.best) for part in counted])
    )
    return _extreme(rule, worst, 1), _extreme(rule, best, -1)


def gains_by_silence(aggregation: Aggregation, rule: MethodRule, parts: Sequence[Part]) -> bool:
    """Whether somebody may stand better who says nothing in place of „not applicable“, or leaves open whether a field is asked.

    What is unknown counts with its worst; where that is better than nothing at all, silence would raise the lower bound. Where its
    best is worse than nothing, silence would lower the upper bound, and with it hide what may be a conflict.
    """
    sides = [(1, [part.worst for part in parts])]
    if aggregation.up is not None:
        sides.append((-1, [part.best for part in parts]))
    return any(
        _silence_moves(rule, parts, [rule.factor(value, aggregation) for value in values], sign) for sign, values in sides
    )


def _silence_moves(rule: MethodRule, parts: Sequence[Part], factors: Sequence[Fraction], sign: int) -> bool:
    """Whether an optional part that is unknown moves a bound inwards."""
    counted = [pair for pair in zip(parts, factors, strict=True) if pair[0].weight or not rule.weighted]
    pairs = [((part.weight, factor), part.optional) for part, factor in counted]
    if rule.weighted and not rule.divided:
        return any(optional and sign * factor > 0 for (_, factor), optional in pairs)
    if not rule.weighted and sign > 0:
        return False  # one more can only lower the smallest
    for index, ((_, factor), optional) in enumerate(pairs):
        others = pairs[:index] + pairs[index + 1 :]
        if optional and others and sign * factor > sign * _extreme(rule, others, sign):
            return True
    return False


def _extreme(rule: MethodRule, pairs: Sequence[tuple[Pair, bool]], sign: int) -> Fraction:
    """The least points (with -1 the greatest): what is optional is there only if it lowers (raises) them."""
    chosen = [pair for pair, optional in pairs if not optional]
    free = [pair for pair, optional in pairs if optional]
    for pair in sorted(free, key=lambda pair: sign * _points(rule, [pair])):
        if not chosen or sign * _points(rule, [*chosen, pair]) < sign * _points(rule, chosen):
            chosen.append(pair)
    return _points(rule, chosen)


def _points(rule: MethodRule, pairs: Sequence[Pair]) -> Fraction:
    points = rule.points(pairs)
    return points / weighted_sum((weight, ONE) for weight, _ in pairs) if rule.divided else points
