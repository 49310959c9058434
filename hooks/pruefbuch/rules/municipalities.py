"""Every folder of assessments says whose they are; made-up and real are never mixed.

Right: `assessments/musterstadt/municipality.yml` beside the assessments.
Wrong: a folder without it; an assessment of a made-up town that says it was taken over from public council papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Municipality, Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "municipality"


def check(
    entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems between assessments and the municipality of their folder."""
    for folder in sorted(_folders(tree)):
        path = f"{folder}/municipality.yml"
        if path not in tree.texts and not any(problem.place.path == path for problem in tree.problems):
            fault = f"im Ordner „{folder}“ fehlt municipality.yml"
            yield Problem(
                Place(path), ID, fault, "jeder Ordner nennt seine Kommune", "Datei mit name, kind und made_up anlegen"
            )
    for entry in entries.values():
        municipality = municipalities.get(entry.municipality) if entry.origin is Origin.TAKEN_OVER else None
        if municipality and municipality.made_up:
            fault = f"„{municipality.name}“ ist erfunden, die Prüfung aber „taken-over“"
            allowed = "übernommen wird nur aus echten Ratsunterlagen"
            yield Problem(entry.place_of("origin"), ID, fault, allowed, "„origin“ streichen oder die Kommune berichtigen")


def _folders(tree: Tree) -> set[str]:
    """The folders of municipalities; assessments lie in them, initiatives in a folder below."""
    texts = (path for path in tree.texts if path.startswith("assessments/") and path.count("/") > 1)
    return {path.rpartition("/")[0] for path in tree.sheets} | {"/".join(path.split("/", 2)[:2]) for path in texts}
