"""What a YAML file is made of. Nodes know line and column, and make a place of them only when somebody asks."""

from __future__ import annotations

from typing import NamedTuple

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


Node = Scalar | Sequence | Mapping
