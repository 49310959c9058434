"""Which places lie near each other. Looked up by squares, so that the work grows with the number of places alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

RADIUS = 75
"""kilometres as the crow flies: roughly a region"""
_SIDE = 10
"""kilometres; no square is narrower, even in the north"""
_LAT, _LON = 0.09, 0.158
_EARTH = 6371


class Neighbour(NamedTuple):
    """Another place, and how many kilometres it is away as the crow flies."""

    km: int
    id: str


class Places:
    """Places by id, in degrees north and east."""

    def __init__(self, places: Mapping[str, tuple[float, float]]) -> None:
        self._places = places
        self._squares: dict[tuple[int, int], list[str]] = {}
        for name, (lat, lon) in sorted(places.items()):
            self._squares.setdefault((int(lat // _LAT), int(lon // _LON)), []).append(name)

    def near(self, lat: float, lon: float, most: int, but: str) -> list[Neighbour]:
        """The places nearest to a point, at most so many, within the radius; by whole kilometres, then by id."""
        candidates: list[Neighbour] = []
        for ring in range(RADIUS // _SIDE + 2):
            for square in _ring(int(lat // _LAT), int(lon // _LON), ring):
                names = (name for name in self._squares.get(square, ()) if name != but)
                candidates += [Neighbour(round(kilometres((lat, lon), self._places[name])), name) for name in names]
            nearest = nsmallest(most, candidates)
            # What lies in the rings beyond is farther away than all the rings so far are wide.
            if len(nearest) == most and nearest[-1].km < ring * _SIDE:
                break
        return [neighbour for neighbour in nearest if neighbour.km <= RADIUS]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """As the crow flies, between points in degrees north and east (haversine)."""
    (lat, lon), (to_lat, to_lon) = (map(radians, point) for point in (one, other))
    half = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def _ring(row: int, column: int, ring: int) -> Iterator[tuple[int, int]]:
    """The squares that lie so many steps away."""
    for down in range(-ring, ring + 1):
        step = 1 if abs(down) == ring else 2 * ring
        yield from ((row + down, column + right) for right in range(-ring, ring + 1, step))
