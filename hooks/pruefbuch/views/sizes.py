"""Municipalities by size, so that towns find others like themselves.

The limits are those of the Stadt- und Gemeindetyp of the Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR): 5,000, 20,000 and
100,000 people. It also asks what a place does for those around it; nobody can see that in a number, so here the number alone counts.
"""

from __future__ import annotations

from enum import StrEnum

from pruefbuch.model.assessments import Municipality
from pruefbuch.texts import gettext, marked


class Size(StrEnum):
    """Classes from small to large, then what has no size of its own, then what nobody has said."""

    RURAL = "rural"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    DISTRICT = "district"
    UNKNOWN = "unknown"


_LIMITS = ((5_000, Size.RURAL), (20_000, Size.SMALL), (100_000, Size.MEDIUM))
_SHORT = {
    Size.RURAL: marked("size rural"),
    Size.SMALL: marked("size small"),
    Size.MEDIUM: marked("size medium"),
    Size.LARGE: marked("size large"),
    Size.DISTRICT: marked("size district"),
    Size.UNKNOWN: marked("size unknown"),
}
_LONG = {
    Size.RURAL: marked("size rural in full"),
    Size.SMALL: marked("size small in full"),
    Size.MEDIUM: marked("size medium in full"),
    Size.LARGE: marked("size large in full"),
    Size.DISTRICT: marked("size district"),
    Size.UNKNOWN: marked("size unknown"),
}


def size_of(town: Municipality) -> Size:
    """The class of a municipality. A district (its `kind` ends in "kreis") is not measured as a town would be."""
    if town.kind.casefold().endswith("kreis"):
        return Size.DISTRICT
    if town.population is None:
        return Size.UNKNOWN
    return next((size for limit, size in _LIMITS if town.population.count < limit), Size.LARGE)


def short(size: Size) -> str:
    """The name of a class."""
    return gettext(_SHORT[size])


def in_full(size: Size) -> str:
    """The name of a class with its limits."""
    return gettext(_LONG[size])
