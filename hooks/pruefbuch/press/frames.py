"""The theme around a page. It is rendered once for all pages that stand equally deep and have the same table of contents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pruefbuch.addresses import MAP
from pruefbuch.pages import Heading, Page
from pruefbuch.views.links import address
from pruefbuch.views.stencils import holes, mark

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


class _Frame:
    """A document with holes, in UTF-8 already: only what is filled in has to be encoded."""

    def __init__(self, html: str) -> None:
        parts, self._holes = holes(html)
        self._parts = [part.encode() for part in parts]

    def fill(self, texts: Sequence[str]) -> bytes:
        """The document with these texts in its holes."""
        filled = [text.encode() for text in texts]
        parts = self._parts[:]
        parts[1::2] = [filled[hole] for hole in self._holes]
        return b"".join(parts)


class Frames:
    """Puts pages into the theme."""

    def __init__(self, render: Render, site_url: str) -> None:
        """`site_url` ends with a slash."""
        self._render = render
        self._site_url = site_url
        self._kept: dict[tuple[object, ...], _Frame] = {}

    def document(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        url = address(page.uri)
        key = (url.count("/"), url.partition("/")[0], bool(page.source), page.headings)
        frame = self._kept.get(key)
        if frame is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            frame = self._kept[key] = self._frame(page)
        return frame.fill((page.title, page.description, page.html, self._site_url + url, page.source))

    def _frame(self, page: Page) -> _Frame:
        title, description, html, url, source = map(mark, range(5))
        html += _HEADED  # Material puts a heading of its own above a page in which it does not find one
        blank = Blank(page.uri, page.headings, title, description, html, url, source if page.source else None)
        return _Frame(self._render(blank).replace(_HEADED, ""))

    def fingerprint(self) -> str:
        """What the theme shows around a page, for the cache: it changes with the theme, the navigation and the settings."""
        return "".join(
            self._render(Blank(uri, (), "", "", "", "", "x"))
            for uri in ("ergebnisse/a/b.md", "kataloge/a/b/c.md", "kommunen/index.md", MAP)
        )
