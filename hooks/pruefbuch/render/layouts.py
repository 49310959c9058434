"""The theme around a page. It is rendered once for all pages that stand equally deep and whose tables of contents have the same levels."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from markupsafe import escape

from pruefbuch.addresses import HOME, overviews
from pruefbuch.render.compiled import CompiledFragment, CompiledFragments, placeholder
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
        self._layout = lru_cache(MOST)(self._compile)

    def document(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        html = (page.title, page.description, escape(self._site_url + address(page.uri)), escape(page.source))
        title, description, url, source = map(str.encode, html)
        texts = (title, description, page.body, url, source)
        layout = self._layout(_stand_in(page.uri), page.headings, tuple(map(bool, texts)))
        return layout.fill([text for text in texts if text])

    def _compile(self, uri: str, headings: tuple[Heading, ...], filled: tuple[bool, ...]) -> CompiledFragment:
        """The theme with these headings: hundreds of pages share them, and to fill them in takes longer than all the rest."""
        numbers = count()
        texts = [placeholder(next(numbers)) if has_text else "" for has_text in filled]
        return CompiledFragment(self._compiled.fill(uri, headings, *texts).decode())

    def _draw(self, uri: str, headings: tuple[Heading, ...], *texts: str) -> str:
        return self.render(LayoutContext(uri, headings, *map(str, texts)))


def _stand_in(uri: str) -> str:
    """The address that stands for a page in the theme."""
    if uri in _IN_NAVIGATION:
        return uri
    folder, *below = address(uri).split("/")[:-1]
    return "/".join([folder, *["-"] * len(below)]) + ".md" if below else f"{folder}/index.md"
