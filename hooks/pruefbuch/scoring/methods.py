"""The methods that make one figure of many terms.

Each is monotone: a term that rises never lowers the figure. So the figure of all lower bounds is the lower bound of the figure, and
intervals need no more than four runs of the same formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from pruefbuch.model.catalogues import Aggregation, Method
from pruefbuch.model.results import Score, Term

Side = Callable[[Term], Fraction]


def aggregate(aggregation: Aggregation, terms: Sequence[Term]) -> Score | None:
    """The score of the terms, without levels; None where the method is none or no term has weight."""
    if aggregation.method is Method.NONE or not any(term.weight for term in terms):
        return None
    low, high = figure(aggregation, terms, _low), figure(aggregation, terms, _high)
    return Score(
        method=aggregation.method,
        terms=tuple(terms),
        points_low=points(aggregation, terms, _low),
        points_high=points(aggregation, terms, _high),
        divisor=divisor(aggregation, terms),
        worst=figure(aggregation, terms, _worst),
        best=figure(aggregation, terms, _best),
        low=low,
        high=high,
    )


def figure(aggregation: Aggregation, terms: Sequence[Term], side: Side) -> Fraction:
    """The figure of one side (all lower bounds, all upper bounds, …) of the terms."""
    return finish(aggregation, points(aggregation, terms, side), divisor(aggregation, terms))


def finish(aggregation: Aggregation, sum_: Fraction, by: Fraction) -> Fraction:
    """From points to the figure: divided, or looked up in the table of steps (largest `at` not above the points)."""
    if aggregation.method is Method.INDEX:
        reached = [step.index for step in aggregation.steps if step.at <= sum_]
        return reached[-1] if reached else aggregation.steps[0].index
    return sum_ / by


def points(aggregation: Aggregation, terms: Sequence[Term], side: Side) -> Fraction:
    """Σ weight × value; the smallest value for minimum (weight 0 is left out)."""
    if aggregation.method is Method.MINIMUM:
        return min(side(term) for term in terms if term.weight)
    return sum((part(aggregation, term, side) for term in terms), Fraction(0))


def part(aggregation: Aggregation, term: Term, side: Side) -> Fraction:
    """What one term adds: weight × value, for share-met the weight where the value is met."""
    if aggregation.method is Method.SHARE_MET:
        assert aggregation.met is not None
        return term.weight if side(term) >= aggregation.met else Fraction(0)
    return term.weight * side(term)


def divisor(aggregation: Aggregation, terms: Sequence[Term]) -> Fraction:
    """Σ weight for the methods that divide, else 1."""
    if aggregation.method in (Method.WEIGHTED_MEAN, Method.SHARE_MET):
        return sum((term.weight for term in terms), Fraction(0))
    return Fraction(1)


def _low(term: Term) -> Fraction:
    return term.low


def _high(term: Term) -> Fraction:
    return term.high


def _worst(term: Term) -> Fraction:
    return term.worst


def _best(term: Term) -> Fraction:
    return term.best
