"""Lists and groups while their entries are still coming."""

from __future__ import annotations

from pruefbuch.model.common import Place, Problem
from pruefbuch.source.nodes import Mapping, Node, Scalar, Sequence

_NO_BREAK = "\u00a0\u202f"
"""spaces without line break, as word processors set them"""
_AROUND = "„“”‟‚‘’‛«»‹›" + _NO_BREAK
"""what people put around a name without meaning it"""
_NAME = "ein Name, Doppelpunkt und Leerzeichen: „name: wert“"


class Top:
    """What stands at the top of the file: one node, none in an empty file."""

    __slots__ = ("node",)

    def __init__(self) -> None:
        self.node: Node | None = None

    def take(self, node: Node | None) -> None:
        """The next node; None for one that was refused."""
        self.node = node


class OpenList:
    """A list being read."""

    __slots__ = ("column", "items", "line", "path")

    def __init__(self, path: str, line: int, column: int) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.items: list[Node] = []

    def take(self, node: Node | None) -> None:
        """The next entry; None for one that was refused."""
        if node is not None:
            self.items.append(node)

    def close(self) -> Sequence:
        """The finished list."""
        return Sequence(self.path, self.line, self.column, self.items)


class OpenGroup:
    """A group being read: names and values come in turn. A name that is refused takes its value with it."""

    __slots__ = ("at", "column", "entries", "key", "line", "names", "path", "problems")

    def __init__(self, path: str, line: int, column: int, problems: list[Problem]) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.problems = problems
        self.entries: dict[str, Node] = {}
        self.names: dict[str, tuple[int, int]] = {}
        self.key: str | None = None
        """the name whose value comes next, "" for a refused one; None when a name comes next"""
        self.at = (line, column)
        """where that name stands"""

    def take(self, node: Node | None) -> None:
        """The next name or value; None for one that was refused."""
        key = self.key
        if key is None:
            self.key = self._name(node)
            return
        self.key = None
        if key and node is not None:
            self.entries[key], self.names[key] = node, self.at

    def close(self) -> Mapping:
        """The finished group."""
        return Mapping(self.path, self.line, self.column, self.entries, self.names)

    def _name(self, node: Node | None) -> str:
        """The name that a node is; "" with a problem where it can be none."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            place = node.place
            fault = f"als Name einer Angabe steht hier {'eine Liste' if isinstance(node, Sequence) else 'eine Gruppe'}"
            return self._refuse(place, "key", fault, _NAME, "ist Text gemeint, ihn in Anführungszeichen setzen")
        name = node.text
        self.at = node.line, node.column
        place = node.place
        if name == "<<" and node.plain:
            return self._refuse(
                place, "merge-key", "„<<“ mischt in YAML Gruppen", "keine Merge-Schlüssel", "die Angaben ausschreiben"
            )
        if not name.strip():
            return self._refuse(place, "key", "vor dem Doppelpunkt fehlt der Name", _NAME, "Namen ergänzen oder Zeile löschen")
        if name[0] in _AROUND or name[-1] in _AROUND:
            return self._checked(self._bare(name, place), place)
        return self._checked(name, place)

    def _checked(self, name: str, place: Place) -> str:
        """The name where it is the first of its kind in the group."""
        if name in self.entries:
            first = self.names[name][0] + 1
            fault, allowed = f"„{name}“ steht doppelt", f"jede Angabe einmal; „{name}“ steht schon in Zeile {first}"
            return self._refuse(place, "duplicate-key", fault, allowed, "eine der beiden streichen oder umbenennen")
        return name

    def _bare(self, name: str, place: Place) -> str:
        """The name without typographic quotes and spaces around it: they are a problem, but everybody knows what is meant."""
        bare = name.strip(_AROUND)
        what = "ein geschütztes Leerzeichen" if name.strip(_NO_BREAK) == bare else "ein typographisches Anführungszeichen"
        self._refuse(
            place,
            "key",
            f"um den Namen „{bare}“ steht auch {what}",
            _NAME,
            "nur den Namen schreiben, ohne Zeichen davor und danach",
        )
        return bare

    def _refuse(self, place: Place, rule: str, fault: str, allowed: str, remedy: str) -> str:
        self.problems.append(Problem(place, rule, fault, allowed, remedy))
        return ""
