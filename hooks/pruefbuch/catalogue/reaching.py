"""Whether the tables of a method fit the points that can come up: index steps, thresholds, bounds of a conflict, what counts as met."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pruefbuch.model.catalogues import Aggregation
from pruefbuch.scoring.methods import MethodRule
from pruefbuch.scoring.reach import Part, gains_by_silence, limits
from pruefbuch.typed import Reader


def check(reader: Reader, aggregation: Aggregation, rule: MethodRule, parts: Sequence[Part], weight: Fraction) -> list[Part]:
    """Note what does not fit; what the figure is as a part of the whole, by that weight: nothing where that cannot be said."""
    points = limits(aggregation, rule, parts)
    if points is None:
        fault = f"„method: {aggregation.method}“ steht hier, und nichts mit Wert und Gewicht wird gerechnet"
        remedy = "Werte und Gewichte ergänzen oder „method: none“ schreiben"
        reader.diagnostics.error(reader.place_of("method"), "unused", fault, "mindestens ein Wert mit Gewicht über 0", remedy)
        return []
    if rule.needs_steps:
        first = aggregation.steps[0]
        if first.at > points[0]:
            fault = f"„steps“ beginnt bei {first.at}, möglich sind Punkte ab {points[0]}"
            allowed = f"ein erster Schritt bei {points[0]} oder darunter"
            remedy = f"„{{at: {points[0]}, index: …}}“ davor ergänzen oder „at“ des ersten senken"
            reader.diagnostics.error(reader.each("steps")[0].place_of("at"), "steps-begin", fault, allowed, remedy)
            return []
        _check_rows(reader, "steps", "der Index", [step.at for step in aggregation.steps], points)
    if gains_by_silence(aggregation, rule, parts):
        fault = (
            f"bei „method: {aggregation.method}“ steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
        )
        allowed = "schlechteste Werte, die nicht besser sind als ein Wegfall"
        remedy = "Werte der Skalen angleichen oder „not-applicable“ und Vorfragen streichen"
        reader.diagnostics.error(reader.place_of("method"), "silence-pays", fault, allowed, remedy)
        return []
    low, high = (rule.finish(value, aggregation) for value in points)
    _check_rows(reader, "thresholds", "die Stufe", [threshold.at for threshold in aggregation.thresholds], (low, high))
    _check_bounds(reader, aggregation, low, high)
    _check_met(reader, aggregation, parts)
    return [Part(weight, low, high, all(part.optional for part in parts))]


def _check_rows(reader: Reader, key: str, what: str, ats: Sequence[Fraction], limits: tuple[Fraction, Fraction]) -> None:
    """Hint at rows that no value ends in: they begin above the best, or the next one begins at or below the worst."""
    worst, best = limits
    for row, at, following in zip(reader.each(key), ats, [*ats[1:], None], strict=False):
        if at > best or (following is not None and following <= worst):
            fault = f"{what} ab {at} kann nie herauskommen, möglich ist {worst} bis {best}"
            row.diagnostics.hint(row.place_of("at"), "unreachable", fault, "Schwellen im möglichen Bereich", "„at“ prüfen")


def _check_bounds(reader: Reader, aggregation: Aggregation, worst: Fraction, best: Fraction) -> None:
    """Hint at a dimension that never gains, always gains, never loses or always loses."""
    up, down = aggregation.up, aggregation.down
    group = reader.child("conflict") if up is not None and down is not None else None
    if group is None or up is None or down is None:
        return
    for key, value, within in (("up", up, worst < up <= best), ("down", down, worst <= down < best)):
        if not within:
            fault = f"„{key}“ ist {value}, möglich ist {worst} bis {best}"
            allowed = "eine Grenze, die manchmal und nicht immer erreicht wird"
            group.diagnostics.hint(group.place_of(key), "unreachable", fault, allowed, f"„{key}“ prüfen")


def _check_met(reader: Reader, aggregation: Aggregation, parts: Sequence[Part]) -> None:
    """Hint at a share that is always all or nothing."""
    met = aggregation.met
    if met is not None and not any(part.worst < met <= part.best for part in parts):
        fault, allowed = (
            f"„met“ ist {met}, und kein Kriterium liegt je nach Antwort darüber oder darunter",
            "ein Wert dazwischen",
        )
        reader.diagnostics.hint(reader.place_of("met"), "unreachable", fault, allowed, "„met“ prüfen")
