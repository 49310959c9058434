"""The book by what lists ask for, gathered in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from pruefbuch.book import Book
from pruefbuch.model.common import PartialDate
from pruefbuch.model.entries import Entry
from pruefbuch.model.initiatives import Initiative

Item = TypeVar("Item")

_UNKNOWN = PartialDate(0)


class Card(NamedTuple):
    """An entry with its result in a line, as lists show it."""

    entry: Entry
    gist: Markup


@dataclass(frozen=True, slots=True)
class Register:
    """The cards of a book: all, by municipality, by catalogue ref; newest first. Initiatives by municipality."""

    book: Book
    cards: tuple[Card, ...]
    of_municipality: Mapping[str, tuple[Card, ...]]
    of_catalogue: Mapping[str, tuple[Card, ...]]
    initiatives: Mapping[str, tuple[Initiative, ...]]

    @classmethod
    def of(cls, book: Book, gists: Mapping[str, Markup]) -> Register:
        """The register of a book; `gists` by assessment id."""
        cards = newest_first(Card(entry, gists[entry.id]) for entry in book.entries.values())
        towns: dict[str, list[Card]] = {key: [] for key in book.municipalities}
        catalogues: dict[str, list[Card]] = {key: [] for key in book.catalogues}
        for card in cards:
            towns[card.entry.municipality].append(card)
            catalogues[card.entry.catalogue].append(card)
        initiatives: dict[str, list[Initiative]] = {key: [] for key in book.municipalities}
        for initiative in book.initiatives.values():
            initiatives[initiative.municipality].append(initiative)
        return cls(book, cards, _tuples(towns), _tuples(catalogues), _tuples(initiatives))


def newest_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """By date, newest first, unknown dates last; equal dates by id."""
    by_id = sorted(cards, key=lambda card: card.entry.id)
    return tuple(sorted(by_id, key=lambda card: card.entry.date or _UNKNOWN, reverse=True))


def _tuples(groups: Mapping[str, list[Item]]) -> dict[str, tuple[Item, ...]]:
    return {key: tuple(items) for key, items in groups.items()}
