"""What the pages of criteria show of assessments, packed small and put aside: so the second round need not read the files again.

Slips are pickles. They lie in a file without a name: nobody but the processes of this build can reach it, and it is gone with them.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import replace
from tempfile import TemporaryFile
from typing import Self

from pruefbuch.build.workers import locked
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.common import Place

_NOWHERE = Place("")
Where = Mapping[str, tuple[int, int]]
"""by assessment id, where its slip begins and how long it is"""


class Slips:
    """The slips of a build. Workers put them aside and tell where; whoever has been told can take them up again."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 – `__exit__` closes it
        self._where: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, assessments: Iterable[Assessment]) -> Where:
        """Put assessments aside."""
        slips = [(each.id, slip_of(each)) for each in assessments]
        with locked(self._file):
            start = self._file.seek(0, os.SEEK_END)
            rest = memoryview(b"".join([slip for _, slip in slips]))
            while rest:
                rest = rest[self._file.write(rest) :]
        where = {}
        for name, slip in slips:
            where[name] = (start, len(slip))
            start += len(slip)
        return where

    def told(self, where: Where) -> None:
        """Take note of where slips are."""
        self._where |= where

    def take(self, name: str) -> Assessment | None:
        """The assessment of that id as far as lists of ratings show it; None where it was not put aside."""
        start, length = self._where.get(name, (0, 0))
        if not length:
            return None
        with locked(self._file):
            self._file.seek(start)
            slip = self._file.read(length)
        found: Assessment = pickle.loads(slip)  # noqa: S301 – made by `slip_of` in a process of this build
        return found


def slip_of(assessment: Assessment) -> bytes:
    """An assessment without what lists of ratings do not show."""
    ratings = tuple([each._replace(place=_NOWHERE, amounts=dict(each.amounts)) for each in assessment.ratings])
    bare = replace(assessment, ratings=ratings, places={}, sources=(), paper=None, decision=None, comment="", note="")
    return pickle.dumps(bare, pickle.HIGHEST_PROTOCOL)
