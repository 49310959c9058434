"""A hook for the like-for-like settings: leaves out of Prüfbuch what its peers do not build.

Only result pages and the overview are printed. What is left out is cut out here, from outside: Prüfbuch has no switch for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pruefbuch import search
from pruefbuch.addresses import EXAMPLES, RESULTS, archive_uri
from pruefbuch.build import carried, checking, published
from pruefbuch.build.published import PUBLISHED, Publication
from pruefbuch.build.targets import SitePlan, Target, path_of
from pruefbuch.render import templates
from pruefbuch.summary import entries
from pruefbuch.summary.briefs import Brief

_TEMPLATES = ("archive.html", "pieces.html", "result.html", "results.html")
_NOTHING = search.IndexEntry("", "", "", "")
_LISTS = (path_of(RESULTS), *(path_of(archive_uri(uri, 0)).removesuffix("0/index.html") for uri in (RESULTS, EXAMPLES)))


def _overview(plan: SitePlan, _: None) -> Iterator[Target]:
    """The overview and its older pages."""
    for kind in PUBLISHED.book:
        yield from (target for target in kind.targets(plan, None) if target.paths and target.paths[0].startswith(_LISTS))


def _cut(name: str, by: object, room: object) -> None:
    setattr(room, name, by)


_alone = replace(
    PUBLISHED, municipality=(), initiative=(), edition=(), criterion=(), book=(Publication(_overview),), of_targets=()
)
_cut("PUBLISHED", _alone, published)
_cut("list_templates", lambda _environment: _TEMPLATES, templates._Environment)  # noqa: SLF001 -- Prüfbuch has no switch for it, so it is cut out from outside
_cut("words_of", lambda _scored, _context: _NOTHING, checking)
_cut("pack", lambda _assessment: b"", carried)
_cut("reasons_of", lambda _assessment: "", checking)
_cut("brief_of", lambda *_: Brief(), entries)
