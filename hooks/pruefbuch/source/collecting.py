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

    __slots__ = ("items", "place")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.items: list[Node] = []

    def take(self, node: Node | None) -> None:
        """The next entry; None for one that was refused."""
        if node is not None:
            self.items.append(node)

    def close(self) -> Sequence:
        """The finished list."""
        return Sequence(self.place, tuple(self.items))


class OpenGroup:
    """A group being read: names and values come in turn. A name that is refused takes its value with it."""

    __slots__ = ("entries", "key", "key_place", "place", "problems")

    def __init__(self, place: Place, problems: list[Problem]) -> None:
        self.place = place
        self.problems = problems
        self.entries: dict[str, tuple[Place, Node]] = {}
        self.key: str | None = None
        """the name whose value comes next, "" for a refused one; None when a name comes next"""
        self.key_place = place

    def take(self, node: Node | None) -> None:
        """The next name or value; None for one that was refused."""
        key = self.key
        if key is None:
            self.key = self._name(node)
            return
        self.key = None
        if key and node is not None:
            self.entries[key] = (self.key_place, node)

    def close(self) -> Mapping:
        """The finished group."""
        return Mapping(self.place, self.entries)

    def _name(self, node: Node | None) -> str:
        """The name that a node is; "" with a problem where it can be none."""
        if node is None:
            return ""
        self.key_place = place = node.place
        if not isinstance(node, Scalar):
            found = f"als Name einer Angabe steht hier {'eine Liste' if isinstance(node, Sequence) else 'eine Gruppe'}"
            return self._refuse(place, "key", found, _NAME, "ist Text gemeint, ihn in Anführungszeichen setzen")
        name = node.text
        if name == "<<" and node.plain:
            return self._refuse(
                place, "merge-key", "„<<“ mischt in YAML Gruppen", "keine Merge-Schlüssel", "die Angaben ausschreiben"
            )
        if not name.strip():
            return self._refuse(place, "key", "vor dem Doppelpunkt fehlt der Name", _NAME, "Namen ergänzen oder Zeile löschen")
        if name[0] in _AROUND or name[-1] in _AROUND:
            name = self._bare(name, place)
        if name in self.entries:
            first = self.entries[name][0].line
            found, allowed = f"„{name}“ steht doppelt", f"jede Angabe einmal; „{name}“ steht schon in Zeile {first}"
            return self._refuse(place, "duplicate-key", found, allowed, "eine der beiden streichen oder umbenennen")
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

    def _refuse(self, place: Place, rule: str, found: str, allowed: str, remedy: str) -> str:
        self.problems.append(Problem(place, rule, found, allowed, remedy))
        return ""
