"""What those say who took an assessment over from papers is a note, never a reason of the municipality.

Right (`origin: taken-over`)::

    oe1: {level: foerdernd, note: "In welcher Spalte das Kreuz steht, ist erschlossen."}

Wrong: `note`, of an assessment or beside a rating, where nobody took it over. Doubtful: a `reason` beside `not-recovered`: what could not
be read in the source has no reason there either, so the words are those of whoever read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment, Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import NonValue, Problem, Severity

ID = "transcription"


def check(assessment: Assessment, _catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the ratings whose notes and reasons have changed places."""
    taken_over = assessment.origin is Origin.TAKEN_OVER
    if assessment.note and not taken_over:
        fault = "„note“ ist die Anmerkung derer, die die Prüfung übernommen haben; übernommen ist sie nicht"
        allowed, remedy = "„note“ nur bei „origin: taken-over“", "als „comment“ schreiben oder löschen"
        yield Problem(assessment.place_of("note"), ID, fault, allowed, remedy)
    for rating in assessment.ratings:
        if rating.note and not taken_over:
            fault = f"„{rating.criterion}“ hat eine Anmerkung derer, die die Prüfung übernommen haben; übernommen ist sie nicht"
            allowed, remedy = "„note“ nur bei „origin: taken-over“", "als „reason“ schreiben oder löschen"
            yield Problem(rating.place, ID, fault, allowed, remedy)
        elif taken_over and rating.reason and rating.non_value is NonValue.NOT_RECOVERED:
            fault = f"„{rating.criterion}“ war nicht zu lesen und hat doch eine Begründung"
            allowed = "was die Kommune schreibt, als „reason“; was beim Übernehmen auffiel, als „note“"
            yield Problem(rating.place, ID, fault, allowed, "„reason“ in „note“ umbenennen", severity=Severity.HINT)
