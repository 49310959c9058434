"""Catalogues and assessments for tests of reckoning: in short by hand, and by chance. All are sound, as after validation."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from math import prod
from typing import Any, TypeVar

from hypothesis import strategies as st

from pruefbuch.model.assessments import (
    Assessment,
    AssessmentStatus,
    Measure,
    MeasureState,
    Origin,
    Rating,
    Subject,
    SubjectKind,
)
from pruefbuch.model.catalogues import (
    Aggregation,
    Axis,
    Catalogue,
    CatalogueKind,
    Criterion,
    Dimension,
    Edition,
    EditionStatus,
    Effect,
    Field,
    Form,
    FormKind,
    Gate,
    IndexStep,
    KnockOut,
    Level,
    Method,
    Scale,
    Stage,
    Threshold,
)
from pruefbuch.model.common import NonValue, Place

NONE = Aggregation(Method.NONE)

# -- by hand ---------------------------------------------------------------------------------------------------------


def scale(text: str) -> Scale:
    """A scale from "hemmend -1 down, neutral 0, fördernd 1 up"; value and effect may be left out."""
    return Scale("skala", "Skala", tuple(_level(*part.split()) for part in text.split(",")))


def _level(name: str, value: str = "", effect: str = "") -> Level:
    return Level(name, name, name, name, Fraction(value) if value else None, Effect(effect) if effect else None)


def one(of: Scale) -> Form:
    """One level of a scale."""
    return Form(FormKind.LEVEL, (Axis("level", "", of),))


def some(of: Scale) -> Form:
    """Any number of levels of a scale."""
    return Form(FormKind.SELECTION, (Axis("level", "", of),))


def product(first: Scale, second: Scale, *unless: str) -> Form:
    """One level of each of two scales; the second is not asked where the first has a level of `unless`."""
    return Form(FormKind.AXES, (Axis("first", "Erste", first), Axis("second", "Zweite", second, frozenset(unless))))


TEXT = Form(FormKind.TEXT)


def criterion(name: str, form: Form, weight: str = "1", **more: Any) -> Criterion:
    """A criterion in the field "f" unless told otherwise; it allows every non-value."""
    found = Criterion(name, "f", "main", name, f"{name}?", form, Fraction(weight), allows=frozenset(NonValue))
    return replace(found, **more)


def knock_out(level: str, cap: str) -> KnockOut:
    """At most `cap` where the rating is this level."""
    return KnockOut(frozenset({level}), cap)


def gate(level: str, *fields: str) -> Gate:
    """Ends the check of these fields where the rating is this level."""
    return Gate(frozenset({level}), fields)


def thresholds(text: str) -> tuple[Threshold, ...]:
    """Thresholds from "trägt 0, stark 1/2"."""
    return tuple(Threshold(name, name, Fraction(at)) for name, at in (part.split() for part in text.split(",")))


def catalogue(criteria: Iterable[Criterion], overall: Aggregation = NONE, **dimensions: Aggregation | Dimension) -> Catalogue:
    """A catalogue whose fields are named like their dimensions; a weighted mean "f" alone unless told otherwise."""
    found = [
        each if isinstance(each, Dimension) else Dimension(name, name, each)
        for name, each in (dimensions or {"f": Aggregation(Method.WEIGHTED_MEAN)}).items()
    ]
    return Catalogue(
        id="probe",
        edition=Edition("2026", None, EditionStatus.DRAFT),
        kind=CatalogueKind.OWN,
        title="Probe",
        notice="Nur für Tests.",
        licence="CC-BY-4.0",
        scales=(),
        dimensions=tuple(found),
        fields=tuple(Field(each.id, each.label, each.id) for each in found),
        stages=(Stage("main", "Prüfung"),),
        criteria=tuple(criteria),
        overall=overall,
    )


def rating(name: str, answer: str | NonValue, *measures: Measure) -> Rating:
    """A rating: levels between blanks, or a non-value."""
    if isinstance(answer, NonValue):
        return Rating(name, Place(""), non_value=answer)
    return Rating(name, Place(""), levels=tuple(answer.split()), measures=measures)


def assessment(*ratings: Rating, **more: Any) -> Assessment:
    """An assessment of nothing in particular."""
    found = Assessment(
        id="musterort/radweg",
        path="assessments/musterort/radweg.yml",
        checksum="",
        municipality="musterort",
        catalogue="probe@2026",
        subject=Subject("radweg", "Radweg", SubjectKind.PROJECT, digital=False),
        date=None,
        status=AssessmentStatus.FINAL,
        origin=Origin.OWN,
        ratings=ratings,
    )
    return replace(found, **more)


def answered(answers: dict[str, str | NonValue]) -> Assessment:
    """An assessment of these answers."""
    return assessment(*(rating(name, answer) for name, answer in answers.items()))


# -- what an answer is worth, told once more in other words ----------------------------------------------------------


def answers_of(form: Form) -> Iterator[tuple[str, ...]]:
    """Every answer of one value that a form allows (of a selection, each level alone)."""
    for level in form.axes[0].scale.levels:
        if form.kind is FormKind.AXES and level.id not in form.axes[1].unless:
            yield from ((level.id, other.id) for other in form.axes[1].scale.levels)
        else:
            yield (level.id,)


def span_of(form: Form, levels: tuple[str, ...]) -> tuple[Fraction, Fraction]:
    """The least and the greatest value of an answer."""
    if form.kind is FormKind.AXES:
        both = prod(_worth(axis, name) for axis, name in zip(form.axes, levels, strict=False))
        return Fraction(both), Fraction(both)
    values = [_worth(form.axes[0], name) for name in levels]
    return min(values), max(values)


def _worth(axis: Axis, name: str) -> Fraction:
    value = axis.scale.level(name).value
    assert value is not None
    return value


# -- by chance -------------------------------------------------------------------------------------------------------
# Strategies are made once: Hypothesis takes longer to make and to check one than to draw from it.

Item = TypeVar("Item")
NUMBERS = [Fraction(text) for text in ("-12", "-3", "-2", "-1", "-1/2", "0", "1/3", "1/2", "1", "2", "7/3", "3")]
BOTTOM = Fraction(-(10**6))
"""below all points that can come up: where the steps of an index begin"""
WEIGHTS = ["1", "0", "1/4", "1/3", "1/2", "3/2", "2", "3"]
numbers = st.sampled_from(NUMBERS)


@lru_cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def pick(draw: st.DrawFn, items: Sequence[Item]) -> Item:
    """One of these; of the first it is thought to be the simplest."""
    return items[draw(_up_to(len(items) - 1))]


def some_of(draw: st.DrawFn, items: Sequence[Item]) -> list[Item]:
    """Any of these, or none, in their order."""
    chosen = draw(_up_to(2 ** len(items) - 1))
    return [item for number, item in enumerate(items) if chosen >> number & 1]


def _scale_by_chance(chance: random.Random, *, valued: bool) -> Scale:
    """Two to five levels "a", "b", …; ordered ones have rising values, others any."""
    ordered, count = chance.random() < 0.5, chance.randint(2, 5)
    if ordered:
        values = sorted(chance.sample(NUMBERS, count))
    else:
        values = [Fraction(chance.randint(-12, 12), chance.choice([1, 1, 2, 3])) for _ in range(count)]
    levels = [
        Level(name, name, name, name, value if valued else None, chance.choice([None, *Effect]))
        for name, value in zip("abcde", values, strict=False)
    ]
    return Scale("skala", "Skala", tuple(levels), ordered)


SCALES = [_scale_by_chance(random.Random(number), valued=True) for number in range(120)]
WORDS = [_scale_by_chance(random.Random(number), valued=False) for number in range(10)]


def a_form(draw: st.DrawFn) -> Form:
    """Every kind of form, most of them with values."""
    kind = pick(draw, ["level", "level", "level", "axes", "selection", "text", "names"])
    if kind == "text":
        return TEXT
    first = pick(draw, WORDS if kind == "names" else SCALES)
    if kind == "axes":
        return product(first, pick(draw, SCALES), *some_of(draw, [level.id for level in first.levels]))
    return some(first) if kind == "selection" else one(first)


def an_aggregation(draw: st.DrawFn) -> Aggregation:
    """A method with all that it needs; thresholds "t0", "t1", … rise."""
    method = pick(draw, list(Method))
    ats = sorted({BOTTOM, *(pick(draw, NUMBERS) * 3 for _ in range(draw(_up_to(3))))}) if method is Method.INDEX else []
    limits = some_of(draw, NUMBERS[::2]) if method is not Method.NONE else []
    down, up = pick(draw, [(None, None), (Fraction(-1), Fraction(1)), (Fraction(0), Fraction(1, 2))])
    return Aggregation(
        method,
        met=pick(draw, NUMBERS) if method is Method.SHARE_MET else None,
        steps=tuple(IndexStep(at, index) for at, index in zip(ats, NUMBERS, strict=False)),
        thresholds=tuple(Threshold(f"t{number}", "", at) for number, at in enumerate(limits[:3])),
        up=up,
        down=down,
    )


def a_criterion(draw: st.DrawFn, name: str, fields: list[str]) -> Criterion:
    """A criterion in one of the fields, sometimes with a knock-out or a gate."""
    form = a_form(draw)
    names = [level.id for axis in form.axes[:1] for level in axis.scale.levels]
    found = criterion(name, form, pick(draw, WEIGHTS), field=pick(draw, fields))
    if names and draw(_up_to(2)) == 2:
        found = replace(found, knock_out=KnockOut(frozenset(some_of(draw, names)), pick(draw, ["t0", "t1", "t2"])))
    if names and draw(_up_to(5)) == 5:
        closes = some_of(draw, fields) or fields
        found = replace(found, gate=Gate(frozenset(some_of(draw, names)[:2]), tuple(closes)))
    return found


def a_rating(draw: st.DrawFn, of: Criterion) -> Rating:
    """A rating of a criterion: a non-value, or one that answers."""
    if draw(_up_to(3)) == 3:
        return rating(of.id, pick(draw, list(NonValue)))
    return an_answer(draw, of)


def an_answer(draw: st.DrawFn, of: Criterion) -> Rating:
    """A rating that answers: levels and sometimes measures, or a text."""
    if of.form.kind is FormKind.TEXT:
        return Rating(of.id, Place(""), text="So ist es.")
    answers = list(answers_of(of.form))
    if of.form.kind is FormKind.SELECTION:
        chosen = some_of(draw, [levels[0] for levels in answers]) or answers[0]
        return rating(of.id, " ".join(chosen))
    measures = [a_measure(draw, answers) for _ in range(draw(_up_to(2)))] if of.form.kind is FormKind.LEVEL else []
    return rating(of.id, " ".join(pick(draw, answers)), *measures)


def a_measure(draw: st.DrawFn, answers: list[tuple[str, ...]]) -> Measure:
    """A measure that may be expected to bring one of these answers."""
    return Measure("tun", pick(draw, list(MeasureState)), expected=pick(draw, ["", *(levels[0] for levels in answers)]))


def a_catalogue(draw: st.DrawFn) -> Catalogue:
    """One to three dimensions and up to six criteria."""
    names = ["x", "y", "z"][: 1 + draw(_up_to(2))]
    dimensions = {name: Dimension(name, name, an_aggregation(draw), Fraction(pick(draw, WEIGHTS))) for name in names}
    found = [a_criterion(draw, f"k{number}", names) for number in range(1 + draw(_up_to(5)))]
    return catalogue(found, an_aggregation(draw), **dimensions)


def an_assessment(draw: st.DrawFn, of: Catalogue) -> Assessment:
    """An assessment by a catalogue, not always complete. What a gate has closed is not rated."""
    return assessment(*open_ratings([a_rating(draw, each) for each in of.criteria if draw(_up_to(4)) < 4], of))


def open_ratings(found: Iterable[Rating], of: Catalogue) -> list[Rating]:
    """The ratings without those in closed fields."""
    known = [(each, of.criterion(each.criterion)) for each in found]
    gates = [(each, ask.gate) for each, ask in known if ask.gate]
    closed = {field for each, ends in gates if ends.levels.intersection(each.levels[:1]) for field in ends.fields}
    return [each for each, ask in known if ask.gate or ask.field not in closed]


@st.composite
def checks(draw: st.DrawFn) -> tuple[Assessment, Catalogue]:
    """An assessment and its catalogue."""
    found = a_catalogue(draw)
    return an_assessment(draw, found), found
