"""An initiative that is on the map has begun.

Right: `founded: 2023-04`. Wrong, where the day is known: `founded: 2062`.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.initiatives import Initiative
from pruefbuch.rules import future
from pruefbuch.tree import Tree

ID = "initiative-future"


def check(initiative: Initiative, _municipality: Municipality, tree: Tree) -> Iterator[Problem]:
    """The problem of an initiative of tomorrow."""
    if initiative.founded and tree.today:
        place = initiative.places.get("founded", Place(initiative.path))
        for problem in future.after(future.DatedFact(initiative.founded, "der Beginn der Initiative", place), tree.today):
            yield problem._replace(rule=ID)
