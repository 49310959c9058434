"""What the start page says of the book: how much there is, how complete it is, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import CATALOGUES, HOME, MUNICIPALITIES, RESULTS
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import href
from pruefbuch.views.register import Card, Register

if TYPE_CHECKING:
    from pruefbuch.render.rows import Rows

NEWEST = 6
"""results on the start page"""


class Count(NamedTuple):
    """Results and whose they are, and how many of their questions were answered."""

    results: int
    municipalities: int
    answered: str


class HomeView(NamedTuple):
    """The state of the book: real results and made-up examples are never added up."""

    real: Count
    made_up: Count
    criteria: int
    catalogues: int
    newest: Markup
    results_page: str
    municipalities_page: str
    catalogues_page: str


def home_view(register: Register, rows: Rows) -> HomeView:
    """The start page of a book. What is new is real as long as anything real is there."""
    book = register.book
    return HomeView(
        real=_count(register.real),
        made_up=_count(register.made_up),
        criteria=sum(len(each.criteria) for each in book.catalogues.values()),
        catalogues=len(book.catalogues),
        newest=rows.of(islice(register.real or register.made_up, NEWEST), book, HOME),
        results_page=href(HOME, RESULTS),
        municipalities_page=href(HOME, MUNICIPALITIES),
        catalogues_page=href(HOME, CATALOGUES),
    )


def _count(cards: Iterable[Card]) -> Count:
    entries = [card.entry for card in cards]
    answered = coverage(sum(each.answered for each in entries), sum(each.asked for each in entries))
    return Count(len(entries), len({each.municipality for each in entries}), answered)
