"""What each criterion's answer is worth: its standing, and the interval it leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Axis, Catalogue, Criterion, Form, FormKind
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Standing, Term


@dataclass(frozen=True, slots=True)
class Answer:
    """A criterion as an assessment leaves it; `term` is None where it is not reckoned with."""

    criterion: Criterion
    standing: Standing
    rating: Rating | None
    term: Term | None

    def on(self, levels: frozenset[str]) -> bool:
        """Whether the rated level of the (first) axis is one of these; of a selection any level counts."""
        if self.standing is not Standing.RATED or self.rating is None:
            return False
        counted = self.rating.levels if self.criterion.form.kind is FormKind.SELECTION else self.rating.levels[:1]
        return not levels.isdisjoint(counted)


def answers(assessment: Assessment, catalogue: Catalogue) -> tuple[Answer, ...]:
    """Every criterion of the catalogue with its answer, in the order of the catalogue."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    closed = closed_fields(ratings, catalogue)
    return tuple(_answer(criterion, ratings.get(criterion.id), closed) for criterion in catalogue.criteria)


def closed_fields(ratings: Mapping[str, Rating], catalogue: Catalogue) -> frozenset[str]:
    """The fields whose check a gate has ended."""
    return frozenset(
        field
        for criterion in catalogue.criteria
        if criterion.gate and (rating := ratings.get(criterion.id))
        if criterion.gate.levels.intersection(rating.levels[:1])
        for field in criterion.gate.fields
    )


def _answer(criterion: Criterion, rating: Rating | None, closed: frozenset[str]) -> Answer:
    standing = _standing(criterion, rating, closed)
    counts = criterion.form.valued and standing in (Standing.RATED, Standing.UNKNOWN)
    return Answer(criterion, standing, rating, _term(criterion, standing, rating) if counts else None)


def _standing(criterion: Criterion, rating: Rating | None, closed: frozenset[str]) -> Standing:
    if criterion.gate is None and criterion.field in closed:
        return Standing.CLOSED
    if rating is None:
        return Standing.UNKNOWN
    if rating.non_value is NonValue.NOT_APPLICABLE:
        return Standing.NOT_APPLICABLE
    return Standing.RATED if rating.non_value is None else Standing.UNKNOWN


def _term(criterion: Criterion, standing: Standing, rating: Rating | None) -> Term:
    worst, best = bounds(criterion.form)
    low, high = (worst, best) if rating is None or standing is Standing.UNKNOWN else interval(criterion.form, rating.levels)
    return Term(criterion.id, criterion.weight, standing, worst, best, low, high)


def interval(form: Form, levels: Iterable[str]) -> tuple[Fraction, Fraction]:
    """The values between which rated levels lie: one value, but for a selection of mixed effects.

    The levels of two axes multiply (importance × affectedness and the like); an axis that is not asked leaves the first alone.
    """
    chosen = tuple(levels)
    if form.kind is FormKind.AXES:
        value = prod((_value(axis, level) for axis, level in zip(form.axes, chosen, strict=False)), start=Fraction(1))
        return value, value
    values = [_value(form.axes[0], level) for level in chosen]
    return min(values), max(values)


def bounds(form: Form) -> tuple[Fraction, Fraction]:
    """The worst and the best value that an answer in this form can have."""
    first = form.axes[0]
    values = [_value(first, level.id) for level in first.scale.levels]
    if form.kind is FormKind.AXES:
        second = [_value(form.axes[1], level.id) for level in form.axes[1].scale.levels]
        unless = form.axes[1].unless
        values = [
            value * factor
            for level, value in zip(first.scale.levels, values, strict=True)
            for factor in ([Fraction(1)] if level.id in unless else second)
        ]
    return min(values), max(values)


def _value(axis: Axis, level: str) -> Fraction:
    value = axis.scale.level(level).value
    assert value is not None  # only valued forms are reckoned with
    return value
