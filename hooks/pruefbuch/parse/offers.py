"""offers.yml → offers."""

from __future__ import annotations

from pruefbuch.model.offers import Offer, OfferKind
from pruefbuch.parse.municipality import read_state
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader


def read_offers(mapping: Mapping, diagnostics: Diagnostics) -> tuple[Offer, ...]:
    """The offers that a file lists; with an error in `diagnostics` they hold stand-ins and must not be used."""
    root = Reader(mapping, diagnostics)
    offers = tuple(_offer(group) for group in root.each("offers", required=True))
    root.done()
    return offers


def _offer(root: Reader) -> Offer:
    offer = Offer(
        title=root.line("title", required=True),
        provider=root.line("provider", required=True),
        kind=root.word("kind", OfferKind),
        state=read_state(root),
        description=root.line("description", required=True),
        url=root.url("url", required=True),
        source=root.url("source"),
        until=root.date("until"),
        checked=root.date("checked"),
    )
    root.done()
    return offer
