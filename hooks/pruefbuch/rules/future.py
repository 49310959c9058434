"""What has happened has no date in the future.

Right: an assessment of today; one of `2026` in the middle of that year.
Wrong: an assessment of next month, a decision of 2062. Who knows the day says it with the tree, as all commands and the engine do.
Without a day, a date is wrong that lies ten years or more after all but a few others of the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue, EditionStatus
from pruefbuch.model.common import PartialDate, Place, Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "future"

GAP = 10
"""years without anything in between, as no town leaves them between two assessments"""
_ALLOWED = "was geschehen ist, liegt nicht in der Zukunft"
_REMEDY = "Datum berichtigen, oft ist eine Ziffer vertauscht"


class DatedFact(NamedTuple):
    """A date of the book, what has it, and where it stands."""

    day: PartialDate
    what: str
    place: Place


def check(
    entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of dates that cannot have been yet."""
    dates = [*_dates(entries, municipalities)]
    if tree.today is not None:
        for dated in (*dates, *_issued(catalogues)):
            yield from after(dated, tree.today)
        return
    editions = (
        DatedFact(catalogue.edition.date, "", Place(catalogue.path))
        for catalogue in catalogues.values()
        if catalogue.edition.date
    )
    yield from _ahead(sorted((*dates, *editions)))


def after(dated: DatedFact, today: date) -> Iterator[Problem]:
    """The problem of a date after today."""
    tomorrow = today + timedelta(1)  # somewhere on earth it may be tomorrow already
    if PartialDate(tomorrow.year, tomorrow.month, tomorrow.day).surely_before(dated.day):
        fault = f"{dated.what} hat das Datum {dated.day}, nach heute ({today})"
        yield Problem(dated.place, ID, fault, _ALLOWED, f"{_REMEDY}; stimmt es, die Uhr dieses Rechners stellen")


def _dates(entries: Mapping[str, AssessmentSummary], municipalities: Mapping[str, Municipality]) -> Iterator[DatedFact]:
    for entry in entries.values():
        if entry.date:
            yield DatedFact(entry.date, "die Prüfung", entry.place_of("date"))
        if entry.brief.decided:
            yield DatedFact(entry.brief.decided, "der Beschluss", entry.place_of("decision"))
        if entry.brief.submitted:
            yield DatedFact(entry.brief.submitted, "die Vorlage", entry.place_of("paper"))
    for town in municipalities.values():
        if town.population and town.population.date:
            yield DatedFact(town.population.date, "die Einwohnerzahl", town.place_of("population"))


def _issued(catalogues: Mapping[str, Catalogue]) -> Iterator[DatedFact]:
    """The dates of editions that are out; a draft may say when it is to come."""
    for catalogue in catalogues.values():
        if catalogue.edition.date and catalogue.edition.status is not EditionStatus.DRAFT:
            yield DatedFact(catalogue.edition.date, "die veröffentlichte Ausgabe", Place(catalogue.path))


def _ahead(dates: list[DatedFact]) -> Iterator[Problem]:
    """Problems of the few dates that lie far after all others. The dates of editions are only there to be compared with."""
    for number, (last, following) in enumerate(zip(dates, dates[1:], strict=False), 1):
        if following.day.year - last.day.year >= GAP and len(dates) - number < number:
            for dated in dates[number:]:
                if dated.what:
                    before = (
                        f"{dated.day.year - last.day.year} Jahre nach dem vorigen im Prüfbuch ({last.day}, {last.place.named})"
                    )
                    fault = f"{dated.what} hat das Datum {dated.day}, {before}"
                    yield Problem(dated.place, ID, fault, _ALLOWED, _REMEDY)
            return
