"""Texts that editors write in Markdown. Views hand them over as they were written; `render` makes HTML of them."""

from __future__ import annotations

from typing import NamedTuple, NewType

Markdown = NewType("Markdown", str)
"""a short text: its headings show as bold lines, and links between pages of the site lead nowhere"""


class SectionedMarkdown(NamedTuple):
    """A long text with headings. It stands on the page `page` (a source address), from which its links to other pages lead."""

    text: str
    page: str
