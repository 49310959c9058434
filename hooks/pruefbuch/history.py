"""The course of a subject: its assessments in order of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.common import PartialDate
from pruefbuch.summary.entries import AssessmentSummary

_UNKNOWN = PartialDate(0)


def histories(entries: Iterable[AssessmentSummary]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(municipality, subject id) → ids of its assessments, oldest first; unknown dates first, equal dates by id.

    Of equal dates a superseded assessment stands before the one that takes its place.
    """
    first: dict[tuple[str, str], AssessmentSummary] = {}
    several: dict[tuple[str, str], list[AssessmentSummary]] = {}
    for entry in entries:
        key = entry.municipality, entry.subject
        before = first.setdefault(key, entry)
        if before is not entry:  # few subjects are examined again
            several.setdefault(key, [before]).append(entry)
    courses = {key: (first[key].id,) for key in sorted(first)}
    return courses | {key: tuple([entry.id for entry in sorted(group, key=_order)]) for key, group in several.items()}


def successors(groups: Mapping[tuple[str, str], Sequence[str]], entries: Mapping[str, AssessmentSummary]) -> dict[str, str]:
    """Maps an assessment's id to that of the newest valid assessment of its subject, where that is another one. `groups`: `histories`."""
    newest_of = dict[str, str]()
    for names in groups.values():
        if len(names) > 1:
            valid = (name for name in reversed(names) if entries[name].status is AssessmentStatus.FINAL)
            newest = next(valid, None)
            newest_of |= {name: newest for name in names if newest and name != newest}
    return newest_of


def _order(entry: AssessmentSummary) -> tuple[PartialDate, bool, str]:
    return entry.date or _UNKNOWN, entry.status is not AssessmentStatus.SUPERSEDED, entry.id
