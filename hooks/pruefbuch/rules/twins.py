"""Of a subject, one assessment by an edition is valid on a day, and no file is there twice.

Right: two assessments of a day, the first with `status: superseded`; one by each of two catalogues.
Wrong: two valid assessments of one subject by one edition on one day; a copy of a file under another name. Doubtful: two of one month
or of unknown days, for then nobody can tell which is the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import AssessmentStatus, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem, Severity
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
        elif entry.status is AssessmentStatus.FINAL:
            key = entry.municipality, entry.subject, entry.date, entry.catalogue
            earlier = valid.setdefault(key, entry)
            if earlier is not entry and (entry.date is None or not entry.date.day):
                fault = f"welche Prüfung von „{entry.subject}“ neuer ist, diese oder {earlier.place_of('date').named}, sagt kein Datum"
                allowed = "gültige Prüfungen eines Vorhabens mit verschiedenem Datum"
                remedy = "den Tag angeben, oder eine mit „status: superseded“ und „superseded_by“ ersetzen"
                yield Problem(entry.place_of("date"), ID, fault, allowed, remedy, Severity.HINT)
            elif earlier is not entry:
                fault = f"„{entry.subject}“ hat am {entry.date} schon eine gültige Prüfung: {earlier.place_of('date').named}"
                allowed = "an einem Tag gilt eine Prüfung desselben Vorhabens nach derselben Ausgabe"
                remedy = "eine mit „status: superseded“ und „superseded_by“ ersetzen, oder Datum oder „id“ berichtigen"
                yield Problem(entry.place_of("date"), ID, fault, allowed, remedy)
