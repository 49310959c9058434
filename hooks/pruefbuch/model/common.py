"""What every noun is made of: places, problems, words for what is not known, partial dates, spots, links."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple


class Place(NamedTuple):
    """Where something stands: line and column count from 1, column in characters. Sorts by path, line, column."""

    path: str
    line: int = 1
    column: int = 1

    @property
    def named(self) -> str:
        """File and line, for a message about another place that has to do with it."""
        return f"{self.path}:{self.line}"


class Severity(StrEnum):
    """An error stops the publication, a hint does not."""

    ERROR = "error"
    HINT = "hint"


class Problem(NamedTuple):
    """What is wrong with a file, for the person who wrote it. The three texts are German and free of line breaks."""

    place: Place
    rule: str
    found: str
    allowed: str
    remedy: str
    severity: Severity = Severity.ERROR


class NonValue(StrEnum):
    """What a rating says when it names no level. A word, never a number."""

    NOT_APPLICABLE = "not-applicable"
    CANNOT_TELL = "cannot-tell"
    UNANSWERED = "unanswered"
    REFERS_ELSEWHERE = "refers-elsewhere"
    NOT_RECOVERED = "not-recovered"


class PartialDate(NamedTuple):
    """A date as far as it is known: a year, a year and month, or a day. Unknown parts are 0 and sort first."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO 8601 with as many parts as are known."""
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def first(self) -> PartialDate:
        """The first day that it may be."""
        return PartialDate(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> PartialDate:
        """The last day that it may be; months are taken to have 31."""
        return PartialDate(self.year, self.month or 12, self.day or 31)

    def surely_before(self, other: PartialDate) -> bool:
        """Whether it lies before another date in every reading of what is not known of the two."""
        return self.last < other.first


class Spot(NamedTuple):
    """A place on the map: degrees north and east (WGS 84), what stands there, and who says so."""

    lat: Fraction = Fraction(0)
    lon: Fraction = Fraction(0)
    name: str = ""
    source: str = ""


class Link(NamedTuple):
    """A title with an address; either may be empty, not both."""

    title: str
    url: str = ""
