"""`place: {lat, lon, name, source}` → Spot."""

from __future__ import annotations

from pruefbuch.geo import lands_at, project
from pruefbuch.model.common import Spot
from pruefbuch.typed import Reader


def read_spot(root: Reader, *, required: bool = False) -> Spot | None:
    """The place on the map that a file names; None where it names none, or one that cannot be used."""
    reader = root.child("place", required=required)
    if reader is None:
        return None
    before = len(root.diagnostics.problems)
    spot = Spot(lat=reader.number("lat"), lon=reader.number("lon"), name=reader.line("name"), source=reader.url("source"))
    reader.done()
    if len(root.diagnostics.problems) > before:
        return None
    if not lands_at(project(float(spot.lat), float(spot.lon))):
        fault = f"lat {float(spot.lat):g}, lon {float(spot.lon):g} liegt nicht in Deutschland"
        allowed = "Grad nördlicher Breite (lat, 47.3 bis 55.1) und östlicher Länge (lon, 5.9 bis 15.1), innerhalb der Grenzen"
        root.diagnostics.error(
            reader.place_of("lat"), "place-outside", fault, allowed, "an einer Karte prüfen; oft sind lat und lon vertauscht"
        )
        return None
    return spot
