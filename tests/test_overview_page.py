"""The overview in a browser: it filters, counts, sorts, saves and chooses; by mouse, keyboard, on a phone, without JavaScript."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from overview_book import FILES, NEWEST
from plots import BASE, SHEET, book_of
from printed import new_printer, register_of
from pruefbuch.views.facets import facets
from test_site import build, plot, served, untroubled, watched

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site stands in a folder of its host, as many do."""
    root = plot(tmp_path_factory.mktemp("overview"), FILES)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root) as found:
        yield f"{found}site/"


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home):
        opened(reader, f"{home}ergebnisse/")
        yield reader


def opened(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("[data-pb-overview]").wait_for()
    expect(page.locator(".pb-overview__count")).to_contain_text("von")


def titles(page: Page, expected: list[str]) -> None:
    expect(page.locator("[data-pb-overview] tbody th > a")).to_have_text(expected)


def hits(page: Page, text: str) -> None:
    expect(page.locator(".pb-overview__count")).to_have_text(text)


def options(page: Page, name: str) -> list[str]:
    return page.locator(f"select[name={name}] option").all_inner_texts()


# -- filters ---------------------------------------------------------------------------------------------------------


def test_everything_is_listed_first(page: Page) -> None:
    titles(page, NEWEST)
    hits(page, "7 von 7 Ergebnissen")
    assert not page.locator("[data-pb-static]").is_visible()
    assert page.locator("[role=status][aria-live], [data-pb-overview] [role=status]").count() == 1
    first = page.locator("[data-pb-overview] tbody tr").first
    assert first.locator("th .pb-small").inner_text() == "Projekt"
    assert "Ährenfeld" in first.inner_text() and "3 von 3" in first.inner_text() and "Natur: gut" in first.inner_text()
    assert page.locator("[data-pb-overview] .pb-badge").count() == 3
    assert page.get_by_role("combobox", name="Kommune").first.is_visible()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("municipality=musterort", NEWEST[4:]),
        ("state=NI", NEWEST[:4]),
        ("catalogue=probe%402026", ["Allee"]),
        ("kind=paper", ['=SUMME(1;2)"']),
        ("digital=true", ["Bürger-App"]),
        ("phase=operation", ["Bürger-App"]),
        ("year=2026", ["Radweg am Bach", "Allee", "Straße ohne Autos"]),
        ("field=paar%402026%2Fwasser", ["Radweg am Bach", "Radweg am Bach", '=SUMME(1;2)"']),
        ("level=paar%402026%2Fnatur%2Fgut", ["Radweg am Bach", "Radweg am Bach"]),
        ("open=true", ["Radweg am Bach"]),
        ("example=true", NEWEST[4:]),
        ("text=STRASSE", ["Straße ohne Autos"]),
        ("text=bach+rad", ["Radweg am Bach"] * 3),
        ("kind=initiative&municipality=nirgends", NEWEST),
        ("sort=date", ['=SUMME(1;2)"', *["Radweg am Bach"] * 3, "Bürger-App", "Straße ohne Autos", "Allee"]),
        ("sort=title&example=true", ["Allee", "Bürger-App", "Straße ohne Autos"]),
        ("sort=municipality", NEWEST),
    ],
)
def test_an_address_brings_its_filters(page: Page, home: str, query: str, expected: list[str]) -> None:
    opened(page, f"{home}ergebnisse/?{query}")
    titles(page, expected)


def test_counts_follow_the_other_filters(page: Page, home: str) -> None:
    assert options(page, "municipality") == ["alle", "Ährenfeld (4)", "Musterort (3)"]
    assert options(page, "kind") == ["alle", "Projekt (6)", "Vorlage (1)"]
    page.locator("select[name=municipality]").select_option("musterort")
    hits(page, "3 von 7 Ergebnissen")
    assert options(page, "municipality") == ["alle", "Ährenfeld (4)", "Musterort (3)"]  # its own choice is left aside
    assert options(page, "kind") == ["alle", "Projekt (3)", "Vorlage (0)"]
    assert page.locator("select[name=kind] option[value=paper]").is_disabled()
    assert page.locator("select[name=field] optgroup").evaluate_all("(all) => all.map((each) => each.label)") == [
        "Paarkatalog, Ausgabe 2026",
        "Probekatalog, Ausgabe 2026",
    ]
    assert page.url == f"{home}ergebnisse/?municipality=musterort"
    page.get_by_role("button", name="Alle zeigen").click()
    titles(page, NEWEST)
    assert page.url == f"{home}ergebnisse/"


def test_any_choice_finds_and_counts_what_a_plain_search_does(page: Page, home: str) -> None:
    """The browser counts sets in one pass; here every result is looked at for every option."""
    chance = random.Random(4)
    book = book_of(FILES)
    register = register_of(book, new_printer())
    made = {each.name: each for each in facets(register) if len(each.sets) > 1}
    results = [card.entry for card in register.cards[::-1]]
    words = {name: [{each.options[number].value for number in each.sets[of]} for of in each.of] for name, each in made.items()}

    def fitting(state: dict[str, str]) -> list[int]:
        return [number for number in range(len(results)) if all(value in words[name][number] for name, value in state.items())]

    for _ in range(12):
        asked = chance.sample(sorted(made), chance.randint(1, 4))
        state = {name: chance.choice(made[name].options).value for name in asked}
        opened(page, f"{home}ergebnisse/?{urlencode(state)}")
        found = fitting(state)
        hits(page, f"{len(found)} von {len(results)} Ergebnissen")
        found.sort(key=lambda number: (book.municipalities[results[number].municipality].made_up, -number))
        titles(page, [results[number].title for number in found])
        for name, each in made.items():
            others = fitting({key: value for key, value in state.items() if key != name})
            counts = [sum(option.value in words[name][number] for number in others) for option in each.options]
            labels = [f"{option.label} ({count})" for option, count in zip(each.options, counts, strict=True)]
            assert options(page, name) == ["alle", *labels], (state, name)


def test_what_is_chosen_is_said_and_can_be_taken_out(page: Page, home: str) -> None:
    """Also where the filters are folded; the focus stays near."""
    opened(page, f"{home}ergebnisse/?municipality=musterort&kind=project&text=strasse&sort=title")
    page.locator(".pb-narrowing summary").click()
    chips = page.get_by_role("list", name="Gewählte Filter").get_by_role("button")
    expect(chips).to_have_text(
        [re.compile(f"^{each} ×") for each in ("Kommune: Musterort", "Art: Projekt", "Wörter im Titel: strasse")]
    )
    assert page.get_by_role("button", name="Kommune: Musterort diesen Filter herausnehmen").count() == 1
    chips.nth(0).press("Enter")
    titles(page, ["Straße ohne Autos"])
    assert page.url == f"{home}ergebnisse/?kind=project&text=strasse&sort=title"
    assert page.evaluate("document.activeElement.textContent").startswith("Art: Projekt")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    titles(page, [*["Radweg am Bach"] * 3, "Allee", "Bürger-App", "Straße ohne Autos"])
    chips.nth(0).press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    assert page.get_by_role("button", name="Alle zeigen").is_visible()  # the order is still another
    page.get_by_role("button", name="Alle zeigen").click()
    titles(page, NEWEST)
    assert not page.get_by_role("button", name="Alle zeigen").is_visible()
    assert not page.get_by_role("list", name="Gewählte Filter").is_visible()


def test_nothing_fits(page: Page, home: str) -> None:
    opened(page, f"{home}ergebnisse/?state=NI&digital=true")
    hits(page, "0 von 7 Ergebnissen")
    assert page.get_by_text("Dazu gibt es kein Ergebnis.").is_visible()
    assert not page.locator("[data-pb-overview] table").is_visible()
    page.get_by_role("button", name="Alle zeigen").click()
    titles(page, NEWEST)
    assert not page.get_by_text("Dazu gibt es kein Ergebnis.").is_visible()


def test_typing_filters_by_title_and_back_brings_it_back(page: Page, home: str) -> None:
    page.get_by_label("Wörter im Titel").press_sequentially("bürg")
    titles(page, ["Bürger-App"])
    page.wait_for_url(f"{home}ergebnisse/?text=b%C3%BCrg")
    page.locator("[data-pb-overview] tbody th > a").click()
    expect(page.locator("h1")).to_contain_text("Bürger-App")
    page.go_back()
    titles(page, ["Bürger-App"])
    assert page.get_by_label("Wörter im Titel").input_value() == "bürg"


def test_there_is_no_order_by_value(page: Page) -> None:
    assert options(page, "sort") == ["neueste zuerst", "älteste zuerst", "nach Kommune", "nach Titel"]
    assert page.get_by_text("Nach Werten lässt sich nicht sortieren").is_visible()


def test_map_and_overview_keep_the_same_choice(page: Page, home: str) -> None:
    page.locator("select[name=state]").select_option("NI")
    hits(page, "4 von 7 Ergebnissen")
    link = page.get_by_role("link", name="Auf der Karte")
    assert link.evaluate("(link) => link.href") == f"{home}karte/?state=NI"
    page.goto(f"{home}ergebnisse/#beispiele")
    titles(page, NEWEST[4:])
    page.evaluate("location.hash = '#kommunen'")
    titles(page, NEWEST[:4])


def test_by_keyboard_only(page: Page, home: str) -> None:
    page.locator(".pb-narrowing summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".pb-narrowing")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "municipality"
    page.keyboard.type("Must")
    hits(page, "3 von 7 Ergebnissen")
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 3
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    hits(page, "3 von 7 Ergebnissen · 1 von höchstens 4 zum Vergleich gewählt")
    boxes.nth(2).focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="Nebeneinander ansehen").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}vergleich/?assessment=musterort/strasse&assessment=musterort/app")


# -- choosing what to compare ----------------------------------------------------------------------------------------


def test_only_what_can_be_compared_can_be_chosen(page: Page, home: str) -> None:
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    assert page.get_by_text("Wählen Sie noch mindestens eines").is_visible()
    assert not page.get_by_role("link", name="Nebeneinander ansehen").is_visible()
    assert boxes.nth(4).is_disabled()  # of another edition
    for number in (1, 2, 3):
        boxes.nth(number).check()
    assert boxes.nth(5).is_disabled()  # there are four
    query = "compare=aehrenfeld%2Fradweg-2026&compare=aehrenfeld%2Fradweg-2025"
    assert page.url.startswith(f"{home}ergebnisse/?{query}")
    page.reload()
    titles(page, NEWEST)
    assert page.locator("input[type=checkbox]:checked").count() == 4
    boxes.nth(3).uncheck()
    assert boxes.nth(5).is_enabled()
    page.get_by_role("button", name="Auswahl leeren").click()
    assert page.url == f"{home}ergebnisse/"
    assert not page.locator(".pb-picks").is_visible()


def test_a_result_page_leads_to_others_of_its_edition(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/musterort/app/")
    page.get_by_role("link", name="mit anderen vergleichen").click()
    titles(page, [*NEWEST[:4], "Straße ohne Autos", "Bürger-App"])
    assert page.locator("input[type=checkbox]:checked").get_attribute("value") == "musterort/app"


# -- saving ----------------------------------------------------------------------------------------------------------


def test_what_is_filtered_can_be_saved(page: Page, home: str) -> None:
    opened(page, f"{home}ergebnisse/?kind=paper")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Diese Liste speichern (CSV)").click()
    data = Path(caught.value.path()).read_bytes()
    assert caught.value.suggested_filename == "ergebnisse.csv"
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert dict(zip(head, row, strict=True)) == {
        "Kommune": "Ährenfeld",
        "Land": "Niedersachsen",
        "Beispiel": "",
        "Vorhaben": "'=SUMME(1;2)\"",  # what a spreadsheet might reckon is a text
        "Art": "Vorlage",
        "Digital": "",
        "Datum": "2023-01",
        "Katalog": "paar@2026",
        "Stand": "gültig",
        "Herkunft": "übernommen aus öffentlichen Ratsunterlagen, keine Veröffentlichung der Kommune",
        "Ergebnis": "Natur: −1,00; Menschen: gut",
        "Beantwortet": "3 von 3",
        "Adresse": f"{home}ergebnisse/aehrenfeld/summe/",
    }


def test_examples_are_marked_in_what_is_saved(page: Page, home: str) -> None:
    with page.expect_download() as caught:
        page.get_by_role("button", name="Diese Liste speichern (CSV)").click()
    rows = list(csv.DictReader(io.StringIO(Path(caught.value.path()).read_text("utf-8-sig")), delimiter=";"))
    assert [row["Beispiel"] for row in rows] == [""] * 4 + ["Beispiel (erfunden)"] * 3
    assert [row["Digital"] for row in rows] == [""] * 6 + ["digital"]
    assert {row["Herkunft"] for row in rows if row["Art"] == "Projekt"} == {"von der Kommune veröffentlicht"}


@pytest.mark.parametrize("start", [*"=+-@\t\r\n−＝＋－＠﹦﹢﹣﹫", " =", "\xa0＝", "\u3000+"])
def test_no_cell_is_a_formula(page: Page, start: str) -> None:
    source = (ROOT / "theme_overrides/assets/overview.js").read_text("utf-8")
    function = source[source.index("const cell =") : source.index("const start =")]
    assert page.evaluate(f"(text) => {{ {function} return cell(text); }}", f'{start}1"') == f'"\'{start}1"""'
    assert page.evaluate(f"(text) => {{ {function} return cell(text); }}", f"a{start}1") == f'"a{start}1"'


# -- other readers ---------------------------------------------------------------------------------------------------


def test_without_javascript_the_lists_lead_to_everything(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{home}ergebnisse/")
    assert not page.locator("[data-pb-overview]").is_visible()
    assert page.locator("[data-pb-static] tbody th > a").all_inner_texts() == NEWEST
    context.close()


def test_when_the_data_cannot_be_loaded_the_lists_stay(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.route("**/daten/index.json", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(f"{home}ergebnisse/")
    assert page.locator("[data-pb-static] tbody th > a").all_inner_texts() == NEWEST
    assert not page.locator("[data-pb-overview]").is_visible()
    page.unroute("**/daten/index.json")
    page.route("**/daten/0.json", lambda route: route.abort())
    page.goto(f"{home}ergebnisse/")
    hits(page, "Die Daten ließen sich gerade nicht laden. Bitte versuchen Sie es noch einmal.")
    page.unroute("**/daten/0.json")
    page.locator("select[name=state]").select_option("NI")
    titles(page, NEWEST[:4])
    page.close()


def test_on_a_phone_rows_become_cards(reader: Page, home: str) -> None:
    page = reader
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, f"{home}ergebnisse/")
    titles(page, NEWEST)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert not page.locator("select[name=municipality]").is_visible()  # folded, so that the list is in sight
    page.locator(".pb-narrowing summary").click()
    assert page.locator("select[name=municipality]").is_visible()
    row = page.locator("[data-pb-overview] tbody tr").first
    tops = row.locator("th, td").evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect().top)")
    assert tops == sorted(set(tops))  # one below the other
    assert row.get_by_role("rowheader").count() == 1 and row.get_by_role("cell").count() == 3
    sizes = page.locator(".pb-pick input").evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().width)")
    assert min(sizes) >= 24


def test_an_empty_book_has_an_overview_and_a_feed(browser: Browser, tmp_path: Path) -> None:
    root = plot(tmp_path / "empty", {})
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as home:
        page = browser.new_page()
        troubles = watched(page, home)
        page.goto(f"{home}ergebnisse/")
        assert page.get_by_text("Es gibt noch keine").is_visible()
        assert not page.locator(".pb-filters").is_visible()
        page.goto(f"{home}vergleich/")
        assert page.get_by_text("mindestens zwei Ergebnisse").is_visible()
        assert troubles == []
        page.close()


def test_a_town_with_two_thousand_results(browser: Browser, tmp_path: Path) -> None:
    many = {
        f"assessments/musterort/n-{number}.yml": SHEET.replace("radweg", f"n-{number}").replace(
            "Radweg", f"Vorhaben {number:04}"
        )
        for number in range(2000)
    }
    root = plot(tmp_path / "many", {**BASE, **many, "assessments/musterort/andere.yml": SHEET.replace("03", "04")})
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root / "site") as home:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]) if "/daten/" in request.url else None)
        opened(page, f"{home}ergebnisse/")
        hits(page, "2.001 von 2.001 Ergebnissen")
        rows = page.locator("[data-pb-overview] tbody tr")
        expect(rows).to_have_count(50)
        assert len(asked) <= 3  # the numbers of all results, and the rows that are shown
        page.get_by_role("button", name="Mehr zeigen").click()
        expect(rows).to_have_count(100)
        assert page.evaluate("document.activeElement.textContent") == rows.nth(50).locator("th > a").inner_text()
        page.get_by_label("Wörter im Titel").fill("0042")
        titles(page, ["Vorhaben 0042"])
        page.goto(f"{home}ergebnisse/musterort/n-42/")
        assert page.locator("h1").inner_text().startswith("Vorhaben 0042")
        page.close()
