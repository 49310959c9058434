"""`pruefbuch publish` and `mkdocs build` with the real engine: what is published is whole and sound, or it is the old site."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from mkdocs.exceptions import Abort

from plots import SHEET
from pruefbuch import release
from pruefbuch.build import output
from pruefbuch.cli import publish
from pruefbuch.cli.console import Console
from pruefbuch.engine import command, hooks
from pruefbuch.release import manifest
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
    (target / "suche").mkdir()
    for name in ("urlaub.jpg", "sitemap.xml", "manifest.json"):
        (target / name).write_bytes(b"x")
    done = build(root, target)
    assert done.returncode == 1 and "enthält etwas anderes" in done.stdout
    assert sorted(entry.name for entry in target.iterdir()) == ["manifest.json", "sitemap.xml", "suche", "urlaub.jpg"]


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
@pytest.mark.parametrize(("share", "alone"), [(0.25, False), (0.5, True), (0.75, True), (0.9, False)])
def test_a_killed_run_leaves_the_old_site_and_the_next_one_succeeds(old: Published, share: float, alone: bool) -> None:
    """Killed after a share of the time that a whole run takes: with its engine, or alone; then the engine ends by itself."""
    root, target, seconds = old
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "pruefbuch", "publish", str(target)]
    with subprocess.Popen(command, cwd=root, env=env, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        time.sleep(share * seconds)
        (os.kill if alone else os.killpg)(running.pid, signal.SIGKILL)
    assert whole(target)
    assert published(root, target).returncode == 0
    assert whole(target)
    assert not [*target.parent.glob(".site.publish*")]


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


def test_rights_that_web_servers_need(old: Published) -> None:
    """Also where the operator writes files for nobody else, and where a folder for the cache cannot be written."""
    root, target, _ = old
    shutil.rmtree(root / ".cache", ignore_errors=True)
    (root / ".cache").write_text("kein Ordner")
    target.chmod(0o700)
    mask = os.umask(0o077)
    try:
        done = published(root, target)
        built = build(root, target.with_name("anders"))
    finally:
        os.umask(mask)
    assert done.returncode == 0, done.stderr
    assert (
        "Hinweis: Aus welchem Commit die Seite entstand, ist unbekannt (der Ordner liegt in keinem Git-Repository)"
        in done.stderr
    )
    assert "dürfen nicht alle lesen; ein Webserver mit eigenem Konto braucht: chmod o+rx" in done.stderr
    assert built.returncode == 0
    assert "Der Stand dieses Baus ließ sich nicht merken" in built.stdout + built.stderr
    places = [*target.rglob("*"), target.with_name("anders"), *target.with_name("anders").rglob("*")]
    assert {(place.is_dir(), place.stat().st_mode & 0o777) for place in places} == {(True, 0o755), (False, 0o644)}


def test_addresses_that_are_gone_are_named() -> None:
    lines = list[str]()
    console = Console(lines.append, lines.append, input, colour=False, live=False, today=date(2026, 12, 1))
    source = manifest.SourceState("c0ffee", False, 0, {})
    pages = [f"ergebnisse/musterort/v-{number:02}/index.html" for number in range(12)]
    publish.tell(Path("/"), source, ["kommunen/musterort/archiv/1/index.html"], console)
    assert lines == []
    publish.tell(Path("/"), source, pages[:1], console)
    publish.tell(Path("/"), source, pages, console)
    start = "Hinweis: Diese Adressen der letzten Veröffentlichung führen ins Leere: „ergebnisse/musterort/v-00/“"
    assert (
        lines[0]
        == f"{start}. Wurde eine Prüfung oder Seite umbenannt, nennt ihre Datei den alten Namen: former_names: [alter-name]."
    )
    assert lines[1].startswith(f"{start}, „") and "„ergebnisse/musterort/v-09/“ und 2 weitere." in lines[1]


# -- the engine and whoever started it -------------------------------------------------------------------------------


@pytest.mark.parametrize("able", [True, False])
def test_the_engine_ends_with_its_publisher(monkeypatch: pytest.MonkeyPatch, able: bool) -> None:
    asked = []

    class Library:
        def __init__(self, _: None) -> None:
            if not able:
                raise OSError

        def prctl(self, *arguments: int) -> None:
            asked.append(arguments)

    monkeypatch.setattr(ctypes, "CDLL", Library)
    command.end_with_publisher()
    monkeypatch.setenv(command.PUBLISHER, str(os.getppid()))
    command.end_with_publisher()
    assert asked == [(1, signal.SIGKILL)] * able
    monkeypatch.setenv(command.PUBLISHER, "1" + str(os.getppid()))
    with pytest.raises(SystemExit, match="nicht mehr da"):
        command.end_with_publisher()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "no", "/srv/site"), "„/srv/site“: dazu fehlen die Rechte"),
        (OSError(errno.ENOSPC, "no"), "der Datenträger ist voll"),
        (OSError(errno.EIO, "Input/output error", 7), "das System meldet: Input/output error"),
        (ChildProcessError(errno.ENOMEM, "a worker has died"), "der Arbeitsspeicher reicht nicht"),
        (output.Refused("so nicht"), "so nicht"),
        (RecursionError(), "zu tief verschachtelt"),
    ],
)
def test_what_stops_a_build_is_one_sentence(monkeypatch: pytest.MonkeyPatch, error: Exception, words: str) -> None:
    monkeypatch.setattr(hooks, "state", hooks.State())
    with pytest.raises(Abort, match=words):
        hooks.on_build_error(error)
    hooks.on_build_error(ValueError("a bug of ours"))


def test_nothing_is_published_without_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """However the settings came about that the engine has read."""
    settings = SimpleNamespace(
        config_file_path=str(tmp_path / "mkdocs.yml"),
        theme=SimpleNamespace(custom_dir=None),
        site_dir=str(tmp_path / "s"),
        site_url="",
    )
    monkeypatch.setenv(command.PUBLISHER, "1")
    with pytest.raises(Abort, match="„site_url“ fehlt; erlaubt: die ganze Adresse"):
        hooks.on_config(settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("ftp://stadt.de/", "beginnt nicht mit https:// oder http://"),
        ("https://stadt.de/?a=1", "hat etwas hinter „?“ oder „#“"),
        ("https://stadt.de/#a", "hat etwas hinter „?“ oder „#“"),
        ("https://amt:geheim@stadt.de/", "enthält Zugangsdaten"),
        ("http://localhost:8000/", "führt nur auf den eigenen Rechner"),
        ("http://127.0.0.1/", "führt nur auf den eigenen Rechner"),
    ],
)
def test_an_address_is_one_that_others_can_open(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, fault: str
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text(f"a: b\nsite_url: {address}\n", "utf-8")
    settings = SimpleNamespace(config_file_path=str(file), site_dir=str(tmp_path / "s"), site_url=address)
    monkeypatch.setenv(command.PUBLISHER, "1")
    with pytest.raises(Abort, match=f"^mkdocs.yml:2:11: Fehler: „site_url“ {re.escape(fault)}"):
        hooks.on_config(settings)  # type: ignore[arg-type]


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


def test_targets_that_are_no_folders(here: Path, tmp_path: Path) -> None:
    """None of them ends in a traceback."""
    (tmp_path / "kreis").symlink_to("kreis")
    (tmp_path / "datei").write_text("x")
    for target, words in (
        ("/", "ist die Wurzel des Dateisystems"),
        ("/tmp/..", "ist die Wurzel des Dateisystems"),
        (tmp_path / "kreis", "ein symbolischer Link führt dort im Kreis"),
        (tmp_path / "kreis" / "site", "ein symbolischer Link führt dort im Kreis"),
        (tmp_path / "kreis" / "..", "enthält etwas anderes"),
        (tmp_path / ("x" * 300), "der Name ist zu lang"),
        (tmp_path / "/".join("a" * 1500), "der Name ist zu lang"),
        (tmp_path / "datei", "ist eine Datei"),
        (tmp_path / "datei" / "site", "ist eine Datei"),
        ("..", "enthält etwas anderes"),
        ("", "enthält etwas anderes"),
    ):
        code, _, told = call("publish", str(target))
        assert code == 2 and words in told, (target, told)
    assert here.joinpath("content").is_dir()


def test_without_an_engine(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ENGINES", ("keine-maschine",))
    code, _, told = call("publish", str(tmp_path / "site"))
    assert code == 2 and "MkDocs ist nicht installiert" in told


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "der Datenträger ist voll"),
        (errno.EROFS, "lässt sich nur lesen"),
        (errno.EACCES, "fehlen die Rechte"),
        (errno.EAGAIN, "keine weiteren Prozesse"),
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
