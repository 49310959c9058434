r"""The YAML that people usually write, read by one regular expression: for such files this takes a quarter of the time of `event_reader`.

A file is read here only if every line of it is, as a whole, one of

    (empty)            # comment
    name: value        - name: value        - value
    name:              - name:

in any indentation by spaces, where a value is a plain text, a text in quotes without escapes, `[a, b]` or `{a: b}` of simple words,
or one of the signs `|`, `|-`, `>`, `>-` with the lines of its text below. Every other file, and so everything that is wrong or
refused, is left to `event_reader`. Both make the same nodes.

The two cannot disagree about such lines. None of them goes on with a value of the line above, for none may stand deeper than that line
but below a name without a value; only a block has lines of its own, and it is matched as a whole. So a line means the same wherever it
stands, and it belongs to the innermost open group or list in its column. `tests/compare_readers.py` compares both readers over changed
files. Without this reader a build of 3,000 assessments takes about a fifth more CPU time.
"""

from __future__ import annotations

import re
from typing import TypeVar

from pruefbuch.source.limits import MAX_DEPTH, MAX_NODES
from pruefbuch.source.nodes import Mapping, Node, Scalar, Sequence

_NAME = "[A-Za-z][A-Za-z0-9_-]{0,99}"
_PLAIN = r"""-?[^\s\-?:,\[\]{}\#&*!|>'"%@`] [^\n:\#]*+ (?: (?: :(?![\ \n]) | (?<!\ )\# ) [^\n:\#]*+ )* (?<![\ :])"""
r"""No sign of YAML begins it, except for a minus before a letter or digit; no ": ", no " #"; neither a space nor a colon ends it."""
_WORDS = r"[A-Za-z0-9_/.äöüÄÖÜß] (?: [^,\[\]{}:?\#\n]* [^,\[\]{}:?\#\s] )?"
"""a plain text between brackets"""
_LIST = rf"\[ {_WORDS} (?:,\ {_WORDS} )* \]"
_GROUP = rf"\{{ {_NAME}:\ {_WORDS} (?:,\ {_NAME}:\ {_WORDS} )* \}}"
_QUOTED = r""" "[^"\\\n]+" | '[^'\n]+' """
_BLOCK = r"""
    [|>]-?+ \n (?P<margin>\ +) [^\ \n][^\n]*+       # the sign; the first line, which sets the margin
    (?> (?: \n++ (?P=margin) [^\ \n][^\n]*+ )* )    # lines at the same margin, also below empty ones
    (?=\n) (?! \n++ (?P=margin) )                   # ends with a line break, and no line further to the right follows
"""
_LINE = re.compile(
    rf"""
    \n
    | (?P<indent>\ *) (?:
        (?P<dash> -\  )?+
        (?: (?P<name> {_NAME} ): (?: \  | (?=\n) ) )?
        (?: (?P<plain> {_PLAIN} ) | (?P<marked> {_QUOTED} | {_LIST} | {_GROUP} | {_BLOCK} ) | (?<=:) )
        | \#[^\n]*+
        | (?P<unknown> [^\n]+ )
    ) (?: \n | \Z )
    """,
    re.VERBOSE,
)
"""Every line of every file matches; what is not allowed matches as `unknown`.

Nothing that may match in several ways repeats as `*+` or `?+`: Python before 3.11.5 then finds no match (gh-106052).
"""
_BREAKS = re.compile("\n(\n*)")


Container = TypeVar("Container", Mapping, Sequence)


class _NotForThisReader(Exception):
    """The file holds something that `event_reader` has to look at."""


def read_fast(path: str, text: str) -> Mapping | None:
    """The top group of a text of usual characters (`characters.usual`); None where this reader is not enough."""
    if "\t" in text or "\r" in text or len(text) > MAX_NODES:  # a node takes at least one character
        return None
    try:
        return _FastReader(path).read(text)
    except _NotForThisReader:
        return None


class _FastReader:
    """Where the reader stands: the line, the open groups and lists, and the name whose value comes next."""

    __slots__ = ("line", "open", "path", "waiting")

    def __init__(self, path: str) -> None:
        self.path = path
        self.line = -1
        self.open: list[Mapping | Sequence] = []
        """the innermost comes last"""
        self.waiting = ""
        """a name in the innermost group that has no value yet; "" where all have one"""

    def read(self, text: str) -> Mapping:
        """The top group."""
        top = Mapping(self.path, 0, 0, {}, {})
        self.open.append(top)
        for indent, dash, name, plain, marked, margin, unknown in _LINE.findall(text):
            self.line = line = self.line + 1
            column = len(indent)
            if name:
                group = self.open[-1]
                if dash or self.waiting or column != group.column or type(group) is not Mapping:
                    group = self._group_in_list(column) if dash else self._group(column)
                _, _, column, entries, names = group
                if name in names:
                    raise _NotForThisReader
                names[name] = line, column
                if plain:
                    entries[name] = Scalar(self.path, line, column + len(name) + 2, plain, True)
                elif marked:
                    entries[name] = self._marked(column + len(name) + 2, marked, margin)
                else:
                    self.waiting = name
            elif dash:
                items = self._list(column).items
                column += 2
                items.append(self._marked(column, marked, margin) if marked else Scalar(self.path, line, column, plain, True))
            elif plain or marked or unknown:
                raise _NotForThisReader
        if self.waiting or not top.names:
            raise _NotForThisReader
        return top._replace(line=min(top.names.values())[0])

    # -- which group or list a line belongs to -----------------------------------------------------------------------

    def _group(self, column: int) -> Mapping:
        """The group of a name in that column: it begins here, or the innermost that is open there."""
        if not self.waiting:
            return self._innermost(column, Mapping)
        if column == self.open[-1].column:
            raise _NotForThisReader  # the name that is waiting has no value
        group = Mapping(self.path, self.line, column, {}, {})
        self._enter(group)
        return group

    def _list(self, column: int) -> Sequence:
        """The list of a dash in that column: it begins here, or the innermost that is open there."""
        if not self.waiting:
            return self._innermost(column, Sequence)
        items = Sequence(self.path, self.line, column, [])
        self._enter(items)
        return items

    def _group_in_list(self, column: int) -> Mapping:
        """The group that begins behind a dash in that column."""
        items = self._list(column).items
        group = Mapping(self.path, self.line, column + 2, {}, {})
        items.append(group)
        self._enter(group)
        return group

    def _innermost(self, column: int, kind: type[Container]) -> Container:
        """The innermost open group or list of that kind, which must stand in that column; those within it end."""
        while self.open and (node := self.open[-1]).column >= column:
            if node.column == column and type(node) is kind:
                return node
            self.open.pop()
        raise _NotForThisReader

    def _enter(self, node: Mapping | Sequence) -> None:
        """A group or list begins, as the value of the name that is waiting or in a list."""
        if self.waiting:
            group = self.open[-1]
            assert type(group) is Mapping
            if node.column < group.column:
                raise _NotForThisReader
            group.entries[self.waiting] = node
            self.waiting = ""
        if len(self.open) == MAX_DEPTH - 1:  # brackets may add one more
            raise _NotForThisReader
        self.open.append(node)

    # -- what a value is -----------------------------------------------------------------------------------------------

    def _marked(self, column: int, marked: str, margin: str) -> Node:
        """A value that is no plain text."""
        if margin:
            return Scalar(self.path, self.line, column, self._block(marked, len(margin)), plain=False)
        if marked[0] in "'\"":
            return Scalar(self.path, self.line, column, marked[1:-1], plain=False)
        return self._brackets(column, marked)

    def _block(self, block: str, margin: int) -> str:
        """The text of a block: its lines below the sign, without their margin."""
        if margin <= self.open[-1].column:
            raise _NotForThisReader
        sign, *lines = block.split("\n")
        self.line += len(lines)
        text = "\n".join([line[margin:] for line in lines])
        if sign[0] == ">":
            text = _BREAKS.sub(lambda breaks: breaks[1] or " ", text)
        return text if sign[1:] else text + "\n"

    def _brackets(self, column: int, text: str) -> Mapping | Sequence:
        """A list or group in brackets."""
        group = Mapping(self.path, self.line, column, {}, {})
        items: list[Node] = []
        start = column + 1
        for part in text[1:-1].split(", "):
            name, colon, value = part.rpartition(": ")
            node = Scalar(self.path, self.line, start + len(name) + len(colon), value, plain=True)
            if not name:
                items.append(node)
            elif name in group.names:
                raise _NotForThisReader
            else:
                group.entries[name], group.names[name] = node, (self.line, start)
            start += len(part) + 2
        return Sequence(self.path, self.line, column, items) if items else group
