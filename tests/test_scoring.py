"""Scoring: every method against a table reckoned by hand, and what holds for every catalogue and every assessment."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pruefbuch.model.assessments import Assessment, Exemption, Measure, MeasureState, Rating
from pruefbuch.model.catalogues import (
    Aggregation,
    Axis,
    Catalogue,
    Criterion,
    Effect,
    Form,
    FormKind,
    Gate,
    IndexStep,
    KnockOut,
    Level,
    Method,
    Scale,
    Threshold,
)
from pruefbuch.model.common import Link, NonValue
from pruefbuch.model.results import Cap, Conflict, NextStep, Outcome, Result, Score, Standing, StepKind
from pruefbuch.scoring import SCORING_VERSION, score
from pruefbuch.scoring import result as result_room
from strategies import Case, answers, assessment, cases, catalogue, dimension, rating, scale, with_rating

F = Fraction
FIVE = scale("five", [F(-2), F(-1), F(0), F(1), F(2)])
LEVEL = Form(FormKind.LEVEL, (Axis("level", "Stufe", FIVE),))
NAMES = {"--": "l0", "-": "l1", "0": "l2", "+": "l3", "++": "l4"}
NONE = Aggregation(Method.NONE)
STUFEN = (Threshold("ok", "in Ordnung", F(0)), Threshold("gut", "gut", F(1, 2)), Threshold("top", "top", F(1)))


def criterion(name: str, weight: str = "1", field: str = "d", **more: Any) -> Criterion:
    return replace(Criterion(name, field, "main", name, name, LEVEL, F(weight)), **more)


def ratings(text: str) -> dict[str, Rating]:
    """ "a + b - c ? d n" → ratings: a level by its sign, ? unanswered, n not applicable."""
    words = text.split()
    non_values = {"?": NonValue.UNANSWERED, "n": NonValue.NOT_APPLICABLE}
    return {
        name: rating(name, non_value=non_values[sign]) if sign in non_values else rating(name, NAMES[sign])
        for name, sign in zip(words[::2], words[1::2], strict=True)
    }


def reckon(aggregation: Aggregation, weights: str, text: str) -> Result:
    """The result of one dimension whose criteria a, b, c … have these weights."""
    criteria = tuple(criterion(name, weight) for name, weight in zip("abcdefgh", weights.split(), strict=False))
    return score(assessment(ratings(text)), catalogue((dimension("d", aggregation),), criteria, NONE))


def figure(result: Result) -> Score:
    found = result.dimensions[0].score
    assert found is not None
    return found


# -- every method against a table reckoned by hand -------------------------------------------------------------------

# method, weights, ratings → low, high (−2 … +2 for each criterion)
TABLE = [
    # (1·1 + 1·0 + 2·(−1)) / 4 = −1/4
    (Aggregation(Method.WEIGHTED_MEAN), "1 1 2", "a + b 0 c -", "-1/4", "-1/4"),
    # b unknown: (1 + [−2…2] − 2) / 4 = −3/4 … 1/4
    (Aggregation(Method.WEIGHTED_MEAN), "1 1 2", "a + b ? c -", "-3/4", "1/4"),
    # b does not apply: (1 − 2) / 3
    (Aggregation(Method.WEIGHTED_MEAN), "1 1 2", "a + b n c -", "-1/3", "-1/3"),
    # weight 0 does not count, not even where unknown
    (Aggregation(Method.WEIGHTED_MEAN), "1 0 2", "a + b ? c -", "-1/3", "-1/3"),
    # Austria's Projektcheck adds: 1 + 0 − 2 = −1
    (Aggregation(Method.SUM), "1 1 2", "a + b 0 c -", "-1", "-1"),
    (Aggregation(Method.SUM), "1 1/2 2", "a + b ? c -", "-2", "0"),
    (Aggregation(Method.MINIMUM), "1 1 2", "a + b 0 c ++", "0", "0"),
    # the unknown may be the worst, or leave a + as the worst
    (Aggregation(Method.MINIMUM), "1 1 2", "a + b ? c ++", "-2", "1"),
    # the smallest value knows no weights
    (Aggregation(Method.MINIMUM), "1 0 2", "a + b -- c ++", "-2", "-2"),
    # met from + on: a and c of weights 1, 1, 2 → 3/4
    (Aggregation(Method.SHARE_MET, met=F(1)), "1 1 2", "a + b 0 c ++", "3/4", "3/4"),
    (Aggregation(Method.SHARE_MET, met=F(1)), "1 1 2", "a + b 0 c ?", "1/4", "3/4"),
    # Potsdam: points by weights of 15/10/15/15/10/10/15/10 %, then a table from points to an index
    # 15·1 + 10·2 + 15·0 + 15·(−1) + 10·0 + 10·1 + 15·1 + 10·0 = 45 → index 2
    (
        Aggregation(
            Method.INDEX,
            steps=(IndexStep(F(-200), F(0)), IndexStep(F(0), F(1)), IndexStep(F(45), F(2)), IndexStep(F(100), F(3))),
        ),
        "15 10 15 15 10 10 15 10",
        "a + b ++ c 0 d - e 0 f + g + h 0",
        "2",
        "2",
    ),
    # h unknown: 25 … 65 points → index 1 … 2
    (
        Aggregation(
            Method.INDEX,
            steps=(IndexStep(F(-200), F(0)), IndexStep(F(0), F(1)), IndexStep(F(45), F(2)), IndexStep(F(100), F(3))),
        ),
        "15 10 15 15 10 10 15 10",
        "a + b ++ c 0 d - e 0 f + g + h ?",
        "1",
        "2",
    ),
    # below the first step the first index holds
    (Aggregation(Method.INDEX, steps=(IndexStep(F(0), F(5)), IndexStep(F(1), F(6)))), "1", "a --", "5", "5"),
]


@pytest.mark.parametrize(("aggregation", "weights", "text", "low", "high"), TABLE)
def test_methods(aggregation: Aggregation, weights: str, text: str, low: str, high: str) -> None:
    found = figure(reckon(aggregation, weights, text))
    assert (found.low, found.high) == (F(low), F(high))


def test_the_reckoning_is_shown_in_full() -> None:
    found = figure(reckon(Aggregation(Method.WEIGHTED_MEAN), "1 1 2", "a + b ? c -"))
    assert [(term.id, term.weight, term.standing, term.low, term.high) for term in found.terms] == [
        ("a", 1, Standing.RATED, 1, 1),
        ("b", 1, Standing.UNKNOWN, -2, 2),
        ("c", 2, Standing.RATED, -1, -1),
    ]
    assert {(term.worst, term.best) for term in found.terms} == {(-2, 2)}
    assert (found.points_low, found.points_high, found.divisor) == (-3, 1, 4)
    assert (found.worst, found.best) == (-2, 2)
    assert found.method is Method.WEIGHTED_MEAN


@pytest.mark.parametrize(
    ("method", "divisor", "worst", "best"),
    [(Method.SUM, 1, -8, 8), (Method.MINIMUM, 1, -2, 2), (Method.SHARE_MET, 4, 0, 1), (Method.WEIGHTED_MEAN, 4, -2, 2)],
)
def test_limits_of_the_methods(method: Method, divisor: int, worst: int, best: int) -> None:
    found = figure(reckon(Aggregation(method, met=F(1)), "1 1 2", "a + b + c +"))
    assert (found.divisor, found.worst, found.best) == (divisor, worst, best)


def test_no_aggregation_is_a_method() -> None:
    result = reckon(NONE, "1 1", "a + b ?")
    assert result.dimensions[0].score is None
    assert (result.answered, result.asked) == (1, 2)


def test_without_weight_or_terms_there_is_no_figure() -> None:
    assert reckon(Aggregation(Method.WEIGHTED_MEAN), "0 0", "a + b -").dimensions[0].score is None
    assert reckon(Aggregation(Method.MINIMUM), "1", "a n").dimensions[0].score is None
    assert reckon(Aggregation(Method.SUM), "", "").dimensions[0].score is None


# -- forms -----------------------------------------------------------------------------------------------------------

IMPORTANCE = scale("importance", [F(1), F(2), F(3)])
AFFECTED = scale("affected", [F(-2), F(0), F(2)])
AXES = Form(FormKind.AXES, (Axis("i", "Bedeutung", IMPORTANCE), Axis("a", "Betroffenheit", AFFECTED)))


def one(form: Form, *levels: str, non_value: NonValue | None = None, method: Method = Method.SUM) -> Result:
    book = catalogue((dimension("d", Aggregation(method)),), (criterion("a", form=form),), NONE)
    return score(assessment({"a": rating("a", *levels, non_value=non_value)}), book)


def test_two_axes_multiply() -> None:
    """The Klima-Check of the Austrian Länder: Bedeutung × Betroffenheit."""
    found = figure(one(AXES, "l2", "l0"))
    assert (found.low, found.high, found.worst, found.best) == (-6, -6, -6, 6)
    unknown = figure(one(AXES, non_value=NonValue.CANNOT_TELL))
    assert (unknown.low, unknown.high) == (-6, 6)


def test_an_axis_that_is_not_asked_leaves_the_first_alone() -> None:
    direction = Axis("d", "Richtung", scale("direction", [F(-1), F(0), F(1)]))
    strength = Axis("s", "Stärke", scale("strength", [F(2), F(3)]), unless=frozenset({"l1"}))
    form = Form(FormKind.AXES, (direction, strength))
    assert figure(one(form, "l1")).low == 0
    assert figure(one(form, "l0", "l1")).low == -3
    assert (figure(one(form, "l1")).worst, figure(one(form, "l1")).best) == (-3, 3)


def test_the_limits_of_axes_know_what_is_not_asked() -> None:
    first = Axis("d", "D", scale("d", [F(5), F(6)]))
    second = Axis("s", "S", scale("s", [F(-1), F(0)]), unless=frozenset({"l1"}))
    found = figure(one(Form(FormKind.AXES, (first, second)), "l1"))
    assert (found.low, found.worst, found.best) == (6, -5, 6)


def test_mixed_effects_stay_an_interval() -> None:
    form = Form(FormKind.SELECTION, (Axis("level", "Wirkung", FIVE),))
    found = figure(one(form, "l0", "l3"))
    assert (found.low, found.high) == (-2, 1)
    assert (found.terms[0].id, found.terms[0].standing) == ("a", Standing.RATED)
    assert one(form, "l0", "l3").answered == 1


def test_what_has_no_value_counts_as_answered_and_is_not_reckoned_with() -> None:
    bare = Scale("s", "S", (Level("x", "x", "x", "x"), Level("y", "y", "y", "y")))
    for form in (Form(FormKind.TEXT), Form(FormKind.LEVEL, (Axis("level", "S", bare),))):
        result = one(form, *(["x"] if form.axes else []))
        assert result.dimensions[0].score is None
        assert (result.answered, result.asked) == (1, 1)


# -- what is unknown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", [word for word in NonValue if word is not NonValue.NOT_APPLICABLE])
def test_every_unknown_is_open_between_worst_and_best(word: NonValue) -> None:
    result = one(LEVEL, non_value=word)
    assert (figure(result).low, figure(result).high) == (-2, 2)
    assert (result.answered, result.asked) == (0, 1)
    assert result.dimensions[0].standings == {"a": Standing.UNKNOWN}


def test_a_missing_rating_is_unknown() -> None:
    assert figure(reckon(Aggregation(Method.WEIGHTED_MEAN), "1 1", "a +")) == figure(
        reckon(Aggregation(Method.WEIGHTED_MEAN), "1 1", "a + b ?")
    )


def test_what_does_not_apply_is_not_asked() -> None:
    result = reckon(Aggregation(Method.WEIGHTED_MEAN), "1 1", "a + b n")
    assert (result.answered, result.asked) == (1, 1)
    assert result.dimensions[0].standings["b"] is Standing.NOT_APPLICABLE


# -- levels and caps -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "level", "at_best"),
    [
        ("a - b 0", None, None),
        ("a 0 b 0", "ok", "ok"),
        ("a + b 0", "gut", "gut"),
        ("a + b ?", None, "top"),
        ("a ++ b ?", "ok", "top"),
        ("a ++ b 0", "top", "top"),
    ],
)
def test_levels_are_granted_on_the_lower_bound(text: str, level: str | None, at_best: str | None) -> None:
    found = figure(reckon(Aggregation(Method.WEIGHTED_MEAN, thresholds=STUFEN), "1 1", text))
    assert (found.threshold.id if found.threshold else None) == level
    assert (found.threshold_at_best.id if found.threshold_at_best else None) == at_best
    assert found.threshold == found.threshold_uncapped


def capped(text: str, cap: str = "ok", thresholds: tuple[Threshold, ...] = STUFEN) -> Score:
    rule = KnockOut(frozenset({"l0", "l1"}), cap)
    criteria = (criterion("a", knock_out=rule), criterion("b", "3"))
    book = catalogue((dimension("d", Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds)),), criteria, NONE)
    return figure(score(assessment(ratings(text)), book))


def test_a_knock_out_caps_for_certain() -> None:
    found = capped("a - b ++")
    assert found.low == F(5, 4)
    assert found.threshold_uncapped == STUFEN[2]
    assert found.threshold == found.threshold_at_best == STUFEN[0]
    assert found.caps == (Cap("a", "ok", certain=True),)


def test_an_unknown_knock_out_caps_what_is_granted_not_what_is_possible() -> None:
    found = capped("a ? b ++")
    assert (found.threshold_uncapped, found.threshold, found.threshold_at_best) == (STUFEN[2], STUFEN[0], STUFEN[2])
    assert found.caps == (Cap("a", "ok", certain=False),)


def test_caps_that_do_not_apply() -> None:
    assert capped("a 0 b ++").caps == ()
    assert capped("a n b ++").caps == ()
    assert capped("a - b ++", cap="woanders").caps == ()
    assert capped("a -- b --").threshold is None
    assert capped("a - b ++", cap="top").threshold == STUFEN[2]


def test_knock_outs_look_at_every_selected_level_and_at_the_first_axis_alone() -> None:
    rule = KnockOut(frozenset({"l0"}), "ok")
    thresholds = (Threshold("ok", "in Ordnung", F(-100)), Threshold("top", "top", F(-50)))

    def caps(form: Form, *levels: str) -> int:
        book = catalogue(
            (dimension("d", Aggregation(Method.SUM, thresholds=thresholds)),),
            (criterion("a", form=form, knock_out=rule),),
            NONE,
        )
        return len(figure(score(assessment({"a": rating("a", *levels)}), book)).caps)

    selection = Form(FormKind.SELECTION, (Axis("level", "S", FIVE),))
    assert (caps(selection, "l2", "l0"), caps(selection, "l2", "l3")) == (1, 0)
    assert (caps(AXES, "l0", "l1"), caps(AXES, "l1", "l0")) == (1, 0)


def test_the_lowest_cap_holds() -> None:
    rules = [KnockOut(frozenset({"l0"}), name) for name in ("gut", "ok")]
    criteria = (criterion("a", knock_out=rules[0]), criterion("b", knock_out=rules[1]), criterion("c", "20"))
    book = catalogue((dimension("d", Aggregation(Method.WEIGHTED_MEAN, thresholds=STUFEN)),), criteria, NONE)
    found = figure(score(assessment(ratings("a -- b -- c ++")), book))
    assert (found.threshold_uncapped, found.threshold) == (STUFEN[2], STUFEN[0])


# -- the whole -------------------------------------------------------------------------------------------------------


def two(overall: Aggregation, text: str, **first: Any) -> Result:
    """Dimensions d (criterion a) and e (criteria b, c), the second of double weight."""
    dimensions = (
        dimension("d", Aggregation(Method.WEIGHTED_MEAN)._replace(**first)),
        dimension("e", Aggregation(Method.SUM, up=F(1), down=F(-1)), F(2)),
    )
    criteria = (criterion("a"), criterion("b", field="e"), criterion("c", field="e"))
    return score(assessment(ratings(text)), catalogue(dimensions, criteria, overall))


@pytest.mark.parametrize(
    ("method", "low", "high"),
    # d = 1; e = 0 + [−2…2]
    [(Method.WEIGHTED_MEAN, F(-1), F(5, 3)), (Method.SUM, F(-3), F(5)), (Method.MINIMUM, F(-2), F(1))],
)
def test_the_whole_is_reckoned_from_the_dimensions(method: Method, low: Fraction, high: Fraction) -> None:
    found = two(Aggregation(method, thresholds=STUFEN), "a + b 0 c ?").overall
    assert found is not None
    assert (found.low, found.high) == (low, high)
    assert [(term.id, term.weight, term.standing, term.worst, term.best) for term in found.terms] == [
        ("d", 1, Standing.RATED, -2, 2),
        ("e", 2, Standing.UNKNOWN, -4, 4),
    ]


def test_a_dimension_without_figure_is_left_out_of_the_whole() -> None:
    found = two(Aggregation(Method.WEIGHTED_MEAN), "a n b + c 0").overall
    assert found is not None
    assert [term.id for term in found.terms] == ["e"]
    assert two(NONE, "a + b + c +").overall is None
    assert two(Aggregation(Method.SUM), "a n b n c n").overall is None


def test_knock_outs_of_every_dimension_cap_the_whole() -> None:
    rule = KnockOut(frozenset({"l0"}), "ok")
    dimensions = (dimension("d", Aggregation(Method.SUM)), dimension("e", Aggregation(Method.SUM)))
    criteria = (criterion("a", knock_out=rule), criterion("b", "9", field="e"))
    book = catalogue(dimensions, criteria, Aggregation(Method.SUM, thresholds=STUFEN))
    found = score(assessment(ratings("a -- b ++")), book).overall
    assert found is not None
    assert (found.threshold_uncapped, found.threshold) == (STUFEN[2], STUFEN[0])


# -- conflicts of goals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b - c 0", [Conflict("d", "e")]),
        ("a - b + c 0", [Conflict("e", "d")]),
        ("a + b - c +", []),
        ("a + b - c ?", []),
        ("a ? b - c 0", []),
        ("a + b -- c +", [Conflict("d", "e")]),
        ("a n b - c 0", []),
        ("a 0 b - c 0", []),
    ],
)
def test_conflicts_are_clear_or_none(text: str, expected: list[Conflict]) -> None:
    assert list(two(NONE, text, up=F(1), down=F(-1)).conflicts) == expected


def test_without_bounds_there_is_no_conflict() -> None:
    assert two(NONE, "a ++ b - c 0").conflicts == ()
    assert two(NONE, "a -- b + c 0").conflicts == ()


EFFECTS = Scale(
    "effects",
    "E",
    tuple(
        Level(name, name, name, name, effect=effect)
        for name, effect in zip("dnu", (Effect.DOWN, Effect.NEUTRAL, Effect.UP), strict=True)
    ),
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (["u", "n"], ["d", "n"], [Conflict("d", "e")]),
        (["d"], ["u"], [Conflict("e", "d")]),
        (["u", "d"], ["d"], []),
        (["u"], ["n"], []),
        (["u"], [], []),
        ([], ["d"], []),
    ],
)
def test_conflicts_without_figures(first: list[str], second: list[str], expected: list[Conflict]) -> None:
    form = Form(FormKind.LEVEL, (Axis("level", "E", EFFECTS),))
    names = {f"{field}{n}": (field, level) for field, levels in (("d", first), ("e", second)) for n, level in enumerate(levels)}
    criteria = tuple(criterion(name, field=field, form=form) for name, (field, _) in names.items())
    book = catalogue((dimension("d", NONE), dimension("e", NONE)), criteria, NONE)
    found = score(assessment({name: rating(name, level) for name, (_, level) in names.items()}), book)
    assert list(found.conflicts) == expected


def test_effects_of_selections_axes_texts_and_unknowns() -> None:
    axis = Axis("level", "E", EFFECTS)
    bare = Axis("s", "S", scale("s", [F(1), F(2)]))
    selection, axes = Form(FormKind.SELECTION, (axis,)), Form(FormKind.AXES, (axis, bare))

    def way(form: Form, *levels: str, non_value: NonValue | None = None) -> list[Conflict]:
        criteria = (criterion("a", form=form), criterion("b", field="e", form=Form(FormKind.LEVEL, (axis,))))
        book = catalogue((dimension("d", NONE), dimension("e", NONE)), criteria, NONE)
        found = {"a": rating("a", *levels, non_value=non_value), "b": rating("b", "d")}
        return list(score(assessment(found), book).conflicts)

    assert way(selection, "n", "u") == [Conflict("d", "e")]
    assert way(selection, "d", "u") == []
    assert way(axes, "u", "l0") == [Conflict("d", "e")]
    assert way(axes, "n", "l1") == []
    assert way(Form(FormKind.TEXT)) == []
    assert way(selection, non_value=NonValue.CANNOT_TELL) == []


# -- how a check ends ------------------------------------------------------------------------------------------------


def gated(text: str) -> Result:
    bare = Scale("yes-no", "S", (Level("l0", "nein", "n", "n"), Level("l3", "ja", "j", "j")))
    question = criterion("g", form=Form(FormKind.LEVEL, (Axis("level", "S", bare),)), gate=Gate(frozenset({"l0"}), ("d",)))
    criteria = (question, criterion("a"), criterion("b", field="e"))
    dimensions = (dimension("d", Aggregation(Method.SUM)), dimension("e", Aggregation(Method.SUM)))
    return score(assessment(ratings(text)), catalogue(dimensions, criteria, NONE))


def test_a_gate_ends_the_check_of_its_field() -> None:
    result = gated("g -- b +")
    assert result.dimensions[0].standings == {"g": Standing.RATED, "a": Standing.CLOSED}
    assert result.dimensions[0].score is None
    assert (result.asked, result.answered, result.outcome) == (2, 2, Outcome.CHECKED)


def test_an_open_or_unknown_gate_asks() -> None:
    assert gated("g + b +").dimensions[0].standings["a"] is Standing.UNKNOWN
    assert gated("g ? a + b +").asked == 3


def test_a_check_in_which_every_field_is_closed_ends_early() -> None:
    question = criterion("g", gate=Gate(frozenset({"l0"}), ("d",)))
    book = catalogue((dimension("d", NONE),), (question, criterion("a")), NONE)
    assert score(assessment(ratings("g --")), book).outcome is Outcome.ENDED_EARLY
    assert score(assessment(ratings("g +")), book).outcome is Outcome.CHECKED
    only = catalogue((dimension("d", NONE),), (question,), NONE)
    assert score(assessment(ratings("g --")), only).outcome is Outcome.CHECKED


def test_gates_close_other_gates_only_in_the_order_of_the_catalogue() -> None:
    first = criterion("g", gate=Gate(frozenset({"l0"}), ("e",)))
    second = criterion("h", field="e", gate=Gate(frozenset({"l0"}), ("d",)))
    dimensions = (dimension("d", NONE), dimension("e", NONE))
    book = catalogue(dimensions, (criterion("a"), first, second, criterion("b", field="e")), NONE)
    both = score(assessment(ratings("g -- h --")), book)
    assert both.dimensions[0].standings == {"a": Standing.UNKNOWN, "g": Standing.RATED}
    assert both.dimensions[1].standings == {"h": Standing.CLOSED, "b": Standing.CLOSED}


def test_exempt_and_delegated() -> None:
    book = catalogue((dimension("d", Aggregation(Method.SUM)),), (criterion("a"),), NONE)
    exempt = score(replace(assessment({}), exemption=Exemption("x", "Weil.")), book)
    assert exempt == Result("ort/x", "k@1", SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    delegated = score(replace(assessment({}), delegation=Link("Stellungnahme")), book)
    assert (delegated.outcome, figure(delegated).low, delegated.answered) == (Outcome.DELEGATED, -2, 0)
    both = replace(assessment(ratings("a +")), delegation=Link("Stellungnahme"))
    assert score(both, book).outcome is Outcome.CHECKED


def test_a_result_names_what_made_it() -> None:
    result = reckon(NONE, "1", "a +")
    assert (result.assessment, result.catalogue, result.scoring) == ("ort/x", "k@1", SCORING_VERSION)


# -- the next steps --------------------------------------------------------------------------------------------------


def steps(aggregation: Aggregation, weights: str, text: str) -> list[tuple[StepKind, str, str, Fraction]]:
    return [(step.kind, step.criterion, step.to, step.gain) for step in reckon(aggregation, weights, text).next_steps]


def test_next_steps_by_gain() -> None:
    mean = Aggregation(Method.WEIGHTED_MEAN)
    assert steps(mean, "1 1 2", "a + b ? c -") == [
        (StepKind.ANSWER, "b", "", F(1)),
        (StepKind.IMPROVE, "c", "l2", F(1, 2)),
        (StepKind.IMPROVE, "a", "l4", F(1, 4)),
    ]
    assert steps(mean, "1 0", "a ++ b ?") == []


def test_next_steps_of_other_methods() -> None:
    assert steps(Aggregation(Method.MINIMUM), "1 1", "a - b 0") == [(StepKind.IMPROVE, "a", "l2", F(1))]
    assert steps(Aggregation(Method.SHARE_MET, met=F(1)), "1 3", "a 0 b -") == [(StepKind.IMPROVE, "a", "l3", F(1, 4))]
    index = Aggregation(Method.INDEX, steps=(IndexStep(F(-9), F(0)), IndexStep(F(1), F(5))))
    assert steps(index, "1 1", "a 0 b -") == []
    assert steps(index, "1 1", "a 0 b 0") == [(StepKind.IMPROVE, "a", "l3", F(5)), (StepKind.IMPROVE, "b", "l3", F(5))]


def test_next_steps_say_which_level_they_reach_and_that_a_cap_is_lifted() -> None:
    mean = Aggregation(Method.WEIGHTED_MEAN, thresholds=STUFEN)
    rule = KnockOut(frozenset({"l0", "l1"}), "ok")
    book = catalogue((dimension("d", mean),), (criterion("a", knock_out=rule), criterion("b", "3")), NONE)
    first, second = score(assessment(ratings("a - b +")), book).next_steps
    assert (first.criterion, first.gain, first.reaches, first.lifts_cap) == ("b", F(3, 4), None, False)
    assert (second.criterion, second.to, second.gain, second.lifts_cap) == ("a", "l2", F(1, 4), True)
    assert second.reaches == STUFEN[1]


def test_a_step_that_only_lifts_a_cap_is_one() -> None:
    rule = KnockOut(frozenset({"l0"}), "ok")
    minimum = Aggregation(Method.SHARE_MET, met=F(2), thresholds=(*STUFEN[:2], Threshold("top", "top", F(3, 4))))
    book = catalogue((dimension("d", minimum),), (criterion("a", knock_out=rule), criterion("b", "9")), NONE)
    found = score(assessment(ratings("a -- b ++")), book).next_steps
    assert [(step.criterion, step.gain, step.lifts_cap, step.reaches) for step in found] == [
        ("a", 0, True, minimum.thresholds[2])
    ]


def test_measures_that_are_under_way_are_steps() -> None:
    mean = Aggregation(Method.WEIGHTED_MEAN)
    book = catalogue((dimension("d", mean),), (criterion("a"), criterion("b")), NONE)

    def found(state: MeasureState, expected: str) -> list[tuple[StepKind, str, Fraction]]:
        measure = Measure("Sparen.", state, expected=expected)
        rated = {"a": rating("a", "l1")._replace(measures=(measure,)), "b": rating("b", "l4")}
        return [(step.kind, step.to, step.gain) for step in score(assessment(rated), book).next_steps]

    for state in (MeasureState.PLANNED, MeasureState.RUNNING):
        assert found(state, "l3") == [(StepKind.MEASURE, "l3", F(1))]
    assert found(MeasureState.PLANNED, "l2") == [(StepKind.MEASURE, "l2", F(1, 2))]
    for state, expected in (
        (MeasureState.DONE, "l3"),
        (MeasureState.DROPPED, "l3"),
        (MeasureState.PLANNED, ""),
        (MeasureState.PLANNED, "l0"),
    ):
        assert found(state, expected) == [(StepKind.IMPROVE, "l2", F(1, 2))]


def step_of(*criteria: Criterion, text: str, thresholds: tuple[Threshold, ...] = STUFEN) -> list[NextStep]:
    book = catalogue((dimension("d", Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds)),), criteria, NONE)
    return list(score(assessment(ratings(text)), book).next_steps)


def test_the_best_answer_is_the_one_of_the_highest_value_whatever_its_name() -> None:
    levels = (Level("z", "z", "z", "1", F(0)), Level("a", "a", "a", "2", F(3)))
    form = Form(FormKind.LEVEL, (Axis("level", "S", Scale("s", "S", levels)),))
    (step,) = step_of(criterion("a", form=form), text="a ?")
    assert step.gain == 3


def test_of_equally_good_answers_one_without_knock_out_is_the_best() -> None:
    levels = (Level("x", "x", "x", "1", F(1)), Level("y", "y", "y", "2", F(1)), Level("z", "z", "z", "3", F(0)))
    form = Form(FormKind.LEVEL, (Axis("level", "S", Scale("s", "S", levels, ordered=False)),))
    rule = KnockOut(frozenset({"x"}), "ok")
    (step,) = step_of(criterion("a", form=form, knock_out=rule), text="a ?")
    assert (step.lifts_cap, step.reaches) == (True, STUFEN[2])


def test_of_equal_gains_the_one_that_lifts_a_cap_comes_first() -> None:
    rule = KnockOut(frozenset({"l1"}), "ok")
    found = step_of(criterion("a"), criterion("b", knock_out=rule), criterion("c", "9"), text="a - b - c +")
    assert [(step.criterion, step.lifts_cap) for step in found] == [("c", False), ("b", True), ("a", False)]


def test_a_knock_out_that_does_not_hold_is_not_lifted() -> None:
    rule = KnockOut(frozenset({"l0"}), "ok")
    (step,) = step_of(criterion("a", knock_out=rule), text="a +")
    assert not step.lifts_cap


def test_what_has_no_value_does_not_hide_what_comes_after_it() -> None:
    found = step_of(criterion("a", form=Form(FormKind.TEXT)), criterion("b"), text="b ?")
    assert [step.criterion for step in found] == ["b"]


def test_opening_or_closing_a_gate_is_no_step() -> None:
    best = criterion("a", gate=Gate(frozenset({"l4"}), ("d",)))
    assert step_of(best, text="a ?") == []
    assert step_of(best, text="a +") == []
    worst = criterion("a", gate=Gate(frozenset({"l0"}), ("d",)))
    assert step_of(worst, text="a --") == []
    assert [step.to for step in step_of(worst, text="a -")] == ["l2"]


def test_at_most_five_steps() -> None:
    assert len(steps(Aggregation(Method.SUM), "1 1 1 1 1 1 1", "a - b - c - d - e - f - g -")) == 5


# -- whatever the catalogue and the assessment -----------------------------------------------------------------------


def scores(result: Result) -> list[Score | None]:
    return [*(part.score for part in result.dimensions), result.overall]


def pairs(before: Result, after: Result) -> list[tuple[Score, Score]]:
    """Scores that both results have."""
    return [(old, new) for old, new in zip(scores(before), scores(after), strict=True) if old and new]


def rank(found: Score, catalogue_: Catalogue) -> int:
    if found.threshold is None:
        return -1
    groups = [*(each.aggregation for each in catalogue_.dimensions), catalogue_.overall]
    return max(
        [list(each.thresholds).index(found.threshold) for each in groups if found.threshold in each.thresholds], default=-1
    )


@given(cases())
def test_bounds_hold(case: Case) -> None:
    result = score(case.assessment, case.catalogue)
    assert 0 <= result.answered <= result.asked <= len(case.catalogue.criteria)
    for found in scores(result):
        if found:
            assert found.worst <= found.low <= found.high <= found.best
            assert all(term.worst <= term.low <= term.high <= term.best for term in found.terms)
            if found.threshold:
                assert found.threshold.at <= found.low
            if found.threshold_at_best:
                assert found.threshold_at_best.at <= found.high


@given(cases(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: Case, chance: random.Random) -> None:
    shuffled = list(case.assessment.ratings)
    chance.shuffle(shuffled)
    assert score(replace(case.assessment, ratings=tuple(shuffled)), case.catalogue) == score(case.assessment, case.catalogue)


@st.composite
def changes(draw: st.DrawFn) -> tuple[Case, Criterion, Rating]:
    """A case, one of its criteria, and an answer to it."""
    case = draw(cases())
    chosen = draw(st.sampled_from(case.catalogue.criteria))
    return case, chosen, draw(answers(chosen))


@given(changes())
def test_hiding_an_answer_never_raises_the_lower_bound_or_the_level(change: tuple[Case, Criterion, Rating]) -> None:
    case, chosen, answer = change
    open_ = score(with_rating(case, answer, chosen.id), case.catalogue)
    for hidden in (None, rating(chosen.id, non_value=NonValue.CANNOT_TELL)):
        for shown, found in pairs(open_, score(with_rating(case, hidden, chosen.id), case.catalogue)):
            assert found.low <= shown.low
            assert found.high >= shown.high
            assert rank(found, case.catalogue) <= rank(shown, case.catalogue)


@given(changes())
def test_answering_never_widens_the_interval(change: tuple[Case, Criterion, Rating]) -> None:
    case, chosen, answer = change
    unknown = score(with_rating(case, None, chosen.id), case.catalogue)
    for before, after in pairs(unknown, score(with_rating(case, answer, chosen.id), case.catalogue)):
        assert before.low <= after.low <= after.high <= before.high


@given(changes(), st.data())
def test_a_better_answer_never_lowers_a_score(change: tuple[Case, Criterion, Rating], data: st.DataObject) -> None:
    case, chosen, answer = change
    other = data.draw(answers(chosen))
    first = score(with_rating(case, answer, chosen.id), case.catalogue)
    second = score(with_rating(case, other, chosen.id), case.catalogue)
    worth = [_worth(result, chosen.id) for result in (first, second)]
    assume(worth[0] is not None and worth[1] is not None and worth[0][0] <= worth[1][0] and worth[0][1] <= worth[1][1])
    for before, after in pairs(first, second):
        assert before.low <= after.low
        assert before.high <= after.high
        assert rank(before, case.catalogue) <= rank(after, case.catalogue)


def _worth(result: Result, name: str) -> tuple[Fraction, Fraction] | None:
    for part in result.dimensions:
        for term in part.score.terms if part.score else ():
            if term.id == name:
                return term.low, term.high
    return None


@given(cases(), st.sampled_from([F(1, 5), F(1, 2), F(3), F(7, 3)]))
def test_weights_scale_freely(case: Case, factor: Fraction) -> None:
    scaled = replace(
        case.catalogue, criteria=tuple(replace(each, weight=each.weight * factor) for each in case.catalogue.criteria)
    )
    before, after = score(case.assessment, case.catalogue), score(case.assessment, scaled)
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        if old.score and new.score and old.score.method is not Method.INDEX:
            by = factor if old.score.method is Method.SUM else F(1)
            assert (new.score.low, new.score.high) == (old.score.low * by, old.score.high * by)


@given(cases())
def test_the_gain_of_a_step_is_the_true_difference(case: Case) -> None:
    result = score(case.assessment, case.catalogue)
    for step in result.next_steps:
        chosen = case.catalogue.criterion(step.criterion)
        better = [
            score(with_rating(case, answer, step.criterion), case.catalogue)
            for answer in ([rating(step.criterion, step.to)] if step.to else _best_answers(chosen))
        ]
        old = _figure_of(result, step.dimension)
        gained = max(_figure_of(each, step.dimension).low for each in better) - old.low
        assert gained == step.gain
        if step.reaches:
            assert step.reaches in [_figure_of(each, step.dimension).threshold for each in better]


def _best_answers(chosen: Criterion) -> list[Rating]:
    firsts = [level.id for level in chosen.form.axes[0].scale.levels]
    if chosen.form.kind is not FormKind.AXES:
        return [rating(chosen.id, level) for level in firsts]
    seconds = [level.id for level in chosen.form.axes[1].scale.levels]
    unless = chosen.form.axes[1].unless
    return [rating(chosen.id, *([a] if a in unless else [a, b])) for a in firsts for b in seconds]


def _figure_of(result: Result, name: str) -> Score:
    found = next(part.score for part in result.dimensions if part.dimension == name)
    assert found is not None
    return found


def test_assessments_stay_as_they_are() -> None:
    given_: Assessment = assessment(ratings("a +"))
    before = repr(given_)
    score(given_, catalogue((dimension("d", NONE),), (criterion("a"),), NONE))
    assert repr(given_) == before


@given(st.lists(cases(), min_size=2, max_size=3))
def test_figures_of_equal_sums_are_kept_within_bounds(found: list[Case]) -> None:
    kept = [score(each.assessment, replace(each.catalogue)) for each in found]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(result_room, "_MOST", 0)
        assert [score(each.assessment, each.catalogue) for each in found] == kept
