"""Where the pages of the book stand: addresses of sources, as in "ergebnisse/musterstadt/app.md"."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

from pruefbuch.model.catalogues import Catalogue

_SOURCE = re.compile(r"((?:\.\./)*(?:[a-z0-9-]+/)*[a-z0-9-]+\.md)(?:#([a-z0-9-]+))?")
_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")
HOME = "index.md"
"""written by people; the book adds how it stands and what is new"""
RESULTS = "ergebnisse/index.md"
MUNICIPALITIES = "kommunen/index.md"
CATALOGUES = "kataloge/index.md"
COMPARE = "vergleich/index.md"
"""results side by side; which ones stands in the query of the address"""
DATA = "ergebnisse/daten/"
"""the folder with what the overview filters and lists in the browser"""
FEED = "ergebnisse/feed.xml"
"""the newest results for feed readers"""
MAP = "karte/index.md"
GEOJSON = "karte/karte.geojson"
"""the entries of the map for other programs"""
LESSONS = "angebote/erfahrungen.md"
"""what municipalities have learned"""
EXAMPLES = "ergebnisse/beispiele.md"
"""has no page of its own: the older pages of the made-up examples stand below it"""
ARCHIVE = "archiv"
"""the folder below a page in which the older pages of its list stand"""
REPORTS = "bericht"
"""the folder below the page of a municipality in which its reports to the council stand"""
FOLLOW_UPS = "folgeschritte"
"""the folder below the page of a municipality in which the open follow-ups stand that find no room on it"""


def overviews() -> tuple[str, ...]:
    """The overviews."""
    return RESULTS, MUNICIPALITIES, CATALOGUES, MAP, LESSONS


def assessment_uri(assessment_id: str) -> str:
    """The result page of an assessment."""
    return f"ergebnisse/{assessment_id}.md"


def municipality_uri(municipality_id: str) -> str:
    """The page of a municipality."""
    return f"kommunen/{municipality_id}.md"


def initiative_uri(initiative_id: str) -> str:
    """The page of an initiative."""
    return f"karte/{initiative_id}.md"


def catalogue_uri(catalogue: Catalogue) -> str:
    """The page of a catalogue edition."""
    return f"kataloge/{catalogue.id}/{catalogue.edition.id}/index.md"


def blank_path(catalogue: Catalogue) -> str:
    """The file with an empty assessment by an edition."""
    return f"kataloge/{catalogue.id}/{catalogue.edition.id}/leer.yml"


def criterion_uri(catalogue: Catalogue, criterion_id: str) -> str:
    """The page of a criterion in its edition."""
    return f"kataloge/{catalogue.id}/{catalogue.edition.id}/{criterion_id}.md"


def archive_uri(uri: str, number: int) -> str:
    """An older page of the list on a page; 1 is the oldest, so that full pages never change."""
    stem = uri.removesuffix(".md").removesuffix("/index")
    return f"{stem}/{ARCHIVE}/{number}.md"


def report_uri(municipality_id: str, number: int) -> str:
    """A page of the reports of a municipality to its council; 1 has the oldest."""
    return f"kommunen/{municipality_id}/{REPORTS}/{number}.md"


def followups_uri(municipality_id: str, number: int) -> str:
    """A further page of the open follow-ups of a municipality; 1 stands on its own page."""
    return f"kommunen/{municipality_id}/{FOLLOW_UPS}/{number}.md"


def without_dead_links(markdown: str, source: str, exists: Callable[[str], bool]) -> str:
    """The Markdown of the page `source` with only the words of links to pages that there are not."""

    def words(link: re.Match[str]) -> str:
        target, _part = linked_source(source, link[2])
        return link[1] if target and not exists(target) else link[0]

    return _LINK.sub(words, markdown)


def linked_source(source: str, link: str) -> tuple[str, str]:
    """The source of the page that a relative link leads to, and the part of that page after "#".

    `link` is a path from `source`, the page that holds it; ("", "") where it is no such path. From "kataloge/a/2026/index.md",
    "../../b/2026/index.md#teil" leads to ("kataloge/b/2026/index.md", "teil").
    """
    match = _SOURCE.fullmatch(link)
    target = normpath(join(dirname(source), match[1])) if match else ""
    return (target, match[2] or "") if match and not target.startswith("..") else ("", "")
