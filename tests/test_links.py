"""Links that leave the site: found in the texts, kept in a list, asked for only when somebody says so."""

from __future__ import annotations

import http.server
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import BASE, tree_of
from pruefbuch import tree
from pruefbuch.links import finding, register, visiting
from pruefbuch.links.register import NEVER, LinkRecord
from test_cli import call
from test_site import ROOT

# -- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("[Satzung](https://a.de/x), siehe auch <https://b.de/>.", ["https://a.de/x", "https://b.de/"]),
        ("[a](https://a.de/x)[b](https://b.de/y)", ["https://a.de/x", "https://b.de/y"]),
        ("(https://de.wikipedia.org/wiki/Muster_(Ort))", ["https://de.wikipedia.org/wiki/Muster_(Ort)"]),
        (
            "evidence: [{title: A, url: https://a.de/x?y=1&z=2}, {url: 'https://b.de'}]",
            ["https://a.de/x?y=1&z=2", "https://b.de"],
        ),
        ("sources: [https://a.de/x, http://b.de:8080/y]", ["https://a.de/x", "http://b.de:8080/y"]),
        ("**https://a.de/x**: „https://mühlhausen.de/ä“…", ["https://a.de/x", "https://mühlhausen.de/ä"]),
        ("https://a.de/x#teil https://a.de/#", ["https://a.de/x", "https://a.de/"]),
        ("https://… https://example.org/a https://x.example/ http://localhost:8000/ ftp://a.de/", []),
        ("https://musterlingen.invalid/a https://www.example.com https://beispiel.de", ["https://beispiel.de"]),
    ],
)
def test_links_in_a_text(text: str, urls: list[str]) -> None:
    assert [url for url, _ in finding.links_in("a.md", text)] == urls


def test_links_have_the_place_where_they_stand_first(tmp_path: Path) -> None:
    files = {
        "content/a.md": "# Start\n\nSiehe [dort](https://b.de/) und https://a.de/x.\n",
        "assessments/musterort/radweg.yml": "paper: {url: https://b.de/}\n",
    }
    found = finding.links_of(tree_of(files))
    assert [(url, place.path, place.line, place.column) for url, place in found.items()] == [
        ("https://a.de/x", "content/a.md", 3, 33),
        ("https://b.de/", "assessments/musterort/radweg.yml", 1, 14),
    ]


def test_what_cannot_be_read_has_no_links(tmp_path: Path) -> None:
    sheet = tmp_path / "assessments" / "musterort" / "radweg.yml"
    sheet.parent.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    sheet.write_bytes(b"\xff\xfehttps://a.de/")
    assert finding.links_of(tree.read(tmp_path)) == {}


# -- the list --------------------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
entries = st.builds(LinkRecord, texts.map("https://a.de/{}".format), st.sampled_from([NEVER, "2026-03-05"]), texts, texts)


@given(st.lists(entries, unique_by=lambda entry: entry.url))
def test_the_list_is_read_as_it_was_written(listed: list[LinkRecord]) -> None:
    text = register.as_csv(listed)
    assert register.read(text) == ({entry.url: entry for entry in listed}, ())
    assert [*register.read(text)[0]] == sorted(entry.url for entry in listed)


def test_lines_of_two_branches_become_one() -> None:
    both = "url,seen,archive,exception\nhttps://a.de/,2026-03-05,,\nhttps://a.de/,2026-01-01,https://web.archive.org/a,\n\n"
    both += "https://a.de/,never,,weist Programme ab\n"
    known, problems = register.read(both)
    assert problems == ()
    assert [*known.values()] == [LinkRecord("https://a.de/", "2026-03-05", "https://web.archive.org/a", "weist Programme ab")]


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "https://a.de/",
        "https://a.de/,gestern,,",
        "https://a.de/,2026-03,,",
        "a.de,never,,",
        "https://a.de/,never,,,,",
        "x" * 200_000,
    ],
)
def test_a_line_that_is_none_is_told(line: str) -> None:
    known, problems = register.read(f"url,seen,archive,exception\n{line}\n")
    assert known == {}
    assert [(problem.place.line, problem.found) for problem in problems] == [
        (2, f"die Zeile „{line[:60]}“ lässt sich nicht lesen")
    ]


def test_every_link_of_this_book_stands_in_the_list() -> None:
    text = (ROOT / register.PATH).read_text("utf-8")
    known, problems = register.read(text)
    assert problems == ()
    listed = register.update(known, finding.links_of(tree.read(ROOT)))
    assert len(listed) > 50
    assert text == register.as_csv(listed.values()), "bitte „pruefbuch links --add“ ausführen"


# -- visiting --------------------------------------------------------------------------------------------------------


MOVED = {"/umgezogen": (301, "/da"), "/kreis": (302, "/kreis"), "/heim": (302, "/"), "/post": (302, "mailto:a@b.de")}


class Internet(http.server.BaseHTTPRequestHandler):
    """Servers as they are."""

    asked: ClassVar[Counter[str]] = Counter()

    def do_GET(self) -> None:
        assert self.headers["User-Agent"].startswith("Mozilla/5.0")
        self.asked[self.path] += 1
        if self.path == "/langsam":
            time.sleep(1)
        elif self.path == "/unlesbar":
            self.wfile.write(b"SSH-2.0\r\n\r\n")
        elif self.path in MOVED:
            self._answer(*MOVED[self.path])
        else:
            busy = self.path == "/stockt" and self.asked[self.path] < 3
            self._answer({"/weg": 404, "/kaputt": 500}.get(self.path, 503 if busy else 200))

    def _answer(self, code: int, location: str = "") -> None:
        self.send_response(code)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an internet on this machine, for the impatient."""
    monkeypatch.setattr(visiting, "PAUSES", (0.0, 0.0))
    monkeypatch.setattr(visiting, "TIMEOUT", 0.3)
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    Internet.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Internet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "answer", "tries"),
    [
        ("/da", "", 1),
        ("/umgezogen", "", 1),
        ("/gr%C3%BCn?a=ü", "", 0),
        ("/stockt", "", 3),
        ("/kreis", "die Weiterleitung führt nirgends hin", 0),
        ("/post", "die Weiterleitung führt nirgends hin", 1),
        ("/heim", "der Server leitet auf seine Startseite um", 1),
        ("/", "", 1),
        ("/weg", "der Server antwortet mit 404 (Not Found)", 1),
        ("/kaputt", "der Server antwortet mit 500 (Internal Server Error)", 3),
        ("/langsam", "keine Antwort binnen 0.3 Sekunden", 3),
        ("/unlesbar", "keine lesbare Antwort (BadStatusLine)", 3),
    ],
)
def test_visiting(home: str, path: str, answer: str, tries: int) -> None:
    assert visiting.visit_all([home + path]) == {home + path: answer}
    assert not tries or Internet.asked[path] == tries


def test_a_server_that_is_gone(home: str) -> None:
    assert visiting.visit("http://127.0.0.1:1/").startswith("keine Verbindung (")


def test_addresses_go_over_the_wire_in_ascii() -> None:
    assert visiting.ascii_of("https://www.mühlhausen.de:8080/öffnung/%C3%BC?a=ß&b=c,d") == (
        "https://www.xn--mhlhausen-q9a.de:8080/%C3%B6ffnung/%C3%BC?a=%C3%9F&b=c,d"
    )


# -- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def plot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book with the current folder in it."""
    for path, text in BASE.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_adding_asks_nobody(plot: Path, home: str) -> None:
    (plot / "content/a.md").write_text(f"{home}/da und {home}/weg\n", "utf-8")
    assert call("links", "--add")[:2] == (0, "links.csv: 2 Links, 2 neu, 0 gestrichen")
    assert (plot / "links.csv").read_text("utf-8") == f"url,seen,archive,exception\n{home}/da,never,,\n{home}/weg,never,,\n"
    (plot / "content/a.md").write_text(f"{home}/da\n", "utf-8")
    assert call("links", "--add")[:2] == (0, "links.csv: 1 Links, 0 neu, 1 gestrichen")
    assert not Internet.asked


def test_visiting_notes_the_day_and_tells_what_is_gone(plot: Path, home: str) -> None:
    (plot / "content/a.md").write_text(f"{home}/da\n\n- {home}/weg und {home}/kaputt und {home}/neu-weg/weg\n", "utf-8")
    lines = [
        "url,seen,archive,exception",
        f"{home}/weg,2026-01-02,https://web.archive.org/weg,",
        f"{home}/kaputt,never,,rechnet lange",
    ]
    (plot / "links.csv").write_text("\n".join(lines), "utf-8")
    code, said, _ = call("links")
    assert code == 1
    assert said.splitlines() == [
        "links.csv: 4 Links, 2 neu, 0 gestrichen",
        *[line for line in said.splitlines() if line.startswith("content/a.md:3:3: ")],
        "2 erreichbar, 1 nicht, 1 ausgenommen",
    ]
    assert f"{home}/weg: der Server antwortet mit 404 (Not Found); zuletzt erreichbar: am 2026-01-02" in said
    assert "archivierte Fassung: https://web.archive.org/weg" in said
    known, _problems = register.read((plot / "links.csv").read_text("utf-8"))
    assert {url.removeprefix(home): entry.seen for url, entry in known.items()} == {
        "/da": "2026-11-23",
        "/kaputt": NEVER,
        "/neu-weg/weg": "2026-11-23",
        "/weg": "2026-01-02",
    }
    assert not Internet.asked["/kaputt"]


def test_all_is_well(plot: Path, home: str) -> None:
    (plot / "content/a.md").write_text(f"{home}/da\n", "utf-8")
    assert call("links")[:2] == (0, "links.csv: 1 Links, 1 neu, 0 gestrichen\n1 erreichbar, 0 nicht, 0 ausgenommen")


def test_never_seen(plot: Path, home: str) -> None:
    (plot / "content/a.md").write_text(f"{home}/weg\n", "utf-8")
    assert "zuletzt erreichbar: noch nie" in call("links")[1]


@pytest.mark.parametrize("data", [b"\xff\xfea", b"url\nkein Link\n"])
def test_a_list_that_cannot_be_read_is_left_alone(plot: Path, data: bytes) -> None:
    (plot / "links.csv").write_bytes(data)
    code, said, _ = call("links", "--add")
    assert code == 1 and said.startswith("links.csv:")
    assert (plot / "links.csv").read_bytes() == data
