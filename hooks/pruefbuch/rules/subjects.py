"""Assessments of one municipality with the same subject id are about the same thing.

Right: `buerger-app-2025.yml` and `buerger-app-2026.yml` have the same id and title. A changed title is a hint; another kind
(project and paper) an error, because it is then another subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "subject"


def check(
    entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems between assessments of the same subject."""
    first: dict[tuple[str, str], AssessmentSummary] = {}
    for entry in entries.values():
        earlier = first.setdefault((entry.municipality, entry.subject), entry)
        if earlier is entry:
            continue
        place = entry.place_of("subject")
        if entry.kind is not earlier.kind:
            fault = f"„{entry.subject}“ ist hier „{entry.kind}“, in {earlier.path} „{earlier.kind}“"
            yield Problem(place, ID, fault, "dasselbe Vorhaben hat dieselbe Art", "„kind“ oder „id“ ändern")
        elif entry.title != earlier.title:
            fault = f"„{entry.subject}“ heißt hier „{entry.title}“, in {earlier.path} „{earlier.title}“"
            yield Problem(place, ID, fault, "dasselbe Vorhaben, derselbe Titel", "Titel oder „id“ angleichen", Severity.HINT)
