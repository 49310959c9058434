"""Messages say what was meant, one for each cause, and their way out works when it is followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import BASE, FORMEN, SHEET, TOWN, book_of
from pruefbuch.catalogue.sheets import sheet
from pruefbuch.model import german, phrases
from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Phase, SubjectKind
from pruefbuch.model.catalogues import CriterionChange, EditionStatus, Method
from pruefbuch.model.common import NonValue
from pruefbuch.model.initiatives import Category
from pruefbuch.model.lands import LANDS as STATES
from pruefbuch.model.meant import date_fault, number_remedy, url_remedy
from pruefbuch.model.offers import OfferKind
from pruefbuch.model.operators import DataLicence
from pruefbuch.model.suggest import meant, resembling, suggest
from pruefbuch.render.offers import _KINDS
from pruefbuch.source import read
from pruefbuch.texts import gettext
from pruefbuch.typed import Diagnostics, Reader, is_url, parse_date
from pruefbuch.views import words
from pruefbuch.views.methods import words_of

PATH = "assessments/musterort/radweg.yml"


def messages(text: str, path: str = PATH) -> list[tuple[str, str]]:
    """What is found in a file of a small book, and the ways out."""
    return [(problem.found, problem.remedy) for problem in book_of({path: text}).problems if problem.place.path == path]


# -- words -------------------------------------------------------------------------------------------------------------


def shown() -> list[tuple[type[StrEnum], StrEnum, str]]:
    """Every word of the format for which our pages have a German one."""
    book = book_of({})
    catalogue = book.catalogues["formen@2026"]
    tables: dict[type[StrEnum], Callable[[Any], str]] = {
        NonValue: lambda word: words.non_value(word, catalogue),
        AssessmentStatus: words.status,
        SubjectKind: words.subject_kind,
        Phase: words.phase,
        MeasureState: words.measure_state,
        EditionStatus: words.edition_status,
        Category: words.category,
        CriterionChange: words.change,
        OfferKind: lambda word: gettext(_KINDS[word]),
        DataLicence: lambda word: word.link.title,
    }
    rows = [(kind, word, say(word)) for kind, say in tables.items() for word in kind]
    share = catalogue.dimensions[0].aggregation._replace(met=Fraction(1))
    return rows + [(Method, method, words_of(share._replace(method=method)).name) for method in Method]


def test_every_german_word_of_our_pages_leads_to_the_word_of_the_format() -> None:
    rows = shown()
    assert len(rows) > 50
    for kind, word, text in rows:
        assert suggest(text, tuple(kind), german.WORDS[kind]) == f"meinten Sie „{word}“?", text
        assert suggest(text.upper(), tuple(kind), german.WORDS[kind]) == f"meinten Sie „{word}“?", text


def test_every_land_is_known_by_its_name_and_none_by_half_of_it() -> None:
    assert [*german.STATES] == [*STATES]
    for state, (name, *_) in german.STATES.items():
        assert meant(name, STATES, german.STATES) == [state]
    assert meant("Sachsen Anhalt", STATES, german.STATES) == ["ST"]
    assert meant("Thueringn", STATES, german.STATES) == ["TH"]
    for word in ("Rheinland", "XX", "SA", "Anhalt", "Österreich"):
        assert meant(word, STATES, german.STATES) == [], word


LEVELS = {"stark-hemmend": ("stark hemmend", "−−", "▼▼"), "hemmend": ("hemmend", "−", "▼"), "foerdernd": ("fördernd", "+", "▲")}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("sehr hemmend", "stark-hemmend"),
        ("starkhemmend", "stark-hemmend"),
        ("besonders hemend", "stark-hemmend"),
        ("STARK_HEMMEND", "stark-hemmend"),
        ("hemend", "hemmend"),
        ("Förderlich", "foerdernd"),
        ("--", "stark-hemmend"),
        ("-", "hemmend"),
        ("▼▼", "stark-hemmend"),
        ("nicht hemmend", ""),
        ("unhemmend", ""),
        ("eher hemmend", ""),
        ("sehr fördernd", ""),
        ("leicht fördernd", ""),
        ("−−−", ""),
        ("stark", ""),
        ("positiv", ""),
    ],
)
def test_a_suggestion_is_never_milder_and_never_another_fact(word: str, level: str) -> None:
    assert meant(word, LEVELS, LEVELS) == ([level] if level else [])


def test_what_is_not_sure_is_not_suggested() -> None:
    assert meant("positive", ["limited-positive", "limited-negative"]) == []
    assert meant("a1", ["a2", "a3"]) == [] and meant("nh-digital@2025", ["nh-digital@2026"]) == []
    assert meant("buerger-app-2026-06", ["buerger-app-2026-09"]) == []
    assert meant("ungeregelt", ["geregelt"]) == [] and meant("irrelevant", ["relevant"]) == []
    assert meant("hause", ["hausa", "hausb"]) == [] and meant("ä", ["date"]) == []
    assert suggest("Stand", ["date", "status"], german.KEYS) == "meinten Sie „date“ oder „status“?"
    assert resembling("../a/index.md", ["../b/index.md"]) and resembling("x" * 99, ["x"]) == ""


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_what_is_allowed_is_always_found(word: str, others: list[str]) -> None:
    assert word in meant(word, [word, *others])


# -- dates, numbers, addresses -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        *(
            (text, "2026-11-30")
            for text in ("30.11.2026", "30. November 2026", "2026/11/30", "30.11.26", "30. Nov. 2026", "20261130")
        ),
        *(
            (text, "2026-11-30")
            for text in ("2026–11–30", "2026-11-30T10:00", "Montag, 30. November 2026", "30/11/2026", "2026.11.30")
        ),
        *((text, "2026-11-30") for text in ("30.11.2026, 10:15 Uhr", "den 30. November 2026", "30-11-2026", "11/30/2026")),
        *((text, "2026-11") for text in ("11/2026", "11.2026", "November 2026", "Nov 2026", "2026/11")),
        ("2026-3-5", "2026-03-05"),
        ("1. März 2026", "2026-03-01"),
        ("Mrz 2026", "2026-03"),
        ("5. Mai 2026", "2026-05-05"),
        ("Jänner 2026", "2026-01"),
    ],
)
def test_every_date_that_people_write_has_its_form(text: str, iso: str) -> None:
    assert date_fault(text) == ("", f"„{iso}“ schreiben")
    assert parse_date(iso) is not None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31.02.2026", "den 31. Februar gibt es nicht"),
        ("2026-02-31", "den 31. Februar gibt es nicht"),
        ("31. April 2026", "den 31. April gibt es nicht"),
        ("29.02.2026", "den 29. Februar gibt es 2026 nicht"),
        ("2026-13", "einen Monat 13 gibt es nicht"),
        ("2026-00-10", "einen Monat 0 gibt es nicht"),
        ("0026-01-01", "das Jahr 26 kann nicht gemeint sein"),
    ],
)
def test_a_date_that_is_none_is_named(text: str, fault: str) -> None:
    assert date_fault(text) == (fault, "Tag und Monat prüfen")


def test_dates_that_may_mean_two_or_nothing_are_not_made_up() -> None:
    assert date_fault("3/5/2026")[1].startswith("„2026-05-03“ oder „2026-03-05“ schreiben")
    assert date_fault("unbekannt")[1].startswith("„unknown“")
    for text in ("gestern", "12:30:45", "11/26", "1.1.1", "JJJJ-MM-TT", "Ende 2026", "31. Foo 2026"):
        assert date_fault(text) == ("", "Datum in dieser Schreibweise angeben"), text


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_german_date_leads_to_its_own_day(day: date) -> None:
    assert date_fault(f"{day.day}.{day.month}.{day.year}") == ("", f"„{day.isoformat()}“ schreiben")


@given(st.text())
def test_no_text_makes_a_remedy_throw(text: str) -> None:
    assert all((date_fault(text)[1], number_remedy(text), url_remedy(text)))


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("+1", "„1“ schreiben"),
        ("−1", "„-1“ schreiben"),
        ("2,5", "„2.5“ schreiben"),
        ("50 %", "ohne Prozentzeichen schreiben: „50“, als Anteil „1/2“"),
        ("1.000,5", "„1000.5“ schreiben"),
        ("1 000", "„1000“ schreiben"),
        ("007", "„7“ schreiben"),
        (".5", "„0.5“ schreiben"),
        ("½", "„1/2“ schreiben"),
        ("12,5 t CO2", "nur die Zahl angeben: „12.5“"),
        ("3 bis 5 t", "nur die Zahl angeben, mit Dezimalpunkt und ohne Einheit"),
        ("3,5 Mio. Euro", "nur die Zahl angeben, mit Dezimalpunkt und ohne Einheit"),
        ("1,2,3", "nur die Zahl angeben, mit Dezimalpunkt und ohne Einheit"),
        ("9" * 20, "nur die Zahl angeben, mit Dezimalpunkt und ohne Einheit"),
    ],
)
def test_numbers_as_people_write_them(text: str, remedy: str) -> None:
    assert number_remedy(text) == remedy
    for number in re.findall(r"„([^“]+)“", remedy):
        mapping, _ = read("x.yml", f"k: {number}\n")
        assert mapping is not None
        root = Reader(mapping, Diagnostics())
        root.number("k")
        assert root.diagnostics.problems == []


def test_addresses() -> None:
    for text in ("https://…", "https://...", "https://example.org/…", "https://x", "www.example.org", "https://a..b"):
        assert not is_url(text), text
    for text in ("https://example.org", "http://example.org:8000/a?b=c#d", "https://bürger.de/", "https://example.org/a...b"):
        assert is_url(text), text
    assert "die ganze Adresse" in url_remedy("https://…")
    assert "„https://www.example.org“" in url_remedy("www.example.org")
    assert "„https://example.org/a“" in url_remedy("[T](https://example.org/a)")
    assert "%20" in url_remedy("https://example.org/a b")
    assert "E-Mail" in url_remedy("name@example.org")
    assert url_remedy("ftp://x") == "Adresse aus dem Browser kopieren"


# -- texts that say nothing ----------------------------------------------------------------------------------------------


SIGNS = ("-", "–", "…", "...", "?", "./.")
PHRASES = ("k.A.", "k. A.", "keine Angabe", "s.o.", "n/a", "N/A", "siehe oben", "TODO")


@pytest.mark.parametrize("text", [*SIGNS, *PHRASES])
def test_a_reason_that_says_nothing_is_hinted_at(text: str) -> None:
    sheet_text = SHEET.replace("a: foerdernd", f'a: {{level: foerdernd, reason: "{text}"}}')
    assert messages(sheet_text) == [
        (f"„reason“ ist „{text}“ und sagt nichts", "ausfüllen; was nicht verlangt ist, kann fehlen")
    ]


@pytest.mark.parametrize("text", ["Keine.", "Weil.", "Nein", "3", "Es gab keine Angabe dazu in der Vorlage."])
def test_a_short_reason_may_say_something(text: str) -> None:
    assert not phrases.is_phrase(text)


def test_no_example_of_a_sheet_passes_for_an_answer() -> None:
    """Each comment of the head, and of the form of a rating, with nothing but its # taken away, is an error."""
    catalogue = book_of({}).catalogues["formen@2026"]
    empty = sheet(catalogue, ("  id: radweg", "  title: Radweg", "  kind: project", "  digital: false"), "2026-03")
    lines = empty.splitlines()
    for at, line in enumerate(lines[: lines.index("ratings:")]):
        if match := re.fullmatch(r"( *)# ((?:phase|summary|unit|reviewed_by|paper|decision|comment): .*)", line):
            text = "\n".join([*lines[:at], match[1] + match[2], *lines[at + 1 :]]) + "\n"
            assert book_of({PATH: text}).errors, line
    for key in ("reason", "alternatives", "lesson", "measures", "evidence"):
        (example,) = re.findall(rf"^#     ({key}: .*)$", empty, re.MULTILINE)
        block = f"  stufe:\n    level: kein-effekt\n    {example}\n"
        assert book_of({PATH: empty.replace("  # stufe: unanswered\n", block)}).errors, example


# -- one cause, one message, and a way out that works ----------------------------------------------------------------------

HEAD = "catalogue: formen@2026\nsubject: {id: radweg, title: Radweg, kind: project, digital: false}\ndate: 2026-03\n"
REST = "  relevant: ja\n  achsen: {level: {richtung: kein-effekt}}\n  auswahl: {level: [kein-effekt]}\n  freitext: {text: Nichts weiter.}\n"


@pytest.mark.parametrize(
    ("rating", "mended"),
    [
        ("stufe: kein-effekt\n  reason: Kaum.", "stufe: {level: kein-effekt, reason: Kaum.}"),
        ("stufe:\n  level: kein-effekt\n  reason: Kaum.", "stufe: {level: kein-effekt, reason: Kaum.}"),
        ("stufe:\n    level: kein-effekt\n  reason: Kaum.", "stufe:\n    level: kein-effekt\n    reason: Kaum."),
        ("stufe: {Stufe: kein-effekt}", "stufe: {level: kein-effekt}"),
        ("stufe: {lvel: kein-effekt}", "stufe: {level: kein-effekt}"),
        ("stufe: {level: kein-effekt, amount: 2,5}", "stufe: {level: kein-effekt, amount: 2.5}"),
        ("stufe: {level: kein-effekt, reason: eins, zwei, drei}", 'stufe: {level: kein-effekt, reason: "eins, zwei, drei"}'),
        ("stufe: []", "stufe: kein-effekt"),
        ("stufe: [kein-effekt]", "stufe: kein-effekt"),
        ("stufe: nicht beantwortet", "stufe: unanswered"),
        ("stufe: {level: unanswered, amount: 3}", "stufe: {level: unanswered}"),
        ("stufe: {level: kein-effekt, text: Kaum.}", "stufe: {level: kein-effekt, reason: Kaum.}"),
        ("stufe: hemmend2", "stufe: kein-effekt"),
        ("achsen: kein-effekt", "achsen: {level: {richtung: kein-effekt}}"),
        ("achsen: {level: kein-effekt}", "achsen: {level: {richtung: kein-effekt}}"),
        ("achsen: {richtung: kein-effekt}", "achsen: {level: {richtung: kein-effekt}}"),
        ("achsen: foerdernd groß", "achsen: {level: {richtung: foerdernd, staerke: gross}}"),
        ("achsen: {level: {richtng: kein-effekt}}", "achsen: {level: {richtung: kein-effekt}}"),
        ("auswahl: {level: [kein-effekt], amount: 3}", "auswahl: {level: [kein-effekt], amount: {kein-effekt: 3}}"),
        ("auswahl: kein Effekt", "auswahl: [kein-effekt]"),
        ("auswahl: []", "auswahl: unanswered"),
        ("freitext: Nichts weiter.", "freitext: {text: Nichts weiter.}"),
        ("freitext: {reason: Weil.}", "freitext: {reason: Weil., text: Nichts.}"),
        ("freitext: {text: a, level: cannot-tell}", "freitext: {text: a}"),
    ],
)
def test_a_rating_gone_wrong_has_one_message_and_a_way_out(rating: str, mended: str) -> None:
    lines = ("  stufe: kein-effekt\n" + REST).splitlines(keepends=True)
    others = "".join(line for line in lines if line.split(":")[0] != "  " + rating.split(":")[0])
    assert len(messages(f"{HEAD}ratings:\n  {rating}\n{others}")) == 1
    assert messages(f"{HEAD}ratings:\n  {mended}\n{others}") == []


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        ("id: radweg", "id: null"),
        ("kind: project", ""),
        ("kind: project", "kind: Projekt"),
        ("title: Radweg", "titel: Radweg"),
        ("digital: false", "digital: nein"),
        ("digital: false}\ndate: 2026-03\n", "digital: false}\ndate: 30.11.2026\n"),
    ],
)
def test_one_cause_in_the_head_has_one_message(wrong: str, mended: str) -> None:
    text = f"{HEAD}ratings:\n  stufe: kein-effekt\n{REST}"
    assert messages(text) == []
    assert len(messages(text.replace(wrong, mended).replace(", ,", ","))) == 1


def test_entries_that_are_not_indented_have_one_message_for_each_group() -> None:
    subject = "subject:\nid: radweg\ntitle: Radweg\nkind: project\ndigital: false\n"
    text = f"catalogue: probe@2026\n{subject}date: 2026-03\nratings:\na: foerdernd\n"
    assert [found for found, _ in messages(text)] == [
        "„subject“ ist leer, und „id“, „title“, „kind“, „digital“ stehen daneben statt darin",
        "„ratings“ ist leer, und „a“ steht daneben statt darin",
    ]


def test_two_numbers_with_a_comma_in_braces() -> None:
    town = "name: A\nkind: Stadt\nmade_up: true\nplace: {lat: 50,98, lon: 10,32}\n"
    assert [remedy for _, remedy in messages(town, TOWN)] == ["„lat: 50.98“ schreiben", "„lon: 10.32“ schreiben"]


def test_a_list_beside_its_reason_is_shown_as_it_stands() -> None:
    text = f"{HEAD}ratings:\n  stufe: kein-effekt\n  auswahl: [kein-effekt, hemmend]\n  reason: Beides.\n"
    assert messages(text)[0][1] == "als „auswahl: {level: [kein-effekt, hemmend], reason: …}“ schreiben"
    assert len(messages(f"{HEAD}ratings:\n  auswahl: {{level: [kein-effekt], amount: [3]}}\n")) == 1


def test_a_missing_reason_on_two_axes_is_shown_in_their_form() -> None:
    formen = BASE[FORMEN].replace("    title: Zwei Achsen\n", "    title: Zwei Achsen\n    requires: {reason: [foerdernd]}\n")
    text = f"{HEAD}ratings:\n  stufe: kein-effekt\n{REST}".replace(
        "{richtung: kein-effekt}", "{richtung: foerdernd, staerke: gross}"
    )
    (problem,) = book_of({PATH: text, FORMEN: formen}).errors
    assert problem.remedy == "als „achsen: {level: {richtung: foerdernd, staerke: gross}, reason: …}“ schreiben"


def test_unanswered_is_offered_only_where_it_may_stand() -> None:
    formen = BASE[FORMEN].replace("    title: Zwei Achsen\n", "    title: Zwei Achsen\n    allows: []\n")
    (hint,) = book_of({PATH: f"{HEAD}ratings:\n  stufe: kein-effekt\n", FORMEN: formen}).problems
    assert hint.remedy == "bewerten oder „unanswered“ eintragen; „achsen“ nur bewerten"


def test_an_untouched_sheet_is_named_but_not_a_paper_that_was_left_empty() -> None:
    untouched = SHEET.replace("{a: foerdernd, b: kein-effekt, c: hemmend}", "{a: unanswered, b: unanswered, c: unanswered}")
    assert [found for found, _ in messages(untouched)] == ["0 von 3 beantwortet"]
    town = "name: A\nkind: Stadt\nmade_up: false\n"
    taken = untouched + "origin: taken-over\nsources: [https://example.org/vorlage]\n"
    assert [problem for problem in book_of({PATH: taken, TOWN: town}).problems if problem.place.path == PATH] == []
