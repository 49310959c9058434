"""An assessment or municipality file → nouns."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from plots import SHEET, TOWN, book_of, problems_of
from pruefbuch import tree
from pruefbuch.book import load_context
from pruefbuch.model.assessments import (
    Assessment,
    AssessmentStatus,
    Decision,
    Evidence,
    Exemption,
    Measure,
    MeasureState,
    MunicipalityKey,
    Origin,
    Paper,
    Population,
    SubjectKind,
)
from pruefbuch.model.common import Link, NonValue, PartialDate, Place
from pruefbuch.parse import rating as rating_room
from pruefbuch.source import reading

PATH = "assessments/musterort/radweg.yml"

FULL = """\
catalogue: formen@2026
subject: {id: radweg, title: Radweg, kind: paper, digital: true, summary: Ein *Weg*.}
date: unknown
status: withdrawn
status_reason: Irrtum.
unit: Bauamt
reviewed_by: Umweltamt
paper: {number: 0947-StR/2022, url: https://example.org/v, date: 2022-05-01}
decision: {text: beschlossen, date: 2022-06, url: https://example.org/b}
comment: Wir danken.
sources: [{title: Quelle, url: https://example.org/q}]
ratings:
  freitext: {text: Noch etwas., reason: Weil.}
  relevant: ja
  stufe:
    level: hemmend
    amount: 2.5
    reason: Weil.
    alternatives: Keine.
    lesson: Früher *fragen*.
    evidence: [{title: Gutachten, url: https://example.org/g, kind: Studie, date: 2026-02}]
    measures: [{text: Sparen., state: planned, due: 2026-12, expected: foerdernd}]
  achsen: {level: {richtung: foerdernd, staerke: gross}}
  auswahl: {level: [kein-effekt, hemmend], amount: {hemmend: 1/2}, reason: Beides.}
"""


def test_everything() -> None:
    book = book_of({PATH: FULL})
    assert book.problems == ()
    found = book.check("musterort/radweg").assessment
    assert (found.subject.kind, found.subject.digital, found.subject.summary) == (SubjectKind.PAPER, True, "Ein *Weg*.")
    assert (found.date, found.status, found.origin) == (None, AssessmentStatus.WITHDRAWN, Origin.OWN)
    assert (found.unit, found.reviewed_by, found.comment, found.note) == (
        "Bauamt",
        "Umweltamt",
        "Wir danken.",
        "",
    )
    assert found.paper == Paper("0947-StR/2022", "https://example.org/v", PartialDate(2022, 5, 1))
    assert found.decision == Decision("beschlossen", PartialDate(2022, 6), "https://example.org/b")
    assert found.sources == (Link("Quelle", "https://example.org/q"),)
    assert [rating.criterion for rating in found.ratings] == ["relevant", "stufe", "achsen", "auswahl", "freitext"]
    assert found.place_of("status") == Place(PATH, 4, 1)
    assert found.place_of("gibt-es-nicht") == Place(PATH)


def test_ratings_of_every_form() -> None:
    ratings = {rating.criterion: rating for rating in book_of({PATH: FULL}).check("musterort/radweg").assessment.ratings}
    assert ratings["relevant"].levels == ("ja",)
    assert ratings["relevant"].place == Place(PATH, 14, 13)
    stufe = ratings["stufe"]
    assert (stufe.levels, stufe.amounts, stufe.place.line) == (("hemmend",), {"hemmend": Fraction(5, 2)}, 16)
    assert stufe.evidence == (Evidence("Gutachten", "https://example.org/g", "Studie", PartialDate(2026, 2)),)
    assert stufe.measures == (Measure("Sparen.", MeasureState.PLANNED, PartialDate(2026, 12), "foerdernd"),)
    assert ratings["achsen"].levels == ("foerdernd", "gross")
    assert ratings["auswahl"].levels == ("hemmend", "kein-effekt")
    assert ratings["auswahl"].amounts == {"hemmend": Fraction(1, 2)}
    assert (ratings["freitext"].text, ratings["freitext"].reason) == ("Noch etwas.", "Weil.")


def test_short_forms() -> None:
    ratings = "relevant: unanswered\n  achsen: {level: {richtung: kein-effekt}}\n  auswahl: [kein-effekt]\n"
    short = FULL.split("ratings:")[0] + "ratings:\n  " + ratings
    by_id = {rating.criterion: rating for rating in book_of({PATH: short}).check("musterort/radweg").assessment.ratings}
    assert by_id["auswahl"].levels == ("kein-effekt",)
    assert by_id["relevant"].non_value is NonValue.UNANSWERED
    assert by_id["achsen"].levels == ("kein-effekt",)
    without_reason = short.replace("[kein-effekt]", "[hemmend]")
    assert problems_of({PATH: without_reason})[-1].endswith("requirement: „auswahl“ ist „hemmend“ ohne „reason“")


def test_exemption_and_delegation() -> None:
    head = FULL.split("ratings:")[0]
    exempt = book_of({PATH: head + "exemption: {class: personal, reason: Personal.}\n"}).check("musterort/radweg").assessment
    assert exempt.exemption == Exemption("personal", "Personal.")
    assert (
        book_of({PATH: SHEET.replace("ratings:", "delegation: {title: Stellungnahme}\nratings:")}).errors[0].rule
        == "delegation"
    )


@pytest.mark.parametrize(
    ("rating", "rule"),
    [
        ("auswahl: {level: [kein-effekt], amount: 3}", "not-a-group"),
        ("auswahl: []", "rating"),
        ("stufe: {level: unanswered, amount: 3}", "unknown-key"),
        ("freitext: {text: a, level: cannot-tell}", "unknown-key"),
        ("stufe: [hemmend]", "not-a-text"),
        ("freitext: [a]", "rating"),
        ("freitext: {reason: Weil.}", "missing-key"),
        ("achsen: {level: {richtung: hemmend, staerke: riesig}}", "unknown-level"),
        ("stufe: {level: kein-effekt, measures: [{text: a, state: done, expected: [b]}]}", "not-a-text"),
        ("achsen: {level: unanswered, measures: [{text: a, state: done, expected: hemmend}]}", "unknown-key"),
    ],
)
def test_wrong_ratings(rating: str, rule: str) -> None:
    found = problems_of({PATH: FULL.split("ratings:")[0] + f"ratings:\n  {rating}\n"})
    assert f" {rule}: " in "\n".join(found)


def test_dates_that_may_be_in_order_are() -> None:
    for paper, decision, expected in (
        ("2022", "2022-06", 0),
        ("2022-06", "2022", 0),
        ("2022-06", "2022-05", 1),
        ("2022-06-02", "2022-06-01", 1),
        ("2023", "2022-12-31", 1),
    ):
        text = FULL.replace("date: 2022-05-01", f"date: {paper}").replace("date: 2022-06,", f"date: {decision},")
        assert len(problems_of({PATH: text})) == expected, (paper, decision)


def test_municipality() -> None:
    text = """\
name: Eisenbach
kind: Stadt
made_up: false
state: TH
ags: [{code: "16063105", valid_from: 2021-07-01, source: https://example.org/a}]
website: https://example.org/
about: Ein Ort.
sources: [https://example.org/q]
"""
    found = book_of({TOWN: text}).municipalities["musterort"]
    assert (found.name, found.kind, found.made_up, found.state, found.website) == (
        "Eisenbach",
        "Stadt",
        False,
        "TH",
        "https://example.org/",
    )
    place = Place(TOWN, 5, 14)
    assert found.keys == (MunicipalityKey("16063105", PartialDate(2021, 7, 1), None, "https://example.org/a", place=place),)


def test_population() -> None:
    text = "name: A\nkind: Stadt\nmade_up: {}\npopulation: {{{}}}\n"
    real = text.format("false", "count: 24000, date: 2023-12-31, source: https://example.org/e")
    found = book_of({TOWN: real}).municipalities["musterort"].population
    assert found == Population(24000, PartialDate(2023, 12, 31), "https://example.org/e")
    made_up = text.format("true", "count: 9, date: 2025")
    assert book_of({TOWN: made_up}).municipalities["musterort"].population == Population(9, PartialDate(2025))
    for count in ("24.000", "0", "-3", "1/2", "rund 900", "123456789"):
        (problem,) = problems_of({TOWN: text.format("true", f"count: {count}, date: 2025")})
        assert problem == f"{TOWN}:4:21 population: „count“ ist „{count}“"
    assert problems_of({TOWN: text.format("true", "date: 2025")}) == [f"{TOWN}:4:13 missing-key: die Angabe „count“ fehlt"]
    assert problems_of({TOWN: text.format("true", "count: 9")}) == [f"{TOWN}:4:13 missing-key: die Angabe „date“ fehlt"]
    (problem,) = problems_of({TOWN: text.format("false", "count: 9, date: 2025")})
    assert problem == f"{TOWN}:4:13 source-missing: die Einwohnerzahl ist ohne Quelle angegeben"


def test_a_key_is_text_with_its_leading_zero() -> None:
    text = "name: A\nkind: Stadt\nmade_up: false\nags: [{code: 01001000, source: https://example.org/}]\n"
    assert book_of({TOWN: text}).municipalities["musterort"].keys[0].code == "01001000"


def test_a_key_without_code() -> None:
    text = "name: A\nkind: Stadt\nmade_up: false\nags: [{source: https://example.org/}]\n"
    assert problems_of({TOWN: text}) == [f"{TOWN}:4:7 missing-key: die Angabe „code“ fehlt"]


def test_what_is_read_the_short_way_is_read_alike_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    context = load_context(tree.read(Path(__file__).parent.parent))
    short = {path: context.open(path) for path in context.tree.sheets}
    taken = [rating for each in short.values() for rating in each.ratings if rating.evidence and not rating.measures]
    assert taken
    monkeypatch.setattr(rating_room, "_usual_rating", lambda *_: None)
    monkeypatch.setattr(reading, "read_fast", lambda *_: None)
    assert {path: context.open(path) for path in short} == short


@pytest.mark.parametrize(
    "text",
    [
        "{level: foerdernd, reason: }",
        "{level: foerdernd, reason: null}",
        "{level: foerdernd, reason: 'null'}",
        "{level: nie, reason: Weil.}",
        "{level: foerdernd, reason: [a]}",
        "{level: foerdernd, reason: Weil., evidence: }",
        "{level: foerdernd, reason: Weil., evidence: []}",
        "{level: foerdernd, reason: Weil., evidence: [a]}",
        "{level: foerdernd, reason: Weil., evidence: {title: A, url: https://example.org/}}",
        "{level: foerdernd, reason: Weil., evidence: [{title: A, url: https://example.org/, date: 2026}]}",
        "{level: foerdernd, reason: Weil., warum: a}",
        "{level: foerdernd, reason: Weil., evidence: [{title: A, url: b}]}",
        f"{{level: foerdernd, reason: {'a ' * 600}}}",
        "{reason: Weil.}",
    ],
)
def test_strange_ratings_are_read_alike_the_short_way(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {PATH: FULL.replace("  stufe:\n", f"  stufe: {text}\n  rest:\n", 1)}
    before = problems_of(files)
    monkeypatch.setattr(rating_room, "_usual_rating", lambda *_: None)
    assert problems_of(files) == before


LINES = """\
catalogue: formen@2026
subject:
  id: radweg
  title: Radweg
  kind: paper
  digital: true
date: 2026-05
ratings:
  relevant: ja
  stufe:
    level: @level
    reason: @reason
@more  auswahl:
    level: [kein-effekt]
    reason: Kaum.
"""


@pytest.mark.parametrize("level", ["foerdernd", "nie", "cannot-tell", "null"])
@pytest.mark.parametrize("reason", ["Weil.", "null", "a " * 600 + "b"])
@pytest.mark.parametrize(
    "more",
    [
        "",
        "    evidence:\n      - title: A\n        url: https://example.org/?a&b\n",
        "    evidence:\n      - title: A\n        url: b\n",
        f"    evidence:\n      - title: {'a' * 301}\n        url: https://example.org/\n",
        "    evidence:\n      - title: A\n      - url: https://example.org/\n",
    ],
)
def test_ratings_of_several_lines_are_read_alike_the_short_way(
    level: str, reason: str, more: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {PATH: LINES.replace("@level", level).replace("@reason", reason).replace("@more", more)}
    before = judged(files)
    monkeypatch.setattr(rating_room, "_usual_rating", lambda *_: None)
    monkeypatch.setattr(reading, "read_fast", lambda *_: None)
    assert judged(files) == before


def judged(files: dict[str, str]) -> tuple[list[str], Assessment | None]:
    """The problems of files, and the assessment where there is none."""
    book = book_of(files)
    return [str(problem) for problem in book.problems], book.open(next(iter(book.entries))) if book.entries else None
