"""Scoring: what holds for every catalogue and assessment, also with gates, measures, unordered scales and knock-outs of any level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from probes import (
    answered,
    answers_of,
    catalogue,
    catalogues,
    checks,
    criterion,
    one,
    open_ratings,
    rating,
    ratings,
    scale,
    span_of,
)
from pruefbuch.model.assessments import Assessment, MeasureState, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, FormKind, Method, Threshold
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import NextStep, Result, Score, Standing, StepKind
from pruefbuch.scoring import score
from pruefbuch.scoring.methods import weighted_sum
from pruefbuch.scoring.plan import plan_of

Check = tuple[Assessment, Catalogue]


def scores(result: Result) -> list[Score | None]:
    """The scores of all dimensions and of the whole."""
    return [*(part.score for part in result.dimensions), result.overall]


def pairs(before: Result, after: Result) -> list[tuple[Score, Score]]:
    """The scores of two results side by side; both have the same."""
    both = list(zip(scores(before), scores(after), strict=True))
    assert all((old is None) == (new is None) for old, new in both)
    return [(old, new) for old, new in both if old and new]


def height(level: Threshold | None) -> Fraction:
    """By which levels of one score compare."""
    return Fraction(-(10**9)) if level is None else level.at


def with_rating(assessment: Assessment, new: Rating) -> Assessment:
    kept = (each for each in assessment.ratings if each.criterion != new.criterion)
    return replace(assessment, ratings=(*kept, new))


def without(assessment: Assessment, name: str) -> Assessment:
    return replace(assessment, ratings=tuple(each for each in assessment.ratings if each.criterion != name))


def gates(of: Criterion, *ratings_: Rating | None) -> bool:
    """Whether one of these ratings ends the check of fields."""
    return of.gate is not None and any(each and of.gate.levels.intersection(each.levels[:1]) for each in ratings_)


def standing(result: Result, name: str) -> Standing:
    return next(part.standings[name] for part in result.dimensions if name in part.standings)


@st.composite
def rated(draw: st.DrawFn) -> tuple[Check, Criterion, Rating]:
    """A check with one of its criteria and the levels or text that it is rated with; no gate is closed by it."""
    found, by = draw(checks())
    known = {each.criterion: each for each in found.ratings if each.non_value is None}
    rows = [(each, known[each.id]) for each in by.criteria if each.id in known and not gates(each, known[each.id])]
    assume(rows)
    return (found, by), *draw(st.sampled_from(rows))


# -- intervals ---------------------------------------------------------------------------------------------------------


@given(checks())
def test_every_number_is_an_exact_fraction(check: Check) -> None:
    result = score(*check)
    for figure in scores(result):
        if figure:
            numbers_ = (
                figure.points_low,
                figure.points_high,
                figure.divisor,
                figure.worst,
                figure.best,
                figure.low,
                figure.high,
            )
            assert {type(each) for each in numbers_} == {Fraction}
    assert {type(step.gain) for step in result.next_steps} <= {Fraction}


@given(rated(), st.data())
def test_a_better_answer_lowers_nothing(case: tuple[Check, Criterion, Rating], data: st.DataObject) -> None:
    (found, by), asked, now = case
    assume(asked.form.valued)
    low, high = span_of(asked.form, now.levels)
    better = [levels for levels in answers_of(asked.form) if low <= (value := span_of(asked.form, levels)[0]) and high <= value]
    assume(better)
    then = rating(asked.id, " ".join(data.draw(st.sampled_from(better))))
    assume(not gates(asked, then))
    free = asked.knock_out is None or asked.knock_out.levels.isdisjoint(then.levels[:1])
    for old, new in pairs(score(found, by), score(with_rating(found, then), by)):
        assert (old.low <= new.low) and (old.high <= new.high)
        assert not free or height(old.threshold) <= height(new.threshold)


@given(rated(), st.sampled_from([word for word in NonValue if word is not NonValue.NOT_APPLICABLE]))
def test_hiding_an_answer_helps_nobody(case: tuple[Check, Criterion, Rating], word: NonValue) -> None:
    """Neither lower bound nor level rises, and the interval does not narrow; so an answer never widens it either."""
    (found, by), asked, _ = case
    shown, hidden = score(found, by), score(with_rating(found, rating(asked.id, word)), by)
    assert score(without(found, asked.id), by) == hidden
    assert hidden.answered == shown.answered - (standing(shown, asked.id) is Standing.RATED)
    assert hidden.asked == shown.asked
    for old, new in pairs(shown, hidden):
        assert new.low <= old.low <= old.high <= new.high
        assert height(new.threshold) <= height(old.threshold)
        assert height(old.threshold_uncapped) >= height(new.threshold_uncapped)


@given(st.lists(st.sampled_from(["hemmend", "neutral", "fördernd", *NonValue]), min_size=1, max_size=5), st.data())
def test_on_one_scale_unknown_is_no_better_than_not_applicable(words: list[str | NonValue], data: st.DataObject) -> None:
    method = data.draw(st.sampled_from([Method.WEIGHTED_MEAN, Method.SHARE_MET, Method.MINIMUM]))
    effect = one(scale("hemmend -1, neutral 0, fördernd 1"))
    asked = [criterion(f"k{number}", effect) for number in range(len(words))]
    by = catalogue(asked, f=Aggregation(method, met=Fraction(1)))
    given_ = {f"k{number}": word for number, word in enumerate(words)}
    left_out = score(answered(given_), by).dimensions[0].score
    assume(left_out is not None)
    hidden = {name: NonValue.UNANSWERED if word is NonValue.NOT_APPLICABLE else word for name, word in given_.items()}
    unknown = score(answered(hidden), by).dimensions[0].score
    assert unknown is not None and left_out is not None
    assert unknown.low <= left_out.low


@given(checks(), st.data())
def test_the_order_of_ratings_changes_nothing(check: Check, data: st.DataObject) -> None:
    found, by = check
    mixed = replace(found, ratings=tuple(data.draw(st.permutations(found.ratings))))
    assert score(mixed, by) == score(found, by)


@given(st.lists(st.tuples(st.fractions(), st.fractions())))
def test_the_quick_sum_of_products_is_the_sum_of_products(found: list[tuple[Fraction, Fraction]]) -> None:
    assert weighted_sum(found) == sum((a * b for a, b in found), Fraction(0))


# -- levels ------------------------------------------------------------------------------------------------------------


def limits(by: Catalogue) -> list[tuple[Threshold, ...]]:
    return [*(each.aggregation.thresholds for each in by.dimensions), by.overall.thresholds]


@given(checks())
def test_no_level_above_the_lower_bound_or_a_cap(check: Check) -> None:
    for figure, thresholds in zip(scores(score(*check)), limits(check[1]), strict=True):
        if figure is None:
            continue
        for value, level in ((figure.low, figure.threshold_uncapped), (figure.high, figure.threshold_at_best)):
            assert level is None or level.at <= value
        assert [each for each in thresholds if each.at <= figure.low][-1:] == [figure.threshold_uncapped] * bool(
            figure.threshold_uncapped
        )
        at = {each.id: each.at for each in thresholds}
        caps = [at[cap.threshold] for cap in figure.caps]
        assert height(figure.threshold) == min(height(figure.threshold_uncapped), *caps, 10**9)
        assert height(figure.threshold_at_best) <= min([at[cap.threshold] for cap in figure.caps if cap.certain], default=10**9)
        assert height(figure.threshold) <= height(figure.threshold_at_best)


# -- standings ---------------------------------------------------------------------------------------------------------


@given(checks())
def test_asked_and_answered(check: Check) -> None:
    found, by = check
    result = score(found, by)
    every = {name: standing for part in result.dimensions for name, standing in part.standings.items()}
    assert sorted(every) == sorted(each.id for each in by.criteria)
    assert result.answered == sum(standing is Standing.RATED for standing in every.values())
    assert result.asked == result.answered + sum(standing is Standing.UNKNOWN for standing in every.values())


# -- next steps --------------------------------------------------------------------------------------------------------


ORDER = [StepKind.ANSWER, StepKind.MEASURE, StepKind.IMPROVE]


def ways(found: Assessment, asked: Criterion) -> Iterator[tuple[StepKind, tuple[str, ...]]]:
    """Every step that a criterion may be, by the rules as they are written down."""
    now = next((each for each in found.ratings if each.criterion == asked.id), None)
    if now is None or now.non_value is not None:
        best = max(span_of(asked.form, levels)[0] for levels in answers_of(asked.form))
        yield from ((StepKind.ANSWER, levels) for levels in answers_of(asked.form) if span_of(asked.form, levels)[0] == best)
    elif asked.form.kind is FormKind.LEVEL:
        worth = {levels: span_of(asked.form, levels)[0] for levels in answers_of(asked.form)}
        better = {
            levels: worth[levels] for levels in sorted(worth, key=lambda each: worth[each]) if worth[levels] > worth[now.levels]
        }
        under_way = {each.expected for each in now.measures if each.state in (MeasureState.PLANNED, MeasureState.RUNNING)}
        yield from ((StepKind.MEASURE, levels) for levels in better if levels[0] in under_way)
        if better:
            yield StepKind.IMPROVE, min(better, key=lambda levels: better[levels])


def step(
    result: Result, found: Assessment, by: Catalogue, asked: Criterion, kind: StepKind, to: tuple[str, ...]
) -> NextStep | None:
    """The step, reckoned by scoring the assessment once more with the new answer; None where it brings nothing."""
    now = next((each for each in found.ratings if each.criterion == asked.id), None)
    then = rating(asked.id, " ".join(to))
    if gates(asked, now, then):
        return None
    dimension = by.field(asked.field).dimension
    at = [each.id for each in by.dimensions].index(dimension)
    old, new = scores(result)[at], scores(score(with_rating(found, then), by))[at]
    assert old and new
    lifts = [asked.id in {cap.criterion for cap in figure.caps} for figure in (old, new)] == [True, False]
    reaches = new.threshold if new.threshold != old.threshold else None
    if new.low == old.low and not (lifts and new.threshold != old.threshold):
        return None
    return NextStep(kind, asked.id, dimension, "" if kind is StepKind.ANSWER else to[0], new.low - old.low, lifts, reaches)


@given(checks())
def test_next_steps_are_the_greatest_of_all_that_there_are(check: Check) -> None:
    """Every step is tried by scoring again: nothing is missing, no gain is wrong, one for each criterion, in order."""
    found, by = check
    result = score(found, by)
    open_terms = {term.id for part in result.dimensions if part.score for term in part.score.terms}
    every: list[tuple[tuple[Fraction, bool, int, int], NextStep]] = []
    for position, asked in enumerate(by.criteria):
        if asked.id in open_terms:
            tried = [step(result, found, by, asked, kind, to) for kind, to in ways(found, asked)]
            ranked = [((-each.gain, not each.lifts_cap, ORDER.index(each.kind), position), each) for each in tried if each]
            every += sorted(ranked, key=lambda row: row[0])[:1]
    every.sort(key=lambda row: row[0])
    assert list(result.next_steps) == [each for _, each in every][:5]


# -- one plan for many -------------------------------------------------------------------------------------------------


def test_a_plan_is_made_once_for_each_catalogue() -> None:
    by = catalogue([criterion("k", one(scale("nein 0, ja 1")))])
    assert plan_of(by) is plan_of(by)
    assert plan_of(by) is not plan_of(replace(by))


@given(catalogues(), st.data())
def test_assessments_do_not_influence_each_other(by: Catalogue, data: st.DataObject) -> None:
    """What is kept of a catalogue does not depend on what was scored by it before."""
    found = [open_ratings([data.draw(ratings(each)) for each in by.criteria], by) for _ in range(2)]
    both = [replace(answered({}), ratings=tuple(each)) for each in found]
    first = [score(each, by) for each in both]
    again = replace(by)
    assert [score(each, again) for each in reversed(both)] == first[::-1]
