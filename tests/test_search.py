"""The index of the search: words as Germans mean them, files that stay small, the same entries the same bytes."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import SHEET, book_of, tree_of
from pruefbuch.book import SYNONYMS, Book, Context, load_context
from pruefbuch.engine.session import is_input
from pruefbuch.exports.search_documents import ABOUT, of_book, of_result, reasons_of, shortened
from pruefbuch.model.assessments import Assessment
from pruefbuch.rules import content_files
from pruefbuch.search import Document, bucket_count, files, index_entry, reason_words, reasons, segment_files, stem, terms
from pruefbuch.search import index as room
from pruefbuch.search.words import Memory, terms_of_title


@pytest.mark.parametrize(
    "words",
    [
        ("Prüfung", "Prüfungen", "pruefung", "prufung", "PRÜFUNG"),
        ("Lizenz", "Lizenzen"),
        ("Haus", "Häuser", "Hauses", "Haeuser"),
        ("Bürger", "Bürgers", "Bürgern", "Buerger"),
        ("Straße", "Strassen", "STRASSE"),
        ("Größe", "groesse", "GRÖẞE"),
    ],
)
def test_words_that_mean_the_same(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_short_words_stay() -> None:
    assert [stem(word) for word in ("See", "Ost", "an", "KI", "gen")] == ["see", "ost", "an", "ki", "gen"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bürger-App", "Bürgerapp"),
        ("Bürger‑App", "Bürgerapp"),
        ("Bu\u0308rger-App", "Bürgerapp"),
        ("Bürger-App", "Bu\u0308rgerapp"),
        ("E-Mail-Adresse", "Emailadresse"),
        ("E-Mail-Adresse", "Email"),
        ("CO₂-Bilanz", "CO2"),
        ("ﬁnden", "finden"),
        ("Nach\u00adhaltigkeit", "Nachhaltigkeit"),
        ("Nach-\nhaltigkeit", "Nachhaltigkeit"),
        ("Nach- haltigkeit", "Nachhaltigkeit"),
        ("V0123/26", "012326"),
        ("V0123/26", "V012326"),
        ("V 0123/26", "012326"),
        ("V0123", "0123"),
        ("0947-StR/2022", "0947StR2022"),
    ],
)
def test_what_a_text_is_found_by(text: str, word: str) -> None:
    assert stem(word) in terms(text)


def test_terms_of_a_text() -> None:
    assert terms("Bürger-App, 2. Stufe") == [stem("Bürger"), "app", stem("Bürgerapp"), "2", stem("Stufe")]
    assert terms("0947-StR/2022 und E-Akte") == ["0947", "str", "2022", "0947str2022", "und", "e", stem("Akte"), stem("EAkte")]
    assert terms("a-b 7 a") == ["a", "b", "ab", "7"]
    assert terms("Bau- und Wohngebiet") == ["bau", "und", stem("Wohngebiet")]
    assert terms("und/oder z.B. -") == ["und", stem("oder"), "z", "b"]
    assert terms(f"{'x' * 30}-{'y' * 30}") == ["x" * 30, "y" * 30]
    assert terms("") == []


def test_a_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Memory, "MOST", 2)
    memory = Memory(str.upper)
    assert [memory[char] for char in "aabca"] == ["A", "A", "B", "C", "A"]
    assert memory == {"c": "C", "a": "A"}


def test_nouns_side_by_side_in_a_title_are_a_compound_too() -> None:
    assert terms_of_title("Die Bürger App kommt") == ["die", stem("Bürger"), "app", stem("kommt"), stem("Bürgerapp")]
    assert stem("Kommune") == stem("Kommunen") and stem("Radverkehr") not in terms_of_title("Rad und Verkehr")


DOCUMENTS = st.lists(
    st.builds(
        Document,
        st.just("ergebnisse/a/b/"),
        st.sampled_from(["result", "guide"]),
        st.text(alphabet="abcdeäöüß -/1", max_size=20),
        st.text(alphabet="abcde ", max_size=10),
        st.text(alphabet="abcdeäöüß -/1", max_size=30),
    ),
    max_size=80,
)


def read(made: dict[str, bytes], name: str) -> Any:
    return json.loads(made[name])


def places(made: dict[str, bytes], word: str) -> list[list[int]]:
    """Where a word stands, in titles, in texts, and as the head of a compound, as the reader's browser finds it."""
    firsts = read(made, "index.json")["firsts"].split(" ")
    found: Sequence[list[int]] = read(made, f"w{max(0, bisect_right(firsts, word) - 1)}.json").get(word, ([], [], []))
    return [[sum(gaps[: end + 1]) for end in range(len(gaps))] for gaps in found]


def of(documents: Sequence[Document], synonyms: Sequence[Sequence[str]] = ()) -> dict[str, bytes]:
    """The files of documents of one group."""
    return files({"guide": [], "result": [index_entry(each) for each in documents]}, synonyms)


@given(DOCUMENTS)
def test_every_document_is_found_by_every_word(documents: list[Document]) -> None:
    made = of(documents)
    assert made == of(documents)
    for number, each in enumerate(documents):
        for word in terms(each.title):
            assert number in places(made, word)[0]
        for word in terms(each.text):
            assert number in places(made, word)[0] + places(made, word)[1]
            assert word in read(made, "index.json")["words"].split(" ")
        row = read(made, f"d{number // 16}.json")[number % 16]
        assert row == [each.url, each.kind, each.title, each.detail, each.about]
    head = read(made, "index.json")
    assert (head["documents"], head["groups"]) == (len(documents), [["guide", 0], ["result", len(documents)]])


def test_common_words_and_long_lists_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(room, "KNOWN", 2)
    monkeypatch.setattr(room, "BYTES", 100)
    made = of([Document(f"{number}/", "result", "Radweg", "", f"Wort{number} Stadt") for number in range(10)])
    assert places(made, stem("Radweg"))[0] == [0, 1, 2]
    assert read(made, "index.json")["words"].split() == sorted([stem("Radweg"), stem("Stadt")])
    assert len(read(made, "index.json")["firsts"].split()) >= 3
    assert all(len(data) <= 150 for name, data in made.items() if name.startswith("w"))
    assert places(made, stem("Wort7"))[1] == [7]


def test_heads_of_compounds() -> None:
    titles = ("Beleuchtung", "Straßenbeleuchtung", "Beleuchtung der Straßenbeleuchtung", "Leuchtung")
    made = of([Document("x/", "result", title, "", "") for title in titles])
    assert places(made, stem("Beleuchtung")) == [[0, 2], [], [1]]
    assert places(made, stem("Leuchtung")) == [[3], [], []]


def test_endings_of_german_words_are_no_heads_of_compounds() -> None:
    titles = (
        "Licht",
        "öffentlich",
        "Verstand verständlich",
        "Schaf",
        "Gesellschaft",
        "Teil",
        "Vorteil vor",
        "Bauteil",
        "Bau",
        "Urteil",
    )
    made = of([Document("x/", "result", title, "", "") for title in titles])
    assert places(made, stem("Licht")) == [[0], [], []]
    assert places(made, stem("Schaf")) == [[3], [], []]
    assert places(made, stem("Teil")) == [[5], [], [7]]  # "ur" is no word here


def test_synonyms_stand_in_the_head_as_the_search_compares_them() -> None:
    made = of([], [("Kita", "Kindertagesstätte"), ("ÖPNV", "öffentlicher Nahverkehr"), ("E-Auto", "Elektroauto")])
    assert read(made, "index.json")["synonyms"] == [
        ["kita", "kindertagesstatt"],
        ["opnv", "offentlich nahverkehr", "offentlichernahverkehr"],
        ["eauto", "elektroauto"],
    ]


# -- reasons ---------------------------------------------------------------------------------------------------------


def test_the_words_of_reasons_are_those_that_say_something() -> None:
    assert reason_words("Die Wärmepumpe ist nicht im Haus, die Wärmepumpen sind es.").split() == [
        stem("Wärmepumpe"),
        stem("Haus"),
    ]


@given(st.lists(st.lists(st.sampled_from("abcdefghij"), unique=True), min_size=1, max_size=100))
def test_every_result_is_found_by_every_word_of_its_reasons(segment: list[list[str]]) -> None:
    listed, *made = map(json.loads, segment_files([" ".join(words) for words in segment]))
    assert len(made) == bucket_count(len(segment)) == -(-len(segment) // 32)
    assert listed.split() == sorted({word for words in segment for word in words})
    for number, words in enumerate(segment):
        for word in words:
            gaps = made[ord(word) % len(made)][word]
            assert number in [sum(gaps[: end + 1]) for end in range(len(gaps))]
    assert sum(len(bucket) for bucket in made) == len(listed.split())


def test_a_list_of_words_of_reasons_has_the_most_frequent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "KNOWN", 2)
    assert json.loads(segment_files(["a b", "b c", "c"])[0]) == "b c"


# -- what of the book is found ---------------------------------------------------------------------------------------


def result(more: str = "", rating: str = "b: kein-effekt", number: str = "V 0123/26") -> tuple[Assessment, Context]:
    text = SHEET.replace("b: kein-effekt", rating) + f"paper: {{number: {number}}}\n{more}"
    book = book_of({"assessments/musterort/a.yml": text})
    assert not book.errors
    return book.open("musterort/a"), book.context


def test_a_result_is_found_by_its_number_with_and_without_blanks() -> None:
    assert {"v", "0123", "26", "012326", "v012326"} <= {*terms(of_result(*result()).text)}


def test_a_hit_says_where_its_result_no_longer_holds() -> None:
    assert of_result(*result()).detail.startswith("Musterort · ")
    withdrawn = result("status: withdrawn\nstatus_reason: Irrtum.\n")
    assert of_result(*withdrawn).detail.startswith("zurückgezogen · Musterort · ")


def test_reasons_are_all_that_is_said_of_a_rating() -> None:
    rating = (
        "b: {level: kein-effekt, reason: Grundwasser, alternatives: Brunnen, lesson: Lehrstück, "
        "measures: [{text: Pumpversuch, state: planned}]}"
    )
    assert reasons_of(result(rating=rating)[0]).split() == [
        stem(word) for word in ("Grundwasser", "Brunnen", "Lehrstück", "Pumpversuch")
    ]


def test_a_snippet_is_the_beginning_of_a_text_in_plain_words() -> None:
    assert shortened("**Kurz** und [klar](https://x.de/) `so`") == "Kurz und klar so"
    assert shortened("") == ""
    long = shortened("Wörter " * 100)
    assert len(long) <= ABOUT + 2 and long.endswith("Wörter …")


def test_groups_of_documents(book: Book) -> None:
    """Of the book that lies here; results come from elsewhere."""
    groups = of_book(
        [("methode.md", "So wird gerechnet", "<h1>So wird gerechnet<a>¶</a></h1>\n<p>Mit Brüchen.</p>")], book.context
    )
    assert [*groups] == ["municipality", "criterion", "guide"]
    assert groups["guide"] == [
        Document("methode/", "guide", "So wird gerechnet", "", "So wird gerechnet¶ Mit Brüchen.", "Mit Brüchen.")
    ]
    kinds = {name: {document.kind for document in documents} for name, documents in groups.items()}
    assert kinds["municipality"] == {"municipality", "initiative"} and kinds["criterion"] == {"catalogue", "criterion"}
    assert all(document.about for document in groups["criterion"] if document.kind == "catalogue")


# -- the list of synonyms --------------------------------------------------------------------------------------------


def read_synonyms(text: str) -> tuple[Sequence[Sequence[str]], list[str]]:
    context = load_context(tree_of({SYNONYMS: text}))
    return context.synonyms, [f"{each.place.line}:{each.place.column} {each.found}" for each in context.problems]


def test_synonyms_are_groups_of_words() -> None:
    text = "groups:\n  - [Kita, Kindertagesstätte]\n  - [ÖPNV, öffentlicher Nahverkehr, CO₂-Bilanz]\n"
    assert read_synonyms(text) == ((("Kita", "Kindertagesstätte"), ("ÖPNV", "öffentlicher Nahverkehr", "CO₂-Bilanz")), [])
    assert load_context(tree_of({})).synonyms == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("groups: []", "1:9 „groups“ ist leer"),
        ("words: [a, b]", "1:1 die Angabe „groups“ fehlt"),
        ("groups: [Kita]", "1:10 ein Eintrag von „groups“ ist keine Liste"),
        ("groups: [[Kita]]", "1:10 ein Eintrag von „groups“ hat nur ein Wort"),
        ("groups: [[Kita, Kitas]]", "1:17 „Kitas“ und „Kita“ (Zeile 1) sind für die Suche dasselbe Wort"),
        ("groups:\n  - [Rad, Velo]\n  - [Fahrrad, Rad]", "3:15 „Rad“ und „Rad“ (Zeile 2) sind für die Suche dasselbe Wort"),
        ("groups: [[Rad, 'Rad (mit Motor)']]", "1:16 „Rad (mit Motor)“ wird so niemand suchen"),
        ("groups: [[E, Energie]]", "1:11 „E“ wird so niemand suchen"),
        ("groups: [[Rad, [Velo]]]", "1:16 ein Wort von „groups“ ist eine Liste"),
    ],
)
def test_what_is_wrong_with_synonyms_is_named_by_its_line(text: str, fault: str) -> None:
    synonyms, problems = read_synonyms(text)
    assert synonyms == () and fault in problems


def test_there_may_be_five_hundred_groups() -> None:
    groups = [f"  - [wort{number}x, begriff{number}x]\n" for number in range(501)]
    assert read_synonyms("groups:\n" + "".join(groups[:500]))[1] == []
    assert read_synonyms("groups:\n" + "".join(groups)) == ((), ["502:5 „groups“ hat 501 Einträge"])


def test_the_list_of_synonyms_is_no_page() -> None:
    assert is_input(SYNONYMS.removeprefix("content/"))
    assert [*content_files.check(tree_of({SYNONYMS: ""}))] == []
    assert [problem.place.path for problem in content_files.check(tree_of({"content/suche/andere.yml": ""}))] == [
        "content/suche/andere.yml"
    ]


def test_the_shipped_list_holds(book: Book) -> None:
    assert ("PV", "Photovoltaik", "Fotovoltaik", "Solarstrom") in book.context.synonyms
    assert not [problem for problem in book.problems if problem.place.path == SYNONYMS]
