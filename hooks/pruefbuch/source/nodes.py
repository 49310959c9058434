"""What a YAML file is made of. Nodes know line and column, and make a place of them only when somebody asks."""

from __future__ import annotations

from typing import Any, NamedTuple

from pruefbuch.model.common import Place


class Scalar(NamedTuple):
    """A single value as text in Unicode normal form C. Line and column count from 0. `plain`: it stands there without quotes."""

    path: str
    line: int
    column: int
    text: str
    plain: bool

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.line + 1, self.column + 1)


class Sequence(NamedTuple):
    """A list."""

    path: str
    line: int
    column: int
    items: list[Node]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.line + 1, self.column + 1)


class Mapping(NamedTuple):
    """A group of entries in the order of the file: values by name, and (line, column) of each name."""

    path: str
    line: int
    column: int
    entries: dict[str, Node]
    names: dict[str, tuple[int, int]]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.line + 1, self.column + 1)

    def place_of_name(self, name: str) -> Place:
        """Where the name of an entry stands."""
        line, column = self.names[name]
        return Place(self.path, line + 1, column + 1)


class Pair(Mapping):
    """A group of two plain texts, each on a line of its own. Most ratings are such groups, and of most nobody asks more than the texts.

    In the place of entries and names it holds the texts; whoever asks for entries and names finds what any group has.
    """

    __slots__ = ()

    @property
    def texts(self) -> Texts:
        """The first name with its text, the second with its text."""
        held: Any = self[3]
        texts: Texts = held
        return texts

    @property
    def entries(self) -> dict[str, Node]:  # as a field, but made when it is asked for
        """Both as nodes."""
        path, line, column = self[:3]
        texts = self.texts
        return {
            name: Scalar(path, line + number, column + len(name) + 2, text, plain=True)
            for number, (name, text) in enumerate(zip(texts[::2], texts[1::2], strict=True))
        }

    @property
    def names(self) -> dict[str, tuple[int, int]]:
        """Where both names stand."""
        _, line, column = self[:3]
        return {name: (line + number, column) for number, name in enumerate(self.texts[::2])}


Texts = tuple[str, str, str, str]
"""a name with its text, and another"""


class Backed(Pair):
    """A pair and below it, under a third name, a list of pairs, line by line: a rating with its evidence."""

    __slots__ = ()

    @property
    def backing(self) -> tuple[str, int, list[Texts]]:
        """The name of the list, the column of its dashes, and the texts of its entries."""
        held: Any = self[4]
        backing: tuple[str, int, list[Texts]] = held
        return backing

    @property
    def entries(self) -> dict[str, Node]:
        """All three as nodes."""
        path, line, _ = self[:3]
        name, column, items = self.backing
        make: Any = tuple.__new__
        pairs = [make(Pair, (path, line + 3 + 2 * number, column + 2, texts, None)) for number, texts in enumerate(items)]
        return {**super().entries, name: Sequence(path, line + 3, column, pairs)}

    @property
    def names(self) -> dict[str, tuple[int, int]]:
        """Where all three stand."""
        _, line, column = self[:3]
        return {**super().names, self.backing[0]: (line + 2, column)}


Node = Scalar | Sequence | Mapping
