"""A superseded assessment names the assessment of the same subject that takes its place.

Right: `superseded_by: buerger-app-2026-06`, and that file exists, is about the same subject, not older, and leads to a valid assessment.
Wrong: the name of a file that does not exist, the file itself, another subject, an older one, one that was withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import AssessmentStatus, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem
from pruefbuch.model.suggest import suggest
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "succession"


def check(
    entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of `superseded_by`."""
    for entry in entries.values():
        if entry.superseded_by:
            yield from _check(entry, entries, tree)


def _check(entry: AssessmentSummary, entries: Mapping[str, AssessmentSummary], tree: Tree) -> Iterator[Problem]:
    name, place = entry.superseded_by, entry.place_of("superseded_by")
    successor_id = f"{entry.municipality}/{name}"
    successor = entries.get(successor_id)
    if successor is None:
        if f"assessments/{successor_id}.yml" not in tree.sheets:  # else the file is there and has problems of its own
            others = [other.id.split("/")[1] for other in entries.values() if other.subject == entry.subject]
            fault = f"„superseded_by: {name}“: diese Datei gibt es nicht"
            allowed = "eine andere Prüfung desselben Vorhabens"
            yield Problem(place, ID, fault, allowed, suggest(name, others) or "Dateinamen ohne .yml angeben")
    elif successor.subject != entry.subject:
        fault = f"„{name}“ prüft „{successor.subject}“, nicht „{entry.subject}“"
        yield Problem(place, ID, fault, "eine Prüfung desselben Vorhabens", "„superseded_by“ berichtigen")
    elif entry.date and successor.date and successor.date.surely_before(entry.date):
        dates = f"ist von {successor.date} ({successor.place_of('date').named}), diese von {entry.date} ({entry.place_of('date').named})"
        fault = f"der Nachfolger „{name}“ {dates}"
        yield Problem(place, ID, fault, "ein Nachfolger ist nicht älter", "Daten prüfen, oder „superseded_by“ umdrehen")
    elif _is_circle(entry, entries):
        yield Problem(
            place, ID, f"„superseded_by: {name}“ führt im Kreis", "am Ende steht eine gültige Prüfung", "Kreis auflösen"
        )
    elif successor.status is AssessmentStatus.WITHDRAWN:
        fault = f"der Nachfolger „{name}“ ist zurückgezogen ({successor.place_of('status').named})"
        remedy = "die Prüfung nennen, die jetzt gilt; gibt es keine, auch diese mit „status: withdrawn“ zurückziehen"
        yield Problem(place, ID, fault, "am Ende steht eine gültige Prüfung", remedy)


def _is_circle(start: AssessmentSummary, entries: Mapping[str, AssessmentSummary]) -> bool:
    passed, current = set[str](), start
    while current.superseded_by:
        if current.id in passed:
            return True
        passed.add(current.id)
        following = entries.get(f"{current.municipality}/{current.superseded_by}")
        if following is None:
            return False
        current = following
    return False
