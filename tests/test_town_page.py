"""The page of a municipality and its reports in a browser: what is due, what leads where, what comes out of the printer."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from plots import TOWN
from test_accessible import AXE, OVERFLOW, violations
from test_sheet import A4
from test_site import build, plot, served, untroubled
from test_towns import MEASURES, sheet

FILES = {
    TOWN: "name: Musterort\nkind: Gemeinde\nmade_up: true\n",
    **{f"assessments/musterort/{name}.yml": text for name, text in MEASURES.items()},
    "assessments/musterort/frei.yml": (
        "catalogue: probe@2026\nsubject: {id: frei, title: Haushalt, kind: paper, digital: false}\ndate: 2026-05\n"
        "ratings: {a: hemmend, b: hemmend, c: hemmend}\npaper: {number: 7/2026}\ndecision: {text: abgelehnt}\n"
    ),
    "assessments/vielstadt/municipality.yml": "name: Vielstadt\nkind: Stadt\nmade_up: true\n",
    **{
        f"assessments/vielstadt/p-{number}.yml": sheet(
            f"p-{number}", f"2026-0{1 + number % 9}", f"{{text: Schritt {number}, state: planned, due: {2020 + number % 9}-03}}"
        )
        for number in range(230)
    },
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = plot(tmp_path_factory.mktemp("town"), FILES)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root) as found:
        yield f"{found}site/"


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    reader.emulate_media(reduced_motion="reduce")
    with untroubled(reader, home):
        yield reader


def rows(page: Page, caption: str) -> list[str]:
    """The rows of the table below that caption."""
    found = page.locator("table", has=page.locator("caption", has_text=caption)).locator("tbody tr").all_inner_texts()
    return [" ".join(each.split()) for each in found]


def test_what_was_due_before_today_is_marked_in_the_browser(browser: Browser, home: str) -> None:
    page = browser.new_page()  # of its own: its clock is wrong for good
    page.clock.set_fixed_time("2026-06-15T12:00:00")
    page.goto(f"{home}kommunen/musterort/")
    assert rows(page, "1. Halbjahr 2026") == [
        "Am Ersten 1. Juni 2026 ⚠︎ Termin vorbei ○ läuft Kriterium B (Vorhaben a, Februar 2026)",
        "Im Juni Juni 2026 ○ geplant Kriterium B (Vorhaben a, Februar 2026)",
    ]
    assert page.get_by_text("Termin vorbei").count() == 1  # June and this year are not over
    page.clock.set_fixed_time("2027-01-01T00:00:01")
    page.reload()
    assert page.get_by_text("Termin vorbei").count() == 3
    assert "Termin" not in " ".join(rows(page, "2027, Halbjahr unbekannt"))
    page.close()


def test_a_follow_up_leads_to_the_rating_it_belongs_to(page: Page, home: str) -> None:
    page.goto(f"{home}kommunen/musterort/")
    page.locator("tr", has_text="Im Juni").get_by_role("link", name="Kriterium B").click()
    expect(page).to_have_url(f"{home}ergebnisse/musterort/a-2026/#k-b")
    expect(page.locator("#k-b")).to_be_in_viewport()


def test_a_field_leads_to_its_results_in_the_overview(page: Page, home: str) -> None:
    page.goto(f"{home}kommunen/musterort/")
    row = page.locator("[aria-labelledby=tabelle-felder-1] tbody tr", has_text="Feld")
    number = row.locator("td").first.inner_text()
    row.get_by_role("link").click()
    expect(page.locator(".pb-overview__count")).to_have_text(f"{number} von {len(FILES) - 2} Ergebnissen")
    assert page.locator("select[name=municipality]").input_value() == "musterort"


def test_a_half_year_is_seen_and_printed_alone(page: Page, home: str) -> None:
    page.goto(f"{home}kommunen/musterort/")
    page.get_by_role("link", name="1. Halbjahr 2026").click()
    expect(page).to_have_url(f"{home}kommunen/musterort/bericht/1/#h-2026-1")
    expect(page.locator(".pb-report:visible h2")).to_have_text(["1. Halbjahr 2026"])
    pdf = page.pdf(format="A4", margin=A4)  # type: ignore[arg-type]
    sheets = [" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(pdf)).pages]
    assert len(sheets) <= 2
    for part in (
        "Bericht für den Rat Musterort Beispiel (erfunden)",
        "alle Nachhaltigkeitsprüfungen aus Musterort",
        "Beantwortete Fragen 6 von 6",
        "Haushalt Mai 2026 · Vorlage · Probekatalog, Ausgabe 2026 · Ratsvorlage 7/2026",
        "Alles: −1,00 (von −1 bis 1 möglich); beantwortet: 3 von 3",
        "Beschluss: abgelehnt",
        "Am Ersten 1. Juni 2026 ○ läuft",
        "Vorhaben b, März 2026: zurückgezogen. Irrtum.",
        "kein amtlicher Katalog",
    ):
        assert part in " ".join(sheets), part
    assert "https://pruefbuch.example.org/kommunen/musterort/bericht/1/#h-2026-1" in "".join("".join(sheets).split())
    for part in ("Halbjahr 2025", "Wählen Sie", "Suche", "Termin vorbei", "Impressum"):
        assert part not in " ".join(sheets), part
    page.get_by_role("link", name="alle auf dieser Seite").click()
    expect(page.locator(".pb-report:visible")).to_have_count(4)


def test_all_reports_of_a_page_are_printed_each_on_its_own_sheet(page: Page, home: str) -> None:
    page.goto(f"{home}kommunen/musterort/bericht/1/")
    pdf = page.pdf(format="A4", margin=A4)  # type: ignore[arg-type]
    sheets = [each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages]
    starts = [number for number, text in enumerate(sheets) if "Nachhaltigkeitsprüfungen" in text]
    assert len(starts) == 4
    for number in starts[1:]:
        assert sheets[number].lstrip()[:2] in ("1.", "2.")


def test_many_follow_ups_stand_on_pages(page: Page, home: str) -> None:
    page.goto(f"{home}kommunen/vielstadt/")
    assert page.locator(".pb-measures tbody tr").count() == 100
    page.get_by_role("navigation", name="Alle offenen Folgeschritte, nach Termin").get_by_role("link").last.click()
    expect(page).to_have_url(f"{home}kommunen/vielstadt/folgeschritte/3/#folgeschritte")
    expect(page.locator(".pb-measures tbody tr")).to_have_count(30)
    assert page.locator("[aria-current=page]", has_text="3: ").count() == 1


@pytest.mark.parametrize(
    "path", ["kommunen/vielstadt/", "kommunen/vielstadt/folgeschritte/2/", "kommunen/vielstadt/bericht/1/"]
)
def test_many_results_look_right(page: Page, home: str, path: str) -> None:
    page.goto(home + path)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) <= 0, width
    page.evaluate(AXE)
    assert violations(page, "light") == []


def test_without_javascript_everything_stands_there(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}kommunen/musterort/")
    assert page.locator(".pb-measures tbody tr").count() == 5
    assert page.get_by_text("Termin vorbei").count() == 0
    page.get_by_role("link", name="1. Halbjahr 2025").click()
    expect(page.locator(".pb-report:visible h2")).to_have_text(["1. Halbjahr 2025"])
    context.close()


def test_what_changed_stands_behind_the_ratings_and_before_the_reckoning(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/musterort/a-2026/")
    ids = page.locator("article h2").evaluate_all("(all) => all.map((each) => each.id)")
    first = ["kurzbild", "naechste-schritte", "angaben", "bewertungen", "verlauf", "rechenweg"]
    assert ids == [*first, "verwandt", "blatt", "zitieren"]
