"""Every criterion is named, if only to say that it was not answered (a hint, no error).

Right: `rebound: unanswered`. Also right, but hinted at: the criterion is missing; it then counts as not answered.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity
from pruefbuch.scoring.answers import closed_by
from pruefbuch.scoring.plan import plan_of
from pruefbuch.typed import listing

ID = "completeness"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """One hint that names all criteria without a rating."""
    if assessment.exemption or assessment.delegation:
        return
    named = {rating.criterion for rating in assessment.ratings} | closed_by(assessment.ratings, plan_of(catalogue)).keys()
    missing = [criterion.id for criterion in catalogue.criteria if criterion.id not in named]
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
