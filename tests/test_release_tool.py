"""`tools/release.py`: the heading, the tag and the files of a release, or nothing at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from own_site import VERSION
from test_cli import ROOT

CHANGELOG = "# Änderungen\n\n## Unveröffentlicht\n\n### Neu\n\n- Etwas.\n\n## 0.0.1 – 2026-01-01\n\n- Alt.\n"
MAKEFILE = "dist:\n\tmkdir -p dist\n\tprintf wheel > dist/pruefbuch.whl\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A committed project of which `make dist` makes a file."""
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG, "utf-8")
    (tmp_path / "Makefile").write_text(MAKEFILE, "utf-8")
    (tmp_path / ".gitignore").write_text("dist/\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def git(root: Path, *words: str) -> str:
    person = ["-c", "user.name=Test", "-c", "user.email=test@musterau.test"]
    return subprocess.run(["git", *person, *words], cwd=root, capture_output=True, encoding="utf-8", check=True).stdout


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")


def release(root: Path) -> tuple[int, str]:
    identity = {f"GIT_{who}_{what}": "test@musterau.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    command = [sys.executable, str(ROOT / "tools/release.py"), "2026-12-01"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # of the make that runs the tests
    done = subprocess.run(command, cwd=root, env={**kept, **identity}, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stderr


def test_a_release_is_a_heading_a_tag_and_files(project: Path) -> None:
    assert release(project) == (0, "")
    changelog = (project / "CHANGELOG.md").read_text("utf-8")
    assert changelog.startswith(f"# Änderungen\n\n## Unveröffentlicht\n\n## {VERSION} – 2026-12-01\n\n### Neu\n\n- Etwas.\n")
    assert git(project, "status", "--porcelain") == ""
    assert git(project, "log", "--format=%s", "-2") == f"Version {VERSION}\nx\n"
    assert git(project, "rev-parse", f"v{VERSION}^{{commit}}") == git(project, "rev-parse", "HEAD")
    notes = f"# Prüfbuch {VERSION}\n\n### Neu\n\n- Etwas.\n"
    assert (project / "dist/NOTES.md").read_text("utf-8") == notes
    assert git(project, "tag", "-l", "--format=%(contents)", f"v{VERSION}").strip() == notes.strip()
    packages = (project / "dist/requirements.txt").read_text("utf-8")
    assert f"pruefbuch=={VERSION} \\\n    --hash=sha256:{sha256(b'wheel').hexdigest()}\n" in packages


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("CHANGELOG.md", "### Neu\n\n- Etwas.\n", "", "in CHANGELOG.md steht nichts unter „Unveröffentlicht“"),
        ("CHANGELOG.md", "## Unveröffentlicht\n", "", "in CHANGELOG.md fehlt die Überschrift „## Unveröffentlicht“"),
        ("pyproject.toml", f'"{VERSION}"', '"1.0"', "„version“ in pyproject.toml ist „1.0“; erlaubt: drei Zahlen wie 0.2.0"),
        ("Makefile", "printf wheel", "false", "das Paket ließ sich nicht bauen"),
    ],
)
def test_what_is_no_release_changes_nothing(file: str, old: str, new: str, sentence: str, project: Path) -> None:
    (project / file).write_text((project / file).read_text("utf-8").replace(old, new, 1), "utf-8")
    commit(project)
    before = git(project, "rev-parse", "HEAD")
    code, told = release(project)
    assert code == 2 and sentence in told
    assert (git(project, "rev-parse", "HEAD"), git(project, "tag"), git(project, "status", "--porcelain")) == (before, "", "")


def test_what_is_not_committed_or_released_already_is_refused(project: Path) -> None:
    (project / "neu.txt").write_text("", "utf-8")
    assert "hier liegt Ungespeichertes" in release(project)[1]
    commit(project)
    assert release(project)[0] == 0
    text = (project / "CHANGELOG.md").read_text("utf-8")
    (project / "CHANGELOG.md").write_text(re.sub("## Unveröffentlicht\n", "## Unveröffentlicht\n\n- Mehr.\n", text), "utf-8")
    commit(project)
    assert f"v{VERSION} gibt es schon" in release(project)[1]
