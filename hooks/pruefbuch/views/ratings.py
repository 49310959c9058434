"""Every criterion of a result, grouped by dimension and field, and the rows of its short picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.entries import Checked
from pruefbuch.model.results import DimensionResult, Outcome, Standing
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import dimension_part
from pruefbuch.views.profile import distribution
from pruefbuch.views.reckoning import joined
from pruefbuch.views.shared import Layout, Shared


class RatedField(NamedTuple):
    """The criteria of a field, one after the other; `label` is empty where the dimension has only one field.

    `closed`: the criteria that were not asked, in one line.
    """

    label: str
    criteria: Markup
    closed: Markup


class RatedDimension(NamedTuple):
    """The fields of a dimension."""

    part: str
    label: str
    answered: str
    fields: tuple[RatedField, ...]


class Row(NamedTuple):
    """One dimension of the short picture: `figure` where its method makes one, else the `distribution` of its levels.

    `said`: the same in words.
    """

    id: str
    label: str
    answered: str
    figure: Markup | None
    distribution: Markup | None
    said: Markup


def rated_dimensions(checked: Checked, ratings: Mapping[str, Rating], shared: Shared) -> tuple[RatedDimension, ...]:
    """The ratings of an assessment in the order of its catalogue; `ratings` by criterion."""
    if checked.result.outcome is Outcome.ENDED_EARLY:
        return (_first_questions(checked, ratings, shared),)
    return tuple(
        RatedDimension(
            dimension_part(layout.id),
            layout.label,
            coverage(part.answered, part.asked),
            _fields(checked.assessment, ratings, layout, part, shared),
        )
        for layout, part in zip(shared.layout, checked.result.dimensions, strict=True)
    )


def _first_questions(checked: Checked, ratings: Mapping[str, Rating], shared: Shared) -> RatedDimension:
    """A check that ended early: what it asked, under the name of its stage, and once what it did not ask."""
    standings = {name: found for part in checked.result.dimensions for name, found in part.standings.items()}
    criteria = shared.catalogue.criteria
    asked = {each.stage for each in criteria if standings[each.id] is not Standing.CLOSED}
    label = ", ".join(stage.label for stage in shared.catalogue.stages if stage.id in asked)
    field = _field("", criteria, checked.assessment, ratings, standings, 4, shared)
    return RatedDimension(dimension_part("vorfragen"), label, coverage(checked.result.answered, checked.result.asked), (field,))


def _fields(
    assessment: Assessment, ratings: Mapping[str, Rating], layout: Layout, part: DimensionResult, shared: Shared
) -> tuple[RatedField, ...]:
    level = 5 if len(layout.fields) > 1 else 4
    return tuple(
        _field(label if level == 5 else "", criteria, assessment, ratings, part.standings, level, shared)
        for label, criteria in layout.fields
    )


def _field(
    label: str,
    criteria: Iterable[Criterion],
    assessment: Assessment,
    ratings: Mapping[str, Rating],
    standings: Mapping[str, Standing],
    level: int,
    shared: Shared,
) -> RatedField:
    closed = tuple(each for each in criteria if standings[each.id] is Standing.CLOSED)
    asked = [each for each in criteria if standings[each.id] is not Standing.CLOSED] if closed else criteria
    return RatedField(
        label,
        joined([shared.rated(ratings.get(each.id), standings[each.id], each, assessment, level) for each in asked]),
        shared.closed(closed) if closed else Markup(),
    )


def unasked(checked: Checked) -> int:
    """How many criteria were not asked because a gate closed their field."""
    return sum(found is Standing.CLOSED for part in checked.result.dimensions for found in part.standings.values())


def rows(checked: Checked, shared: Shared) -> tuple[Row, ...]:
    """The rows of the short picture, in the order of the catalogue; none where the check ended before there was one to draw."""
    if checked.result.outcome is Outcome.ENDED_EARLY:
        return ()
    return tuple(
        _row(checked, layout, part, shared) for layout, part in zip(shared.layout, checked.result.dimensions, strict=True)
    )


def _row(checked: Checked, layout: Layout, part: DimensionResult, shared: Shared) -> Row:
    answered = coverage(part.answered, part.asked)
    if part.score:
        figure, said = shared.figure(layout.id, part.score, shared.aggregations[layout.id])
        return Row(layout.id, layout.label, answered, figure, None, said)
    spread = distribution(checked.assessment, shared.catalogue, layout.criteria, part)
    return Row(layout.id, layout.label, answered, None, *shared.distribution(layout.id, spread))
