"""Every criterion of a result, grouped by dimension and field."""

from __future__ import annotations

from dataclasses import dataclass

from pruefbuch.addresses import criterion_uri
from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.model.results import DimensionResult, Result, Standing
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Answer, answer, missing_word
from pruefbuch.views.links import Anchor, criterion_part, dimension_part, href


@dataclass(frozen=True, slots=True)
class RatedCriterion:
    """A criterion with its answer; `question` says what was asked."""

    part: str
    criterion: Anchor
    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class RatedField:
    """The criteria of a field."""

    label: str
    criteria: tuple[RatedCriterion, ...]


@dataclass(frozen=True, slots=True)
class RatedDimension:
    """The fields of a dimension."""

    part: str
    label: str
    answered: int
    asked: int
    fields: tuple[RatedField, ...]


def rated_dimensions(assessment: Assessment, catalogue: Catalogue, result: Result, here: str) -> tuple[RatedDimension, ...]:
    """The ratings of an assessment in the order of its catalogue."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}

    def shown(criterion: Criterion, standing: Standing) -> RatedCriterion:
        link = Anchor(criterion.name, href(here, criterion_uri(catalogue, criterion.id)))
        found = shown_answer(criterion, ratings.get(criterion.id), standing, assessment, catalogue)
        return RatedCriterion(criterion_part(criterion.id), link, criterion.question, found)

    def fields(part: DimensionResult) -> tuple[RatedField, ...]:
        groups = {
            field: tuple(shown(each, part.standings[each.id]) for each in catalogue.criteria if each.field == field.id)
            for field in catalogue.fields
            if field.dimension == part.dimension
        }
        return tuple(RatedField(field.label, criteria) for field, criteria in groups.items() if criteria)

    return tuple(
        RatedDimension(dimension_part(part.dimension), labels[part.dimension], part.answered, part.asked, fields(part))
        for part in result.dimensions
    )


def shown_answer(
    criterion: Criterion, rating: Rating | None, standing: Standing, assessment: Assessment, catalogue: Catalogue
) -> Answer:
    """What a criterion shows: its rating, or in words why there is none."""
    if standing is Standing.CLOSED:
        return Answer(missing=gettext("not asked: the field was closed by an earlier question"))
    if rating is None:
        return Answer(missing=words.non_value(missing_word(None, assessment), catalogue))
    return answer(rating, criterion, catalogue)
