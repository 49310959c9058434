"""Views are values: what they hand over holds no HTML, no bytes and nothing that draws. Only `render` makes HTML."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from markupsafe import Markup

from pruefbuch.render import rows

FOLDER = Path(__file__).parent.parent / "hooks" / "pruefbuch" / "views"
DRAWING = {"markupsafe", "jinja2", "pruefbuch.markup", "pruefbuch.render"}
NAMES = sorted(path.stem for path in FOLDER.glob("*.py"))


def imported(text: str) -> set[str]:
    """The names of all modules that a text imports, wherever the import stands; of `from a import b` also "a.b"."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def draws(text: str) -> list[str]:
    """The modules that make HTML among those that a text imports."""
    return sorted(name for name in imported(text) for room in DRAWING if name == room or name.startswith(f"{room}."))


def types_within(hint: Any) -> Iterator[Any]:
    """A type and every type that it is made of: of tuple[str, ...] both tuple and str."""
    yield get_origin(hint) or hint
    arguments = list(get_args(hint))
    for argument in arguments:
        if isinstance(argument, list):  # of a Callable
            arguments += argument
        else:
            yield from types_within(argument)


def is_value(found: Any) -> bool:
    """Whether a type may stand in a view: neither HTML nor bytes, nor a class of a room that draws."""
    home = getattr(found, "__module__", "")
    return found not in (Markup, bytes) and not any(home == room or home.startswith(f"{room}.") for room in DRAWING)


def hints_of(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """(name, type) of every field of the classes of a module, and of everything that its functions and methods take and return."""
    for name, owner in vars(module).items():
        if getattr(owner, "__module__", "") != module.__name__:
            continue
        methods = inspect.getmembers(owner, inspect.isfunction) if inspect.isclass(owner) else []
        for part, annotated in [(name, owner), *((f"{name}.{key}", method) for key, method in methods)]:
            if inspect.isclass(annotated) or inspect.isfunction(annotated):
                for key, hint in get_type_hints(annotated).items():
                    yield f"{part}: {key}", hint


@pytest.mark.parametrize("name", NAMES)
def test_no_view_imports_what_draws(name: str) -> None:
    assert not draws((FOLDER / f"{name}.py").read_text("utf-8"))


@pytest.mark.parametrize("name", sorted({*NAMES} - {"__init__"}))
def test_no_view_holds_html_or_bytes(name: str) -> None:
    module = import_module(f"pruefbuch.views.{name}")
    assert [place for place, hint in hints_of(module) if not all(map(is_value, types_within(hint)))] == []


def test_the_checks_see_what_they_look_for() -> None:
    assert draws("if x:\n    from pruefbuch.render.rows import Rows\nfrom pruefbuch import markup") == [
        "pruefbuch.markup",
        "pruefbuch.render.rows",
        "pruefbuch.render.rows.Rows",
    ]
    for hint in (Markup, dict[str, tuple[Markup, ...]], bytes | None, rows.Rows):
        assert not all(map(is_value, types_within(hint)))
    assert {place for place, hint in hints_of(rows) if not all(map(is_value, types_within(hint)))} == {
        "Rows.__init__: pieces",
        "Rows.__call__: return",
    }
