"""initiatives/<name>.yml → Initiative."""

from __future__ import annotations

from pruefbuch.model import german
from pruefbuch.model.common import Link, Spot
from pruefbuch.model.initiatives import Category, Initiative
from pruefbuch.parse.spot import read_spot
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, link, scalar, unknown_word

MOST = 3
"""categories of an initiative"""
_NOWHERE = Spot()


def read_initiative(mapping: Mapping, initiative_id: str, diagnostics: Diagnostics) -> Initiative:
    """The initiative that a file describes; with an error in `diagnostics` it holds stand-ins and must not be used."""
    root = Reader(mapping, diagnostics)
    initiative = Initiative(
        id=initiative_id,
        path=mapping.place.path,
        title=root.line("title", required=True),
        spot=read_spot(root, required=True) or _NOWHERE,
        categories=_categories(root),
        description=root.text("description"),
        tags=root.slugs("tags"),
        links=_links(root),
        founded=root.date("founded"),
        sources=root.links("sources"),
        places={key: node.place for key, node in mapping.entries.items()},
    )
    root.done()
    return initiative


def _categories(root: Reader) -> tuple[Category, ...]:
    categories: dict[Category, None] = {}
    for node in root.items("categories", required=True):
        item = scalar(root.diagnostics, node, "ein Eintrag von „categories“")
        if item is None:
            continue
        if item.text not in tuple(Category):
            spellings = german.WORDS[Category]
            unknown_word(root.diagnostics, item.place, "unknown-word", "die Kategorie", item.text, tuple(Category), spellings)
        elif item.text in categories:
            remedy = "einen streichen"
            root.diagnostics.error(
                item.place, "repeated", f"„{item.text}“ steht doppelt in „categories“", "jeder Eintrag einmal", remedy
            )
        else:
            categories[Category(item.text)] = None
    if len(categories) > MOST:
        place = root.place_of("categories")
        root.diagnostics.error(
            place, "too-many", f"„categories“ hat {len(categories)} Einträge", f"höchstens {MOST}", "die wichtigsten behalten"
        )
    return tuple(categories)


def _links(root: Reader) -> tuple[Link, ...]:
    """Links of an initiative lead somewhere, and nobody on the way can read along."""
    links = []
    for node in root.items("links"):
        target = link(root.diagnostics, node, "ein Eintrag von „links“")
        if not target.url.startswith("https://"):
            what = f"der Link „{target.title or target.url}“ führt nicht zu einer Adresse mit https://"
            root.diagnostics.error(
                node.place, "not-https", what, "{title: …, url: https://…}", "Adresse mit https:// angeben oder streichen"
            )
        links.append(target)
    return tuple(links)
