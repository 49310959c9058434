"""Where the catalogue asks for a reason, evidence or alternatives, the rating has them.

Right (the catalogue says `requires: {reason: [hemmend]}`)::

    energie-betrieb: {level: hemmend, reason: Der Verbrauch steigt um rund ein Zehntel.}

Wrong: `energie-betrieb: hemmend`. Ticks without a reason are what councillors complain of most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, FormKind, Requirements
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
                level = min(required.intersection(asked))
                fault, allowed = f"„{criterion.id}“ ist „{level}“ ohne „{key}“", f"der Katalog verlangt dann {name}"
                yield Problem(rating.place, ID, fault, allowed, _form(criterion, rating, key))


def _form(criterion: Criterion, rating: Rating, key: str) -> str:
    """How the rating is written with what is missing: whoever has given a level alone may not know where a reason goes."""
    match criterion.form.kind:
        case FormKind.AXES:
            pairs = zip(criterion.form.axes, rating.levels, strict=False)
            level = f"{{{', '.join(f'{axis.id}: {level}' for axis, level in pairs)}}}"
        case FormKind.SELECTION:
            level = f"[{', '.join(rating.levels)}]"
        case FormKind.LEVEL | FormKind.TEXT:
            level = "".join(rating.levels)
        case _:
            assert_never(criterion.form.kind)
    value = "[{title: …}]" if key == "evidence" else "…"
    return f"als „{criterion.id}: {{level: {level}, {key}: {value}}}“ schreiben"
