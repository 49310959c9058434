"""YAML as people write it, read line by line: `name: text`, groups by their indentation, lists with dashes, short ones in brackets, blocks.

Most files hold nothing else, and for them this takes a fifth of the time of libyaml's events. It makes the same nodes. At the first line
that could mean anything more it gives up, and `building` reads the whole file: only there is anything wrong or refused. Groups of two
plain texts, which is what most ratings are, are read three lines at a time, and a list of such groups below them two lines at a time.
"""

from __future__ import annotations

import re

from pruefbuch.source.limits import MAX_DEPTH, MAX_NODES
from pruefbuch.source.nodes import Backed, Mapping, Node, Pair, Scalar, Sequence, Texts

Line = tuple[int, bool, str, int, str, bool | None]
"""A line: its indentation; whether it begins with a dash; a name, "" for none; column and text of what follows, "" for nothing;
whether that is plain, None for what is no single text on this line: the sign of a block, or a list or group in brackets."""

_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]{0,99}")
_INDICATORS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
"""what begins no plain text, or only with a second look"""
_OPENING = frozenset("[{'\"")
_BLOCKS = ("|", "|-", ">", ">-")
_PART = r"[A-Za-z0-9_/.äöüÄÖÜß](?:[^,\[\]{}:#\n]*[^,\[\]{}:#\s])?"
_LIST = re.compile(rf"\[{_PART}(?:, {_PART})*\]")
_GROUP = re.compile(rf"\{{{_NAME.pattern}: {_PART}(?:, {_NAME.pattern}: {_PART})*\}}")
_BREAKS = re.compile("\n(\n*)")
_MOST, _SHORT = 10_000, 80
"""lines that are remembered, and how long they may be"""

_APART = (-1, ("", "", ""))
_BLANK: Line = (-1, False, "", 0, "", None)
_known: dict[str, Line] = {}
"""short lines that came up before"""
_heads: dict[str, tuple[int, bool, str]] = {}
"""what stood before the colon of lines before: indentation, dash, name; the same stand in every file"""
_titles: dict[str, tuple[int, str]] = {}
"""lines before that were a name without a value: indentation, name"""
_Joined = tuple[int, tuple[str, str, str]]
_joined: dict[tuple[str, str], _Joined] = {}
"""of lines before and what stood before the colon of the next one, in the same group: indentation; name, text, next name"""

_items: dict[tuple[str, str], tuple[int, tuple[str, str]]] = {}
"""of what stood before the colons of two lines before, the first with a dash and the second in its group: column of the dash; names"""

_Group = tuple[int, dict[str, Node], dict[str, tuple[int, int]], list[Node] | None]
"""an open group or list: its indentation, entries, names; the entries of a list"""


class _Other(Exception):
    """The file holds something that is not for this reader."""


def read_lines(path: str, text: str) -> Mapping | None:
    """The top group of a text of usual characters (`characters.usual`); None where this reader is not enough."""
    lines = text.split("\n")
    if "\t" in text or "\r" in text or len(lines) > MAX_NODES // 4:
        return None
    try:
        return _Reader(path, lines).read()
    except _Other:
        return None


class _Reader:
    """Where the reader stands: the group or list that is open, those around it, and the name whose value comes next."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.indent = 0
        self.entries: dict[str, Node] = {}
        self.names: dict[str, tuple[int, int]] = {}
        self.items: list[Node] | None = None
        """the entries of the list, where one is open and no group"""
        self.around: list[_Group] = []
        self.waiting = ""
        self.next = 0
        """the first line that has not been read yet as part of a block"""

    def read(self) -> Mapping:  # noqa: C901 – the one loop over all lines: with calls for its usual turns it takes twice as long
        """The top group; `_Other` where the file holds something else."""
        path, new, heads, top = self.path, tuple.__new__, _heads.get, (self.entries, self.names)
        plain: bool | None
        here, entries, names, items, waiting, around = 0, self.entries, self.names, self.items, "", self.around
        for number, line in enumerate(self.lines):
            if number < self.next:
                continue
            head, colon, value = line.partition(": ")
            known = heads(head) if colon else None
            # as _is_plain, which takes longer to call than to run
            if (
                known
                and value
                and value[0] not in _INDICATORS
                and ": " not in value
                and " #" not in value
                and value[-1] not in " :"
            ):
                indent, dash, name = known
                column, plain = len(line) - len(value), True
            else:
                indent, dash, name, column, value, plain = _known.get(line) or _split(line)
            if indent != here or dash or waiting or items is not None or not name:
                if indent < 0:
                    continue
                if dash or not name:
                    self.indent, self.entries, self.names, self.items, self.waiting = here, entries, names, items, waiting
                    self._odd(number, indent, dash, name, column, value, plain)
                    here, entries, names, items, waiting = self.indent, self.entries, self.names, self.items, self.waiting
                    if not name:
                        continue
                elif waiting:
                    if indent <= here or len(around) > MAX_DEPTH - 4:
                        raise _Other  # a name without a value
                    around.append((here, entries, names, None))
                    group: Mapping = new(Mapping, (path, number, indent, {}, {}))
                    entries[waiting] = group
                    here, entries, names, waiting = indent, group.entries, group.names, ""
                else:
                    while here > indent or (here == indent and items is not None):
                        here, entries, names, items = _last(around)
                    if here != indent:
                        raise _Other
            if name in names:
                raise _Other
            names[name] = (number, here)
            if not value:
                if not self._pairs(number, here, entries, names):
                    waiting = name
            elif plain:
                entries[name] = new(Scalar, (path, number, column, value, True))
            else:
                self.indent = here
                entries[name] = self._node(number, column, value, plain)
        first = next(iter(top[1].values()), None)
        if waiting or first is None or first[1]:
            raise _Other
        return Mapping(path, *first, *top)

    def _pairs(self, first: int, indent: int, entries: dict[str, Node], names: dict[str, tuple[int, int]]) -> bool:
        """Groups of two plain texts, one after the other, the first of which is named in this line; False where none is."""
        path, lines, new, deeper = self.path, self.lines, tuple.__new__, " " * (indent + 1)
        number, last = first, len(lines) - 3
        while number < last:
            title, one = _titles.get(lines[number]), lines[number + 1]
            head, _, two = lines[number + 2].partition(": ")
            pair = _joined.get((one, head)) or _join(one, head)
            if (
                title is None
                or title[0] != indent
                or pair[0] <= indent
                or not two
                or two[0] in _INDICATORS
                or ": " in two
                or " #" in two
                or two[-1] in " :"
            ):
                break
            backing, after = None, number + 3
            if lines[after].startswith(deeper):
                backing, after = self._backing(after, pair, deeper)
                if backing is None:
                    break
            name = title[1]
            if name in names and number > first:
                raise _Other
            names[name] = (number, indent)
            entries[name] = new(Backed if backing else Pair, (path, number + 1, pair[0], (*pair[1], two), backing))
            number = after
        self.next = number
        return number > first

    def _backing(self, first: int, pair: _Joined, deeper: str) -> tuple[tuple[str, int, list[Texts]] | None, int]:
        """A list of pairs below a pair, the name of which is in this line, and the first line behind it; None where there is more."""
        lines, last, items = self.lines, len(self.lines) - 2, list[Texts]()
        column, (one, _, two) = pair
        title, number, dash = _titles.get(lines[first]), first + 1, 0
        if title is None or title[0] != column or title[1] in (one, two) or len(self.around) > MAX_DEPTH - 8 or first >= last:
            return None, first
        while lines[number].startswith(deeper):
            if number >= last:
                return None, first
            head, _, text = lines[number].partition(": ")
            under, _, more = lines[number + 1].partition(": ")
            indent, (name, other) = _items.get((head, under)) or _item(head, under)
            if indent < column or (items and indent != dash) or not _is_plain(text) or not _is_plain(more):
                return None, first
            dash = indent
            items.append((name, text, other, more))
            number += 2
        return ((title[1], dash, items), number) if items else (None, first)

    def _odd(self, number: int, indent: int, dash: bool, name: str, column: int, value: str, plain: bool | None) -> None:
        """A line with a dash, or without a name."""
        if not dash:
            self._go_on(number, indent, value if plain else "")
            return
        self._item(number, indent, name)
        if not name:
            assert self.items is not None
            self.items.append(self._node(number, column, value, plain))

    def _item(self, number: int, indent: int, name: str) -> None:
        """The list in which a dash stands, opened where it is the first; and the group that begins behind the dash."""
        if self.waiting:
            if indent < self.indent:
                raise _Other
            items: list[Node] = []
            self.entries[self.waiting] = Sequence(self.path, number, indent, items)
            self._enter(indent, {}, {}, items)
        else:
            while self.indent > indent or (self.indent == indent and self.items is None):
                self.indent, self.entries, self.names, self.items = _last(self.around)
        if self.indent != indent or self.items is None:
            raise _Other
        if name:
            group = Mapping(self.path, number, indent + 2, {}, {})
            self.items.append(group)
            self._enter(indent + 2, group.entries, group.names, None)

    def _enter(
        self, indent: int, entries: dict[str, Node], names: dict[str, tuple[int, int]], items: list[Node] | None
    ) -> None:
        if len(self.around) > MAX_DEPTH - 4:
            raise _Other
        self.around.append((self.indent, self.entries, self.names, self.items))
        self.indent, self.entries, self.names, self.items, self.waiting = indent, entries, names, items, ""

    def _go_on(self, number: int, indent: int, text: str) -> None:
        """A plain text goes on in this line."""
        name = next(reversed(self.entries), "")
        before = self.entries.get(name)
        if (
            self.waiting
            or self.items is not None
            or indent <= self.indent
            or not isinstance(before, Scalar)
            or not before.plain
        ):
            raise _Other
        if not text or not self.lines[number - 1].strip() or self.lines[number - 1].lstrip().startswith("#"):
            raise _Other
        self.entries[name] = before._replace(text=f"{before.text} {text}")

    def _node(self, number: int, column: int, value: str, plain: bool | None) -> Node:
        """What a value is."""
        if plain is not None:
            return Scalar(self.path, number, column, value, plain)
        if value in _BLOCKS:
            return Scalar(self.path, number, column, self._block(number, value), plain=False)
        return self._brackets(number, column, value)

    def _brackets(self, number: int, column: int, text: str) -> Node:
        """A list or group in brackets on one line, of plain texts."""
        entries, names, items, start = dict[str, Node](), dict[str, tuple[int, int]](), list[Node](), column + 1
        for part in text[1:-1].split(", "):
            name, colon, value = part.rpartition(": ")
            node = Scalar(self.path, number, start + len(name) + len(colon), value, plain=True)
            if not name:
                items.append(node)
            elif name in names:
                raise _Other
            else:
                entries[name], names[name] = node, (number, start)
            start += len(part) + 2
        if items:
            return Sequence(self.path, number, column, items)
        return Mapping(self.path, number, column, entries, names)

    def _block(self, number: int, sign: str) -> str:
        """The text of the lines below a sign."""
        first = self.lines[number + 1] if number + 1 < len(self.lines) else ""
        margin = len(first) - len(first.lstrip(" "))
        if margin <= self.indent or margin == len(first):
            raise _Other
        found, blanks = list[str](), 0
        for line in self.lines[number + 1 :]:
            if not line:
                blanks += 1
                continue
            if len(line) - len(line.lstrip(" ")) <= self.indent:
                break
            if line[:margin].strip(" ") or line[margin : margin + 1] in (" ", ""):
                raise _Other
            found += [*[""] * blanks, line[margin:]]
            blanks = 0
        self.next = number + 1 + len(found) + blanks
        if self.next == len(self.lines) and not blanks:
            raise _Other  # the file ends without a line break
        text = "\n".join(found)
        if sign[0] == ">":
            text = _BREAKS.sub(lambda breaks: breaks[1] or " ", text)
        return text if sign[1:] else text + "\n"


def _last(around: list[_Group]) -> _Group:
    if not around:
        raise _Other
    return around.pop()


def _split(line: str) -> Line:
    """A line that has not been seen before, or holds more than a name and a plain text."""
    bare = line.lstrip(" ")
    if not bare or bare[0] == "#":
        return _BLANK
    indent = len(line) - len(bare)
    dash = bare.startswith("- ")
    if dash:
        bare = bare[2:]
    name, colon, value = bare.partition(": ")
    if not colon or bare[0] in _OPENING:
        name, value = (bare[:-1], "") if bare[-1:] == ":" else ("", bare)
    if not (_NAME.fullmatch(name) if name or not value else value):
        raise _Other
    text, plain = _value(value) if value else ("", True)
    found = (indent, dash, name, len(line) - len(value), text, plain)
    if len(line) <= _SHORT and len(_known) < _MOST:
        _known[line] = found
        if name and colon:
            _heads[line[: -len(value) - 2]] = (indent, dash, name)
        elif name and not dash:
            _titles[line] = (indent, name)
    return found


def _join(line: str, head: str) -> _Joined:
    """A line and the head of the next as two entries of a group; of indentation -1 where they are not."""
    before, after = _heads.get(line.partition(": ")[0]), _heads.get(head)
    if before is None or after is None or before[:2] != after[:2] or before[1] or before[2] == after[2]:
        return _APART
    indent, _, name, _, value, plain = _known.get(line) or _split(line)
    if not value or not plain:
        return _APART
    found = indent, (name, value, after[2])
    if len(line) <= _SHORT and len(_joined) < _MOST:
        _joined[line, head] = found
    return found


def _item(head: str, under: str) -> tuple[int, tuple[str, str]]:
    """The heads of two lines as those of an entry of a list that is a group of two; of column -1 where they are not."""
    before, after = _heads.get(head), _heads.get(under)
    if before is None or after is None or not before[1] or after[1] or after[0] != before[0] + 2 or before[2] == after[2]:
        return _APART[0], ("", "")
    found = before[0], (before[2], after[2])
    if len(_items) < _MOST:
        _items[head, under] = found
    return found


def _is_plain(text: str) -> bool:
    """Whether a text on its line is one that only means itself."""
    return bool(text) and text[0] not in _INDICATORS and ": " not in text and " #" not in text and text[-1] not in " :"


def _value(text: str) -> tuple[str, bool | None]:
    """What follows a name or a dash on its line, and whether it is plain; the sign of a text of several lines and None."""
    first = text[0]
    if first in "'\"":
        inner = text[1:-1]
        if not inner or text[-1] != first or first in inner or "\\" in inner:
            raise _Other
        return inner, False
    if text in _BLOCKS or _LIST.fullmatch(text) or _GROUP.fullmatch(text):
        return text, None
    if not _is_plain(text):
        raise _Other
    return text, True
