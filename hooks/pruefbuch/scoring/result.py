"""The whole result of an assessment."""

from __future__ import annotations

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue, Dimension, Effect, FormKind
from pruefbuch.model.results import Conflict, DimensionResult, Outcome, Result, Score, Standing, Term
from pruefbuch.scoring.answers import Answer, answers
from pruefbuch.scoring.levels import granted
from pruefbuch.scoring.methods import aggregate
from pruefbuch.scoring.steps import next_steps

SCORING_VERSION = "1"
"""of these rules; published with every result, and raised whenever a figure could change"""

_ASKED = (Standing.RATED, Standing.UNKNOWN)


def score(assessment: Assessment, catalogue: Catalogue) -> Result:
    """The result of an assessment that has been validated against this catalogue."""
    if assessment.exemption is not None:
        return Result(assessment.id, catalogue.ref, SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    found = answers(assessment, catalogue)
    groups = [(dimension, _of(dimension, found, catalogue)) for dimension in catalogue.dimensions]
    dimensions = tuple(_dimension(dimension, group) for dimension, group in groups)
    scored = [(dimension, part.score, group) for (dimension, group), part in zip(groups, dimensions, strict=True) if part.score]
    return Result(
        assessment=assessment.id,
        catalogue=catalogue.ref,
        scoring=SCORING_VERSION,
        outcome=_outcome(assessment, found),
        asked=sum(part.asked for part in dimensions),
        answered=sum(part.answered for part in dimensions),
        dimensions=dimensions,
        overall=_overall(catalogue, dimensions, found),
        conflicts=_conflicts(groups, dimensions),
        next_steps=next_steps(scored),
    )


def _of(dimension: Dimension, found: tuple[Answer, ...], catalogue: Catalogue) -> list[Answer]:
    return [answer for answer in found if catalogue.dimension_of(answer.criterion) == dimension.id]


def _dimension(dimension: Dimension, group: list[Answer]) -> DimensionResult:
    scored = aggregate(dimension.aggregation, [answer.term for answer in group if answer.term])
    return DimensionResult(
        dimension=dimension.id,
        asked=sum(answer.standing in _ASKED for answer in group),
        answered=sum(answer.standing is Standing.RATED for answer in group),
        standings={answer.criterion.id: answer.standing for answer in group},
        score=granted(scored, dimension.aggregation.thresholds, group) if scored else None,
    )


def _overall(catalogue: Catalogue, dimensions: tuple[DimensionResult, ...], found: tuple[Answer, ...]) -> Score | None:
    """The figure of the whole where the catalogue has one: the dimensions' scores are its terms."""
    terms = [
        Term(
            part.dimension,
            dimension.weight,
            _standing(part.score),
            part.score.worst,
            part.score.best,
            part.score.low,
            part.score.high,
        )
        for dimension, part in zip(catalogue.dimensions, dimensions, strict=True)
        if part.score
    ]
    scored = aggregate(catalogue.overall, terms)
    return granted(scored, catalogue.overall.thresholds, found) if scored else None


def _standing(part: Score) -> Standing:
    return Standing.RATED if part.low == part.high else Standing.UNKNOWN


def _outcome(assessment: Assessment, found: tuple[Answer, ...]) -> Outcome:
    questions = [answer.standing for answer in found if answer.criterion.gate is None]
    if questions and all(standing is Standing.CLOSED for standing in questions):
        return Outcome.ENDED_EARLY
    return Outcome.DELEGATED if assessment.delegation and not assessment.ratings else Outcome.CHECKED


# -- conflicts of goals ----------------------------------------------------------------------------------------------


def _conflicts(groups: list[tuple[Dimension, list[Answer]]], dimensions: tuple[DimensionResult, ...]) -> tuple[Conflict, ...]:
    """Every pair of a dimension that clearly gains and one that clearly loses."""
    ways = [(part.dimension, _way(*group, part.score)) for group, part in zip(groups, dimensions, strict=True)]
    ups = [name for name, way in ways if way is Effect.UP]
    downs = [name for name, way in ways if way is Effect.DOWN]
    return tuple(Conflict(up, down) for up in ups for down in downs)


def _way(dimension: Dimension, group: list[Answer], part: Score | None) -> Effect:
    """Where a dimension clearly goes: by its score, whatever is unknown; without a score by the effects of the rated levels."""
    if part is None:
        effects = {effect for answer in group for effect in _effects(answer)}
        return {(True, False): Effect.UP, (False, True): Effect.DOWN}.get(
            (Effect.UP in effects, Effect.DOWN in effects), Effect.NEUTRAL
        )
    up, down = dimension.aggregation.up, dimension.aggregation.down
    if up is not None and part.low >= up:
        return Effect.UP
    return Effect.DOWN if down is not None and part.high <= down else Effect.NEUTRAL


def _effects(answer: Answer) -> list[Effect | None]:
    """The effects of a rating: of every selected level, of two axes that of the first."""
    if answer.rating is None or answer.standing is not Standing.RATED or not answer.rating.levels:
        return []
    scale = answer.criterion.form.axes[0].scale
    levels = answer.rating.levels if answer.criterion.form.kind is FormKind.SELECTION else answer.rating.levels[:1]
    return [scale.level(level).effect for level in levels]
