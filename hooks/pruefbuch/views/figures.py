"""Numbers as pages show them: exact in a reckoning, rounded once in a result."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from pruefbuch.model.figures import MINUS, decimal
from pruefbuch.texts import decimal_mark, gettext

PLACES = 2
"""decimal places of a result"""
_MOST_PLACES = 9
"""decimal places that the file format allows"""


def figure(value: Fraction, *, sign: bool = False) -> str:
    """A result, rounded half up to two places: "0,42"."""
    return decimal(value, PLACES, decimal_mark(), sign=sign)


def coverage(answered: int, asked: int) -> str:
    """How many of the criteria are answered: "7 von 10"."""
    return gettext("%(answered)s of %(asked)s") % {"answered": answered, "asked": asked}


def whole(number: int) -> str:
    """A whole number in groups of three, which stay on one line."""
    return f"{number:,}".replace(",", "\u00a0")


def exact(value: Fraction) -> str:
    """The value without rounding: "3", "−0,5", or "5/12" where no decimal of nine places says it."""
    return _exact(*value.as_integer_ratio(), decimal_mark())


@lru_cache(maxsize=8192)
def _exact(numerator: int, denominator: int, mark: str) -> str:
    value = Fraction(numerator, denominator)
    if value.denominator == 1:
        return decimal(value, 0, "")
    places = 0
    while places < _MOST_PLACES and 10**places % value.denominator:
        places += 1
    if 10**places % value.denominator == 0:
        return decimal(value, places, mark)
    return f"{MINUS if value < 0 else ''}{abs(value.numerator)}/{value.denominator}"


def limit(value: Fraction) -> str:
    """An end of a track: without needless zeros, rounded where it has more than two places."""
    return exact(value) if 10**PLACES % value.denominator == 0 else figure(value)


def span(low: Fraction, high: Fraction) -> str:
    """An interval, rounded: "0,25 bis 0,75"; one figure where both ends are the same."""
    return _span(figure(low), figure(high))


def exact_span(low: Fraction, high: Fraction) -> str:
    """An interval without rounding."""
    return _span(exact(low), exact(high))


def _span(low: str, high: str) -> str:
    return low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
