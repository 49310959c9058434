"""Every criterion of a result, grouped by dimension and field."""

from __future__ import annotations

from dataclasses import dataclass

from pruefbuch.addresses import criterion_uri
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import DimensionResult, Standing
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Answer, missing_word
from pruefbuch.views.links import Anchor, criterion_part, dimension_part, href
from pruefbuch.views.register import Register


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


def rated_dimensions(assessment: Assessment, register: Register, here: str) -> tuple[RatedDimension, ...]:
    """The ratings of an assessment in the order of its catalogue."""
    catalogue, result = register.book.catalogues[assessment.catalogue], register.book.results[assessment.id]
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}

    def shown(criterion: Criterion, standing: Standing) -> RatedCriterion:
        link = Anchor(criterion.name, href(here, criterion_uri(catalogue, criterion.id)))
        found = shown_answer(assessment, criterion.id, standing, register)
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


def shown_answer(assessment: Assessment, criterion_id: str, standing: Standing, register: Register) -> Answer:
    """What a criterion shows: its rating, or in words why there is none."""
    if standing is Standing.CLOSED:
        return Answer(missing=gettext("not asked: the field was closed by an earlier question"))
    found = register.answers.get((assessment.id, criterion_id))
    return found or Answer(
        missing=words.non_value(missing_word(None, assessment), register.book.catalogues[assessment.catalogue])
    )
