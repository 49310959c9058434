"""The Makefile, .ci and the hooks of pre-commit work in a folder with a blank and an umlaut.

Every line of the Makefile is run; heavy programs are stand-ins that record how they are called.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import conftest
from checkout import ROOT, copy_to

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
RUNS = re.findall(r"^RUNS = (.+)$", MAKEFILE, re.MULTILINE)[0].split()
TARGETS = re.findall(
    r"^\.PHONY: (.+)$", MAKEFILE.replace("$(addprefix tests-,$(RUNS))", " ".join(f"tests-{run}" for run in RUNS)), re.MULTILINE
)[0].split()
BLANKS = ("Prüf buch", "eigene Werkzeuge", "zwischen lager")
"""names of the checkout, of the folder of Python and of the one for temporary files"""

RECORDER = """#!/bin/sh
printf '%s\\0' "$0" "$PWD" "$COVERAGE_FILE" "$@" "$(printf '\\036')" >>"$CALLS"
for last; do :; done
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$last/bin"
  for name in python zizmor cyclonedx-py pip-audit; do cp "$0" "$last/bin/$name"; done
fi
before=
for word; do
  if [ "$before" = --site-dir ]; then mkdir -p "$word"; fi
  before=$word
done
"""
"""stands in for Python and its tools: writes down how it is called; makes environments that hold nothing but itself, and empty sites"""


class Checkout:
    """A copy of the project in which nothing is called but stand-ins."""

    def __init__(self, folder: Path) -> None:
        name, tools, temporary = BLANKS
        self.root, self.tools, self.temporary = copy_to(folder / name), folder / tools, folder / temporary
        self.tools.mkdir()
        self.temporary.mkdir()
        for program in ("python3", "chromium"):
            (self.tools / program).write_text(RECORDER, "utf-8")
            (self.tools / program).chmod(0o755)

    def run(self, *command: str, cwd: Path | None = None) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
        """How a command ends, and how it called the stand-ins: program, folder, file of coverage, words."""
        calls = self.temporary / "calls"
        calls.write_bytes(b"")
        env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "COVERAGE"))}
        env |= {"PATH": f"{self.tools}:{env['PATH']}", "CALLS": str(calls), "TMPDIR": str(self.temporary)}
        done = subprocess.run(
            command, cwd=cwd or self.root, env=env, capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done, [record.split("\0")[:-1] for record in calls.read_text("utf-8").split("\036\0")[:-1]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return Checkout(tmp_path_factory.mktemp("checkout"))


def cut(words: list[str]) -> list[str]:
    """Words that were cut in two at the blank of a folder's name."""
    ends = [end for name in BLANKS for end in (f"/{name.partition(' ')[0]}", f"{name.partition(' ')[2]}/")]
    return [word for word in words if word.endswith(tuple(ends[::2])) or word.startswith(tuple(ends[1::2]))]


def test_all_targets_are_tried() -> None:
    assert {*TARGETS} == {*re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE), *(f"tests-{run}" for run in (*RUNS, "alone"))} - {
        "export"
    }


def test_every_test_belongs_to_a_run(pytestconfig: pytest.Config) -> None:
    marks = {mark.partition(":")[0] for mark in pytestconfig.getini("markers") if re.match("[a-z]+: ", mark)}
    assert {*RUNS, "alone"} == {*conftest.RUNS, "browser"} == marks & {*RUNS, "alone", "browser"}
    assert all((ROOT / "tests" / f"test_{name}.py").is_file() for names in conftest.RUNS.values() for name in names)


@pytest.mark.parametrize("target", sorted(TARGETS, key="clean".__eq__))
@pytest.mark.parametrize("python", ["python3", f"{BLANKS[1]}/python3"])
def test_a_target_works_in_a_folder_with_a_blank(checkout: Checkout, target: str, python: str) -> None:
    interpreter = str(checkout.tools.parent / python) if "/" in python else python
    done, calls = checkout.run("make", "--always-make", target, f"PYTHON={interpreter}", f"OTHER={interpreter}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert calls or target == "clean"
    for program, folder, coverage, *words in calls:
        assert folder == str(checkout.root)
        assert Path(coverage or checkout.root).parent in (checkout.root, checkout.root.parent), coverage
        assert cut([program, coverage, *words]) == []


def test_clean_leaves_what_git_tracks(checkout: Checkout) -> None:
    before = sorted(checkout.root.rglob("*"))
    assert checkout.run("make", "test", "fuzz", "dist")[0].returncode == 0
    assert sorted(checkout.root.rglob("*")) != before
    assert checkout.run("make", "clean")[0].returncode == 0
    assert sorted(checkout.root.rglob("*")) == before


def test_ci_calls_make_from_any_folder(checkout: Checkout) -> None:
    done, calls = checkout.run(str(checkout.root / ".ci" / "run"), cwd=checkout.temporary)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {folder for _, folder, *_ in calls} == {str(checkout.root)}
    assert any(words[:2] == ["-m", "pytest"] for _, _, _, *words in calls)


@pytest.fixture
def careless(checkout: Checkout) -> Iterator[None]:
    """The Makefile as it was when it could not do without quotation marks."""
    makefile = checkout.root / "Makefile"
    text = makefile.read_text("utf-8")
    makefile.write_text(
        text.replace('COVERAGE_FILE="$$PWD/', "COVERAGE_FILE=$(CURDIR)/").replace('"$(PYTHON)"', "$(PYTHON)"), "utf-8"
    )
    yield
    makefile.write_text(text, "utf-8")


@pytest.mark.usefixtures("careless")
def test_a_line_without_quotation_marks_is_noticed(checkout: Checkout) -> None:
    assert checkout.run("make", "checks")[0].returncode != 0
    assert checkout.run("make", "--always-make", "install", f"PYTHON={checkout.tools / 'python3'}")[0].returncode != 0


# -- with the real programs ------------------------------------------------------------------------------------------

HOOKS = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
}
FAULTS = {
    "ruff-check": {"hooks/pruefbuch/fault.py": '"""Nothing."""\n\nimport os\n'},
    "ruff-format": {"hooks/pruefbuch/fault.py": "x=1\n"},
    "mypy": {"hooks/pruefbuch/fault.py": 'x: int = "one"\n'},
    "zizmor": {".github/workflows/fault.yml": "on: pull_request_target\npermissions: write-all\njobs: {}\n"},
    "validate": {"assessments/fault/municipality.yml": "name: 7\n"},
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with this environment; types are those that mypy has already seen here."""
    root = copy_to(tmp_path_factory.mktemp("real") / BLANKS[0])
    (root / ".venv").symlink_to(ROOT / ".venv")
    (ROOT / ".mypy_cache").mkdir(exist_ok=True)
    (root / ".mypy_cache").symlink_to(ROOT / ".mypy_cache")
    return root


def call(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """How a command ends."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, encoding="utf-8", check=False)


def test_a_site_is_built(real: Path) -> None:
    done = call(real, "make", "build", "--old-file=.venv/installed")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (real / "site" / "ergebnisse" / "index.html").is_file()


def test_pre_commit_runs_what_make_test_runs() -> None:
    recipe = MAKEFILE.replace("$(PY)", ".venv/bin/python").replace("$(VENV)", ".venv")
    assert HOOKS.keys() == FAULTS.keys()
    for name, hook in HOOKS.items():
        assert f"\n\t{hook['entry']}\n" in recipe, name
        assert hook["language"] == "system" and not hook["pass_filenames"], name


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_passes_what_is_sound_and_stops_a_fault(real: Path, name: str) -> None:
    command = shlex.split(HOOKS[name]["entry"])
    done = call(real, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    for path, text in FAULTS[name].items():
        (real / path).parent.mkdir(exist_ok=True)
        (real / path).write_text(text, "utf-8")
    done = call(real, *command)
    for path in FAULTS[name]:
        (real / path).unlink()
    assert done.returncode not in (0, 127), done.stdout + done.stderr
