"""How each criterion stands in an assessment, and the term that its answer makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import FormKind
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Standing
from pruefbuch.scoring.plan import Answer, Levels, Plan, Question


def answers(assessment: Assessment, plan: Plan) -> list[Answer]:
    """Every question of the plan with its answer, in the order of the catalogue."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    closed = closed_by(assessment.ratings, plan)
    found = []
    for question in plan.questions:
        rating = ratings.get(question.criterion.id)
        # Nearly every answer came up before.
        usual = rating is not None and not closed and rating.non_value is None and not rating.measures
        known = question.answers.get(rating.levels) if usual and rating is not None else None
        found.append(known or _answer(question, rating, closed))
    return found


def closed_by(ratings: Iterable[Rating], plan: Plan) -> dict[str, str]:
    """The criteria that are not asked, each with the gate that has closed its field.

    Gates are asked in the order of the catalogue: one is closed only by another before it, never by itself. So of two gates that
    close each other's field one remains.
    """
    fields: dict[str, str] = {}
    closed: dict[str, str] = {}
    if not plan.gated:
        return closed
    given = {rating.criterion: rating for rating in ratings}
    for criterion in plan.gated:
        if criterion.field in fields:
            closed[criterion.id] = fields[criterion.field]
            continue
        rating = given.get(criterion.id)
        if criterion.gate is not None and rating is not None and not criterion.gate.levels.isdisjoint(rating.levels[:1]):
            fields = dict.fromkeys(criterion.gate.fields, criterion.id) | fields
    return closed


def _answer(question: Question, rating: Rating | None, closed: Mapping[str, str]) -> Answer:
    if closed and question.criterion.id in closed:
        return question.without(Standing.CLOSED)
    if rating is None:
        return question.without(Standing.UNKNOWN)
    if rating.non_value is not None:
        left_out = rating.non_value is NonValue.NOT_APPLICABLE
        return question.without(Standing.NOT_APPLICABLE if left_out else Standing.UNKNOWN)
    answer = question.answer(rating.levels)
    return answer._replace(measures=rating.measures) if rating.measures else answer


def first_levels(answer: Answer) -> Levels:
    """The rated level of the first axis; of a selection every selected one."""
    return answer.levels if answer.question.criterion.form.kind is FormKind.SELECTION else answer.levels[:1]
