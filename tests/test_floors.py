"""The house: a room imports only from floors below it, and only `engine` and the doors to it know MkDocs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "hooks" / "pruefbuch"

README = (ROOT / "hooks" / "README.md").read_text("utf-8")
FLOOR_OF = {name: int(number) for number, name in re.findall(r"^\| (\d+) \| `(\w+)/?` \| .+ \|$", README, re.MULTILINE)}
"""room → floor, from the table that people read"""
ENGINES = {"mkdocs", "properdocs", "material"}


def room(path: Path) -> str:
    """The room a module stands in: the first part of its path within the house."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


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
    """In the table of hooks/README.md, which is in order; a room that is a folder is written as one."""
    assert {room(path) for path in MODULES} == FLOOR_OF.keys()
    assert [*FLOOR_OF.values()] == sorted(FLOOR_OF.values()) and {*FLOOR_OF.values()} == {*range(max(FLOOR_OF.values()) + 1)}
    folders = {name for name in FLOOR_OF if f"| `{name}/` |" in README}
    assert folders == {name for name in FLOOR_OF if (HOUSE / name).is_dir()}


def test_the_picture_shows_rooms_in_the_order_of_their_floors() -> None:
    """From left to right in each of its lines, whatever stands beside them."""
    lines = README.partition("```\n")[2].partition("```")[0].splitlines()
    rooms = [[word for word in re.findall(r"\w+", re.sub(r"\(.*?\)", "", line)) if word in FLOOR_OF] for line in lines]
    assert {"source", "book", "views", "render", "build", "engine", "cli"} <= {name for names in rooms for name in names}
    for names in rooms:
        floors = [FLOOR_OF[name] for name in names]
        assert floors == sorted(floors), names


PLACES = re.findall(r"`([\w./-]+\.(?:py|md|html|js|txt|json|yml|toml))(?::(\w+))?`", README)
FOLDERS = (ROOT, HOUSE, ROOT / "theme_overrides/pruefbuch", ROOT / "theme_overrides/assets")


@pytest.mark.parametrize(("path", "name"), sorted({*PLACES}), ids=lambda text: text or "-")
def test_what_the_readme_names_is_there(path: str, name: str) -> None:
    """Files, from where people look for them, and what stands in them."""
    made = (".cache/pruefbuch.json", "laender.json", "manifest.json")
    files = [folder / path for folder in FOLDERS if (folder / path).is_file()]
    assert files or path in made
    if name:
        tree = ast.parse(files[0].read_text("utf-8"))
        assert name in {
            target
            for node in tree.body
            for target in (
                [node.name]
                if isinstance(node, ast.ClassDef | ast.FunctionDef)
                else [
                    each.id for each in getattr(node, "targets", [getattr(node, "target", None)]) if isinstance(each, ast.Name)
                ]
            )
        }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_imports_point_down(path: Path) -> None:
    own = room(path)
    upwards = {used for used in rooms_used(path) - {own} if FLOOR_OF[used] >= FLOOR_OF[own]}
    assert not upwards, f"{own} (floor {FLOOR_OF[own]}) imports {upwards}"


OF_ENGINES = re.compile(
    r"mkdocs|properdocs|\bMaterial\b|\bmd-[a-z]|\blang\.t\(|headerlink|__palette|page\.meta|docs_dir|livereload", re.IGNORECASE
)
"""names and habits of MkDocs and its theme"""


def test_only_the_engine_knows_the_engine() -> None:
    """Neither imports nor words of MkDocs and Material stand in another room."""
    others = [path for path in MODULES if room(path) not in ("engine", "door", "theme")]
    assert len(others) > 100
    assert not [path for path in others if {name.split(".")[0] for name in imports(path)} & ENGINES]
    lines = ((path, number, line) for path in others for number, line in enumerate(path.read_text("utf-8").splitlines(), 1))
    words = [f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for path, number, line in lines if OF_ENGINES.search(line)]
    assert words == []


def test_pictures_are_decoded_in_one_place() -> None:
    assert {room(path) for path in MODULES if "PIL" in {name.split(".")[0] for name in imports(path)}} == {"pictures"}


def test_the_door_is_thin() -> None:
    """It only takes in the events, which is all that MkDocs asks of it; a site's hooks/main.py only takes in the door."""
    main, door = ROOT / "hooks" / "main.py", HOUSE / "door.py"
    assert [*imports(main)] == ["pruefbuch.door.*"]
    assert [type(each) for each in ast.parse(main.read_text("utf-8")).body] == [ast.Expr, ast.ImportFrom]
    assert {name.rpartition(".")[0] for name in imports(door)} == {"pruefbuch.engine.hooks"}
    assert [type(each) for each in ast.parse(door.read_text("utf-8")).body] == [ast.Expr, ast.ImportFrom, ast.Assign]


def test_rooms_and_functions_stay_small() -> None:
    """A room of 400 lines or a function of 60 is a sign that it holds two ideas."""
    for path in MODULES:
        text = path.read_text("utf-8")
        assert text.count("\n") <= 400, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, f"{path}: {node.name}"
