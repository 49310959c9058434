"""The page of a criterion in a browser: how all have rated it, who has done it and how, lessons; and results that are related."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from criterion_book import COUNT, FILES
from test_site import build, plot, served, untroubled

BACH = "kataloge/paar/2026/bach/"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site stands in a folder of its host, as many do."""
    root = plot(tmp_path_factory.mktemp("criterion"), FILES)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root) as found:
        yield f"{found}site/"


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home):
        opened(reader, home + BACH)
        yield reader


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".pb-overview__count")).to_contain_text("von")


def titles(page: Page, group: str) -> list[str]:
    return page.locator(f"[data-group={group}] > li > p > a").all_inner_texts()


def hits(page: Page, text: str) -> None:
    expect(page.locator(".pb-overview__count")).to_have_text(text)


def options(page: Page, name: str) -> list[str]:
    return page.locator(f"select[name={name}] option").all_inner_texts()


# -- how it was rated ------------------------------------------------------------------------------------------------


def test_the_spread_counts_every_valid_assessment(page: Page) -> None:
    rows = page.locator(".pb-spread tr").evaluate_all(
        "(rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    )
    each = COUNT // 5
    assert rows == [
        ["Antwort", "Kommunen", "Beispiele (erfunden)"],
        ["▼ hemmend", "0", str(each + 1)],
        ["● kein Effekt", "0", str(each)],
        ["▲ fördernd", "1", str(2 * each + 1)],
        ["nicht beantwortet", "1", str(each)],
        ["Prüfungen", "2", str(COUNT + 2)],
    ]
    assert page.get_by_text("Nicht mitgezählt, weil ersetzt oder zurückgezogen: 1.").is_visible()
    bars = page.locator(".pb-spread tbody tr:nth-child(4) td:nth-child(3) rect.pb-share")
    assert bars.get_attribute("width") == f"{240 * each / (COUNT + 2):.1f}"
    assert page.locator(".pb-spread svg").first.get_attribute("aria-hidden") == "true"


def test_kinds_of_evidence_are_counted(page: Page) -> None:
    rows = page.locator("table[class*=pb-narrow] tbody tr").all_inner_texts()
    assert [row.split() for row in rows] == [["Messung", "1", "1"], ["Art", "nicht", "genannt", "1", "1"]]


# -- who has done it -------------------------------------------------------------------------------------------------


def test_ratings_stand_by_effect_newest_first_with_what_backs_them(page: Page) -> None:
    assert page.locator(".pb-given__group:visible h3").all_inner_texts() == [
        "Wo es hilft",
        "Wo es schadet",
        "Andere Antworten",
        "Ohne Stufe",
    ]
    assert titles(page, "up")[:3] == ["Uferweg", "Teich", "Vorhaben 156"]
    assert titles(page, "down")[:2] == ["Kanal", "Vorhaben 157"]
    first = page.locator("[data-group=up] > li").first
    assert [line for line in first.inner_text().split("\n") if line] == [
        "▲ fördernd Uferweg Nahstadt Beispiel (erfunden) · Großstadt · Mai 2026",
        "Grund von Uferweg.",
        "Nachweise",
        "Messreihe (Messung, Februar 2026)",
        "Notiz",
        "Maßnahmen",
        "Ufer bepflanzen. erledigt",
    ]
    second = page.locator("[data-group=up] > li").nth(1).inner_text()
    assert "Ährenfeld · Niedersachsen · Mittelstadt · März 2026" in second and "erfunden" not in second
    assert "Ein Graben." in page.locator("[data-group=down] > li").first.inner_text()
    assert page.get_by_text("Keine Rangfolge: erst, wo das Vorhaben hilft").is_visible()
    hits(page, f"{COUNT + 5} von {COUNT + 5} Bewertungen")


def test_a_choice_finds_ratings_of_older_pages(page: Page, home: str) -> None:
    assert options(page, "size") == [
        "alle",
        f"Landgemeinde (unter 5 000) ({COUNT})",
        "Mittelstadt (20 000 bis unter 100 000) (2)",
        "Großstadt (ab 100 000) (1)",
        "Landkreis (1)",
        "Größe unbekannt (1)",
    ]
    page.get_by_label("Größe").select_option("medium")
    hits(page, f"2 von {COUNT + 5} Bewertungen")
    assert page.url == f"{home}{BACH}?size=medium"
    expect(page.locator("[data-group=past] > li")).to_have_count(1)
    assert (titles(page, "up"), titles(page, "down"), titles(page, "past")) == (["Teich"], [], ["Teich"])
    assert not page.locator(".pb-given__group", has_text="Ohne Stufe").is_visible()
    old = page.locator("[data-group=past] > li")
    assert "März 1840 · ersetzt" in old.inner_text()
    assert options(page, "effect") == [
        "alle",
        "Wo es hilft (1)",
        "Wo es schadet (0)",
        "Andere Antworten (0)",
        "Ohne Stufe (0)",
        "Aus Prüfungen, die nicht mehr gelten (1)",
    ]
    assert titles(page, "lesson") == ["Teich"]  # lessons are narrowed with the ratings, and come from older pages too
    old.get_by_role("link", name="Teich").click()
    page.wait_for_url(f"{home}ergebnisse/aehrenfeld/teich-alt/#k-bach")
    page.go_back()
    hits(page, f"2 von {COUNT + 5} Bewertungen")
    page.get_by_role("button", name="Alle zeigen").click()
    hits(page, f"{COUNT + 5} von {COUNT + 5} Bewertungen")
    assert page.url == f"{home}{BACH}"


@pytest.mark.parametrize(
    ("query", "up", "others"),
    [
        ("state=NI", ["Teich"], ["Teich"]),
        ("state=ST", [], ["Deich"]),
        ("size=district", [], ["Deich"]),
        ("size=unknown&effect=down", [], ["Kanal"]),
        ("example=false&effect=up", ["Teich"], []),
        ("size=large&state=NI", [], []),
    ],
)
def test_an_address_brings_its_filters(page: Page, home: str, query: str, up: list[str], others: list[str]) -> None:
    opened(page, f"{home}{BACH}?{query}#ergebnisse")
    hits(page, f"{len(up) + len(others)} von {COUNT + 5} Bewertungen")
    found = page.locator(".pb-givens > li > p > a")
    expect(found).to_have_count(len(up) + len(others))
    assert titles(page, "up") == up
    assert found.all_inner_texts() == up + others


def test_more_are_shown_as_they_are_asked_for(page: Page, home: str) -> None:
    opened(page, f"{home}{BACH}?effect=missing")
    items = page.locator("[data-group=missing] > li")
    expect(items).to_have_count(20)
    hits(page, f"{COUNT // 5 + 1} von {COUNT + 5} Bewertungen")
    page.get_by_role("button", name="Mehr zeigen").click()
    expect(items).to_have_count(COUNT // 5 + 1)
    assert not page.get_by_role("button", name="Mehr zeigen").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Vorhaben 59"
    assert titles(page, "missing")[-2:] == ["Vorhaben 4", "Deich"]


def test_by_keyboard_only(page: Page) -> None:
    page.locator("select[name=effect]").focus()
    page.keyboard.press("ArrowDown")
    hits(page, f"{2 * COUNT // 5 + 2} von {COUNT + 5} Bewertungen")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "state"


# -- other readers ---------------------------------------------------------------------------------------------------


def test_without_javascript_everything_is_there(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(home + BACH)
    assert not page.locator(".pb-sieve").is_visible()
    here = page.locator(".pb-givens > li").count()
    assert page.locator("[data-group=lesson] > li").count() == 1
    page.locator(".pb-paging a").click()
    assert "ältere" in page.locator("h1 + p").inner_text().lower()
    assert here + page.locator(".pb-givens > li").count() == COUNT + 5
    assert page.locator("[data-group=lesson] > li").count() == 1
    context.close()


def test_when_data_cannot_be_loaded_the_page_stays(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.route("**/bewertungen.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(home + BACH)
    assert titles(page, "up")[0] == "Uferweg"
    assert not page.locator(".pb-sieve").is_visible()
    page.unroute("**/bewertungen.json")
    page.route("**/archiv/1/", lambda route: route.abort())
    page.goto(f"{home}{BACH}?size=medium")
    hits(page, "Die Daten ließen sich gerade nicht laden. Bitte versuchen Sie es noch einmal.")
    page.unroute("**/archiv/1/")
    page.locator("select[name=effect]").select_option("past")
    hits(page, f"1 von {COUNT + 5} Bewertungen")
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(reader: Page, home: str, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    opened(reader, home + BACH)
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_numbers_can_be_read_on_paper_without_colour(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.locator(".pb-filters").is_visible()
    number, bar = page.locator(".pb-spread tbody td .pb-number").first, page.locator(".pb-spread tbody td svg").first
    assert number.is_visible() and bar.is_visible()
    stroke = page.locator(".pb-spread rect.pb-share").first.evaluate("(bar) => getComputedStyle(bar).strokeWidth")
    assert stroke == "1px"  # an outline, whatever the colour


# -- lessons ---------------------------------------------------------------------------------------------------------


def test_lessons_stand_on_all_three_pages(page: Page, home: str) -> None:
    assert page.locator("[data-group=lesson] > li").inner_text().split("\n")[0] == "Erst messen, dann bauen."
    page.locator("[data-group=lesson] a", has_text="Uferweg").click()
    block = page.locator(".pb-criterion", has=page.locator("#k-bach"))
    assert "Was andere daraus lernen können\nErst messen, dann bauen." in block.inner_text().replace("\n\n", "\n")
    page.goto(f"{home}angebote/erfahrungen/")
    assert page.locator(".pb-lessons > li").all_inner_texts() == [
        "Erst messen, dann bauen.\n\nBach – Uferweg Nahstadt Beispiel (erfunden) · Großstadt · Mai 2026",
        "Erst messen, dann bauen.\n\nBach – Teich Ährenfeld · Niedersachsen · Mittelstadt · März 1840 · ersetzt",
    ]
    page.locator("#nach-kriterium ~ ul a", has_text="Bach").click()
    page.wait_for_url(f"{home}{BACH}#erfahrungen")


# -- related results -------------------------------------------------------------------------------------------------


def related(page: Page) -> list[str]:
    expect(page.locator(".pb-related")).to_be_visible()
    return page.locator(".pb-related li").all_inner_texts()


def test_related_results_say_why(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/nahstadt/ufer/")
    found = related(page)
    assert [each.partition(" –")[0] for each in found] == ["Teich", "Vorhaben 159", "Vorhaben 156", "Deich", "Vorhaben 155"]
    assert found[0].endswith("– Ährenfeld\nMärz 2026 · hilft auch bei: Bach, Zugang · gleiche Art, derselbe Katalog")
    assert "erfunden" not in found[0] and "Beispiel (erfunden)" in found[1]
    assert found[1].endswith("Kommune in der Nähe, 22 km Luftlinie")
    assert found[2].endswith("2006 · hilft auch bei: Bach")
    assert found[3].endswith("1845 · hilft auch bei: Zugang · gleiche Art, derselbe Katalog")
    page.locator(".pb-related a").first.click()
    page.wait_for_url(f"{home}ergebnisse/aehrenfeld/teich/")


def test_a_page_never_leads_to_its_own_subject(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/aehrenfeld/teich-alt/")
    assert not any(each.startswith("Teich –") for each in related(page))
    page.goto(f"{home}ergebnisse/aehrenfeld/anders/")
    page.wait_for_load_state("networkidle")
    assert not page.locator(".pb-related").is_visible()  # there is no other of its edition, and nobody nearby
    assert page.get_by_role("link", name="Ergebnisse gleicher Art nach demselben Katalog").is_visible()


def test_without_javascript_ways_lead_to_related_results(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}ergebnisse/nahstadt/ufer/")
    assert page.locator(".pb-related").count() == 0
    page.get_by_role("link", name="Bach", exact=True).last.click()
    assert page.url == f"{home}{BACH}?effect=up#ergebnisse"
    page.go_back()
    page.get_by_role("link", name="Kommunen in der Nähe").click()
    assert page.url == f"{home}kommunen/nahstadt/#nachbarn"
    page.wait_for_load_state()  # without its styles the text stands in other lines
    neighbours = page.locator("#nachbarn ~ ul").first.inner_text()
    assert neighbours.startswith("Musterort Beispiel (erfunden), 22 km\nneuestes Ergebnis: Vorhaben 159, 2009")
    page.goto(f"{home}kommunen/erdkreis/")
    assert page.get_by_text("Unbekannt: Niemand hat eingetragen, wo diese Kommune liegt.").is_visible()
    page.goto(f"{home}kommunen/aehrenfeld/")
    assert page.get_by_text("hat keine andere Kommune Ergebnisse in diesem Prüfbuch").is_visible()  # only made-up ones are near
    assert "30 000 31. Dezember 2023, Mittelstadt (Quelle)" in page.locator(".pb-facts").inner_text().replace(
        "\xa0", " "
    ).replace("\n", " ")
    context.close()


def test_when_related_results_cannot_be_loaded_the_ways_stay(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.route("**/nachbarn.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(f"{home}ergebnisse/nahstadt/ufer/")
    assert page.locator(".pb-related").count() == 0
    assert page.get_by_role("link", name="Kommunen in der Nähe").is_visible()
    page.close()
