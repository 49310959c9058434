"""What the map shows: every municipality with results and every initiative, by the same words in list, picture and data."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from fractions import Fraction

from plots import SHEET, TOWN, book_of
from printed import SITE, TEMPLATES, new_printer, register_of, with_towns
from pruefbuch.book import Book
from pruefbuch.exports.geojson import geojson
from pruefbuch.exports.search_documents import of_book
from pruefbuch.model.common import Spot
from pruefbuch.model.initiatives import Category
from pruefbuch.views.initiatives import category_chip, initiative_view
from pruefbuch.views.links import initiative_part
from pruefbuch.views.maps import MapView, map_view
from pruefbuch.views.register import Register
from sample_book import sample_book

PRINTER = new_printer()
GARDEN = "assessments/musterort/initiatives/garten.yml"
INITIATIVE = "title: Garten\ncategories: [food]\nplace: {lat: 51.2, lon: 11.4}\n"


def register(book: Book) -> Register:
    return register_of(book, PRINTER)


def shown(book: Book) -> MapView:
    return map_view(register(book))


# -- the page --------------------------------------------------------------------------------------------------------


def test_municipalities_stand_by_name_each_before_its_initiatives() -> None:
    assert [entry.link.text for entry in shown(sample_book()).entries] == [
        "Ätestheim",
        "Sonne vom Dach",
        "Laden im Dorf",
        "Musterstadt",
        "Garten für alle",
    ]


def test_every_entry_is_on_the_map_once() -> None:
    view = shown(sample_book())
    parts = [entry.part for entry in view.entries]
    assert sum(mark.size for mark in view.marks) == len(parts)
    assert {mark.href for mark in view.marks} <= {f"#{part}" for part in parts}
    assert max(Counter(parts).values()) == 1


def test_a_municipality_without_results_is_no_entry_and_one_without_a_place_is_named() -> None:
    book = sample_book()
    town = replace(book.municipalities["musterstadt"], spot=None)
    view = shown(with_towns(book, {**book.municipalities, "musterstadt": town}))
    assert [(each.link.text, each.made_up) for each in view.off] == [("Musterstadt", True)]
    assert "Musterstadt" not in [entry.link.text for entry in view.entries]
    assert "Leerstedt" not in [entry.link.text for entry in view.entries]
    assert "Leerstedt" not in [each.link.text for each in view.off]
    page = PRINTER.map(register(with_towns(book, {**book.municipalities, "musterstadt": town})))
    assert "Ohne Ort auf der Karte" in page.html


def test_one_result_is_not_many() -> None:
    files = {
        TOWN: "name: Ort\nkind: Stadt\nmade_up: true\nplace: {lat: 51.1, lon: 11.4}\n",
        "assessments/musterort/a.yml": SHEET,
    }
    assert [chip.word for entry in shown(book_of(files)).entries for chip in entry.chips] == ["1 Prüfung"]
    files["assessments/musterort/b.yml"] = SHEET
    assert [chip.word for entry in shown(book_of(files)).entries for chip in entry.chips] == ["2 Prüfungen"]


def test_filters_offer_what_leaves_something_out() -> None:
    choices = {choice.name: [value for value, _ in choice.options] for choice in shown(sample_book()).choices}
    assert choices == {
        "kind": ["assessment", "initiative"],
        "category": ["energy", "food", "community", "economy"],
        "state": ["TH"],
        "catalogue": ["muster@2025", "muster@2026"],
        "example": ["false", "true"],
    }
    assert shown(book_of({})).choices == ()


def test_an_empty_map_leads_nowhere() -> None:
    page = PRINTER.map(register(book_of({})))
    assert "<svg" not in page.html
    assert 'href="#' not in page.html


def test_every_category_has_a_symbol_a_word_and_a_colour_of_its_own() -> None:
    chips = [category_chip(category) for category in Category]
    for kind in zip(*((chip.symbol, chip.word, chip.style) for chip in chips), strict=True):
        assert len(set(kind)) == len(chips)
    css = (TEMPLATES.parent / "assets" / "map.css").read_text("utf-8")
    assert all(f".{chip.style} {{ --pb-cat: #" in css for chip in chips)


def test_ids_of_initiatives_are_their_own() -> None:
    assert initiative_part("a-b/c") != initiative_part("a/b-c")


def test_ten_thousand_results_fit_a_mebibyte() -> None:
    """Two hundred municipalities with fifty results each, and fifteen hundred initiatives. Marks stay few."""
    book = sample_book()
    town, garden = book.municipalities["musterstadt"], book.initiatives["musterstadt/garten"]
    spots = [Spot(Fraction(4900 + number % 40 * 10, 100), Fraction(900 + number // 40 * 7, 100)) for number in range(2000)]
    towns = {
        f"musterstadt-{n}": replace(town, id=f"musterstadt-{n}", name=f"Musterstadt {n}", spot=spots[n]) for n in range(200)
    }
    initiatives = {
        f"musterstadt-{n % 200}/garten-{n}": replace(garden, id=f"musterstadt-{n % 200}/garten-{n}", spot=spots[n])
        for n in range(1500)
    }
    before = register(book)
    cards = before.of_municipality["musterstadt"]
    found = Register(
        with_towns(book, towns, initiatives),
        cards,
        dict.fromkeys(towns, cards * 7),
        before.of_catalogue,
        {name: tuple(each for each in initiatives.values() if each.municipality == name) for name in towns},
    )
    page = PRINTER.map(found)
    assert page.html.count("<li id=") == 1700
    assert len(page.html.encode()) < 1024 * 1024
    assert page.html.count('class="pb-mark') < 300


# -- the page of an initiative ---------------------------------------------------------------------------------------


def test_an_initiative_says_where_it_is_and_leads_to_the_map() -> None:
    book = sample_book()
    view = initiative_view(book.initiatives["musterstadt/garten"], book.municipalities["musterstadt"])
    assert view.degrees == "51,2601° nördlich, 11,51° östlich"
    assert view.on_map == "../../../karte/#i-musterstadt--garten"
    assert "<em>für alle</em>" in PRINTER.initiative(book.initiatives["musterstadt/garten"], book.context).html


def test_the_search_finds_initiatives() -> None:
    found = {document.url: document for document in of_book((), sample_book().context)["municipality"]}
    garden = found["karte/musterstadt/garten/"]
    assert (garden.kind, garden.title) == ("initiative", "Garten für alle")
    assert garden.detail == "Musterstadt · Ernährung und Gärten · Nachbarschaft und Teilhabe · Beispiel (erfunden)"
    assert "saatgut" in garden.text


# -- data ------------------------------------------------------------------------------------------------------------


def test_geojson_says_the_same_as_the_page() -> None:
    """RFC 7946: degrees east first, points, ids that are their own."""
    book = sample_book()
    without = replace(book.municipalities["musterstadt"], spot=None)
    for each in (book, with_towns(book, {**book.municipalities, "musterstadt": without})):
        ((path, data),) = geojson(register(each), SITE)
        found = json.loads(data)
        assert (path, found["type"]) == ("karte/karte.geojson", "FeatureCollection")
        assert len({feature["id"] for feature in found["features"]}) == len(found["features"]) == len(shown(each).entries)
        for feature in found["features"]:
            assert (feature["type"], feature["geometry"]["type"]) == ("Feature", "Point")
            lon, lat = feature["geometry"]["coordinates"]
            assert 5 < lon < 16 < 47 < lat < 56
            assert feature["properties"]["url"].startswith(SITE)
    features = {
        feature["id"]: feature["properties"] for feature in json.loads(next(geojson(register(book), SITE))[1])["features"]
    }
    assert features["assessment/testheim"]["results"] == 2
    assert features["assessment/testheim"]["example"] is False
    assert features["initiative/musterstadt/garten"]["categories"] == ["food", "community"]
    assert features["initiative/musterstadt/garten"]["example"] is True


# -- files -----------------------------------------------------------------------------------------------------------


def test_an_initiative_belongs_to_a_sound_municipality() -> None:
    assert list(book_of({GARDEN: INITIATIVE}).initiatives) == ["musterort/garten"]
    assert book_of({GARDEN: INITIATIVE, TOWN: "name: Ort\n"}).initiatives == {}
    assert book_of({GARDEN: INITIATIVE + "telefon: x\n"}).initiatives == {}
    real = {TOWN: "name: Ort\nkind: Stadt\nmade_up: false\n"}
    assert book_of({GARDEN: INITIATIVE, **real}).initiatives == {}
    assert list(book_of({GARDEN: INITIATIVE + "sources: ['https://example.org/']\n", **real}).initiatives) == [
        "musterort/garten"
    ]
