"""The Land of a town follows from its key, and the town lies there on the map.

Right: `state: TH`, a key that begins with 16, and a place in Thüringen.
Wrong: `state: TH` and a key that begins with 06, which is Hessen; a town in Bayern whose place is at Kiel. A key of former times may be
that of another Land. Near borders a place may lie outside the outline of its Land as far as geo/outlines.py says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.geo import lands_at, project
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Spot
from pruefbuch.model.lands import LANDS, land_of_key
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "land"


def check(
    _entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems between Land, keys and place of a town."""
    for town in municipalities.values():
        wrong_keys = [key for key in town.keys if not key.ended and land_of_key(key.code) != town.land]
        for key in wrong_keys:
            fault = f"der Schlüssel „{key.code}“ gehört nach {LANDS[land_of_key(key.code)]}, {_said(town)}"
            allowed = "die ersten zwei Ziffern sind die des Landes"
            yield Problem(key.place, ID, fault, allowed, "Schlüssel im Gemeindeverzeichnis nachsehen, oder „state“ berichtigen")
        if town.spot and not wrong_keys and (found_in := elsewhere(town.spot, town)):
            allowed = "ein Ort in seinem Land; an Grenzen sind 1,6 km Spielraum, weil die Umrisse der Karte grob sind"
            remedy = "„lat“ und „lon“ an einer Karte prüfen, oder „state“ berichtigen"
            yield Problem(town.place_of("place"), ID, f"der Ort liegt in {found_in}, {_said(town)}", allowed, remedy)


def elsewhere(spot: Spot, town: Municipality) -> str:
    """The Land in which a place lies that does not lie in that of the town; "" where it may lie there, or nobody knows the Land."""
    lands = lands_at(project(float(spot.lat), float(spot.lon)))
    return "" if not town.land or town.land in lands else LANDS[min(lands)]


def _said(town: Municipality) -> str:
    """In which Land the town lies, and where that is said."""
    return f"„{town.bare_name}“ aber liegt in {LANDS[town.land]} (Zeile {town.place_of('state' if town.state else 'ags').line})"
