"""The theme around a page. It is rendered once for all pages that stand equally deep and have the same table of contents."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pruefbuch.addresses import MAP
from pruefbuch.pages import Heading, Page
from pruefbuch.views.links import address
from pruefbuch.views.stencils import Stencil, mark

Render = Callable[["Blank"], str]
"""the theme: a blank page in, the whole HTML document out"""

_HEADED = "<!-- <h1 -->"
MOST = 2000
"""frames that are kept"""


class Blank(NamedTuple):
    """A page for the theme to render, with marks where each page has its own texts. `uri` is any page of the same kind."""

    uri: str
    headings: tuple[Heading, ...]
    title: str
    description: str
    html: str
    url: str
    source: str | None


class Frames:
    """Puts pages into the theme."""

    def __init__(self, render: Render, site_url: str) -> None:
        """`site_url` ends with a slash."""
        self._render = render
        self._site_url = site_url
        self._kept: dict[tuple[object, ...], Stencil] = {}

    def document(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        url = address(page.uri)
        key = (url.count("/"), url.partition("/")[0], bool(page.source), page.headings)
        frame = self._kept.get(key)
        if frame is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            frame = self._kept[key] = self._frame(page)
        texts = (page.title, page.description, self._site_url + url, page.source)
        return frame.press((page.body, *map(str.encode, texts)))

    def _frame(self, page: Page) -> Stencil:
        html, title, description, url, source = map(mark, range(5))
        html += _HEADED  # Material puts a heading of its own above a page in which it does not find one
        blank = Blank(page.uri, page.headings, title, description, html, url, source if page.source else None)
        return Stencil(self._render(blank).replace(_HEADED, ""))

    def fingerprint(self) -> str:
        """What the theme shows around a page, for the cache: it changes with the theme, the navigation and the settings."""
        return "".join(
            self._render(Blank(uri, (), "", "", "", "", "x"))
            for uri in ("ergebnisse/a/b.md", "kataloge/a/b/c.md", "kommunen/index.md", MAP)
        )
