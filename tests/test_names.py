"""Names say what they hold: no local is called after how it came about, and no two classes have the same name."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent.parent / "hooks"
MODULES = sorted(HOOKS.rglob("*.py"))
EMPTY = {"found", "each", "made", "kept", "here"}
"""words that would fit any value"""
NOT_YET = (
    "render",
    "views/answers",
    "views/reckoning",
    "views/related",
)
"""rooms that still have such names"""
SEVERAL = {"Origin"}
"""class names that still stand in several modules"""


def local_names(tree: ast.AST) -> Iterator[ast.Name]:
    """Every name that is assigned, other than the fields of a class: variables, also those of loops and comprehensions."""
    fields = {
        node.target
        for body in ast.walk(tree)
        if isinstance(body, ast.ClassDef)
        for node in body.body
        if isinstance(node, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in fields:
            yield node


def name_of(path: Path) -> str:
    return path.relative_to(HOOKS).as_posix().removeprefix("pruefbuch/")


@pytest.mark.parametrize("path", [path for path in MODULES if not name_of(path).startswith(NOT_YET)], ids=name_of)
def test_locals_say_what_they_hold(path: Path) -> None:
    empty = [f"line {node.lineno}: {node.id}" for node in local_names(ast.parse(path.read_text("utf-8"))) if node.id in EMPTY]
    assert not empty


def test_the_check_sees_every_kind_of_assignment() -> None:
    code = "class Problem:\n    found: str\n\nfor each in (): here = [made for made in ()]\nwith x as kept: (found := 1)\n"
    assert {node.id for node in local_names(ast.parse(code))} == EMPTY


def test_a_class_name_stands_in_one_module() -> None:
    modules = defaultdict[str, set[str]](set)
    for path in MODULES:
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                modules[node.name].add(name_of(path))
    assert not {name: sorted(paths) for name, paths in modules.items() if len(paths) > 1 and name not in SEVERAL}
