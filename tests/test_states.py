"""What a result must not hide: its state where it holds no more, and which words are not those of the municipality."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from printed import book_of_values, new_printer, pages_of, register_of
from pruefbuch import tree
from pruefbuch.book import Book, load
from pruefbuch.cli.score import lines
from pruefbuch.exports.feed import feed
from pruefbuch.exports.search_documents import of_result
from pruefbuch.model.assessments import AssessmentStatus, Origin
from sample_book import FULL, NEW, assessment, rating, sample_book

ROOT = Path(__file__).parent.parent
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


def test_what_was_noted_when_a_paper_was_taken_over_is_no_argument() -> None:
    """It stands beside its rating, also on the page of the criterion, and neither among what speaks for it nor in the text to paste."""
    ratings = [
        rating("klima", "foerdernd", "hoch", note="Das Kreuz ist *erschlossen*."),
        rating("zugang", "foerdernd", reason="Offen."),
    ]
    sample = sample_book()
    town = replace(sample.municipalities["musterstadt"], id="a")
    sheet = assessment("a/b", ratings, origin=Origin.TAKEN_OVER)
    pages = pages_of(book_of_values(dict(sample.catalogues), {"a": town}, {"a/b": sheet}))
    html, listed = pages["ergebnisse/a/b.md"].html, pages["kataloge/muster/2026/klima.md"].html
    remark = "Anmerkung zur Übernahme (nicht von der Kommune)</p><p>Das Kreuz ist <em>erschlossen</em>.</p></div>"
    assert html.count(remark) == listed.count(remark) == 1 and html.count("erschlossen") == 1
    assert remark in html.partition('id="k-klima"')[2].partition('class="pb-criterion"')[0]
    picture = html.partition('class="pb-picture"')[2].partition('id="bewertungen"')[0]
    assert "Klimawirkung" in picture and "Offen." in picture


def test_shipped_assessments_keep_notes_of_those_who_read_the_papers_apart() -> None:
    """And no score of theirs hangs on them."""
    book = load(tree.read(ROOT))
    notes = {name: [rating.note for rating in book.open(name).ratings if rating.note] for name in book.entries}
    assert sum(map(len, notes.values())) == 61
    assert {name.partition("/")[0] for name, found in notes.items() if found} == {"lueneburg", "wernigerode"}
    assert not [problem for problem in book.problems if problem.rule == "transcription"]
