"""What would lift a lower bound, in words."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.results import NextStep, StepKind
from pruefbuch.texts import gettext
from pruefbuch.views.answers import Chip, chip
from pruefbuch.views.figures import figure
from pruefbuch.views.links import Anchor, criterion_part


class NextStepView(NamedTuple):
    """One step. `to` is the level to reach; `gain` is empty where only a cap is lifted, and `at_most` what an answer may bring."""

    action: str
    criterion: Anchor
    dimension: str
    to: Chip | None
    at_most: bool
    gain: str
    lifts_cap: bool
    reaches: str


def step_view(step: NextStep, catalogue: Catalogue, dimension: str) -> NextStepView:
    """A step of a result; `dimension` is the label of the dimension that it lifts."""
    criterion = catalogue.criterion(step.criterion)
    to = None
    if step.to:
        scale = criterion.form.axes[0].scale
        to = chip(scale.level(step.to), scale)
    return NextStepView(
        action=_action(step.kind),
        criterion=Anchor(criterion.name, f"#{criterion_part(criterion.id)}"),
        dimension=dimension,
        to=to,
        at_most=step.kind is StepKind.ANSWER,
        gain=figure(step.gain, sign=True) if step.gain else "",
        lifts_cap=step.lifts_cap,
        reaches=step.reaches.label if step.reaches else "",
    )


def _action(kind: StepKind) -> str:
    """What is to be done."""
    match kind:
        case StepKind.ANSWER:
            return gettext("answer it")
        case StepKind.MEASURE:
            return gettext("carry out the measure, up to")
        case StepKind.IMPROVE:
            return gettext("improve to")
        case _:
            assert_never(kind)
