"""Half-years, by which councils look back: every assessment falls into one, or into a year or no time at all where no more is known."""

from __future__ import annotations

from typing import NamedTuple

from pruefbuch.model.common import PartialDate
from pruefbuch.texts import N_, gettext


class Period(NamedTuple):
    """A half-year; a year of which the half is not known (0); or nothing that is known (0, 0). Sorts by time, unknown parts first."""

    year: int = 0
    half: int = 0

    @property
    def part(self) -> str:
        """The id of its report on the page: "h-2026-1", "h-2026", "h-0"."""
        return f"h-{self.year}-{self.half}" if self.half else f"h-{self.year}"

    @property
    def label(self) -> str:
        """In words: "1. Halbjahr 2026"."""
        if not self.half:
            return gettext("%(year)s, half-year unknown") % {"year": self.year} if self.year else gettext("without a date")
        key = N_("first half of %(year)s") if self.half == 1 else N_("second half of %(year)s")
        return gettext(key) % {"year": self.year}


def period_of(date: PartialDate | None) -> Period:
    """The period a date falls into."""
    return Period(date.year, (date.month + 5) // 6) if date else Period()
