"""Long lists in pages: the newest entries on the page itself, older ones on archive pages that never change once they are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from pruefbuch.addresses import archive_uri
from pruefbuch.model.common import PartialDate
from pruefbuch.texts import date_text, gettext, language
from pruefbuch.views.links import Anchor, href
from pruefbuch.views.register import Card

Item = TypeVar("Item")

SIZE = 100
"""entries on an archive page; the page itself has from half to one and a half of it"""


class Paging(NamedTuple):
    """The ways to the other pages of a list. `older` are all archive pages, newest first; on them only the neighbours are named."""

    older: tuple[Anchor, ...] = ()
    newest: Anchor | None = None
    newer: Anchor | None = None
    before: Anchor | None = None
    label: str = ""


def archived(count: int) -> int:
    """How many archive pages a list of so many entries has."""
    return max(0, (count - SIZE // 2 - 1) // SIZE)


def newest(items: Sequence[Item]) -> Sequence[Item]:
    """The entries on the page itself, of a list that begins with the newest."""
    return items[: len(items) - SIZE * archived(len(items))]


def archive(items: Sequence[Item], number: int) -> Sequence[Item]:
    """The entries of an archive page; pages count from 1, the oldest."""
    end = len(items) - SIZE * (number - 1)
    return items[end - SIZE : end]


def first_paging(uri: str, page: str, cards: Sequence[Card]) -> Paging:
    """The ways from the page `page` to the archive pages of its list."""
    return Paging(older=tuple(_links(uri, page, cards)))


def archive_paging(uri: str, main: str, cards: Sequence[Card], number: int) -> Paging:
    """The ways from an archive page of the list at `uri` to its neighbours and to the page `main` that has the newest."""
    page = archive_uri(uri, number)

    def link(other: int, text: str) -> Anchor | None:
        return Anchor(text, href(page, archive_uri(uri, other))) if 1 <= other <= archived(len(cards)) else None

    return Paging(
        newest=Anchor(gettext("to the newest"), href(page, main)),
        newer=link(number + 1, gettext("newer")),
        before=link(number - 1, gettext("older")),
        label=_label(cards, number),
    )


def _links(uri: str, page: str, cards: Sequence[Card]) -> Iterator[Anchor]:
    for number in range(archived(len(cards)), 0, -1):
        yield Anchor(_label(cards, number), href(page, archive_uri(uri, number)))


def _label(cards: Sequence[Card], number: int) -> str:
    """A name of its own for each archive page: several may have results of the same month only."""
    shown = archive(cards, number)
    span = _span(shown[-1].entry.date, shown[0].entry.date, language())
    return gettext("%(span)s, page %(number)s") % {"span": span, "number": number}


@lru_cache(maxsize=1024)
def _span(oldest: PartialDate | None, latest: PartialDate | None, _language: str) -> str:
    """From when to when: "März 2024 bis Mai 2024". All criteria of an edition have the same, so it is kept.

    Its key is whole: a span depends on both dates and on the language, and on nothing else.
    """
    low, high = (date_text(when and when._replace(day=0)) for when in (oldest, latest))
    return low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
