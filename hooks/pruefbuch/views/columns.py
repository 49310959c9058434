"""The answers of all assessments of an edition by criterion, taken apart once for all that counts them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.summary.entries import AssessmentSummary


class Columns(NamedTuple):
    """Assessments of an edition; and for each criterion, in the order of the catalogue, what each of them has answered."""

    entries: Sequence[AssessmentSummary]
    answers: Sequence[Sequence[str]]


def columns(entries: Sequence[AssessmentSummary], catalogue: Catalogue) -> Columns:
    """The columns of these assessments of that edition, in their order."""
    count = len(catalogue.criteria)
    found = " ".join([entry.tally for entry in entries]).split(" ") if entries else []
    return Columns(entries, [found[place::count] for place in range(count)])
