"""The search in a browser: what readers type leads to what they mean, by keyboard too, also at ten thousand results."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from pruefbuch.search import Document, files, index_entry, stem
from pruefbuch.texts import gettext

ROOT = Path(__file__).parent.parent
CASES = [
    tuple(part.strip() for part in line.split("=>"))
    for line in (ROOT / "tests/cases/search.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CORPUS = [
    Document("methode/", "guide", "So wird gerechnet", "", "Spannen, Stufen und Rechnen mit Brüchen"),
    Document("kataloge/nh/2026/rebound/", "criterion", "Rebound", "NH, Ausgabe 2026", "Frisst mehr Nutzung die Ersparnis auf?"),
    Document("kataloge/nh/2026/groesse/", "criterion", "Größe der Geräte", "NH, Ausgabe 2026", "Wie groß sind sie?"),
    Document("kommunen/neu-exempel/", "municipality", "Neu-Exempel", "Stadt · Beispiel (erfunden)", ""),
    Document("kommunen/probe/", "municipality", "Beispielhausen an der Probe", "Gemeinde · Beispiel (erfunden)", "16066000"),
    Document(
        "ergebnisse/a/spielplatz/", "result", "Prüfung der Spielplätze", "Neu-Exempel · Beispiel (erfunden)", "Jedes Jahr"
    ),
    Document("ergebnisse/a/lizenz/", "result", "Lizenzen für Fachverfahren", "Neu-Exempel · Beispiel (erfunden)", ""),
    Document("ergebnisse/a/haus/", "result", "Haus der Begegnung", "Neu-Exempel · Beispiel (erfunden)", "0947-StR/2022"),
    Document("ergebnisse/a/app/", "result", "Bürger-App", "Neu-Exempel · Beispiel (erfunden)", "Anträge stellen"),
    Document("ergebnisse/b/app/", "result", "Bürgerapp der Nachbarstadt", "Beispielhausen an der Probe", ""),
    Document("ergebnisse/b/led/", "result", "Straßenbeleuchtung mit LED", "Beispielhausen an der Probe", "VO/11173/24"),
    *(
        Document(f"ergebnisse/c/{n}/", "result", f"Anderes Vorhaben {n}", "Beispielhausen an der Probe", "Kita")
        for n in range(30)
    ),
]
FRAME = """<!doctype html><html lang="de"><meta charset="utf-8">
<body><input type="checkbox" id="__search"><a href="/vorher/">vorher</a>{search}<a href="/nachher/">nachher</a>
<script src="search.js"></script></body></html>"""


def page_of(folder: Path, documents: Sequence[Document]) -> None:
    """A page with nothing but the search, and its index."""
    partial = (ROOT / "theme_overrides/partials/search.html").read_text("utf-8")
    partial = re.sub(r"\{#-.*?-#\}|\{% include .*? %\}", "", partial, flags=re.DOTALL)
    partial = partial.replace("{{ 'suche/' | url }}", "suche/").replace("{{ base_url }}", ".")
    partial = re.sub(r"\{% if content_lang %\}.*?\{% endif %\}", "", partial)
    partial = re.sub(r"""\{\{ _\(['"](.*?)['"]\) \}\}""", lambda key: gettext(key[1]), partial)
    (folder / "index.html").write_text(FRAME.replace("{search}", re.sub(r"\{\{.*?\}\}", "Suche", partial)), "utf-8")
    shutil.copy(ROOT / "theme_overrides/assets/search.js", folder)
    (folder / "suche").mkdir()
    for name, data in files([index_entry(each) for each in documents]).items():
        (folder / "suche" / name).write_bytes(data)


class Counting(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is Python's)
        pass


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server; the small corpus lies at its root, ten thousand documents in a folder."""
    folder = tmp_path_factory.mktemp("search")
    page_of(folder, CORPUS)
    (folder / "viele").mkdir()
    page_of(folder / "viele", many())
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Counting, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def many() -> list[Document]:
    """Ten thousand documents of some sixty words, of a few thousand words."""
    parts = [
        "wald",
        "stadt",
        "schul",
        "bus",
        "licht",
        "park",
        "rat",
        "bau",
        "heiz",
        "solar",
        "tier",
        "kita",
        "fluss",
        "markt",
        "rad",
    ]
    ends = [
        "ausbau",
        "planung",
        "prüfung",
        "versorgung",
        "sanierung",
        "beteiligung",
        "steuerung",
        "anlage",
        "konzept",
        "bericht",
    ]
    words = [f"{a}{b}{c}" for a in parts for b in parts for c in ends]

    def text(number: int, count: int) -> str:
        return " ".join(words[(number * 7919 + each * each * 31) % len(words)] for each in range(count))

    return [
        Document(f"ergebnisse/ort-{n // 50}/v-{n}/", "result", f"{text(n, 4)} {n}", f"Ort {n // 50} · 2026", text(n + 3, 55))
        for n in range(10_000)
    ]


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    found = browser.new_page()
    troubles: list[str] = []
    found.on("pageerror", lambda error: troubles.append(str(error)))
    found.goto(home)
    yield found
    assert troubles == []
    found.close()


def ask(page: Page, query: str) -> list[str]:
    """Type a query; the titles that are found, once the search has answered."""
    page.evaluate("document.querySelector('.md-search-result__meta').textContent = ''")
    page.locator(".md-search__input").fill(query)
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.trim() !== ''")
    return page.locator(".md-search-result__item h2").all_inner_texts()


@pytest.mark.parametrize(("query", "title"), CASES)
def test_what_readers_type(page: Page, query: str, title: str) -> None:
    found = ask(page, query)[:3]
    assert title in found if title else not found


def test_both_halves_take_words_apart_alike(page: Page) -> None:
    words = sorted({word for each in (*CORPUS, *many()[:200]) for word in re.findall(r"[^\W_]+", " ".join(each))})
    words += ["gegessen", "Schifffahrt", "Ärzte", "Œuvre", "İstanbul", "naïve", "Straßen", "nächste", "Mitteilungen", "sss"]
    source = (ROOT / "theme_overrides/assets/search.js").read_text("utf-8")
    functions = source[source.index("  const normal =") : source.index("  const words =")]
    found = page.evaluate(f"(words) => {{ {functions} return words.map(stem); }}", words)
    assert found == [stem(word) for word in words]


def test_results_say_what_they_are(page: Page) -> None:
    ask(page, "Straßenbeleuchtung")
    item = page.locator(".md-search-result__item").first
    assert item.locator("p").inner_text() == "Ergebnis · Beispielhausen an der Probe"
    assert item.locator("mark").all_inner_texts() == ["Straßenbeleuchtung"]
    assert item.locator("a").get_attribute("href") == "./ergebnisse/b/led/"
    ask(page, "Neu-Exempel")
    assert "Beispiel (erfunden)" in page.locator(".md-search-result__item p").first.inner_text()


def test_the_status_is_honest(page: Page) -> None:
    def status(query: str) -> str:
        ask(page, query)
        return page.locator(".md-search-result__meta").inner_text()

    assert status("Rebound") == "1 Treffer"
    assert status("Anderes Vorhaben") == "30 Treffer"
    assert status("Rebound Straßenbeleuchtung").startswith("Kein Treffer enthält alle Wörter; mit einigen davon: 2")
    assert status("Reboumd").startswith("Nichts unter diesem Wort; unter ähnlichen: 1")
    assert status("xyzxyz").startswith("Nichts gefunden; ")


def test_more_results_come_on_demand(page: Page) -> None:
    assert len(ask(page, "Anderes")) == 10
    page.locator(".pb-more").click()
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length >= 20")


def test_by_keyboard(page: Page, home: str) -> None:
    page.locator("body").press("/")
    assert page.evaluate("document.activeElement.className") == "md-search__input"
    assert page.locator("#__search").is_checked()
    page.keyboard.type("Vorhaben")
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 10")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("./ergebnisse/c/")
    page.keyboard.press("Escape")
    assert not page.locator("#__search").is_checked()
    page.locator("body").press("s")
    page.locator(".md-search__input").fill("Rebound")
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 1")
    page.locator(".md-search__input").press("Enter")
    page.wait_for_url(f"{home}kataloge/nh/2026/rebound/")


def test_when_the_index_cannot_be_loaded(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.route("**/suche/*", lambda route: route.abort())
    page.goto(home)
    ask(page, "Rebound")
    link = page.locator(".md-search-result__meta a")
    assert "konnte nicht geladen werden" in link.inner_text()
    assert link.get_attribute("href") == "./ergebnisse/"
    page.unroute("**/suche/*")
    assert ask(page, "Rebound!") == ["Rebound"]
    page.close()


def test_ten_thousand_results(browser: Browser, home: str) -> None:
    """The first result comes soon, and little is loaded for it (uncompressed here)."""
    page = browser.new_page()
    page.goto(f"{home}viele/")
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(len(answer.body())) if "/suche/" in answer.url else None)
    start = time.monotonic()
    page.locator(".md-search__input").click()
    page.keyboard.type("waldstadtprüfung")
    page.locator(".md-search-result__item").first.wait_for()
    assert time.monotonic() - start < 2  # 0.4 s on a quiet machine; typing included
    page.wait_for_timeout(300)
    assert sum(sizes) <= 300 * 1024
    page.close()
