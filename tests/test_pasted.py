"""What nobody sees, and what PDF files make of words, is found in every file, in whatever way it came in."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plots import PROBE, SHEET, TOWN, problems_of
from pruefbuch import markup
from pruefbuch.engine import written
from pruefbuch.model import characters
from pruefbuch.model.common import Severity
from pruefbuch.render.compiled import CompiledFragment
from pruefbuch.rules import pasted
from pruefbuch.source import read

FILES = [
    PROBE,
    TOWN,
    "assessments/musterort/radweg.yml",
    "content/seite.md",
    "content/kataloge/nh/1/energie.md",
    "content/betreiber/operator.yml",
]
UNSEEN = [
    "&#x202E;", "&#8238;", "&shy;", "&shy", "&#xAD", "&ZeroWidthSpace;", "&zwj;", "&zwnj;", "&lrm;", "&rlm;", "&#x200B;", "&#8;", "&#x1b;",
    "&#xE00E;", "&#XE000;", "&\\#xE00E;", "&NoBreak;", "&InvisibleTimes;", "&#xFEFF;", "&#129;", "&#xFDD0;", "&#0000173;",
]  # fmt: skip
SEEN = [
    "&amp;",
    "&nbsp;",
    "&#8211;",
    "&ouml;",
    "&#128;",
    "&wort;",
    "R&D; Text",
    "& ",
    "&#;",
    "&#x1F600;",
    "a &lt; b",
    "&#999999999;",
]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("reference", UNSEEN)
def test_references_to_what_nobody_sees(path: str, reference: str) -> None:
    (problem,) = pasted.check(path, f"# Titel\neins: Wort{reference} mehr\n")
    assert (problem.rule, problem.severity, problem.place.line, problem.place.column) == (
        "invisible-character",
        Severity.ERROR,
        2,
        11,
    )
    assert problem.found.startswith(f"„{reference}“ steht für ein")
    for html in (markup.render(f"x*y*{reference}z"), written.clean(f"<p>x{reference}z</p>")):
        assert characters.seen(html) == html and "z" in html
    assert characters.seen(f"a{reference} b\u200b") == "a b"


@pytest.mark.parametrize("text", SEEN)
def test_references_to_what_people_see(text: str) -> None:
    assert list(pasted.check("content/seite.md", text)) == []
    assert characters.seen(text) == text


PARTS = ["&", ";", "#", "x", "E0", "00", "shy", "AD", "\\", "\u00ad", "\u200b", "a", " "]


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
@example("&s\u200bhy;")  # a reference only once the character in it is gone
@example("&&&shy;shy;shy;")  # and one in another
def test_nothing_unseen_is_left_or_comes_about(text: str) -> None:
    left = characters.seen(text)
    assert (characters.forbidden(left), [*characters.spelt(left)]) == ((), [])


def test_references_in_references_take_no_time() -> None:
    text = "&" * 20_000 + "shy;" * 20_000
    start = time.process_time()
    characters.seen(text)
    assert time.process_time() - start < 1


def test_characters_in_pages_are_found_as_in_yaml() -> None:
    (problem,) = pasted.check("content/seite.md", "# Titel\n\nWort\u202e mehr 🏙️\n")
    assert (problem.place.line, problem.place.column) == (3, 5)
    assert list(pasted.check("assessments/musterort/radweg.yml", "a: Wort\u202e\n")) == []  # there the reader of YAML says it


def test_a_reference_put_together_by_escapes_is_found_where_it_stands() -> None:
    (problem,) = read("x.yml", 'a: "x &\\x23x202E; y"\n')[1]
    assert (problem.rule, problem.place.column) == ("invisible-character", 4)
    assert read("x.yml", 'a: "x &\\x23x41; y"\n')[1] == ()
    assert read("x.yml", 'a: "\\x41 &shy;"\n')[1] == ()  # stands there as such: the rule about texts says it


@pytest.mark.parametrize("number", [0, 999])
def test_data_is_never_template(number: int) -> None:
    for mark in (f"&#xE00E;{number}&#xE00F;", f"&\\#xE00E;{number}&\\#xE00F;", f"\ue00e{number}\ue00f"):
        (section,) = markup.sections(f"## Titel *x* {mark}")
        assert CompiledFragment(section.title).fill([b"wrong"]) == f"Titel <em>x</em> {number}".encode()
        html = written.clean(f"<h2>Titel {mark.replace(chr(92), '')}</h2>")
        assert CompiledFragment(html).fill([b"wrong"]) == f"<h2>Titel {number}</h2>".encode()


@pytest.mark.parametrize(
    ("text", "fault", "remedy"),
    [
        ("die Pﬂege", "in „Pﬂege“ stehen zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei", "„Pflege“ schreiben"),
        (
            "Nach-\n  haltigkeit",
            "„Nach- haltigkeit“ ist getrennt wie am Ende einer Zeile",
            "„Nachhaltigkeit“ schreiben, wenn es ein Wort ist",
        ),
        (
            "die Nach- haltigkeit",
            "„Nach- haltigkeit“ ist getrennt wie am Ende einer Zeile",
            "„Nachhaltigkeit“ schreiben, wenn es ein Wort ist",
        ),
        (
            "Die P&fllig;icht.",
            "„&fllig;“ steht für zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei",
            "die Buchstaben einzeln schreiben",
        ),
        (
            "Wir &#xFB01;nden.",
            "„&#xFB01;“ steht für zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei",
            "die Buchstaben einzeln schreiben",
        ),
        (
            "Wir &#64257;nden.",
            "„&#64257;“ steht für zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei",
            "die Buchstaben einzeln schreiben",
        ),
        ("Die StraÃŸe.", "in „StraÃŸe“ ging ein Zeichen verloren", "das Wort neu tippen"),
        ("Die Stra\ufffde.", "in „Stra\ufffde“ ging ein Zeichen verloren", "das Wort neu tippen"),
        ("Nach Â§ 5.", "in „Â§“ ging ein Zeichen verloren", "das Wort neu tippen"),
    ],
)
def test_what_pdf_files_make_of_words(text: str, fault: str, remedy: str) -> None:
    for path in FILES:
        (problem,) = pasted.check(path, f"eins: {text}\n")
        assert (problem.found, problem.remedy, problem.severity) == (fault, remedy, Severity.HINT)


@pytest.mark.parametrize(
    "text",
    [
        "Bau- und Wohngebiet",
        "Kita-\nPlatz",
        "Kita- Platz, an- oder abschalten",
        "an- oder abschalten",
        "Straßen- bis Radweg",
        "- a",
    ],
)
def test_words_that_are_whole(text: str) -> None:
    assert list(pasted.check("content/seite.md", text)) == []


def test_the_book_says_it_of_every_file() -> None:
    path = "assessments/musterort/radweg.yml"
    assert f"{path}:5:11 invisible-character: „&shy;“ steht für ein unsichtbares Zeichen (U+00AD)" in problems_of(
        {path: SHEET + "comment: x&shy;y\n"}
    )
