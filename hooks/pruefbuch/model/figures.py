"""Exact numbers as people write them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

MINUS = "−"


def german(value: Fraction, places: int) -> str:
    """The rounded value as Germans write it."""
    return decimal(value, places, ",")


def decimal(value: Fraction, places: int, mark: str, *, sign: bool = False) -> str:
    """The rounded value with that mark before tenths and a real minus; with `sign` also a plus. Zero has no sign."""
    return _decimal(value.numerator, value.denominator, places, mark, sign)


@lru_cache(maxsize=8192)
def _decimal(numerator: int, denominator: int, places: int, mark: str, sign: bool) -> str:
    """The same, kept by all that it depends on: a site shows few different numbers, each of them many times."""
    count = units(numerator, denominator, places)
    digits = str(count).rjust(places + 1, "0")
    text = f"{digits[:-places]}{mark}{digits[-places:]}" if places else digits
    if not count or (numerator > 0 and not sign):
        return text
    return f"+{text}" if numerator > 0 else MINUS + text


def units(numerator: int, denominator: int, places: int) -> int:
    """The magnitude of a fraction in units of the last of so many decimal places, rounded half away from zero (kaufmännisch, DIN 1333).

    In whole numbers: fractions are ten times as slow.
    """
    scale: int = 10**places
    return (2 * abs(numerator) * scale + denominator) // (2 * denominator)
