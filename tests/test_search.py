"""The index of the search: words as Germans mean them, files that stay small, the same entries the same bytes."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.search import Document, files, index_entry, stem, terms
from pruefbuch.search import index as room


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


def test_terms_of_a_text() -> None:
    assert list(terms("Bürger-App, 2. Stufe")) == [stem("Bürger"), "app", "2", stem("Stufe")]
    assert list(terms("0947-StR/2022 und E-Akte")) == ["0947", "str", "2022", "und", "e", stem("Akte"), "0947str2022"]
    assert list(terms("a-b 7")) == ["a", "b", "7"]


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


@given(DOCUMENTS)
def test_every_document_is_found_by_every_word(documents: list[Document]) -> None:
    made = files([index_entry(each) for each in documents])
    assert made == files([index_entry(each) for each in documents])
    for number, each in enumerate(documents):
        for word in terms(each.title):
            assert number in places(made, word)[0]
        for word in terms(each.text):
            assert number in places(made, word)[0] + places(made, word)[1]
            assert word in read(made, "index.json")["words"].split(" ")
        row = read(made, f"d{number // 32}.json")[number % 32]
        assert row == [each.url, each.kind, each.title, each.detail]
    assert read(made, "index.json")["documents"] == len(documents)


def test_common_words_and_long_lists_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(room, "KNOWN", 2)
    monkeypatch.setattr(room, "BYTES", 100)
    made = files([index_entry(Document(f"{number}/", "result", "Radweg", "", f"Wort{number} Stadt")) for number in range(10)])
    assert places(made, stem("Radweg"))[0] == [0, 1, 2]
    assert read(made, "index.json")["words"].split() == sorted([stem("Radweg"), stem("Stadt")])
    assert len(read(made, "index.json")["firsts"].split()) >= 3
    assert all(len(data) <= 150 for name, data in made.items() if name.startswith("w"))
    assert places(made, stem("Wort7"))[1] == [7]


def test_heads_of_compounds() -> None:
    titles = ("Beleuchtung", "Straßenbeleuchtung", "Beleuchtung der Straßenbeleuchtung", "Leuchtung")
    made = files([index_entry(Document("x/", "result", title, "", "")) for title in titles])
    assert places(made, stem("Beleuchtung")) == [[0, 2], [], [1]]
    assert places(made, stem("Leuchtung")) == [[3], [], []]
