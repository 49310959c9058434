"""The start page: written by people, with what the book says of itself."""

from __future__ import annotations

from plots import book_of
from printed import new_printer, register_of
from pruefbuch.book import Book
from pruefbuch.markup import plain
from pruefbuch.render.page import Page
from sample_book import sample_book

TEXT = "<h1 id='x'>Start</h1><p>Worum es <b>geht</b>.</p><p>${search}</p><p>${state}</p><p>${newest}</p><p>${anderes}</p>"


def home(book: Book) -> Page:
    renderer = new_printer()
    return renderer.home("Start", TEXT, register_of(book, renderer))


def test_it_says_how_the_book_stands() -> None:
    page = home(sample_book())
    words = plain(page.html)
    assert (page.uri, page.title, page.description, page.source) == ("index.md", "Start", "Worum es geht.", "content/index.md")
    assert "Ergebnisse echter Kommunen 2 aus einer Kommune, von ihr veröffentlicht" in words
    assert "${anderes}" in words and "${state}" not in words and "${newest}" not in words
    assert 'href="ergebnisse/' in page.html and "Alle Ergebnisse" in words


def test_real_results_come_before_made_up_ones() -> None:
    rows = home(sample_book()).html.split("<tbody")[1]
    assert "erfunden" not in rows
    only_made_up = {"assessments/musterort/a.yml": (
        "catalogue: probe@2026\nsubject: {id: a, title: Radweg, kind: project, digital: false}\ndate: 2026\n"
        "ratings: {a: foerdernd, b: kein-effekt, c: hemmend}\n"
    )}  # fmt: skip
    page = home(book_of(only_made_up)).html
    assert "Beispiel (erfunden)" in page.split("<tbody")[1] and "Radweg" in page


def test_an_empty_book_says_so() -> None:
    words = plain(home(book_of({})).html)
    assert "Ergebnisse echter Kommunen 0 Erklärte Kriterien" in words  # no share of nothing, no examples where there are none
    assert "Es gibt noch keine Ergebnisse." in words
