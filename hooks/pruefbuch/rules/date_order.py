"""What belongs together in time stands in that order: paper, assessment, decision; what is still to be done comes after the assessment.

Right: `date: 2026-03-05`, decided on `2026-04-01`, a planned measure due in `2027`.
Wrong: decided before the paper, or before the paper was assessed (projects are accompanied after the decision too); a measure that is
planned for a day already gone when it was written down; evidence that is younger than what it is to prove; a year in which nobody
checked anything. Each is a hint, for each has
happened. What is not known of a date is no contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment, Rating, SubjectKind
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import PartialDate, Problem, Severity

ID = "date-order"

_FIRST = 1990
"""Nobody checked council papers for sustainability before: the word itself came into politics in 1987."""


def check(assessment: Assessment, _catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of the dates of an assessment."""
    paper = assessment.paper.date if assessment.paper else None
    decided = assessment.decision.date if assessment.decision else None
    place = assessment.place_of("decision")
    for key, what, day in (
        ("date", "die Prüfung", assessment.date),
        ("paper", "die Vorlage", paper),
        ("decision", "der Beschluss", decided),
    ):
        if day and day.year < _FIRST:
            fault, allowed = f"{what} ist von {day}", f"ein Jahr seit {_FIRST}"
            yield Problem(
                assessment.place_of(key), ID, fault, allowed, "Jahr prüfen, oft ist eine Ziffer vertauscht", Severity.HINT
            )
    if paper and decided and decided.surely_before(paper):
        fault = f"der Beschluss ({decided}) liegt vor der Vorlage ({paper}, Zeile {assessment.place_of('paper').line})"
        yield Problem(place, ID, fault, "erst Vorlage, dann Beschluss", "Daten prüfen", Severity.HINT)
    if assessment.date is None:
        return
    said = f"({assessment.date}, Zeile {assessment.place_of('date').line})"
    if decided and assessment.subject.kind is SubjectKind.PAPER and decided.surely_before(assessment.date):
        fault = f"der Beschluss ({decided}) liegt vor der Prüfung der Vorlage {said}"
        yield Problem(place, ID, fault, "erst Prüfung, dann Beschluss", "Daten prüfen", Severity.HINT)
    for rating in assessment.ratings:
        if rating.measures or rating.evidence:
            yield from _of_rating(rating, assessment.date, said)


def _of_rating(rating: Rating, date: PartialDate, said: str) -> Iterator[Problem]:
    for measure in rating.measures:
        if measure.due and measure.state.under_way and measure.due.surely_before(date):
            fault = f"die Maßnahme „{measure.text[:60]}“ ist „{measure.state}“ bis {measure.due}, vor der Prüfung {said}"
            remedy = "Daten prüfen, oder „state: done“ oder „dropped“ angeben"
            yield Problem(rating.place, ID, fault, "was noch geplant ist, ist nach der Prüfung fällig", remedy, Severity.HINT)
    for evidence in rating.evidence:
        if evidence.date and date.surely_before(evidence.date):
            fault = f"der Nachweis „{evidence.title[:60]}“ ({evidence.date}) ist jünger als die Prüfung {said}"
            yield Problem(rating.place, ID, fault, "Nachweise, die es bei der Prüfung gab", "Daten prüfen", Severity.HINT)
