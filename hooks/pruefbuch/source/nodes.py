"""What a YAML file is made of. Nodes keep the parser's own mark and make a place of it only when somebody asks."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from pruefbuch.model.common import Place


class Mark(Protocol):
    """A position in a file; line and column count from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column, in characters."""


class Scalar(NamedTuple):
    """A single value as text in Unicode normal form C. `plain`: it stands there without quotes."""

    path: str
    mark: Mark
    text: str
    plain: bool

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.mark.line + 1, self.mark.column + 1)


class Sequence(NamedTuple):
    """A list."""

    path: str
    mark: Mark
    items: tuple[Node, ...]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.mark.line + 1, self.mark.column + 1)


class Mapping(NamedTuple):
    """A group of entries in the order of the file: name → (name as it stands there, value)."""

    path: str
    mark: Mark
    entries: dict[str, tuple[Scalar, Node]]

    @property
    def place(self) -> Place:
        """Where it begins."""
        return Place(self.path, self.mark.line + 1, self.mark.column + 1)


Node = Scalar | Sequence | Mapping
