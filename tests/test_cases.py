"""The corpus of bad files: what is said about each of them stands in cases/bad/expected.txt."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pruefbuch import reports, tree
from pruefbuch.book import Book, load
from pruefbuch.model.common import Severity
from pruefbuch.rules import BOOK_RULES

BAD = Path(__file__).parent / "cases" / "bad"
EXPECTED = BAD / "expected.txt"

GOOD_NEIGHBOURS = {
    "assessments/formort/municipality.yml",
    "assessments/musterort/municipality.yml",
    "assessments/ort-echt/municipality.yml",
    "assessments/ort-gleicher-schluessel/municipality.yml",
    "assessments/ort-ohne-kommune/pruefung.yml",
    "content/kataloge/formen/2026/catalogue.yml",
    "content/kataloge/katalog-entwurf-eingefroren/2026/catalogue.yml",
    "content/kataloge/katalog-nachfolge/2025/catalogue.yml",
    "content/kataloge/katalog-streng/2026/catalogue.yml",
    "content/kataloge/probe/2026/catalogue.yml",
}
"""files of the corpus that are right themselves: others need them to be judged"""


@pytest.fixture(scope="module")
def book() -> Book:
    return load(tree.read(BAD, date(2026, 11, 30)))


def test_messages(book: Book, update: bool) -> None:
    """Reviewed like code; `pytest --update` writes the file anew."""
    actual = "".join(reports.text(problem) + "\n" for problem in book.problems)
    if update:
        EXPECTED.write_text(actual, "utf-8")
    assert actual == EXPECTED.read_text("utf-8")


def test_every_bad_file_is_named(book: Book) -> None:
    files = {path.relative_to(BAD).as_posix() for path in BAD.rglob("*") if path.is_file()} - {"expected.txt"}
    quiet = {
        path for path in files if path.endswith(("catalogue.yml", ".yml")) and path not in {p.place.path for p in book.problems}
    }
    # Of two files that do not fit only one is named, and its message names the other; the pair is the case.
    pairs = {f"assessments/formort/{which}-1.yml" for which in ("gleiche-kennung-andere-art", "gleiche-kennung-anderer-titel")}
    pairs |= {f"assessments/formort/{which}-1.yml" for which in ("am-selben-tag", "dieselbe-vorlage", "derselbe-monat")}
    pairs |= {f"assessments/formort/nachfolger-{which}-2.yml" for which in ("aelter", "zurueckgezogen")}
    pairs |= {"assessments/neustadt-1/municipality.yml"}
    pairs |= {"assessments/musterort/initiatives/doppelseite.yml"}  # the page in content/ is named
    assert quiet - pairs == GOOD_NEIGHBOURS


def test_there_are_at_least_sixty() -> None:
    assert sum(1 for path in (BAD / "assessments").rglob("*.yml")) >= 60


def test_no_file_with_an_error_is_in_the_book(book: Book) -> None:
    wrong = {problem.place.path for problem in book.errors}
    own_errors = {path for path in wrong if path.startswith("assessments/")}
    between_files = {rule.ID for rule in BOOK_RULES}
    cross_file = {problem.place.path for problem in book.errors if problem.rule in between_files}
    in_book = {each.path for each in book.entries.values()} | {each.path for each in book.municipalities.values()}
    in_book |= {each.path for each in book.initiatives.values()}
    assert not (own_errors - cross_file) & in_book


def test_messages_are_whole_and_in_one_line(book: Book) -> None:
    for problem in book.problems:
        for part in (problem.found, problem.allowed, problem.remedy):
            assert part.strip() == part != "", problem
            assert "\n" not in part, problem
        assert problem.place.line >= 1 and problem.place.column >= 1


def test_sorted_by_place_and_said_once(book: Book) -> None:
    assert list(book.problems) == sorted(book.problems)
    assert max(Counter(book.problems).values()) == 1


def test_hints_alone_are_no_errors(book: Book) -> None:
    assert {problem.rule for problem in book.problems if problem.severity is Severity.HINT} == {
        "completeness",
        "date-order",
        "easy-language",
        "expected",
        "initiative-land",
        "legal",
        "name",
        "paper",
        "personal-data",
        "says-nothing",
        "subject",
        "transcription",
        "twin",
    }
