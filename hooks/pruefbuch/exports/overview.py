"""The files of the overview in the browser: facets of all results, their titles, and their rows in shards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pruefbuch import compact
from pruefbuch.addresses import DATA
from pruefbuch.views.facets import facets
from pruefbuch.views.overview import SHARD, oldest_first, overview_row
from pruefbuch.views.register import Card, Register

INDEX, TITLES = f"{DATA}index.json", f"{DATA}titles.json"


def shards(register: Register) -> Iterator[tuple[str, Sequence[Card]]]:
    """(path, cards) of every shard, the oldest first."""
    cards = oldest_first(register)
    for start in range(0, len(cards), SHARD):
        yield f"{DATA}{start // SHARD}.json", cards[start : start + SHARD]


def index(register: Register) -> Iterator[tuple[str, bytes]]:
    """(path, content) of what a reader needs to filter, and of what he needs to look for titles."""
    yield INDEX, compact.dumps({"shard": SHARD, "facets": [facet._asdict() for facet in facets(register)]})
    yield TITLES, compact.dumps([card.entry.title for card in oldest_first(register)])


def shard(path: str, cards: Sequence[Card]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of a shard."""
    yield path, compact.dumps([overview_row(card) for card in cards])
