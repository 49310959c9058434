"""Scoring: what holds for every catalogue and every assessment, also with gates, measures, unordered scales, knock-outs of any level.

Properties of one and the same result are looked at together: to draw a catalogue takes longer than to score by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from probes import (
    a_catalogue,
    a_rating,
    an_answer,
    answered,
    answers_of,
    catalogue,
    checks,
    criterion,
    numbers,
    one,
    open_ratings,
    pick,
    rating,
    scale,
    span_of,
)
from pruefbuch.model.assessments import Assessment, MeasureState, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, FormKind, Method, Threshold
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import NextStep, Result, Score, Standing, StepKind
from pruefbuch.scoring import result as result_room
from pruefbuch.scoring import score
from pruefbuch.scoring.methods import rule_of, weighted_sum
from pruefbuch.scoring.plan import plan_of
from pruefbuch.scoring.reach import Part, gains_by_silence, limits, parts_of

Check = tuple[Assessment, Catalogue]
CHECKS = checks()
UNKNOWN = [word for word in NonValue if word is not NonValue.NOT_APPLICABLE]


def scores(result: Result) -> list[Score | None]:
    """The scores of all dimensions and of the whole."""
    return [*(part.score for part in result.dimensions), result.overall]


def aggregations(by: Catalogue) -> list[Aggregation]:
    """How all dimensions and the whole are reckoned."""
    return [*(each.aggregation for each in by.dimensions), by.overall]


def pairs(before: Result, after: Result) -> list[tuple[Score, Score]]:
    """The scores of two results side by side; both have the same."""
    both = list(zip(scores(before), scores(after), strict=True))
    assert all((old is None) == (new is None) for old, new in both)
    return [(old, new) for old, new in both if old and new]


def height(level: Threshold | None) -> Fraction:
    """By which levels of one score compare."""
    return Fraction(-(10**9)) if level is None else level.at


def with_rating(assessment: Assessment, new: Rating) -> Assessment:
    others = (each for each in assessment.ratings if each.criterion != new.criterion)
    return replace(assessment, ratings=(*others, new))


def without(assessment: Assessment, name: str) -> Assessment:
    return replace(assessment, ratings=tuple(each for each in assessment.ratings if each.criterion != name))


def gates(of: Criterion, *ratings_: Rating | None) -> bool:
    """Whether one of these ratings ends the check of fields."""
    return of.gate is not None and any(each and of.gate.levels.intersection(each.levels[:1]) for each in ratings_)


def standing(result: Result, name: str) -> Standing:
    return next(part.standings[name] for part in result.dimensions if name in part.standings)


def aggregated(by: Catalogue) -> tuple[list[Aggregation], list[list[Part]]]:
    """How all dimensions and the whole are reckoned, with what may be added in each."""
    plan, whole = plan_of(by), list[Part]()
    every = [parts_of(each, plan) for each in plan.dimensions]
    for each, parts in zip(plan.dimensions, every, strict=True):
        found = each.rule and limits(each.dimension.aggregation, each.rule, parts)
        if each.rule and found:
            low, high = (each.rule.finish(points, each.dimension.aggregation) for points in found)
            whole.append(Part(each.dimension.weight, low, high, all(part.optional for part in parts)))
    return aggregations(by), [*every, whole]


def silence_pays(aggregation: Aggregation, parts: list[Part]) -> bool:
    """Whether no such catalogue can be read."""
    rule = rule_of(aggregation.method)
    return rule is not None and gains_by_silence(aggregation, rule, parts)


# -- one result --------------------------------------------------------------------------------------------------------


def check_numbers(result: Result) -> None:
    """Every number is an exact fraction, and every interval lies within its limits."""
    for figure in filter(None, scores(result)):
        ends = (figure.worst, figure.low, figure.high, figure.best)
        assert {type(each) for each in (*ends, figure.points_low, figure.points_high, figure.divisor)} == {Fraction}
        assert ends == tuple(sorted(ends))
        assert all(term.worst <= term.low <= term.high <= term.best for term in figure.terms)
    assert {type(step.gain) for step in result.next_steps} <= {Fraction}


def check_levels(result: Result, by: Catalogue) -> None:
    """No level is above the bound that it is granted on, or above a cap."""
    for figure, aggregation in zip(scores(result), aggregations(by), strict=True):
        if figure is None:
            continue
        for value, level in ((figure.low, figure.threshold_uncapped), (figure.high, figure.threshold_at_best)):
            assert level is None or level.at <= value
        reached = [each for each in aggregation.thresholds if each.at <= figure.low][-1:]
        assert reached == [figure.threshold_uncapped] * bool(figure.threshold_uncapped)
        at = {each.id: each.at for each in aggregation.thresholds}
        caps = [at[cap.threshold] for cap in figure.caps]
        certain = [at[cap.threshold] for cap in figure.caps if cap.certain]
        assert height(figure.threshold) == min(height(figure.threshold_uncapped), *caps, 10**9)
        assert height(figure.threshold_at_best) <= min(certain, default=10**9)
        assert height(figure.threshold) <= height(figure.threshold_at_best)


def check_standings(result: Result, by: Catalogue) -> None:
    """Every criterion stands in one dimension, and what is asked and answered is counted."""
    every = {name: standing for part in result.dimensions for name, standing in part.standings.items()}
    assert sorted(every) == sorted(each.id for each in by.criteria)
    assert result.answered == sum(standing is Standing.RATED for standing in every.values())
    assert result.asked == result.answered + sum(standing is Standing.UNKNOWN for standing in every.values())


def check_order(result: Result, found: Assessment, by: Catalogue) -> None:
    """The order of ratings changes nothing."""
    for mixed in (found.ratings[::-1], sorted(found.ratings, key=lambda each: each.criterion)):
        assert score(replace(found, ratings=tuple(mixed)), by) == result


@given(CHECKS)
def test_every_result(check: Check) -> None:
    result = score(*check)
    check_numbers(result)
    check_levels(result, check[1])
    check_standings(result, check[1])
    check_order(result, *check)
    check_steps(result, *check)


# -- next steps --------------------------------------------------------------------------------------------------------

ORDER = [StepKind.ANSWER, StepKind.MEASURE, StepKind.IMPROVE]


def improvements(found: Assessment, asked: Criterion) -> Iterator[tuple[StepKind, tuple[str, ...]]]:
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


def check_steps(result: Result, found: Assessment, by: Catalogue) -> None:
    """Every step is tried by scoring again: nothing is missing, no gain is wrong, one for each criterion, in order."""
    open_terms = {term.id for part in result.dimensions if part.score for term in part.score.terms}
    every: list[tuple[tuple[Fraction, bool, int, int], NextStep]] = []
    for position, asked in enumerate(by.criteria):
        if asked.id in open_terms:
            tried = [step(result, found, by, asked, kind, to) for kind, to in improvements(found, asked)]
            ranked = [((-each.gain, not each.lifts_cap, ORDER.index(each.kind), position), each) for each in tried if each]
            every += sorted(ranked, key=lambda row: row[0])[:1]
    every.sort(key=lambda row: row[0])
    assert list(result.next_steps) == [each for _, each in every][:5]


# -- one answer more, fewer, better ------------------------------------------------------------------------------------


@st.composite
def changes(draw: st.DrawFn) -> tuple[Check, Criterion, Rating, Rating]:
    """A check with one of its criteria and two answers to it, the first of which the assessment gives; no gate is closed by either."""
    found, by = draw(CHECKS)
    rated = {each.criterion for each in found.ratings}
    closing = {field for each in by.criteria if each.gate for field in each.gate.fields}
    askable = [each for each in by.criteria if each.field not in closing or each.id in rated]
    assume(askable)
    asked = pick(draw, askable)
    answers = an_answer(draw, asked), an_answer(draw, asked)
    assume(not gates(asked, *answers))
    return (with_rating(found, answers[0]), by), asked, *answers


CHANGES = changes()


@given(CHANGES, st.sampled_from(UNKNOWN))
def test_hiding_an_answer_helps_nobody(case: tuple[Check, Criterion, Rating, Rating], word: NonValue) -> None:
    """Neither lower bound nor level rises, and the interval does not narrow; so an answer never widens it either."""
    (found, by), asked, _, _ = case
    shown, hidden = score(found, by), score(with_rating(found, rating(asked.id, word)), by)
    assert score(without(found, asked.id), by) == hidden
    assert hidden.answered == shown.answered - (standing(shown, asked.id) is Standing.RATED)
    assert hidden.asked == shown.asked
    for old, new in pairs(shown, hidden):
        assert new.low <= old.low <= old.high <= new.high
        assert height(new.threshold) <= height(old.threshold)
        assert height(old.threshold_uncapped) >= height(new.threshold_uncapped)
        assert {cap.criterion for cap in old.caps} <= {cap.criterion for cap in new.caps}
    before, after = ({(each.up, each.down): each.certain for each in result.conflicts} for result in (shown, hidden))
    assert before.keys() <= after.keys()
    assert all(before.get(pair, False) or not certain for pair, certain in after.items())


@given(CHANGES, st.sampled_from(UNKNOWN))
def test_saying_nothing_is_no_better_than_not_applicable(case: tuple[Check, Criterion, Rating, Rating], word: NonValue) -> None:
    """In every catalogue that is read without an error: neither lower bounds rise, nor does a possible conflict become certain."""
    (found, by), asked, _, _ = case
    assume(not asked.gate and not any(map(silence_pays, *aggregated(by))))
    left_out = score(with_rating(found, rating(asked.id, NonValue.NOT_APPLICABLE)), by)
    hidden = score(with_rating(found, rating(asked.id, word)), by)
    for old, new in zip(scores(left_out), scores(hidden), strict=True):
        assert old is None or (new is not None and new.low <= old.low)
    before, after = ({(each.up, each.down): each.certain for each in result.conflicts} for result in (left_out, hidden))
    assert before.keys() <= after.keys()
    assert all(before[pair] or not after[pair] for pair in before)


@given(CHECKS)
def test_no_figure_lies_beyond_the_limits(check: Check) -> None:
    """What catalogues are judged by: the least and the greatest that can come up."""
    result, by = score(*check), check[1]
    for figure, aggregation, parts in zip(scores(result), *aggregated(by), strict=True):
        rule = rule_of(aggregation.method)
        found = rule and limits(aggregation, rule, parts)
        if figure is None or rule is None:
            continue
        assert found is not None
        low, high = (rule.finish(points, aggregation) for points in found)
        assert low <= figure.low <= figure.high <= high


@given(CHANGES)
def test_a_better_answer_lowers_nothing(case: tuple[Check, Criterion, Rating, Rating]) -> None:
    (found, by), asked, *answers = case
    assume(asked.form.valued)
    worse, better = sorted(answers, key=lambda each: span_of(asked.form, each.levels))
    (low, high), (better_low, better_high) = span_of(asked.form, worse.levels), span_of(asked.form, better.levels)
    assume(low <= better_low and high <= better_high)
    free = asked.knock_out is None or asked.knock_out.levels.isdisjoint(
        better.levels if asked.form.kind is FormKind.SELECTION else better.levels[:1]
    )
    for old, new in pairs(score(with_rating(found, worse), by), score(with_rating(found, better), by)):
        assert (old.low <= new.low) and (old.high <= new.high)
        assert not free or height(old.threshold) <= height(new.threshold)


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


# -- weights, sums, and what is kept -----------------------------------------------------------------------------------


@given(CHECKS, st.sampled_from([Fraction(1, 5), Fraction(1, 2), Fraction(3), Fraction(7, 3)]))
def test_weights_scale_freely(check: Check, factor: Fraction) -> None:
    """Only a sum grows with its weights; a table of points is made for the weights that it is used with."""
    found, by = check
    scaled = replace(by, criteria=tuple(replace(each, weight=each.weight * factor) for each in by.criteria))
    for old, new in zip(score(found, by).dimensions, score(found, scaled).dimensions, strict=True):
        if old.score and new.score and old.score.method is not Method.INDEX:
            rule = rule_of(old.score.method)
            assert rule is not None
            grows = factor if rule.weighted and not rule.divided else 1
            assert (new.score.low, new.score.high) == (old.score.low * grows, old.score.high * grows)


@given(st.lists(st.tuples(numbers, st.builds(Fraction, st.integers(), st.integers(1, 10**9))), max_size=6))
def test_the_quick_sum_of_products_is_the_sum_of_products(found: list[tuple[Fraction, Fraction]]) -> None:
    assert weighted_sum(found) == sum((a * b for a, b in found), Fraction(0))


def test_a_plan_is_made_once_for_each_catalogue() -> None:
    by = catalogue([criterion("k", one(scale("nein 0, ja 1")))])
    assert plan_of(by) is plan_of(by)
    assert plan_of(by) is not plan_of(replace(by))


@st.composite
def two_of_one_catalogue(draw: st.DrawFn) -> tuple[Catalogue, list[Assessment]]:
    """Two assessments by one catalogue."""
    by = a_catalogue(draw)
    found = [open_ratings([a_rating(draw, each) for each in by.criteria], by) for _ in range(2)]
    return by, [replace(answered({}), ratings=tuple(each)) for each in found]


@given(two_of_one_catalogue())
def test_assessments_do_not_influence_each_other(case: tuple[Catalogue, list[Assessment]]) -> None:
    """What is kept of a catalogue does not depend on what was scored by it before, nor on how much of it is kept."""
    by, both = case
    first = [score(each, by) for each in both]
    again = replace(by)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(result_room, "_MOST", 0)
        assert [score(each, again) for each in reversed(both)] == first[::-1]
    assert [score(each, again) for each in both] == first
