"""How an assessment answers each criterion, and what that adds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Standing
from pruefbuch.scoring.plan import Answer, CataloguePlan, Levels


def answers(assessment: Assessment, plan: CataloguePlan) -> list[Answer]:
    """The answer to every criterion of the plan, in the order of the catalogue."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    closed = closed_by(assessment.ratings, plan)
    answered = []
    for criterion_plan in plan.criteria:
        name = criterion_plan.criterion.id
        rating = ratings.get(name)
        if name in closed:
            answer = criterion_plan.unrated(Standing.CLOSED)
        elif rating is None:
            answer = criterion_plan.unrated(Standing.UNKNOWN)
        elif rating.non_value is not None:
            answer = criterion_plan.unrated(standing_of(rating.non_value))
        else:
            answer = criterion_plan.answer(rating.levels)
            if rating.measures:
                answer = answer._replace(measures=rating.measures)
        answered.append(answer)
    return answered


def standing_of(word: NonValue) -> Standing:
    """How a criterion stands that is rated with a word in place of a level: what does not apply is left out, all else is unknown."""
    match word:
        case NonValue.NOT_APPLICABLE:
            return Standing.NOT_APPLICABLE
        case NonValue.CANNOT_TELL | NonValue.UNANSWERED | NonValue.REFERS_ELSEWHERE | NonValue.NOT_RECOVERED:
            return Standing.UNKNOWN
        case _:
            assert_never(word)


def closed_by(ratings: Iterable[Rating], plan: CataloguePlan) -> dict[str, str]:
    """The criteria that are not asked, each with the gate that has closed its field.

    Gates are asked in the order of the catalogue: a gate is closed only by another before it, never by itself. So of two gates that
    close each other's field one remains.
    """
    fields: dict[str, str] = {}
    closed: dict[str, str] = {}
    if not plan.gated:
        return closed
    by_criterion = {rating.criterion: rating for rating in ratings}
    for criterion in plan.gated:
        if criterion.field in fields:
            closed[criterion.id] = fields[criterion.field]
            continue
        rating = by_criterion.get(criterion.id)
        if criterion.gate is not None and rating is not None and not criterion.gate.levels.isdisjoint(rating.levels[:1]):
            fields = dict.fromkeys(criterion.gate.fields, criterion.id) | fields
    return closed


def judging_levels(answer: Answer) -> Levels:
    """The rated levels of the first axis."""
    return answer.plan.criterion.form.judging(answer.levels)
