"""What bars readers on plain Material 9.8.2, each by name, does not bar them here; reading without scripts, motion and small letters."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from test_accessible import AXE, OVERFLOW, WATCH, page, pages, visit, walk, wide
from test_site import ROOT, html_files

__all__ = ["page", "pages"]  # fixtures

GUIDE = "leitfaden/digitalprojekt/"
RESULT = "ergebnisse/beispielhausen-an-der-probe/strassenbeleuchtung-2026/"
LOOK = """async ([rule, part]) => {
  const found = await axe.run({include: [[part]]}, {runOnly: {type: 'rule', values: [rule]}});
  return {passes: found.passes.length, wrong: found.violations.flatMap(each => each.nodes.map(node => node.html))};
}"""


def judged(page: Page, rule: str, part: str) -> None:
    """The rule looks at that part of the page, and finds nothing wrong."""
    assert page.evaluate(LOOK, [rule, part]) == {"passes": 1, "wrong": []}, (rule, part)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_pale_on_stock_can_be_read(page: Page, home: str, scheme: str) -> None:
    """Header, tabs, place in the menu, links, foot, and what the search says and marks."""
    wide(page)
    visit(page, home, GUIDE)
    page.evaluate(AXE)
    if scheme == "dark":
        page.locator("label.md-header__button[for^=__palette]:visible").click()
    parts = (".md-header__title", ".md-tabs", ".pb-nav [aria-current]", "article p a", "blockquote", ".md-copyright")
    for part in parts:
        judged(page, "color-contrast", part)
    page.locator(".md-search__input").fill("Strom")
    page.wait_for_selector(".md-search-result__item mark")
    for part in (".md-search__input", ".md-search-result__meta", ".md-search-result__item mark"):
        judged(page, "color-contrast", part)
    if scheme == "dark":
        page.keyboard.press("Escape")
        page.locator("label.md-header__button[for^=__palette]:visible").click()


def test_links_in_texts_are_not_told_by_colour_alone(page: Page, home: str) -> None:
    wide(page)
    visit(page, home, GUIDE)
    page.evaluate(AXE)
    judged(page, "link-in-text-block", "article")
    assert "underline" in page.locator("article p a").first.evaluate("(link) => getComputedStyle(link).textDecorationLine")


def test_the_search_has_a_name_and_a_visible_focus_and_is_shut_when_it_is_shut(page: Page, home: str) -> None:
    wide(page)
    visit(page, home, GUIDE)
    page.evaluate(AXE)
    output = page.locator(".md-search__output")
    assert output.evaluate("(each) => getComputedStyle(each).visibility") == "hidden"
    page.keyboard.press("/")
    assert output.evaluate("(each) => getComputedStyle(each).visibility") == "visible"
    judged(page, "aria-dialog-name", ".md-search")
    assert page.locator(".md-search__input").evaluate("(each) => parseFloat(getComputedStyle(each).outlineWidth)") >= 2


def test_wide_tables_scroll_by_keyboard(page: Page, home: str) -> None:
    wide(page)
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, home, RESULT)
    regions = page.locator(".pb-scroll").evaluate_all("(all) => all.map((each) => [each.tabIndex, each.getAttribute('role')])")
    assert regions and {tuple(each) for each in regions} == {(0, "region")}


def test_landmarks_have_names_of_their_own(page: Page, home: str) -> None:
    wide(page)
    visit(page, home, RESULT)
    names = page.locator("nav").evaluate_all("(all) => all.map((each) => each.getAttribute('aria-label'))")
    assert len(names) > 3 and len({*names}) == len(names) and all(names)


def test_task_lists_are_texts() -> None:
    """Material's boxes to tick in a text have no label."""
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "tasklist" not in settings and "pymdownx" not in settings


def test_menu_on_a_phone_by_keyboard(page: Page, home: str) -> None:
    wide(page)
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, home, RESULT)
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "__drawer"
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.closest('.pb-nav').getBoundingClientRect().right") > 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "__drawer"
    assert not page.locator(".pb-nav a").first.is_visible()
    page.keyboard.press("Space")
    last = page.locator(".pb-nav a").last
    last.focus()
    page.keyboard.press("Tab")
    assert not page.locator("#__drawer").is_checked()


def test_a_long_page_can_be_skipped_through_on_a_phone(page: Page, home: str) -> None:
    """Beside the page there is no room for the table of contents; by keyboard as well, and never printed."""
    wide(page)
    visit(page, home, RESULT)
    folded = page.locator(".pb-contents")
    assert not folded.is_visible() and page.get_by_role("navigation", name="Inhaltsverzeichnis").is_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    assert not folded.get_by_role("link", name="Bewertungen").is_visible()
    folded.get_by_text("Inhaltsverzeichnis").focus()
    page.keyboard.press("Enter")
    parts = folded.locator("> ul > li > a").all_inner_texts()
    assert parts == page.locator(".md-nav--secondary > ul > li > a").evaluate_all(
        "(all) => all.map((each) => each.textContent.trim())"
    )
    folded.get_by_role("link", name="Bewertungen").press("Enter")
    page.wait_for_function("location.hash === '#bewertungen'")
    top = page.locator("#bewertungen").bounding_box()
    assert top is not None and 48 <= top["y"] < 320  # in sight, not below the header
    page.emulate_media(media="print")
    assert not folded.is_visible()
    page.emulate_media(media="screen")
    visit(page, home, "")
    assert not page.locator(".pb-contents").is_visible()


@pytest.mark.parametrize("path", [RESULT, GUIDE, "karte/"])
def test_backwards_too_the_focus_is_not_below_the_header(page: Page, home: str, path: str) -> None:
    wide(page)
    page.set_viewport_size({"width": 320, "height": 640})
    visit(page, home, path)
    page.evaluate(WATCH)
    stops = walk(page, "Shift+Tab")
    assert len(stops) > 20
    assert [stop["what"] for stop in stops if not (stop["seen"] or stop["palette"])] == []


def test_who_has_own_colours_sees_fields_and_choices(page: Page, home: str) -> None:
    """Where the system paints everything: the search is a field, and the entry that is chosen differs from the others."""
    wide(page)
    page.emulate_media(forced_colors="active")
    visit(page, home, "karte/")
    width = "(each) => parseFloat(getComputedStyle(each).borderTopWidth)"
    assert page.locator(".md-search__form").evaluate(width) >= 1
    page.locator(".pb-entries li a[href^='#']").nth(1).click()
    edges = page.locator(".pb-entries li").evaluate_all("(all) => all.map((each) => getComputedStyle(each).borderLeftColor)")
    assert edges[1] != edges[0] == edges[2]
    page.emulate_media(forced_colors="none")


# -- otherwise than with a mouse, a screen and scripts ---------------------------------------------------------------


def test_letters_of_twice_the_size_lose_nothing(page: Page, home: str, pages: tuple[str, ...]) -> None:
    """WCAG 1.4.4: nothing is cut off, but the title in the header, which stands in the page as well."""
    cut = """() => [...document.querySelectorAll('body *')].filter(each => {
        const style = getComputedStyle(each), box = each.getBoundingClientRect();
        return style.overflowX === 'hidden' && style.visibility === 'visible' && box.width > 2 && box.height > 2 && each.innerText &&
          !each.closest('.md-header, .md-search, svg') && each.scrollWidth > each.clientWidth + 2;
      }).map(each => each.outerHTML.slice(0, 90))"""
    for address in pages:
        wide(page)
        visit(page, home, address)
        page.evaluate(
            "document.documentElement.style.fontSize = 2 * parseFloat(getComputedStyle(document.documentElement).fontSize) + 'px'"
        )
        assert page.evaluate(OVERFLOW) <= 0, address
        assert page.evaluate(cut) == [], address


def test_nothing_moves_for_who_wants_it_still(page: Page, home: str, pages: tuple[str, ...]) -> None:
    moving = """() => [...document.querySelectorAll('*')].flatMap(each => ['', '::before', '::after'].map(part => {
        const style = getComputedStyle(each, part || null), time = text => Math.max(...text.split(',').map(parseFloat));
        return time(style.transitionDuration) + (style.animationName === 'none' ? 0 : time(style.animationDuration)) > 0 ||
          style.scrollBehavior === 'smooth' ? each.className + part : '';
      })).filter(Boolean)"""
    wide(page)
    for address in pages:
        visit(page, home, address)
        assert page.evaluate(moving) == [], address


def test_addresses_can_be_set_as_navigation_instant_does(page: Page, home: str, pages: tuple[str, ...]) -> None:
    """A feature of the theme that operators may choose: it sets every address of a page anew, which links in drawings do not bear."""
    again = "'use strict'; for (const each of document.querySelectorAll('[href]')) each.href = each.href; 'all'"
    wide(page)
    for address in pages:
        visit(page, home, address)
        assert page.evaluate(again) == "all", address


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()


def test_without_scripts_every_kind_of_page_can_be_read_and_left(scriptless: Page, home: str, pages: tuple[str, ...]) -> None:
    for address in pages:
        scriptless.goto(home + address)
        assert scriptless.locator("h1").is_visible(), address
        assert len(scriptless.locator("article").inner_text()) > 150, address
        scriptless.locator(".md-header label[for=__drawer]").click()
        assert scriptless.locator(".pb-nav a").first.is_visible(), address
        assert not scriptless.locator(".md-search__input").is_visible(), address


def test_what_is_folded_is_printed(page: Page, home: str) -> None:
    wide(page)
    visit(page, home, RESULT)
    inner = page.locator("article .pb-details:not([open]) > :nth-child(2)")
    assert inner.count() > 0 and not inner.first.is_visible()
    page.emulate_media(media="print")
    assert inner.first.is_visible()
    assert not page.locator(".md-header, .pb-nav").first.is_visible()


def test_no_sheet_of_paper_is_empty(page: Page, home: str, pages: tuple[str, ...]) -> None:
    """Neither at the end of a short page, nor is the head of a short table on another sheet than its rows."""
    wide(page)
    for address in ("", "kommunen/", "kataloge/", *pages):
        visit(page, home, address)
        sheets = [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
        assert min(len(each.strip()) for each in sheets) > 20, address
        assert not [each for each in sheets if each.strip().endswith("Kriterien Ergebnisse")], address


def test_nothing_is_kept_but_the_choice_of_colours(page: Page, home: str) -> None:
    """Cookies are asked for at the end of every test of this page."""
    wide(page)
    visit(page, home, RESULT)
    page.locator("label.md-header__button[for^=__palette]:visible").click()
    kept = """async () => [Object.keys(localStorage), Object.keys(sessionStorage), (await indexedDB.databases()).length,
        (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]"""
    assert page.evaluate(kept) == [["/.__palette"], [], 0, 0, 0]
    page.locator("label.md-header__button[for^=__palette]:visible").click()


def test_every_page_names_its_language_and_its_content(site: Path) -> None:
    for path in html_files(site):
        text = path.read_text("utf-8")
        assert text.count('id="__inhalt"') == 1 and '<a href="#__inhalt" class="md-skip">' in text, path
