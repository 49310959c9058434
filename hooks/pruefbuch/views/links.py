"""Relative addresses from page to page, as a browser sees them: every page is a folder."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname
from typing import NamedTuple

from pruefbuch.addresses import linked_source
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.texts import gettext

METHOD_PAGE = "methode.md"
"""the written page that explains how results are reckoned"""


class Anchor(NamedTuple):
    """A text that may lead somewhere; without `href` it is only a text. `external`: it leads away from the site."""

    text: str
    href: str = ""
    external: bool = False


def address(uri: str) -> str:
    """The folder that a page source becomes, from the root of the site: "ergebnisse/a/b.md" → "ergebnisse/a/b/"."""
    stem = uri.removesuffix(".md")
    if stem == "index":
        return ""
    return f"{stem.removesuffix('/index')}/"


@lru_cache(maxsize=1024)
def root(page: str) -> str:
    """The way from a page to the root of the site: "../../" from "a/b.md". It depends on the address alone, which is its key."""
    return "../" * address(page).count("/")


FROM_RESULT = root("ergebnisse/kommune/name.md")
"""the way from any result page to the root of the site: all of them stand equally deep"""


def href(page: str, there: str, part: str = "") -> str:
    """The address of `there` (a page or another file) as seen from the page `page`; `part` is an id on that page."""
    suffix = f"#{part}" if part else ""
    if page == there and part:
        return suffix
    base, target = address(page), address(there) if there.endswith(".md") else there
    below = target[len(base) :] if target.startswith(base) else root(page) + target
    return (below or "./") + suffix


def lead(page: str, link: str) -> str | None:
    """The address of a link that is written as the path to another page's source, as seen from the page; None where it is no such path."""
    there, part = linked_source(page, link)
    return href(page, there, part) if there else None


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


def town_part(municipality_id: str) -> str:
    """The id of a municipality on the page of the map."""
    return f"t-{municipality_id}"


def initiative_part(initiative_id: str) -> str:
    """The id of an initiative on the page of the map. No id has two hyphens in a row, so this one is its own."""
    return f"i-{initiative_id.replace('/', '--')}"


def edition_title(catalogue: Catalogue) -> str:
    """The title of a catalogue with its edition."""
    return gettext("%(title)s, edition %(edition)s") % {"title": catalogue.title, "edition": catalogue.edition.id}
