"""No two files become the same page, however a file system or web server writes its name.

Right: every page has an address of its own.
Wrong: `content/ergebnisse/musterstadt/app.md` beside the assessment `assessments/musterstadt/app.yml`; `Leitfaden.md` beside
`leitfaden/index.md`; `assessments/archiv/1.yml`, where older results stand; `content/kommunen/musterstadt/bericht/1.md`. One page would
silently win.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pruefbuch.addresses import (
    ARCHIVE,
    COMPARE,
    FOLLOW_UPS,
    REPORTS,
    assessment_uri,
    catalogue_uri,
    criterion_uri,
    initiative_uri,
    municipality_uri,
    overviews,
)
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.rules.written_pages import former_pages
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import INITIATIVES, Tree

ID = "collision"

_ARCHIVE = re.compile(rf"(?:ergebnisse|kommunen|kataloge)/(?:.+/)?{ARCHIVE}/[0-9]+")
_OF_TOWNS = re.compile(rf"kommunen/[^/]+/(?:{REPORTS}|{FOLLOW_UPS})/[0-9]+")


def check(
    entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of pages with the same address."""
    by_address: dict[str, str] = {}
    for uri, path in [*_generated(entries, municipalities, catalogues), *_initiatives(tree), *_written(catalogues, tree)]:
        address = _address(uri)
        other = by_address.setdefault(address, path)
        if other == path and not address.rpartition("/")[2].isdecimal():
            continue  # nearly every page
        if _ARCHIVE.fullmatch(address):
            fault = f"{path} würde die Seite „{address}“, und dort stehen ältere Einträge einer Liste"
            yield Problem(Place(path), ID, fault, "jede Seite hat ihre eigene Adresse", "Ordner oder Datei umbenennen")
        elif _OF_TOWNS.fullmatch(address):
            fault = f"{path} würde die Seite „{address}“, und dort stehen Berichte oder Folgeschritte einer Kommune"
            yield Problem(Place(path), ID, fault, "jede Seite hat ihre eigene Adresse", "Ordner oder Datei umbenennen")
        elif other != path:
            fault = f"{path} und {other} werden dieselbe Seite „{address}“"
            yield Problem(Place(path), ID, fault, "jede Seite hat ihre eigene Adresse", "eine der Dateien umbenennen")


def _address(uri: str) -> str:
    """The folder that a page becomes, as a file system that ignores case would see it."""
    folder = uri.removesuffix("/index.html").removesuffix(".md").removesuffix("/index")
    return ("" if folder == "index" else folder).casefold()


def _generated(
    entries: Mapping[str, AssessmentSummary], municipalities: Mapping[str, Municipality], catalogues: Mapping[str, Catalogue]
) -> Iterator[tuple[str, str]]:
    yield from ((uri, "eine Übersicht") for uri in (*overviews(), COMPARE))
    yield from ((assessment_uri(entry.id), entry.path) for entry in entries.values())
    former = {name: entry.path for entry in entries.values() for name in entry.former_names.split() if name not in entries}
    yield from ((assessment_uri(name), path) for name, path in former.items())
    yield from ((municipality_uri(town.id), town.path) for town in municipalities.values())
    for catalogue in catalogues.values():
        yield catalogue_uri(catalogue), catalogue.path
        yield from ((criterion_uri(catalogue, criterion.id), catalogue.path) for criterion in catalogue.criteria)


def _initiatives(tree: Tree) -> Iterator[tuple[str, str]]:
    for path in tree.texts:
        folder, _, name = path.removeprefix("assessments/").removesuffix(".yml").partition(f"/{INITIATIVES}/")
        if name and path.startswith("assessments/"):
            yield initiative_uri(f"{folder}/{name}"), path


def _written(catalogues: Mapping[str, Catalogue], tree: Tree) -> Iterator[tuple[str, str]]:
    """Pages of content/ other than the texts that catalogues take in."""
    folders = {catalogue.path.rsplit("/", 1)[0] for catalogue in catalogues.values()}
    for path in sorted([*tree.texts, *tree.others]):
        is_page = path.endswith((".md", "/index.html")) and path.startswith("content/")
        if is_page and path.rsplit("/", 1)[0] not in folders:
            yield path.removeprefix("content/"), path
    yield from ((former, f"content/{uri}") for former, uri in former_pages(tree))
