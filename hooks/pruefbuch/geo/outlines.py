"""The outlines of the German Länder, as SVG paths on the sheet of the map. tools/outlines.py makes them of open data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pruefbuch.geo.projection import Point
from pruefbuch.model.lands import BY_THE_SEA

FILE = Path(__file__).parent / "laender.json"
TOLERANCE = 24
"""units of the sheet, some 1.6 km, that a place may lie outside the outline of its Land: outlines lie up to 8 units off the border
(tools/outlines.py), and degrees with two decimals another 11"""
AT_SEA = 120
"""units, some 8 km, that it may lie outside at sea: islands smaller than 0.8 square kilometres are missing in the outlines"""
COAST = 3200
"""how far south of the upper edge of the sheet, at some 53.4 degrees north, the sea is the North Sea or the Baltic"""

_BAND = 100
_RING = re.compile(r"M([^z]*)z")
_NUMBER = re.compile(r"-?[0-9]+")

Line = tuple[Point, Point]


@lru_cache(maxsize=1)
def outlines() -> Mapping[str, str]:
    """SVG path data by the letters of the Land (ISO 3166-2:DE), from a file of the program that never changes while it runs."""
    paths: dict[str, str] = json.loads(FILE.read_text("utf-8"))
    return paths


@lru_cache(maxsize=2)
def _bands(margin: int) -> Mapping[int, Mapping[str, Sequence[Line]]]:
    """The lines of each outline by the bands of the sheet to which they come that near: so a place is compared with few of them."""
    bands: dict[int, dict[str, list[Line]]] = {}
    for land, ring in ((land, ring) for land, path in outlines().items() for ring in rings(path)):
        for start, end in zip(ring, ring[1:], strict=False):
            first, last = (min(start.y, end.y) - margin) // _BAND, (max(start.y, end.y) + margin) // _BAND
            for band in range(first, last + 1):
                bands.setdefault(band, {}).setdefault(land, []).append((start, end))
    return bands


def rings(path: str) -> Iterator[tuple[Point, ...]]:
    """The rings of a path, from one point to the next and back to the first."""
    for text in _RING.findall(path):
        x = y = 0
        points = []
        numbers = map(int, _NUMBER.findall(text))
        for dx, dy in zip(numbers, numbers, strict=True):
            x, y = x + dx, y + dy
            points.append(Point(x, y))
        yield (*points, points[0])


@lru_cache(maxsize=100_000)
def lands_at(point: Point) -> frozenset[str]:
    """The letters of the Länder in which a point may lie; none where it lies abroad, or out at sea."""
    outlines_here = _bands(TOLERANCE).get(point.y // _BAND, {})
    lands = {land for land, lines in outlines_here.items() if _is_inside(point, lines) or _is_near(point, lines, TOLERANCE)}
    if not lands and point.y < COAST:
        outlines_here = _bands(AT_SEA).get(point.y // _BAND, {})
        lands = {land for land, lines in outlines_here.items() if land in BY_THE_SEA and _is_near(point, lines, AT_SEA)}
    return frozenset(lands)


def _is_inside(point: Point, lines: Iterable[Line]) -> bool:
    """Whether a line to the right of a point crosses the outline an odd number of times."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in lines:
        if (y1 > y) != (y2 > y):
            inside ^= x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return inside


def _is_near(point: Point, lines: Iterable[Line], margin: int) -> bool:
    """Whether a point lies that near to one of the lines. Most are left out by a look at where they begin and end."""
    west, east = point.x - margin, point.x + margin
    return any(
        _off(point, start, end) <= margin**2
        for start, end in lines
        if (start.x >= west or end.x >= west) and (start.x <= east or end.x <= east)
    )


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies off the line from start to end, squared."""
    dx, dy = end.x - start.x, end.y - start.y
    along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1.0, max(0.0, along))
    return (start.x + along * dx - point.x) ** 2 + (start.y + along * dy - point.y) ** 2
