"""Every criterion of a result, grouped by dimension and field, and the rows of its short picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.model.assessments import Rating
from pruefbuch.model.results import DimensionResult, Outcome, Standing
from pruefbuch.render.compiled import CompiledFragment, drawn, mark
from pruefbuch.render.faces import Layout, Shown
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import dimension_part
from pruefbuch.views.profile import distribution

_NOTHING = Markup()


class RatedField(NamedTuple):
    """The criteria of a field, one after the other; `label` is empty where the dimension has only one field.

    `closed`: the criteria that were not asked, in one line.
    """

    label: str
    criteria: Markup
    closed: Markup


class RatedDimension(NamedTuple):
    """The fields of a dimension. `unasked`: how many criteria were not asked, where the check ended early."""

    part: str
    label: str
    answered: str
    fields: tuple[RatedField, ...]
    unasked: str = ""


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


# -- ratings ---------------------------------------------------------------------------------------------------------


def rated_dimensions(
    checked: ScoredAssessment, shown: Iterable[Shown], ratings: Mapping[str, Rating], shared: FragmentCache
) -> bytes:
    """The ratings of an assessment in the order of its catalogue; `ratings` by criterion."""
    if checked.result.outcome is Outcome.ENDED_EARLY:
        return shared.draw("dimension", _first_questions(checked, shown, ratings, shared), True).encode()
    delegated = checked.assessment.delegation is not None
    return b"".join([_dimension(each, ratings, shared, delegated=delegated) for each in shown])


def _first_questions(
    checked: ScoredAssessment, shown: Iterable[Shown], ratings: Mapping[str, Rating], shared: FragmentCache
) -> RatedDimension:
    """A check that ended early: what it asked, under the name of its stage, and once what it did not ask."""
    faces = {face.criterion.id: face for each in shown for face in each.faces}
    ordered = [faces[each.id] for each in shared.catalogue.criteria]
    asked = [face for face in ordered if face.standing is not Standing.CLOSED]
    stages = {face.criterion.stage for face in asked}
    label = ", ".join(stage.label for stage in shared.catalogue.stages if stage.id in stages)
    delegated = checked.assessment.delegation is not None
    rated = [shared.first(face, ratings.get(face.criterion.id), 4, delegated=delegated) for face in asked]
    closed = shared.closed(tuple(face.criterion for face in ordered if face.standing is Standing.CLOSED))
    field = RatedField("", drawn(b"".join(rated).decode()), closed)
    answered = coverage(checked.result.answered, checked.result.asked)
    return RatedDimension(dimension_part("vorfragen"), label, answered, (field,), str(unasked(checked)))


def _dimension(shown: Shown, ratings: Mapping[str, Rating], shared: FragmentCache, *, delegated: bool) -> bytes:
    layout, part, faces, _ = shown
    texts, start = list[bytes](), 0
    for _, criteria in layout.fields:
        own = faces[start : start + len(criteria)]
        closed = tuple([face.criterion for face in own if face.standing is Standing.CLOSED])
        texts += (shared.rated(own, ratings, delegated=delegated), shared.closed(closed).encode() if closed else b"")
        start += len(criteria)
    key = (layout.id, part.answered, part.asked, *map(bool, texts))
    frame = shared.sections.get(key)
    if frame is None:
        frame = shared.sections[key] = CompiledFragment(shared.draw("dimension", _section(layout, part, texts), False))
    return frame.press(texts)


def _section(layout: Layout, part: DimensionResult, texts: Sequence[bytes]) -> RatedDimension:
    """A dimension with marks for the criteria of each field, and for those that were not asked."""
    marks = [drawn(mark(number)) if text else _NOTHING for number, text in enumerate(texts)]
    labels = [label if len(layout.fields) > 1 else "" for label, _ in layout.fields]
    fields = tuple(RatedField(*each) for each in zip(labels, marks[::2], marks[1::2], strict=True))
    return RatedDimension(dimension_part(layout.id), layout.label, coverage(part.answered, part.asked), fields)


def unasked(checked: ScoredAssessment) -> int:
    """How many criteria were not asked because a gate closed their field."""
    return sum(found is Standing.CLOSED for part in checked.result.dimensions for found in part.standings.values())


# -- the short picture -----------------------------------------------------------------------------------------------


def rows(checked: ScoredAssessment, shown: Sequence[Shown], shared: FragmentCache) -> tuple[bytes, bytes]:
    """The rows of the short picture, in the order of the catalogue, and the same as lines of text.

    There are none where the check ended before there was one to draw.
    """
    if checked.result.outcome is Outcome.ENDED_EARLY:
        return b"", b""
    scored = any(each.figured for each in shown)
    found = [_row(checked, each, shared, scored=scored) for each in shown]
    return b"".join([row for row, _ in found]), b"".join([line for _, line in found])


def _row(checked: ScoredAssessment, shown: Shown, shared: FragmentCache, *, scored: bool) -> tuple[bytes, bytes]:
    layout, part, _, figured = shown
    if figured is None:
        spread = distribution(checked.assessment, shared.catalogue, layout.criteria, part)
        answered = coverage(part.answered, part.asked)
        return shared.row(Row(layout.id, layout.label, answered, None, *shared.distribution(layout.id, spread)), scored=scored)
    found = figured.rows.get((part.answered, part.asked))
    if found is None:
        row = Row(layout.id, layout.label, coverage(part.answered, part.asked), figured.cells, None, figured.said)
        found = figured.rows[part.answered, part.asked] = shared.row(row, scored=True)
    return found
