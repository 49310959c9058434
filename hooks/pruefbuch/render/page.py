"""A finished page, before the theme's frame is put around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import escape

from pruefbuch import markup

_HEADING = re.compile(r'<h([2-6]) id="([^"]*)"[^>]*>(.*?)(?:<a class="headerlink"|</h)', re.DOTALL)
_ID = re.compile(r'<[a-z][^>]* id="([^"]*)"')


class Heading(NamedTuple):
    """An entry of the table of contents; `title` is escaped HTML."""

    level: int
    id: str
    title: str


class Page(NamedTuple):
    """A finished page. `uri` is its source address, `source` the file it was made from, from the root of the book ("" if many).

    `title`, `description` and `body` (UTF-8) are safe HTML: escaped once, for engines that do not escape. `headings` are those of the
    table of contents, without the page's own.
    """

    uri: str
    title: str
    description: str
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


def headings(html: str) -> tuple[Heading, ...]:
    """The headings of a page with an id, but for the first of all."""
    return tuple(Heading(int(level), name, str(escape(markup.plain(inner)))) for level, name, inner in _HEADING.findall(html))
