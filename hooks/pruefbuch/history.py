"""The course of a subject: its assessments in order of date."""

from __future__ import annotations

from collections.abc import Iterable

from pruefbuch.model.assessments import Assessment, AssessmentStatus
from pruefbuch.model.common import PartialDate

_UNKNOWN = PartialDate(0)


def histories(assessments: Iterable[Assessment]) -> dict[tuple[str, str], tuple[str, ...]]:
    """(municipality, subject id) → ids of its assessments, oldest first; unknown dates first, equal dates by id.

    Of equal dates a superseded assessment stands before the one that takes its place.
    """
    groups: dict[tuple[str, str], list[Assessment]] = {}
    for assessment in assessments:
        groups.setdefault((assessment.municipality, assessment.subject.id), []).append(assessment)
    return {key: tuple(each.id for each in sorted(group, key=_order)) for key, group in sorted(groups.items())}


def _order(assessment: Assessment) -> tuple[PartialDate, bool, str]:
    return assessment.date or _UNKNOWN, assessment.status is not AssessmentStatus.SUPERSEDED, assessment.id
