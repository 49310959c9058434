"""Hypothesis strategies for catalogues and assessments that are valid by construction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from hypothesis import strategies as st

from pruefbuch.model.assessments import Assessment, AssessmentStatus, Origin, Rating, Subject, SubjectKind
from pruefbuch.model.catalogues import (
    Aggregation,
    Axis,
    Catalogue,
    CatalogueKind,
    Criterion,
    Dimension,
    Edition,
    EditionStatus,
    Field,
    Form,
    FormKind,
    IndexStep,
    KnockOut,
    Level,
    Method,
    Scale,
    Stage,
    Threshold,
)
from pruefbuch.model.common import NonValue, PartialDate, Place

UNKNOWN = tuple(word for word in NonValue if word is not NonValue.NOT_APPLICABLE)
NUMBERS = st.builds(Fraction, st.integers(-12, 12), st.sampled_from([1, 2, 3]))
WEIGHTS = st.sampled_from([Fraction(0), Fraction(1, 4), Fraction(1), Fraction(1), Fraction(3, 2), Fraction(3)])


@dataclass(frozen=True, slots=True)
class Case:
    """A catalogue with an assessment by it."""

    catalogue: Catalogue
    assessment: Assessment


def scale(scale_id: str, values: list[Fraction]) -> Scale:
    """A scale with levels l0, l1, … of rising values."""
    ordered = sorted(values)
    return Scale(scale_id, scale_id, tuple(Level(f"l{n}", f"L{n}", f"{n}", f"{n}", value) for n, value in enumerate(ordered)))


def dimension(name: str, aggregation: Aggregation, weight: Fraction = Fraction(1)) -> Dimension:
    return Dimension(name, name, aggregation, weight)


def catalogue(dimensions: tuple[Dimension, ...], criteria: tuple[Criterion, ...], overall: Aggregation) -> Catalogue:
    """A catalogue with one field for each dimension, of the same id."""
    return Catalogue(
        id="k",
        edition=Edition("1", PartialDate(2026), EditionStatus.DRAFT),
        kind=CatalogueKind.OWN,
        title="K",
        notice="",
        licence="",
        scales=(),
        dimensions=dimensions,
        fields=tuple(Field(each.id, each.id, each.id) for each in dimensions),
        stages=(Stage("main", "Prüfung"),),
        criteria=criteria,
        overall=overall,
        delegation=True,
    )


def assessment(ratings: Mapping[str, Rating]) -> Assessment:
    return Assessment(
        id="ort/x",
        path="assessments/ort/x.yml",
        checksum="",
        municipality="ort",
        catalogue="k@1",
        subject=Subject("x", "X", SubjectKind.PROJECT, digital=False),
        date=None,
        status=AssessmentStatus.FINAL,
        origin=Origin.OWN,
        ratings=tuple(ratings.values()),
    )


def rating(criterion: str, *levels: str, non_value: NonValue | None = None) -> Rating:
    return Rating(criterion, Place("x.yml"), levels, non_value)


def with_rating(case: Case, new: Rating | None, criterion: str) -> Assessment:
    """The assessment with one rating replaced, or taken away."""
    ratings = {each.criterion: each for each in case.assessment.ratings}
    if new is None:
        ratings.pop(criterion, None)
    else:
        ratings[criterion] = new
    return replace(case.assessment, ratings=tuple(ratings.values()))


@st.composite
def aggregations(draw: st.DrawFn, *, with_none: bool = True) -> Aggregation:
    method = draw(st.sampled_from([method for method in Method if with_none or method is not Method.NONE]))
    ats = sorted(draw(st.sets(NUMBERS, max_size=3)))
    thresholds = tuple(Threshold(f"t{n}", f"T{n}", at) for n, at in enumerate(ats)) if method is not Method.NONE else ()
    met = draw(NUMBERS) if method is Method.SHARE_MET else None
    steps: tuple[IndexStep, ...] = ()
    if method is Method.INDEX:
        points = sorted(draw(st.sets(NUMBERS.map(lambda each: each * 4), min_size=1, max_size=4)))
        steps = tuple(IndexStep(at, Fraction(n)) for n, at in enumerate(points))
    return Aggregation(method, met, steps, thresholds, Fraction(1), Fraction(-1))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    kind = draw(st.sampled_from(FormKind))
    if kind is FormKind.TEXT:
        return Form(kind)
    values = st.sets(NUMBERS, min_size=2, max_size=5).map(list)
    first = Axis("a", "A", scale("s", draw(values)))
    if kind is not FormKind.AXES:
        return Form(kind, (first,))
    unless = frozenset(draw(st.sets(st.sampled_from([level.id for level in first.scale.levels]), max_size=2)))
    return Form(kind, (first, Axis("b", "B", scale("z", draw(values)), unless)))


@st.composite
def criteria(draw: st.DrawFn, name: str, field: str, caps: list[str]) -> Criterion:
    form = draw(forms())
    weight = draw(WEIGHTS)
    knock_out = None
    if caps and form.kind is FormKind.LEVEL and draw(st.booleans()):
        # A knock-out is triggered by the worst levels; one by good levels would reward worse answers.
        worst = form.axes[0].scale.levels[: draw(st.integers(1, len(form.axes[0].scale.levels) - 1))]
        knock_out = KnockOut(frozenset(level.id for level in worst), draw(st.sampled_from(caps)))
    return Criterion(name, field, "main", name, name, form, weight, allows=frozenset(NonValue), knock_out=knock_out)


@st.composite
def ratings(draw: st.DrawFn, criterion: Criterion) -> Rating | None:
    """Any rating of a criterion: levels, unknown in every way, or not applicable."""
    choice = draw(st.sampled_from(["levels", "levels", "unknown", "missing", "not-applicable"]))
    if choice == "missing":
        return None
    if choice == "unknown":
        return rating(criterion.id, non_value=draw(st.sampled_from(UNKNOWN)))
    if choice == "not-applicable":
        return rating(criterion.id, non_value=NonValue.NOT_APPLICABLE)
    return draw(answers(criterion))


@st.composite
def answers(draw: st.DrawFn, criterion: Criterion) -> Rating:
    """A rating that answers."""
    form = criterion.form
    if form.kind is FormKind.TEXT:
        return rating(criterion.id)._replace(text="Text")
    levels = [[level.id for level in axis.scale.levels] for axis in form.axes]
    first = draw(st.sampled_from(levels[0]))
    if form.kind is FormKind.SELECTION:
        chosen = draw(st.sets(st.sampled_from(levels[0]), min_size=1))
        return rating(criterion.id, *(level for level in levels[0] if level in chosen))
    if form.kind is FormKind.LEVEL or first in form.axes[1].unless:
        return rating(criterion.id, first)
    return rating(criterion.id, first, draw(st.sampled_from(levels[1])))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    dimensions = tuple(dimension(f"d{n}", draw(aggregations()), draw(WEIGHTS)) for n in range(draw(st.integers(1, 3))))
    overall = draw(aggregations())
    found: list[Criterion] = []
    for group in dimensions:
        caps = [threshold.id for threshold in (*group.aggregation.thresholds, *overall.thresholds)]
        count = draw(st.integers(0 if found else 1, 4))
        found += [draw(criteria(f"{group.id}-c{n}", group.id, caps)) for n in range(count)]
    book = catalogue(dimensions, tuple(found), overall)
    drawn = {each.id: draw(ratings(each)) for each in found}
    return Case(book, assessment({name: each for name, each in drawn.items() if each is not None}))
