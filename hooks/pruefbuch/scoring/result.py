"""The whole result of an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Aggregation, Catalogue, Dimension, Method
from pruefbuch.model.results import Cap, DimensionResult, Outcome, Result, Score, Standing, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.answers import answers
from pruefbuch.scoring.conflicts import conflicts
from pruefbuch.scoring.levels import capped, caps_of, level_at
from pruefbuch.scoring.methods import fraction
from pruefbuch.scoring.plan import Answer, Group, plan_of
from pruefbuch.scoring.steps import Part, next_steps

SCORING_VERSION = "1"
"""of these rules; published with every result, and raised whenever a figure could change"""

_ONE = Fraction(1)
_MOST = 20_000
"""figures of a dimension that are kept"""

_Figure = tuple[Any, ...]
"""a score without its method and terms: all other fields in their order"""


def score(assessment: Assessment, catalogue: Catalogue) -> Result:
    """The result of an assessment that has been validated against this catalogue."""
    if assessment.exemption is not None:
        return Result(assessment.id, catalogue.ref, SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    plan = plan_of(catalogue)
    found = answers(assessment, plan)
    parts = []
    dimensions = []
    for group in plan.groups:
        own = [found[question.position] for question in group.questions]
        score = _score_of(group, own)
        dimensions.append(_dimension(group, own, score))
        parts.append(Part(group, score, own))
    return Result(
        assessment=assessment.id,
        catalogue=catalogue.ref,
        scoring=SCORING_VERSION,
        outcome=_outcome(assessment, found),
        asked=sum(each.asked for each in dimensions),
        answered=sum(each.answered for each in dimensions),
        dimensions=tuple(dimensions),
        overall=_score(catalogue.overall, _overall_terms(catalogue, dimensions), found),
        conflicts=conflicts((part.group.dimension, part.score, part.answers) for part in parts),
        next_steps=next_steps(part for part in parts if part.score is not None),
    )


def _dimension(group: Group, own: Sequence[Answer], score: Score | None) -> DimensionResult:
    counts = [answer.standing for answer in own]
    standings = dict(zip(group.ids, counts, strict=True))
    answered = counts.count(Standing.RATED)
    return DimensionResult(group.dimension.id, answered + counts.count(Standing.UNKNOWN), answered, standings, score)


def _overall_terms(catalogue: Catalogue, dimensions: Sequence[DimensionResult]) -> tuple[Term, ...]:
    """The scores of the dimensions as terms of the whole; those without one are left out."""
    return tuple(
        _term(dimension, result.score)
        for dimension, result in zip(catalogue.dimensions, dimensions, strict=True)
        if result.score is not None
    )


def _term(dimension: Dimension, score: Score) -> Term:
    standing = Standing.RATED if score.low == score.high else Standing.UNKNOWN
    return Term(dimension.id, dimension.weight, standing, score.worst, score.best, score.low, score.high)


def _score_of(group: Group, own: Sequence[Answer]) -> Score | None:
    """The figure of a dimension. What can be summed is summed in whole numbers."""
    aggregation = group.dimension.aggregation
    choices = [answer.choice for answer in own if answer.choice is not None]
    terms = tuple([choice.term for choice in choices])
    if aggregation.method is Method.MINIMUM or aggregation.method is Method.NONE or not choices:
        return _score(aggregation, terms, own)
    sums = tuple(map(sum, zip(*[choice.numbers for choice in choices], strict=True)))
    if not sums[-1]:
        return None
    caps = caps_of(own, aggregation.thresholds) if group.held else ()
    figure = group.figures.get((sums, caps))
    if figure is None:
        if len(group.figures) >= _MOST:
            group.figures.clear()
        figure = group.figures[sums, caps] = (*_summed(group, sums, caps), sums)
    return Score(aggregation.method, terms, *figure)


def _summed(group: Group, sums: Sequence[int], caps: tuple[Cap, ...]) -> _Figure:
    """The figure of sums of parts (worst, best, low, high) and of their weights."""
    aggregation, (*parts, weight) = group.dimension.aggregation, sums
    points = [fraction(each, group.parts) for each in parts]
    if aggregation.method not in methods.DIVIDING:
        return _levelled(aggregation, points, _ONE, [methods.finish(aggregation, each, _ONE) for each in points], caps)
    ends = [fraction(each * group.weights, group.parts * weight) for each in parts]
    return _levelled(aggregation, points, fraction(weight, group.weights), ends, caps)


def _score(aggregation: Aggregation, terms: tuple[Term, ...], group: Sequence[Answer]) -> Score | None:
    """The figure of any terms, with any method."""
    if not methods.reckons(aggregation, terms):
        return None
    points = [methods.points(aggregation, terms, side) for side in methods.SIDES]
    by = methods.divisor(aggregation, terms)
    ends = [methods.finish(aggregation, each, by) for each in points]
    return Score(aggregation.method, terms, *_levelled(aggregation, points, by, ends, caps_of(group, aggregation.thresholds)))


def _levelled(
    aggregation: Aggregation, points: Sequence[Fraction], by: Fraction, ends: Sequence[Fraction], caps: tuple[Cap, ...]
) -> _Figure:
    """A figure with its levels. Points and ends: at worst, at best, and at both ends of the interval.

    The level is reached by the lower bound and held down by every knock-out that applies or may apply. At best, what is unknown
    turns out well: by the upper bound, under the certain knock-outs alone.
    """
    thresholds = aggregation.thresholds
    worst, best, low, high = ends
    reached = level_at(low, thresholds)
    level = capped(reached, caps, thresholds)
    at_best = capped(level_at(high, thresholds), [cap for cap in caps if cap.certain], thresholds)
    return points[2], points[3], by, worst, best, low, high, level, reached, at_best, caps


def _outcome(assessment: Assessment, found: Sequence[Answer]) -> Outcome:
    if assessment.delegation is not None and not assessment.ratings:
        return Outcome.DELEGATED
    questions = [answer.standing for answer in found if answer.question.criterion.gate is None]
    if questions and all(standing is Standing.CLOSED for standing in questions):
        return Outcome.ENDED_EARLY
    return Outcome.CHECKED
