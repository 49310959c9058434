"""How a rating shows: levels as symbol, word and colour; words for what is not known; reasons, evidence, measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from pruefbuch.model.assessments import Evidence, Measure, Rating
from pruefbuch.model.catalogues import Axis, Catalogue, Criterion, Effect, Form, FormKind, Level, Scale
from pruefbuch.model.common import Link, NonValue
from pruefbuch.model.results import Standing
from pruefbuch.texts import N_, date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.figures import exact
from pruefbuch.views.links import Anchor, criterion_part

COLOURS = 7
"""steps of the colour scale, from worst (0) to best (6)"""


class Chip(NamedTuple):
    """A level as a page shows it. `style` is a CSS class; `axis` names the question where there are two; `amount` has its unit.

    `written`: in the words of the catalogue, not of the surface.
    """

    symbol: str
    word: str
    style: str
    axis: str = ""
    amount: str = ""
    written: bool = True


class GivenAnswer(NamedTuple):
    """What a rating answers, without what explains it: levels with their amounts, or a non-value; neither where the answer is a text."""

    levels: tuple[str, ...] = ()
    non_value: NonValue | None = None
    amounts: tuple[tuple[str, Fraction], ...] = ()


class Verdict(NamedTuple):
    """What a criterion was answered with: levels, or in a word why there is none. Neither where the answer is a text."""

    chips: tuple[Chip, ...] = ()
    missing: str = ""


class Proof(NamedTuple):
    """A piece of evidence: its title, where it stands ("" if nowhere), and what and of when it is."""

    title: str
    href: str
    details: str


class MeasureView(NamedTuple):
    """A measure: what is done, how far it is, until when, and the level it is to reach."""

    text: str
    state: str
    due: str
    expected: Chip | None


def given_answer(rating: Rating | None) -> GivenAnswer | None:
    """The answer of a rating; None where there is no rating."""
    return (
        None
        if rating is None
        else GivenAnswer(rating.levels, rating.non_value, tuple(rating.amounts.items()) if rating.amounts else ())
    )


def verdict(
    answer: GivenAnswer | None, standing: Standing, criterion: Criterion, owner: Catalogue, *, delegated: bool
) -> Verdict:
    """What a criterion shows as its answer, or in words why there is none. `delegated`: the assessment refers to another paper."""
    if standing is Standing.CLOSED:
        return Verdict(missing=gettext("not asked: the field was closed by an earlier question"))
    if answer is not None and answer.non_value is None:
        return Verdict(_chips(answer, criterion))
    return Verdict(missing=words.non_value(missing_word(answer, delegated=delegated), owner))


def pull(form: Form, levels: tuple[str, ...]) -> tuple[Effect | None, Fraction]:
    """In which direction an answer pulls and how strongly, from 0 to 1: the share of the levels of that effect that it reaches.

    Several levels that were chosen together pull in a direction only where they agree.
    """
    if form.kind is FormKind.TEXT:
        return None, Fraction(0)
    scale = form.axes[0].scale
    level = scale.level(levels[0])
    if form.kind is FormKind.SELECTION:
        chosen = [each for each in scale.levels if each.id in levels and each.effect is not None]
        if len({each.effect for each in chosen}) != 1:
            return None, Fraction(0)
        level = chosen[-1] if chosen[0].effect is Effect.UP else chosen[0]
    alike = [each for each in scale.levels if each.effect is level.effect]
    reached = alike.index(level) + 1 if level.effect is Effect.UP else len(alike) - alike.index(level)
    strength = Fraction(reached, len(alike))
    for axis, more in zip(form.axes[1:], levels[1:], strict=False):  # a selection has one axis
        strength *= Fraction(axis.scale.rank(more) + 1, len(axis.scale.levels))
    return level.effect, strength


def proof(evidence: Evidence) -> Proof:
    """A piece of evidence as a page shows it."""
    details = (evidence.kind, date_text(evidence.date) if evidence.date else "")
    return Proof(evidence.title, evidence.url, ", ".join([detail for detail in details if detail]))


def measure_view(measure: Measure, criterion: Criterion) -> MeasureView:
    """A measure of a rating of the criterion."""
    expected = None
    if measure.expected:
        scale = criterion.form.axes[0].scale
        expected = chip(scale.level(measure.expected), scale)
    due = date_text(measure.due) if measure.due else ""
    return MeasureView(measure.text, words.measure_state(measure.state), due, expected)


def missing_word(rating: Rating | GivenAnswer | None, *, delegated: bool) -> NonValue:
    """The word for a criterion without a level: the rating's own, else what the whole assessment says."""
    if rating and rating.non_value:
        return rating.non_value
    return NonValue.REFERS_ELSEWHERE if delegated else NonValue.UNANSWERED


def link(source: Link) -> Anchor:
    """A link with its address as text where it has no title."""
    return Anchor(source.title or source.url, source.url, external=True)


def chip(level: Level, scale: Scale, axis: str = "", amount: str = "") -> Chip:
    """A level of a scale as a chip."""
    return Chip(level.symbol, level.label, style(scale, level.id), axis, amount)


def style(scale: Scale, level_id: str) -> str:
    """The CSS class of a level: a colour step by its rank (half up), none where the scale has no order."""
    if not scale.ordered:
        return "pb-plain"
    gaps = len(scale.levels) - 1
    return f"pb-step-{(2 * scale.rank(level_id) * (COLOURS - 1) + gaps) // (2 * gaps)}"


def _chips(answer: GivenAnswer, criterion: Criterion) -> tuple[Chip, ...]:
    form = criterion.form
    if form.kind is FormKind.AXES:
        return tuple(axis_chip(axis, form.axes[0], level) for axis, level in zip(form.axes, answer.levels, strict=False))
    amounts = {level: _amount(value, form.unit) for level, value in answer.amounts}
    return tuple(
        chip(axis.scale.level(level), axis.scale, amount=amounts.get(level, ""))
        for axis in form.axes
        for level in answer.levels
    )


def axis_chip(axis: Axis, first: Axis, level: str) -> Chip:
    """A level of one of two axes. Only the first says good or bad; the other (how much) stays without colour."""
    shown = axis.scale.level(level)
    return Chip(shown.symbol, shown.label, style(axis.scale, level) if axis is first else "pb-plain", axis.label)


class AmountNote(NamedTuple):
    """A number that stands beside a level of a criterion."""

    criterion: Anchor
    level: str
    amount: str


def amount_note(criterion: Criterion, level: str, value: Fraction) -> AmountNote:
    """The number beside a level of a criterion, leading to it on the page of the result."""
    labels = (axis.scale.level(level).label for axis in criterion.form.axes if level in axis.scale.by_id)
    way = Anchor(criterion.name, f"#{criterion_part(criterion.id)}")
    return AmountNote(way, next(labels), _amount(value, criterion.form.unit))


def amount_notes(criteria: Iterable[Criterion], ratings: Mapping[str, Rating]) -> tuple[AmountNote, ...]:
    """All numbers beside the ratings of these criteria; `ratings` by criterion."""
    rated = [(criterion, ratings[criterion.id]) for criterion in criteria if criterion.id in ratings]
    return tuple(
        [amount_note(criterion, level, value) for criterion, rating in rated for level, value in rating.amounts.items()]
    )


def _amount(value: Fraction, unit: str) -> str:
    return f"{exact(value)} {unit}".rstrip()


class Kind(StrEnum):
    """What a rating says of the subject. The words stand in addresses too. PAST are all of assessments that hold no more."""

    UP = "up"
    DOWN = "down"
    OTHER = "other"
    MISSING = "missing"
    PAST = "past"


KINDS = {
    Kind.UP: N_("ratings that help"),
    Kind.DOWN: N_("ratings that harm"),
    Kind.OTHER: N_("other answers"),
    Kind.MISSING: N_("ratings without a level"),
    Kind.PAST: N_("ratings of assessments that hold no more"),
}


def kind_of(effect: Effect | None) -> Kind:
    """The kind of an answer of that effect."""
    match effect:
        case Effect.UP:
            return Kind.UP
        case Effect.DOWN:
            return Kind.DOWN
        case Effect.NEUTRAL | None:
            return Kind.OTHER
        case _:
            assert_never(effect)
