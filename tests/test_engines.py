"""The site does not hang on MkDocs: ProperDocs builds the same pages, and the core needs no engine. Each in an environment of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from checkout import tracked
from pruefbuch.build import output
from pruefbuch.engine import command
from test_cli import call
from test_publish import town
from test_site import ROOT

ENGINES = ("mkdocs", "material", "properdocs", "watchdog")


def environment(name: str) -> Path:
    """The Python of an environment; `make checks` has made it, and where it is up to date this does nothing."""
    python = f"PYTHON={Path(sys.base_prefix, 'bin', 'python3')}"
    subprocess.run(["make", "--silent", python, f".venv-{name}/installed"], cwd=ROOT, check=True)
    return ROOT / f".venv-{name}" / "bin" / "python"


def run(python: Path | str, *words: str, path: Path | str = "", cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What a Python says."""
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(path), "SOURCE_DATE_EPOCH": "0"}
    return subprocess.run([python, *words], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False)


# -- another engine --------------------------------------------------------------------------------------------------


def test_properdocs_builds_the_same_site(tmp_path: Path) -> None:
    sites = {}
    for engine, python in (("mkdocs", Path(sys.executable)), ("properdocs", environment("properdocs"))):
        done = run(python, "-m", engine, "build", "--strict", "-f", str(ROOT / "mkdocs.yml"), "-d", str(tmp_path / engine))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "empty output" not in done.stdout + done.stderr
        sites[engine] = {path: page(tmp_path / engine / path) for path in output.files(tmp_path / engine)}
    assert sites["mkdocs"].keys() == sites["properdocs"].keys()
    assert [path for path, data in sites["mkdocs"].items() if sites["properdocs"][path] != data] == []


def test_properdocs_publishes(tmp_path: Path) -> None:
    root = town(tmp_path / "root")
    done = run(environment("properdocs"), "-m", "pruefbuch", "publish", str(tmp_path / "site"), path=ROOT / "hooks", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "properdocs" in json.loads((tmp_path / "site" / "manifest.json").read_text("utf-8"))["made_with"]


def test_properdocs_builds_where_both_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def refuse(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 1, b"", b"")

    monkeypatch.chdir(town(tmp_path / "root"))
    monkeypatch.setattr(command, "find_spec", lambda _name: True)
    monkeypatch.setattr(subprocess, "run", refuse)
    assert call("publish", str(tmp_path / "site"))[0] == 1
    assert commands[-1][1:4] == ["-m", "properdocs", "build"]


def page(file: Path) -> bytes:
    """A file without the one line that names the engine."""
    return re.sub(rb'<meta name="generator" content="[^"]*">', b"", file.read_bytes())


# -- no engine -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it is released, unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(packed(ROOT, folder)["wheel"]) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def test_the_core_needs_no_engine(wheel: Path) -> None:
    python = environment("core")
    found = f"import importlib.util as u; print([name for name in {ENGINES} if u.find_spec(name)])"
    assert run(python, "-c", found).stdout == "[]\n"
    done = run(python, "-m", "pruefbuch", "validate", path=wheel)
    assert done.returncode == 0 and " Fehler" not in done.stdout, done.stdout + done.stderr
    done = run(python, "-m", "pruefbuch", "score", "assessments/musterlingen/buerger-app-2026-09.yml", path=wheel)
    assert done.returncode == 0 and "beantwortet:" in done.stdout, done.stdout + done.stderr


IMPORT_ALL = """
import importlib, pkgutil, pruefbuch
for module in pkgutil.walk_packages(pruefbuch.__path__, "pruefbuch."):
    if not module.name.startswith(("pruefbuch.engine.", "pruefbuch.door", "pruefbuch.theme", "pruefbuch.__main__")):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_every_room_but_the_engine_can_be_imported_without_one(wheel: Path) -> None:
    done = run(environment("core"), "-c", IMPORT_ALL, path=wheel)
    assert done.returncode == 0, done.stderr
    assert {"pruefbuch.render.pages", "pruefbuch.build.builder", "pruefbuch.release"} <= set(done.stdout.split())


def test_publishing_without_an_engine_says_what_is_missing(wheel: Path, tmp_path: Path) -> None:
    done = run(
        environment("core"), "-m", "pruefbuch", "publish", str(tmp_path / "site"), path=wheel, cwd=town(tmp_path / "root")
    )
    assert done.returncode == 2 and "MkDocs ist nicht installiert" in done.stderr
    assert not (tmp_path / "site").exists()


# -- what is released ------------------------------------------------------------------------------------------------


def packed(root: Path, target: Path) -> dict[str, Path]:
    """The wheel and the source archive of a folder."""
    done = run(sys.executable, "-m", "hatchling", "build", "-d", str(target), cwd=root)
    assert done.returncode == 0, done.stderr
    return {"wheel": next(target.glob("*.whl")), "sdist": next(target.glob("*.tar.gz"))}


def test_packages_of_two_copies_are_the_same_bytes(tmp_path: Path) -> None:
    sums = []
    for name, mode in (("one", 0o644), ("another place", 0o600)):
        for path in tracked():
            copy = tmp_path / name / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((ROOT / path).read_bytes())
            copy.chmod(mode)
            os.utime(copy, (mode, mode))
        sums.append(
            {
                kind: sha256(file.read_bytes()).hexdigest()
                for kind, file in packed(tmp_path / name, tmp_path / f"{name}.dist").items()
            }
        )
    assert sums[0] == sums[1]
