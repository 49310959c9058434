"""Points that stand too close on the screen become one mark. theme_overrides/assets/map.js does exactly the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from pruefbuch.geo.projection import Point


@dataclass(frozen=True, slots=True)
class Cluster:
    """A mark on the map: where it stands, and the numbers of the points that it stands for."""

    point: Point
    members: tuple[int, ...]


def clusters(points: Sequence[Point], radius: int) -> list[Cluster]:
    """Each point joins the first mark that is nearer than `radius`, or becomes a mark itself: so marks never cover each other.

    Marks are looked up by squares of the size of the radius, so that the work grows with the points alone.
    """
    marks: list[tuple[Point, list[int]]] = []
    squares: dict[tuple[int, int], list[int]] = {}
    for number, point in enumerate(points):
        near = [mark for mark in _beside(point, radius, squares) if _are_near(marks[mark][0], point, radius)]
        first = min(near, default=None)
        if first is None:
            squares.setdefault((point.x // radius, point.y // radius), []).append(len(marks))
            marks.append((point, [number]))
        else:
            marks[first][1].append(number)
    return [Cluster(point, tuple(members)) for point, members in marks]


def _beside(point: Point, radius: int, squares: Mapping[tuple[int, int], Sequence[int]]) -> Iterator[int]:
    """The marks in the square of a point and in the eight around it: no other mark can be near."""
    column, row = point.x // radius, point.y // radius
    for square in product((column - 1, column, column + 1), (row - 1, row, row + 1)):
        yield from squares.get(square, ())


def _are_near(one: Point, other: Point, radius: int) -> bool:
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < radius**2
