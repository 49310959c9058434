"""A rating without a level uses a word that its criterion allows, and says why or where.

Right::

    rechenzentrum: {level: not-applicable, reason: Es läuft nichts in einem Rechenzentrum.}
    klima: {level: refers-elsewhere, refers_to: https://ris.example.org/vo/17}

Wrong: `barrierefreiheit: not-applicable` where the catalogue does not allow it, or without a reason. An answer that is left out
of the reckoning could otherwise make a result look better than it is (design: rules of honest scoring, 2).
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment, Origin, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, FormKind
from pruefbuch.model.common import NonValue, Problem
from pruefbuch.wording import listing

ID = "non-value"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the ratings without a level."""
    for rating in assessment.ratings:
        if rating.non_value is not None:
            yield from _check(rating, rating.non_value, catalogue.criterion(rating.criterion))
            if rating.non_value is NonValue.NOT_RECOVERED and assessment.origin is Origin.OWN:
                fault = f"„{rating.criterion}“ ist „{rating.non_value}“, und die Prüfung ist die eigene der Kommune"
                remedy = f"„{NonValue.UNANSWERED}“ schreiben, oder „{NonValue.CANNOT_TELL}“ mit „reason“"
                yield Problem(
                    rating.place, ID, fault, "nur, was aus einer Vorlage übernommen ist und dort nicht lesbar war", remedy
                )


def _check(rating: Rating, word: NonValue, criterion: Criterion) -> Iterator[Problem]:
    if word not in criterion.allows:
        answer = "Text" if criterion.form.kind is FormKind.TEXT else "Stufe"
        words = [other for other in NonValue if other in criterion.allows]
        allowed = f"erlaubt: {answer}" + (f" oder {listing(words)}" if words else "")
        remedy = f"{answer} oder ein erlaubtes Wort einsetzen" if words else f"{answer} einsetzen"
        yield Problem(rating.place, ID, f"„{word}“ ist bei „{criterion.id}“ nicht vorgesehen", allowed, remedy)
    if word is NonValue.NOT_APPLICABLE and not rating.reason:
        fault = f"„{criterion.id}“ ist nicht anwendbar, ohne Begründung"
        remedy = f"als „{criterion.id}: {{level: {word}, reason: …}}“ schreiben"
        yield Problem(rating.place, ID, fault, "mit Begründung", remedy)
    if word is NonValue.REFERS_ELSEWHERE and rating.refers_to is None:
        fault = f"„{criterion.id}“ verweist, sagt aber nicht wohin"
        remedy = f"als „{criterion.id}: {{level: {word}, refers_to: Adresse}}“ schreiben"
        yield Problem(rating.place, ID, fault, "mit Ziel", remedy)
    if word is not NonValue.REFERS_ELSEWHERE and rating.refers_to is not None:
        fault = f"„{criterion.id}“ hat ein „refers_to“ bei „{word}“"
        yield Problem(rating.place, ID, fault, "nur bei „refers-elsewhere“", "„refers_to“ streichen oder „level“ ändern")
