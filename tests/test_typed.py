"""Typed reading: what the format asks for is taken, everything else is noted."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.model.common import Link, PartialDate
from pruefbuch.source import read
from pruefbuch.typed import Diagnostics, Reader, parse_date


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def reader(text: str) -> Reader:
    mapping, problems = read("x.yml", text)
    assert mapping is not None and not problems
    return Reader(mapping, Diagnostics())


def rules(root: Reader) -> list[str]:
    return [problem.rule for problem in root.diagnostics.problems]


def test_values_of_every_type() -> None:
    root = reader(
        "line: ' ein Wort '\ntext: |\n  zwei\n  Zeilen\nslug: a-b\nword: red\nflag: true\nnumber: 1/3\ndate: 2024-02\n"
        "url: https://example.org/a?b=c\nlink: {title: T, url: 'http://example.org'}\nlinks: [https://example.org/]\nslugs: [a, b]\n"
    )
    assert root.line("line") == "ein Wort"
    assert root.text("text") == "zwei\nZeilen"
    assert root.slug("slug") == "a-b"
    assert root.word("word", Colour) is Colour.RED
    assert root.flag("flag") is True
    assert root.number("number") == Fraction(1, 3)
    assert root.date("date") == PartialDate(2024, 2)
    assert root.url("url") == "https://example.org/a?b=c"
    assert root.link("link") == Link("T", "http://example.org")
    assert root.links("links") == (Link("", "https://example.org/"),)
    assert root.slugs("slugs") == ("a", "b")
    root.done()
    assert rules(root) == []


def test_what_is_missing_has_a_stand_in() -> None:
    root = reader("leer:\nnull_: null\nda: x\n")
    assert not root.has("leer")
    assert not root.has("null_")
    assert (root.line("a"), root.text("b"), root.slug("c"), root.url("d")) == ("", "", "", "")
    assert root.word("e", Colour, default=Colour.BLUE) is Colour.BLUE
    assert root.flag("f", default=True) is True
    assert root.number("g", default=Fraction(2)) == 2
    assert root.date("h") is None and root.link("i") is None and root.child("j") is None
    assert root.links("k") == () and root.each("l") == () and root.slugs("m") == ()
    assert rules(root) == []


@pytest.mark.parametrize("take", ["line", "text", "slug", "url", "date", "links", "each", "child", "slugs"])
def test_what_is_required_is_noted(take: str) -> None:
    root = reader("x: 1\n")
    getattr(root, take)("fehlt", required=True)
    assert rules(root) == ["missing-key"]


def test_required_words_flags_and_numbers() -> None:
    root = reader("x: 1\n")
    assert (root.word("a", Colour), root.flag("b"), root.number("c")) == (Colour.RED, False, Fraction(0))
    assert rules(root) == ["missing-key"] * 3


@pytest.mark.parametrize(
    ("text", "take", "rule"),
    [
        ("k: [a]", "line", "not-a-text"),
        ("k: |\n  a\n  b", "line", "one-line"),
        ("k: " + "x" * 301, "line", "too-long"),
        ("k: " + "x" * 20_001, "text", "too-long"),
        ("k: Ä B", "slug", "not-an-id"),
        ("k: '???'", "slug", "not-an-id"),
        ("k: ftp://example.org", "url", "not-a-url"),
        ("k: javascript:alert(1)", "url", "not-a-url"),
        ("k: https://a b", "url", "not-a-url"),
        ("k: https://name@example.org", "url", "not-a-url"),
        ("k: https://example.org/" + "x" * 300, "url", "not-a-url"),
        ("k: 2024-13", "date", "not-a-date"),
        ("k: 2023-02-29", "date", "not-a-date"),
        ("k: 12:30", "date", "not-a-date"),
        ("k: text", "links", "not-a-list"),
        ("k: {a: b}", "slugs", "not-a-list"),
        ("k: [a, a]", "slugs", "repeated"),
        ("k: [[a]]", "slugs", "not-a-text"),
        ("k: text", "child", "not-a-group"),
        ("k: [text]", "each", "not-a-group"),
        ("k: [[a]]", "links", "not-a-group"),
        ("k: {url: https://example.org}", "link", "missing-key"),
    ],
)
def test_wrong_values(text: str, take: str, rule: str) -> None:
    root = reader(text)
    getattr(root, take)("k")
    assert rules(root) == [rule]


def test_an_empty_list_is_noted_where_one_entry_is_required() -> None:
    root = reader("k: []\n")
    root.each("k")
    assert rules(root) == []
    root.each("k", required=True)
    assert rules(root) == ["empty-list"]


@pytest.mark.parametrize("text", ["01", "1_000", "0x10", "1e3", "1,5", ".5", "5.", "+1", "1/0", "eins", "1:30", "9" * 5000])
def test_what_is_no_number(text: str) -> None:
    root = reader(f"k: '{text}'\n")
    assert root.number("k") == 0
    assert rules(root) == ["not-a-number"]


def test_least_number() -> None:
    root = reader("k: -1\n")
    root.number("k", least=Fraction(0))
    assert rules(root) == ["too-small"]


@pytest.mark.parametrize(
    ("word", "remedy"), [("ja", "meinten Sie „true“?"), ("No", "meinten Sie „false“?"), ("2", "„true“ oder")]
)
def test_what_is_no_flag(word: str, remedy: str) -> None:
    root = reader(f"k: {word}\n")
    root.flag("k")
    assert root.diagnostics.problems[0].remedy.startswith(remedy)


def test_unknown_keys_are_noted_with_the_nearest_known_one() -> None:
    root = reader("titel: x\n")
    root.line("title")
    root.done()
    assert rules(root) == ["unknown-key"]
    assert root.diagnostics.problems[0].remedy == "meinten Sie „title“?"


def test_long_values_are_shortened_in_messages() -> None:
    root = reader("k: " + "wort " * 40)
    root.slug("k")
    assert len(root.diagnostics.problems[0].found) < 100


@given(st.integers(1000, 2999), st.integers(0, 13), st.integers(0, 32))
def test_dates_are_those_of_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    found = parse_date(text)
    if found is not None:
        assert str(found) == text
        assert (found.year, found.month, found.day) == (year, month, day)
    lengths = [31, 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert (found is not None) == (1 <= month <= 12 and 1 <= day <= lengths[month - 1])


@given(st.text())
def test_no_text_makes_a_date_throw(text: str) -> None:
    found = parse_date(text)
    assert found is None or str(found) == text


def test_partial_dates() -> None:
    assert str(PartialDate(2024)) == "2024"
    assert str(PartialDate(2024, 3)) == "2024-03"
    assert PartialDate(2024) < PartialDate(2024, 1) < PartialDate(2024, 1, 1)
