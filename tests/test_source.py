"""YAML text → nodes: every trap of YAML, every limit, and nothing but problems whatever comes."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem
from pruefbuch.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_PROBLEMS, Mapping, Node, Scalar, Sequence, read
from pruefbuch.source.messages import CASES
from pruefbuch.source.syntax import problem as syntax_problem


def plain(node: Node) -> Any:
    """The node as Python's own values, all scalars as text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


def good(text: str) -> dict[str, Any]:
    mapping, problems = read("x.yml", text)
    assert problems == () and mapping is not None
    found: dict[str, Any] = plain(mapping)
    return found


def bad(text: str) -> list[tuple[int, int, str]]:
    _, problems = read("x.yml", text)
    return [(problem.place.line, problem.place.column, problem.rule) for problem in problems]


# -- strings first ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "on", "off", "NO", "true", "null", "~", "01001000", "05315000", "16056000", "01067", "1:30", "12:30:45"),
        *("3.10", "1_000", "0x10", "1e3", ".inf", "2024-02-31", "2024-01-01T10:00:00Z", "=", "<", "+1", "0o7", "9" * 5000),
    ],
)
def test_scalars_stay_the_text_they_are(text: str) -> None:
    assert good(f"k: {text}\n") == {"k": text}
    assert good(f"{text[:100]}: v\n") == {text[:100]: "v"}


def test_places_of_keys_and_values() -> None:
    mapping, _ = read("x.yml", 'a: b\n"ä":\n  - c: [d, "e"]\n')
    assert mapping is not None and mapping.place == Place("x.yml", 1, 1)
    assert (mapping.place_of_name("a"), mapping.entries["a"].place) == (Place("x.yml", 1, 1), Place("x.yml", 1, 4))
    assert mapping.entries["a"][3:] == ("b", True)
    node = mapping.entries["ä"]
    assert mapping.place_of_name("ä") == Place("x.yml", 2, 1)
    assert isinstance(node, Sequence) and node.place == Place("x.yml", 3, 3)
    inner = node.items[0]
    assert isinstance(inner, Mapping)
    list_ = inner.entries["c"]
    assert isinstance(list_, Sequence) and list_.place == Place("x.yml", 3, 8)
    assert [(each.place, each.text, each.plain) for each in list_.items if isinstance(each, Scalar)] == [
        (Place("x.yml", 3, 9), "d", True),
        (Place("x.yml", 3, 12), "e", False),
    ]


def test_block_texts() -> None:
    assert good("k: |\n  a\n  b\nl: >-\n  c\n  d\n") == {"k": "a\nb\n", "l": "c d"}


@pytest.mark.parametrize("text", ["\ufeffk: ä\nl: b\n", "k: ä\r\nl: b\r\n", "k: ä\rl: b\r", "---\nk: ä\nl: b\n...\n"])
def test_byte_order_mark_line_breaks_and_marks_are_accepted(text: str) -> None:
    assert good(text) == {"k": "ä", "l": "b"}


def test_texts_are_composed() -> None:
    assert good("a\u0308: u\u0308\n") == {"ä": "ü"}
    assert good('k: "a\\u0308"\n') == {"k": "ä"}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a: b # c\n",
            "a: b ## c\n",
            "# c\na: b\n",
            "a: 'b' #c\n",
            "a: b#c\n",
            'a: "b #c"\n',
            "a: |\n  b #c\n",
            "a: b ####\n",
        ),
        *("a: b\n#c\n", "a: b\n  #c: d\n", "a:\n  #c\n  - b\n", "a: [b] #c\n", "a: b #", "a: | #c\n  b\n", "#c\n#d\na: b"),
    ],
)
def test_comments_that_are_comments(text: str) -> None:
    assert set(good(text)) == {"a"}


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # anchors, aliases, merge keys, types, directives, documents
        ("a: &x b\n", [(1, 4, "anchor")]),
        ("a: *x\n", [(1, 4, "anchor")]),
        ("*x : b\n", [(1, 1, "anchor")]),
        ("*x\n", [(1, 1, "anchor")]),
        ("a: &x [b]\nc: *x\nd: [*x, e]\n", [(1, 4, "anchor"), (2, 4, "anchor"), (3, 5, "anchor")]),
        ("a: &x [*x]\n", [(1, 4, "anchor"), (1, 8, "anchor")]),
        ("a: !x b\n", [(1, 4, "tag")]),
        ("a: !wichtig\n", [(1, 4, "tag")]),
        ("a: ! b\n", [(1, 4, "tag")]),
        *(
            (f"a: {tag} x\n", [(1, 4, "tag")])
            for tag in ("!!int", "!!float", "!!bool", "!!timestamp", "!!python/name:os.system")
        ),
        ("a: !x [b]\n", [(1, 4, "tag")]),
        ("a: !<tag:x> [b]\n", [(1, 4, "tag")]),
        ("<<: {a: b}\n", [(1, 1, "merge-key")]),
        ("a: &x {b: c}\nd:\n  <<: [*x, *x]\n", [(1, 4, "anchor"), (3, 3, "merge-key"), (3, 8, "anchor"), (3, 12, "anchor")]),
        ('"<<": {a: b}\n', []),
        ("%YAML 1.2\n---\na: b\n", [(1, 1, "directive")]),
        ("%TAG ! tag:x,1:\n---\na: b\n", [(1, 1, "directive")]),
        ("# c\n%YAML 1.1\n---\na: b\n", [(2, 1, "directive")]),
        ("a: b\n---\nc: d\n", [(2, 1, "documents")]),
        ("a: b\n---\n", [(2, 1, "documents")]),
        # names
        ("a: b\nc: d\na: e\n", [(3, 1, "duplicate-key")]),
        ("a:\n  b: c\n  b: [d]\n", [(3, 3, "duplicate-key")]),
        ("\u00e4: 1\na\u0308: 2\n", [(2, 1, "duplicate-key")]),
        ('1: a\n"1": b\n', [(2, 1, "duplicate-key")]),
        ("a: b\na: c\na: d\n", [(2, 1, "duplicate-key"), (3, 1, "duplicate-key")]),
        ("? [a]\n: b\n", [(1, 3, "key")]),
        ("{a: {[b]: c}}\n", [(1, 6, "key")]),
        ("{{a: b}: c, d: e}\n", [(1, 2, "key")]),
        ('"": a\n', [(1, 1, "key")]),
        ("? \n: a\n", [(1, 2, "key")]),
        ('" ": a\n', [(1, 1, "key")]),
        ("„Ziel“: ja\n", [(1, 1, "key")]),
        ("\u00a0a: b\n", [(1, 1, "key")]),
        ("a\u00a0: b\n", [(1, 1, "key")]),
        # swallowed text
        ("a: Nr #5\n", [(1, 7, "swallowed")]),
        ("a: #5\n", [(1, 4, "swallowed")]),
        ("a:\n  - #5\n", [(2, 5, "swallowed")]),
        ("a: Nr ##5\n", [(1, 7, "swallowed")]),
        ("a: b\n  c #d\n", [(2, 5, "swallowed")]),
        ("a: [b, c #d\n  ]\n", [(1, 10, "swallowed")]),
        ("a: b\t#c\n", [(1, 6, "swallowed")]),
        ("ä: ü #5\r\nb: c #d\r\n", [(1, 6, "swallowed"), (2, 6, "swallowed")]),
        # no group
        ("", [(1, 1, "no-mapping")]),
        ("\ufeff", [(1, 1, "no-mapping")]),
        ("# c\n", [(1, 1, "no-mapping")]),
        ("---\n", [(1, 1, "no-mapping")]),
        ("- a\n", [(1, 1, "no-mapping")]),
        ("  text\n", [(1, 3, "no-mapping")]),
        ("a:1\nb:2\n", [(1, 1, "no-mapping")]),
        ("# c\n- &x a\n", [(2, 1, "no-mapping"), (2, 3, "anchor")]),
        # characters, in the text
        ("a: b\x00\n", [(1, 5, "invisible-character")]),
        ("a: b\nc: d\u200be\n", [(2, 5, "invisible-character")]),
        ("a\u200bb: c\n", [(1, 2, "invisible-character")]),
        ("a: \ud800\n", [(1, 4, "invisible-character")]),
        ("a: \U000e0041\n", [(1, 4, "invisible-character")]),
        ("a\u2028b: c\n", [(1, 2, "invisible-character")]),
        ("# \u202e\r\n# \x07\ra: b", [(1, 3, "invisible-character"), (2, 3, "invisible-character")]),
        ("\ufeff\ufeffa: b", [(1, 1, "invisible-character")]),
        ("a: 😀\u200b\n", [(1, 5, "invisible-character")]),
        ("a: \uf0b7 Punkt\n", [(1, 4, "invisible-character")]),
        # characters, from escapes
        ('a: "\\u200b"\n', [(1, 5, "invisible-character")]),
        (
            'a: "ä\\0\\x07\\U000e0041"\n',
            [(1, 6, "invisible-character"), (1, 8, "invisible-character"), (1, 12, "invisible-character")],
        ),
        ('a: "b\n\n  c\\\n  d\\u202e"\n', [(4, 4, "invisible-character")]),
        ('a: "b\r\n  c\\u202e"\r\n', [(2, 4, "invisible-character")]),
        *((f'a: "\\{letter}"\n', [(1, 5, "invisible-character")]) for letter in "abefvrNLP"),
        ('"\\u200b": a\n', [(1, 1, "key"), (1, 2, "invisible-character")]),
        ('a: !x "\\u200b"\n', [(1, 4, "tag"), (1, 8, "invisible-character")]),
        # depth
        ("a: " + "[" * MAX_DEPTH + "\n", [(1, 15, "too-deep")]),
        ("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1) + "\n", []),
    ],
)
def test_refused(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert bad(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x b\nc: *x\nd: [*x, e]\n", {"a": "b", "d": ["e"]}),
        ("a: !!int 1\n", {"a": "1"}),
        ("<<: {a: b}\nc: d\n", {"c": "d"}),
        ("a: b\na: c\n", {"a": "b"}),
        ("[a]: b\nc: d\n", {"c": "d"}),
        ("{a: b}: {c: d}\ne: f\n", {"e": "f"}),
        ("? a\n: b\n*x : c\n", {"a": "b"}),
        ("„Ziel“: ja\n", {"Ziel": "ja"}),
        ("\u202fa\u00a0: b\n", {"a": "b"}),
        ("a\u200bb: c\u202ed\n", {"ab": "cd"}),
        ('a: "b\\u200b\\rc"\n', {"a": "bc"}),
        ("a: Nr #5\nb: c\n", {"a": "Nr", "b": "c"}),
        ("a: b\n---\nc: d\n", {"a": "b"}),
    ],
)
def test_what_could_be_read_is_handed_on(text: str, value: dict[str, Any]) -> None:
    """Later rooms find the other problems of the same file; what was refused makes no noise there."""
    mapping, problems = read("x.yml", text)
    assert problems
    assert mapping is not None
    assert plain(mapping) == value


def test_all_problems_of_a_file_come_in_one_run_in_their_order() -> None:
    assert bad("a: &x b\na: !t c\nd: e #f\ng: \u200b\n<<: h\n: : i") == [
        (1, 4, "anchor"),
        (2, 1, "duplicate-key"),
        (2, 4, "tag"),
        (3, 6, "swallowed"),
        (4, 4, "invisible-character"),
        (5, 1, "merge-key"),
        (6, 1, "yaml-syntax"),
    ]


def test_a_duplicate_names_the_line_of_the_first() -> None:
    _, problems = read("x.yml", "a: b\nc: d\na: e\n")
    assert problems[0].found == "„a“ steht doppelt"
    assert problems[0].allowed == "jede Angabe einmal; „a“ steht schon in Zeile 1"


def test_of_very_many_problems_the_first_are_named() -> None:
    _, problems = read("x.yml", "a: " + "\x07" * 1000 + "\n")
    assert len(problems) == MAX_PROBLEMS + 1
    assert [problem.place.column for problem in problems[:-1]] == list(range(4, MAX_PROBLEMS + 4))
    assert problems[-1].rule == "too-many"


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\u202e", "ein Zeichen, das die Schreibrichtung ändert (U+202E)"),
        ("\u2066", "ein Zeichen, das die Schreibrichtung ändert (U+2066)"),
        ("\xad", "ein unsichtbares Zeichen (U+00AD)"),
        ("\u200b", "ein unsichtbares Zeichen (U+200B)"),
        ("\U000e0041", "ein unsichtbares Zeichen (U+E0041)"),
        ("\x01", "ein Steuerzeichen (U+0001)"),
        ("\x85", "ein Steuerzeichen (U+0085)"),
        ("\ufffe", "ein Zeichen, das es nicht gibt (U+FFFE)"),
        ("\U0010ffff", "ein Zeichen, das es nicht gibt (U+10FFFF)"),
        ("\udc00", "ein halbes Zeichen (U+DC00)"),
        ("\uf0b7", "ein Zeichen ohne festgelegte Bedeutung (U+F0B7)"),
    ],
)
def test_names_of_characters(character: str, words: str) -> None:
    _, problems = read("x.yml", f"a: {character}b\n")
    assert [problem.found for problem in problems] == [f"hier steht {words}"]


def test_an_escape_is_named_as_it_is_written() -> None:
    found = [problem.found for problem in read("x.yml", 'a: "\\u202e\\r\\x1B\\\\u202e"\n')[1]]
    assert found == [
        "„\\u202e“ steht für ein Zeichen, das die Schreibrichtung ändert (U+202E)",
        "„\\r“ steht für ein Steuerzeichen (U+000D)",
        "„\\x1B“ steht für ein Steuerzeichen (U+001B)",
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "10\u00a0000 €",
            "1\u202f000",
            "z.\u2009B.",
            "„Zitat“ – ja…",
            "▲ ● ▼ −",
            "⚠\ufe0f",
            "▲\ufe0e",
            "☀️ 😀 🏽",
            "Ł ŵ ẞ Ω Ж 中",
            "m²",
            "CO₂",
        ),
        *("a\tb", "\ufffd", "①", "½"),
    ],
)
def test_characters_that_people_use(text: str) -> None:
    assert good(f"a: {text}\n") == {"a": unicodedata.normalize("NFC", text)}


@pytest.mark.parametrize("text", ["a\ufe0f", "\ufe0f", "👩\u200d💻"])
def test_characters_that_hide_behind_letters(text: str) -> None:
    assert {rule for _, _, rule in bad(f"a: {text}\n")} == {"invisible-character"}


def test_libyaml_takes_every_character_that_is_left() -> None:
    """Else a text would fail with libyaml's own words about characters, which nobody translates."""
    every = "".join(map(chr, range(0x110000)))
    text = "# " + characters.masked(every, "").replace("\n", "").replace("\r", "") + "\na: b"
    assert len(text) > 970_000
    parser = yaml.CBaseLoader(text)
    while parser.get_event() is not None:
        pass


# -- syntax errors in German -----------------------------------------------------------------------------------------

SLIPS = [
    ("\ta: b\n", 1, 1, "Tabulator"),
    ("a:\n\tb: c\n", 2, 1, "Tabulator"),
    ("a:\n  b: c\n \td: e\n", 3, 2, "Tabulator"),
    ("a: b\n\tc\n", 2, 1, "Tabulator"),
    ("a: |\n\tb\n", 2, 1, "Tabulator"),
    ("a:\u00a0b\nc: d\n", 1, 3, "geschütztes Leerzeichen"),
    ("a: b\nc:\u00a0d\ne: f\n", 2, 3, "geschütztes Leerzeichen"),
    ("a: b\n  \u00a0c: d\n", 2, 3, "geschütztes Leerzeichen"),
    ("- a\n-b\nc: d\n", 2, 1, "nach dem Strich fehlt ein Leerzeichen"),
    ("a: b\ndate:2026-03\nc: d\n", 2, 1, "nach dem Doppelpunkt fehlt ein Leerzeichen"),
    ("a: b\ndate:2026-03", 2, 1, "nach dem Doppelpunkt fehlt ein Leerzeichen"),
    ("date:2026-03\na: b\n", 2, 2, "in der Zeile darüber fehlt nach dem Doppelpunkt ein Leerzeichen"),
    ("a: b\nc\n", 2, 1, "fehlt der Doppelpunkt nach dem Namen"),
    ("a: b\nsiehe https://example.org\nc: d", 2, 1, "fehlt der Doppelpunkt nach dem Namen"),
    ("a:\n  b: c\n  d\n  e: f\n", 3, 3, "fehlt der Doppelpunkt nach dem Namen"),
    ("a: Ziel: Wasser\n", 1, 8, "ein zweiter Doppelpunkt"),
    ("Ziel: Wasser: x", 1, 13, "ein zweiter Doppelpunkt"),
    ('a: "b": c\n', 1, 7, "ein zweiter Doppelpunkt"),
    ("a: „Ziel: Wasser“\n", 1, 9, "„…“ sind für YAML keine Anführungszeichen"),
    ("a: b\n  c: d\n", 2, 4, "gehört durch ihre Einrückung noch zum Text darüber"),
    ("a: {b:, c: d}\n", 1, 6, "in einer Klammer steht ein Doppelpunkt ohne Leerzeichen"),
    ('a: "b\nc: d\n', 1, 4, 'das Anführungszeichen „"“ wird nicht geschlossen'),
    ("a: 'b\n", 1, 4, "das Anführungszeichen „'“ wird nicht geschlossen"),
    ('a: "Ziel“\nb: c\n', 1, 4, 'das Anführungszeichen „"“ wird nicht geschlossen'),
    ('a: "b\n---\nc"\n', 2, 1, "beginnt eine Zeile mit --- oder ..."),
    ('a: "C:\\Daten"\n', 1, 7, "„\\D“ hat in Anführungszeichen"),
    ('a: "\\xZZ"\n', 1, 5, "nach „\\x“ fehlen Ziffern"),
    ('a: "\\ud83d\\ude00"\n', 1, 5, "„\\u…“ nennt ein Zeichen, das es nicht gibt"),
    ('a: "\\U00110000"\n', 1, 5, "„\\U…“ nennt ein Zeichen, das es nicht gibt"),
    ("a: [b\nc: d\n", 1, 4, "die eckige Klammer wird nicht geschlossen"),
    ("a: [b, c", 1, 4, "die eckige Klammer wird nicht geschlossen"),
    ("a: {b: c\n", 1, 4, "die geschweifte Klammer wird nicht geschlossen"),
    ("a: **b** c\n", 1, 4, "der Text beginnt mit „*“"),
    ("a: *b* c\n", 1, 4, "der Text beginnt mit „*“"),
    ("a: & b\n", 1, 4, "der Text beginnt mit „&“"),
    ("a: !<b\n", 1, 4, "der Text beginnt mit „!“"),
    ("a: ![b](c)\n", 1, 4, "der Text beginnt mit „!“"),
    ("a: !b!c d\n", 1, 4, "der Text beginnt mit „!“"),
    ("%b\n", 1, 1, "beginnt mit „%“"),
    ("%FOO x\n---\na: b\n", 1, 1, "beginnt mit „%“"),
    ("%YAML 2.0\n---\na: b\n", 1, 1, "Anweisung an YAML"),
    ("%YAML x\n---\na: b\n", 1, 1, "Anweisung an YAML"),
    ("%YAML 1.1\na: b\n", 1, 1, "Anweisung an YAML"),
    ("a: |b\n", 1, 4, "nach „|“ geht die Zeile weiter"),
    ("a: > 100 Leute\n", 1, 4, "nach „>“ geht die Zeile weiter"),
    ("a: - b\n", 1, 4, "die Liste beginnt in derselben Zeile wie ihr Name"),
    ("%YAML 1.1\n- a\n", 2, 1, "hier kann kein Listeneintrag"),
    ("a: ? b\n", 1, 4, "der Text beginnt mit „? “"),
    ('a: "b" c\n', 1, 8, "nach dem schließenden Anführungszeichen geht der Text weiter"),
    ("a: 'Das geht's'\n", 1, 14, "nach dem schließenden Anführungszeichen geht der Text weiter"),
    ("a: [Text](https://example.org)\n", 1, 10, "nach der schließenden Klammer geht der Text weiter"),
    (": a\n", 1, 1, "vor dem Doppelpunkt fehlt der Name"),
    ("a:\n  - b\n - c\n", 3, 2, "hier steht ein Listeneintrag („- “) statt einer Angabe"),
    ("a:\n  b: c\n d: e\n", 3, 2, "die Einrückung passt zu keiner Zeile darüber"),
    ("a:\n  - b: c\n   d: e\n", 3, 4, "die Einrückung der Zeile passt nicht zur Liste darüber"),
    ("- a\nb: c\n", 2, 1, "die Einrückung der Zeile passt nicht zur Liste darüber"),
    ("a: @b\n", 1, 4, "der Text beginnt mit „@“"),
    ("a: `b`\n", 1, 4, "der Text beginnt mit „`“"),
    ("a: %b\n", 1, 4, "der Text beginnt mit „%“"),
    ("a: [b, , c]\n", 1, 8, "hier steht „,“, wo ein Wert stehen müsste"),
    ("a: ]\n", 1, 4, "hier steht „]“, wo ein Wert stehen müsste"),
    ("a: [#b]\n", 1, 8, "hier steht das Ende der Zeile, wo ein Wert stehen müsste"),
    (" a: b\nc: d\n", 2, 1, "die Angaben sind vor dieser Zeile schon zu Ende"),
    ("{a: b}\nc: d\n", 2, 1, "die Angaben sind vor dieser Zeile schon zu Ende"),
    ("ä: b\r\nc\r\n", 2, 1, "fehlt der Doppelpunkt nach dem Namen"),
    ("ä: b\rc: d: e\r", 2, 5, "ein zweiter Doppelpunkt"),
    ("a: " + "x" * 5000 + ": y\n", 1, 5004, "ein zweiter Doppelpunkt"),
]


@pytest.mark.parametrize(("text", "line", "column", "found"), SLIPS)
def test_slips(text: str, line: int, column: int, found: str) -> None:
    mapping, problems = read("x.yml", text)
    assert mapping is None
    assert [problem.rule for problem in problems] == ["yaml-syntax"]
    assert found in problems[0].found
    assert problems[0].place == Place("x.yml", line, column)


def test_every_slip_that_is_known_can_happen() -> None:
    """All but the last, which stands for words of libyaml that we have never seen."""
    told = {read("x.yml", text)[1][0].allowed for text, *_ in SLIPS}
    assert {case.allowed for case in CASES[:-1]} <= told


def test_unknown_words_of_libyaml_are_not_shown() -> None:
    error = yaml.MarkedYAMLError(None, None, "something new", None)
    assert syntax_problem("x.yml", "a: b\n", error).found == "ab hier ist die Datei nicht lesbar"


@given(st.text(alphabet="ab: \n-[]{},&*!#|>'\"%@`\t\\\\?~=<„“\u00a0", max_size=30))
def test_no_english_is_shown(text: str) -> None:
    for problem in read("x.yml", text)[1]:
        words = " ".join((problem.found, problem.allowed, problem.remedy)).replace(text, "")
        assert not re.search(r"\b(not|found|expected|while|could|document|mapping|key|token)\b", words)
        assert "{char}" not in words
        assert "{two}" not in words
        assert "\n" not in words


# -- limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_deep_nesting_ends_at_once(text: str) -> None:
    """The loaders of PyYAML end with a RecursionError here, or with the whole process (libyaml, 100 000 levels)."""
    start = time.process_time()
    mapping, problems = read("x.yml", text)
    assert mapping is None
    assert [problem.rule for problem in problems] == ["too-deep"]
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("begin", "again", "end"),
    [
        *(("", "a: b\n", ""), ("a:\n", "- a #b\n", ""), ('a: "', "\\u200b", '"'), ("a: ", "\u200b", ""), ("a: [", "*b ,", "]")),
        *(
            ("a:\n", "- &b !c d\n", ""),
            ("a: ", "x: ", ""),
            ("{", "a: ", ""),
            ('a: "', "[\n", ""),
            ("a: [", "b,", "]"),
            ("", "? ", ""),
        ),
    ],
)
def test_no_file_within_the_limit_takes_long(begin: str, again: str, end: str) -> None:
    text = begin + again * ((MAX_BYTES - 10) // len(again.encode())) + end
    start = time.process_time()
    _, problems = read("x.yml", text)
    assert 0 < len(problems) <= MAX_PROBLEMS + 1
    assert time.process_time() - start < 5


def test_size() -> None:
    assert bad("a: " + "x" * MAX_BYTES) == [(1, 1, "too-large")]
    assert bad("a: " + "ä" * (MAX_BYTES // 2)) == [(1, 1, "too-large")]
    assert good("a: " + "x" * (MAX_BYTES - 3)) == {"a": "x" * (MAX_BYTES - 3)}
    assert bad("\ud800" * MAX_BYTES) == [(1, 1, "too-large")]
    assert bad("a: [" + "x, " * 4_000_000 + "]") == [(1, 1, "too-large")]


def test_number_of_values() -> None:
    assert bad("a: [" + "b," * MAX_NODES + "]") == [(1, 2 * (MAX_NODES - 3) + 5, "too-many")]
    assert len(good("a: [" + "b," * (MAX_NODES - 3) + "]")["a"]) == MAX_NODES - 3


def test_bombs_of_aliases_stay_small() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 9)]
    start = time.process_time()
    assert {rule for _, _, rule in bad("\n".join(lines))} == {"anchor"}
    merges = ["a: &a {b: c}"] + [f"a{n}: &a{n} {{<<: [*a, *a, *a]}}" for n in range(9)]
    assert {rule for _, _, rule in bad("\n".join(merges))} == {"anchor", "merge-key"}
    assert time.process_time() - start < 1


# -- whatever comes --------------------------------------------------------------------------------------------------


def check(text: str) -> None:
    """Nothing but a mapping or none, and problems whose places lie within the file."""
    mapping, problems = read("x.yml", text)
    assert mapping is None or isinstance(mapping, Mapping)
    assert mapping is not None or problems
    assert list(problems) == sorted(problems)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for place in [*(problem.place for problem in problems), *(places(mapping) if mapping else ())]:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    for value in texts(mapping) if mapping else ():
        assert not characters.forbidden(value)
        assert unicodedata.is_normalized("NFC", value)


def places(node: Node) -> Iterator[Place]:
    yield node.place
    if isinstance(node, Mapping):
        yield from map(node.place_of_name, node.entries)
    for inner in children(node):
        yield from places(inner)


def texts(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
    if isinstance(node, Mapping):
        yield from node.entries
    for inner in children(node):
        yield from texts(inner)


def children(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return list(node.entries.values())
    return node.items if isinstance(node, Sequence) else []


@settings(max_examples=300)
@given(st.text(st.characters()) | st.text(st.characters(exclude_categories=()), max_size=5))
@example("\x85")
@example("a: b\x85c: d")
@example("\ufeff\ufeff")
@example("a: \\\n")
def test_any_text(text: str) -> None:
    check(text)
    check(f"a: {text}")
    check(f'"{text}": [b, "{text}"]')


@settings(max_examples=500)
@given(st.text(alphabet="ab: \n\r-[]{},&*!#|>'\"%@`\t\\?~=<ä\u0308\u200bxu20e„\u00a0"))
def test_any_text_of_signs_that_yaml_knows(text: str) -> None:
    check(text)


@given(st.binary())
@example(b"? $")
def test_any_bytes(data: bytes) -> None:
    check(data.decode("utf-8", "surrogateescape"))
    check(data.decode("latin-1"))


TEXTS = st.text(st.characters(codec="utf-8").filter(lambda c: not characters.forbidden(c) and c != "\r"), max_size=20)
KEYS = TEXTS.filter(lambda text: text.strip() and not {text[0], text[-1]} & set("„“”‟‚‘’‛«»‹›\u00a0\u202f"))
VALUES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


def composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    return {composed(key): composed(item) for key, item in value.items()}


@settings(deadline=None)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), st.booleans())
def test_what_was_written_is_read(value: dict[str, Any], unicode: bool) -> None:
    """PyYAML's own writer, with every scalar quoted, is understood to the letter."""
    text = yaml.dump(value, default_style='"', allow_unicode=unicode, Dumper=_Dumper, sort_keys=False)
    mapping, problems = read("x.yml", text)
    if {problem.rule for problem in problems} <= {"duplicate-key"} and mapping is not None:
        assert problems or plain(mapping) == composed(value)
    else:
        assert {problem.rule for problem in problems} <= {"too-deep", "duplicate-key"}


class _Dumper(yaml.Dumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def test_order_of_keys_is_kept() -> None:
    keys = [f"k{number}" for number in range(50)]
    random.Random(1).shuffle(keys)
    assert list(good("".join(f"{key}: v\n" for key in keys))) == keys


# -- the words of the limits, which no file of the corpus can reach ---------------------------------------------------


def test_limits_in_words() -> None:
    (size,) = read("x.yml", "a: " + "ä" * (MAX_BYTES // 2))[1]
    assert size == Problem(
        Place("x.yml"),
        "too-large",
        "die Datei ist 512 KiB groß",
        "höchstens 512 KiB",
        "kürzen oder auf mehrere Dateien verteilen",
    )
    (count,) = (problem for problem in read("x.yml", "a: [" + "b," * MAX_NODES + "]")[1] if problem.rule == "too-many")
    assert (count.found, count.allowed, count.remedy) == (
        "die Datei hat mehr als 50000 Werte",
        "höchstens 50000",
        "aufteilen",
    )


@pytest.mark.parametrize("character", ["\u200b", "\\u200b"])
def test_of_very_many_problems_the_first_are_listed(character: str) -> None:
    text = 'a: "' + character * MAX_PROBLEMS + '"\n'
    assert len(read("x.yml", text)[1]) == MAX_PROBLEMS
    *listed, last = read("x.yml", text.replace(character, character * 2, 1))[1]
    assert len(listed) == MAX_PROBLEMS
    assert last == Problem(
        listed[-1].place,
        "too-many",
        "weitere Fehler nach diesem sind nicht aufgeführt",
        "keine Fehler",
        "die genannten beheben, dann erneut prüfen",
    )


def test_the_sign_that_is_meant_is_the_last_one_before_the_slip() -> None:
    _, problems = read("x.yml", 'a: "x"\nb: "y\nc: z\n')
    assert [problem.place for problem in problems] == [Place("x.yml", 2, 4)]
    _, problems = read("x.yml", "a: [x]\nb: [y\nc: z\n")
    assert [problem.place for problem in problems] == [Place("x.yml", 2, 4)]


def test_forbidden_characters_from_escapes_do_not_reach_the_text() -> None:
    mapping, _ = read("x.yml", 'a: "b\\u202ec"\n')
    assert mapping is not None
    node = mapping.entries["a"]
    assert isinstance(node, Scalar)
    assert node.text == "bc"
