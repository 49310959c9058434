"""What would lift a lower bound, and where goals conflict, in words."""

from __future__ import annotations

from dataclasses import dataclass

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.results import NextStep, Result
from pruefbuch.views.answers import Chip, chip
from pruefbuch.views.figures import figure
from pruefbuch.views.links import Anchor, criterion_part


@dataclass(frozen=True, slots=True)
class NextStepView:
    """One step. `kind` is the model's word; `to` is the level to reach; `gain` is empty where only a cap is lifted."""

    kind: str
    criterion: Anchor
    dimension: str
    to: Chip | None
    gain: str
    lifts_cap: bool
    reaches: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A dimension that clearly gains and one that clearly loses."""

    up: str
    down: str


def next_steps(catalogue: Catalogue, result: Result) -> tuple[NextStepView, ...]:
    """The steps of a result, best first."""
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    return tuple(_step(step, catalogue, labels[step.dimension]) for step in result.next_steps)


def _step(step: NextStep, catalogue: Catalogue, dimension: str) -> NextStepView:
    criterion = catalogue.criterion(step.criterion)
    to = None
    if step.to:
        scale = criterion.form.axes[0].scale
        to = chip(scale.level(step.to), scale)
    return NextStepView(
        kind=step.kind.value,
        criterion=Anchor(criterion.name, f"#{criterion_part(criterion.id)}"),
        dimension=dimension,
        to=to,
        gain=figure(step.gain, sign=True) if step.gain else "",
        lifts_cap=step.lifts_cap,
        reaches=step.reaches.label if step.reaches else "",
    )


def conflicts(catalogue: Catalogue, result: Result) -> tuple[ConflictView, ...]:
    """The conflicts of goals of a result."""
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    return tuple(ConflictView(labels[each.up], labels[each.down]) for each in result.conflicts)
