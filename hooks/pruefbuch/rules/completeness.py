"""Every criterion is named, if only to say that it was not answered (a hint, no error).

Right: `rebound: unanswered`. Also right, but hinted at: the criterion is missing; it then counts as not answered. Nor is a sheet
in which nothing is answered yet „in Ordnung“ without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment, Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import NonValue, Problem, Severity
from pruefbuch.scoring.answers import closed_by
from pruefbuch.scoring.plan import plan_of
from pruefbuch.wording import listing

ID = "completeness"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """One hint that names all criteria without a rating."""
    if assessment.exemption or assessment.delegation:
        return
    named = {rating.criterion for rating in assessment.ratings} | closed_by(assessment.ratings, plan_of(catalogue)).keys()
    missing = [criterion for criterion in catalogue.criteria if criterion.id not in named]
    place, allowed = assessment.place_of("ratings"), "was fehlt, gilt als nicht beantwortet"
    untouched = all(rating.non_value is NonValue.UNANSWERED for rating in assessment.ratings)
    # Who takes over a paper in which nothing is ticked says just that.
    if untouched and assessment.origin is Origin.OWN:
        fault = f"0 von {len(catalogue.criteria)} beantwortet"
        yield Problem(place, ID, fault, allowed, "bei jeder Frage „unanswered“ durch die Antwort ersetzen", Severity.HINT)
    elif missing:
        shown = listing(criterion.id for criterion in missing[:5])
        more = f" und {len(missing) - 5} weitere" if len(missing) > 5 else ""
        strict = [criterion.id for criterion in missing if NonValue.UNANSWERED not in criterion.allows]
        remedy = "bewerten" if len(strict) == len(missing) else "bewerten oder „unanswered“ eintragen"
        if 0 < len(strict) < len(missing):
            remedy += f"; {listing(strict[:5])} nur bewerten"
        yield Problem(place, ID, f"ohne Bewertung: {shown}{more}", allowed, remedy, Severity.HINT)
