"""The methods that make one figure of many terms.

Each is monotone: a term that rises never lowers the figure. So the figure of all lower bounds is the lower bound of the figure, and
an interval needs no more than the same formula on each side of the terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import attrgetter

from pruefbuch.model.catalogues import Aggregation, Method
from pruefbuch.model.results import Score, Term

Side = Callable[[Term], Fraction]
"""one of the four values of a term"""

WORST: Side = attrgetter("worst")
BEST: Side = attrgetter("best")
LOW: Side = attrgetter("low")
HIGH: Side = attrgetter("high")

DIVIDING = (Method.WEIGHTED_MEAN, Method.SHARE_MET)
"""methods that divide by the sum of weights"""
SIDES = (WORST, BEST, LOW, HIGH)

_NONE, _ONE = Fraction(0), Fraction(1)


def reckons(aggregation: Aggregation, terms: Sequence[Term]) -> bool:
    """Whether these terms make a figure: not with method none, and not where nothing weighs (minimum needs no weights)."""
    if aggregation.method is Method.MINIMUM:
        return bool(terms)
    return aggregation.method is not Method.NONE and any(term.weight for term in terms)


def points(aggregation: Aggregation, terms: Sequence[Term], side: Side) -> Fraction:
    """What the parts of the terms make before division or table look-up: their sum, or the smallest value."""
    if aggregation.method is Method.MINIMUM:
        return min(map(side, terms))
    return dot((term.weight, factor(aggregation, term, side)) for term in terms)


def part(aggregation: Aggregation, term: Term, side: Side) -> Fraction:
    """What one term adds: its weight × its factor."""
    return term.weight * factor(aggregation, term, side)


def factor(aggregation: Aggregation, term: Term, side: Side) -> Fraction:
    """By what the weight is multiplied: the value, or for share-met 1 where the value is met and 0 where it is not."""
    if aggregation.method is not Method.SHARE_MET:
        return side(term)
    assert aggregation.met is not None
    return _ONE if side(term) >= aggregation.met else _NONE


def divisor(aggregation: Aggregation, terms: Iterable[Term]) -> Fraction:
    """The sum of the weights for the methods that divide, else 1."""
    if aggregation.method in DIVIDING:
        return dot((term.weight, _ONE) for term in terms)
    return _ONE


def finish(aggregation: Aggregation, sum_: Fraction, by: Fraction) -> Fraction:
    """From points to the figure: divided, or looked up (largest `at` not above the points; below the first step its index)."""
    if aggregation.method is not Method.INDEX:
        return sum_ / by if by != 1 else sum_
    reached = [step.index for step in aggregation.steps if step.at <= sum_]
    return reached[-1] if reached else aggregation.steps[0].index


def moved(aggregation: Aggregation, score: Score, term: Term, to: Term) -> Fraction:
    """The lower bound that a score would have with one of its terms replaced."""
    if aggregation.method is Method.MINIMUM:
        return min(to.low if each is term else each.low for each in score.terms)
    change = term.weight * (factor(aggregation, to, LOW) - factor(aggregation, term, LOW))
    return finish(aggregation, score.points_low + change, score.divisor)


def dot(pairs: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Σ a·b. Numerators are added by denominator: as exact as adding fractions one by one, and several times as fast."""
    sums: dict[int, int] = {}
    for a, b in pairs:
        denominator = a.denominator * b.denominator
        sums[denominator] = sums.get(denominator, 0) + a.numerator * b.numerator
    common = lcm(*sums)
    return Fraction(sum(numerator * (common // denominator) for denominator, numerator in sums.items()), common)


@lru_cache(maxsize=65_536)
def fraction(numerator: int, denominator: int) -> Fraction:
    """A fraction; the same few come up again and again, and to make one takes longer than to find it."""
    return Fraction(numerator, denominator)
