"""A town's first day, from the wheel: nothing of this repository is at hand but the file that pip is given."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest

from checkout import copy_to
from own_site import NEWER, VERSION, fill_in, words
from test_cli import ROOT
from test_engines import packed


class Machine:
    """A folder with wheels, and what is run there, without the paths and settings of the machine that tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.wheels.mkdir()

    def pip(self, environment: Path, *said: str) -> None:
        """Install into an environment; pip itself is not in it, as in the Makefile."""
        python = str(Path(sys.base_prefix, "bin", "python3"))
        if not environment.is_dir():
            self.run(python, "-m", "venv", "--without-pip", str(environment))
        pip = [python, "-m", "pip", "--python", str(environment / "bin/python"), "--disable-pip-version-check", "install", "-q"]
        self.run(*pip, "--find-links", str(self.wheels), *said)

    def run(self, *said: str, cwd: Path | None = None, code: int = 0) -> str:
        """What a command says, which ends with that code."""
        done = subprocess.run(
            said,
            cwd=cwd or self.folder,
            env=self.environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == code, f"{said}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COVERAGE", "VIRTUAL_ENV"))}
        return {**kept, "PYTHONUTF8": "1", "NO_COLOR": "1", "HOME": str(self.folder)}


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    return Machine(tmp_path_factory.mktemp("ein Rechner"))


def wheel(machine: Machine, source: Path) -> Path:
    folder = machine.folder / f"gebaut-{source.name}"
    return Path(shutil.copy(packed(source, folder)["wheel"], machine.wheels))


def test_a_towns_first_day(machine: Machine, tmp_path: Path) -> None:
    """Wheel, init, packages with checksums, validate, serve, build, publish, then a newer version."""
    begin = machine.folder / "einrichten"
    machine.pip(begin, "--no-deps", "--require-hashes", "-r", str(ROOT / "requirements.txt"))
    machine.pip(begin, "--no-deps", str(wheel(machine, ROOT)))
    site = machine.folder / "Prüfbuch Musterau"
    said = machine.run(str(begin / "bin/pruefbuch"), *words(site))
    assert "angelegt: 14 Dateien, dazu 1 Katalog mit Prüfsummen" in said

    # The command of its README: pip refuses whatever has another checksum than the list.
    listed = (site / "requirements.txt").read_text("utf-8")
    assert re.search(rf"^pruefbuch=={re.escape(VERSION)} \\\n    --hash=sha256:[0-9a-f]{{64}}$", listed, re.MULTILINE)
    machine.pip(site / ".venv", "-r", str(site / "requirements.txt"))
    command = str(site / ".venv/bin/pruefbuch")
    assert machine.run(command, "--version") == f"pruefbuch {VERSION}\n"
    assert "0 Fehler" in machine.run(command, "validate", cwd=site) or "1 Hinweis" in machine.run(command, "validate", cwd=site)
    assert "Neu im Prüfbuch" in shown(machine, command, site)
    machine.run(command, "build", cwd=site)
    built = (site / "site/index.html").read_bytes()
    machine.run(str(site / ".venv/bin/mkdocs"), "build", "-q", "-d", "zweite", cwd=site)
    assert (site / "zweite/index.html").read_bytes() == built

    # Published only when filled in; what stands stays where something is wrong.
    public = machine.folder / "public"
    assert "ist ein Platzhalter" in machine.run(command, "publish", str(public), cwd=site, code=1)
    fill_in(site)
    assert "Dateien veröffentlicht" in machine.run(command, "publish", str(public), cwd=site)
    (site / "assessments/musterau/radweg.yml").write_text("catalogue: klimacheck@2026\n", "utf-8")
    before = (public / "manifest.json").read_bytes()
    machine.run(command, "publish", str(public), cwd=site, code=1)
    assert (public / "manifest.json").read_bytes() == before
    (site / "assessments/musterau/radweg.yml").unlink()

    # A newer version with another recipe.
    newer = copy_to(tmp_path / "newer")
    project = newer / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace(f'version = "{VERSION}"', f'version = "{NEWER}"', 1), "utf-8")
    recipe = newer / "hooks/pruefbuch/blanks/github.txt"
    recipe.write_text("# Neues Rezept\n" + recipe.read_text("utf-8"), "utf-8")
    machine.pip(site / ".venv", "--no-deps", str(wheel(machine, newer)))
    assert f"eingerichtet ist {NEWER}" in machine.run(command, "update", "--check", cwd=site, code=1)
    assert ".github/workflows/pruefbuch.yml" in machine.run(command, "update", cwd=site)
    assert (site / ".github/workflows/pruefbuch.yml").read_text("utf-8").startswith("# Neues Rezept\n")
    machine.run(command, "update", "--check", cwd=site)
    assert "Dateien veröffentlicht" in machine.run(command, "publish", str(public), cwd=site)


def shown(machine: Machine, command: str, site: Path) -> str:
    """The start page as `pruefbuch serve` shows it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [command, "serve", "--port", str(port)],
        cwd=site,
        env=machine.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(300):
            try:
                with urlopen(f"http://127.0.0.1:{port}/") as answer:
                    return str(answer.read().decode())
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not answer")
    finally:
        os.killpg(server.pid, 15)
        server.wait()
