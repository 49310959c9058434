"""The real site: built as it is published, and opened in a browser."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, Page

from plots import BASE, SHEET, WRITTEN
from pruefbuch.addresses import assessment_uri, catalogue_uri, criterion_uri, initiative_uri, municipality_uri
from pruefbuch.book import Book
from pruefbuch.links import register
from pruefbuch.model.catalogues import EditionStatus
from pruefbuch.release.inspection import target_of
from pruefbuch.views.links import address

ROOT = Path(__file__).parent.parent
TOWN = "assessments/musterort/municipality.yml"
HOSTILE = "Radweg <img src=x onerror=pwned=1><script>pwned=1</script>\"'</title></h1>"


def build(root: Path, target: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the site of a root as the documents say."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(target), *options]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONPATH": ""}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, cwd=root, check=False)


def plot(root: Path, files: dict[str, str]) -> Path:
    """A book of its own with the program and the templates of this one."""
    root.mkdir(exist_ok=True)
    for name in ("hooks", "theme_overrides"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "content/rechtliches", root / "content/rechtliches")
    for path, text in {**WRITTEN, **BASE, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def fill_in(root: Path) -> None:
    """What an operator does before the site is published for the first time."""
    for path, pattern, value in (
        ("mkdocs.yml", r"example\.org", "musterort.test"),
        ("content/rechtliches/operator.yml", r"state: ‹[^›]*›", "state: TH"),
        ("content/rechtliches/operator.yml", r"‹[^›]*›|example\.org", "musterort.test"),
    ):
        text = (root / path).read_text("utf-8")
        (root / path).write_text(re.sub(pattern, value, text), "utf-8")


def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


# -- what is published -----------------------------------------------------------------------------------------------


def test_everything_in_the_book_has_its_page(site: Path, book: Book) -> None:
    uris = [assessment_uri(name) for name in book.entries]
    uris += [municipality_uri(name) for name in book.municipalities]
    uris += [initiative_uri(name) for name in book.initiatives]
    for catalogue in book.catalogues.values():
        uris += [catalogue_uri(catalogue), *(criterion_uri(catalogue, each.id) for each in catalogue.criteria)]
    assert len(uris) > 60
    assert [uri for uri in uris if not (site / address(uri) / "index.html").is_file()] == []
    sitemap = (site / "sitemap-1.xml").read_text("utf-8")
    assert [uri for uri in uris if f"/{address(uri)}</loc>" not in sitemap] == []


def test_what_only_goes_into_pages_is_not_published(site: Path) -> None:
    assert [path for path in site.rglob("*") if path.suffix == ".md" or path.name == "SHA256SUMS"] == []
    assert (site / "kataloge/nh-digital/2026/catalogue.yml").is_file()
    assert not (site / "pruefbuch").exists()


def test_edit_links_lead_to_the_source(site: Path, book: Book) -> None:
    def edit_link(uri: str) -> str:
        found = re.search(r'<a href="([^"]*)"[^>]* rel="edit"', (site / address(uri) / "index.html").read_text("utf-8"))
        return found[1] if found else ""

    base = "https://git.example.org/pruefbuch/pruefbuch/_edit/main/"
    assert edit_link("methode.md") == base + "content/methode.md"
    for assessment in book.entries.values():
        assert edit_link(assessment_uri(assessment.id)) == base + assessment.path
    for catalogue in book.catalogues.values():
        frozen = catalogue.edition.status is not EditionStatus.DRAFT
        assert edit_link(catalogue_uri(catalogue)) == ("" if frozen else base + catalogue.path)


def test_links_of_all_pages_lead_somewhere(site: Path) -> None:
    """Strict mode sees only links in Markdown; this sees the finished site, parts of pages included."""
    ids = {path: set(re.findall(r'\sid="?([^"\s>]+)', path.read_text("utf-8"))) for path in html_files(site)}
    base = "https://pruefbuch.example.org/"
    broken = []
    for path in ids:
        here = base + path.relative_to(site).as_posix().removesuffix("index.html")
        for link in re.findall(r'\s(?:href|src)="([^"]*)"', path.read_text("utf-8")):
            parts = urlsplit(urljoin(here, unescape(link)))
            if parts.netloc == "pruefbuch.example.org":
                target = site / unquote(parts.path[1:])
                page = target / "index.html" if target.is_dir() else target
                if not page.is_file() or (parts.fragment and page in ids and unquote(parts.fragment) not in ids[page]):
                    broken.append(f"{path.relative_to(site)}: {link}")
    assert broken == []


def test_programs_that_read_feeds_find_ours_on_every_page(site: Path) -> None:
    for path in html_files(site):
        links = re.findall(
            r'<link rel="alternate feed" type="application/atom\+xml" title="([^"]+)" href="([^"]+)">', path.read_text("utf-8")
        )
        assert [title for title, _ in links] == ["Prüfbuch: neue Ergebnisse"], path
        assert {target_of(link, path.relative_to(site).as_posix(), "/") for _, link in links} == {"ergebnisse/feed.xml"}, path


def test_every_page_leads_to_what_the_law_asks_for(site: Path) -> None:
    for path in html_files(site):
        foot = path.read_text("utf-8").partition("<footer")[2]
        links = {target_of(link, path.relative_to(site).as_posix(), "/") for link in re.findall('href="([^"]*)"', foot)}
        for name in ("impressum", "datenschutz", "barrierefreiheit", "lizenz", "leichte-sprache"):
            assert f"rechtliches/{name}/index.html" in links, (path, name)


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in html_files(site):
        text = path.read_text("utf-8")
        assert re.findall(r'<(?:script|img|iframe|source|object|embed)[^>]*\s(?:src|data)="(?:https?:)?//[^"]*"', text) == []
        links = re.findall(r'<link[^>]*\shref="(?:https?:)?//[^"]*"[^>]*>', text)
        assert [link for link in links if 'rel="canonical"' not in link] == []
        assert 'data-md-component="source"' not in text  # Material would ask the forge for its stars
        assert ' style="' not in text.replace(' style="display:none"', "")


def test_links_to_elsewhere_stand_in_the_list(site: Path) -> None:
    """What `pruefbuch links` finds in the texts is what readers can click on."""
    known, _problems = register.read((ROOT / register.PATH).read_text("utf-8"))
    # the last two stand in templates: licence at the foot, source of the map
    ours = r"https://(?:[a-z]+\.)*(?:example\.org|example|invalid)(?:/|$)|https://creativecommons\.org/|https://www\.bkg\.bund\.de$"
    links = {
        unescape(link)
        for path in html_files(site)
        for link in re.findall(r'<a [^>]*href="(https?:[^"]*)"', path.read_text("utf-8"))
    }
    leaving = {urldefrag(link).url for link in links if not re.match(ours, link)}
    assert len(leaving) > 50
    assert leaving - known.keys() == set()


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert build(ROOT, tmp_path).returncode == 0
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [name for name in names if (site / name).read_bytes() != (tmp_path / name).read_bytes()] == []


# -- the gate --------------------------------------------------------------------------------------------------------


def test_with_an_error_nothing_is_built_and_the_old_site_stays(tmp_path: Path) -> None:
    root = plot(tmp_path, {"assessments/musterort/a.yml": SHEET})
    target = tmp_path / "site"
    assert build(root, target).returncode == 0
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    (root / "assessments/musterort/a.yml").write_text(
        SHEET.replace("hemmend", "schlimm").replace("2026-03", "gestern"), "utf-8"
    )
    done = build(root, target)
    assert done.returncode == 1
    output = done.stdout + done.stderr
    assert "Traceback" not in output
    assert re.findall(r"^assessments/musterort/a\.yml:(\d+):\d+: Fehler: ", output, re.MULTILINE) == ["3", "4"]
    assert "2 Fehler und 1 Hinweis in 2 Dateien. Mit Fehlern wird nichts veröffentlicht." in output
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before


def test_hints_are_shown_and_do_not_stop_a_strict_build(tmp_path: Path) -> None:
    root = plot(tmp_path, {"assessments/musterort/a.yml": SHEET.replace(", b: kein-effekt", "")})
    done = build(root, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert "Hinweis: ohne Bewertung: „b“" in done.stderr


def test_a_broken_link_to_a_result_stops_a_strict_build(tmp_path: Path) -> None:
    root = plot(
        tmp_path,
        {"content/index.md": "# Start\n\n[weg](ergebnisse/musterort/weg.md) [da](ergebnisse/musterort/a.md#nirgends)\n"},
    )
    (root / "assessments/musterort/a.yml").write_text(SHEET, "utf-8")
    done = build(root, tmp_path / "site")
    assert done.returncode == 1
    assert "weg.md" in done.stderr
    assert "#nirgends" in done.stderr


# -- in the browser --------------------------------------------------------------------------------------------------


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is Python's)
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address under which a folder can be opened."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


Hearer = Callable[[Any], None]


def hearers(home: str, troubles: list[str]) -> dict[Any, Hearer]:
    """What writes down everything that should not happen on a page: errors, refused scripts, requests to others."""
    return {
        "console": lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None,
        "pageerror": lambda error: troubles.append(str(error)),
        "request": lambda request: None if request.url.startswith((home, "data:")) else troubles.append(request.url),
        "response": lambda answer: troubles.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
    }


def watched(page: Page, home: str) -> list[str]:
    """Everything that should not happen on a page, until it is closed."""
    troubles: list[str] = []
    for event, hearer in hearers(home, troubles).items():
        page.on(event, hearer)
    return troubles


@contextmanager
def untroubled(page: Page, home: str, known: str = "nothing") -> Iterator[None]:
    """Meanwhile nothing happens on a page that should not, but for what holds a known word."""
    troubles: list[str] = []
    heard = hearers(home, troubles)
    for event, hearer in heard.items():
        page.on(event, hearer)
    yield
    for event, hearer in heard.items():
        page.remove_listener(event, hearer)
    assert [trouble for trouble in troubles if known not in trouble] == []


def search(page: Page, word: str) -> None:
    """Type a word as a reader does, and wait for what is found."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(word)
    page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=20_000)


def result_pages(book: Book) -> list[str]:
    """One result of each catalogue."""
    return [address(assessment_uri(name)) for name in {each.catalogue: name for name, each in book.entries.items()}.values()]


SAMPLE = 6
"""pages of a kind"""


def samples(site: Path) -> list[Path]:
    """The largest and the smallest pages of each kind: all but names in the address of a page of one kind is the same."""
    kinds: dict[str, list[Path]] = {}
    for path in sorted(html_files(site), key=lambda file: file.stat().st_size):
        first, *others = path.relative_to(site).parts[:-1] or ("",)
        kinds.setdefault(f"{first}/{len(others)}", []).append(path)
    return [path for paths in kinds.values() for path in dict.fromkeys((*paths[: SAMPLE // 2], *paths[-SAMPLE // 2 :]))]


def test_no_page_makes_trouble(browser: Browser, home: str, site: Path, whole: bool) -> None:
    """A crawl of pages of every kind, weekly of the whole site: no errors, no requests to others, no cookies, no sideways scrolling."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    troubles = watched(page, home)
    for path in html_files(site) if whole else samples(site):
        page.goto(home + path.relative_to(site).as_posix().removesuffix("index.html"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    assert troubles == []
    assert context.cookies() == []
    assert set(page.evaluate("Object.keys(localStorage)")) <= {"/.__palette"}
    context.close()


def test_search_and_dark_colours_work_under_the_security_policy(browser: Browser, home: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="dark")
    troubles = watched(page, home)
    page.goto(home + "ergebnisse/")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    search(page, "Rebound")
    assert troubles == []
    page.close()


def test_pages_can_be_read_without_javascript(browser: Browser, home: str, book: Book) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    troubles = watched(page, home)
    for path in result_pages(book):
        page.goto(home + path)
        assert page.locator("h1").is_visible()
        assert page.locator(".pb-cite").is_visible()
    page.goto(home + "ergebnisse/")
    page.get_by_role("table").first.get_by_role("link").first.click()
    assert page.locator("#kurzbild").is_visible()
    assert troubles == []
    context.close()


def test_hostile_texts_do_nothing(browser: Browser, tmp_path: Path) -> None:
    """Texts of a stranger's file, on the built site and without the security policy, which would hide a hole in the escaping."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    sheet = SHEET.replace("title: Radweg", f"title: {quoted}") + f"unit: {quoted}\ncomment: {quoted}\n"
    town = f"name: {quoted}\nkind: {quoted}\nmade_up: true\nabout: {quoted}\n"
    root = plot(tmp_path, {"assessments/musterort/a.yml": sheet, TOWN: town})
    done = build(root, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    with served(tmp_path / "site") as home:
        context = browser.new_context(bypass_csp=True)
        page = context.new_page()
        troubles = watched(page, home)
        for path in ("ergebnisse/musterort/a/", "ergebnisse/", "kommunen/", "kommunen/musterort/", "kataloge/probe/2026/a/"):
            page.goto(home + path)
            search(page, "Radweg")
            assert page.evaluate("typeof pwned") == "undefined", path
            assert HOSTILE.split('"')[0] in page.inner_text("body") or path == "kataloge/probe/2026/a/"
        assert troubles == []
        context.close()
