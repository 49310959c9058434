"""What a first question has closed is not rated.

Right: the relevance question of a field says `nein`, and no other criterion of the field has a rating.
Wrong: the field is closed and one of its criteria is rated all the same; the rating would be read but not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem

ID = "closed-field"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of ratings in fields that a gate has closed."""
    closed: dict[str, str] = {}
    for rating in assessment.ratings:
        gate = catalogue.criterion(rating.criterion).gate
        if gate and gate.levels.intersection(rating.levels[:1]):
            closed |= dict.fromkeys(gate.fields, rating.criterion)
    for rating in assessment.ratings:
        criterion = catalogue.criterion(rating.criterion)
        gate_id = closed.get(criterion.field)
        if gate_id and criterion.gate is None:
            found = f"„{criterion.id}“ ist bewertet, obwohl „{gate_id}“ das Themenfeld „{criterion.field}“ beendet"
            yield Problem(
                rating.place, ID, found, "keine Bewertung in diesem Feld", f"Bewertung streichen oder „{gate_id}“ ändern"
            )
