"""A finished page, before the theme's frame is put around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from pruefbuch import markup

_HEADING = re.compile(r'<h([2-6]) id="([^"]*)"[^>]*>(.*?)(?:<a [^>]*>¶</a>)?', re.DOTALL)
"""a heading with an id, up to its end tag; in the end it may have a link to itself"""
_START = re.compile(rb'<h[2-6] id="[^<]*(?:<(?!/h)[^<]*)*')
"""the same in bytes, as long as it is"""
_ID = re.compile(r'<[a-z][^>]* id="([^"]*)"')


class Heading(NamedTuple):
    """An entry of the table of contents."""

    level: int
    id: Markup
    title: Markup


class Page(NamedTuple):
    """A finished page. `uri` is its source address, `source` the file it was made from, from the root of the book ("" if many).

    `body` is HTML in UTF-8. `headings` are those of the table of contents, without the page's own.
    """

    uri: str
    title: Markup
    description: Markup
    body: bytes
    source: str
    headings: tuple[Heading, ...]

    @property
    def html(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def anchors(self) -> frozenset[str]:
        """Every id that a link may lead to."""
        return frozenset(_ID.findall(self.html))


def headings(body: bytes) -> tuple[Heading, ...]:
    """The headings of a page that have an id, but for the page's own (h1), read from the page itself: 40 µs for a result page."""
    return _headings(tuple(_START.findall(body)))


@lru_cache(maxsize=2_000)
def _headings(starts: tuple[bytes, ...]) -> tuple[Heading, ...]:
    """Headings up to their end tags, as those of a page are. Hundreds of pages share theirs."""
    return tuple([heading for heading in map(_heading, starts) if heading])


@lru_cache(maxsize=20_000)
def _heading(html: bytes) -> Heading | None:
    """A heading up to its end tag; None where it has no place in a table of contents."""
    parts = _HEADING.fullmatch(html.decode())
    return Heading(int(parts[1]), escape(parts[2]), escape(markup.plain(parts[3]))) if parts else None
