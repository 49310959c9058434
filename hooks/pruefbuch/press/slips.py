"""What the pages of criteria show of an assessment, packed small: so the second round need not read the file again.

Slips are pickles. They only ever pass between the processes of one build, never to disk.
"""

from __future__ import annotations

import pickle
from dataclasses import replace

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.common import Place

_NOWHERE = Place("")


def slip_of(assessment: Assessment) -> bytes:
    """An assessment without what lists of ratings do not show."""
    ratings = tuple(
        Rating(
            each.criterion,
            _NOWHERE,
            each.levels,
            each.non_value,
            each.reason,
            each.evidence,
            each.text,
            each.amounts or {},
            each.measures,
            each.alternatives,
            each.refers_to,
            each.lesson,
        )
        for each in assessment.ratings
    )
    bare = replace(assessment, ratings=ratings, places={}, sources=(), paper=None, decision=None, comment="", note="")
    return pickle.dumps(bare, pickle.HIGHEST_PROTOCOL)


def assessment_of(slip: bytes) -> Assessment:
    """The assessment of a slip."""
    found: Assessment = pickle.loads(slip)  # noqa: S301 – made by `slip_of` in a process of this build
    return found
