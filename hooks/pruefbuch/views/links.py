"""Relative addresses from page to page, as a browser sees them: every page is a folder."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, relpath

METHOD_PAGE = "methode.md"
"""the written page that explains how results are reckoned"""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A text that may lead somewhere; without `href` it is only a text."""

    text: str
    href: str = ""


def address(uri: str) -> str:
    """The folder that a page source becomes, from the root of the site: "ergebnisse/a/b.md" → "ergebnisse/a/b/"."""
    stem = uri.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{stem}/" if stem else ""


def href(here: str, there: str, part: str = "") -> str:
    """The address of `there` (a page or another file) as seen from the page `here`; `part` is an id on that page."""
    suffix = f"#{part}" if part else ""
    if here == there and part:
        return suffix
    if not there.endswith(".md"):
        return relpath(there, address(here) or ".")
    return relpath(address(there) or ".", address(here) or ".") + "/" + suffix


def beside(uri: str, name: str) -> str:
    """Another file in the folder of a page source."""
    return f"{dirname(uri)}/{name}"


def criterion_part(criterion_id: str) -> str:
    """The id of a criterion's part of a result page."""
    return f"k-{criterion_id}"


def dimension_part(dimension_id: str) -> str:
    """The id of a dimension's part of a page."""
    return f"d-{dimension_id}"


def reckoning_part(dimension_id: str) -> str:
    """The id of the reckoning of a dimension, or of the whole ("")."""
    return f"r-{dimension_id}" if dimension_id else "gesamt"
