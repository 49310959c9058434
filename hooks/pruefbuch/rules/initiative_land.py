"""An initiative lies in the Land of its municipality, or somebody has looked.

Right: a garden in Thüringen in the folder of a town in Thüringen.
Wrong, as far as one can tell: the same garden at Kiel. What people of a town do may lie beyond the border, so this is a hint.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.initiatives import Initiative
from pruefbuch.model.lands import LANDS
from pruefbuch.rules.land import elsewhere
from pruefbuch.tree import Tree

ID = "initiative-land"


def check(initiative: Initiative, municipality: Municipality, _tree: Tree) -> Iterator[Problem]:
    """The problem of an initiative far from its town."""
    if found_in := elsewhere(initiative.spot, municipality):
        said = municipality.place_of("state" if municipality.state else "ags").named
        fault = f"die Initiative liegt in {found_in}, „{municipality.bare_name}“ aber in {LANDS[municipality.land]} ({said})"
        place = initiative.places.get("place", Place(initiative.path))
        yield Problem(place, ID, fault, "meist dasselbe Land", "„lat“ und „lon“ an einer Karte prüfen", Severity.HINT)
