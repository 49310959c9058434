"""Every criterion of a result, grouped by dimension and field, and the rows of its short picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.entries import Checked
from pruefbuch.model.results import DimensionResult
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import dimension_part
from pruefbuch.views.profile import distribution
from pruefbuch.views.reckoning import joined
from pruefbuch.views.shared import Layout, Shared


class RatedField(NamedTuple):
    """The criteria of a field, one after the other; `label` is empty where the dimension has only one field."""

    label: str
    criteria: Markup


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
    return tuple(
        RatedDimension(
            dimension_part(layout.id),
            layout.label,
            coverage(part.answered, part.asked),
            _fields(checked.assessment, ratings, layout, part, shared),
        )
        for layout, part in zip(shared.layout, checked.result.dimensions, strict=True)
    )


def _fields(
    assessment: Assessment, ratings: Mapping[str, Rating], layout: Layout, part: DimensionResult, shared: Shared
) -> tuple[RatedField, ...]:
    level = 5 if len(layout.fields) > 1 else 4
    return tuple(
        RatedField(
            label if level == 5 else "",
            joined([shared.rated(ratings.get(each.id), part.standings[each.id], each, assessment, level) for each in criteria]),
        )
        for label, criteria in layout.fields
    )


def rows(checked: Checked, shared: Shared) -> tuple[Row, ...]:
    """The rows of the short picture, in the order of the catalogue."""
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
