"""Superseded and withdrawn assessments: their state stands wherever their result stands, and nothing is advised on them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from printed import book_of_values, new_printer, pages_of, register_of
from pruefbuch.book import Book
from pruefbuch.cli.score import lines
from pruefbuch.exports.feed import feed
from pruefbuch.exports.search_documents import of_result
from pruefbuch.model.assessments import AssessmentStatus
from sample_book import FULL, NEW, assessment, sample_book

FINAL, SUPERSEDED, WITHDRAWN = AssessmentStatus
STATES = {FINAL: "", SUPERSEDED: "ersetzt", WITHDRAWN: "zurückgezogen"}
NAMES = {FINAL: "a/gilt", SUPERSEDED: "a/alt", WITHDRAWN: "a/weg"}


@pytest.fixture(scope="module")
def book() -> Book:
    """Three assessments that say the same; only one of them holds."""
    more: dict[AssessmentStatus, dict[str, Any]] = {
        FINAL: {},
        SUPERSEDED: {"status_reason": "Korrektur.", "superseded_by": "a/gilt"},
        WITHDRAWN: {"status_reason": "Irrtum."},
    }
    sample = sample_book()
    town = replace(sample.municipalities["musterstadt"], id="a")
    sheets = {NAMES[status]: assessment(NAMES[status], FULL[2:], status=status, **more[status]) for status in AssessmentStatus}
    return book_of_values(dict(sample.catalogues), {"a": town}, sheets)


@pytest.mark.parametrize("status", AssessmentStatus)
def test_the_state_goes_wherever_the_result_goes(book: Book, status: AssessmentStatus) -> None:
    """Page title, byline, text for the council paper, citation, feed, search, command."""
    name, state = NAMES[status], STATES[status]
    page = pages_of(book)[f"ergebnisse/{name}.md"]
    html = page.html
    pasted = html.partition('id="text-vorlage">')[2].partition("</pre>")[0]
    byline = html.partition('class="pb-byline">')[2].partition("</p>")[0]
    cited = html.partition('class="pb-cite">')[2].partition("</p>")[0]
    found = of_result(book.check(name).assessment, book.context)
    [(_, data)] = feed(register_of(book, new_printer()), "https://x.de/")
    (entry,) = [part for part in data.decode().split("<entry>") if f"/ergebnisse/{name}/</id>" in part]
    said = "\n".join(lines(book.check(name), NEW))
    for where in (page.title, byline, pasted, cited, found.detail, entry.partition("</title>")[0], said.partition("\n")[0]):
        assert [word for word in STATES.values() if word and word in where] == ([state] if state else []), where
    holds = status is FINAL
    assert ('id="naechste-schritte"' in html, "Nächste Schritte" in said) == (holds, holds)


def test_what_holds_no_more_is_not_listed_among_what_helps(book: Book) -> None:
    html = pages_of(book)["kataloge/muster/2026/klima.md"].html
    groups = {part.partition('"')[0]: part.partition("</ul>")[0] for part in html.split('data-group="')[1:]}
    assert [*groups] == ["up", "down", "other", "missing", "past"]
    rated = {kind: [name for name in NAMES.values() if f"ergebnisse/{name}/" in part] for kind, part in groups.items()}
    assert rated == {"up": ["a/gilt"], "down": [], "other": [], "missing": [], "past": ["a/alt", "a/weg"]}
    assert "<h3>Aus Prüfungen, die nicht mehr gelten</h3>" in html
