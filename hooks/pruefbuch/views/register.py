"""The results of a book grouped as lists need them: by municipality, by edition, real or made up; each group newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from pruefbuch.book import Book
from pruefbuch.model.common import PartialDate
from pruefbuch.model.initiatives import Initiative
from pruefbuch.summary.entries import AssessmentSummary

Item = TypeVar("Item")

_UNKNOWN = PartialDate(0)


class Card(NamedTuple):
    """A result in lists. `summary` is the result in a line as `render` has drawn it; views hand it on unread.

    `key` names everything that the page of the assessment shows of its own file.
    """

    entry: AssessmentSummary
    summary: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The cards of a book: all, by municipality, by catalogue ref; newest first. Initiatives by municipality.

    `real` are the cards of real municipalities, `made_up` all others.
    """

    book: Book
    cards: tuple[Card, ...]
    of_municipality: Mapping[str, tuple[Card, ...]]
    of_catalogue: Mapping[str, tuple[Card, ...]]
    initiatives: Mapping[str, tuple[Initiative, ...]]
    real: tuple[Card, ...] = ()
    made_up: tuple[Card, ...] = ()

    @classmethod
    def of(cls, book: Book, unsorted: Iterable[Card]) -> Register:
        """The register of a book; the cards are those of its entries, in any order."""
        cards = newest_first(unsorted)
        towns: dict[str, list[Card]] = {key: [] for key in book.municipalities}
        catalogues: dict[str, list[Card]] = {key: [] for key in book.catalogues}
        real, made_up = list[Card](), list[Card]()
        kinds = {key: made_up if town.made_up else real for key, town in book.municipalities.items()}
        for card in cards:
            town = card.entry.municipality
            towns[town].append(card)
            kinds[town].append(card)
            catalogues[card.entry.catalogue].append(card)
        initiatives: dict[str, list[Initiative]] = {key: [] for key in book.municipalities}
        for initiative in book.initiatives.values():
            initiatives[initiative.municipality].append(initiative)
        return cls(book, cards, _tuples(towns), _tuples(catalogues), _tuples(initiatives), tuple(real), tuple(made_up))


def newest_first(cards: Iterable[Card]) -> tuple[Card, ...]:
    """By date, newest first, unknown dates last; equal dates by id."""
    by_id = sorted(cards, key=lambda card: card.entry.id)
    return tuple(sorted(by_id, key=lambda card: card.entry.date or _UNKNOWN, reverse=True))


def _tuples(groups: Mapping[str, list[Item]]) -> dict[str, tuple[Item, ...]]:
    return {key: tuple(items) for key, items in groups.items()}


def by_title(initiatives: Iterable[Initiative]) -> list[Initiative]:
    """Initiatives in the order of their titles."""
    return sorted(initiatives, key=lambda initiative: (sort_key(initiative.title), initiative.id))


def sort_key(name: str) -> str:
    """German dictionary order (DIN 5007-1): ä as a, ß as ss."""
    return name.casefold().translate(str.maketrans("äöü", "aou"))
