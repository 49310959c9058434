"""Two towns of the same name, or two catalogues of the same title, can be told apart wherever they are shown.

Right: Neustadt in Hessen and Neustadt in Sachsen; two of one Land with `distinction: an der Orla` in their `municipality.yml`.
Wrong: two towns of the same name, kind and Land whose files say no more; one that calls itself „Neustadt (Hessen)“ beside
the first; two catalogues of different ids with the same title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model import naming
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "name"


def check(
    _entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems of names that stand for two."""
    nameless = [group for group in naming.namesakes(municipalities.values()) if naming.distinctions(group) is None]
    for first, *others in (*nameless, *naming.lookalikes(municipalities)):
        for town in others:
            fault = f"„{town.bare_name}“ heißt auch die Kommune in {first.place_of('name').named}, und nichts unterscheidet die beiden"
            allowed = "verschiedene Länder, sonst in beiden Dateien „distinction“: was hinter dem Namen in Klammern steht"
            remedy = "zum Beispiel „distinction: an der Orla“ ergänzen; ist es dieselbe Kommune, die Ordner zusammenlegen"
            yield Problem(town.place_of("name"), ID, fault, allowed, remedy, Severity.HINT)
    first_of: dict[str, Catalogue] = {}
    for catalogue in catalogues.values():
        namesake = first_of.setdefault(catalogue.title.casefold(), catalogue)
        if namesake.id != catalogue.id:
            fault = f"„{catalogue.title}“ heißt auch der Katalog „{namesake.id}“ in {namesake.path}:1"
            allowed = "jeder Katalog hat seinen eigenen Titel, alle seine Ausgaben denselben"
            yield Problem(
                Place(catalogue.path), ID, fault, allowed, "„title“ ändern oder die Ordner zusammenlegen", Severity.HINT
            )
