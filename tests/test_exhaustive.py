"""A new member of an enum: the type checker names every rule that must decide on it, a test every table of words; nothing is guessed."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "hooks" / "pruefbuch"
NEW = "ANOTHER_ONE"


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(HOUSE.rglob("*.py")):
        yield path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text("utf-8"))


def enums() -> dict[str, set[str]]:
    """Every enum of the house with its members."""
    classes = [node for _, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    return {
        node.name: {
            target.id
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
            if isinstance(target, ast.Name)
        }
        for node in classes
        if any(isinstance(base, ast.Name) and base.id.endswith("Enum") for base in node.bases)
    }


ENUMS = enums()


def member(node: ast.expr | None) -> tuple[str, str] | None:
    """The enum and the member that an expression names."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in ENUMS.get(node.value.id, ()):
        return node.value.id, node.attr
    return None


# -- rules -------------------------------------------------------------------------------------------------------------


def with_another_member(folder: Path) -> Path:
    """A copy of the house in which every enum has one more member."""
    hooks = folder / "hooks"
    shutil.copytree(HOUSE, hooks / "pruefbuch", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in (hooks / "pruefbuch").rglob("*.py"):
        text = re.sub(
            r"(\(StrEnum\):\n(?:.*\n)*?)(    [A-Z_]+ = )", rf'\1    {NEW} = "another-one"\n\2', path.read_text("utf-8")
        )
        path.write_text(text, "utf-8")
    return hooks


def exhaustive() -> Iterator[str]:
    """Every function that ends a match with `assert_never`."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and "assert_never(" in ast.unparse(node):
                yield f"{path} {node.name}"


def function_at(path: Path, line: int) -> str:
    functions = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)]
    return next(node.name for node in functions if node.lineno <= line <= (node.end_lineno or 0))


@pytest.mark.usefixtures("unwatched")
def test_mypy_names_every_rule_that_a_new_member_needs(tmp_path: Path) -> None:
    """One run for all enums; it takes some 8 seconds of CPU, for it begins without a cache."""
    hooks = with_another_member(tmp_path)
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", str(tmp_path / "cache")]
    command += ["--no-error-summary", "hooks/pruefbuch"]
    environment = {name: value for name, value in os.environ.items() if name not in ("MYPYPATH", "PYTHONPATH")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False)
    named = defaultdict(set)
    for line in done.stdout.splitlines():
        match = re.fullmatch(rf'(\S+?):(\d+): error: Argument 1 to "assert_never" .*\b(\w+)\.{NEW}\b.*', line)
        assert match, line
        path = tmp_path / match[1]
        named[match[3]].add(f"{path.relative_to(hooks / 'pruefbuch').as_posix()} {function_at(path, int(match[2]))}")
    assert named["Method"] == {"scoring/methods.py _rule", "views/methods.py words_of"}
    assert {"FormKind", "NonValue", "Standing", "Outcome", "Effect", "StepKind", "MeasureState"} <= named.keys()
    assert set().union(*named.values()) == set(exhaustive()), done.stderr


@pytest.mark.usefixtures("unwatched")  # else the copy would count as lines that no test reaches
def test_without_an_entry_no_method_reckons(tmp_path: Path) -> None:
    """Never a silent weighted sum: scoring does not even start."""
    hooks = with_another_member(tmp_path)
    command = [sys.executable, "-c", "import pruefbuch.scoring"]
    done = subprocess.run(command, cwd=hooks, env=dict(os.environ, PYTHONPATH="."), capture_output=True, text=True, check=False)
    assert (done.returncode, f"<Method.{NEW}: 'another-one'>" in done.stderr) == (1, True)


def compared(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The members with which something is compared."""
    for comparison in ast.walk(node):
        if isinstance(comparison, ast.Compare):
            for side in (comparison.left, *comparison.comparators):
                named = [side, *side.elts] if isinstance(side, ast.Tuple | ast.Set | ast.List) else [side]
                yield from (both for each in named if (both := member(each)))


def choices() -> Iterator[tuple[str, str]]:
    """Conditions that compare with two members of one enum: where, and which enum."""
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.BoolOp | ast.IfExp | ast.If | ast.Compare):
                by_enum = defaultdict(set)
                for condition in conditions_of(node) if isinstance(node, ast.If) else (node,):
                    for enum, name in compared(condition):
                        by_enum[enum].add(name)
                yield from ((f"{path}:{node.lineno}", enum) for enum, names in by_enum.items() if len(names) > 1)


def test_whoever_tells_members_apart_names_all_of_them() -> None:
    """Asking for one member is a question; asking for two of the same enum is a choice, and a choice is a match that mypy checks."""
    assert list(choices()) == []


def conditions_of(node: ast.If) -> Iterator[ast.expr]:
    """The conditions of an if and of its elifs."""
    yield node.test
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        yield from conditions_of(node.orelse[0])


# -- words -------------------------------------------------------------------------------------------------------------


def tables() -> Iterator[tuple[str, str, set[str]]]:
    """Every dict whose keys are members of an enum: where it stands, the enum and the keys."""
    for path, tree in modules():
        for node in ast.walk(tree):
            value, targets = (node.value, node.targets) if isinstance(node, ast.Assign) else (None, [])
            keys = [member(key) for key in value.keys] if isinstance(value, ast.Dict) else []
            if keys and None not in keys:
                named = [both for both in keys if both]
                yield f"{path} {ast.unparse(targets[0])}", named[0][0], {name for _, name in named}


TABLES = {place: (enum, names) for place, enum, names in tables()}


def test_tables_are_found() -> None:
    assert {"views/words.py _PHASES", "views/sizes.py _SHORT"} <= TABLES.keys()
    assert len(TABLES) > 6


@pytest.mark.parametrize("place", TABLES)
def test_a_table_of_words_has_every_member(place: str) -> None:
    enum, names = TABLES[place]
    assert names == ENUMS[enum]


def test_dicts_by_member_stand_where_they_are_seen() -> None:
    """Assigned to a name of their own, so that the test above finds them."""
    keyed = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict) and any(member(key) for key in node.keys)
    ]
    assert len(keyed) == len(TABLES), keyed
