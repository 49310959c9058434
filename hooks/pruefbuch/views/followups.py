"""What a municipality has promised: measures of its newest assessments, by the day until which they are due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pruefbuch.addresses import assessment_uri, followups_uri, municipality_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import AssessmentStatus, MeasureState
from pruefbuch.model.common import PartialDate
from pruefbuch.summary.briefs import MeasureNote
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.links import Anchor, criterion_part, href
from pruefbuch.views.periods import Period, period_of
from pruefbuch.views.register import Card

SIZE = 100
"""follow-ups on a page"""
_LATER = PartialDate(9999)
_ENDS = PartialDate(0, 13, 32)


class FollowUp(NamedTuple):
    """A measure with the assessment it stands in."""

    entry: AssessmentSummary
    note: MeasureNote


class FollowUpRow(NamedTuple):
    """A follow-up as a page shows it; `due` is empty where no date is set, `day` the same by ISO 8601."""

    text: str
    state: str
    open: bool
    due: str
    day: str
    criterion: Anchor
    subject: Anchor
    date: str


class FollowUpGroup(NamedTuple):
    """Follow-ups that are due in the same half-year."""

    label: str
    rows: tuple[FollowUpRow, ...]


class FollowUps(NamedTuple):
    """A page of open follow-ups, with the ways to the other pages and how many measures there are of each kind."""

    groups: tuple[FollowUpGroup, ...]
    pages: tuple[Anchor, ...]
    open: int
    done: int
    dropped: int


def newest(entry: AssessmentSummary, book: Book) -> AssessmentSummary:
    """The newest assessment of the same subject that holds; the entry itself where none does."""
    return book.entries[book.successors.get(entry.id, entry.id)]


def holds(entry: AssessmentSummary, book: Book) -> bool:
    """Whether what an assessment promises is still the word: it holds, and there is no newer one of its subject."""
    return entry.status is AssessmentStatus.FINAL and newest(entry, book) is entry


def follow_ups(cards: Iterable[Card], book: Book) -> list[FollowUp]:
    """The measures of all assessments that hold, in the order in which they are due: without a date last."""
    measures: list[FollowUp] = []
    for card in cards:
        notes = card.entry.brief.measures
        if notes and holds(card.entry, book):
            measures += (FollowUp(card.entry, note) for note in notes)
    return sorted(measures, key=_order)


def _order(measure: FollowUp) -> tuple[PartialDate, str, str, str]:
    """A year or month is over only when its last day is."""
    due = measure.note.due or _LATER
    end = PartialDate(due.year, due.month or _ENDS.month, due.day or _ENDS.day)
    return end, measure.entry.id, measure.note.criterion, measure.note.text


def still_open(measures: Iterable[FollowUp]) -> list[FollowUp]:
    """Those of which something is left to do."""
    return [measure for measure in measures if measure.note.open]


def page_count(measures: Sequence[FollowUp]) -> int:
    """How many pages the open follow-ups take, the first of which is the page of the municipality."""
    return max(1, -(-len(measures) // SIZE))


def follow_ups_page(town_id: str, number: int, cards: Sequence[Card], book: Book) -> FollowUps:
    """A page of the open follow-ups; number 1 stands on the page of the municipality."""
    measures = follow_ups(cards, book)
    left = still_open(measures)
    page = _uri(town_id, number)
    states = [measure.note.state for measure in measures]
    return FollowUps(
        tuple(groups(left[SIZE * (number - 1) : SIZE * number], book, page)),
        tuple(_pages(town_id, number, left)),
        len(left),
        states.count(MeasureState.DONE),
        states.count(MeasureState.DROPPED),
    )


def _uri(town_id: str, number: int) -> str:
    return municipality_uri(town_id) if number == 1 else followups_uri(town_id, number)


def _pages(town_id: str, number: int, left: Sequence[FollowUp]) -> Iterator[Anchor]:
    """The ways to all pages, by the first and last day on each; this page without a link. None where there is only this one."""
    count = page_count(left)
    for other in range(1, count + 1) if count > 1 else ():
        some = left[SIZE * (other - 1) : SIZE * other]
        first, last = (words.due(one.note.due) for one in (some[0], some[-1]))
        there = "" if other == number else href(_uri(town_id, number), _uri(town_id, other), "folgeschritte")
        yield Anchor(f"{other}: {first} – {last}", there)


def groups(measures: Iterable[FollowUp], book: Book, page: str) -> Iterator[FollowUpGroup]:
    """Follow-ups in order, by the half-year in which they are due."""
    by_period: dict[Period, list[FollowUpRow]] = {}
    for measure in measures:
        by_period.setdefault(period_of(measure.note.due), []).append(row(measure, book, page))
    for period, rows in by_period.items():
        yield FollowUpGroup(period.label if period.year else words.due(None), tuple(rows))


def row(measure: FollowUp, book: Book, page: str) -> FollowUpRow:
    """A follow-up with its ways, as seen from the page `page`."""
    entry, note = measure
    there = assessment_uri(entry.id)
    name = book.catalogues[entry.catalogue].criterion(note.criterion).name
    return FollowUpRow(
        note.text,
        words.measure_state(note.state),
        note.open,
        date_text(note.due) if note.due else "",
        str(note.due or ""),
        Anchor(name, href(page, there, criterion_part(note.criterion))),
        Anchor(entry.title, href(page, there)),
        date_text(entry.date),
    )
