"""A hook for the like-for-like settings: leaves out of Prüfbuch what its peers do not build.

Only result pages and the overview are printed. What is left out is cut out here, from outside: Prüfbuch has no switch for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType

from pruefbuch import search
from pruefbuch.addresses import EXAMPLES, RESULTS, archive_uri
from pruefbuch.build import builder, slips, targets
from pruefbuch.build.output import Seal
from pruefbuch.render import PageRenderer, templates
from pruefbuch.summary import entries
from pruefbuch.summary.briefs import Brief
from pruefbuch.tree import Tree
from pruefbuch.views.register import Register

_TEMPLATES = ("archive.html", "pieces.html", "result.html", "results.html")
_NOTHING = search.IndexEntry("", "", "", "")


def _plan(
    register: Register,
    renderer: PageRenderer,
    _records: object,
    tree: Tree,
    _guides: object,
    _also: object,
    there: Mapping[str, Seal],
) -> tuple[list[targets.Job], Callable[[], list[targets.Job]]]:
    planner = targets.Planner(register, renderer, tree)
    overviews = tuple(targets.page_path(archive_uri(uri, 0)).removesuffix("0/index.html") for uri in (RESULTS, EXAMPLES))
    archives = (job for job in planner.archives() if job.paths[0].startswith(overviews))
    return [*planner.results(there), next(iter(planner.overviews())), *archives], list


def _cut(name: str, by: Callable[..., object], room: ModuleType | type = builder) -> None:
    setattr(room, name, by)


_cut("plan", _plan)
_cut("list_templates", lambda _environment: _TEMPLATES, templates._Environment)  # noqa: SLF001 -- Prüfbuch has no switch for it, so it is cut out from outside
_cut("words_of", lambda _checked, _shelf: _NOTHING)
_cut("slip_of", lambda _assessment: b"", slips)
_cut("brief_of", lambda *_: Brief(), entries)
