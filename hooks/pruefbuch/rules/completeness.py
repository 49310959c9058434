"""Every criterion is named, if only to say that it was not answered (a hint, no error).

Right: `rebound: unanswered`. Also right, but hinted at: the criterion is missing; it then counts as not answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity
from pruefbuch.typed import listing

ID = "completeness"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """One hint that names all criteria without a rating."""
    if assessment.exemption or assessment.delegation:
        return
    rated = {rating.criterion: rating for rating in assessment.ratings}
    closed: set[str] = set()
    for criterion in catalogue.criteria:
        gate, rating = criterion.gate, rated.get(criterion.id)
        if gate and rating and gate.levels.intersection(rating.levels[:1]):
            closed.update(gate.fields)
    missing = [each.id for each in catalogue.criteria if each.id not in rated and (each.gate or each.field not in closed)]
    if missing:
        shown = listing(missing[:5]) + (f" und {len(missing) - 5} weitere" if len(missing) > 5 else "")
        yield Problem(
            assessment.place_of("ratings"),
            ID,
            f"ohne Bewertung: {shown}",
            "sie gelten als nicht beantwortet",
            "bewerten oder „unanswered“ eintragen",
            Severity.HINT,
        )
