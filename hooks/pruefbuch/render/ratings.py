"""Every criterion of a result, grouped by dimension and field, and the rows of its profile (the short picture)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pruefbuch.model.assessments import Rating
from pruefbuch.model.results import Outcome, Standing
from pruefbuch.render.fragments import DimensionFragments, FragmentCache, ProfileRow
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.answers import AmountNote, amount_notes
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import dimension_part
from pruefbuch.views.profile import distribution


class RatedField(NamedTuple):
    """The criteria of a field, one after the other; `label` is empty where the dimension has only one field.

    `closed`: the criteria that were not asked, in one line.
    """

    label: str
    criteria: bytes
    closed: bytes


class RatedDimension(NamedTuple):
    """The fields of a dimension. `unasked`: how many criteria were not asked, where the check ended early."""

    part: str
    label: str
    answered: str
    fields: tuple[RatedField, ...]
    unasked: str = ""


def rated_dimensions(
    scored: ScoredAssessment,
    dimensions: Sequence[DimensionFragments],
    ratings: Mapping[str, Rating],
    fragments: FragmentCache,
) -> bytes:
    """The ratings of an assessment in the order of its catalogue; `ratings` by criterion."""
    delegated = scored.assessment.delegation is not None
    if scored.result.outcome is Outcome.ENDED_EARLY:
        view = _first_questions(scored, dimensions, ratings, fragments, delegated=delegated)
        return fragments.fill("dimension", view, True)
    views = [_rated_dimension(dimension, ratings, fragments, delegated=delegated) for dimension in dimensions]
    return b"".join([fragments.fill("dimension", view, False) for view in views])


def _first_questions(
    scored: ScoredAssessment,
    dimensions: Sequence[DimensionFragments],
    ratings: Mapping[str, Rating],
    fragments: FragmentCache,
    *,
    delegated: bool,
) -> RatedDimension:
    """A check that ended early: what it asked, under the name of its stage, and once what it did not ask."""
    answers = {answer.criterion.id: answer for dimension in dimensions for answer in dimension.answers}
    ordered = [answers[criterion.id] for criterion in fragments.catalogue.criteria]
    asked = [answer for answer in ordered if answer.standing is not Standing.CLOSED]
    stages = {answer.criterion.stage for answer in asked}
    label = ", ".join(stage.label for stage in fragments.catalogue.stages if stage.id in stages)
    rated = [fragments.rated(answer, ratings.get(answer.criterion.id), delegated=delegated, level=4) for answer in asked]
    closed = fragments.closed(answer.criterion for answer in ordered if answer.standing is Standing.CLOSED)
    answered = coverage(scored.result.answered, scored.result.asked)
    field = RatedField("", b"".join(rated), closed)
    return RatedDimension(dimension_part("vorfragen"), label, answered, (field,), str(unasked(scored)))


def _rated_dimension(
    fragments_of: DimensionFragments, ratings: Mapping[str, Rating], fragments: FragmentCache, *, delegated: bool
) -> RatedDimension:
    dimension, part, answers, _ = fragments_of
    fields, start = list[RatedField](), 0
    for label, criteria in dimension.fields:
        own = answers[start : start + len(criteria)]
        rated = fragments.rated_in(own, ratings, delegated=delegated)
        closed = [answer.criterion for answer in own if answer.standing is Standing.CLOSED]
        shown_label = label if len(dimension.fields) > 1 else ""
        fields.append(RatedField(shown_label, rated, fragments.closed(closed) if closed else b""))
        start += len(criteria)
    return RatedDimension(dimension_part(dimension.id), dimension.label, coverage(part.answered, part.asked), tuple(fields))


def unasked(scored: ScoredAssessment) -> int:
    """How many criteria were not asked because a gate closed their field."""
    return sum(standing is Standing.CLOSED for part in scored.result.dimensions for standing in part.standings.values())


def profile_rows(
    scored: ScoredAssessment, dimensions: Sequence[DimensionFragments], fragments: FragmentCache
) -> tuple[bytes, bytes]:
    """The rows of the profile, in the order of the catalogue, and the same as lines of text.

    There are none where the check ended before there was one to draw.
    """
    if scored.result.outcome is Outcome.ENDED_EARLY:
        return b"", b""
    has_figures = any(dimension.figure for dimension in dimensions)
    ratings = {rating.criterion: rating for rating in scored.assessment.ratings if rating.amounts}
    rows = [
        _profile_row(
            scored,
            dimension,
            amount_notes(dimension.dimension.criteria, ratings) if ratings else (),
            fragments,
            has_figures=has_figures,
        )
        for dimension in dimensions
    ]
    return b"".join([row for row, _ in rows]), b"".join([said for _, said in rows])


def _profile_row(
    scored: ScoredAssessment,
    fragments_of: DimensionFragments,
    notes: tuple[AmountNote, ...],
    fragments: FragmentCache,
    *,
    has_figures: bool,
) -> tuple[bytes, bytes]:
    """The row of a dimension, and the same as a line of text."""
    figure = fragments_of.figure
    if figure is not None and not notes:
        return figure.row, figure.row_said
    row = _row_view(scored, fragments_of, notes, fragments)
    return fragments.fill("row", row, has_figures), fragments.fill("row_said", row)


def _row_view(
    scored: ScoredAssessment, fragments_of: DimensionFragments, notes: tuple[AmountNote, ...], fragments: FragmentCache
) -> ProfileRow:
    dimension, part, _, figure = fragments_of
    answered = coverage(part.answered, part.asked)
    amounts, amounts_said = [fragments.fill(name, notes) if notes else b"" for name in ("amounts", "amounts_said")]
    if figure is not None:
        return ProfileRow(dimension.id, dimension.label, answered, figure.cells.fill([amounts]), b"", figure.said, amounts_said)
    levels = distribution(scored.assessment, fragments.catalogue, dimension.criteria, part)
    picture, said = fragments.distribution(dimension.id, levels)
    return ProfileRow(dimension.id, dimension.label, answered, b"", picture + amounts, said, amounts_said)
