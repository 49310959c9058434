"""The theme around a page. It is rendered once for all pages that stand equally deep and whose tables of contents have the same levels."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pruefbuch.addresses import HOME, overviews
from pruefbuch.render.compiled import CompiledFragments
from pruefbuch.render.page import Heading, Page
from pruefbuch.views.links import address

Render = Callable[["LayoutContext"], str]
"""the theme: a page with placeholders in, the whole HTML document out"""

_IN_NAVIGATION = frozenset({HOME, *overviews()})
MOST = 2000
"""layouts that are kept"""


class LayoutContext(NamedTuple):
    """A page for the theme to render, with placeholders for its own texts.

    `uri` stands for all pages that are equally deep in the same folder, so the theme cannot show more of an address than that. Only
    pages of the navigation have their own.
    """

    uri: str
    headings: tuple[Heading, ...]
    title: str
    description: str
    html: str
    url: str
    source: str


class Layouts:
    """Puts pages into the theme."""

    def __init__(self, render: Render, site_url: str) -> None:
        """`site_url` ends with a slash."""
        self.render = render
        self._site_url = site_url
        self._compiled = CompiledFragments(self._draw, MOST)

    def document(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        texts = (page.title, page.description, page.body, self._site_url + address(page.uri), page.source)
        return self._compiled.fill(_stand_in(page.uri), page.headings, *texts)

    def _draw(self, uri: str, headings: tuple[Heading, ...], *texts: str) -> str:
        return self.render(LayoutContext(uri, headings, *map(str, texts)))


def _stand_in(uri: str) -> str:
    """The address that stands for a page in the theme."""
    if uri in _IN_NAVIGATION:
        return uri
    folder, *below = address(uri).split("/")[:-1]
    return "/".join([folder, *["-"] * len(below)]) + ".md" if below else f"{folder}/index.md"
