"""The course of a subject: its assessments in order of date."""

from __future__ import annotations

from collections.abc import Iterable

from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.common import PartialDate
from pruefbuch.model.entries import Entry

_UNKNOWN = PartialDate(0)


def histories(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(municipality, subject id) → ids of its assessments, oldest first; unknown dates first, equal dates by id.

    Of equal dates a superseded assessment stands before the one that takes its place.
    """
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.municipality, entry.subject), []).append(entry)
    for group in groups.values():
        if len(group) > 1:
            group.sort(key=_order)
    return {key: tuple([each.id for each in groups[key]]) for key in sorted(groups)}


def _order(entry: Entry) -> tuple[PartialDate, bool, str]:
    return entry.date or _UNKNOWN, entry.status is not AssessmentStatus.SUPERSEDED, entry.id
