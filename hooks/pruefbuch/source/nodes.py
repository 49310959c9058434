"""What a YAML file is made of."""

from __future__ import annotations

from dataclasses import dataclass

from pruefbuch.model.common import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as text in Unicode normal form C. `plain`: it stands there without quotes."""

    place: Place
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    place: Place
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A group of entries in the order of the file: key → (place of the key, value)."""

    place: Place
    entries: dict[str, tuple[Place, Node]]


Node = Scalar | Sequence | Mapping
