"""Lists and groups while their entries are still coming."""

from __future__ import annotations

import yaml

from pruefbuch.model.common import Place, Problem
from pruefbuch.source.nodes import Mapping, Mark, Node, Scalar, Sequence

_NO_BREAK = "\u00a0\u202f"
"""spaces without line break, as word processors set them"""
_AROUND = "„“”‟‚‘’‛«»‹›" + _NO_BREAK
"""what people put around a name without meaning it"""
_NAME = "ein Name, Doppelpunkt und Leerzeichen: „name: wert“"

_NOBODY = Scalar("", yaml.Mark("", 0, 0, 0, None, 0), "", plain=True)
PLAIN: set[str] = set()
"""names that were found in order before: the same few stand in every file"""
_MOST = 10_000


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

    __slots__ = ("items", "mark", "path")

    def __init__(self, path: str, mark: Mark) -> None:
        self.path = path
        self.mark = mark
        self.items: list[Node] = []

    def take(self, node: Node | None) -> None:
        """The next entry; None for one that was refused."""
        if node is not None:
            self.items.append(node)

    def close(self) -> Sequence:
        """The finished list."""
        return Sequence(self.path, self.mark, tuple(self.items))


class OpenGroup:
    """A group being read: names and values come in turn. A name that is refused takes its value with it."""

    __slots__ = ("entries", "key", "key_node", "mark", "path", "problems")

    def __init__(self, path: str, mark: Mark, problems: list[Problem]) -> None:
        self.path = path
        self.mark = mark
        self.problems = problems
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.key: str | None = None
        """the name whose value comes next, "" for a refused one; None when a name comes next"""
        self.key_node = _NOBODY

    def take(self, node: Node | None) -> None:
        """The next name or value; None for one that was refused."""
        key = self.key
        if key is None:
            self.key = self._name(node)
            return
        self.key = None
        if key and node is not None:
            self.entries[key] = (self.key_node, node)

    def close(self) -> Mapping:
        """The finished group."""
        return Mapping(self.path, self.mark, self.entries)

    def _name(self, node: Node | None) -> str:
        """The name that a node is; "" with a problem where it can be none."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            place = node.place
            found = f"als Name einer Angabe steht hier {'eine Liste' if isinstance(node, Sequence) else 'eine Gruppe'}"
            return self._refuse(place, "key", found, _NAME, "ist Text gemeint, ihn in Anführungszeichen setzen")
        name = node.text
        self.key_node = node
        if name in PLAIN and name not in self.entries:
            return name
        place = node.place
        if name == "<<" and node.plain:
            return self._refuse(
                place, "merge-key", "„<<“ mischt in YAML Gruppen", "keine Merge-Schlüssel", "die Angaben ausschreiben"
            )
        if not name.strip():
            return self._refuse(place, "key", "vor dem Doppelpunkt fehlt der Name", _NAME, "Namen ergänzen oder Zeile löschen")
        if name[0] in _AROUND or name[-1] in _AROUND:
            return self._checked(self._bare(name, place), place)
        if len(PLAIN) < _MOST and name != "<<":
            PLAIN.add(name)
        return self._checked(name, place)

    def _checked(self, name: str, place: Place) -> str:
        """The name where it is the first of its kind in the group."""
        if name in self.entries:
            first = self.entries[name][0].place.line
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
