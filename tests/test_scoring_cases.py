"""Scoring, case by case where the rules meet: forms of answers, gates, knock-outs, conflicts, next steps."""

from __future__ import annotations

from fractions import Fraction

import pytest

from probes import (
    NONE,
    answered,
    assessment,
    catalogue,
    criterion,
    gate,
    knock_out,
    one,
    product,
    rating,
    scale,
    some,
    thresholds,
)
from pruefbuch.model.assessments import Exemption, Measure, MeasureState, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Form, Method
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Cap, Conflict, NextStep, Outcome, Result, Score, Standing, Term
from pruefbuch.scoring import score
from pruefbuch.scoring.methods import HIGH, LOW, part

F = Fraction
N = NonValue
MEAN, SUM = Aggregation(Method.WEIGHTED_MEAN), Aggregation(Method.SUM)

EFFECT = scale("hemmend -1 down, neutral 0 neutral, fördernd 1 up")
RELEVANT = scale("nein, ja")
DIRECTION = scale("negativ -1 down, keine 0 neutral, positiv 1 up")
STRENGTH = scale("gering 1, mittel 2, groß 3")
UNKNOWN = (N.CANNOT_TELL, N.UNANSWERED, N.REFERS_ELSEWHERE, N.NOT_RECOVERED)


def part_of(result: Result, dimension: str = "f") -> Score:
    """The score of a dimension that has one."""
    found = next(each.score for each in result.dimensions if each.dimension == dimension)
    assert found is not None
    return found


def span(figure: Score) -> str:
    """The interval of a score: "-1 … 1/2"."""
    return f"{figure.low} … {figure.high}"


def names(figure: Score) -> tuple[str, str, str]:
    """Level granted, level before caps, level at best; "–" for none."""
    granted, uncapped, at_best = (
        each.id if each else "–" for each in (figure.threshold, figure.threshold_uncapped, figure.threshold_at_best)
    )
    return granted, uncapped, at_best


# -- answers -----------------------------------------------------------------------------------------------------------

BOTH = product(DIRECTION, STRENGTH, "keine")


@pytest.mark.parametrize(
    ("form", "answer", "low", "high"),
    [
        (one(EFFECT), "hemmend", -1, -1),
        (one(EFFECT), "fördernd", 1, 1),
        (BOTH, "negativ groß", -3, -3),
        (BOTH, "positiv mittel", 2, 2),
        (BOTH, "keine", 0, 0),
        (product(STRENGTH, STRENGTH, "groß"), "groß", 3, 3),
        (some(EFFECT), "neutral", 0, 0),
        (some(EFFECT), "neutral fördernd", 0, 1),
        (some(EFFECT), "fördernd hemmend neutral", -1, 1),
        *((one(EFFECT), word, -1, 1) for word in UNKNOWN),
        *((BOTH, word, -3, 3) for word in UNKNOWN),
        *((some(STRENGTH), word, 1, 3) for word in UNKNOWN),
        (product(STRENGTH, STRENGTH), N.UNANSWERED, 1, 9),
        (product(STRENGTH, STRENGTH, "gering", "groß"), N.UNANSWERED, 1, 6),
        (product(DIRECTION, scale("schlecht -2, gut 5"), "keine"), N.UNANSWERED, -5, 5),
    ],
)
def test_what_an_answer_leaves_open(form: Form, answer: str | NonValue, low: int, high: int) -> None:
    result = score(answered({"k": answer}), catalogue([criterion("k", form, "2")]))
    (term,) = part_of(result).terms
    assert (term.id, term.weight, term.low, term.high) == ("k", F(2), F(low), F(high))
    assert term.standing is (Standing.UNKNOWN if isinstance(answer, NonValue) else Standing.RATED)


def test_what_one_term_adds() -> None:
    term, share = Term("k", F(3), Standing.UNKNOWN, F(-1), F(1), F(-1, 2), F(1)), Aggregation(Method.SHARE_MET, met=F(1))
    assert [part(each, term, side) for each in (MEAN, share) for side in (LOW, HIGH)] == [F(-3, 2), F(3), F(0), F(3)]


# -- a scheme like one in use --------------------------------------------------------------------------------------------


def test_products_summed_like_a_climate_check_of_fields_of_effect() -> None:
    """Importance × affectedness; where the importance is none, affectedness is not asked."""
    importance, affected = scale("ohne 0, gering 1, mittel 2, hoch 3"), scale("wenig 1, teils 2, sehr 3")
    form = product(importance, affected, "ohne")
    probe = catalogue([criterion(name, form) for name in ("hitze", "wasser", "wald", "verkehr", "boden")], f=SUM)
    given = answered({"hitze": "hoch sehr", "wasser": "gering sehr", "wald": "ohne", "verkehr": "mittel teils"})
    figure = part_of(score(given, probe))
    assert [f"{term.low} … {term.high}" for term in figure.terms] == ["9 … 9", "3 … 3", "0 … 0", "4 … 4", "0 … 9"]
    assert span(figure) == "16 … 25"
    assert (figure.worst, figure.best) == (F(0), F(45))


# -- gates -------------------------------------------------------------------------------------------------------------


def standings(result: Result) -> dict[str, str]:
    return {name: standing.value for part in result.dimensions for name, standing in part.standings.items()}


def test_a_gate_closes_its_fields_but_not_itself() -> None:
    asked = [
        criterion("relevant", one(RELEVANT), gate=gate("nein", "f", "g")),
        criterion("k", one(EFFECT)),
        criterion("l", one(EFFECT), field="g"),
        criterion("m", one(EFFECT), field="h"),
    ]
    probe = catalogue(asked, f=MEAN, g=MEAN, h=MEAN)
    result = score(answered({"relevant": "nein", "m": "fördernd"}), probe)
    assert standings(result) == {"relevant": "rated", "k": "closed", "l": "closed", "m": "rated"}
    assert [part.score is None for part in result.dimensions] == [True, True, False]
    assert (result.answered, result.asked, result.outcome) == (2, 2, Outcome.CHECKED)


@pytest.mark.parametrize("answer", ["ja", N.CANNOT_TELL, N.NOT_APPLICABLE, None])
def test_a_gate_closes_nothing_unless_it_is_rated_so(answer: str | NonValue | None) -> None:
    asked = [criterion("relevant", one(RELEVANT), gate=gate("nein", "f")), criterion("k", one(EFFECT))]
    result = score(answered({"k": "fördernd"} | ({"relevant": answer} if answer else {})), catalogue(asked))
    assert standings(result)["k"] == "rated"
    assert result.outcome is Outcome.CHECKED


def test_of_two_axes_the_first_decides_at_a_gate() -> None:
    asked = [criterion("wie", BOTH, gate=gate("gering", "f")), criterion("k", one(EFFECT))]
    assert standings(score(answered({"wie": "positiv gering", "k": "neutral"}), catalogue(asked)))["k"] == "rated"
    asked[0] = criterion("wie", BOTH, gate=gate("positiv", "f"))
    assert standings(score(answered({"wie": "positiv gering"}), catalogue(asked)))["k"] == "closed"


def test_a_gate_may_close_a_later_gate_and_what_that_would_close_stays_open() -> None:
    asked = [
        criterion("klima", one(RELEVANT), gate=gate("nein", "g")),
        criterion("erheblich", one(RELEVANT), field="g", gate=gate("nein", "h")),
        criterion("k", one(EFFECT), field="h"),
    ]
    result = score(answered({"klima": "nein"}), catalogue(asked, f=NONE, g=NONE, h=MEAN))
    assert standings(result) == {"klima": "rated", "erheblich": "closed", "k": "unknown"}


def test_a_gate_with_values_is_reckoned_with() -> None:
    asked = [criterion("wie", one(EFFECT), gate=gate("neutral", "f")), criterion("k", one(EFFECT))]
    assert span(part_of(score(answered({"wie": "neutral"}), catalogue(asked)))) == "0 … 0"
    assert span(part_of(score(answered({"wie": "fördernd", "k": "neutral"}), catalogue(asked)))) == "1/2 … 1/2"


# -- outcomes ----------------------------------------------------------------------------------------------------------


def test_exempt() -> None:
    result = score(assessment(exemption=Exemption("personal", "Eine Stelle.")), catalogue([criterion("k", one(EFFECT))], MEAN))
    assert result == Result("musterort/radweg", "probe@2026", "1", Outcome.EXEMPT, 0, 0)


# -- levels and knock-outs ---------------------------------------------------------------------------------------------

LEVELLED = Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds("schwach -1/2, trägt 0, stark 1/2"))


def test_a_cap_is_noted_even_if_it_does_not_bite() -> None:
    asked = [criterion("k", one(EFFECT), knock_out=knock_out("hemmend", "trägt")), criterion("l", one(EFFECT))]
    figure = part_of(score(answered({"k": "hemmend", "l": "neutral"}), catalogue(asked, f=LEVELLED)))
    assert names(figure) == ("schwach", "schwach", "schwach")
    assert figure.caps == (Cap("k", "trägt", certain=True),)


def test_the_lowest_cap_holds_and_certain_ones_hold_at_best() -> None:
    asked = [
        criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "trägt")),
        criterion("l", one(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")),
        criterion("m", one(EFFECT)),
    ]
    figure = part_of(score(answered({"k": "hemmend", "m": "fördernd"}), catalogue(asked, f=LEVELLED)))
    assert names(figure) == ("schwach", "stark", "trägt")
    assert figure.caps == (Cap("k", "trägt", certain=True), Cap("l", "schwach", certain=False))


def test_a_knock_out_caps_its_own_dimension_and_the_whole() -> None:
    asked = [
        criterion("k", one(EFFECT), "0", field="x", knock_out=knock_out("hemmend", "schwach")),
        criterion("l", one(EFFECT), field="x"),
        criterion("m", one(EFFECT), field="y"),
    ]
    result = score(
        answered({"k": "hemmend", "l": "fördernd", "m": "fördernd"}), catalogue(asked, LEVELLED, x=LEVELLED, y=LEVELLED)
    )
    assert result.overall is not None
    found = [part_of(result, "x"), part_of(result, "y"), result.overall]
    assert [names(each)[0] for each in found] == ["schwach", "stark", "schwach"]
    assert [len(each.caps) for each in found] == [1, 0, 1]


def test_a_knock_out_counts_only_where_its_threshold_exists() -> None:
    whole = Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds("unten -1, oben 1"))
    asked = [
        criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "unten")),
        criterion("l", one(EFFECT)),
    ]
    result = score(answered({"k": "hemmend", "l": "fördernd"}), catalogue(asked, whole, f=LEVELLED))
    assert result.overall is not None
    assert names(part_of(result)) == ("stark", "stark", "stark")
    assert names(result.overall) == ("unten", "oben", "unten")


def test_knock_outs_of_two_axes_and_of_selections() -> None:
    asked = [
        criterion("beide", BOTH, "0", knock_out=knock_out("negativ", "schwach")),
        criterion("groß", BOTH, "0", knock_out=knock_out("groß", "schwach")),
        criterion("mehrere", some(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")),
        criterion("wort", one(RELEVANT), "0", knock_out=knock_out("nein", "schwach")),
        criterion("l", one(EFFECT)),
    ]
    good = {"beide": "positiv groß", "groß": "positiv groß", "mehrere": "neutral", "wort": "ja", "l": "fördernd"}

    def capping(**other: str) -> list[str]:
        return [cap.criterion for cap in part_of(score(answered(good | other), catalogue(asked, f=LEVELLED))).caps]

    assert capping() == []
    assert capping(beide="negativ gering") == ["beide"]
    assert capping(mehrere="fördernd hemmend") == ["mehrere"]
    assert capping(wort="nein") == ["wort"]


# -- conflicts of goals ------------------------------------------------------------------------------------------------


def test_every_pair_is_named() -> None:
    asked = [criterion(name, one(EFFECT), field=name) for name in "abcd"]
    given = answered({"a": "hemmend", "b": "fördernd", "c": "hemmend", "d": "fördernd"})
    found = score(given, catalogue(asked, a=NONE, b=NONE, c=NONE, d=NONE)).conflicts
    assert found == (Conflict("b", "a"), Conflict("b", "c"), Conflict("d", "a"), Conflict("d", "c"))


# -- next steps --------------------------------------------------------------------------------------------------------

FINE = scale("a -2, b -1, c 0, d 1, e 2")


def short(step: NextStep) -> str:
    """A step in short: "improve k to d: +1/2, lifts a cap, reaches trägt"."""
    to = f" to {step.to}" if step.to else ""
    cap = ", lifts a cap" if step.lifts_cap else ""
    reaches = f", reaches {step.reaches.id}" if step.reaches else ""
    return f"{step.kind} {step.criterion}{to}: +{step.gain}{cap}{reaches}"


def steps(probe: Catalogue, *others: Rating, **given: str | NonValue) -> list[str]:
    ratings = (rating(name, answer) for name, answer in given.items())
    return [short(step) for step in score(assessment(*others, *ratings), probe).next_steps]


def test_products_and_selections_are_answered_but_not_improved() -> None:
    probe = catalogue(
        [criterion(name, form) for name, form in (("a", BOTH), ("b", some(FINE)), ("c", BOTH), ("d", some(FINE)))]
    )
    assert steps(probe, a="negativ groß", b="a b") == ["answer c: +3/2", "answer d: +1"]


def test_measures_under_way_that_would_help() -> None:
    measures = [
        Measure("planen", MeasureState.PLANNED, expected="d"),
        Measure("bauen", MeasureState.RUNNING, expected="e"),
        Measure("noch einmal bauen", MeasureState.RUNNING, expected="e"),
        Measure("fertig", MeasureState.DONE, expected="c"),
        Measure("verworfen", MeasureState.DROPPED, expected="c"),
        Measure("schadet", MeasureState.PLANNED, expected="a"),
        Measure("hilft nicht", MeasureState.PLANNED, expected="b"),
        Measure("ohne Ziel", MeasureState.PLANNED),
    ]
    probe = catalogue([criterion("k", one(FINE))])
    assert steps(probe, rating("k", "b", *measures)) == ["measure k to e: +3"]
    assert steps(probe, rating("k", "b", *measures[:1])) == ["measure k to d: +2"]
    assert steps(probe, rating("k", "b", *measures[3:])) == ["improve k to c: +1"]
    share = catalogue([criterion("k", one(FINE))], f=Aggregation(Method.SHARE_MET, met=F(1)))
    assert steps(share, rating("k", "b", *measures)) == ["measure k to d: +1"]


def test_the_next_better_level_is_the_next_by_value() -> None:
    unordered = scale("gut 2, schlecht -2, mittel 0, auch-mittel 0, neutral 1")
    probe = catalogue([criterion("k", one(unordered)), criterion("l", one(unordered))])
    assert steps(probe, k="schlecht", l="mittel") == ["improve k to mittel: +1", "improve l to neutral: +1/2"]


def test_the_order_of_steps() -> None:
    """By gain; then what lifts a cap; then answer, measure, improve; then as in the catalogue, whatever the dimension."""
    asked = [
        criterion("erst-y", one(EFFECT), field="y"),
        criterion("dann-x", one(EFFECT), field="x"),
        criterion("plan", one(EFFECT), field="x"),
        criterion("offen", one(scale("nein 0, ja 1")), field="x"),
        criterion("grenze", one(EFFECT), field="x", knock_out=knock_out("hemmend", "unten")),
    ]
    limits = Aggregation(Method.SUM, thresholds=thresholds("unten -9, mitte -3, oben 0"))
    plan = rating("plan", "hemmend", Measure("tun", MeasureState.PLANNED, expected="neutral"))
    given = {"erst-y": "hemmend", "dann-x": "hemmend", "grenze": "hemmend"}
    assert steps(catalogue(asked, x=limits, y=SUM), plan, **given) == [
        "improve grenze to neutral: +1, lifts a cap, reaches mitte",
        "answer offen: +1",
        "measure plan to neutral: +1",
        "improve erst-y to neutral: +1",
        "improve dann-x to neutral: +1",
    ]
    asked[1] = criterion("dann-x", one(EFFECT), "2", field="x")
    assert steps(catalogue(asked, x=limits, y=SUM), plan, **given)[0] == "improve dann-x to neutral: +2"


def test_a_step_without_gain_counts_if_it_lifts_the_cap_that_holds() -> None:
    held = knock_out("neutral", "schwach")
    asked = [criterion("k", one(EFFECT), "0", knock_out=held), criterion("l", one(EFFECT)), criterion("m", one(EFFECT), "0")]
    probe = catalogue(asked, f=LEVELLED)
    assert steps(probe, k="neutral", l="fördernd") == ["improve k to fördernd: +0, lifts a cap, reaches stark"]
    assert steps(probe, k=N.CANNOT_TELL, l="fördernd") == ["answer k: +0, lifts a cap, reaches stark"]
    assert steps(probe, k="hemmend", l="fördernd") == []
    assert steps(probe, k="neutral", l="hemmend") == ["improve l to neutral: +1, reaches schwach"]


def test_a_cap_that_another_one_outweighs_is_lifted_without_effect() -> None:
    asked = [criterion(name, one(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")) for name in ("k", "l")]
    probe = catalogue([*asked, criterion("m", one(EFFECT))], f=LEVELLED)
    assert steps(probe, k="hemmend", l="hemmend", m="fördernd") == []
    assert steps(probe, k="hemmend", l="hemmend", m="neutral") == ["improve m to fördernd: +1"]


def test_the_level_of_a_step_stays_under_the_other_caps() -> None:
    asked = [criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "trägt")), criterion("l", one(EFFECT))]
    assert steps(catalogue(asked, f=LEVELLED), k="hemmend") == ["answer l: +2, reaches trägt"]


def test_an_improvement_that_runs_into_a_knock_out() -> None:
    asked = [criterion("k", one(EFFECT), knock_out=knock_out("neutral", "schwach")), criterion("l", one(EFFECT), "2")]
    figure = score(answered({"k": "hemmend", "l": "fördernd"}), catalogue(asked, f=LEVELLED))
    assert [short(step) for step in figure.next_steps] == ["improve k to neutral: +1/3, reaches schwach"]
    assert names(part_of(figure)) == ("trägt", "trägt", "trägt")


def test_the_best_answer_is_one_that_no_knock_out_hits() -> None:
    both = scale("gut 1, auch-gut 1, schlecht -1")
    asked = [criterion("k", one(both), knock_out=knock_out("gut", "schwach"))]
    assert steps(catalogue(asked, f=LEVELLED)) == ["answer k: +2, lifts a cap, reaches stark"]
    asked = [criterion("k", one(EFFECT), knock_out=knock_out("fördernd", "schwach"))]
    assert steps(catalogue(asked, f=LEVELLED)) == ["answer k: +2, reaches schwach"]


def test_no_step_opens_or_closes_a_gate() -> None:
    rest = criterion("k", one(EFFECT))
    closing, opening = gate("fördernd", "f"), gate("hemmend", "f")
    assert steps(catalogue([criterion("g", one(EFFECT), gate=closing), rest]), k="fördernd") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=closing), rest]), g="neutral", k="fördernd") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=opening), rest]), g="hemmend") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=opening), rest]), k="fördernd") == ["answer g: +1"]
