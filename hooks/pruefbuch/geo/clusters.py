"""Points that stand too close on the screen become one mark. theme_overrides/assets/map.js does exactly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
        column, row = point.x // radius, point.y // radius
        near = (
            mark
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for mark in squares.get((x, y), ())
            if (marks[mark][0].x - point.x) ** 2 + (marks[mark][0].y - point.y) ** 2 < radius**2
        )
        first = min(near, default=None)
        if first is None:
            squares.setdefault((column, row), []).append(len(marks))
            marks.append((point, [number]))
        else:
            marks[first][1].append(number)
    return [Cluster(point, tuple(members)) for point, members in marks]
