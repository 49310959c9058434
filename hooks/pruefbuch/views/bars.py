"""The geometry of the small pictures beside the tables, in the units of their viewBox. Numbers are text, ready for SVG attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pruefbuch.model.figures import units

WIDTH = 240
"""units from the worst to the best value"""


class Stretch(NamedTuple):
    """A part of a bar: where it begins and how wide it is. `style` is a CSS class."""

    x: str
    width: str
    style: str


class IntervalBar(NamedTuple):
    """An interval on its track: what is sure from the origin on, what is open, marks for zero (where it lies inside) and thresholds."""

    sure: Stretch | None
    open: Stretch | None
    low: str
    high: str
    zero: str
    thresholds: tuple[str, ...]


def interval(low: Fraction, high: Fraction, worst: Fraction, best: Fraction, thresholds: Iterable[Fraction]) -> IntervalBar:
    """The bar of low–high on the track worst–best. Bars grow from zero, or from the worst value where zero is not on the track."""
    at = _track(*worst.as_integer_ratio(), *best.as_integer_ratio())
    origin = min(max(Fraction(0), worst), best)
    nearer = min(max(origin, low), high)
    start, end = at(low), at(high)
    return IntervalBar(
        sure=_stretch(at(origin), start if nearer is low else end if nearer is high else at(nearer), "pb-sure"),
        open=_stretch(start, end, "pb-open"),
        low=_number(start),
        high=_number(end),
        zero=_number(at(origin)) if worst < 0 < best else "",
        thresholds=tuple([_number(at(value)) for value in thresholds if worst < value < best]),
    )


@lru_cache(maxsize=256)
def _track(over: int, under: int, best_over: int, best_under: int) -> Callable[[Fraction], Fraction]:
    """Where a value stands on the track from worst to best. Of the ends and thresholds of a dimension it is asked again and again."""
    worst, best = Fraction(over, under), Fraction(best_over, best_under)
    scale, parts = (WIDTH / (best - worst)).as_integer_ratio() if best > worst else (0, 1)

    @lru_cache(maxsize=1024)
    def at(value: int, of: int) -> Fraction:
        return Fraction((value * under - over * of) * scale, of * under * parts)

    return lambda value: at(*value.as_integer_ratio())


def shares(parts: Iterable[tuple[int, str]]) -> tuple[Stretch, ...]:
    """Counts with their CSS classes as stretches side by side that fill the track."""
    counted = [(count, style) for count, style in parts if count]
    total = sum(count for count, _ in counted)
    found, before = [], 0
    for count, style in counted:
        start, end = Fraction(before * WIDTH, total), Fraction((before + count) * WIDTH, total)
        found.append(Stretch(_number(start), _number(end - start), style))
        before += count
    return tuple(found)


def share(number: int, of: int) -> Stretch | None:
    """The bar of so many of all; None for none of them."""
    return _stretch(Fraction(0), Fraction(number * WIDTH, of), "") if number else None


def _stretch(start: Fraction, end: Fraction, style: str) -> Stretch | None:
    left, right = min(start, end), max(start, end)
    return Stretch(_number(left), _number(right - left), style) if left < right else None


def _number(value: Fraction) -> str:
    """A length with at most one decimal place, as SVG writes it."""
    whole, rest = divmod(units(value.numerator, value.denominator, 1), 10)
    return f"{whole}.{rest}" if rest else str(whole)
