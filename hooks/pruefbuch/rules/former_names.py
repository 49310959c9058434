"""A former name of an assessment leads on to it, and to it alone.

Right: `former_names: [buerger-app]` in the file that is now called buerger-app-2026.yml.
Wrong: a name that an assessment has now; one that two assessments claim. The address can show only one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "former-name"


def check(
    entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of former names."""
    present = frozenset(tree.sheets)
    first: dict[str, AssessmentSummary] = {}
    for entry in entries.values():
        for name in entry.former_names.split():
            path, other = f"assessments/{name}.yml", first.setdefault(name, entry)
            fault = ""
            if path in present:
                fault = f"„{name}“ ist kein früherer Name: {path} gibt es"
            elif other is not entry:
                fault = f"„{name}“ steht auch in {other.place_of('former_names').named} als früherer Name"
            if fault:
                allowed, remedy = "ein Name, den keine Prüfung hat oder sonst beansprucht", "aus „former_names“ streichen"
                yield Problem(entry.place_of("former_names"), ID, fault, allowed, remedy)
