"""A hook for the like-for-like settings: leaves out of Prüfbuch what its peers do not build.

Only result pages and the overview are printed. What is left out is cut out here, from outside: Prüfbuch has no switch for it.
"""

from __future__ import annotations

from typing import Any

from pruefbuch import search
from pruefbuch.addresses import EXAMPLES, RESULTS, archive_uri
from pruefbuch.press import jobs, printing

_NOTHING = search.Entry("", "", "", "", "", "")


def _plan(register: Any, printer: Any, records: Any, tree: Any, _guides: Any, _also: Any) -> list[jobs.Job]:
    planner = jobs.Planner(register, printer, records, tree)
    overviews = tuple(jobs.page_path(archive_uri(uri, 0)).removesuffix("0/index.html") for uri in (RESULTS, EXAMPLES))
    archives = (job for job in planner.archives() if job.paths[0].startswith(overviews))
    return [*planner.results(), next(iter(planner.overviews())), *archives]


printing.plan = _plan
printing.words_of = lambda _checked, _shelf: _NOTHING
