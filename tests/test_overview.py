"""What the overview filters and lists in the browser, and the feed: as values and as files."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from overview_book import FILES
from plots import SHEET, book_of
from printed import SITE, new_printer, pages_of, register_of
from pruefbuch.book import Book
from pruefbuch.exports import feed, overview
from pruefbuch.model.common import PartialDate
from pruefbuch.views import comparing
from pruefbuch.views.facets import Facet, facet, facets
from pruefbuch.views.overview import overview_row
from pruefbuch.views.register import Card, Register
from sample_book import sample_book

OTHER = """\
catalogue: formen@2026
subject: {id: radweg, title: Radweg, kind: project, digital: false}
date: 1999
exemption: {class: personal, reason: Eine Stelle.}
"""
"""an assessment of the same subject by another edition"""
ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def register() -> Register:
    return of(sample_book())


def of(book: Book) -> Register:
    return register_of(book, new_printer())


def words(found: Facet) -> list[tuple[str, ...]]:
    """The words of each result, as the browser reads them."""
    return [tuple(found.options[number].value for number in found.sets[each]) for each in found.of]


def files(found: Register) -> dict[str, Any]:
    made = [*overview.index(found), *(each for path, cards in overview.shards(found) for each in overview.shard(path, cards))]
    return {path: json.loads(data) for path, data in made}


# -- facets ----------------------------------------------------------------------------------------------------------

WORDS = st.lists(st.lists(st.sampled_from("abcde"), unique=True, max_size=3).map(tuple), max_size=30)


@given(WORDS)
def test_a_facet_says_of_every_result_what_it_was_given(found: list[tuple[str, ...]]) -> None:
    names: Mapping[str, tuple[str, str]] = {word: (word.upper(), "") for word in "abcdefg"}
    made = facet("x", "X", names, found, tuple)
    assert words(made) == found
    assert [option.value for option in made.options] == [word for word in names if any(word in each for each in found)]
    assert len(set(made.sets)) == len(made.sets) == len(set(found))


def test_the_facets_of_a_book() -> None:
    found = {each.name: each for each in facets(register())}
    by_id = {
        name: dict(zip((card.entry.id for card in register().cards[::-1]), words(each), strict=True))
        for name, each in found.items()
    }
    assert by_id["state"]["testheim/zielkonflikt"] == ("TH",) and by_id["state"]["musterstadt/frei"] == ()
    assert by_id["kind"]["musterstadt/frei"] == ("paper",)
    assert by_id["digital"]["musterstadt/app-2025"] == ("true",)
    assert by_id["year"]["musterstadt/app-2025"] == ("2025",) and by_id["year"]["musterstadt/verweis"] == ()
    assert by_id["example"]["testheim/zielkonflikt"] == ("false",)
    assert by_id["open"]["musterstadt/app-2026-09"] == ("true",)
    assert by_id["open"]["musterstadt/verweis"] == by_id["open"]["musterstadt/frei"] == ()
    # Municipalities by name (Ä as A), years from the newest.
    assert [option.label for option in found["municipality"].options] == ["Ätestheim", "Musterstadt"]
    assert [option.label for option in found["year"].options] == ["2026", "2025"]


def test_a_field_is_touched_by_an_effect_or_by_what_its_gate_says() -> None:
    entries = sample_book().entries
    # A gate says yes; a level helps or harms. What is only neutral, selected, or told in words touches nothing.
    assert entries["musterstadt/app-2026-09"].touched == "energie geld klima teilhabe ziele"
    assert entries["musterstadt/app-2026-03"].touched == "raum teilhabe"  # the gate closed energy, climate is neutral
    assert entries["musterstadt/frei"].touched == ""


def test_levels_are_those_that_were_granted() -> None:
    book = book_of(FILES)
    assert {name: entry.levels for name, entry in book.entries.items() if entry.levels} == {
        "aehrenfeld/radweg-2024": "menschen/gut",
        "aehrenfeld/radweg-2025": "natur/gut menschen/gut",
        "aehrenfeld/radweg-2026": "natur/gut menschen/gut",
        "aehrenfeld/summe": "menschen/gut",
        "musterort/app": "menschen/gut",
    }
    found = {each.name: each for each in facets(of(book))}["level"]
    assert [(option.label, option.group) for option in found.options] == [
        ("Natur: gut", "Paarkatalog, Ausgabe 2026"),
        ("Menschen: gut", "Paarkatalog, Ausgabe 2026"),
    ]


# -- files -----------------------------------------------------------------------------------------------------------


def test_rows_and_titles_stand_in_the_order_of_the_facets() -> None:
    found = files(register())
    index, titles, rows = found[overview.INDEX], found[overview.TITLES], found["ergebnisse/daten/0.json"]
    towns = next(each for each in index["facets"] if each["name"] == "municipality")
    ids = [each[0] for each in rows]
    assert [each[1] for each in rows] == titles
    assert ids == [card.entry.id for card in register().cards[::-1]]
    assert [towns["options"][towns["sets"][each][0]][0] for each in towns["of"]] == [name.partition("/")[0] for name in ids]


def test_a_row() -> None:
    rows = {card.entry.id: overview_row(card) for card in register().cards}
    assert rows["testheim/uebernommen"][1:6] == ("Haushalt", True, "zurückgezogen", "", "Datum unbekannt")
    assert rows["musterstadt/app-2026-09"][2:6] == (False, "", "2026-09", "September 2026")
    assert rows["musterstadt/frei"].answered == rows["musterstadt/verweis"].answered == ""
    assert rows["testheim/zielkonflikt"].answered == "2 von 3"


def test_a_new_result_leaves_full_shards_as_they_are() -> None:
    def book(count: int) -> Register:
        sheets = {
            f"assessments/musterort/n-{number:03}.yml": SHEET.replace("radweg", f"n-{number}").replace(
                "2026-03", f"{1900 + number}"
            )
            for number in range(count)
        }
        return of(book_of(sheets))

    few, more = files(book(199)), files(book(201))
    assert few["ergebnisse/daten/0.json"] == more["ergebnisse/daten/0.json"]
    assert [len(more[f"ergebnisse/daten/{number}.json"]) for number in range(3)] == [100, 100, 1]
    assert "ergebnisse/daten/2.json" not in few


def test_a_book_without_results() -> None:
    found = files(of(book_of({})))
    assert found[overview.TITLES] == [] and list(found) == [overview.INDEX, overview.TITLES]


# -- the feed --------------------------------------------------------------------------------------------------------


def atom(found: Register) -> ElementTree.Element:
    ((path, data),) = feed.feed(found, SITE)
    assert path == "ergebnisse/feed.xml"
    return ElementTree.fromstring(data.decode())


def texts(element: ElementTree.Element, *path: str) -> list[str]:
    return [each.text or "" for each in element.findall("/".join(f"{ATOM}{part}" for part in path))]


@pytest.mark.parametrize("book", [sample_book(), book_of(FILES), book_of({})], ids=["sample", "pairs", "empty"])
def test_the_feed_is_valid(book: Book) -> None:
    """What RFC 4287 asks for: once each of id, title, updated; an author; entries with the same, and a link."""
    root = atom(of(book))
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.findall(f"{ATOM}entry")):
        count = Counter(child.tag.removeprefix(ATOM) for child in element)
        assert count["id"] == count["title"] == count["updated"] == 1
        (when,) = texts(element, "updated")
        assert datetime.fromisoformat(when).tzinfo
        assert texts(element, "id")[0].startswith(SITE)
        links = {link.attrib["rel"]: link.attrib for link in element.findall(f"{ATOM}link")}
        assert links["alternate"]["href"].startswith(SITE)
    assert texts(root, "author", "name") == ["Prüfbuch"]
    ids = texts(root, "entry", "id")
    assert len(ids) == len(set(ids)) == sum(entry.date is not None for entry in book.entries.values())
    times = texts(root, "entry", "updated")
    assert times == sorted(times, reverse=True)
    assert texts(root, "updated") == (times[:1] or ["1970-01-01T00:00:00Z"])


def test_the_feed_marks_what_is_made_up_and_who_publishes() -> None:
    root = atom(of(book_of(FILES)))
    entries = {texts(each, "id")[0].removeprefix(SITE): each for each in root.findall(f"{ATOM}entry")}
    app, paper = entries["ergebnisse/musterort/app/"], entries["ergebnisse/aehrenfeld/summe/"]
    assert texts(app, "title") == ["Bürger-App – Musterort – Beispiel (erfunden)"]
    assert texts(app, "author", "name") == ["Musterort"]
    assert [each.attrib["term"] for each in app.findall(f"{ATOM}category")] == ["Beispiel (erfunden)"]
    assert texts(app, "updated") == ["2025-11-01T00:00:00Z"]
    assert texts(paper, "title") == ['=SUMME(1;2)" – Ährenfeld']
    assert texts(paper, "author", "name") == []  # taken over by others, so not of the municipality
    assert texts(paper, "summary") == ["Ährenfeld · Januar 2023 · Paarkatalog, Ausgabe 2026 · Natur: −1,00 Menschen: gut"]


def test_the_feed_has_the_newest_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST", 2)
    assert [each.rpartition("/")[0].rpartition("/")[2] for each in texts(atom(register()), "entry", "id")] == [
        "app-2026-10",
        "app-2026-09",
    ]


def test_hostile_titles_stay_text() -> None:
    card = register().cards[0]
    title = '<script>alert(1)</script> & "mehr" ]]>'
    changed = Card(card.entry._replace(title=title, date=PartialDate(2027)), Markup("<p>&lt;b&gt;</p>"))
    root = atom(Register(register().book, (changed,), {}, {}, {}))
    assert texts(root, "entry", "title")[0].startswith(title)


# -- ways to compare -------------------------------------------------------------------------------------------------


def test_the_way_to_a_comparison_names_its_results() -> None:
    way = comparing.compare_href("ergebnisse/a/b.md", ["a/b", "c/d"])
    assert way == "../../../vergleich/?assessment=a/b&assessment=c/d"
    assert parse_qs(urlsplit(way).query) == {"assessment": ["a/b", "c/d"]}


@pytest.mark.parametrize(
    ("count", "here", "expected"),
    [
        (1, 1, []),
        (2, 1, [1, 2]),
        (4, 2, [1, 2, 3, 4]),
        (6, 1, [1, 2, 3, 4]),
        (6, 4, [1, 2, 3, 4]),
        (6, 5, [2, 3, 4, 5]),
        (6, 6, [3, 4, 5, 6]),
    ],
)
def test_a_subject_over_time_is_compared_with_what_was_before(count: int, here: int, expected: list[int]) -> None:
    sheets = {f"assessments/musterort/p-{year}.yml": SHEET.replace("2026-03", f"200{year}") for year in range(1, count + 1)}
    book = book_of({**sheets, "assessments/musterort/p-0.yml": OTHER})
    assert book.errors == ()
    html = pages_of(book)[f"ergebnisse/musterort/p-{here}.md"].html
    ways = re.findall(r'href="(?:[.][.]/)+vergleich/[?]([^"]*)"', html)
    assert [parse_qs(unescape(way))["assessment"] for way in ways] == (
        [[f"musterort/p-{year}" for year in expected]] if expected else []
    )
