"""Half-years, by which councils look back: every assessment falls into one, or into a year or no time at all where no more is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from pruefbuch.addresses import report_uri
from pruefbuch.model.common import PartialDate
from pruefbuch.texts import N_, gettext
from pruefbuch.views.links import href
from pruefbuch.views.register import Card, Register

FULL = 50
"""results from which on a page of reports takes no further half-year"""


class Period(NamedTuple):
    """A half-year; a year of which the half is not known (0); or nothing that is known (0, 0). Sorts by time, unknown parts first."""

    year: int = 0
    half: int = 0

    @property
    def part(self) -> str:
        """The id of its report on the page: "h-2026-1", "h-2026", "h-0"."""
        return f"h-{self.year}-{self.half}" if self.half else f"h-{self.year}"

    @property
    def label(self) -> str:
        """In words: "1. Halbjahr 2026"."""
        if not self.half:
            return gettext("%(year)s, half-year unknown") % {"year": self.year} if self.year else gettext("without a date")
        key = N_("first half of %(year)s") if self.half == 1 else N_("second half of %(year)s")
        return gettext(key) % {"year": self.year}


class Held(NamedTuple):
    """A period with its results, oldest first."""

    period: Period
    cards: tuple[Card, ...]


class Bundle(NamedTuple):
    """A page of reports: its number, from 1 for the oldest, and its periods, oldest first."""

    number: int
    held: tuple[Held, ...]


def period_of(date: PartialDate | None) -> Period:
    """The period a date falls into."""
    return _period(date.year, date.month) if date else Period()


@lru_cache(maxsize=1024)
def _period(year: int, month: int) -> Period:
    return Period(year, (month + 5) // 6)


def periods(cards: Iterable[Card]) -> list[Held]:
    """Results, newest first, by period; the oldest period first, and within it the oldest result."""
    groups: dict[Period, list[Card]] = {}
    for card in cards:
        groups.setdefault(period_of(card.entry.date), []).append(card)
    return [Held(period, tuple(reversed(group))) for period, group in sorted(groups.items())]


def bundles(held: Sequence[Held]) -> list[Bundle]:
    """Periods on pages, from the oldest on, so that a full page never changes: a town with few results has one for all of them."""
    found: list[list[Held]] = []
    count = FULL
    for each in held:
        if count >= FULL:
            found.append([])
            count = 0
        found[-1].append(each)
        count += len(each.cards)
    return [Bundle(number, tuple(group)) for number, group in enumerate(found, 1)]


def report_href(here: str, town_id: str, bundle: Bundle, period: Period) -> str:
    """The way to the report on a period."""
    return href(here, report_uri(town_id, bundle.number), period.part)


def town_bundles(town_id: str, register: Register) -> list[Bundle]:
    """All reports of a municipality."""
    return bundles(periods(register.of_municipality[town_id]))
