"""Dimensions with their methods, fields, stages and exemption classes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol, TypeVar

from pruefbuch.catalogue.scales import repeated
from pruefbuch.model.catalogues import Aggregation, Dimension, ExemptionClass, Field, IndexStep, Method, Stage, Threshold
from pruefbuch.scoring.methods import rule_of
from pruefbuch.typed import Reader, unknown_word

DEFAULT_STAGE = Stage("main", "Prüfung")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Named)


def _all(root: Reader, key: str, what: str, build: Callable[[Reader], Item], *, required: bool = False) -> dict[str, Item]:
    items: dict[str, Item] = {}
    for reader in root.each(key, required=required):
        item = build(reader)
        reader.done()
        if item.id in items:
            repeated(reader, what, item.id)
        items[item.id] = item
    return items


def read_dimensions(root: Reader) -> dict[str, Dimension]:
    """The dimensions of a catalogue by id."""
    return _all(root, "dimensions", "die Dimension", _dimension, required=True)


def read_fields(root: Reader, dimensions: dict[str, Dimension]) -> dict[str, Field]:
    """The fields of a catalogue by id; each in a known dimension."""

    def build(reader: Reader) -> Field:
        description, dimension = reader.text("description"), reader.line("dimension", required=True)
        if dimension and dimension not in dimensions:
            place, labels = reader.place_of("dimension"), {name: (known.label,) for name, known in dimensions.items()}
            unknown_word(reader.diagnostics, place, "unknown-id", "die Dimension", dimension, dimensions, labels)
        return Field(*_labelled(reader), description=description, dimension=dimension)

    return _all(root, "fields", "das Themenfeld", build, required=True)


def read_stages(root: Reader) -> dict[str, Stage]:
    """The stages of a catalogue by id; one stage "main" where the file names none."""

    def build(reader: Reader) -> Stage:
        return Stage(*_labelled(reader), reader.text("description"))

    return _all(root, "stages", "die Stufe der Prüfung", build) or {DEFAULT_STAGE.id: DEFAULT_STAGE}


def read_exemptions(root: Reader) -> dict[str, ExemptionClass]:
    """The exemption classes of a catalogue by id."""

    def build(reader: Reader) -> ExemptionClass:
        return ExemptionClass(*_labelled(reader), reader.text("description"))

    return _all(root, "exemptions", "die Ausnahme", build)


def _labelled(reader: Reader) -> tuple[str, str]:
    return reader.slug("id", required=True), reader.line("label", required=True)


def _dimension(reader: Reader) -> Dimension:
    dimension_id, label = _labelled(reader)
    description = reader.text("description")
    weight = reader.number("weight", default=Fraction(1), least=Fraction(0))
    up, down = _conflict(reader)
    return Dimension(dimension_id, label, read_aggregation(reader, up, down), weight, description)


def _conflict(reader: Reader) -> tuple[Fraction | None, Fraction | None]:
    group = reader.child("conflict")
    if group is None:
        return None, None
    before = len(reader.diagnostics.problems)
    up, down = group.number("up"), group.number("down")
    group.done()
    if len(reader.diagnostics.problems) == before and up <= down:
        group.diagnostics.error(
            group.place, "conflict-order", f"„up“ {up} liegt nicht über „down“ {down}", "up > down", "Werte ändern"
        )
    return up, down


def read_aggregation(reader: Reader, up: Fraction | None = None, down: Fraction | None = None) -> Aggregation:
    """The method of a dimension or of the whole, with what it needs. Keys that the method does not use are unknown keys."""
    before = len(reader.diagnostics.problems)
    method = reader.word("method", Method)
    rule = rule_of(method)
    if len(reader.diagnostics.problems) > before:
        # What belongs beside a method that nobody knows cannot be said: one cause, one message.
        reader.nodes(("met", "steps", "thresholds"))
    else:
        for key, needed in (("met", rule and rule.needs_met), ("steps", rule and rule.needs_steps), ("thresholds", rule)):
            if not needed:
                fault, allowed = f"„{key}“ steht bei „method: {method}“", "nur bei einer Methode, die damit rechnet"
                reader.misplaced(key, fault, allowed)
    if rule is None:
        return Aggregation(method, up=up, down=down)
    met = reader.number("met") if rule.needs_met else None
    steps = _steps(reader) if rule.needs_steps else ()
    return Aggregation(method, met, steps, _thresholds(reader), up, down)


def _steps(reader: Reader) -> tuple[IndexStep, ...]:
    steps = []
    for group in reader.each("steps", required=True):
        steps.append(IndexStep(group.number("at"), group.number("index")))
        group.done()
    _check_rising(reader, "steps", [step.at for step in steps])
    _check_rising(reader, "steps", [step.index for step in steps])
    return tuple(steps)


def _thresholds(reader: Reader) -> tuple[Threshold, ...]:
    thresholds = []
    for group in reader.each("thresholds"):
        threshold_id, label = _labelled(group)
        thresholds.append(Threshold(threshold_id, label, group.number("at"), group.text("description")))
        group.done()
        if threshold_id in [threshold.id for threshold in thresholds[:-1]]:
            repeated(group, "die Stufe", threshold_id)
    _check_rising(reader, "thresholds", [threshold.at for threshold in thresholds])
    return tuple(thresholds)


def _check_rising(reader: Reader, key: str, values: list[Fraction]) -> None:
    if any(low >= high for low, high in zip(values, values[1:], strict=False)):
        reader.diagnostics.error(
            reader.place_of(key), "rising", f"die Werte in „{key}“ steigen nicht", "steigende Werte", "ordnen"
        )
