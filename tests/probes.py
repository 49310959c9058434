"""Catalogues and assessments for tests of reckoning: in short by hand, and by chance. All are sound, as after validation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import prod
from typing import Any

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

numbers = st.sampled_from([Fraction(text) for text in ("-3", "-2", "-1", "-1/2", "0", "1/3", "1/2", "1", "2", "3")])
weights = st.sampled_from(["1", "0", "1/3", "1/2", "2", "3"])


def rising(most: int, least: int = 0) -> st.SearchStrategy[list[Fraction]]:
    """Distinct numbers in order."""
    return st.lists(numbers, min_size=least, max_size=most, unique=True).map(sorted)


@st.composite
def scales(draw: st.DrawFn, *, valued: bool = True) -> Scale:
    """Two to four levels "a", "b", …; ordered ones have rising values, others any."""
    ordered = draw(st.booleans())
    count = draw(st.integers(2, 4))
    values = draw(rising(count, count) if ordered else st.lists(numbers, min_size=count, max_size=count))
    effects = draw(st.lists(st.sampled_from([None, *Effect]), min_size=count, max_size=count))
    levels = (
        Level(name, name, name, name, value if valued else None, effect)
        for name, value, effect in zip("abcd", values, effects, strict=False)
    )
    return Scale("skala", "Skala", tuple(levels), ordered)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Every kind of form, most of them with values."""
    kind = draw(st.sampled_from(["level", "level", "level", "axes", "selection", "text", "names"]))
    if kind == "text":
        return TEXT
    if kind == "axes":
        first = draw(scales())
        return product(first, draw(scales()), *draw(st.sets(st.sampled_from([each.id for each in first.levels]))))
    return some(draw(scales())) if kind == "selection" else one(draw(scales(valued=kind == "level")))


@st.composite
def aggregations(draw: st.DrawFn) -> Aggregation:
    """A method with all that it needs; thresholds "t0", "t1", … rise."""
    method = draw(st.sampled_from(Method))
    steps = zip(draw(rising(4, 1)), draw(rising(4, 4)), strict=False) if method is Method.INDEX else ()
    limits = draw(rising(3)) if method is not Method.NONE else []
    down, up = draw(st.one_of(st.just([None, None]), rising(2, 2)))
    return Aggregation(
        method,
        met=draw(numbers) if method is Method.SHARE_MET else None,
        steps=tuple(IndexStep(at, index) for at, index in steps),
        thresholds=tuple(Threshold(f"t{number}", "", at) for number, at in enumerate(limits)),
        up=up,
        down=down,
    )


@st.composite
def criteria(draw: st.DrawFn, name: str, fields: list[str], form: Form | None = None) -> Criterion:
    """A criterion in one of the fields, sometimes with a knock-out or a gate."""
    form = form or draw(forms())
    names = [level.id for axis in form.axes[:1] for level in axis.scale.levels]
    some_levels = st.frozensets(st.sampled_from(names), max_size=2) if names else st.just(frozenset[str]())
    found = criterion(name, form, draw(weights), field=draw(st.sampled_from(fields)))
    if names and draw(st.integers(0, 2)) == 2:
        found = replace(found, knock_out=KnockOut(draw(some_levels), draw(st.sampled_from(["t0", "t1", "t2"]))))
    if names and draw(st.integers(0, 5)) == 5:
        closes = draw(st.lists(st.sampled_from(fields), min_size=1, unique=True))
        found = replace(found, gate=Gate(draw(some_levels), tuple(closes)))
    return found


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """One to three dimensions and up to six criteria."""
    names = ["x", "y", "z"][: draw(st.integers(1, 3))]
    dimensions = {name: Dimension(name, name, draw(aggregations()), Fraction(draw(weights))) for name in names}
    found = [draw(criteria(f"k{number}", names)) for number in range(draw(st.integers(1, 6)))]
    return catalogue(found, draw(aggregations()), **dimensions)


@st.composite
def ratings(draw: st.DrawFn, of: Criterion) -> Rating:
    """A rating of a criterion: a non-value, or levels and sometimes measures, or a text."""
    if draw(st.integers(0, 3)) == 3:
        return rating(of.id, draw(st.sampled_from(NonValue)))
    if of.form.kind is FormKind.TEXT:
        return Rating(of.id, Place(""), text="So ist es.")
    answers = list(answers_of(of.form))
    if of.form.kind is FormKind.SELECTION:
        chosen = draw(st.sets(st.sampled_from([levels[0] for levels in answers]), min_size=1))
        return rating(of.id, " ".join(sorted(chosen)))
    planned = draw(measures(answers)) if of.form.kind is FormKind.LEVEL else []
    return rating(of.id, " ".join(draw(st.sampled_from(answers))), *planned)


def measures(answers: list[tuple[str, ...]]) -> st.SearchStrategy[list[Measure]]:
    """Up to two measures that may be expected to bring one of these answers."""
    expected = st.sampled_from(["", *(levels[0] for levels in answers)])
    return st.lists(st.builds(Measure, st.just("tun"), st.sampled_from(MeasureState), expected=expected), max_size=2)


@st.composite
def assessments(draw: st.DrawFn, of: Catalogue) -> Assessment:
    """An assessment by a catalogue, in any order and not always complete. What a gate has closed is not rated."""
    found = [draw(ratings(each)) for each in of.criteria if draw(st.integers(0, 4)) < 4]
    return assessment(*draw(st.permutations(open_ratings(found, of))))


def open_ratings(found: Iterable[Rating], of: Catalogue) -> list[Rating]:
    """The ratings without those in closed fields."""
    known = [(each, of.criterion(each.criterion)) for each in found]
    gates = [(each, ask.gate) for each, ask in known if ask.gate]
    closed = {field for each, ends in gates if ends.levels.intersection(each.levels[:1]) for field in ends.fields}
    return [each for each, ask in known if ask.gate or ask.field not in closed]


@st.composite
def checks(draw: st.DrawFn) -> tuple[Assessment, Catalogue]:
    """An assessment and its catalogue."""
    found = draw(catalogues())
    return draw(assessments(found)), found
