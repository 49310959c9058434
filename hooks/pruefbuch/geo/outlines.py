"""The outlines of the German Länder, as SVG paths on the sheet of the map. tools/outlines.py makes them of open data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pruefbuch.geo.projection import Point

FILE = Path(__file__).parent / "laender.json"
MARGIN = 120
"""units of the sheet that a place may lie off the land, some 8 km: outlines are rough, and small islands are missing"""

_BAND = 100
_RING = re.compile(r"M([^z]*)z")
_NUMBER = re.compile(r"-?[0-9]+")


@lru_cache(maxsize=1)
def outlines() -> Mapping[str, str]:
    """SVG path data by the letters of the Land (ISO 3166-2:DE), from a file of the program that never changes while it runs."""
    paths: dict[str, str] = json.loads(FILE.read_text("utf-8"))
    return paths


@lru_cache(maxsize=1)
def _bands() -> Mapping[int, Sequence[tuple[Point, Point]]]:
    """The lines of all outlines by the bands of the sheet that they come near: so a place is compared with few of them."""
    bands: dict[int, list[tuple[Point, Point]]] = {}
    for ring in (ring for path in outlines().values() for ring in rings(path)):
        for start, end in zip(ring, ring[1:], strict=False):
            first, last = (min(start.y, end.y) - MARGIN) // _BAND, (max(start.y, end.y) + MARGIN) // _BAND
            for band in range(first, last + 1):
                bands.setdefault(band, []).append((start, end))
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


def near_land(point: Point) -> bool:
    """Whether a point lies in Germany, or so near that it may."""
    lines = _bands().get(point.y // _BAND, ())
    return _is_inside(point, lines) or any(_near(point, start, end) for start, end in lines)


def _is_inside(point: Point, lines: Iterable[tuple[Point, Point]]) -> bool:
    """Whether a line to the right of a point crosses the borders an odd number of times. Each inner one is that of two Länder."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in lines:
        if (y1 > y) != (y2 > y):
            inside ^= x < x1 + (y - y1) * (x2 - x1) / (y2 - y1)
    return inside


def _near(point: Point, start: Point, end: Point) -> bool:
    """Whether a point lies nearer than the margin to the line from start to end."""
    dx, dy = end.x - start.x, end.y - start.y
    along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / ((dx * dx + dy * dy) or 1)
    along = min(1.0, max(0.0, along))
    return (start.x + along * dx - point.x) ** 2 + (start.y + along * dy - point.y) ** 2 <= MARGIN**2
