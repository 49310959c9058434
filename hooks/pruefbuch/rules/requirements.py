"""Where the catalogue asks for a reason, evidence or alternatives, the rating has them.

Right (the catalogue says `requires: {reason: [hemmend]}`)::

    energie-betrieb: {level: hemmend, reason: Der Verbrauch steigt um rund ein Zehntel.}

Wrong: `energie-betrieb: hemmend`. Ticks without a reason are what councillors complain of most. Wrong as well:
`energie-betrieb: cannot-tell`: whoever could not tell says why, or the word would be the way around the reason, the evidence or
the alternatives that a level asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, FormKind, Requirements
from pruefbuch.model.common import NonValue, Problem
from pruefbuch.wording import listing

ID = "requirement"

_NOTHING = Requirements()
_NAMES = (("reason", "eine Begründung"), ("evidence", "einen Nachweis"), ("alternatives", "geprüfte Alternativen"))


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the ratings that lack what their level requires."""
    for rating in assessment.ratings:
        criterion = catalogue.by_id[rating.criterion]
        if criterion.requires == _NOTHING:
            continue
        if rating.non_value is NonValue.CANNOT_TELL and not rating.reason:
            yield _untold(rating, criterion)
        asked = criterion.form.judging(rating.levels)
        for key, name in _NAMES:
            required: frozenset[str] = getattr(criterion.requires, key)
            if required and not getattr(rating, key) and not required.isdisjoint(asked):
                level = min(required.intersection(asked))
                fault, allowed = f"„{criterion.id}“ ist „{level}“ ohne „{key}“", f"der Katalog verlangt dann {name}"
                yield Problem(rating.place, ID, fault, allowed, _form(criterion, rating, key))


def _untold(rating: Rating, criterion: Criterion) -> Problem:
    """„Not possible to tell“ without a reason, where some level needs one."""
    levels = [level.id for axis in criterion.form.axes[:1] for level in axis.scale.levels]
    needs = {key: getattr(criterion.requires, key) for key, _ in _NAMES}
    key = next(key for key, required in needs.items() if required)
    demanding = listing(level for level in levels if level in needs[key])
    fault = f"„{criterion.id}“ ist „{NonValue.CANNOT_TELL}“ ohne „reason“"
    what = "sie" if key == "reason" else dict(_NAMES)[key]
    allowed = f"mit Begründung, weil der Katalog {what} bei {demanding} verlangt"
    remedy = f"als „{criterion.id}: {{level: {NonValue.CANNOT_TELL}, reason: …}}“ schreiben"
    return Problem(rating.place, ID, fault, allowed, remedy)


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
