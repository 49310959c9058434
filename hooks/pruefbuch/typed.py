"""Typed reading of YAML values: takes what the format asks for, notes a problem for everything else.

The code that reads a file is its schema: a key that nobody took is an unknown key. Every method notes problems and returns a
harmless stand-in, so that one run finds all problems of a file; a value read with an error is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from pruefbuch import markup
from pruefbuch.model.common import Link, PartialDate, Place, Problem, Severity
from pruefbuch.model.slugs import is_slug, slugify
from pruefbuch.model.suggest import suggest
from pruefbuch.source import Mapping, Node, Scalar, Sequence

Word = TypeVar("Word", bound=StrEnum)

MAX_LINE = 300
"""characters in a one-line text"""
MAX_TEXT = 20_000
"""characters in a Markdown text"""

HARMLESS = 1000
"""characters: no text of that length takes a machine long to read"""

NULL = ("", "null")
"""what says that nothing is there, where it stands without quotes"""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9}|/[1-9][0-9]{0,5})?")
_DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_URL = re.compile(r"https?://[^\s/?#@\"<>\\]+(?:[/?#][^\s\"<>\\]*)?")
_FALSE_FRIENDS = {"ja": "true", "yes": "true", "on": "true", "nein": "false", "no": "false", "off": "false"}


@lru_cache(maxsize=64)
def _members(words: type[StrEnum]) -> dict[str, StrEnum]:
    """The words of a closed list; to ask the list itself takes ten times as long."""
    return {word.value: word for word in words}


class Diagnostics:
    """The problems of one file, in the order in which they were noted."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def error(self, place: Place, rule: str, fault: str, allowed: str, remedy: str) -> None:
        """Note an error."""
        self.problems.append(Problem(place, rule, fault, allowed, remedy))

    def hint(self, place: Place, rule: str, fault: str, allowed: str, remedy: str) -> None:
        """Note a hint."""
        self.problems.append(Problem(place, rule, fault, allowed, remedy, Severity.HINT))


def listing(words: Iterable[str]) -> str:
    """The words in a row for a message: „a“, „b“, „c“."""
    return ", ".join(f"„{word}“" for word in words)


def unknown_word(diagnostics: Diagnostics, place: Place, rule: str, what: str, word: str, allowed: Iterable[str]) -> None:
    """Note a word that is none of those allowed, with the nearest one as suggestion."""
    options = tuple(allowed)
    remedy = suggest(word, options) or ("eines der erlaubten Wörter einsetzen" if options else "Angabe streichen")
    allowed_words = f"erlaubt: {listing(options)}" if options else "hier steht keines zur Wahl"
    diagnostics.error(place, rule, f"{what} „{_short(word)}“ gibt es nicht", allowed_words, remedy)


def _short(text: str) -> str:
    """A value for a message: one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _kind(node: Node) -> str:
    """What a node is, in the words of an editor."""
    if isinstance(node, Mapping):
        return "eine Gruppe von Angaben"
    if isinstance(node, Sequence):
        return "eine Liste"
    return f"der Text „{_short(node.text)}“"


def is_line(text: str) -> bool:
    """Whether a text may be a short one of one line."""
    return "\n" not in text and len(text) <= MAX_LINE


def is_url(text: str) -> bool:
    """Whether a text may be a web address."""
    return _URL.fullmatch(text) is not None and len(text) <= MAX_LINE


def is_null(node: Node) -> bool:
    """Whether a value was left empty or is the plain word null."""
    return type(node) is Scalar and node.text in NULL and node.plain


class Reader:
    """Takes the entries of one mapping by key. Call `done` at the end: it notes the keys that nobody took."""

    def __init__(self, mapping: Mapping, diagnostics: Diagnostics) -> None:
        self.mapping = mapping
        self.diagnostics = diagnostics
        self._known: dict[str, None] = {}

    @property
    def place(self) -> Place:
        """Where the mapping stands."""
        return self.mapping.place

    def place_of(self, key: str) -> Place:
        """Where the value of a key stands; the mapping's own place where the key is missing."""
        node = self.mapping.entries.get(key)
        return node.place if node else self.place

    def has(self, key: str) -> bool:
        """Whether the key stands there with a value other than null."""
        return self.node(key) is not None

    def node(self, key: str, *, required: bool = False) -> Node | None:
        """The value of a key as read; None where it is missing or null, noted if it is required."""
        self._known[key] = None
        node = self.mapping.entries.get(key)
        if node is not None and (type(node) is not Scalar or not is_null(node)):
            return node
        if required:
            place = self.place_of(key)
            self.diagnostics.error(place, "missing-key", f"die Angabe „{key}“ fehlt", "sie ist Pflicht", f"„{key}: …“ ergänzen")
        return None

    def nodes(self, keys: Iterable[str]) -> dict[str, Node]:
        """The values of those keys that are there, in the order of the keys."""
        entries = self.mapping.entries
        self._known |= dict.fromkeys(keys)
        return {key: node for key in keys if (node := entries.get(key)) is not None and not is_null(node)}

    def done(self) -> None:
        """Note every key that nobody took."""
        if self.mapping.entries.keys() <= self._known.keys():
            return
        line = 0
        for key, node in self.mapping.entries.items():
            place = self.mapping.place_of_name(key)
            if key not in self._known and is_null(node) and place.line == line:
                fault = f"„{_short(key)}“ steht in {{…}} hinter einem Komma und gilt deshalb als eigene Angabe"
                remedy = 'einen Text mit Komma in Anführungszeichen setzen: reason: "…, …"'
                self.diagnostics.error(place, "unknown-key", fault, f"erlaubt: {listing(self._known)}", remedy)
            elif key not in self._known:
                unknown_word(self.diagnostics, place, "unknown-key", "die Angabe", key, self._known)
            line = place.line

    def scalar(self, key: str, *, required: bool = False) -> Scalar | None:
        """The value of a key where it is a text, a number or a word."""
        node = self.node(key, required=required)
        return node if node is None or type(node) is Scalar else scalar(self.diagnostics, node, f"„{key}“")

    def line(self, key: str, *, required: bool = False) -> str:
        """A short text of one line; "" where it is missing."""
        node = self.scalar(key, required=required)
        if node is None:
            return ""
        if "\n" in node.text:
            self.diagnostics.error(
                node.place, "one-line", f"„{key}“ hat mehrere Zeilen", "eine Zeile", "kürzen oder Zeilenumbrüche entfernen"
            )
        self._length(node, key, MAX_LINE)
        return node.text.strip()

    def text(self, key: str, *, required: bool = False) -> str:
        """A Markdown text; "" where it is missing."""
        node = self.scalar(key, required=required)
        if node is None:
            return ""
        if len(node.text) > HARMLESS:
            self._length(node, key, MAX_TEXT)
            self._costs(node, key)
        return node.text.strip()

    def _costs(self, node: Scalar, key: str) -> None:
        """Note what would keep the parser of Markdown busy for seconds."""
        for pattern, most, name in markup.COSTLY:
            count = sum(1 for _ in pattern.finditer(node.text))
            if count > most:
                self.diagnostics.error(
                    node.place, "too-costly", f"„{key}“ enthält {count} {name}", f"höchstens {most}", "kürzen"
                )

    def _length(self, node: Scalar, key: str, limit: int) -> None:
        if len(node.text) > limit:
            fault = f"„{key}“ hat {len(node.text)} Zeichen"
            self.diagnostics.error(node.place, "too-long", fault, f"höchstens {limit} Zeichen", "kürzen")

    def slug(self, key: str, *, required: bool = False) -> str:
        """An id; "" where it is missing."""
        node = self.scalar(key, required=required)
        return "" if node is None else slug(self.diagnostics, node, f"„{key}“")

    def slugs(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of ids without repeats."""
        names: dict[str, None] = {}
        for node in self.items(key, required=required):
            item = scalar(self.diagnostics, node, f"ein Eintrag von „{key}“")
            if item is not None:
                name = slug(self.diagnostics, item, f"ein Eintrag von „{key}“")
                if name in names:
                    self.diagnostics.error(
                        node.place, "repeated", f"„{name}“ steht doppelt in „{key}“", "jeder Eintrag einmal", "einen streichen"
                    )
                names[name] = None
        return tuple(names)

    def word(self, key: str, words: type[Word], *, default: Word | None = None) -> Word:
        """One word of a closed list; without a default the key is required. The stand-in is the first word of the list."""
        stand_in = default if default is not None else next(iter(words))
        node = self.scalar(key, required=default is None)
        if node is None:
            return stand_in
        member = _members(words).get(node.text)
        if member is None:
            unknown_word(self.diagnostics, node.place, "unknown-word", f"für „{key}“ das Wort", node.text, tuple(words))
            return stand_in
        return member  # type: ignore[return-value]  # a member of `words`, which the cache does not know

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """`true` or `false`; without a default the key is required."""
        node = self.scalar(key, required=default is None)
        if node is None:
            return bool(default)
        if not node.plain or node.text not in ("true", "false"):
            better = _FALSE_FRIENDS.get(node.text.lower())
            remedy = f"meinten Sie „{better}“?" if better else "„true“ oder „false“ einsetzen, ohne Anführungszeichen"
            fault = f"„{key}“ ist „{_short(node.text)}“"
            self.diagnostics.error(node.place, "not-a-flag", fault, "erlaubt: true (ja) oder false (nein)", remedy)
        return node.text == "true"

    def number(self, key: str, *, default: Fraction | None = None, least: Fraction | None = None) -> Fraction:
        """A decimal number or fraction, exactly; without a default the key is required. 0 stands in."""
        node = self.scalar(key, required=default is None)
        if node is None:
            return default if default is not None else Fraction(0)
        value = number(self.diagnostics, node, f"„{key}“")
        if least is not None and value < least:
            self.diagnostics.error(node.place, "too-small", f"„{key}“ ist {node.text}", f"mindestens {least}", "Zahl ändern")
        return value

    def date(self, key: str, *, required: bool = False) -> PartialDate | None:
        """A year, a month or a day; None for `unknown` or where it is missing."""
        node = self.scalar(key, required=required)
        if node is None or node.text == "unknown":
            return None
        date = parse_date(node.text)
        if date is None:
            allowed = "ein Jahr (2024), ein Monat (2024-03), ein Tag (2024-03-05) oder unknown"
            self.diagnostics.error(
                node.place,
                "not-a-date",
                f"„{key}“ ist „{_short(node.text)}“",
                allowed,
                "Datum in dieser Schreibweise angeben; den Kalendertag prüfen",
            )
        return date

    def url(self, key: str, *, required: bool = False) -> str:
        """An https or http address; "" where it is missing."""
        node = self.scalar(key, required=required)
        return "" if node is None else url(self.diagnostics, node, f"„{key}“")

    def link(self, key: str) -> Link | None:
        """An address, or a title with an address; None where it is missing."""
        node = self.node(key)
        return None if node is None else link(self.diagnostics, node, f"„{key}“")

    def links(self, key: str, *, required: bool = False) -> tuple[Link, ...]:
        """A list of links."""
        return tuple(link(self.diagnostics, node, f"ein Eintrag von „{key}“") for node in self.items(key, required=required))

    def items(self, key: str, *, required: bool = False) -> Iterable[Node]:
        """The entries of a list; empty where it is missing, noted if it is required or no list."""
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            self.diagnostics.error(
                node.place,
                "not-a-list",
                f"„{key}“ ist {_kind(node)}",
                "eine Liste",
                "Einträge mit „- “ beginnen oder in [ ] setzen",
            )
            return ()
        if required and not node.items:
            self.diagnostics.error(
                node.place, "empty-list", f"„{key}“ ist leer", "mindestens ein Eintrag", "einen Eintrag ergänzen"
            )
        return node.items

    def each(self, key: str, *, required: bool = False) -> tuple[Reader, ...]:
        """A reader for each entry of a list of groups."""
        items = self.items(key, required=required)
        if not items:
            return ()
        readers = [reader(self.diagnostics, node, f"ein Eintrag von „{key}“") for node in items]
        return tuple([entry for entry in readers if entry is not None])

    def child(self, key: str, *, required: bool = False) -> Reader | None:
        """A reader for a group of entries; None where it is missing."""
        node = self.node(key, required=required)
        return None if node is None else reader(self.diagnostics, node, f"„{key}“")


def reader(diagnostics: Diagnostics, node: Node, what: str) -> Reader | None:
    """A reader for a node that has to be a group of entries."""
    if isinstance(node, Mapping):
        return Reader(node, diagnostics)
    diagnostics.error(
        node.place, "not-a-group", f"{what} ist {_kind(node)}", "eine Gruppe von Angaben („name: wert“)", "so schreiben"
    )
    return None


def scalar(diagnostics: Diagnostics, node: Node, what: str) -> Scalar | None:
    """The node where it is a single value."""
    if isinstance(node, Scalar):
        return node
    diagnostics.error(
        node.place, "not-a-text", f"{what} ist {_kind(node)}", "ein einzelner Text", "Liste oder Untergruppe auflösen"
    )
    return None


def slug(diagnostics: Diagnostics, node: Scalar, what: str) -> str:
    """The id a node holds."""
    if not is_slug(node.text):
        better = slugify(node.text)
        remedy = f"zum Beispiel „{better}“" if better else "eine Kennung wie „buerger-app“ wählen"
        allowed = "Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche, höchstens 60 Zeichen"
        diagnostics.error(node.place, "not-an-id", f"{what} ist „{_short(node.text)}“", allowed, remedy)
    return node.text


def number(diagnostics: Diagnostics, node: Scalar, what: str) -> Fraction:
    """The number a node holds; 0 stands in."""
    if _NUMBER.fullmatch(node.text):
        return Fraction(node.text)
    allowed = "eine Dezimalzahl (3, -2, 0.5) oder ein Bruch (1/3)"
    remedy = (
        "Dezimalpunkt statt Komma schreiben" if "," in node.text else "nur die Zahl angeben, ohne Einheit und führende Null"
    )
    diagnostics.error(node.place, "not-a-number", f"{what} ist „{_short(node.text)}“", allowed, remedy)
    return Fraction(0)


def url(diagnostics: Diagnostics, node: Scalar, what: str) -> str:
    """The web address a node holds."""
    if not is_url(node.text):
        allowed = f"eine Adresse, die mit https:// oder http:// beginnt, höchstens {MAX_LINE} Zeichen"
        diagnostics.error(
            node.place, "not-a-url", f"{what} ist „{_short(node.text)}“", allowed, "Adresse aus dem Browser kopieren"
        )
    return node.text


def link(diagnostics: Diagnostics, node: Node, what: str) -> Link:
    """The link a node holds: an address, or a group with title and url."""
    if isinstance(node, Scalar):
        return Link("", url(diagnostics, node, what))
    group = reader(diagnostics, node, what)
    if group is None:
        return Link("")
    result = Link(group.line("title", required=True), group.url("url"))
    group.done()
    return result


def parse_date(text: str) -> PartialDate | None:
    """The partial date a text names; None where it names none or one that the calendar does not have."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError:
        return None
    return PartialDate(year, month, day)
