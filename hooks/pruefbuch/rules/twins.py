"""Of a subject, one assessment by an edition is valid on a day, and no file is there twice.

Right: two assessments of a day, the first with `status: superseded`; one by each of two catalogues.
Wrong: two valid assessments of one subject by one edition on one day; a copy of a file under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import AssessmentStatus, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "twin"


def check(
    entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems of assessments that are there twice."""
    by_bytes: dict[str, AssessmentSummary] = {}
    valid: dict[tuple[object, ...], AssessmentSummary] = {}
    for entry in entries.values():
        original = by_bytes.setdefault(entry.checksum, entry)
        if original is not entry:
            fault = f"die Datei ist Byte für Byte dieselbe wie {original.path}:1"
            yield Problem(Place(entry.path), ID, fault, "jede Prüfung steht einmal da", "eine der beiden löschen")
        elif entry.status is AssessmentStatus.FINAL and entry.date and entry.date.day:
            key = entry.municipality, entry.subject, entry.date, entry.catalogue
            earlier = valid.setdefault(key, entry)
            if earlier is not entry:
                fault = f"„{entry.subject}“ hat am {entry.date} schon eine gültige Prüfung: {earlier.place_of('date').named}"
                allowed = "an einem Tag gilt eine Prüfung desselben Vorhabens nach derselben Ausgabe"
                remedy = "eine mit „status: superseded“ und „superseded_by“ ersetzen, oder Datum oder „id“ berichtigen"
                yield Problem(entry.place_of("date"), ID, fault, allowed, remedy)
