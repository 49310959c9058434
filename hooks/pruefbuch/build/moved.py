"""Former addresses: where an assessment or a page once stood, a page leads on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pruefbuch.addresses import assessment_uri
from pruefbuch.build.output import key_of
from pruefbuch.build.targets import SitePlan, Target
from pruefbuch.rules.written_pages import former_pages


def former(plan: SitePlan) -> Iterator[str]:
    """All former addresses."""
    yield from (assessment_uri(name) for card in plan.register.cards for name in card.entry.former_names.split())
    yield from (address for address, _uri in former_pages(plan.book.context.tree))


def former_addresses(plan: SitePlan, _: None) -> Iterator[Target]:
    """A page at each of them, as long as what once stood there is published."""
    for card in plan.register.cards:
        for name in card.entry.former_names.split():
            make = partial(plan.renderer.moved, name, card.entry, plan.book.context)
            yield plan.page(assessment_uri(name), plan.shown([card], name), make)
    titles = {uri: title for uri, title, _html in plan.guides}
    for address, uri in former_pages(plan.book.context.tree):
        if uri in titles:
            key = key_of((address, uri, titles[uri]))
            yield plan.page(address, key, partial(plan.renderer.moved_page, address, uri, titles[uri]))
