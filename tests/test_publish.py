"""`pruefbuch publish` and `mkdocs build` with the real engine: what is published is whole and sound, or it is the old site."""

from __future__ import annotations

import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from plots import SHEET
from pruefbuch import release
from pruefbuch.build import output
from pruefbuch.engine import command
from test_cli import call
from test_release import whole
from test_site import ROOT, build, fill_in, plot

SOUND = {"assessments/musterort/a.yml": SHEET}

SETTINGS = re.sub(r"example\.org", "musterort.test", (ROOT / "mkdocs.yml").read_text("utf-8"))
"""as an operator has filled them in"""


def town(root: Path) -> Path:
    """A small book that may be published."""
    fill_in(plot(root, SOUND))
    return root


def published(root: Path, target: Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """The command as an operator calls it; `limit` is the size in bytes that no file may exceed."""

    def restrict() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "pruefbuch", "publish", str(target)]
    return subprocess.run(
        command, cwd=root, env=env, capture_output=True, text=True, check=False, preexec_fn=restrict if limit else None
    )


class Published(NamedTuple):
    """A book, the site that was published of it, and how long that took."""

    root: Path
    target: Path
    seconds: float


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A site that is published for the first time, for all tests that begin with one."""
    folder = tmp_path_factory.mktemp("first")
    root, target = town(folder / "root"), folder / "www" / "site"
    start = time.perf_counter()
    done = published(root, target)
    assert done.returncode == 0, done.stderr
    return Published(root, target, time.perf_counter() - start)


@pytest.fixture
def old(first: Published, tmp_path: Path) -> Published:
    """A copy of it."""
    root, target = tmp_path / "root", tmp_path / "www" / "site"
    shutil.copytree(first.root, root, symlinks=True)
    shutil.copytree(first.target, target)
    return Published(root, target, first.seconds)


def test_the_same_commit_is_published_as_the_same_bytes(old: Published) -> None:
    root, target, _ = old
    first = {path: (target / path).read_bytes() for path in output.files(target)}
    assert whole(target)
    done = published(root, target)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(rf"{target}: \d+ Dateien veröffentlicht, Prüfsummen in manifest.json\n", done.stdout)
    assert {path: (target / path).read_bytes() for path in output.files(target)} == first
    assert [entry.name for entry in sorted(target.parent.iterdir())] == [".site.lock", "site"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"assessments/musterort/a.yml": SHEET.replace("hemmend", "schlimm")}, "Mit Fehlern wird nichts veröffentlicht"),
        ({"assessments/musterort/a.yml": SHEET.replace("2026-03", "2035-03")}, "das Datum 2035-03, nach heute ("),
        ({"content/index.md": "# Start\n\n[weg](weg.md)\n"}, "1 Warnungen: nichts wird veröffentlicht"),
        ({"mkdocs.yml": SETTINGS.replace("Gemacht mit", "<a href=\"weg/\">weg</a> Gemacht mit")}, "Der Link auf „weg/index.html“"),
    ],
)  # fmt: skip
def test_what_is_not_sound_is_not_published(old: Published, change: dict[str, str], reason: str) -> None:
    root, target, _ = old
    before = {path: (target / path).read_bytes() for path in output.files(target)}
    for path, text in change.items():
        (root / path).write_text(text, "utf-8")
    done = published(root, target)
    assert done.returncode == 1
    assert reason in done.stdout + done.stderr and "die bisherige Seite steht unverändert" in done.stderr
    assert {path: (target / path).read_bytes() for path in output.files(target)} == before


def test_a_build_clears_nothing_but_sites(tmp_path: Path) -> None:
    root, target = town(tmp_path / "root"), tmp_path / "bilder"
    target.mkdir()
    (target / "urlaub.jpg").write_bytes(b"x")
    done = build(root, target)
    assert done.returncode == 1 and "enthält etwas anderes" in done.stdout
    assert [entry.name for entry in target.iterdir()] == ["urlaub.jpg"]


def test_warnings_stop_a_build_that_is_to_be_quiet(tmp_path: Path) -> None:
    """With --quiet MkDocs itself would publish (its issue 4126)."""
    root, target = plot(tmp_path, SOUND), tmp_path / "site"
    assert build(root, target).returncode == 0
    before = {path: (target / path).read_bytes() for path in output.files(target)}
    (root / "content/index.md").write_text("# Start\n\n[weg](weg.md)\n", "utf-8")
    done = build(root, target, "--quiet")
    assert done.returncode == 1
    assert "weg.md" in done.stderr
    assert {path: (target / path).read_bytes() for path in output.files(target)} == before


@pytest.mark.usefixtures("unwatched")
def test_a_full_disk_leaves_the_old_site(old: Published) -> None:
    root, target, _ = old
    done = published(root, target, limit=20_000)
    assert done.returncode in (1, 2)
    assert "die bisherige Seite steht unverändert" in done.stderr
    assert whole(target)


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("share", [0.25, 0.5, 0.75, 0.9])
def test_a_killed_run_leaves_the_old_site_and_the_next_one_succeeds(old: Published, share: float) -> None:
    """Killed after a share of the time that a whole run takes."""
    root, target, seconds = old
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "pruefbuch", "publish", str(target)]
    with subprocess.Popen(command, cwd=root, env=env, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        time.sleep(share * seconds)
        os.killpg(running.pid, signal.SIGKILL)
    assert whole(target)
    assert published(root, target).returncode == 0
    assert whole(target)
    assert not target.with_name(".site.publish").exists()


def test_builds_at_the_same_time_do_not_mix(tmp_path: Path) -> None:
    root, target = town(tmp_path / "root"), tmp_path / "site"
    assert build(root, tmp_path / "alone").returncode == 0
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(target)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    running = [subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outputs = [each.communicate()[0] for each in running]
    codes = [each.returncode for each in running]
    assert 0 in codes
    for code, printed in zip(codes, outputs, strict=True):
        assert code == 0 or "schreibt gerade ein anderer Bau" in printed
    same = [{path: (folder / path).read_bytes() for path in output.files(folder)} for folder in (target, tmp_path / "alone")]
    assert same[0] == same[1]


def test_placeholders_are_not_published(tmp_path: Path) -> None:
    root, target = plot(tmp_path / "root", SOUND), tmp_path / "site"
    (root / "content/rechtliches/lizenz.md").unlink()
    done = published(root, target)
    assert done.returncode == 1
    for words in (
        "operator.yml:3:7: Fehler: „‹Name der Kommune oder des Trägers›“ ist ein Platzhalter",
        "mkdocs.yml:4:29: Fehler: „example.org“ ist ein Platzhalter",
        "content/rechtliches/lizenz.md:1:1: Fehler: die Datei fehlt",
    ):
        assert words in done.stderr
    assert not target.exists()


# -- calls that cannot be carried out --------------------------------------------------------------------------------


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = town(tmp_path / "root")
    monkeypatch.chdir(root)
    return root


def test_a_target_in_use_and_a_foreign_one(here: Path, tmp_path: Path) -> None:
    with output.lock(tmp_path / "site"):
        code, _, told = call("publish", str(tmp_path / "site"))
    assert code == 2 and "schreibt gerade ein anderer Bau" in told
    code, _, told = call("publish", str(here / "content"))
    assert code == 2 and "enthält etwas anderes als eine Seite von Prüfbuch" in told
    assert (here / "content" / "index.md").exists()


def test_without_an_engine(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ENGINES", ("keine-maschine",))
    code, _, told = call("publish", str(tmp_path / "site"))
    assert code == 2 and "MkDocs ist nicht installiert" in told


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "der Datenträger ist voll"),
        (errno.EROFS, "lässt sich nur lesen"),
        (errno.EACCES, "darf nicht geschrieben werden"),
        (errno.EDQUOT, "Speicherplatz ist verbraucht"),
        (errno.ENOSYS, "ln -s"),
        (errno.EIO, "das System meldet"),
    ],
)
def test_what_the_system_refuses(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number), "x")

    monkeypatch.setattr(release, "publish", refuse)
    code, _, told = call("publish", str(tmp_path / "site"))
    assert code == 2 and words in told and told.endswith("Die bisherige Seite steht unverändert.")
