"""The fast reader makes what libyaml's events make, or leaves the file to them."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import compare_readers
from compare_readers import agree
from pruefbuch.model import characters
from pruefbuch.source import MAX_DEPTH, MAX_NODES, Mapping, Node, Scalar, Sequence, fast_reader, read
from pruefbuch.source.fast_reader import read_fast

NAMES = st.sampled_from(["a", "b", "level", "reason-2", "x_y", "ä", "a b", "-", "<<", "#", "'q'"])
SAMPLES = [
    *("b", "Es steigt um 10 %.", "2026-03", "-1", "- b", "b: c", "b:c", "b #c", "b#c", "b ", " b", "b:", ":b", "?", "? b"),
    *("~", "null", "", "|", ">-", "|-", ">", "|+", "> # c", "[a, b]", "[a, b, ]", "[]", "{a: b, c: d}", "{a: b, a: d}"),
    *("{a: b,c: d}", "{a: 'b'}", "{}", "'b'", '"b"', '"b\\n"', "'b''c'", '"b" c', '"b: c"', "''", "'b", "*a", "&a b"),
    *("!!str b", "%", "@b", "`b", "#b", "[a]: b", "--- b", "[https://a.example]", "[a b, c d]", "{a: b c}", "[a,b]"),
    *("[[a]]", "[{a: b}]", "{a: [b]}", "[-1]", "{a: -1}", "[a: b]", "b, c", "b]"),
]
LINES = st.one_of(
    st.builds("{}{}: {}".format, st.sampled_from(["", "- ", "-  ", "- - "]), NAMES, st.sampled_from(SAMPLES)),
    st.builds("{}{}:".format, st.sampled_from(["", "- "]), NAMES),
    st.builds("{}{}".format, st.sampled_from(["", "- ", "-"]), st.sampled_from(SAMPLES)),
    st.sampled_from(["", "", "# c", "---", "...", "%YAML 1.2", "?", "? a", ": b"]),
)
SHEETS = st.lists(st.tuples(st.sampled_from([0, 0, 2, 2, 4, 6, 1, 3]), LINES), min_size=1, max_size=9).map(
    lambda lines: "\n".join(" " * indent + line for indent, line in lines) + "\n"
)
TAILS = (
    "",
    "",
    "",
    "    b: c\n",
    "   b: c\n",
    "  b: c\n",
    " b: c\n",
    "\n",
    "\n    b: c\n",
    "      b\n",
    "  # c\n",
    "    # c\n",
    "  - b\n",
    "    k:\n      - b: c\n        d: e\n",
    "    k:\n    - b: c\n      d: e\n    - b: c\n      d: e\n",
    "    k:\n      - b: c\n        d: e\n      - d: c\n        b: e\n",
    "    k:\n      - b: c\n        d: e\n       b: e\n",
    "    k:\n      - b: c\n        d: e\n      - b: c\n",
    "    k:\n      - b: c\n        b: e\n",
    "    k:\n     - b: c\n       d: e\n     # c\n",
    "    k:\n      - b: c\n        d: e\n\n",
    "    b:\n      - b: c\n        d: e\n",
    "    k:\n      - b: c\n        d: e\n    l: m\n",
)
WORDS = st.sampled_from(["b", "b", "c d", *SAMPLES])
GROUPS = st.lists(
    st.builds(
        lambda names, pad, first, second, tail: f"  {names[0]}:\n{pad}{names[1]}: {first}\n{pad}{names[2]}: {second}\n{tail}",
        st.tuples(NAMES, NAMES, NAMES),
        st.sampled_from(["    ", "    ", "   ", "  ", "    - "]),
        WORDS,
        WORDS,
        st.sampled_from(TAILS),
    ),
    min_size=1,
    max_size=5,
).map(lambda groups: "a:\n" + "".join(groups))

_DEEP = "\na:\n  b: c\n  d: e\n  f:\n    - g: h\n      i: j\n"
"""a group with a list of groups below it"""


@settings(max_examples=400)
@given(SHEETS | SHEETS.map(str.rstrip) | GROUPS)
@example("a: >\n  b\n  c\n\n\n  d\n\nb: |\n   c\n   d")
@example("a: |\n  b\n\nc: d\n")
@example("a: b\n  c\n  d\ne:\n- f\n- g: h\n  i: j\n-   k\n")
@example("a:\n  - b\n    c\n")
@example("a: b\n\n  c\n")
@example("a: b\n  # c\n  d\n")
@example("  a: b\n  c: d\n")
@example("a:\n" + "\n".join(" " * depth + "a:" for depth in range(1, MAX_DEPTH + 2)) + " b\n")
@example("a:\n" + "\n".join(" " * depth + "a:" for depth in range(1, MAX_DEPTH - 3)) + " {a: b}\n")
@example("a: b\n" * 3)
@example("a:\n  b: |\n    c\n   d\n")
@example("a: |\n    b\n  # c\nd: e\n")
@example("a: |\n  b \n  c\n")
@example("a: >\n  # b\n  - c\n")
@example("a:\n  b:\n    c: d\n    e: f\n  g:\n    c: d\n    e: h\n    i: j\n  k:\n    c: d\n    e: l\n\n    m: n\n")
@example(
    "a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n        j: k\n      - h: l\n        j: m\n  n:\n    c: d\n    e: f\n"
)
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n    - h: i\n      j: k\n    - h: l\n      j: m")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n        j: k\n     - h: l\n       j: m\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n      - h: l\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n        j: k\n          l\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n        j: k\n    c: l\n")
@example("a:\n  b:\n    c: d\n    e: f\n    c:\n      - h: i\n        j: k\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i\n        h: k\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n      - h: i: k\n        j: k\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:\n  h: i\n")
@example("a:\n  b:\n    c: d\n    e: f\n    g:")
@example(
    "a:\n"
    + "".join(f"{' ' * depth}a:\n" for depth in range(1, MAX_DEPTH - 7))
    + _DEEP.replace("\n", "\n" + " " * (MAX_DEPTH - 7))
)
def test_the_same_nodes_are_read(text: str) -> None:
    agree(text)


@pytest.mark.parametrize("value", SAMPLES)
def test_every_kind_of_value_is_the_same_wherever_it_stands(value: str) -> None:
    for text in (f"a: {value}\nb: c\n", f"a:\n  - {value}\n  - b\n", f"a: b\n  {value}\n", f"a: {value}\n  b\n\n  c\n"):
        agree(text)


PAIR = "a:\n  b:\n    c: d\n    e: f\n"


@pytest.mark.parametrize(
    "text",
    [
        *(PAIR + "  b:\n    c: d\n    e: f\n", PAIR + "  g:\n    c: d\n    c: f\n", PAIR + "  g:\n    c: d\n    e: f #: g\n"),
        *(PAIR + f"  g:\n    c: d\n    e: {value}\n" for value in SAMPLES),
        *(PAIR + f"  g:\n    c: {value}\n    e: f\n" for value in SAMPLES),
        *(PAIR + f" g:\n    c: d\n    e: f{end}" for end in ("", "\n", "\n\n", "\n  h: i\n")),
        *(
            PAIR + f"  g:\n{one}c: d\n{two}e: f\n"
            for one in ("    - ", "  ", "     ")
            for two in ("    ", "      ", "  ", "    - ")
        ),
        PAIR + "  - g:\n    c: d\n    e: f\n",
        "a:\n"
        + "".join(f"{'  ' * depth}a:\n" for depth in range(1, MAX_DEPTH - 3))
        + f"{'  ' * MAX_DEPTH}b: c\n{'  ' * MAX_DEPTH}d: e\nf: g\n",
    ],
)
def test_groups_of_two_are_the_same(text: str) -> None:
    agree(text)


ALPHABET = [char for char in map(chr, range(0x3000)) if characters.usual(char)]


@pytest.mark.parametrize("before", ["a: ", "a: -", "a:\n  - ", "a: [", "a: {a: ", "a: [b ", "a: 'b", "a: |\n  ", "", "b", "- "])
def test_every_character_is_the_same_at_every_place(before: str) -> None:
    """All that may stand in a text for the fast reader, at the beginning, within and at the end of a value, alone and by twos."""
    end = {"[": "]", "{": "}", "'": "'"}.get(before.strip("a: b")[:1], "")
    for char in ALPHABET:
        for value in (
            char,
            f"{char}b",
            f"{char} b",
            f"b{char}",
            f"b {char}",
            f"b{char}b",
            f"b {char} b",
            f"b: {char}",
            f"{char}: b",
        ):
            agree(f"{before}{value}{end}\n")
            agree(f"{before}{value}{end}\nb: c\n")


def test_every_two_signs_are_the_same() -> None:
    signs = [char for char in map(chr, range(0x20, 0x7F)) if not char.isalnum()]
    for two in (one + other for one in [*signs, "a", "1", "\xa0", "\n"] for other in [*signs, "b", "2", "\n"]):
        for text in (
            f"a: {two}\n",
            f"a: b{two}c\n",
            f"a: b {two}\nb: c\n",
            f"a: [b{two}c]\n",
            f"{two}: b\n",
            f"a: b\n{two}c: d\n",
        ):
            agree(text)


# -- what is left to the events -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("a:\n  b: c\n d: e\n", "a: b\na: c\n", "a: b\nc:\n", "a:\n  - b\n c: d\n", "a: b\n- c\n", "a:\n  - b\n - c\n"),
        *("a: 'b'\n  c\n", "a: b\n  # c\n  d\n", "a: b\n\n  c\n", "a: |\n    b\n   c\n", "a: |\n  b\n   c\n", "a: |\n  b"),
        *("a:\n  b:\n- c\n", "a: {b: c, b: d}\n", "a: |\n   \nb: c\n", " a: b\n", "a: b\n  c: d\n", "a:\nb: c\n", "", "# a\n"),
        *(
            "a: b\tc\n",
            "a: b\r\n",
            "a: b\rc: d\n",
            "a: b\n" + "\n" * MAX_NODES,
            f"{'a' * 101}: b\n",
            "ä: b\n",
            "a:\n  - b: |\n    c\n",
        ),
        *("a: b\n  : c\n", "a: b\n  - : c\n", "a: b\n  c\n", "a: b\n  - c\n", "a: b # c\n", "a: b\n \nc: d\n", "a: \n  b: c\n"),
        "a:\n" + "".join(f"{' ' * 2 * depth}a:\n" for depth in range(1, MAX_DEPTH - 1)) + " " * 2 * MAX_DEPTH + "b: c\n",
        "a:\n" + "".join(f"{' ' * 2 * depth}- a:\n" for depth in range(1, MAX_DEPTH)) + "b: c\n",
    ],
)
def test_what_could_mean_something_else_is_left_to_libyaml(text: str) -> None:
    assert not agree(text)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("more", ["  : anders", "  - : anders"])
def test_no_text_is_swallowed(more: str, end: str) -> None:
    mapping, (problem,) = read("x.yml", f"comment: Der Rat sieht das{end}{more}{end}")
    assert mapping is None
    assert (problem.rule, problem.place.line) == ("yaml-syntax", 2)


def test_what_is_read_does_not_depend_on_what_was_read_before() -> None:
    """The reader keeps nothing between files: its module holds only patterns, functions, classes and numbers."""
    assert not [name for name, value in vars(fast_reader).items() if name[:2] != "__" and isinstance(value, dict | list | set)]
    assert not [name for name, value in vars(fast_reader).items() if hasattr(value, "cache_info")]


# -- what is read fast -----------------------------------------------------------------------------------------------


def plain(node: Node) -> object:
    """The node as Python's own values, all scalars as text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name: plain(value) for name, value in node.entries.items()}


def test_what_people_write_is_read_fast() -> None:
    text = (
        "# c\na: b c\nd:\n  e: f\n\n  g: >-\n    h\n    i\n\n    j\n  k:\n    - l: m\n      n: 'o: p'\n    - {q: r, s: t}\n"
        'u: [v, w]\nx:\n- y\n- "z"\na2: b\nd2: |\n  e\n\n'
    )
    mapping = read_fast("x.yml", text)
    assert mapping is not None and agree(text)
    assert plain(mapping) == {
        "a": "b c",
        "d": {"e": "f", "g": "h i\nj", "k": [{"l": "m", "n": "o: p"}, {"q": "r", "s": "t"}]},
        "u": ["v", "w"],
        "x": ["y", "z"],
        "a2": "b",
        "d2": "e\n",
    }


def test_most_files_of_the_project_are_read_fast() -> None:
    paths = sorted(compare_readers.ROOT.glob("assessments/**/*.yml"))
    assert sum(agree(path.read_text("utf-8")) for path in paths) > 0.9 * len(paths)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n" + "".join(f"{' ' * depth}a:\n" for depth in range(1, MAX_DEPTH - 2)) + " " * MAX_DEPTH + "a: {a: b}\n",
        f"long: {'b' * 2000}\n{'a' * 100}: b",
        f"a: [{'b, ' * 10_000}b]\n",
    ],
)
def test_up_to_the_limits_files_are_read_fast(text: str) -> None:
    assert agree(text)


# -- real files, changed at random -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", compare_readers.corpus())
def test_what_broke_a_reader_once(text: str) -> None:
    agree(text)
    agree(text.replace("\n", "\r\n"))


def test_changed_files_are_read_alike() -> None:
    assert sum(map(agree, islice(compare_readers.mutants(random.Random(1)), 12_000))) > 1_000


def test_a_reader_that_swallows_text_is_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert compare_readers.main("0", "1") == 0
    assert "1000 mutants" in capsys.readouterr().out

    def careless(path: str, text: str) -> Mapping | None:
        return read_fast(path, text.replace("\n  : ", " "))

    monkeypatch.setattr(compare_readers, "read_fast", careless)
    assert compare_readers.main("0", "1") == 1
    assert '"comment: Der Rat sieht das\\n  : anders\\n"' in capsys.readouterr().out


@pytest.mark.parametrize("careless", [lambda text: text + "a: b\n", lambda text: text.replace("\n  ", "\n ")])
def test_other_faults_are_found(careless: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_readers, "read_fast", lambda path, text: read_fast(path, careless(text)))
    assert compare_readers.main("0", "1") == 1
