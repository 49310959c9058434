"""What a first question has closed is not rated.

Right: the relevance question of a field says `nein`, and no other criterion of the field has a rating.
Wrong: the field is closed and one of its criteria is rated all the same; the rating would be read but not counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem
from pruefbuch.scoring.answers import closed_by
from pruefbuch.scoring.plan import plan_of

ID = "closed-field"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of ratings in fields that a gate has closed."""
    closed = closed_by(assessment.ratings, plan_of(catalogue))
    if not closed:
        return
    for rating in assessment.ratings:
        gate, field = closed.get(rating.criterion), catalogue.criterion(rating.criterion).field
        if gate is not None:
            fault = f"„{rating.criterion}“ ist bewertet, obwohl „{gate}“ das Themenfeld „{field}“ beendet"
            yield Problem(
                rating.place, ID, fault, "keine Bewertung in diesem Feld", f"Bewertung streichen oder „{gate}“ ändern"
            )
