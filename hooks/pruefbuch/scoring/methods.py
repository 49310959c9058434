"""The methods of aggregation: one entry of one table each. Whoever reckons asks the entry, never the name of the method.

Terms become one figure in three stages. Each term is a pair of weight and factor; all pairs together make the points; the points,
divided where the method divides, become the figure. Each method is monotone: a term that rises never lowers the figure. So the
figure of all lower bounds is the lower bound of the figure, and an interval needs no more than the same formula on each side of
the terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import attrgetter
from typing import NamedTuple, assert_never

from pruefbuch.model.catalogues import Aggregation, Method
from pruefbuch.model.results import Term

Side = Callable[[Term], Fraction]
"""one of the four values of a term"""
Pair = tuple[Fraction, Fraction]
"""the weight of a term and its factor"""

WORST: Side = attrgetter("worst")
BEST: Side = attrgetter("best")
LOW: Side = attrgetter("low")
HIGH: Side = attrgetter("high")

SIDES = (WORST, BEST, LOW, HIGH)
ONE = Fraction(1)

# -- what an entry is made of ------------------------------------------------------------------------------------------


def weighted_sum(pairs: Iterable[Pair]) -> Fraction:
    """The points of most methods: Σ weight × factor.

    Numerators are added by denominator: as exact as adding fractions one by one, and several times as fast.
    """
    sums: dict[int, int] = {}
    for weight, factor in pairs:
        denominator = weight.denominator * factor.denominator
        sums[denominator] = sums.get(denominator, 0) + weight.numerator * factor.numerator
    common = lcm(*sums)
    return Fraction(sum(numerator * (common // denominator) for denominator, numerator in sums.items()), common)


def smallest(pairs: Iterable[Pair]) -> Fraction:
    """The points of the method that looks at the worst term: the smallest factor, whatever the weights."""
    return min(factor for _, factor in pairs)


def the_value(value: Fraction, _aggregation: Aggregation) -> Fraction:
    """The factor of most methods: the value of the term."""
    return value


def one_where_met(value: Fraction, aggregation: Aggregation) -> Fraction:
    """The factor of a share: 1 where the value counts as met, 0 where it does not."""
    assert aggregation.met is not None
    return ONE if value >= aggregation.met else Fraction(0)


def unchanged(points: Fraction, _aggregation: Aggregation) -> Fraction:
    """The figure of most methods: the points, after division."""
    return points


def looked_up(points: Fraction, aggregation: Aggregation) -> Fraction:
    """The figure from the table of the aggregation: the index of the highest step that the points reach.

    No catalogue is read whose table begins above points that can come up, so there is one.
    """
    return max(step.index for step in aggregation.steps if step.at <= points)


class MethodRule(NamedTuple):
    """How a method reckons. `divided`: the points are divided by the sum of the weights."""

    points: Callable[[Iterable[Pair]], Fraction]
    factor: Callable[[Fraction, Aggregation], Fraction] = the_value
    divided: bool = False
    finish: Callable[[Fraction, Aggregation], Fraction] = unchanged

    @property
    def weighted(self) -> bool:
        """Whether weights count, so that the points are a sum; whole numbers can be summed in their place."""
        return self.points is weighted_sum

    @property
    def linear(self) -> bool:
        """Whether the figure grows in proportion to each part: then the gain of a step is a difference of whole numbers."""
        return self.weighted and self.finish is unchanged

    @property
    def needs_met(self) -> bool:
        """Whether the catalogue has to say from which value a term counts as met."""
        return self.factor is one_where_met

    @property
    def needs_steps(self) -> bool:
        """Whether the catalogue has to give a table from points to an index."""
        return self.finish is looked_up


# -- the table ---------------------------------------------------------------------------------------------------------


def _rule(method: Method) -> MethodRule | None:
    """The entry of each method; None where no figure is made. The words of the methods stand in `views.methods`."""
    match method:
        case Method.NONE:
            return None
        case Method.WEIGHTED_MEAN:
            return MethodRule(weighted_sum, divided=True)
        case Method.SUM:
            return MethodRule(weighted_sum)
        case Method.MINIMUM:
            return MethodRule(smallest)
        case Method.SHARE_MET:
            return MethodRule(weighted_sum, one_where_met, divided=True)
        case Method.INDEX:
            return MethodRule(weighted_sum, finish=looked_up)
        case _:
            assert_never(method)


_RULES = {method: _rule(method) for method in Method}


def rule_of(method: Method) -> MethodRule | None:
    """The entry of a method; None for "none", the method that makes no figure."""
    return _RULES[method]


# -- reckoning by an entry ---------------------------------------------------------------------------------------------


def part(aggregation: Aggregation, term: Term, side: Side) -> Fraction:
    """What one term adds to the points: weight × factor; its value where weights do not count or nothing is reckoned."""
    rule = rule_of(aggregation.method)
    if rule is None or not rule.weighted:
        return side(term)
    return term.weight * rule.factor(side(term), aggregation)


def points_of(aggregation: Aggregation, rule: MethodRule, terms: Iterable[Term], side: Side) -> Fraction:
    """What all terms make together before division or table look-up."""
    return rule.points((term.weight, rule.factor(side(term), aggregation)) for term in terms)


def divisor_of(rule: MethodRule, terms: Iterable[Term]) -> Fraction:
    """The sum of the weights where the method divides, else 1."""
    return weighted_sum((term.weight, ONE) for term in terms) if rule.divided else ONE


def figure_of(aggregation: Aggregation, rule: MethodRule, points: Fraction, divisor: Fraction) -> Fraction:
    """From points to the figure."""
    return rule.finish(points / divisor if rule.divided else points, aggregation)


def has_figure(rule: MethodRule, terms: Sequence[Term]) -> bool:
    """Whether there is something to reckon with: a term, and where weights count, one of them above 0."""
    return any(term.weight for term in terms) if rule.weighted else bool(terms)


@lru_cache(maxsize=65_536)
def fraction(numerator: int, denominator: int) -> Fraction:
    """A fraction. The same few come up again and again, and making one takes longer than finding it."""
    return Fraction(numerator, denominator)
