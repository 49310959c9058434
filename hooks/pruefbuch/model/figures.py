"""Exact numbers as people write them."""

from __future__ import annotations

from fractions import Fraction

MINUS = "−"


def rounded(value: Fraction, places: int) -> Fraction:
    """The value rounded to so many decimal places, half away from zero (kaufmännisch, DIN 1333)."""
    scale = 10**places
    doubled = 2 * abs(value) * scale
    magnitude = Fraction((doubled.numerator // doubled.denominator + 1) // 2, scale)
    return -magnitude if value < 0 else magnitude


def german(value: Fraction, places: int, *, sign: bool = False) -> str:
    """The rounded value with decimal comma and real minus; with `sign` also a plus. Zero has no sign."""
    exact = rounded(value, places)
    digits = str(abs(exact.numerator * 10**places // exact.denominator)).rjust(places + 1, "0")
    text = f"{digits[:-places]},{digits[-places:]}" if places else digits
    if exact < 0:
        return MINUS + text
    return f"+{text}" if sign and exact > 0 else text
