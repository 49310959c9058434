"""Where the settings of the site stand: in mkdocs.yml, or in a file that it inherits from (INHERIT)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from pruefbuch import reports
from pruefbuch.model.common import Place, Problem

_ENV = "!ENV"
"""the tag by which a setting comes from the environment: names of variables, then, in a list, what holds without them"""


class Unusable(ValueError):
    """A setting with which there is no site; the text says where it stands, what is allowed and what to do."""


@dataclass(frozen=True)
class Settings:
    """A setting, or all of them: the node that counts, the name and the text of the file in which it stands, and what it consists of."""

    name: str
    text: str = ""
    node: Node | None = None
    parts: Mapping[str, Settings] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> Settings:
        """The settings of a file with those that it inherits. What cannot be read is left out: the engine refuses it."""
        return _read(file, file.parent, ())

    def place(self, *keys: str) -> Place:
        """Where a setting stands, or the nearest around it that does."""
        if keys and (part := self.parts.get(keys[0])):
            return part.place(*keys[1:])
        mark = self.node.start_mark if self.node else None
        return Place(self.name, mark.line + 1, mark.column + 1) if mark else Place(self.name)

    def refusal(self, keys: tuple[str, ...], fault: str, allowed: str, remedy: str) -> Unusable:
        """What is said of a wrong setting."""
        return Unusable(reports.text(Problem(self.place(*keys), "settings", fault, allowed, remedy)))

    def values(self) -> dict[str, str]:
        """By name of a file its text with blanks for all but the values that count: no comments, nothing that is overwritten elsewhere."""
        texts: dict[str, list[str]] = {}
        for name, text, node in _leaves(self):
            shown = texts.setdefault(name, [sign if sign == "\n" else " " for sign in text])
            chosen, value = _chosen(node)
            start, end = chosen.start_mark.index, chosen.end_mark.index
            shown[start:end] = text[start:end] if value is None else [" ".join(value.split()), *" " * (end - start - 1)]
        return {name: "".join(shown) for name, shown in texts.items()}


def _leaves(settings: Settings) -> Iterator[tuple[str, str, Node]]:
    """What is set, with the name and the text of its file."""
    for part in settings.parts.values():
        if part.parts:
            yield from _leaves(part)
        else:
            assert part.node is not None  # only a file that cannot be read has none
            yield from ((part.name, part.text, node) for node in _values(part.node))


def _read(file: Path, root: Path, above: tuple[Path, ...]) -> Settings:
    name = Path(os.path.relpath(file, root)).as_posix()
    try:
        text = file.read_text("utf-8")
        node = yaml.compose(text, yaml.SafeLoader)
        own = _settings(name, text, node) if node else Settings(name)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return Settings(name)
    base = own.parts.get("INHERIT")
    if base is None or not isinstance(base.node, ScalarNode | SequenceNode):
        return own
    chosen, value = _chosen(base.node)
    parent = Path(os.path.normpath(file.parent / (value or str(chosen.value))))
    own = Settings(name, text, node, {key: part for key, part in own.parts.items() if key != "INHERIT"})
    return own if parent in (file, *above) else _merged(_read(parent, root, (file, *above)), own)


def _settings(name: str, text: str, node: Node) -> Settings:
    entries = node.value if isinstance(node, MappingNode) else ()
    return Settings(name, text, node, {str(key.value): _settings(name, text, value) for key, value in entries})


def _merged(parent: Settings, own: Settings) -> Settings:
    """Both, as the engine merges them: groups entry by entry, all else as it stands in the file that inherits."""
    if not (isinstance(parent.node, MappingNode) and isinstance(own.node, MappingNode)):
        return own
    both = {key: _merged(parent.parts[key], part) if key in parent.parts else part for key, part in own.parts.items()}
    return Settings(own.name, own.text, own.node, {**parent.parts, **both})


def _values(node: Node) -> Iterator[Node]:
    """What a setting holds: texts and numbers, and what comes from the environment."""
    if isinstance(node, ScalarNode) or node.tag == _ENV:
        yield node
    else:
        for item in node.value:
            yield from _values(item[1] if isinstance(item, tuple) else item)


def _chosen(node: Node) -> tuple[Node, str | None]:
    """The node that counts, and its value where that comes from the environment."""
    if node.tag != _ENV:
        return node, None
    nodes: list[Node] = node.value if isinstance(node, SequenceNode) else [node]
    variables = nodes[:-1] if len(nodes) > 1 else nodes
    value = next((os.environ[name.value] for name in variables if str(name.value) in os.environ), None)
    return (node, value) if value is not None or not nodes else (nodes[-1], None)
