"""The whole result of an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Aggregation, Catalogue, Dimension
from pruefbuch.model.results import Cap, DimensionResult, Outcome, Result, Score, Standing, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.answers import answers
from pruefbuch.scoring.conflicts import conflicts
from pruefbuch.scoring.levels import capped, caps_of, threshold_at
from pruefbuch.scoring.methods import MethodRule, fraction
from pruefbuch.scoring.plan import Answer, DimensionPlan, plan_of
from pruefbuch.scoring.steps import ScoredDimension, next_steps

SCORING_VERSION = "1"
"""of these rules; published with every result, and raised whenever a figure could change"""

_MOST = 20_000
"""figures of a dimension that are kept"""

_Figure = tuple[Any, ...]
"""a score without its method and terms: all other fields in their order"""


def score(assessment: Assessment, catalogue: Catalogue) -> Result:
    """The result of an assessment that has been validated against this catalogue."""
    if assessment.exemption is not None:
        return Result(assessment.id, catalogue.ref, SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    plan = plan_of(catalogue)
    answered = answers(assessment, plan)
    scored = []
    for dimension in plan.dimensions:
        own = [answered[criterion.position] for criterion in dimension.criteria]
        scored.append(ScoredDimension(dimension, _score_of(dimension, own), own))
    dimensions = tuple([_dimension_result(dimension) for dimension in scored])
    outcome = _outcome(assessment, answered)
    return Result(
        assessment=assessment.id,
        catalogue=catalogue.ref,
        scoring=SCORING_VERSION,
        outcome=outcome,
        asked=sum(result.asked for result in dimensions),
        answered=sum(result.answered for result in dimensions),
        dimensions=dimensions,
        overall=_overall(catalogue, dimensions, answered),
        conflicts=conflicts((part.plan.dimension, part.score, part.answers) for part in scored) if outcome.rated else (),
        next_steps=next_steps(part for part in scored if part.score is not None),
    )


def _dimension_result(scored: ScoredDimension) -> DimensionResult:
    plan, score, own = scored
    counts = [answer.standing for answer in own]
    standings = dict(zip(plan.ids, counts, strict=True))
    answered = counts.count(Standing.RATED)
    return DimensionResult(plan.dimension.id, answered + counts.count(Standing.UNKNOWN), answered, standings, score)


def _overall(catalogue: Catalogue, dimensions: Sequence[DimensionResult], answered: Sequence[Answer]) -> Score | None:
    """The score of the whole: the scores of the dimensions are its terms; dimensions without one are left out."""
    rule = methods.rule_of(catalogue.overall.method)
    if rule is None:
        return None
    both = zip(catalogue.dimensions, dimensions, strict=True)
    terms = tuple(_term(dimension, result.score) for dimension, result in both if result.score is not None)
    return _score_of_terms(catalogue.overall, rule, terms, caps_of(answered, catalogue.overall.thresholds))


def _term(dimension: Dimension, score: Score) -> Term:
    standing = Standing.RATED if score.low == score.high else Standing.UNKNOWN
    return Term(dimension.id, dimension.weight, standing, score.worst, score.best, score.low, score.high)


def _score_of(plan: DimensionPlan, own: Sequence[Answer]) -> Score | None:
    """The score of a dimension. What can be summed is summed in whole numbers, and equal sums are reckoned with once."""
    aggregation, rule = plan.dimension.aggregation, plan.rule
    contributions = [answer.contribution for answer in own if answer.contribution is not None]
    if rule is None or not contributions:
        return None
    terms = tuple([contribution.term for contribution in contributions])
    caps = caps_of(own, aggregation.thresholds) if plan.knocked_out else ()
    if not rule.weighted:
        return _score_of_terms(aggregation, rule, terms, caps)
    sums = tuple(map(sum, zip(*[contribution.numbers for contribution in contributions], strict=True)))
    *parts, weight = sums
    if not weight:
        return None
    figure = plan.figures.get((sums, caps))
    if figure is None:
        if len(plan.figures) >= _MOST:
            plan.figures.clear()
        points = [fraction(part, plan.parts) for part in parts]
        divisor = fraction(weight, plan.weights) if rule.divided else methods.ONE
        figure = plan.figures[sums, caps] = (*_figure(aggregation, rule, points, divisor, caps), sums)
    return Score(aggregation.method, terms, *figure)


def _score_of_terms(aggregation: Aggregation, rule: MethodRule, terms: tuple[Term, ...], caps: tuple[Cap, ...]) -> Score | None:
    """The score of terms that are not whole numbers; None where there is nothing to reckon with."""
    if not methods.has_figure(rule, terms):
        return None
    points = [methods.points_of(aggregation, rule, terms, side) for side in methods.SIDES]
    return Score(aggregation.method, terms, *_figure(aggregation, rule, points, methods.divisor_of(rule, terms), caps))


def _figure(
    aggregation: Aggregation, rule: MethodRule, points: Sequence[Fraction], divisor: Fraction, caps: tuple[Cap, ...]
) -> _Figure:
    """What becomes of points (at worst, at best, and at both ends of the interval): figures and levels.

    The level is reached by the lower bound and held down by every knock-out that applies or may apply. At best, what is unknown
    turns out well: by the upper bound, under the certain knock-outs alone.
    """
    thresholds = aggregation.thresholds
    worst, best, low, high = [methods.figure_of(aggregation, rule, value, divisor) for value in points]
    uncapped = threshold_at(*low.as_integer_ratio(), thresholds)
    granted = capped(uncapped, caps, thresholds)
    possible = threshold_at(*high.as_integer_ratio(), thresholds)
    at_best = capped(possible, [cap for cap in caps if cap.certain], thresholds)
    return points[2], points[3], divisor, worst, best, low, high, granted, uncapped, at_best, caps


def _outcome(assessment: Assessment, answered: Sequence[Answer]) -> Outcome:
    if assessment.delegation is not None and not assessment.ratings:
        return Outcome.DELEGATED
    standings = [answer.standing for answer in answered if answer.plan.criterion.gate is None]
    if standings and all(standing is Standing.CLOSED for standing in standings):
        return Outcome.ENDED_EARLY
    return Outcome.CHECKED
