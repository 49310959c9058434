"""The theme around a page. It is rendered once for all pages that stand equally deep and whose tables of contents have the same shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pruefbuch.render import Heading, Page
from pruefbuch.render.compiled import CompiledFragment, mark
from pruefbuch.views.links import address

Render = Callable[["LayoutContext"], str]
"""the theme: a blank page in, the whole HTML document out"""

MOST = 2000
"""frames that are kept"""
_OWN = 5
"""texts that each page has its own of, beside its headings"""


class LayoutContext(NamedTuple):
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
        self.render = render
        self._site_url = site_url
        self._rendered: dict[tuple[object, ...], CompiledFragment] = {}
        self._kept: dict[tuple[object, ...], CompiledFragment] = {}
        """with the table of contents filled in"""

    def document(self, page: Page) -> bytes:
        """The whole HTML document of a page."""
        url = address(page.uri)
        kind = (url.count("/"), url.partition("/")[0], bool(page.source))
        frame = self._kept.get((kind, page.headings))
        if frame is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            frame = self._kept[kind, page.headings] = self._frame(page, kind)
        texts = (page.title, page.description, self._site_url + url, page.source)
        return frame.press((page.body, *map(str.encode, texts)))

    def _frame(self, page: Page, kind: tuple[object, ...]) -> CompiledFragment:
        """The frame of a page and of all with the same headings: holes for body, title, description, address, source."""
        shape = (*kind, *(heading.level for heading in page.headings))
        found = self._rendered.get(shape)
        if found is None:
            if len(self._rendered) >= MOST:
                self._rendered.clear()
            found = self._rendered[shape] = self._render_frame(page)
        own = (text for heading in page.headings for text in heading[1:])
        return CompiledFragment(found.fill([*map(mark, range(_OWN)), *own]))

    def _render_frame(self, page: Page) -> CompiledFragment:
        """The theme around a page of a kind, with marks also for the ids and titles of its headings."""
        html, title, description, url, source = map(mark, range(_OWN))
        headings = tuple(
            Heading(heading.level, mark(_OWN + 2 * number), mark(_OWN + 2 * number + 1))
            for number, heading in enumerate(page.headings)
        )
        blank = LayoutContext(page.uri, headings, title, description, html, url, source if page.source else None)
        return CompiledFragment(self.render(blank))
