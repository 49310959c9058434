"""The course of a subject."""

from __future__ import annotations

from plots import SHEET, book_of

OLD = SHEET.replace("date: 2026-03", "date: 2025")
UNDATED = SHEET.replace("date: 2026-03", "date: unknown")
SUPERSEDED = SHEET + "status: superseded\nstatus_reason: Korrektur.\nsuperseded_by: a-neu\n"


def test_oldest_first_unknown_dates_before_all() -> None:
    files = {"a": SHEET, "b": OLD, "c": UNDATED}
    book = book_of({f"assessments/musterort/{name}.yml": text for name, text in files.items()})
    assert book.histories == {("musterort", "radweg"): ("musterort/c", "musterort/b", "musterort/a")}


def test_a_superseded_one_stands_before_its_successor_of_the_same_date() -> None:
    book = book_of({"assessments/musterort/z-alt.yml": SUPERSEDED, "assessments/musterort/a-neu.yml": SHEET})
    assert book.histories[("musterort", "radweg")] == ("musterort/z-alt", "musterort/a-neu")


def test_subjects_of_different_towns_are_different() -> None:
    files = {
        f"assessments/{town}/{name}.yml": text for town in ("a", "b") for name, text in (("x", SHEET), ("municipality", TOWN))
    }
    assert set(book_of(files).histories) == {("a", "radweg"), ("b", "radweg")}


TOWN = "name: Ort\nkind: Stadt\nmade_up: true\n"
