"""Facts about real initiatives need a public source; made-up ones have none.

Right: `sources: [https://…]` in the folder of a real municipality.
Wrong: an initiative of a real municipality without a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.initiatives import Initiative
from pruefbuch.tree import Tree

ID = "initiative-source"


def check(initiative: Initiative, municipality: Municipality, _tree: Tree) -> Iterator[Problem]:
    """The problem of an initiative that nobody can look up."""
    if not municipality.made_up and not initiative.sources:
        fault = f"die Initiative ist ohne Quelle angegeben, und „{municipality.name}“ ist nicht erfunden"
        place = initiative.places.get("title", Place(initiative.path))
        yield Problem(place, ID, fault, "mindestens eine öffentliche Quelle", "„sources: [https://…]“ ergänzen")
