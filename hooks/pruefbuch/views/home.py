"""What the start page says of the book: how much there is, how complete it is, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pruefbuch.addresses import CATALOGUES, HOME, MUNICIPALITIES, RESULTS
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import href
from pruefbuch.views.register import Card, Register
from pruefbuch.views.rows import ResultRow, result_rows

NEWEST = 6
"""results on the start page"""


class Totals(NamedTuple):
    """Results and whose they are, and how many of their questions were answered."""

    results: int
    municipalities: int
    answered: str


class HomeView(NamedTuple):
    """The state of the book: real results and made-up examples are never added up."""

    real: Totals
    made_up: Totals
    criteria: int
    catalogues: int
    newest: tuple[ResultRow, ...]
    results_page: str
    municipalities_page: str
    catalogues_page: str


def home_view(register: Register) -> HomeView:
    """The start page of a book. What is new is real as long as anything real is there."""
    book = register.book
    return HomeView(
        real=_totals(register.real),
        made_up=_totals(register.made_up),
        criteria=sum(len(catalogue.criteria) for catalogue in book.catalogues.values()),
        catalogues=len(book.catalogues),
        newest=result_rows((register.real or register.made_up)[:NEWEST], book.context, HOME),
        results_page=href(HOME, RESULTS),
        municipalities_page=href(HOME, MUNICIPALITIES),
        catalogues_page=href(HOME, CATALOGUES),
    )


def _totals(cards: Iterable[Card]) -> Totals:
    entries = [card.entry for card in cards]
    answered = coverage(sum(entry.answered for entry in entries), sum(entry.asked for entry in entries))
    return Totals(len(entries), len({entry.municipality for entry in entries}), answered)
