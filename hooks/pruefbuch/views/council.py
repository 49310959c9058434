"""The pages of reports to the council: which half-years stand on which page, and what else a page names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pruefbuch.addresses import report_uri
from pruefbuch.book import Book
from pruefbuch.views.followups import FollowUp
from pruefbuch.views.links import Anchor, href
from pruefbuch.views.periods import Period, period_of
from pruefbuch.views.register import Card, Register

FULL = 50
"""results from which on a page of reports takes no further half-year"""


class PeriodResults(NamedTuple):
    """A period with its results, oldest first."""

    period: Period
    cards: tuple[Card, ...]


class ReportPage(NamedTuple):
    """A page of reports: its number, from 1 for the oldest, and its periods, oldest first."""

    number: int
    periods: tuple[PeriodResults, ...]


def by_period(cards: Iterable[Card]) -> list[PeriodResults]:
    """Results, newest first, by period; the oldest period first, and within it the oldest result."""
    groups: dict[Period, list[Card]] = {}
    for card in cards:
        groups.setdefault(period_of(card.entry.date), []).append(card)
    return [PeriodResults(period, tuple(reversed(group))) for period, group in sorted(groups.items())]


def paged(periods: Iterable[PeriodResults]) -> list[ReportPage]:
    """Periods on pages, from the oldest on, so that a full page never changes: a town with few results has one for all of them."""
    pages: list[list[PeriodResults]] = []
    count = FULL
    for period in periods:
        if count >= FULL:
            pages.append([])
            count = 0
        pages[-1].append(period)
        count += len(period.cards)
    return [ReportPage(number, tuple(group)) for number, group in enumerate(pages, 1)]


def report_pages(town_id: str, register: Register) -> list[ReportPage]:
    """All reports of a municipality."""
    return paged(by_period(register.of_municipality[town_id]))


def report_href(page: str, town_id: str, number: int, period: Period) -> str:
    """The way from a page to the report on a period, which stands on the page of reports of that number."""
    return href(page, report_uri(town_id, number), period.part)


def due_from_elsewhere(report_page: ReportPage, measures: Iterable[FollowUp]) -> list[FollowUp]:
    """The measures that fall due in a period of the page and stand in assessments of another period."""
    periods = {results.period for results in report_page.periods}
    due = [(measure, period_of(measure.note.due)) for measure in measures if measure.note.due]
    return [measure for measure, period in due if period in periods and period != period_of(measure.entry.date)]


def successor_ids(report_page: ReportPage, book: Book) -> Iterator[str]:
    """The ids of the assessments that hold instead of older ones on the page."""
    for results in report_page.periods:
        yield from (book.successors[card.entry.id] for card in results.cards if card.entry.id in book.successors)


def undated_reports(town_id: str, report_page: ReportPage, all_pages: Sequence[ReportPage]) -> tuple[Anchor, ...]:
    """The ways from a page of reports to the results of which no half-year is known."""
    page = report_uri(town_id, report_page.number)
    return tuple(
        Anchor(results.period.label, report_href(page, town_id, other.number, results.period))
        for other in all_pages
        for results in other.periods
        if not results.period.half
    )
