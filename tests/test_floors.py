"""The house: a room imports only from floors below it, and only `engine` knows MkDocs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "hooks" / "pruefbuch"

FLOORS = (
    {"model", "compact"},
    {"source", "tree", "scoring", "reports", "addresses", "texts", "markup", "pictures", "search", "geo"},
    {"summary"},
    {"typed"},
    {"catalogue", "parse", "history", "rules", "links"},
    {"book"},
    {"views"},
    {"render"},
    {"exports"},
    {"build"},
    {"engine"},
    {"release"},
    {"cli", "__main__"},
)
ENGINES = {"mkdocs", "properdocs", "material"}


def room(path: Path) -> str:
    """The room a module stands in: the first part of its path within the house."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, with the names taken from it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_used(path: Path) -> set[str]:
    names = (name.split(".") for name in imports(path))
    return {parts[1] for parts in names if parts[0] == "pruefbuch" and len(parts) > 1}


MODULES = sorted(path for path in HOUSE.rglob("*.py") if path != HOUSE / "__init__.py")


def test_every_room_has_a_floor() -> None:
    assert {room(path) for path in MODULES} == set().union(*FLOORS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = room(path)
    upwards = {used for used in rooms_used(path) - {own} if floor(used) >= floor(own)}
    assert not upwards or own == "__main__", f"{own} (floor {floor(own)}) imports {upwards}"


OF_ENGINES = re.compile(
    r"mkdocs|properdocs|\bMaterial\b|\bmd-[a-z]|\blang\.t\(|headerlink|__palette|page\.meta|docs_dir|livereload", re.IGNORECASE
)
"""names and habits of MkDocs and its theme"""


def test_only_the_engine_knows_the_engine() -> None:
    """Neither imports nor words of MkDocs and Material stand in another room."""
    others = [path for path in MODULES if room(path) != "engine"]
    assert len(others) > 100
    assert not [path for path in others if {name.split(".")[0] for name in imports(path)} & ENGINES]
    lines = ((path, number, line) for path in others for number, line in enumerate(path.read_text("utf-8").splitlines(), 1))
    words = [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for path, number, line in lines if OF_ENGINES.search(line)]
    assert words == []


def test_the_door_is_thin() -> None:
    """It only takes in the events, which is all that MkDocs asks of it."""
    door = ROOT / "hooks" / "main.py"
    assert len(door.read_text("utf-8").splitlines()) <= 120
    assert {name.rpartition(".")[0] for name in imports(door)} == {"pruefbuch.engine.hooks"}
    statements = ast.parse(door.read_text("utf-8")).body
    assert [type(each) for each in statements] == [ast.Expr, ast.ImportFrom, ast.Assign]


def test_rooms_and_functions_stay_small() -> None:
    """A room of 400 lines or a function of 60 is a sign that it holds two ideas."""
    for path in MODULES:
        text = path.read_text("utf-8")
        assert text.count("\n") <= 400, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"
