"""Where the catalogue asks for a reason, evidence or alternatives, the rating has them.

Right (the catalogue says `requires: {reason: [hemmend]}`)::

    energie-betrieb: {level: hemmend, reason: Der Verbrauch steigt um rund ein Zehntel.}

Wrong: `energie-betrieb: hemmend`. Ticks without a reason are what councillors complain of most.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue, Requirements
from pruefbuch.model.common import Problem

ID = "requirement"

_NOTHING = Requirements()
_NAMES = (("reason", "eine Begründung"), ("evidence", "einen Nachweis"), ("alternatives", "geprüfte Alternativen"))


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the ratings that lack what their level requires."""
    for rating in assessment.ratings:
        criterion = catalogue.by_id[rating.criterion]
        if criterion.requires == _NOTHING:
            continue
        asked = criterion.form.judging(rating.levels)
        for key, name in _NAMES:
            required: frozenset[str] = getattr(criterion.requires, key)
            if required and not getattr(rating, key) and not required.isdisjoint(asked):
                fault = f"„{criterion.id}“ ist „{min(required.intersection(asked))}“ ohne „{key}“"
                yield Problem(rating.place, ID, fault, f"der Katalog verlangt dann {name}", f"„{key}: …“ ergänzen")
