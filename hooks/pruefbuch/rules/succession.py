"""A superseded assessment names the assessment of the same subject that takes its place.

Right: `superseded_by: buerger-app-2026-06`, and that file exists, is about the same subject and leads to no circle.
Wrong: the name of a file that does not exist, the file itself, another subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Assessment, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem
from pruefbuch.model.near import near
from pruefbuch.tree import Tree

ID = "succession"


def check(
    assessments: Mapping[str, Assessment],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of `superseded_by`."""
    for assessment in assessments.values():
        if assessment.superseded_by:
            yield from _check(assessment, assessments, tree)


def _check(assessment: Assessment, assessments: Mapping[str, Assessment], tree: Tree) -> Iterator[Problem]:
    name, place = assessment.superseded_by, assessment.place_of("superseded_by")
    successor_id = f"{assessment.municipality}/{name}"
    successor = assessments.get(successor_id)
    if successor is None:
        if f"assessments/{successor_id}.yml" not in tree.texts:  # else the file is there and has problems of its own
            others = [each.id.split("/")[1] for each in assessments.values() if each.subject.id == assessment.subject.id]
            found = f"„superseded_by: {name}“: diese Datei gibt es nicht"
            allowed = "eine andere Prüfung desselben Vorhabens"
            yield Problem(place, ID, found, allowed, near(name, others) or "Dateinamen ohne .yml angeben")
    elif successor.subject.id != assessment.subject.id:
        found = f"„{name}“ prüft „{successor.subject.id}“, nicht „{assessment.subject.id}“"
        yield Problem(place, ID, found, "eine Prüfung desselben Vorhabens", "„superseded_by“ berichtigen")
    elif _is_circle(assessment, assessments):
        yield Problem(
            place, ID, f"„superseded_by: {name}“ führt im Kreis", "am Ende steht eine gültige Prüfung", "Kreis auflösen"
        )


def _is_circle(start: Assessment, assessments: Mapping[str, Assessment]) -> bool:
    seen, current = set[str](), start
    while current.superseded_by:
        if current.id in seen:
            return True
        seen.add(current.id)
        following = assessments.get(f"{current.municipality}/{current.superseded_by}")
        if following is None:
            return False
        current = following
    return False
