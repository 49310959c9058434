"""The catalogues that come with the program, for towns to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pruefbuch import starter, tree
from pruefbuch.book import load_context
from pruefbuch.catalogue.sheets import is_offered
from pruefbuch.cli.console import Refusal
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.suggest import question, suggest
from pruefbuch.wording import listing


@lru_cache(maxsize=1)
def offered() -> Mapping[str, Catalogue]:
    """The editions that any town may use, by ref. Once per process: what is installed stays as it is."""
    catalogues = load_context(tree.read(starter.HOME)).catalogues
    return {ref: catalogue for ref, catalogue in sorted(catalogues.items()) if is_offered(catalogue)}


def chosen_edition(ref: str) -> Catalogue:
    """The edition of that name. Refused where there is none, with what was meant."""
    if ref in offered():
        return offered()[ref]
    name, _, number = ref.partition("@")
    editions = [other for other in offered() if other.partition("@")[0] == name]
    if editions and number:
        known = listing(sorted(other.partition("@")[2] for other in editions))
        raise Refusal(f"die Ausgabe „{ref}“ kennt dieses Prüfbuch nicht; bekannt: {known}; bitte eine davon nennen")
    asked = question(editions) or suggest(ref, offered(), {other: (other.partition("@")[0],) for other in offered()})
    told = " ".join(filter(None, (f"den Katalog „{ref}“ gibt es nicht;", asked or f"es gibt: {listing(offered())};")))
    raise Refusal(f"{told} Alle zeigt „pruefbuch catalogue list“")


def edition_files(catalogue: Catalogue) -> dict[str, bytes]:
    """The files of an edition with its checksums, by path from the root of a site."""
    return starter.edition(catalogue.id, catalogue.edition.id)
