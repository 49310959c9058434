"""The events of libyaml's parser → nodes. No recursion; limits are checked before anything is built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem
from pruefbuch.source.builders import OpenGroup, OpenList, Top
from pruefbuch.source.limits import MAX_DEPTH, MAX_NODES, MAX_PROBLEMS
from pruefbuch.source.nodes import Node, Scalar
from pruefbuch.source.places import place_after

MASK = "\ufffd"
"""stands in the text for a forbidden character, and is taken out of the values"""

_SWALLOWED = re.compile(r"([ \t]+)(#+[^\s#][^\r\n]*)")
_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|U(........)|(.))", re.DOTALL)
_LETTERS = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
    "r": "\r",
    "N": "\x85",
    "L": "\u2028",
    "P": "\u2029",
}
"""escapes of one letter that stand for a character not to be seen"""
_QUOTE_IT = "streichen; ist Text gemeint, ihn in Anführungszeichen setzen"


def character_problem(place: Place, fault: str) -> Problem:
    """The problem of a forbidden character."""
    remedy = "das Zeichen löschen, am sichersten das Wort neu tippen"
    return Problem(place, "invisible-character", fault, "Zeichen, die man sieht, Leerzeichen und Zeilenumbrüche", remedy)


class EventReader:
    """Reads one file. Problems are added to the list that is handed in."""

    def __init__(self, path: str, text: str, problems: list[Problem], *, usual: bool) -> None:
        """`text`: with `MASK` in place of forbidden characters; `usual`: it has only characters that need no second look."""
        self.path = path
        self.text = text
        self.problems = problems
        self.masked = bool(problems)
        self.escapes = "\\" in text
        self.comments = " #" in text or "\t#" in text
        self.raw = self.escapes or not usual
        """whether its texts may not be in normal form C"""
        self.top = Top()
        self.open: list[OpenList | OpenGroup] = []
        self.taker: Top | OpenList | OpenGroup = self.top
        """who gets the next node: the last of `open`, or the top"""
        self.nodes = 0
        self.documents = 0
        self.going = True
        self.last: Place | None = None
        """where the text ends, once somebody had to ask: a file may have thousands of names without a value"""

    def read(self) -> Node | None:
        """The node at the top; None in an empty file and beyond a limit. yaml.MarkedYAMLError where libyaml is at a loss."""
        next_event: Callable[[], Any] = yaml.CBaseLoader(self.text).get_event
        methods: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._start_group,
            SequenceStartEvent: self._start_list,
            MappingEndEvent: self._end,
            SequenceEndEvent: self._end,
            AliasEvent: self._alias,
            DocumentStartEvent: self._start_document,
            DocumentEndEvent: self._pass,
            StreamStartEvent: self._pass,
            StreamEndEvent: self._stop,
        }
        while self.going:
            event = next_event()
            methods[type(event)](event)
        return self.top.node

    def _pass(self, _event: Event) -> None:
        """Nothing to do: a sign that the parser sets for itself."""

    def _stop(self, _event: Event) -> None:
        self.going = False

    def _scalar(self, event: ScalarEvent) -> None:
        line, column = self._begin(event)
        text, plain = event.value, not event.style
        if not text:
            line, column = self._inside(line, column)
        elif self.raw and not text.isascii():
            text = unicodedata.normalize("NFC", text.replace(MASK, "") if self.masked else text)
        if self.escapes and event.style == '"':
            text = self._check_escapes(event, text)
        if self.comments and plain:
            self._check_swallowed(event)
        self.taker.take(Scalar(self.path, line, column, text, plain))

    def _inside(self, line: int, column: int) -> tuple[int, int]:
        """The position, or the end of the text where that comes before: libyaml puts what is left out on a line of its own."""
        last = self.last = self.last or place_after(Place(self.path), self.text)
        return min((line, column), (last.line - 1, last.column - 1))

    def _start_group(self, event: MappingStartEvent) -> None:
        self._push(event, OpenGroup(self.path, *self._begin(event), self.problems))

    def _start_list(self, event: SequenceStartEvent) -> None:
        self._push(event, OpenList(self.path, *self._begin(event)))

    def _push(self, event: Event, container: OpenList | OpenGroup) -> None:
        if len(self.open) == MAX_DEPTH:
            fault, allowed = f"hier beginnt Ebene {MAX_DEPTH + 1}", f"höchstens {MAX_DEPTH} Ebenen ineinander"
            self._note(self._place(event), "too-deep", fault, allowed, "Klammern und Einrückung prüfen")
            self._stop(event)
        self.open.append(container)
        self.taker = container

    def _end(self, _event: Event) -> None:
        node = self.open.pop().close()
        self.taker = self.open[-1] if self.open else self.top
        self.taker.take(node)

    def _alias(self, event: AliasEvent) -> None:
        fault, remedy = (
            f"„*{event.anchor}“ ist in YAML ein Verweis",
            "den Wert ausschreiben; ist Text gemeint, ihn in Anführungszeichen setzen",
        )
        self._note(self._place(event), "anchor", fault, "keine Anker und Verweise", remedy)
        self.taker.take(None)

    def _start_document(self, event: DocumentStartEvent) -> None:
        place = self._place(event)
        if event.version or event.tags:
            self._note(place, "directive", "die Zeile ist eine Anweisung an YAML (%…)", "keine Anweisungen", "Zeile löschen")
        self.documents += 1
        if self.documents > 1:
            remedy = "den zweiten Teil in eine eigene Datei verschieben oder „---“ löschen"
            self._note(place, "documents", "mit „---“ beginnt ein zweites Dokument", "eines je Datei", remedy)
            self._stop(event)

    # -- what they have in common ------------------------------------------------------------------------------------

    def _begin(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> tuple[int, int]:
        """Line and column where a node begins; it is counted, and checked for anchor and type."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            fault = f"die Datei hat mehr als {MAX_NODES} Werte"
            self._note(self._place(event), "too-many", fault, f"höchstens {MAX_NODES}", "aufteilen")
            self._stop(event)
        if event.anchor is not None:
            fault = f"„&{event.anchor}“ ist in YAML ein Anker"
            self._note(self._place(event), "anchor", fault, "keine Anker und Verweise", _QUOTE_IT)
        if event.tag is not None:
            word = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._note(self._place(event), "tag", f"„{word}“ ist in YAML eine Typangabe", "keine Typangaben", _QUOTE_IT)
        mark = event.start_mark
        assert mark is not None  # the parser sets both marks of every event, though the types allow for none
        return mark.line, mark.column

    def _place(self, event: Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(self.path, mark.line + 1, mark.column + 1)

    def _check_escapes(self, event: ScalarEvent, text: str) -> str:
        """The text without the forbidden characters that its escapes have brought in; each is noted where it is written."""
        assert event.start_mark is not None
        assert event.end_mark is not None
        raw, start = self.text[event.start_mark.index : event.end_mark.index], self._place(event)
        for match, char in islice(_forbidden_escapes(raw), MAX_PROBLEMS + 1):
            fault = f"„{match[0]}“ steht für {characters.describe(char)}"
            self.problems.append(character_problem(place_after(start, raw[: match.start()]), fault))
        # Escapes may also put a reference together; where it stands as such, the rule about texts names it.
        for _, written, char in islice(characters.spelt(text), MAX_PROBLEMS) if "&" in text else ():
            if written not in raw:
                self.problems.append(character_problem(start, f"„{written}“ steht für {characters.describe(char)}"))
        return characters.masked(text.replace("\r", ""), "")

    def _check_swallowed(self, event: ScalarEvent) -> None:
        mark = event.end_mark
        assert mark is not None
        match = _SWALLOWED.match(self.text, mark.index)
        if match:
            fault = f"ab „{match[2][:20]}“ gilt der Rest der Zeile als Kommentar"
            remedy = "Text in Anführungszeichen setzen; ist ein Kommentar gemeint, nach # ein Leerzeichen"
            place = Place(self.path, mark.line + 1, mark.column + 1 + len(match[1]))
            self._note(place, "swallowed", fault, "vor und nach dem # eines Kommentars ein Leerzeichen", remedy)

    def _note(self, place: Place, rule: str, fault: str, allowed: str, remedy: str) -> None:
        self.problems.append(Problem(place, rule, fault, allowed, remedy))


def _forbidden_escapes(raw: str) -> Iterator[tuple[re.Match[str], str]]:
    """The escapes of a text as it is written that stand for a forbidden character, with that character."""
    for match in _ESCAPE.finditer(raw):
        digits = match[1] or match[2] or match[3]
        char = chr(int(digits, 16)) if digits else _LETTERS.get(match[4], "")
        # In the file a carriage return is part of a line break; written as an escape it is one more thing not to be seen.
        if char == "\r" or characters.forbidden(char):
            yield match, char
