"""From degrees to the sheet of the map: Mercator, so that shapes keep their angles however far a reader zooms in."""

from __future__ import annotations

from math import asinh, pi, radians, tan
from typing import NamedTuple

WIDTH = 10_000
HEIGHT = 13_600
"""of the sheet; Germany fills it but for a narrow margin. A unit is some 65 metres."""

_WEST, _EAST, _NORTH = 5.82, 15.09, 55.10
_SCALE = WIDTH / radians(_EAST - _WEST)


class Point(NamedTuple):
    """A point on the sheet: units from its left and its upper edge."""

    x: int
    y: int


def project(lat: float, lon: float) -> Point:
    """Where a place lies on the sheet, by its degrees north and east (WGS 84)."""
    return Point(round(_SCALE * radians(lon - _WEST)), round(_SCALE * (_up(_NORTH) - _up(lat))))


def _up(lat: float) -> float:
    return asinh(tan(lat * pi / 180))
