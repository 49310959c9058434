"""How often each level was given in a dimension: in the order of the scale, each sort of question by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from printed import book_of_values, new_printer, pages_of
from pruefbuch import tree
from pruefbuch.book import Context, load_context
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Aggregation, Axis, Catalogue, Form, FormKind, Method
from pruefbuch.model.common import Place
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.scoring import score
from pruefbuch.summary.briefs import brief_of
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.profile import Distribution, Question, distribution
from pruefbuch.views.rows import result_summary
from sample_book import FULL, NEW, assessment, rating, sample_book

ROOT = Path(__file__).parent.parent
TOWN = sample_book().municipalities["musterstadt"]


@pytest.fixture(scope="module")
def context() -> Context:
    return load_context(tree.read(ROOT))


def checked(catalogue: Catalogue, levels: Mapping[str, str]) -> ScoredAssessment:
    """An assessment by a shipped edition in which these criteria have these levels."""
    ratings = [Rating(name, Place(""), (level,)) for name, level in levels.items()]
    values = assessment("a/b", ratings, catalogue=catalogue.ref)
    return ScoredAssessment(values, score(values, catalogue))


def spread_of(scored: ScoredAssessment, catalogue: Catalogue, dimension: str) -> Distribution:
    part = next(part for part in scored.result.dimensions if part.dimension == dimension)
    criteria = [criterion for criterion in catalogue.criteria if criterion.id in part.standings]
    return distribution(scored.assessment, catalogue, criteria, part)


def said(spread: Distribution) -> list[tuple[str, list[str], int]]:
    """Label, counts, and how many stretches the bar has."""
    return [
        (part.label, [f"{count.number} × {count.chip.word}" for count in part.counts], len(part.bar)) for part in spread.spreads
    ]


def test_levels_stand_in_the_order_of_the_scale_whatever_dimension_they_were_given_in(context: Context) -> None:
    catalogue = context.catalogues["wernigerode@2021"]
    given = {"oe1": "kein-effekt", "oe2": "foerdernd", "w1": "hemmend", "w2": "foerdernd", "s1": "foerdernd"}
    scored = checked(catalogue, given)
    items = [f"{item.number} × {item.text}" for item in result_summary(scored, catalogue).items]
    order = ["1 × hemmend", "1 × kein Effekt", "3 × fördernd"]
    assert items[:-1] == order and items[-1] == "15 × nicht beantwortet"
    lines = brief_of(scored.assessment, scored.result, catalogue).parts.split("\n")
    assert lines[0] == "2/5 wirkung/kein-effekt:1 wirkung/foerdernd:1"
    later = checked(catalogue, {"oe1": "foerdernd", "oe2": "kein-effekt"})
    assert brief_of(later.assessment, later.result, catalogue).parts.split("\n")[0] == lines[0]


@pytest.mark.parametrize("ref", ["lueneburg@2022", "lueneburg@2025", "wernigerode@2021"])
def test_a_line_counts_every_open_question_whatever_scale_it_is_asked_on(context: Context, ref: str) -> None:
    catalogue = context.catalogues[ref]
    scored = checked(catalogue, {})
    assert [(item.text, item.number) for item in result_summary(scored, catalogue).items] == [
        ("nicht beantwortet", len(catalogue.criteria))
    ]


def test_a_question_that_only_opens_a_field_is_no_rating(context: Context) -> None:
    catalogue = context.catalogues["nh-beschluss@2026"]
    scored = checked(catalogue, {"beruehrt-klima": "ja", "treibhausgase": "foerdernd", "beruehrt-soziales": "nein"})
    assert said(spread_of(scored, catalogue, "klima")) == [
        ("Vorfrage", ["1 × berührt"], 0),
        ("", ["1 × fördernd", "1 × nicht beantwortet"], 2),
    ]
    assert said(spread_of(scored, catalogue, "soziales")) == [("Vorfrage", ["1 × nicht berührt"], 0)]
    assert not [item.text for item in result_summary(scored, catalogue).items if "berührt" in item.text]
    lines = dict(zip([part.dimension for part in scored.result.dimensions], _lines(scored, catalogue), strict=True))
    assert lines["klima"] == "2/3 wirkung/foerdernd:1"
    assert lines["soziales"] == "1/1 beruehrt/nein:1"
    assert lines["wohnen"] == "0/3"


def _lines(scored: ScoredAssessment, catalogue: Catalogue) -> list[str]:
    return brief_of(scored.assessment, scored.result, catalogue).parts.split("\n")


def test_direction_and_extent_have_bars_of_their_own(context: Context) -> None:
    catalogue = context.catalogues["klimacheck@2026"]
    scored = checked(catalogue, {"klimawirkung": "negativ", "ausmass": "erheblich"})
    spread = spread_of(scored, catalogue, "klima")
    assert said(spread) == [("Wirkung auf das Klima", ["1 × negativ"], 1), ("Ausmaß", ["1 × erheblich"], 1)]
    picture, words = FragmentCache(catalogue, new_printer().draw).distribution("klima", spread)
    assert (picture.count(b"<svg"), picture.count(b'id="b-klima-t"'), picture.count(b'id="b-klima-2-t"')) == (2, 1, 1)
    assert '<title id="b-klima-2-t">Klima, Ausmaß: Anteil der Stufen</title>' in picture.decode()
    assert words.decode() == "Wirkung auf das Klima: 1 × negativ; Ausmaß: 1 × erheblich"


def test_an_amount_stands_wherever_the_level_does(context: Context) -> None:
    """At a glance, in the text for the council paper, in a line of the overview, in the report to the council."""
    catalogue = context.catalogues["klimacheck@2026"]
    ratings = [
        Rating("klimawirkung", Place(""), ("negativ",)),
        Rating("ausmass", Place(""), ("erheblich",), amounts={"erheblich": Fraction(49, 5)}),
    ]
    sheet = assessment("a/b", ratings, catalogue=catalogue.ref)
    book = book_of_values({catalogue.ref: catalogue}, {"a": replace(TOWN, id="a")}, {"a/b": sheet})
    pages = pages_of(book)
    html = pages["ergebnisse/a/b.md"].html
    row = html.partition('href="#d-klima"')[2].partition("</tr>")[0]
    assert '<a href="#k-ausmass">Ausmaß der Wirkung</a>: <span class="pb-amount">9,8 t CO2e/a</span> (erheblich)' in row
    pasted = html.partition('id="text-vorlage">')[2].partition("</pre>")[0]
    assert "; Ausmaß der Wirkung: 9,8 t CO2e/a (erheblich); beantwortet: 2 von 2" in pasted
    items = [item.text for item in result_summary(book.check("a/b"), catalogue).items]
    assert items == ["negativ", "erheblich", "Ausmaß der Wirkung: 9,8 t CO2e/a"]
    report = pages["kommunen/a/bericht/1.md"].html
    assert "<strong>Beträge:</strong> Ausmaß der Wirkung: 9,8 t CO2e/a (erheblich)" in report


def test_of_many_amounts_a_line_names_the_first() -> None:
    units = Form(FormKind.LEVEL, (Axis("level", "Stufe", NEW.criterion("strom").form.axes[0].scale),), "kWh")
    criteria = tuple(replace(NEW.criterion("strom"), id=f"k{number}", form=units) for number in range(5))
    book = replace(NEW, criteria=criteria)
    ratings = [rating(criterion.id, "neutral", amounts={"neutral": Fraction(1)}) for criterion in criteria]
    sheet = assessment("a/b", ratings)
    items = [item.text for item in result_summary(ScoredAssessment(sheet, score(sheet, book)), book).items]
    assert items[-4:] == [*["Stromverbrauch: 1 kWh"] * 3, "und 2 weitere"]


def test_the_text_for_the_council_paper_names_the_whole_and_what_holds_it_down() -> None:
    sheet = assessment("a/b", [rating("strom", "hemmend"), *(each for each in FULL if each.criterion != "strom")])
    html = pages_of(book_of_values({NEW.ref: NEW}, {"a": replace(TOWN, id="a")}, {"a/b": sheet}))["ergebnisse/a/b.md"].html
    pasted = html.partition('id="text-vorlage">')[2].partition("</pre>")[0]
    (whole,) = [line for line in pasted.split("\n") if line.startswith("Gesamt: ")]
    assert whole == (
        "Gesamt: 0,48 bis 0,75 (von −0,52 bis 1,52 möglich), Stufe: schwach; ohne Begrenzung: trägt; "
        "begrenzt auf „schwach“ durch Stromverbrauch; beantwortet: 8 von 11"
    )


def test_two_axes_are_two_bars() -> None:
    """Each in the order of its scale; on the same scale, second axes of other questions stand apart."""
    first, second = NEW.criterion("klima").form.axes
    other = replace(NEW.criterion("klima"), id="dauer", form=Form(FormKind.AXES, (first, second._replace(label="Dauer"))))
    third = replace(NEW.criterion("klima"), id="drittes")
    dimensions = tuple(dimension._replace(aggregation=Aggregation(Method.NONE)) for dimension in NEW.dimensions)
    book = replace(NEW, criteria=(NEW.criterion("klima"), other, third), dimensions=dimensions)
    ratings = [
        rating("klima", "foerdernd", "hoch"),
        rating("dauer", "foerdernd", "mittel"),
        rating("drittes", "hemmend", "mittel"),
    ]
    part = next(part for part in score(assessment("a/b", ratings), book).dimensions if part.dimension == "klima")
    shown = distribution(assessment("a/b", ratings), book, book.criteria, part)
    assert said(shown) == [
        ("Wirkung", ["1 × hemmend", "2 × fördernd"], 2),
        ("Stärke", ["1 × mittel", "1 × hoch"], 2),
        ("Dauer", ["1 × mittel"], 1),
    ]
    assert [spread.question for spread in shown.spreads] == [Question.RATING, Question.SECOND_AXIS, Question.SECOND_AXIS]
