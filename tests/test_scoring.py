"""Scoring by hand: every method against a table reckoned on paper, and case by case where the rules meet.

What holds for every catalogue and every assessment stands in `test_scoring_properties`.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from probes import (
    NONE,
    TEXT,
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
from pruefbuch.model.assessments import Assessment, Exemption, Measure, MeasureState, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, Dimension, Form, Gate, IndexStep, Method
from pruefbuch.model.common import Link, NonValue
from pruefbuch.model.results import Cap, Conflict, NextStep, Outcome, Result, Score, Standing, StepKind, Term
from pruefbuch.scoring import SCORING_VERSION, score
from pruefbuch.scoring.methods import HIGH, LOW, part

F = Fraction
N = NonValue
MEAN, SUM, MINIMUM = Aggregation(Method.WEIGHTED_MEAN), Aggregation(Method.SUM), Aggregation(Method.MINIMUM)
SHARE = Aggregation(Method.SHARE_MET, met=F(1))

SIGNS = one(scale("-- -2, - -1, 0 0, + 1, ++ 2"))
STUFEN = thresholds("ok 0, gut 1/2, top 1")
EFFECT = scale("hemmend -1 down, neutral 0 neutral, fördernd 1 up")
RELEVANT = scale("nein, ja")
DIRECTION = scale("negativ -1 down, keine 0 neutral, positiv 1 up")
STRENGTH = scale("gering 1, mittel 2, groß 3")
UNKNOWN = (N.CANNOT_TELL, N.UNANSWERED, N.REFERS_ELSEWHERE, N.NOT_RECOVERED)


def signs(text: str) -> Assessment:
    """ "a + b - c ? d n" → an assessment: a level by its sign, ? unanswered, n not applicable."""
    words = text.split()
    non_values = {"?": N.UNANSWERED, "n": N.NOT_APPLICABLE}
    return answered({name: non_values.get(sign, sign) for name, sign in zip(words[::2], words[1::2], strict=True)})


def asked(name: str, weight: str = "1", **more: Any) -> Criterion:
    """A criterion that is rated with a sign."""
    return criterion(name, SIGNS, weight, **more)


def reckon(aggregation: Aggregation, weights: str, text: str) -> Result:
    """The result of one dimension whose criteria a, b, c … have these weights."""
    criteria = [asked(name, weight) for name, weight in zip("abcdefgh", weights.split(), strict=False)]
    return score(signs(text), catalogue(criteria, f=aggregation))


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


# -- every method against a table reckoned by hand -------------------------------------------------------------------

INDEX = Aggregation(
    Method.INDEX, steps=tuple(IndexStep(F(at), F(index)) for at, index in ((-200, 0), (0, 1), (45, 2), (100, 3)))
)

# method, weights, ratings → the interval (−2 … +2 for each criterion)
TABLE = [
    # (1·1 + 1·0 + 2·(−1)) / 4 = −1/4
    (MEAN, "1 1 2", "a + b 0 c -", "-1/4 … -1/4"),
    # b unknown: (1 + [−2…2] − 2) / 4 = −3/4 … 1/4
    (MEAN, "1 1 2", "a + b ? c -", "-3/4 … 1/4"),
    # b does not apply: (1 − 2) / 3
    (MEAN, "1 1 2", "a + b n c -", "-1/3 … -1/3"),
    # weight 0 does not count, not even where unknown
    (MEAN, "1 0 2", "a + b ? c -", "-1/3 … -1/3"),
    # Austria's Projektcheck adds: 1 + 0 − 2 = −1
    (SUM, "1 1 2", "a + b 0 c -", "-1 … -1"),
    (SUM, "1 1/2 2", "a + b ? c -", "-2 … 0"),
    (MINIMUM, "1 1 2", "a + b 0 c ++", "0 … 0"),
    # the unknown may be the worst, or leave a + as the worst
    (MINIMUM, "1 1 2", "a + b ? c ++", "-2 … 1"),
    # the smallest value knows no weights
    (MINIMUM, "1 0 2", "a + b -- c ++", "-2 … -2"),
    # met from + on: a and c of weights 1, 1, 2 → 3/4
    (SHARE, "1 1 2", "a + b 0 c ++", "3/4 … 3/4"),
    (SHARE, "1 1 2", "a + b 0 c ?", "1/4 … 3/4"),
    # Potsdam: points by weights of 15/10/15/15/10/10/15/10 %, then a table from points to an index
    # 15·1 + 10·2 + 15·0 + 15·(−1) + 10·0 + 10·1 + 15·1 + 10·0 = 45 → index 2
    (INDEX, "15 10 15 15 10 10 15 10", "a + b ++ c 0 d - e 0 f + g + h 0", "2 … 2"),
    # h unknown: 25 … 65 points → index 1 … 2
    (INDEX, "15 10 15 15 10 10 15 10", "a + b ++ c 0 d - e 0 f + g + h ?", "1 … 2"),
]


@pytest.mark.parametrize(("aggregation", "weights", "text", "expected"), TABLE)
def test_methods(aggregation: Aggregation, weights: str, text: str, expected: str) -> None:
    assert span(part_of(reckon(aggregation, weights, text))) == expected


def test_no_index_comes_from_below_the_table() -> None:
    """No catalogue is read whose table begins above the worst points (tests/test_catalogue.py), so this is a fault of ours."""
    table = Aggregation(Method.INDEX, steps=(IndexStep(F(0), F(5)), IndexStep(F(1), F(6))))
    with pytest.raises(ValueError, match="empty"):
        reckon(table, "1", "a --")


def test_every_method_is_in_the_table() -> None:
    assert {aggregation.method for aggregation, *_ in TABLE} == set(Method) - {Method.NONE}


def test_the_reckoning_is_shown_in_full() -> None:
    figure = part_of(reckon(MEAN, "1 1 2", "a + b ? c -"))
    assert [(term.id, term.weight, term.standing, term.low, term.high) for term in figure.terms] == [
        ("a", 1, Standing.RATED, 1, 1),
        ("b", 1, Standing.UNKNOWN, -2, 2),
        ("c", 2, Standing.RATED, -1, -1),
    ]
    assert {(term.worst, term.best) for term in figure.terms} == {(-2, 2)}
    assert (figure.points_low, figure.points_high, figure.divisor) == (-3, 1, 4)
    assert (figure.worst, figure.best) == (-2, 2)
    assert figure.method is Method.WEIGHTED_MEAN


@pytest.mark.parametrize(
    ("aggregation", "divisor", "worst", "best"), [(SUM, 1, -8, 8), (MINIMUM, 1, -2, 2), (SHARE, 4, 0, 1), (MEAN, 4, -2, 2)]
)
def test_limits_of_the_methods(aggregation: Aggregation, divisor: int, worst: int, best: int) -> None:
    figure = part_of(reckon(aggregation, "1 1 2", "a + b + c +"))
    assert (figure.divisor, figure.worst, figure.best) == (divisor, worst, best)


def test_no_aggregation_is_a_method() -> None:
    result = reckon(NONE, "1 1", "a + b ?")
    assert result.dimensions[0].score is None
    assert (result.answered, result.asked) == (1, 2)


def test_without_weight_or_terms_there_is_no_figure() -> None:
    assert reckon(MEAN, "0 0", "a + b -").dimensions[0].score is None
    assert reckon(MINIMUM, "1", "a n").dimensions[0].score is None
    assert reckon(SUM, "", "").dimensions[0].score is None


def test_what_one_term_adds() -> None:
    term = Term("k", F(3), Standing.UNKNOWN, F(-1), F(1), F(-1, 2), F(1))
    adds = [part(each, term, side) for each in (MEAN, SHARE, MINIMUM, NONE) for side in (LOW, HIGH)]
    assert adds == [F(-3, 2), F(3), F(0), F(3), *(F(-1, 2), F(1)) * 2]


# -- answers -----------------------------------------------------------------------------------------------------------

BOTH = product(DIRECTION, STRENGTH, "keine")
CLIMATE = product(STRENGTH, scale("schlechter -2, gleich 0, besser 2"))  # the Austrian Länder: Bedeutung × Betroffenheit
SKIPPED = product(scale("fünf 5, sechs 6"), scale("schlecht -1, nichts 0"), "sechs")


@pytest.mark.parametrize(
    ("form", "answer", "low", "high"),
    [
        (one(EFFECT), "hemmend", -1, -1),
        (one(EFFECT), "fördernd", 1, 1),
        (BOTH, "negativ groß", -3, -3),
        (BOTH, "positiv mittel", 2, 2),
        (BOTH, "keine", 0, 0),
        (CLIMATE, "groß schlechter", -6, -6),
        (SKIPPED, "sechs", 6, 6),
        (product(STRENGTH, STRENGTH, "groß"), "groß", 3, 3),
        (some(EFFECT), "neutral", 0, 0),
        (some(EFFECT), "neutral fördernd", 0, 1),
        (some(EFFECT), "fördernd hemmend neutral", -1, 1),
        *((one(EFFECT), word, -1, 1) for word in UNKNOWN),
        *((BOTH, word, -3, 3) for word in UNKNOWN),
        *((some(STRENGTH), word, 1, 3) for word in UNKNOWN),
        (CLIMATE, N.CANNOT_TELL, -6, 6),
        (SKIPPED, N.UNANSWERED, -5, 6),
        (product(STRENGTH, STRENGTH), N.UNANSWERED, 1, 9),
        (product(STRENGTH, STRENGTH, "gering", "groß"), N.UNANSWERED, 1, 6),
        (product(DIRECTION, scale("schlecht -2, gut 5"), "keine"), N.UNANSWERED, -5, 5),
    ],
)
def test_what_an_answer_leaves_open(form: Form, answer: str | NonValue, low: int, high: int) -> None:
    book = catalogue([criterion("k", form, "2")])
    result = score(answered({"k": answer}), book)
    (term,) = part_of(result).terms
    assert (term.id, term.weight, term.low, term.high) == ("k", F(2), F(low), F(high))
    standing = Standing.UNKNOWN if isinstance(answer, NonValue) else Standing.RATED
    assert term.standing is result.dimensions[0].standings["k"] is standing
    assert (result.answered, result.asked) == (int(standing is Standing.RATED), 1)
    # The limits are those of the form: what nobody knows may be anything.
    (open_term,) = part_of(score(answered({}), book)).terms
    assert (term.worst, term.best) == (open_term.low, open_term.high)


def test_what_has_no_value_counts_as_answered_and_is_not_reckoned_with() -> None:
    for form, levels in ((TEXT, ()), (one(RELEVANT), ("ja",))):
        rated = rating("k", "")._replace(levels=levels, text="" if levels else "So ist es.")
        result = score(assessment(rated), catalogue([criterion("k", form)]))
        assert result.dimensions[0].score is None
        assert (result.answered, result.asked) == (1, 1)


def test_a_missing_rating_is_unknown() -> None:
    assert part_of(reckon(MEAN, "1 1", "a +")) == part_of(reckon(MEAN, "1 1", "a + b ?"))


def test_what_does_not_apply_is_not_asked() -> None:
    result = reckon(MEAN, "1 1", "a + b n")
    assert (result.answered, result.asked) == (1, 1)
    assert result.dimensions[0].standings["b"] is Standing.NOT_APPLICABLE


def test_assessments_stay_as_they_are() -> None:
    given = signs("a +")
    before = repr(given)
    score(given, catalogue([asked("a")]))
    assert repr(given) == before


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
    criteria = [
        criterion("relevant", one(RELEVANT), gate=gate("nein", "f", "g")),
        criterion("k", one(EFFECT)),
        criterion("l", one(EFFECT), field="g"),
        criterion("m", one(EFFECT), field="h"),
    ]
    probe = catalogue(criteria, f=MEAN, g=MEAN, h=MEAN)
    result = score(answered({"relevant": "nein", "m": "fördernd"}), probe)
    assert standings(result) == {"relevant": "rated", "k": "closed", "l": "closed", "m": "rated"}
    assert [part.score is None for part in result.dimensions] == [True, True, False]
    assert (result.answered, result.asked, result.outcome) == (2, 2, Outcome.CHECKED)


@pytest.mark.parametrize("answer", ["ja", N.CANNOT_TELL, N.NOT_APPLICABLE, None])
def test_a_gate_closes_nothing_unless_it_is_rated_so(answer: str | NonValue | None) -> None:
    criteria = [criterion("relevant", one(RELEVANT), gate=gate("nein", "f")), criterion("k", one(EFFECT))]
    result = score(answered({"k": "fördernd"} | ({"relevant": answer} if answer else {})), catalogue(criteria))
    assert standings(result)["k"] == "rated"
    assert result.outcome is Outcome.CHECKED


def test_of_two_axes_the_first_decides_at_a_gate() -> None:
    criteria = [criterion("wie", BOTH, gate=gate("gering", "f")), criterion("k", one(EFFECT))]
    assert standings(score(answered({"wie": "positiv gering", "k": "neutral"}), catalogue(criteria)))["k"] == "rated"
    criteria[0] = criterion("wie", BOTH, gate=gate("positiv", "f"))
    assert standings(score(answered({"wie": "positiv gering"}), catalogue(criteria)))["k"] == "closed"


def test_a_gate_may_close_a_later_gate_and_what_that_would_close_stays_open() -> None:
    criteria = [
        criterion("klima", one(RELEVANT), gate=gate("nein", "g")),
        criterion("erheblich", one(RELEVANT), field="g", gate=gate("nein", "h")),
        criterion("k", one(EFFECT), field="h"),
    ]
    result = score(answered({"klima": "nein"}), catalogue(criteria, f=NONE, g=NONE, h=MEAN))
    assert standings(result) == {"klima": "rated", "erheblich": "closed", "k": "unknown"}


def test_a_gate_with_values_is_reckoned_with() -> None:
    criteria = [criterion("wie", one(EFFECT), gate=gate("neutral", "f")), criterion("k", one(EFFECT))]
    assert span(part_of(score(answered({"wie": "neutral"}), catalogue(criteria)))) == "0 … 0"
    assert span(part_of(score(answered({"wie": "fördernd", "k": "neutral"}), catalogue(criteria)))) == "1/2 … 1/2"


def test_a_check_in_which_every_field_is_closed_ends_early() -> None:
    question = asked("g", gate=gate("--", "f"))
    book = catalogue([question, asked("a")], f=NONE)
    assert score(signs("g --"), book).outcome is Outcome.ENDED_EARLY
    assert score(signs("g +"), book).outcome is Outcome.CHECKED
    assert score(signs("g --"), catalogue([question], f=NONE)).outcome is Outcome.CHECKED


def test_gates_close_other_gates_only_in_the_order_of_the_catalogue() -> None:
    first, second = asked("g", gate=gate("--", "e")), asked("h", field="e", gate=gate("--", "f"))
    book = catalogue([asked("a"), first, second, asked("b", field="e")], f=NONE, e=NONE)
    both = score(signs("g -- h --"), book)
    assert both.dimensions[0].standings == {"a": Standing.UNKNOWN, "g": Standing.RATED}
    assert both.dimensions[1].standings == {"h": Standing.CLOSED, "b": Standing.CLOSED}


# -- outcomes ----------------------------------------------------------------------------------------------------------


def test_exempt_and_delegated() -> None:
    book = catalogue([asked("a")], MEAN, f=SUM)
    exempt = score(assessment(exemption=Exemption("personal", "Eine Stelle.")), book)
    assert exempt == Result("musterort/radweg", "probe@2026", SCORING_VERSION, Outcome.EXEMPT, 0, 0)
    delegated = score(assessment(delegation=Link("Stellungnahme")), book)
    assert (delegated.outcome, part_of(delegated).low, delegated.answered) == (Outcome.DELEGATED, -2, 0)
    both = replace(signs("a +"), delegation=Link("Stellungnahme"))
    assert score(both, book).outcome is Outcome.CHECKED


def test_a_result_names_what_made_it() -> None:
    result = reckon(NONE, "1", "a +")
    assert (result.assessment, result.catalogue, result.scoring) == ("musterort/radweg", "probe@2026", SCORING_VERSION)
    assert SCORING_VERSION == "1"


# -- levels and knock-outs ---------------------------------------------------------------------------------------------

LEVELLED = Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds("schwach -1/2, trägt 0, stark 1/2"))


@pytest.mark.parametrize(
    ("text", "level", "at_best"),
    [
        ("a - b 0", "–", "–"),
        ("a 0 b 0", "ok", "ok"),
        ("a + b 0", "gut", "gut"),
        ("a + b ?", "–", "top"),
        ("a ++ b ?", "ok", "top"),
        ("a ++ b 0", "top", "top"),
    ],
)
def test_levels_are_granted_on_the_lower_bound(text: str, level: str, at_best: str) -> None:
    assert names(part_of(reckon(MEAN._replace(thresholds=STUFEN), "1 1", text))) == (level, level, at_best)


def capped(text: str, cap: str = "ok") -> Score:
    """The score where a rating of a on - or -- caps the level."""
    rule = knock_out("-", cap)._replace(levels=frozenset({"-", "--"}))
    book = catalogue([asked("a", knock_out=rule), asked("b", "3")], f=MEAN._replace(thresholds=STUFEN))
    return part_of(score(signs(text), book))


def test_a_knock_out_caps_for_certain() -> None:
    figure = capped("a - b ++")
    assert figure.low == F(5, 4)
    assert names(figure) == ("ok", "top", "ok")
    assert figure.caps == (Cap("a", "ok", certain=True),)


def test_an_unknown_knock_out_caps_what_is_granted_not_what_is_possible() -> None:
    figure = capped("a ? b ++")
    assert names(figure) == ("ok", "top", "top")
    assert figure.caps == (Cap("a", "ok", certain=False),)


def test_caps_that_do_not_apply() -> None:
    assert capped("a 0 b ++").caps == ()
    assert capped("a n b ++").caps == ()
    assert capped("a - b ++", cap="woanders").caps == ()
    assert capped("a -- b --").threshold is None
    assert names(capped("a - b ++", cap="top")) == ("top", "top", "top")


def test_a_cap_is_noted_even_if_it_does_not_bite() -> None:
    criteria = [criterion("k", one(EFFECT), knock_out=knock_out("hemmend", "trägt")), criterion("l", one(EFFECT))]
    figure = part_of(score(answered({"k": "hemmend", "l": "neutral"}), catalogue(criteria, f=LEVELLED)))
    assert names(figure) == ("schwach", "schwach", "schwach")
    assert figure.caps == (Cap("k", "trägt", certain=True),)


def test_the_lowest_cap_holds_and_certain_ones_hold_at_best() -> None:
    criteria = [
        criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "trägt")),
        criterion("l", one(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")),
        criterion("m", one(EFFECT)),
    ]
    figure = part_of(score(answered({"k": "hemmend", "m": "fördernd"}), catalogue(criteria, f=LEVELLED)))
    assert names(figure) == ("schwach", "stark", "trägt")
    assert figure.caps == (Cap("k", "trägt", certain=True), Cap("l", "schwach", certain=False))


def test_a_knock_out_caps_its_own_dimension_and_the_whole() -> None:
    criteria = [
        criterion("k", one(EFFECT), "0", field="x", knock_out=knock_out("hemmend", "schwach")),
        criterion("l", one(EFFECT), field="x"),
        criterion("m", one(EFFECT), field="y"),
    ]
    result = score(
        answered({"k": "hemmend", "l": "fördernd", "m": "fördernd"}), catalogue(criteria, LEVELLED, x=LEVELLED, y=LEVELLED)
    )
    assert result.overall is not None
    found = [part_of(result, "x"), part_of(result, "y"), result.overall]
    assert [names(each)[0] for each in found] == ["schwach", "stark", "schwach"]
    assert [len(each.caps) for each in found] == [1, 0, 1]


def test_a_knock_out_counts_only_where_its_threshold_exists() -> None:
    whole = Aggregation(Method.WEIGHTED_MEAN, thresholds=thresholds("unten -1, oben 1"))
    criteria = [
        criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "unten")),
        criterion("l", one(EFFECT)),
    ]
    result = score(answered({"k": "hemmend", "l": "fördernd"}), catalogue(criteria, whole, f=LEVELLED))
    assert result.overall is not None
    assert names(part_of(result)) == ("stark", "stark", "stark")
    assert names(result.overall) == ("unten", "oben", "unten")


def test_knock_outs_of_two_axes_and_of_selections() -> None:
    criteria = [
        criterion("beide", BOTH, "0", knock_out=knock_out("negativ", "schwach")),
        criterion("groß", BOTH, "0", knock_out=knock_out("groß", "schwach")),
        criterion("mehrere", some(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")),
        criterion("wort", one(RELEVANT), "0", knock_out=knock_out("nein", "schwach")),
        criterion("l", one(EFFECT)),
    ]
    good = {"beide": "positiv groß", "groß": "positiv groß", "mehrere": "neutral", "wort": "ja", "l": "fördernd"}

    def capping(**other: str) -> list[str]:
        return [cap.criterion for cap in part_of(score(answered(good | other), catalogue(criteria, f=LEVELLED))).caps]

    assert capping() == []
    assert capping(beide="negativ gering") == ["beide"]
    assert capping(mehrere="fördernd hemmend") == ["mehrere"]
    assert capping(wort="nein") == ["wort"]


# -- the whole -------------------------------------------------------------------------------------------------------


def two(overall: Aggregation, text: str, **first: Any) -> Result:
    """Dimensions d (criterion a) and e (criteria b, c), the second of double weight."""
    second = Dimension("e", "e", SUM._replace(up=F(1), down=F(-1)), F(2))
    criteria = [asked("a", field="d"), asked("b", field="e"), asked("c", field="e")]
    return score(signs(text), catalogue(criteria, overall, d=MEAN._replace(**first), e=second))


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    # d = 1; e = 0 + [−2…2]
    [(MEAN, "-1 … 5/3"), (SUM, "-3 … 5"), (MINIMUM, "-2 … 1")],
)
def test_the_whole_is_reckoned_from_the_dimensions(aggregation: Aggregation, expected: str) -> None:
    overall = two(aggregation._replace(thresholds=STUFEN), "a + b 0 c ?").overall
    assert overall is not None
    assert span(overall) == expected
    assert [(term.id, term.weight, term.standing, term.worst, term.best) for term in overall.terms] == [
        ("d", 1, Standing.RATED, -2, 2),
        ("e", 2, Standing.UNKNOWN, -4, 4),
    ]


def test_a_dimension_without_figure_is_left_out_of_the_whole() -> None:
    overall = two(MEAN, "a n b + c 0").overall
    assert overall is not None
    assert [term.id for term in overall.terms] == ["e"]
    assert two(NONE, "a + b + c +").overall is None
    assert two(SUM, "a n b n c n").overall is None


def maybe(up: str, down: str) -> Conflict:
    """A conflict that depends on what is unknown."""
    return Conflict(up, down, certain=False)


# -- conflicts of goals ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b - c 0", [Conflict("d", "e")]),
        ("a - b + c 0", [Conflict("e", "d")]),
        ("a + b - c +", []),
        ("a + b - c ?", [maybe("d", "e")]),
        ("a ? b - c 0", [maybe("d", "e")]),
        ("a ? b 0 c 0", []),
        ("a ? b ? c 0", [maybe("d", "e"), maybe("e", "d")]),
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


BARE = scale("d, n, u")
EFFECTS = replace(
    BARE, levels=tuple(level._replace(effect=each.effect) for level, each in zip(BARE.levels, EFFECT.levels, strict=True))
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("u n", "d n", [Conflict("d", "e")]),
        ("d", "u", [Conflict("e", "d")]),
        ("u d", "d", []),
        ("u", "n", []),
        ("u", "", []),
        ("", "d", []),
        ("u ?", "d", [maybe("d", "e")]),
        ("u d ?", "d", []),
        ("?", "d", [maybe("d", "e")]),
        ("n ?", "n", []),
        ("?", "?", [maybe("d", "e"), maybe("e", "d")]),
        ("u n", "?", [maybe("d", "e")]),
    ],
)
def test_conflicts_without_figures(first: str, second: str, expected: list[Conflict]) -> None:
    given = {f"{field}{n}": level for field, levels in (("d", first), ("e", second)) for n, level in enumerate(levels.split())}
    criteria = [criterion(name, one(EFFECTS), field=name[0]) for name in given]
    known = {name: level for name, level in given.items() if level != "?"}
    assert list(score(answered(known), catalogue(criteria, d=NONE, e=NONE)).conflicts) == expected


def test_effects_of_selections_axes_texts_and_unknowns() -> None:
    def found(form: Form, answer: str | NonValue) -> list[Conflict]:
        criteria = [criterion("a", form, field="d"), criterion("b", one(EFFECTS), field="e")]
        return list(score(answered({"a": answer, "b": "d"}), catalogue(criteria, d=NONE, e=NONE)).conflicts)

    assert found(some(EFFECTS), "n u") == [Conflict("d", "e")]
    assert found(some(EFFECTS), "d u") == []
    assert found(product(EFFECTS, STRENGTH), "u gering") == [Conflict("d", "e")]
    assert found(product(EFFECTS, STRENGTH), "n mittel") == []
    assert found(TEXT, "") == []
    assert found(some(EFFECTS), N.CANNOT_TELL) == [maybe("d", "e")]
    assert found(product(EFFECTS, STRENGTH), N.CANNOT_TELL) == [maybe("d", "e")]
    assert found(some(EFFECTS), N.NOT_APPLICABLE) == []
    assert found(TEXT, N.CANNOT_TELL) == []


def test_what_is_checked_elsewhere_has_no_conflict() -> None:
    """Nothing is asked of it, so nothing of it is open."""
    criteria = [criterion("a", one(EFFECT), field="d"), criterion("b", one(EFFECT), field="e")]
    by = catalogue(criteria, d=NONE, e=NONE)
    assert len(score(answered({}), by).conflicts) == 2
    assert score(replace(answered({}), delegation=Link("", "https://ris.example.org/1")), by).conflicts == ()


def test_every_pair_is_named() -> None:
    criteria = [criterion(name, one(EFFECT), field=name) for name in "abcd"]
    given = answered({"a": "hemmend", "b": "fördernd", "c": "hemmend", "d": "fördernd"})
    found = score(given, catalogue(criteria, a=NONE, b=NONE, c=NONE, d=NONE)).conflicts
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


def steps_by(aggregation: Aggregation, weights: str, text: str) -> list[str]:
    return [short(step) for step in reckon(aggregation, weights, text).next_steps]


def test_next_steps_by_gain() -> None:
    assert steps_by(MEAN, "1 1 2", "a + b ? c -") == ["answer b: +1", "improve c to 0: +1/2", "improve a to ++: +1/4"]
    assert steps_by(MEAN, "1 0", "a ++ b ?") == []


def test_next_steps_of_other_methods() -> None:
    assert steps_by(MINIMUM, "1 1", "a - b 0") == ["improve a to 0: +1"]
    assert steps_by(SHARE, "1 3", "a 0 b -") == ["improve a to +: +1/4"]
    index = Aggregation(Method.INDEX, steps=(IndexStep(F(-9), F(0)), IndexStep(F(1), F(5))))
    assert steps_by(index, "1 1", "a 0 b -") == []
    assert steps_by(index, "1 1", "a 0 b 0") == ["improve a to +: +5", "improve b to +: +5"]


def test_next_steps_say_which_level_they_reach_and_that_a_cap_is_lifted() -> None:
    rule = knock_out("-", "ok")._replace(levels=frozenset({"-", "--"}))
    probe = catalogue([asked("a", knock_out=rule), asked("b", "3")], f=MEAN._replace(thresholds=STUFEN))
    assert steps(probe, a="-", b="+") == ["improve b to ++: +3/4", "improve a to 0: +1/4, lifts a cap, reaches gut"]


def test_a_knock_out_that_does_not_hold_is_not_lifted() -> None:
    probe = catalogue([asked("a", knock_out=knock_out("--", "ok"))], f=MEAN._replace(thresholds=STUFEN))
    assert steps(probe, a="+") == ["improve a to ++: +1"]


def test_what_has_no_value_does_not_hide_what_comes_after_it() -> None:
    assert steps(catalogue([criterion("a", TEXT), asked("b")]), b=N.UNANSWERED) == ["answer b: +4"]


def test_the_best_answer_is_the_one_of_the_highest_value_whatever_its_name() -> None:
    assert steps(catalogue([criterion("k", one(scale("z 0, a 3")))]), k=N.UNANSWERED) == ["answer k: +3"]


def test_at_most_five_steps() -> None:
    assert len(steps_by(SUM, "1 1 1 1 1 1 1", "a - b - c - d - e - f - g -")) == 5


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
    criteria = [
        criterion("erst-y", one(EFFECT), field="y"),
        criterion("dann-x", one(EFFECT), field="x"),
        criterion("plan", one(EFFECT), field="x"),
        criterion("offen", one(scale("nein 0, ja 1")), field="x"),
        criterion("grenze", one(EFFECT), field="x", knock_out=knock_out("hemmend", "unten")),
    ]
    limits = Aggregation(Method.SUM, thresholds=thresholds("unten -9, mitte -3, oben 0"))
    plan = rating("plan", "hemmend", Measure("tun", MeasureState.PLANNED, expected="neutral"))
    given = {"erst-y": "hemmend", "dann-x": "hemmend", "grenze": "hemmend"}
    assert steps(catalogue(criteria, x=limits, y=SUM), plan, **given) == [
        "improve grenze to neutral: +1, lifts a cap, reaches mitte",
        "answer offen: +1",
        "measure plan to neutral: +1",
        "improve erst-y to neutral: +1",
        "improve dann-x to neutral: +1",
    ]
    criteria[1] = criterion("dann-x", one(EFFECT), "2", field="x")
    assert steps(catalogue(criteria, x=limits, y=SUM), plan, **given)[0] == "improve dann-x to neutral: +2"


def test_a_step_without_gain_counts_if_it_lifts_the_cap_that_holds() -> None:
    held = knock_out("neutral", "schwach")
    criteria = [criterion("k", one(EFFECT), "0", knock_out=held), criterion("l", one(EFFECT)), criterion("m", one(EFFECT), "0")]
    probe = catalogue(criteria, f=LEVELLED)
    assert steps(probe, k="neutral", l="fördernd") == ["improve k to fördernd: +0, lifts a cap, reaches stark"]
    assert steps(probe, k=N.CANNOT_TELL, l="fördernd") == ["answer k: +0, lifts a cap, reaches stark"]
    assert steps(probe, k="hemmend", l="fördernd") == []
    assert steps(probe, k="neutral", l="hemmend") == ["improve l to neutral: +1, reaches schwach"]


def test_a_cap_that_another_one_outweighs_is_lifted_without_effect() -> None:
    criteria = [criterion(name, one(EFFECT), "0", knock_out=knock_out("hemmend", "schwach")) for name in ("k", "l")]
    probe = catalogue([*criteria, criterion("m", one(EFFECT))], f=LEVELLED)
    assert steps(probe, k="hemmend", l="hemmend", m="fördernd") == []
    assert steps(probe, k="hemmend", l="hemmend", m="neutral") == ["improve m to fördernd: +1"]


def test_the_level_of_a_step_stays_under_the_other_caps() -> None:
    criteria = [criterion("k", one(EFFECT), "0", knock_out=knock_out("hemmend", "trägt")), criterion("l", one(EFFECT))]
    assert steps(catalogue(criteria, f=LEVELLED), k="hemmend") == ["answer l: +2, reaches trägt"]


def test_an_improvement_that_runs_into_a_knock_out() -> None:
    criteria = [criterion("k", one(EFFECT), knock_out=knock_out("neutral", "schwach")), criterion("l", one(EFFECT), "2")]
    figure = score(answered({"k": "hemmend", "l": "fördernd"}), catalogue(criteria, f=LEVELLED))
    assert [short(step) for step in figure.next_steps] == ["improve k to neutral: +1/3, reaches schwach"]
    assert names(part_of(figure)) == ("trägt", "trägt", "trägt")


def test_the_best_answer_is_one_that_no_knock_out_hits() -> None:
    both = scale("gut 1, auch-gut 1, schlecht -1")
    criteria = [criterion("k", one(both), knock_out=knock_out("gut", "schwach"))]
    assert steps(catalogue(criteria, f=LEVELLED)) == ["answer k: +2, lifts a cap, reaches stark"]
    criteria = [criterion("k", one(EFFECT), knock_out=knock_out("fördernd", "schwach"))]
    assert steps(catalogue(criteria, f=LEVELLED)) == ["answer k: +2, reaches schwach"]


def test_no_step_opens_or_closes_a_gate() -> None:
    rest = criterion("k", one(EFFECT))
    closing, opening = gate("fördernd", "f"), gate("hemmend", "f")
    assert steps(catalogue([criterion("g", one(EFFECT), gate=closing), rest]), k="fördernd") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=closing), rest]), g="neutral", k="fördernd") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=opening), rest]), g="hemmend") == []
    assert steps(catalogue([criterion("g", one(EFFECT), gate=opening), rest]), k="fördernd") == ["answer g: +1"]


def test_a_gate_with_values_is_improved_where_that_closes_nothing() -> None:
    worst, best = asked("a", gate=gate("--", "f")), asked("a", gate=gate("++", "f"))
    assert steps(catalogue([worst]), a="--") == []
    assert steps(catalogue([worst]), a="-") == ["improve a to 0: +1"]
    assert steps(catalogue([best]), a="+") == steps(catalogue([best]), a=N.UNANSWERED) == []


def test_the_best_answer_is_one_that_ends_nothing() -> None:
    """Of equally good ones; the first would close its own field."""
    both = scale("gut 1, auch-gut 1, schlecht -1")
    rest = criterion("k", one(EFFECT))
    gated = criterion("g", one(both), gate=gate("gut", "f"))
    assert steps(catalogue([gated, rest]), k="fördernd") == ["answer g: +1"]
    every = Gate(frozenset({"gut", "auch-gut"}), ("f",))
    assert steps(catalogue([criterion("g", one(both), gate=every), rest]), k="fördernd") == []


def test_the_kinds_of_steps_stand_in_their_order() -> None:
    assert list(StepKind) == [StepKind.ANSWER, StepKind.MEASURE, StepKind.IMPROVE]
