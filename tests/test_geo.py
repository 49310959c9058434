"""The sheet of the map: places keep their order and shape, land is land, and marks never cover each other."""

from __future__ import annotations

import json
from math import cos, hypot, radians
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import outlines as tool

from pruefbuch.geo import HEIGHT, WIDTH, Point, clusters, lands_at, outlines, project
from pruefbuch.geo.outlines import AT_SEA, COAST, TOLERANCE, rings
from pruefbuch.model.lands import BY_THE_SEA, LANDS, land_of_key

LATS, LONS = st.floats(47.3, 55.0), st.floats(5.9, 15.0)
POINTS = st.lists(st.builds(Point, st.integers(0, 3000), st.integers(-500, 3000)), max_size=60)


# -- projection ------------------------------------------------------------------------------------------------------


@given(LATS, LONS, LATS, LONS)
def test_north_is_up_and_east_is_right(lat: float, lon: float, other_lat: float, other_lon: float) -> None:
    one, other = project(lat, lon), project(other_lat, other_lon)
    if lat - other_lat > 0.01:
        assert one.y < other.y
    if lon - other_lon > 0.01:
        assert one.x > other.x


@given(LATS, LONS)
def test_germany_fits_the_sheet(lat: float, lon: float) -> None:
    point = project(lat, lon)
    assert 0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT


@given(LATS, LONS)
def test_shapes_keep_their_proportions(lat: float, lon: float) -> None:
    """A degree east is shorter on the ground than one north; on the sheet both are drawn to the same scale (to rounding)."""
    here, north, east = project(lat, lon), project(lat + 0.2, lon), project(lat, lon + 0.2)
    assert (east.x - here.x) / cos(radians(lat + 0.1)) == pytest.approx(here.y - north.y, rel=0.02)
    assert (here.x, here.y) == (north.x, east.y)


# -- outlines --------------------------------------------------------------------------------------------------------

SEGMENTS = {
    land: [(a, b) for ring in rings(path) for a, b in zip(ring, ring[1:], strict=False)] for land, path in outlines().items()
}


def slowly(point: Point) -> set[str]:
    """The Länder in which a point may lie, by comparing it with everything: by rays upwards instead of to the right."""

    def off(start: Point, end: Point) -> float:
        length = hypot(end.x - start.x, end.y - start.y) or 1.0
        dx, dy = (end.x - start.x) / length, (end.y - start.y) / length
        along = max(0.0, min(length, (point.x - start.x) * dx + (point.y - start.y) * dy))
        return hypot(point.x - start.x - along * dx, point.y - start.y - along * dy)

    lands, distances = set[str](), dict[str, float]()
    for land, segments in SEGMENTS.items():
        above = 0
        for start, end in segments:
            if (start.x > point.x) != (end.x > point.x):
                above += point.y > start.y + (point.x - start.x) * (end.y - start.y) / (end.x - start.x)
        distances[land] = min(off(start, end) for start, end in segments)
        if above % 2 == 1 or distances[land] <= TOLERANCE:
            lands.add(land)
    at_sea = {land for land in BY_THE_SEA if distances[land] <= AT_SEA}
    return lands or (at_sea if point.y < COAST else set())


def test_every_land_has_an_outline_on_the_sheet() -> None:
    assert set(outlines()) == set(LANDS)
    points = [point for segments in SEGMENTS.values() for segment in segments for point in segment]
    assert min(point.x for point in points) >= 0 and max(point.x for point in points) <= WIDTH
    assert min(point.y for point in points) >= 0 and max(point.y for point in points) <= HEIGHT


def test_the_outlines_are_small_enough_for_every_reader() -> None:
    assert sum(map(len, outlines().values())) < 60 * 1024


@given(st.builds(Point, st.integers(-500, WIDTH + 500), st.integers(-500, HEIGHT + 500)))
def test_land_is_found_quickly_as_slowly(point: Point) -> None:
    assert lands_at(point) == slowly(point)


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        (51.82, 10.75, "ST"),  # Wernigerode
        (52.52, 13.40, "BE"),  # a hole in Brandenburg
        (53.55, 8.58, "HB"),  # Bremerhaven, the other part of Bremen
        (53.92, 8.50, "HH"),  # Neuwerk, far from the rest of Hamburg
        (54.18, 7.89, "SH"),  # Helgoland
        (54.32, 10.12, "SH"),  # Kiel
        (48.40, 9.99, "BW BY"),  # Ulm, where the Danube is the border
        (47.55, 9.68, "BY"),  # Lindau, in the lake
        (47.70, 8.69, "BW"),  # Büsingen, with Switzerland around it
        (48.5734, 7.7521, ""),  # Strasbourg: 4 km from the border
        (47.56, 7.59, ""),  # Basel
        (47.80, 13.04, ""),  # Salzburg
        (47.503, 9.747, ""),  # Bregenz
        (49.19, 6.90, ""),  # Forbach
        (10.75, 51.82, ""),  # north and east exchanged
        (50.08, 14.42, ""),  # Prag lies between the westernmost and the easternmost place of Germany
        (0.0, 0.0, ""),
        (9e9, -9e9, ""),
    ],
)
def test_places(lat: float, lon: float, expected: str) -> None:
    assert lands_at(project(lat, lon)) == set(expected.split())


def test_small_islands_at_sea_lie_in_their_land() -> None:
    """The outlines have none below 0.8 square kilometres, as Norderoog and Ruden are; so far off an inner border is abroad."""
    assert lands_at(project(54.527, 8.51)) == {"SH"}
    assert lands_at(project(54.20, 13.77)) == {"MV"}


@pytest.mark.parametrize(
    ("code", "land"), [("01001000", "SH"), ("06411000", "HE"), ("16056000", "TH"), ("17", ""), ("00", ""), ("", "")]
)
def test_the_land_of_a_key(code: str, land: str) -> None:
    assert land_of_key(code) == land


# -- clusters --------------------------------------------------------------------------------------------------------


@given(POINTS, st.integers(1, 900))
def test_every_point_has_its_mark_and_marks_stand_apart(points: list[Point], radius: int) -> None:
    found = clusters(points, radius)
    assert sorted(number for each in found for number in each.members) == list(range(len(points)))
    for number, each in enumerate(found):
        assert all(hypot(each.point.x - points[m].x, each.point.y - points[m].y) < radius for m in each.members)
        assert all(hypot(each.point.x - other.point.x, each.point.y - other.point.y) >= radius for other in found[number + 1 :])


@given(POINTS, st.integers(1, 900))
def test_squares_change_nothing(points: list[Point], radius: int) -> None:
    marks: list[tuple[Point, list[int]]] = []
    for number, point in enumerate(points):
        near = [mark for mark in marks if hypot(mark[0].x - point.x, mark[0].y - point.y) < radius]
        near[0][1].append(number) if near else marks.append((point, [number]))
    assert [(each.point, list(each.members)) for each in clusters(points, radius)] == marks


# -- how the outlines are made ---------------------------------------------------------------------------------------


def square(west: float, south: float, size: float) -> list[list[float]]:
    """A ring with many points on each side, a little uneven."""
    steps = [number / 40 for number in range(40)]
    uneven = [0.0005 * (number % 3) for number in range(40)]
    south_side = [[west + size * step, south + off] for step, off in zip(steps, uneven, strict=True)]
    east = [[west + size - off, south + size * step] for step, off in zip(steps, uneven, strict=True)]
    north = [[west + size * (1 - step), south + size - off] for step, off in zip(steps, uneven, strict=True)]
    west_side = [[west + off, south + size * (1 - step)] for step, off in zip(steps, uneven, strict=True)]
    return [*south_side, *east, *north, *west_side, [west, south]]


def area(ags: str, *polygons: list[list[list[float]]], land: int = 4) -> dict[str, object]:
    kind = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    return {"type": "Feature", "properties": {"AGS": ags, "GF": land}, "geometry": kind}


def test_outlines_of_neighbours_keep_their_common_border(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Brandenburg has a hole, and Berlin fills it exactly; a pond and an islet are left out."""
    hole = square(12.5, 51.5, 0.5)
    file, made = tmp_path / "areas.json", tmp_path / "made.json"
    brandenburg = area("12", [square(12, 51, 1.5), hole])
    berlin = area("11", [hole[::-1]], [square(14.5, 51, 0.005)])
    pond = area("11", [square(9, 51, 1)], land=1)
    file.write_text(json.dumps([{"type": "FeatureCollection", "features": [brandenburg, berlin]}, pond]), "utf-8")
    monkeypatch.setattr(tool, "TARGET", made)
    tool.main(file)
    found = {state: [set(ring) for ring in rings(path)] for state, path in json.loads(made.read_text("utf-8")).items()}
    assert set(found) == {"BB", "BE"}
    assert len(found["BB"]) == 2 and len(found["BE"]) == 1
    assert found["BE"][0] == found["BB"][1]
    assert all(4 <= len(ring) < 12 for group in found.values() for ring in group)


@given(st.lists(st.builds(Point, st.integers(0, 400), st.integers(0, 400)), min_size=2, max_size=30))
def test_a_simplified_line_stays_near(line: list[Point]) -> None:
    kept = tool.peucker(line)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    ways = list(zip(kept, kept[1:], strict=False))
    assert all(min(tool._off(point, *way) for way in ways) <= tool.TOLERANCE for point in line)  # noqa: SLF001


@given(st.lists(st.builds(Point, st.integers(-99, 99), st.integers(-99, 99)), min_size=1, max_size=20).map(tuple))
def test_a_path_is_read_as_it_was_written(ring: tuple[Point, ...]) -> None:
    if len(ring) > 1:
        assert list(rings(tool.path(ring))) == [(*ring, ring[0])]
