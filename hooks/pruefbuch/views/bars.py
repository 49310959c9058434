"""The geometry of the small pictures beside the tables, in the units of their viewBox. Numbers are text, ready for SVG attributes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pruefbuch.model.figures import units
from pruefbuch.scoring.levels import at_least

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
    track = _track(*worst.as_integer_ratio(), *best.as_integer_ratio())
    start, end = track.at(low), track.at(high)
    nearer = start if at_least(low, track.origin) else end if at_least(track.origin, high) else track.at(track.origin)
    return IntervalBar(
        sure=_stretch(track.at(track.origin), nearer, "pb-sure"),
        open=_stretch(start, end, "pb-open"),
        low=_number(start),
        high=_number(end),
        zero=track.zero,
        thresholds=track.marks(tuple([threshold.as_integer_ratio() for threshold in thresholds])),
    )


class _Track:
    """Values on the track from worst to best. Thousands of results share the few that there are, as numerator and denominator."""

    def __init__(self, worst: Fraction, best: Fraction) -> None:
        self._worst, self._best = worst, best
        self._scale = WIDTH / (best - worst) if best > worst else Fraction(0)
        self._place = lru_cache(maxsize=1024)(self._reckoned)
        self.marks = lru_cache(maxsize=64)(self._marked)
        self.origin = min(max(Fraction(0), worst), best)
        self.zero = _number(self.at(self.origin)) if worst < 0 < best else ""

    def at(self, value: Fraction) -> Fraction:
        """Where a value stands."""
        return self._place(*value.as_integer_ratio())

    def _reckoned(self, over: int, under: int) -> Fraction:
        return (Fraction(over, under) - self._worst) * self._scale

    def _marked(self, values: tuple[tuple[int, int], ...]) -> tuple[str, ...]:
        """Where those of some values stand that lie between the ends."""
        inside = (value for value in (Fraction(*ratio) for ratio in values) if self._worst < value < self._best)
        return tuple([_number(self.at(value)) for value in inside])


@lru_cache(maxsize=256)
def _track(over: int, under: int, best_over: int, best_under: int) -> _Track:
    return _Track(Fraction(over, under), Fraction(best_over, best_under))


def shares(parts: Iterable[tuple[int, str]]) -> tuple[Stretch, ...]:
    """Counts with their CSS classes as stretches side by side that fill the track."""
    counted = [(count, style) for count, style in parts if count]
    total = sum(count for count, _ in counted)
    stretches, before = [], 0
    for count, style in counted:
        start, end = Fraction(before * WIDTH, total), Fraction((before + count) * WIDTH, total)
        stretches.append(Stretch(_number(start), _number(end - start), style))
        before += count
    return tuple(stretches)


def share(number: int, of: int) -> Stretch | None:
    """The bar of so many of all; None for none of them."""
    return _stretch(Fraction(0), Fraction(number * WIDTH, of), "") if number else None


def _stretch(start: Fraction, end: Fraction, style: str) -> Stretch | None:
    if start == end:
        return None
    left, right = (start, end) if at_least(end, start) else (end, start)
    return Stretch(_number(left), _number(right - left), style)


def _number(value: Fraction) -> str:
    """A length with at most one decimal place, as SVG writes it."""
    whole, rest = divmod(units(value.numerator, value.denominator, 1), 10)
    return f"{whole}.{rest}" if rest else str(whole)
