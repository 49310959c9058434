"""Exact numbers as people write them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.model.figures import decimal, german, units


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("1/2", 0, "1"),
        ("-1/2", 0, "−1"),
        ("1/4", 1, "0,3"),
        ("-1/4", 1, "−0,3"),
        ("1/3", 2, "0,33"),
        ("2/3", 2, "0,67"),
        ("-1/1000", 2, "0,00"),
        ("1234567/100", 2, "12345,67"),
        ("5", 2, "5,00"),
        ("1/8", 2, "0,13"),
    ],
)
def test_half_up_as_germans_round(value: str, places: int, text: str) -> None:
    assert german(Fraction(value), places) == text


def test_sign() -> None:
    assert decimal(Fraction(1, 2), 1, ",", sign=True) == "+0,5"
    assert decimal(Fraction(-1, 2), 1, ",", sign=True) == "−0,5"
    assert decimal(Fraction(1, 1000), 1, ".", sign=True) == "0.0"


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6), st.integers(0, 4))
def test_like_decimal_half_up(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert Fraction(units(*value.as_integer_ratio(), places), 10**places) == abs(Fraction(expected))


@given(st.fractions(), st.integers(0, 6))
def test_never_further_than_half_a_place(value: Fraction, places: int) -> None:
    count = units(*value.as_integer_ratio(), places)
    assert abs(Fraction(count, 10**places) - abs(value)) <= Fraction(1, 2 * 10**places)
