"""The geometry of the small pictures beside the tables, in the units of their viewBox. Numbers are text, ready for SVG attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from pruefbuch.model.figures import rounded

WIDTH = 240
"""units from the worst to the best value"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a bar: where it begins and how wide it is. `style` is a CSS class."""

    x: str
    width: str
    style: str


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """An interval on its track: what is sure from the origin on, what is open, marks for zero (where it lies inside) and thresholds."""

    sure: Stretch | None
    open: Stretch | None
    low: str
    high: str
    zero: str
    thresholds: tuple[str, ...]


def interval(low: Fraction, high: Fraction, worst: Fraction, best: Fraction, thresholds: Iterable[Fraction]) -> IntervalBar:
    """The bar of low–high on the track worst–best. Bars grow from zero, or from the worst value where zero is not on the track."""

    def at(value: Fraction) -> Fraction:
        return (value - worst) / (best - worst) * WIDTH if best > worst else Fraction(0)

    origin = min(max(Fraction(0), worst), best)
    nearer = min(max(origin, low), high)
    return IntervalBar(
        sure=_stretch(at(origin), at(nearer), "pb-sure"),
        open=_stretch(at(low), at(high), "pb-open"),
        low=_number(at(low)),
        high=_number(at(high)),
        zero=_number(at(origin)) if worst < 0 < best else "",
        thresholds=tuple(_number(at(value)) for value in thresholds if worst < value < best),
    )


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


def _stretch(start: Fraction, end: Fraction, style: str) -> Stretch | None:
    left, right = min(start, end), max(start, end)
    return Stretch(_number(left), _number(right - left), style) if left < right else None


def _number(value: Fraction) -> str:
    """A length with at most one decimal place, as SVG writes it."""
    tenths = rounded(value, 1) * 10
    whole, rest = divmod(int(tenths), 10)
    return f"{whole}.{rest}" if rest else str(whole)
