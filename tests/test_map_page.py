"""The map in a browser: it filters, moves, leads from points to the list and back; by mouse, finger, keyboard, and without JavaScript."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from plots import SHEET, TOWN
from pruefbuch.geo import Point, clusters
from test_site import build, plot, served, untroubled

ROOT = Path(__file__).parent.parent


def town(name: str, lat: float, lon: float, more: str = "made_up: true") -> str:
    return f"name: {name}\nkind: Stadt\n{more}\nplace: {{lat: {lat}, lon: {lon}, source: 'https://example.org/'}}\n"


def initiative(title: str, categories: str, lat: float, lon: float, more: str = "") -> str:
    return f"title: {title}\ncategories: [{categories}]\nplace: {{lat: {lat}, lon: {lon}}}\n{more}"


SOURCES = "sources: ['https://example.org/']\n"
FILES = {
    TOWN: town("Musterort", 51.1, 11.4),
    "assessments/musterort/a.yml": SHEET,
    "assessments/musterort/initiatives/garten.yml": initiative("Garten", "food, nature", 51.12, 11.42),
    "assessments/musterort/initiatives/rad.yml": initiative("Lastenrad", "mobility", 51.09, 11.36),
    "assessments/musterort/initiatives/tausch.yml": initiative("Tauschregal", "sharing", 51.09, 11.36),
    "assessments/echtdorf/municipality.yml": town("Echtdorf", 53.2, 10.4, f"made_up: false\nstate: NI\n{SOURCES}"),
    "assessments/echtdorf/a.yml": f"{SHEET}# Echtdorf\n",
    "assessments/echtdorf/initiatives/solar.yml": initiative("Solardach", "energy", 52.3, 9.7, SOURCES),
}
TITLES = ["Echtdorf", "Solardach", "Musterort", "Garten", "Lastenrad", "Tauschregal"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = plot(tmp_path_factory.mktemp("map"), FILES)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as found:
        yield found


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home):
        reader.goto(home + "karte/")
        reader.locator(".pb-filters").wait_for()
        yield reader


def listed(page: Page) -> list[str]:
    return page.locator(".pb-entries > li:visible > a").all_inner_texts()


def box(page: Page) -> list[float]:
    """What part of the sheet is on the screen: left, top, width, height."""
    return [float(each) for each in (page.locator(".pb-map__lands").get_attribute("viewBox") or "").split()]


def marks(page: Page) -> list[str]:
    return [label or "" for label in page.locator(".pb-mark a").evaluate_all("(links) => links.map((a) => a.ariaLabel)")]


def mark(page: Page, label: str) -> str:
    """The classes of the mark whose label begins so."""
    found = page.locator(f'.pb-mark:has(a[aria-label^="{label}"])')
    expect(found).to_have_count(1)
    return found.get_attribute("class") or ""


WHOLE = [0, 0, 10000, 13600]

# -- what is there ---------------------------------------------------------------------------------------------------


def test_list_and_map_have_the_same_entries(page: Page) -> None:
    assert listed(page) == TITLES
    assert page.locator(".pb-map__count").inner_text() == "6 von 6 Einträgen"
    counted = [int(found[0]) if (found := re.findall(r"^(\d+) Einträge um", label)) else 1 for label in marks(page)]
    assert sum(counted) == len(TITLES)


def test_marks_stand_where_their_entries_are(page: Page) -> None:
    """A mark is an HTML-like thing in percent, the outlines are drawn in units: both have to agree, also when the map has moved."""

    def off() -> float:
        found: float = page.evaluate(
            """() => Math.max(...[...document.querySelectorAll(".pb-mark a")].map((link) => {
              const { x, y } = document.querySelector(link.getAttribute("xlink:href")).dataset;
              const lands = document.querySelector(".pb-map__lands");
              const there = new DOMPoint(x, y).matrixTransform(lands.getCTM());
              const base = document.querySelector(".pb-map__sheet").getBoundingClientRect();
              const ring = link.querySelector("circle").getBoundingClientRect();
              return Math.hypot(ring.x + ring.width / 2 - base.x - there.x, ring.y + ring.height / 2 - base.y - there.y);
            }))"""
        )
        return found

    assert off() < 2
    page.locator("[data-pb-move=in]").click()
    page.locator("[data-pb-move=up]").click()
    assert off() < 2


def test_both_halves_cluster_alike(page: Page) -> None:
    chance = random.Random(1)
    source = (ROOT / "theme_overrides/assets/map.js").read_text("utf-8")
    function = source[source.index("const clusters =") : source.index("const drawn =")]
    for radius in (1, 37, 800):
        points = [Point(chance.randrange(-200, 3000), chance.randrange(3000)) for _ in range(400)]
        found = page.evaluate(f"([points, radius]) => {{ {function} return clusters(points, radius); }}", [points, radius])
        expected = [{"point": list(each.point), "members": list(each.members)} for each in clusters(points, radius)]
        assert found == expected


def test_without_javascript_everything_is_there(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(home + "karte/")
    assert listed(page) == TITLES
    assert not page.locator(".pb-filters").is_visible()
    assert not page.locator(".pb-map__buttons").is_visible()
    assert not page.locator(".pb-map__keys").is_visible()
    page.locator("""xpath=//*[@*[name()="xlink:href"]="#i-echtdorf--solar"]""").click()
    assert page.url.endswith("karte/#i-echtdorf--solar")
    page.locator("#i-echtdorf--solar > a").click()
    assert page.locator("h1").inner_text() == "Solardach"
    page.get_by_role("link", name="auf der Karte").click()
    assert page.url.endswith("karte/#i-echtdorf--solar")
    context.close()


def test_marks_can_be_hit_with_a_finger_and_nothing_scrolls_sideways(browser: Browser, home: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, has_touch=True)
    page.goto(home + "karte/")
    page.locator(".pb-filters").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.locator(".pb-mark a circle, .pb-map__buttons button").evaluate_all(
        "(all) => all.flatMap((each) => [each.getBoundingClientRect().width, each.getBoundingClientRect().height])"
    )
    assert min(sizes) >= 24
    page.close()


# -- filters ---------------------------------------------------------------------------------------------------------


def test_filters_leave_out_and_stand_in_the_address(page: Page, home: str) -> None:
    page.locator("select[name=kind]").select_option("initiative")
    assert listed(page) == ["Solardach", "Garten", "Lastenrad", "Tauschregal"]
    assert page.locator(".pb-map__count").inner_text() == "4 von 6 Einträgen"
    assert page.url == f"{home}karte/?kind=initiative"
    page.locator("select[name=category]").select_option("nature")
    assert listed(page) == ["Garten"]
    assert marks(page) == ["Garten, Ernährung und Gärten"]
    assert page.url == f"{home}karte/?kind=initiative&category=nature"
    page.reload()
    page.locator(".pb-filters").wait_for()
    assert listed(page) == ["Garten"]
    page.get_by_role("button", name="Alle zeigen").click()
    assert listed(page) == TITLES
    assert page.url == f"{home}karte/"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=NI", ["Echtdorf", "Solardach"]),
        ("example=true", ["Musterort", "Garten", "Lastenrad", "Tauschregal"]),
        ("example=false&kind=assessment", ["Echtdorf"]),
        ("catalogue=probe%402026", ["Echtdorf", "Musterort"]),
        ("category=food&kind=assessment", []),
        ("kind=project&state=XX", TITLES),
    ],
)
def test_an_address_brings_its_filters(page: Page, home: str, query: str, titles: list[str]) -> None:
    page.goto(f"{home}karte/?{query}")
    page.locator(".pb-filters").wait_for()
    assert listed(page) == titles


def test_what_other_pages_ask_for_stays_in_the_address(page: Page, home: str) -> None:
    page.goto(f"{home}karte/?year=2026&state=NI#i-echtdorf--solar")
    page.locator("select[name=kind]").select_option("initiative")
    assert page.url == f"{home}karte/?year=2026&state=NI&kind=initiative#i-echtdorf--solar"
    results = page.get_by_role("link", name="Alle Ergebnisse")
    assert results.evaluate("(link) => link.href") == f"{home}ergebnisse/?year=2026&state=NI&kind=initiative"


# -- moving ----------------------------------------------------------------------------------------------------------


def test_by_keyboard(page: Page) -> None:
    sheet = page.locator(".pb-map__sheet")
    sheet.focus()
    assert box(page) == WHOLE
    page.keyboard.press("+")
    assert box(page) == [2500, 3400, 5000, 6800]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert box(page)[:2] == [3750, 2150]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert box(page) == [2500, 3400, 5000, 6800]
    page.keyboard.press("-")
    assert box(page) == WHOLE
    page.keyboard.press("=")
    page.keyboard.press("0")
    assert box(page) == WHOLE
    page.keyboard.press("Control+ArrowRight")
    assert box(page) == WHOLE
    # Every mark comes in the order of the Tab key, and what it leads to is the entry in the list.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == marks(page)[0]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li').id") == "t-echtdorf"


def test_by_buttons_only(page: Page) -> None:
    press = {name: page.locator(f"[data-pb-move={name}]") for name in ("in", "out", "left", "right", "up", "down", "whole")}
    for _ in range(12):
        press["in"].click()
    assert box(page)[2] == 100
    for name, (axis, sign) in {"left": (0, -1), "right": (0, 1), "up": (1, -1), "down": (1, 1)}.items():
        before = box(page)
        press[name].click()
        assert (box(page)[axis] - before[axis]) * sign > 0
    press["out"].click()
    assert box(page)[2] == 200
    press["whole"].click()
    assert box(page) == WHOLE
    press["in"].click()
    for _ in range(10):
        press["left"].click()
    assert box(page)[0] == -2500  # the edge of the sheet never leaves the middle of the screen


def test_by_mouse(page: Page) -> None:
    frame, lands = page.locator(".pb-map__sheet").bounding_box(), page.locator(".pb-map__lands")
    assert frame is not None
    corner = (frame["x"] + frame["width"] * 0.25, frame["y"] + frame["height"] * 0.25)
    page.mouse.dblclick(*corner)
    assert box(page)[2] == 5000
    # The point under the pointer stays under it: a quarter from the left of the sheet is a quarter from the left of what is seen.
    assert box(page)[:2] == pytest.approx([1250, 1700], abs=20)
    page.mouse.move(*corner)
    page.mouse.down()
    page.mouse.move(corner[0] + frame["width"] * 0.1, corner[1])
    page.mouse.up()
    page.mouse.move(corner[0] + 50, corner[1] + 50)
    assert box(page)[:2] == pytest.approx([750, 1700], abs=30)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    expect(lands).to_have_attribute("viewBox", re.compile(" 4000 5440$"))
    page.mouse.wheel(0, 100)
    expect(lands).to_have_attribute("viewBox", re.compile(" 5000 6800$"))
    page.keyboard.up("Control")
    page.mouse.wheel(0, 300)  # the wheel alone moves the page
    expect(page.locator("h1")).not_to_be_in_viewport()
    assert box(page)[2] == 5000


def test_a_mark_of_many_opens_until_nothing_can_part_it(page: Page) -> None:
    page.locator("select[name=example]").select_option("true")
    while (first := page.locator('.pb-mark a[aria-label^="4 Einträge um Musterort"]')).count():
        before = box(page)[2]
        first.click()
        assert box(page)[2] < before
    for _ in range(8):
        page.locator("[data-pb-move=in]").click()
        if "2 Einträge um Lastenrad, vergrößert die Karte" in marks(page):
            break
    page.goto(page.url + "#i-musterort--rad")
    label = "2 Einträge um Lastenrad"
    assert "pb-on" in mark(page, label)
    page.locator(f'.pb-mark a[aria-label^="{label}"]').click()
    assert page.evaluate("document.activeElement.textContent") == "Lastenrad"


# -- from one to the other -------------------------------------------------------------------------------------------


def test_a_link_leads_to_one_entry(page: Page, home: str) -> None:
    page.goto(f"{home}karte/#i-musterort--garten")
    page.locator('#i-musterort--garten[aria-current="true"]').wait_for()
    assert "pb-on" in mark(page, "Garten")
    assert box(page)[2] < 10000
    page.evaluate("location.hash = '#t-echtdorf'")
    page.locator('#t-echtdorf[aria-current="true"]').wait_for()
    assert page.locator("[aria-current=true]").count() == 1
    page.evaluate("location.hash = '#gibt-es-nicht'")
    page.evaluate("location.hash = '#%'")
    page.goto(f"{home}karte/?kind=assessment#i-musterort--garten")
    page.locator('#i-musterort--garten[aria-current="true"]').wait_for()
    assert listed(page) == TITLES


def test_an_entry_shows_itself_on_the_map_and_back_goes_back(page: Page, home: str) -> None:
    page.locator("#i-echtdorf--solar").get_by_role("link", name="auf der Karte").click()
    assert page.url == f"{home}karte/#i-echtdorf--solar"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Solardach, Energie und Klima"
    page.locator("#t-musterort").get_by_role("link", name="auf der Karte").click()
    assert page.url == f"{home}karte/#t-musterort"
    page.go_back()
    page.locator('#i-echtdorf--solar[aria-current="true"]').wait_for()
    page.locator('.pb-mark a[aria-label^="Solardach"]').click()
    assert page.evaluate("document.activeElement.textContent") == "Solardach"


def test_what_is_looked_at_here_lights_up_there(page: Page) -> None:
    page.locator("#i-echtdorf--solar > a").focus()
    assert "pb-on" in mark(page, "Solardach")
    page.locator("#t-echtdorf > a").focus()
    assert "pb-on" not in mark(page, "Solardach")
    page.locator("#i-echtdorf--solar").hover()
    assert "pb-on" in mark(page, "Solardach")
    page.locator('.pb-mark a[aria-label^="Echtdorf"]').focus()
    assert "pb-on" in (page.locator("#t-echtdorf").get_attribute("class") or "")
    page.locator(".pb-map__sheet").focus()
    assert "pb-on" not in (page.locator("#t-echtdorf").get_attribute("class") or "")


def test_who_zooms_by_keyboard_keeps_the_place(page: Page) -> None:
    page.locator('.pb-mark a[aria-label*="Einträge um Musterort"]').focus()
    page.keyboard.press("+")
    assert page.evaluate("document.activeElement.dataset.key") == "t-musterort"
    page.locator('.pb-mark a[aria-label^="Echtdorf"]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.classList.contains('pb-map__sheet')")
