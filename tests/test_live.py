"""Looking at a book while writing: pages show the files as they are, errors stand above the last sound state."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from plots import BASE, PROBE, SHEET, TOWN, WRITTEN
from printed import COMPILED, SITE, TEMPLATES
from pruefbuch.build.output import files_below, states_of
from pruefbuch.engine.devserver import DevServer, guarded, observer
from pruefbuch.engine.session import Session
from test_builder import FILES, frame, write

ROOT = Path(__file__).parent.parent
PATH = "assessments/musterort/p-3.yml"
PAGE = "ergebnisse/musterort/p-3/index.html"


@pytest.fixture
def live(tmp_path: Path) -> DevServer:
    """A book of twelve results that is being shown."""
    write(tmp_path, FILES)
    found = DevServer(tmp_path, (TEMPLATES,))
    show(found)
    return found


def show(live: DevServer) -> None:
    """What the engine does when it has built its own pages."""
    session = Session.begin(live.root, (TEMPLATES,), SITE, live.root / "site", COMPILED)
    session.add_guide("index.md", "Start", "<h1>Start</h1>")
    (session.stage / "index.html").write_text("<body>Start</body>")
    session.show(frame, live)


def shown(live: DevServer, path: str) -> str:
    live.print(path)
    return (live.root / "site" / path).read_text("utf-8")


def change(live: DevServer, path: str, text: str) -> None:
    (live.root / path).write_text(text, "utf-8")


def test_pages_are_printed_when_they_are_asked_for(live: DevServer) -> None:
    assert (live.root / "site/index.html").is_file()
    assert not (live.root / "site" / PAGE).exists()
    assert "Vorhaben s-3" in shown(live, PAGE)
    assert "Vorhaben s-3" in shown(live, "ergebnisse/index.html")
    assert "p-3" in shown(live, "sitemap-1.xml")
    assert "Vorhaben s-3" in shown(live, "ergebnisse/daten/0.json")
    assert "Vorhaben s-3" in shown(live, "ergebnisse/feed.xml")
    assert "data-pb-compare" in shown(live, "vergleich/index.html")
    assert "Garten" in shown(live, "karte/index.html")
    assert "Garten" in shown(live, "karte/karte.geojson")
    assert "Garten" in shown(live, "karte/musterort/garten/index.html")
    live.print("gibt/es/nicht.html")


def test_a_change_is_seen_at_once(live: DevServer) -> None:
    shown(live, PAGE)
    change(live, PATH, FILES[PATH] + "unit: Bauamt\n")
    assert "Bauamt" in shown(live, PAGE)
    change(live, TOWN, BASE[TOWN].replace("name: Musterort", "name: Anderort"))
    assert "Anderort" in shown(live, PAGE)
    change(live, PROBE, BASE[PROBE].replace("Probekatalog", "Anderer Katalog"))
    assert "Anderer Katalog" in shown(live, PAGE)
    (live.root / PATH).unlink()
    assert "Vorhaben s-3" not in shown(live, "kommunen/musterort/index.html")


def test_what_has_not_changed_is_not_printed_again(live: DevServer) -> None:
    shown(live, PAGE)
    before = (live.root / "site" / PAGE).stat().st_mtime_ns
    change(live, "assessments/musterort/p-4.yml", FILES[PATH].replace("s-3", "s-4"))
    shown(live, PAGE)
    assert (live.root / "site" / PAGE).stat().st_mtime_ns == before


def test_an_error_leaves_the_last_sound_state(live: DevServer) -> None:
    shown(live, PAGE)
    change(live, PATH, "a: 1\n")
    assert "Vorhaben s-3" in shown(live, PAGE)
    live.print("ergebnisse/musterort/p-4/index.html")
    assert len(live.errors) > 1
    assert f"{PATH}:1:1: Fehler" in live.errors[0]
    assert b"&quot;" not in live.banner()
    change(live, PATH, FILES[PATH].replace("s-3", "s-33"))
    assert "Vorhaben s-33" in shown(live, PAGE)
    assert live.banner() == b""


def test_a_page_of_a_broken_file_that_nobody_has_seen_yet(live: DevServer) -> None:
    change(live, PATH, "a: 1\n")
    live.print(PAGE)
    assert not (live.root / "site" / PAGE).exists()


def test_errors_and_failures_stand_above_every_page(live: DevServer) -> None:
    def inner(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", "20")])
        return [b"<html><body id=x>", environ["PATH_INFO"].encode(), b"</body>"]

    said: list[Any] = []
    application = live.application(inner)

    def get(path: str) -> bytes:
        said.clear()
        return b"".join(application({"PATH_INFO": path}, lambda *what: said.extend(what)))

    assert get("/") == b"<html><body id=x>/</body>"
    live.failure = "<Vorlage> fehlt"
    assert b'<body id=x><div class="pb-errors" role="alert">' in get("/a/")
    assert "&lt;Vorlage&gt; fehlt" in get("/a/").decode()
    assert dict(said[1])["Content-Length"] == str(len(get("/a/")))
    assert b"pb-errors" not in get("/bild.png")


def test_below_a_folder_pages_and_data_are_printed_too(live: DevServer) -> None:
    asked: list[str] = []

    def inner(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        return []

    application = live.application(inner, "/amt/prüfbuch/")
    paths = ("ergebnisse/musterort/p-3/", "ergebnisse/feed.xml", "")
    for path in paths:
        application({"PATH_INFO": f"/amt/prüfbuch/{path}".encode().decode("latin-1")}, lambda *_: None)
        assert (live.root / "site" / (path if path.endswith("xml") else f"{path}index.html")).is_file()
    application({"PATH_INFO": "/ergebnisse/musterort/p-4/"}, lambda *_: None)
    assert not (live.root / "site/ergebnisse/musterort/p-4").exists()
    assert len(asked) == len(paths) + 1
    said: list[Any] = []
    for path in ("/\0", "/amt/pr\0/", "/daten.json\0"):
        assert "enthält ein Zeichen" in b"".join(application({"PATH_INFO": path}, lambda *what: said.append(what))).decode()
    assert {what[0] for what in said} == {"400 Bad Request"}


@pytest.mark.parametrize(
    ("host", "asked", "answered"),
    [
        ("127.0.0.1", "127.0.0.1:8000 localhost:8000 LOCALHOST:8000 [::1]:8000", True),
        ("127.0.0.1", "boese.example:8000 boese.example 127.0.0.1 127.0.0.1:8001 192.168.1.2:8000 localhost.:8000", False),
        (
            "127.0.0.1",
            "127.0.0.1.boese.example:8000 localhost.boese.example:8000 a@127.0.0.1:8000 [::1:8000 127.0.0.1:x",
            False,
        ),
        ("::1", "[::1]:8000 localhost:8000", True),
        ("localhost", "localhost:8000 127.0.0.1:8000", True),
        ("localhost", "rathaus:8000 10.0.0.1:8000", False),
        ("0.0.0.0", "10.0.0.1:8000 localhost:8000 [fe80::1]:8000", True),
        ("::", "10.0.0.1:8000 localhost:8000", True),
        ("0.0.0.0", "boese.example:8000", False),
        ("10.0.0.1", "10.0.0.1:8000", True),
        ("10.0.0.1", "10.0.0.2:8000 localhost:8000 rathaus:8000", False),
        ("Rathaus", "rathaus:8000 RATHAUS:8000", True),
        ("rathaus", "boese.example:8000 localhost:8000", False),
    ],
)
def test_the_server_answers_only_under_its_own_address(host: str, asked: str, answered: bool) -> None:
    said: list[Any] = []
    application = guarded(lambda environ, start: [b"Entwurf"], host, 8000)
    for name in asked.split():
        body = b"".join(application({"HTTP_HOST": name, "PATH_INFO": "/"}, lambda *what: said.append(what)))
        assert (body == b"Entwurf") == answered, name
    assert b"antwortet nur unter" in b"".join(application({"PATH_INFO": "/"}, lambda *what: said.append(what)))
    assert {what[0] for what in said} == {"421 Misdirected Request"}
    local = guarded(lambda environ, start: [b"Entwurf"], host, 80)
    name = asked.split()[0].rpartition(":")[0]
    assert [*local({"HTTP_HOST": name}, lambda *_: None)] == [b"Entwurf"] or not answered


def test_only_what_the_engine_prints_makes_it_build_again(live: DevServer, tmp_path: Path) -> None:
    live.sources_of_every_page = (tmp_path / "content", tmp_path / "vorlage.html")
    show(live)
    change(live, PATH, FILES[PATH] + "unit: Bauamt\n")
    live.refresh()
    assert not live.is_outdated()
    change(live, "content/index.md", "# Start\n")
    assert live.is_outdated()
    show(live)
    assert not live.is_outdated()
    change(live, "vorlage.html", "x")
    assert live.is_outdated()


def test_files_and_their_states(tmp_path: Path) -> None:
    for name in ("a/b.txt", "a/__pycache__/c.pyc", "d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = files_below([tmp_path / "a", tmp_path / "d.txt"])
    assert found == [str(tmp_path / "a/b.txt"), str(tmp_path / "d.txt")]
    assert states_of([*found, str(tmp_path / "weg")]).keys() == set(found)


class Ear(FileSystemEventHandler):
    heard: list[FileSystemEvent]

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.heard.append(event)


def test_the_observer_tells_of_changes_and_not_of_reading(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("1")
    heard: list[FileSystemEvent] = []
    handler = Ear()
    handler.heard = heard
    watch = observer()
    watch.schedule(handler, str(tmp_path), recursive=True)
    watch.start()
    try:
        file.read_text()
        time.sleep(0.3)
        assert heard == []
        file.write_text("2")
        wait(lambda: bool(heard))
    finally:
        watch.stop()
        watch.join()


def wait(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


# -- mkdocs serve ----------------------------------------------------------------------------------------------------


BELOW = "amt/prüfbuch/"
"""the folder of the site on its server"""
PLUGIN = """\
def on_files(files, config):
    known = [page.src_uri for page in files.documentation_pages()]
    assert {"index.md", "ergebnisse/musterort/radweg.md", "kommunen/musterort.md"} <= {*known}, known
"""
"""what plugins of an operator ask for, for example to lead old addresses on to pages of the book"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder of a book that `mkdocs serve` shows, and the address."""
    for name in ("hooks", "theme_overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("example.org/ ", f"example.org/{BELOW} ")
    (tmp_path / "mkdocs.yml").write_text(settings.replace("[hooks/main.py]", "[plugin.py, hooks/main.py]"), "utf-8")
    (tmp_path / "plugin.py").write_text(PLUGIN, "utf-8")
    for path, text in {**BASE, **WRITTEN, "assessments/musterort/radweg.yml": SHEET}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": ""}
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, cwd=tmp_path, env=env, stdout=log, stderr=log) as process,
    ):
        try:
            wait(lambda: get(f"http://127.0.0.1:{port}/") != "", 60)
            yield tmp_path, f"http://127.0.0.1:{port}/{quote(BELOW)}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.read().decode())
    except OSError:
        return ""


def test_mkdocs_serve_shows_changes_and_errors(server: tuple[Path, str]) -> None:
    root, home = server
    page, file = f"{home}ergebnisse/musterort/radweg/", root / "assessments/musterort/radweg.yml"
    assert "Radweg" in get(page)
    assert 'data-pb-base="./"' in get(home.removesuffix(quote(BELOW)))  # the browser is led on
    assert "radweg" in get(f"{home}ergebnisse/feed.xml")
    assert f'data-pb-base="/{BELOW}"' in unquote(get(f"{home}gibt-es-nicht/"))
    assert "Radweg" not in get(page.replace(quote(BELOW), ""))
    assert "enthält ein Zeichen" in get(f"{home}%00/")
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(urllib.request.Request(page, headers={"Host": "boese.example"}), timeout=20)
    epoch = re.search(r"livereload\((\d+), \d+\);", get(page))
    assert epoch
    file.write_text(SHEET.replace("title: Radweg", "title: Gehweg"), "utf-8")
    assert (
        get(f"{home.removesuffix(quote(BELOW))}livereload/{epoch[1]}/1") > epoch[1]
    )  # the browser is told to load the page again
    assert "Gehweg" in get(page)
    file.write_text("a: 1\n", "utf-8")
    wait(lambda: "pb-errors" in get(home))
    assert "Gehweg" in get(page)
    file.write_text(SHEET, "utf-8")
    wait(lambda: "pb-errors" not in get(home))
    (root / "content/index.md").write_text("# Neuer Anfang\n", "utf-8")
    wait(lambda: "Neuer Anfang" in get(home))
    (root / "content/index.md").write_text("# Start\n\n[weg](weg.md)\n", "utf-8")
    wait(lambda: "pb-errors" in get(home))
    (root / "content/index.md").write_text("# Wieder gut\n", "utf-8")
    wait(lambda: "Wieder gut" in get(home) and "pb-errors" not in get(home))
