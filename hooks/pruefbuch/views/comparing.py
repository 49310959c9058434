"""The ways to results side by side. The page itself is filled in the browser, from the result pages it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pruefbuch.addresses import COMPARE, RESULTS
from pruefbuch.model.assessments import Assessment
from pruefbuch.views.links import FROM_RESULT, METHOD_PAGE, address, href

MOST = 4
"""results side by side; more would fit no screen"""


class CompareView(NamedTuple):
    """What the page needs of the book."""

    results: str
    method_page: str
    most: int


def compare_view() -> CompareView:
    """The page that shows results side by side."""
    return CompareView(href(COMPARE, RESULTS), href(COMPARE, METHOD_PAGE), MOST)


def compare_href(page: str, names: Sequence[str]) -> str:
    """The way to these assessments side by side."""
    return f"{href(page, COMPARE)}?{'&'.join(f'assessment={name}' for name in names)}"


def pick_href(assessment: Assessment) -> str:
    """The way from a result to those of the same edition, where this one is chosen already and others can be added.

    Ids of assessments and editions need no escaping in an address.
    """
    return f"{FROM_RESULT}{address(RESULTS)}?catalogue={assessment.catalogue}&compare={assessment.id}"
