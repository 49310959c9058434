"""The scores once more, in few lines and without Prüfbuch: for the pages that are written beforehand, and as a check of all programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

MINUS = "−"
_MISSING = {"not-applicable": "nicht anwendbar", "cannot-tell": "nicht einschätzbar", "unanswered": "nicht beantwortet"}


class Term(NamedTuple):
    """A criterion in a reckoning: what it was answered with, how it stands, and its weight, value and contribution as shown."""

    title: str
    answer: str
    cells: tuple[str, str, str, str]


class Reckoned(NamedTuple):
    """A dimension of a result, in the words and figures of its page."""

    label: str
    value: str
    level: str
    levels: str
    answered: str
    terms: tuple[Term, ...]
    points: str
    divisor: str


def reckon(ratings: Mapping[str, Any], catalogue: Mapping[str, Any]) -> tuple[Reckoned, ...]:
    """The result of the ratings of an assessment: each dimension by weighted mean, as a span where answers are open."""
    return tuple(_dimension(each, ratings, catalogue) for each in catalogue["dimensions"])


def criteria(dimension: str, catalogue: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The criteria of a dimension, in the order of the catalogue."""
    fields = {each["id"] for each in catalogue["fields"] if each["dimension"] == dimension}
    return [each for each in catalogue["criteria"] if each["field"] in fields]


def _dimension(dimension: Mapping[str, Any], ratings: Mapping[str, Any], catalogue: Mapping[str, Any]) -> Reckoned:
    levels = {each["id"]: each for each in catalogue["scales"][0]["levels"]}
    values = [each["value"] for each in levels.values()]
    low = high = weights = answered = asked = 0
    terms, caps = [], []
    for criterion in criteria(dimension["id"], catalogue):
        given = ratings.get(criterion["id"], {}).get("level", "unanswered")
        level, weight = levels.get(given), criterion["weight"]
        if given == "not-applicable":
            terms.append(Term(criterion["title"], _MISSING[given], ("zählt nicht: nicht anwendbar", "–", "–", "–")))
            continue
        least, most = (level["value"], level["value"]) if level else (min(values), max(values))
        low, high, weights = low + weight * least, high + weight * most, weights + weight
        asked, answered = asked + 1, answered + bool(level)
        answer = f"{level['symbol']} {level['label']}" if level else _MISSING[given]
        cells = ("bewertet" if level else "unbekannt", str(weight), span(least, most), span(weight * least, weight * most))
        terms.append(Term(criterion["title"], answer, cells))
        rule = criterion.get("knock_out")
        if rule and (not level or given in rule["levels"]):
            caps.append((rule["cap"], criterion["title"], bool(level)))
    level_, shown = _levels(low / weights, high / weights, caps, dimension["thresholds"])
    value = _span(_figure(low, weights), _figure(high, weights))
    counted = f"{answered} von {asked}"
    return Reckoned(dimension["label"], value, level_, shown, counted, tuple(terms), span(low, high), str(weights))


def _levels(low: float, high: float, caps: list[tuple[str, str, bool]], thresholds: list[Any]) -> tuple[str, str]:
    """The level that is granted ("" for none), and all that the page says of it."""
    uncapped, possible = _level_at(low, thresholds), _level_at(high, thresholds)
    level = _capped(uncapped, (cap for cap, _, _ in caps), thresholds)
    at_best = _capped(possible, (cap for cap, _, certain in caps if certain), thresholds)
    words = [level or "keine Stufe erreicht"]
    if uncapped != level:
        labels = {each["id"]: each["label"] for each in thresholds}
        words.append(f"ohne Begrenzung: {uncapped}")
        for cap, title, certain in caps:
            words.append(f"begrenzt auf „{labels[cap]}“ durch {title}")
            words += [] if certain else ["(unbekannt, darum gilt der schlechteste Fall)"]
    words += [f"bestenfalls: {at_best}"] if at_best != level else []
    return level, " ".join(words)


def _level_at(value: float, thresholds: list[Any]) -> str:
    return next((each["label"] for each in reversed(thresholds) if each["at"] <= value), "")


def _capped(label: str, caps: Iterable[str], thresholds: list[Any]) -> str:
    lowest = {*caps}
    return next(each["label"] for each in thresholds if each["label"] == label or each["id"] in lowest) if label else ""


def _figure(points: int, weights: int) -> str:
    """A mean, rounded half up to two places."""
    units = (200 * abs(points) + weights) // (2 * weights)
    return f"{MINUS if points < 0 and units else ''}{units // 100},{units % 100:02}"


def span(low: int, high: int) -> str:
    """An interval of whole numbers."""
    return _span(*(str(each).replace("-", MINUS) for each in (low, high)))


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low} bis {high}"
