"""Typed reading of YAML values: takes what the format asks for, notes a problem for everything else.

The code that reads a file is its schema: a key that nobody took is an unknown key. Every method notes problems and returns a
harmless stand-in, so that one run finds all problems of a file; a value read with an error is never used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from pruefbuch import markup
from pruefbuch.model import german, meant, phrases
from pruefbuch.model.common import Link, PartialDate, Place, Problem, Severity
from pruefbuch.model.slugs import is_slug, slugify
from pruefbuch.source import Mapping, Node, Scalar
from pruefbuch.source import Sequence as List
from pruefbuch.wording import is_blank, is_null, kind_of, listing, short, strays, unknown

Word = TypeVar("Word", bound=StrEnum)

MAX_LINE = 300
"""characters in a one-line text"""
MAX_TEXT = 20_000
"""characters in a Markdown text"""

HARMLESS = 1000
"""characters: no text of that length takes a machine long to read, but for tables"""

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,9}|/[1-9][0-9]{0,5})?")
_DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_URL = re.compile(r"https?://(?:[\w-]+\.)+[\w-]{2,}\.?(?::[0-9]{1,5})?(?:[/?#][^\s\"<>\\…]*)?")
_FALSE_FRIENDS = {
    **dict.fromkeys(("ja", "j", "yes", "y", "on", "wahr", "stimmt", "richtig", "x", "1"), "true"),
    **dict.fromkeys(("nein", "n", "no", "off", "falsch", "0", "-"), "false"),
}


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


def unknown_word(
    diagnostics: Diagnostics,
    place: Place,
    rule: str,
    what: str,
    word: str,
    allowed: Iterable[str],
    spellings: german.Spellings | None = None,
) -> None:
    """Note a word that is none of those allowed, with the one that was meant as suggestion."""
    diagnostics.problems.append(unknown(place, rule, what, word, allowed, spellings))


def is_line(text: str) -> bool:
    """Whether a text may be a short one of one line."""
    return "\n" not in text and len(text) <= MAX_LINE


def is_url(text: str) -> bool:
    """Whether a text may be a web address."""
    return _URL.fullmatch(text) is not None and len(text) <= MAX_LINE


class Reader:
    """Takes the entries of one mapping by key. Call `done` at the end: it notes the keys that nobody took."""

    def __init__(self, mapping: Mapping, diagnostics: Diagnostics) -> None:
        self.mapping = mapping
        self.diagnostics = diagnostics
        self._known: dict[str, None] = {}
        self._groups: set[str] = set()
        self._missing: dict[str, Problem] = {}

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

    def node(self, key: str, *, required: bool = False, values: Iterable[str] = ()) -> Node | None:
        """The value of a key as read; None where it is missing, null or "", noted if it is required. `values`: what it may be."""
        self._known[key] = None
        node = self.mapping.entries.get(key)
        if node is not None and (type(node) is not Scalar or not (is_null(node) or is_blank(node))):
            return node
        if required:
            self._note_missing(key, empty=node is not None, values=values)
        return None

    def _note_missing(self, key: str, *, empty: bool, values: Iterable[str]) -> None:
        """Note a required entry that is not there or empty, with what it may say."""
        say = " oder ".join(f"„{key}: {value}“" for value in values or ("…",))
        if empty:
            self.diagnostics.error(
                self.place_of(key), "missing-key", f"„{key}“ ist leer", "Pflicht mit einem Wert", f"als {say} schreiben"
            )
        else:
            self.diagnostics.error(self.place, "missing-key", f"die Angabe „{key}“ fehlt", "sie ist Pflicht", f"{say} ergänzen")
        self._missing[key] = self.diagnostics.problems[-1]

    def nodes(self, keys: Iterable[str]) -> dict[str, Node]:
        """The values of those keys that are there, in the order of the keys."""
        entries = self.mapping.entries
        self._known |= dict.fromkeys(keys)
        return {key: node for key in keys if (node := entries.get(key)) is not None and not (is_null(node) or is_blank(node))}

    def done(self, inner: Sequence[str] = ()) -> set[str]:
        """Note every key that nobody took; the keys that were meant. `inner`: names that belong into each entry, not beside it."""
        if self.mapping.entries.keys() <= self._known.keys():
            if not self.mapping.entries and not self._missing:
                allowed = f"mindestens eine Angabe: {listing(self._known)}"
                self.diagnostics.error(self.place, "empty-group", "die Gruppe ist leer", allowed, "ausfüllen oder streichen")
            return set()
        noted = list(strays(self.mapping, self._known, inner, self._groups))
        self.diagnostics.problems += [problem for problem, _ in noted]
        # Whoever wrote „titel“ has not left out „title“ as well: one cause, one message.
        for key in {key for _, key in noted} & self._missing.keys():
            self.diagnostics.problems.remove(self._missing.pop(key))
        return {key for _, key in noted}

    def misplaced(self, key: str, fault: str, allowed: str, remedy: str = "") -> None:
        """Note a key that the format knows, but not beside what stands there."""
        if self.has(key):
            place = self.mapping.place_of_name(key)
            self.diagnostics.error(place, "unknown-key", fault, allowed, remedy or f"„{key}“ streichen")

    def scalar(self, key: str, *, required: bool = False, values: Iterable[str] = ()) -> Scalar | None:
        """The value of a key where it is a text, a number or a word."""
        node = self.node(key, required=required, values=values)
        return node if node is None or type(node) is Scalar else scalar(self.diagnostics, node, f"„{key}“")

    def line(self, key: str, *, required: bool = False, sign: bool = False) -> str:
        """A short text of one line; "" where it is missing. `sign`: it may be a sign alone, such as „−“."""
        node = self.scalar(key, required=required)
        if node is None:
            return ""
        if "\n" in node.text:
            self.diagnostics.error(
                node.place, "one-line", f"„{key}“ hat mehrere Zeilen", "eine Zeile", "kürzen oder Zeilenumbrüche entfernen"
            )
        self._length(node, key, MAX_LINE)
        return node.text.strip() if sign else self._said(node, key)

    def text(self, key: str, *, required: bool = False) -> str:
        """A Markdown text; "" where it is missing."""
        node = self.scalar(key, required=required)
        if node is None:
            return ""
        if len(node.text) > HARMLESS or "|" in node.text:
            self._length(node, key, MAX_TEXT)
            self._costs(node, key)
        return self._said(node, key)

    def _said(self, node: Scalar, key: str) -> str:
        """The text of a node, with a problem where it says nothing."""
        text = node.text.strip()
        if phrases.is_example(text):
            _note_example(self.diagnostics, node, f"„{key}“")
        elif phrases.says_nothing(text):
            fault, allowed = f"„{key}“ ist „{text}“ und sagt nichts", "Worte, die für sich verständlich sind"
            self.diagnostics.hint(node.place, "says-nothing", fault, allowed, "ausfüllen; was nicht verlangt ist, kann fehlen")
        return text

    def _costs(self, node: Scalar, key: str) -> None:
        """Note what would keep the parser of Markdown busy for seconds."""
        for count, most, name in markup.costs(node.text):
            self.diagnostics.error(node.place, "too-costly", f"„{key}“ enthält {count} {name}", f"höchstens {most}", "kürzen")

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
        node = self.scalar(key, required=default is None, values=words)
        if node is None:
            return stand_in
        member = _members(words).get(node.text)
        if member is None:
            what, spellings = f"für „{key}“ das Wort", german.WORDS.get(words)
            unknown_word(self.diagnostics, node.place, "unknown-word", what, node.text, tuple(words), spellings)
            return stand_in
        return member  # type: ignore[return-value]  # a member of `words`, which the cache does not know

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """`true` or `false`; without a default the key is required."""
        node = self.scalar(key, required=default is None, values=("true", "false"))
        if node is None:
            return bool(default)
        if not node.plain or node.text not in ("true", "false"):
            better = _FALSE_FRIENDS.get(node.text.lower())
            remedy = f"meinten Sie „{better}“?" if better else "„true“ oder „false“ einsetzen, ohne Anführungszeichen"
            fault = f"„{key}“ ist „{short(node.text)}“"
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
        node = self.scalar(key, required=required, values=(phrases.DAY, "unknown"))
        if node is None or node.text == "unknown":
            return None
        date = parse_date(node.text)
        if date is None:
            why, remedy = meant.date_fault(node.text)
            fault = f"„{key}“ ist „{short(node.text)}“" + (f": {why}" if why else "")
            allowed = "ein Jahr (2024), ein Monat (2024-03), ein Tag (2024-03-05) oder unknown"
            self.diagnostics.error(node.place, "not-a-date", fault, allowed, remedy)
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
        self._groups.add(key)
        node = self.node(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, List):
            fault, remedy = f"„{key}“ ist {kind_of(node)}", "Einträge mit „- “ beginnen oder in [ ] setzen"
            self.diagnostics.error(node.place, "not-a-list", fault, "eine Liste", remedy)
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
        self._groups.add(key)
        node = self.node(key, required=required)
        return None if node is None else reader(self.diagnostics, node, f"„{key}“")


def reader(diagnostics: Diagnostics, node: Node, what: str) -> Reader | None:
    """A reader for a node that has to be a group of entries."""
    if isinstance(node, Mapping):
        return Reader(node, diagnostics)
    diagnostics.error(
        node.place, "not-a-group", f"{what} ist {kind_of(node)}", "eine Gruppe von Angaben („name: wert“)", "so schreiben"
    )
    return None


def scalar(diagnostics: Diagnostics, node: Node, what: str) -> Scalar | None:
    """The node where it is a single value."""
    if isinstance(node, Scalar):
        return node
    diagnostics.error(
        node.place, "not-a-text", f"{what} ist {kind_of(node)}", "ein einzelner Text", "Liste oder Untergruppe auflösen"
    )
    return None


def _note_example(diagnostics: Diagnostics, node: Scalar, what: str) -> None:
    fault, allowed = f"{what} ist noch das Beispiel des leeren Bogens: „{short(node.text)}“", "eine eigene Angabe"
    diagnostics.error(node.place, "placeholder", fault, allowed, "ausfüllen; was nicht verlangt ist, kann fehlen")


def slug(diagnostics: Diagnostics, node: Scalar, what: str) -> str:
    """The id a node holds."""
    if not is_slug(node.text):
        better = slugify(node.text)
        remedy = f"zum Beispiel „{better}“" if better else "eine Kennung wie „buerger-app“ wählen"
        allowed = "Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche, höchstens 60 Zeichen"
        diagnostics.error(node.place, "not-an-id", f"{what} ist „{short(node.text)}“", allowed, remedy)
    elif phrases.is_example(node.text):
        _note_example(diagnostics, node, what)
    return node.text


def number(diagnostics: Diagnostics, node: Scalar, what: str) -> Fraction:
    """The number a node holds; 0 stands in."""
    if _NUMBER.fullmatch(node.text):
        return Fraction(node.text)
    allowed = "eine Dezimalzahl (3, -2, 0.5) oder ein Bruch (1/3)"
    fault = f"{what} ist „{short(node.text)}“"
    diagnostics.error(node.place, "not-a-number", fault, allowed, meant.number_remedy(node.text))
    return Fraction(0)


def url(diagnostics: Diagnostics, node: Scalar, what: str) -> str:
    """The web address a node holds."""
    if not is_url(node.text):
        allowed = f"eine Adresse, die mit https:// oder http:// beginnt, höchstens {MAX_LINE} Zeichen"
        fault = f"{what} ist „{short(node.text)}“"
        diagnostics.error(node.place, "not-a-url", fault, allowed, meant.url_remedy(node.text))
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
