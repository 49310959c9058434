"""Municipalities by size, so that towns find others like themselves.

The limits are those of the Stadt- und Gemeindetyp of the Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR): 5,000, 20,000 and
100,000 people. It also asks what a place does for those around it; nobody can see that in a number, so here the number alone counts.
"""

from __future__ import annotations

from enum import StrEnum

from pruefbuch.model.assessments import Municipality
from pruefbuch.texts import N_, gettext


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
    Size.RURAL: N_("size rural"),
    Size.SMALL: N_("size small"),
    Size.MEDIUM: N_("size medium"),
    Size.LARGE: N_("size large"),
    Size.DISTRICT: N_("size district"),
    Size.UNKNOWN: N_("size unknown"),
}
_LONG = {
    Size.RURAL: N_("size rural in full"),
    Size.SMALL: N_("size small in full"),
    Size.MEDIUM: N_("size medium in full"),
    Size.LARGE: N_("size large in full"),
    Size.DISTRICT: N_("size district"),
    Size.UNKNOWN: N_("size unknown"),
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
