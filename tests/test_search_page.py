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

from pruefbuch.search import SEGMENT, Document, files, index_entry, reason_words, segment_files, stem
from pruefbuch.texts import gettext
from test_site import served, untroubled

ROOT = Path(__file__).parent.parent
CASES = [
    tuple(part.strip() for part in line.split("=>"))
    for line in (ROOT / "tests/cases/search.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
QUERIES = [
    tuple(part.strip() for part in line.split("=>"))
    for line in (ROOT / "tests/cases/queries.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
CORPUS = [
    Document("methode/", "guide", "So wird gerechnet", "", "Spannen, Stufen und Rechnen mit Brüchen"),
    Document("kataloge/nh/2026/rebound/", "criterion", "Rebound", "NH, Ausgabe 2026", "Frisst mehr Nutzung die Ersparnis auf?"),
    Document(
        "kataloge/nh/2026/groesse/",
        "criterion",
        "Größe der Geräte",
        "NH, Ausgabe 2026",
        "Wie groß sind sie?",
        "Wie groß sind sie?",
    ),
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
    partial = partial.replace("{{ 'suche/' | url }}", "suche/").replace("{{ base_url.rstrip('/') }}", ".")
    partial = re.sub(r"\{% if content_lang %\}.*?\{% endif %\}", "", partial)
    partial = re.sub(r"""\{\{ _\(['"](.*?)['"]\) \}\}""", lambda key: gettext(key[1]), partial)
    (folder / "index.html").write_text(FRAME.replace("{search}", re.sub(r"\{\{.*?\}\}", "Suche", partial)), "utf-8")
    shutil.copy(ROOT / "theme_overrides/assets/search.js", folder)
    (folder / "suche/reasons").mkdir(parents=True)
    for name, data in files_of(documents).items():
        (folder / "suche" / name).write_bytes(data)


REASONS = {"ergebnisse/a/haus/": "Wärmepumpe im Keller", "ergebnisse/b/led/": "Lizenzen"}
SYNONYMS = (("Kita", "Kindertagesstätte"), ("PV", "Photovoltaik"), ("KI", "künstliche Intelligenz"))


def files_of(documents: Sequence[Document]) -> dict[str, bytes]:
    """The index of documents of several kinds, with their reasons, as a build makes it."""
    kinds = {"municipality": "municipality", "result": "result", "guide": "guide"}
    groups: dict[str, list[Document]] = {name: [] for name in ("municipality", "criterion", "guide", "result")}
    for each in documents:
        groups[kinds.get(each.kind, "criterion")].append(each)
    index = files({name: [*map(index_entry, group)] for name, group in groups.items()}, SYNONYMS)
    results = [reason_words(REASONS.get(each.url, "")) for each in reversed(groups["result"])]
    for number, start in enumerate(range(0, len(results), SEGMENT)):
        listed, *buckets = segment_files(results[start : start + SEGMENT])
        index |= {f"reasons/{number}.json": listed}
        index |= {f"reasons/{number}-{bucket}.json": data for bucket, data in enumerate(buckets)}
    return index


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
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home, known="404"):  # there is little but the search
        reader.goto(home)
        yield reader


def ask(page: Page, query: str) -> list[str]:
    """Type a query; the titles that are found, once the search has answered."""
    page.evaluate("document.querySelector('.md-search-result__meta').textContent = ''")
    page.locator(".md-search__input").fill(query)
    page.wait_for_function("document.querySelector('.md-search-result__meta').textContent.trim() !== ''")
    return page.locator(".md-search-result__item h3").all_inner_texts()


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
    assert item.locator("p").first.inner_text() == "Ergebnis · Beispielhausen an der Probe"
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


def groups(page: Page) -> list[str]:
    """The groups of hits with their first titles."""
    found: list[str] = page.locator(".pb-hits__group").evaluate_all(
        "(all) => all.map((group) => group.querySelector('h2').textContent + ': ' + group.querySelector('h3').textContent)"
    )
    return found


def test_hits_are_grouped_results_first(page: Page) -> None:
    ask(page, "Größe Spielplätze")
    assert groups(page) == ["Ergebnisse 1: Prüfung der Spielplätze", "Kriterien 1: Größe der Geräte"]
    ask(page, "Rechnen")
    assert groups(page) == ["Leitfaden 1: So wird gerechnet"]


@pytest.mark.parametrize("query", ["Neu-Exempel", "neu exempel", "Neuexempel"])
def test_who_asks_for_a_town_finds_its_page_first(page: Page, query: str) -> None:
    ask(page, query)
    assert groups(page) == ["Kommunen 1: Neu-Exempel", "Ergebnisse 4: Prüfung der Spielplätze"]


def test_a_snippet_says_what_a_hit_is_about(page: Page) -> None:
    ask(page, "Größe der Geräte")
    assert page.locator(".pb-about").inner_text() == "Wie groß sind sie?"


def test_reasons_are_searched_and_named(page: Page) -> None:
    for query in ("Wärmepumpe", "Wärmepumpen", "Wärmep", "Pumpe", "Wärmepunpe"):
        assert ask(page, query) == ["Haus der Begegnung"], query
        assert page.locator(".md-search-result__item p").first.inner_text().endswith(" · steht in einer Begründung"), query
    assert ask(page, "Lizenzen") == ["Lizenzen für Fachverfahren", "Straßenbeleuchtung mit LED"]
    assert page.get_by_text("steht in einer Begründung").count() == 1


def test_more_results_come_on_demand(page: Page) -> None:
    assert len(ask(page, "Anderes")) == 10
    more = page.locator(".pb-more")
    more.click()
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 20")
    assert page.evaluate("document.activeElement.closest('li').matches(':nth-child(11)')")
    more.click()
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 30")
    assert not more.is_visible()


def test_before_the_first_word_the_search_says_what_it_looks_through(page: Page) -> None:
    page.locator(".md-search__input").click()
    status = page.locator(".md-search-result__meta")
    start = "Gesucht wird in Ergebnissen mit ihren Begründungen, Kommunen, Kriterien und Leitfaden."
    assert status.inner_text().strip() == start
    ask(page, "Rebound")
    page.locator(".md-search__input").fill("")
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 0")
    assert status.inner_text() == start


def test_who_closes_the_search_is_where_they_were(page: Page) -> None:
    focused = "document.activeElement.className || document.activeElement.textContent || document.activeElement.tagName"
    page.locator("a", has_text="vorher").focus()
    page.keyboard.press("/")
    page.keyboard.type("Rebound")
    page.wait_for_function("document.querySelectorAll('.md-search-result__item').length === 1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "vorher" and not page.locator("#__search").is_checked()
    # Who came from nowhere stays in the field, and types on.
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "md-search__input" and not page.locator("#__search").is_checked()
    page.keyboard.type("x")
    assert page.locator("#__search").is_checked()


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
    page.locator(".md-search__input").click()
    page.keyboard.type("waldstadtprüfung")
    start = time.monotonic()
    page.locator(".md-search-result__item").first.wait_for()
    assert time.monotonic() - start < 2  # 0.2 s on a quiet machine, from the last key
    page.wait_for_timeout(300)
    assert sum(sizes) <= 300 * 1024
    page.close()


# -- the book that lies here -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(browser: Browser, site: Path) -> Iterator[Page]:
    """A page of the site as it is published, but for the security policy, which forbids to ask from outside."""
    with served(site) as address:
        context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
        found = context.new_page()
        found.goto(f"{address}methode/")
        yield found
        context.close()


def test_there_are_at_least_sixty_queries() -> None:
    assert len(QUERIES) >= 60


@pytest.mark.parametrize(("query", "first"), QUERIES)
def test_what_the_book_answers(shipped: Page, query: str, first: str) -> None:
    ask(shipped, query)
    shown = groups(shipped)
    group, _, title = first.partition(": ")
    head = [re.sub(r" \d+: ", ": ", line) for line in shown[:1]]
    assert head == ([f"{group}: {title}"] if first else [])


def test_a_part_of_a_word_is_no_hit_where_the_word_is_there(shipped: Page) -> None:
    """ "licht" is a word, and not the end of "öffentlich"."""
    assert 0 < len(ask(shipped, "licht")) < 10


def test_on_the_page_for_what_is_missing_hits_lead_to_the_same_site(shipped: Page) -> None:
    home = shipped.url.removesuffix("methode/")
    shipped.goto(f"{home}404.html")
    ask(shipped, "Rebound")
    assert shipped.locator(".md-search-result__item a").first.evaluate("(link) => link.href").startswith(f"{home}kataloge/")
