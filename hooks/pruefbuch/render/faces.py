"""How an answer shows on result pages: what is the same in every result that answers so. Worked out once, then only looked up."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.model.results import DimensionResult, Standing
from pruefbuch.render.compiled import CompiledFragment


class AnswerFragment(NamedTuple):
    """An answer to a criterion, or why there is none.

    `line` is its line in the reckoning, `up` and `down` how strongly it pulls in that direction, from 0 to 1: floats, for they are only
    compared. Before and after the reason of a rating that says no more stand `before` and `after`; where there is evidence too,
    `frames` are for the texts of both, by what there is of them, and `tellings` for the reason where the rating says most.
    """

    criterion: Criterion
    standing: Standing
    line: bytes
    up: float
    down: float
    before: bytes
    after: bytes
    frames: dict[Hashable, CompiledFragment]
    tellings: dict[bool, CompiledFragment]


class Layout(NamedTuple):
    """A dimension with its fields, each with its criteria; all of them; and the level of their headings."""

    id: str
    label: str
    fields: tuple[tuple[str, tuple[Criterion, ...]], ...]
    criteria: tuple[Criterion, ...]
    level: int


class Figured(NamedTuple):
    """How a score shows: the cells of the short picture, the same in words, and around its lines the rest of its reckoning.

    `rows` of the short picture, in HTML and in words, by how many of how many criteria were answered.
    """

    cells: Markup
    said: Markup
    reckoning: CompiledFragment
    rows: dict[tuple[int, int], tuple[bytes, bytes]]


class Shown(NamedTuple):
    """A dimension of a result, with the face of each of its criteria in the order of the layout, and that of its score."""

    layout: Layout
    part: DimensionResult
    faces: list[AnswerFragment]
    figured: Figured | None


def layouts(catalogue: Catalogue) -> tuple[Layout, ...]:
    """The dimensions of a catalogue as pages show them."""
    return tuple(_layout(catalogue, dimension.id, dimension.label) for dimension in catalogue.dimensions)


def _layout(catalogue: Catalogue, dimension: str, label: str) -> Layout:
    fields = [field for field in catalogue.fields if field.dimension == dimension]
    groups = [(field.label, tuple(each for each in catalogue.criteria if each.field == field.id)) for field in fields]
    filled = tuple(group for group in groups if group[1])
    return Layout(dimension, label, filled, tuple(each for _, group in filled for each in group), 5 if len(filled) > 1 else 4)


class AnswerFragments:
    """The faces of an edition."""

    def __init__(self, make: Callable[[Criterion, Rating | None, Standing], AnswerFragment], most: int) -> None:
        """`make` makes a face; `most` are kept."""
        self._make = make
        self._most = most
        self._kept: dict[tuple[str, object], AnswerFragment] = {}

    def of(self, layout: Layout, part: DimensionResult, ratings: Mapping[str, Rating]) -> list[AnswerFragment]:
        """The faces of a dimension; `ratings` by criterion."""
        kept, standings, found = self._kept, part.standings, list[AnswerFragment]()
        for criterion in layout.criteria:
            name = criterion.id
            rating = ratings.get(name)
            standing = standings[name]
            # A rating says how it stands: one in a field that a gate has closed is an error and never shown.
            key = (name, standing if rating is None else rating.levels or rating.non_value)
            face = kept.get(key)
            if face is None:
                if len(kept) >= self._most:
                    kept.clear()
                face = kept[key] = self._make(criterion, rating, standing)
            found.append(face)
        return found
