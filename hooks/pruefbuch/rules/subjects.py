"""Assessments of one municipality with the same subject id are about the same thing.

Right: `buerger-app-2025.yml` and `buerger-app-2026.yml` have the same id and title. A changed title is a hint; another kind
(project and paper) an error, because it is then another subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Assessment, Municipality, Subject
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity
from pruefbuch.tree import Tree

ID = "subject"


def check(
    assessments: Mapping[str, Assessment],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems between assessments of the same subject."""
    first: dict[tuple[str, str], tuple[str, Subject]] = {}
    for assessment in assessments.values():
        subject, place = assessment.subject, assessment.place_of("subject")
        path, known = first.setdefault((assessment.municipality, subject.id), (assessment.path, subject))
        if subject.kind is not known.kind:
            found = f"„{subject.id}“ ist hier „{subject.kind}“, in {path} „{known.kind}“"
            yield Problem(place, ID, found, "dasselbe Vorhaben hat dieselbe Art", "„kind“ oder „id“ ändern")
        elif subject.title != known.title:
            found = f"„{subject.id}“ heißt hier „{subject.title}“, in {path} „{known.title}“"
            yield Problem(place, ID, found, "dasselbe Vorhaben, derselbe Titel", "Titel oder „id“ angleichen", Severity.HINT)
