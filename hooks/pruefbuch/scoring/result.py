"""The whole result of an assessment."""

from __future__ import annotations

from collections.abc import Sequence

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Aggregation, Catalogue, Dimension
from pruefbuch.model.results import DimensionResult, Outcome, Result, Score, Standing, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.answers import Answer, answers
from pruefbuch.scoring.conflicts import conflicts
from pruefbuch.scoring.levels import capped, caps_of, level_at
from pruefbuch.scoring.plan import plan_of
from pruefbuch.scoring.steps import Part, next_steps

SCORING_VERSION = "1"
"""of these rules; published with every result, and raised whenever a figure could change"""

_ASKED = (Standing.RATED, Standing.UNKNOWN)


def score(assessment: Assessment, catalogue: Catalogue) -> Result:
    """The result of an assessment that has been validated against this catalogue."""
    if assessment.exemption is not None:
        return Result(assessment.id, catalogue.ref, SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    plan = plan_of(catalogue)
    found = answers(assessment, plan)
    groups = [(dimension, [found[position] for position in positions]) for dimension, positions in plan.dimensions]
    dimensions = tuple(_dimension(dimension, group) for dimension, group in groups)
    parts = [(dimension, each.score, group) for (dimension, group), each in zip(groups, dimensions, strict=True)]
    return Result(
        assessment=assessment.id,
        catalogue=catalogue.ref,
        scoring=SCORING_VERSION,
        outcome=_outcome(assessment, found),
        asked=sum(each.asked for each in dimensions),
        answered=sum(each.answered for each in dimensions),
        dimensions=dimensions,
        overall=_score(catalogue.overall, _overall_terms(catalogue, dimensions), found),
        conflicts=conflicts(parts),
        next_steps=next_steps(Part(dimension, score, group) for dimension, score, group in parts if score is not None),
    )


def _dimension(dimension: Dimension, group: Sequence[Answer]) -> DimensionResult:
    return DimensionResult(
        dimension=dimension.id,
        asked=sum(answer.standing in _ASKED for answer in group),
        answered=sum(answer.standing is Standing.RATED for answer in group),
        standings={answer.question.criterion.id: answer.standing for answer in group},
        score=_score(dimension.aggregation, tuple(answer.term for answer in group if answer.term is not None), group),
    )


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


def _score(aggregation: Aggregation, terms: tuple[Term, ...], group: Sequence[Answer]) -> Score | None:
    """The figure of the terms with its reckoning and its levels.

    The level is reached by the lower bound and held down by every knock-out that applies or may apply. At best, what is unknown
    turns out well: by the upper bound, under the certain knock-outs alone.
    """
    if not methods.reckons(aggregation, terms):
        return None
    thresholds, by = aggregation.thresholds, methods.divisor(aggregation, terms)
    worst, best, points_low, points_high = (
        methods.points(aggregation, terms, side) for side in (methods.WORST, methods.BEST, methods.LOW, methods.HIGH)
    )
    low, high = methods.finish(aggregation, points_low, by), methods.finish(aggregation, points_high, by)
    caps, reached = caps_of(group, thresholds), level_at(low, thresholds)
    return Score(
        method=aggregation.method,
        terms=terms,
        points_low=points_low,
        points_high=points_high,
        divisor=by,
        worst=methods.finish(aggregation, worst, by),
        best=methods.finish(aggregation, best, by),
        low=low,
        high=high,
        level=capped(reached, caps, thresholds),
        level_uncapped=reached,
        level_at_best=capped(level_at(high, thresholds), (cap for cap in caps if cap.certain), thresholds),
        caps=caps,
    )


def _outcome(assessment: Assessment, found: Sequence[Answer]) -> Outcome:
    if assessment.delegation is not None and not assessment.ratings:
        return Outcome.DELEGATED
    questions = [answer.standing for answer in found if answer.question.criterion.gate is None]
    if questions and all(standing is Standing.CLOSED for standing in questions):
        return Outcome.ENDED_EARLY
    return Outcome.CHECKED
