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
        known = first.setdefault((entry.municipality, entry.subject), entry)
        if known is entry:
            continue
        place = entry.place_of("subject")
        if entry.kind is not known.kind:
            found = f"„{entry.subject}“ ist hier „{entry.kind}“, in {known.path} „{known.kind}“"
            yield Problem(place, ID, found, "dasselbe Vorhaben hat dieselbe Art", "„kind“ oder „id“ ändern")
        elif entry.title != known.title:
            found = f"„{entry.subject}“ heißt hier „{entry.title}“, in {known.path} „{known.title}“"
            yield Problem(place, ID, found, "dasselbe Vorhaben, derselbe Titel", "Titel oder „id“ angleichen", Severity.HINT)
