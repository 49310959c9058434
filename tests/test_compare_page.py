"""Results side by side in a browser: what differs first, what is alike folded, nothing that says which is better."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from overview_book import DOWN, FILES, FLAT, PAIR, UP, sheet
from test_site import build, plot, served, untroubled

COURSE = ["aehrenfeld/radweg-2024", "aehrenfeld/radweg-2025", "aehrenfeld/radweg-2026"]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = plot(tmp_path_factory.mktemp("compare"), FILES)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    with served(root) as found:
        yield f"{found}site/"


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home, known="404"):
        yield reader


def compare(page: Page, home: str, *names: str) -> None:
    page.goto(f"{home}vergleich/?{'&'.join(f'assessment={name}' for name in names)}")


def says(page: Page, text: str) -> None:
    expect(page.locator("[data-pb-compare] [role=status]")).to_have_text(text)


def table(page: Page, name: str) -> Locator:
    return page.locator(f"[data-pb-compare] .pb-scroll[aria-labelledby={name}]")


def names(page: Page, of: str) -> list[str]:
    return table(page, of).locator("tbody th a").all_inner_texts()


def test_two_results(page: Page, home: str) -> None:
    compare(page, home, COURSE[0], COURSE[1])
    says(page, "2 Ergebnisse, 2 verschieden beantwortete Kriterien")
    assert page.get_by_role("link", name="Paarkatalog, Ausgabe 2026").get_attribute("href") == f"{home}kataloge/paar/2026/"
    assert names(page, "tabelle-unterschiede") == ["Bach", "Wind"]
    cells = table(page, "tabelle-unterschiede").locator("tbody tr").nth(0).locator("td")
    assert cells.all_inner_texts() == [
        "▼ hemmend\nGrund für bach: hemmend am 2024-05. zur Bewertung",
        "● kein Effekt\nGrund für bach: kein-effekt am 2025-05-09. zur Bewertung",
    ]
    assert cells.nth(0).locator("a").get_attribute("href") == f"{home}ergebnisse/{COURSE[0]}/#k-bach"
    folded = page.locator("[data-pb-same-answers]")
    assert folded.locator("summary").inner_text() == "Gleich beantwortet: 1"
    assert not table(page, "tabelle-gleich").is_visible()
    folded.locator("summary").click()
    assert names(page, "tabelle-gleich") == ["Zugang"]


def test_the_picture_of_each_dimension(page: Page, home: str) -> None:
    compare(page, home, COURSE[0], "aehrenfeld/summe")
    says(page, "2 Ergebnisse, 1 verschieden beantwortete Kriterien")
    rows = table(page, "tabelle-dimensionen").locator("tbody tr")
    assert rows.locator("th").all_inner_texts() == ["Natur", "Menschen", "Zielkonflikte", "Hinweise"]
    open_, known = rows.nth(0).locator("td").all()
    assert "−1,00 bis 0,00" in open_.inner_text() and "1 von 2" in open_.inner_text()
    assert "−1,00" in known.inner_text() and "bis 0,00" not in known.inner_text() and "2 von 2" in known.inner_text()
    # The picture is drawn as on its own page: what is unknown is hatched, by a pattern of this page.
    assert open_.locator("rect.pb-open").get_attribute("fill") == "url(#pb-hatch)"
    assert page.locator("pattern#pb-hatch").count() == 1
    possible = "Nach den Antworten bisher könnte gewinnen: Menschen; verlieren: Natur."
    assert rows.nth(2).locator("td").all_inner_texts() == [possible, "Menschen gewinnt, Natur verliert."]
    diagnostics = rows.nth(3).locator("td").all_inner_texts()
    assert diagnostics == ["keiner", "Übernommen aus öffentlichen Ratsunterlagen – keine Veröffentlichung der Kommune"]
    ids = page.locator("[id]").evaluate_all("(all) => all.map((each) => each.id)")
    assert len(ids) == len(set(ids))
    labelled = page.locator("[data-pb-compare] [aria-labelledby]")
    refers = labelled.evaluate_all("(all) => all.map((each) => each.getAttribute('aria-labelledby'))")
    assert refers and set(refers) <= set(ids)


def test_four_results_and_no_more(page: Page, home: str) -> None:
    four = [*COURSE, "musterort/app"]
    compare(page, home, *four)
    says(page, "4 Ergebnisse, 2 verschieden beantwortete Kriterien")
    assert table(page, "tabelle-dimensionen").locator("thead th").count() == 5
    compare(page, home, *four, "musterort/strasse")
    says(
        page,
        "Höchstens vier Ergebnisse passen nebeneinander. Gezeigt werden die ersten vier. "
        "4 Ergebnisse, 2 verschieden beantwortete Kriterien",
    )
    members = page.locator(".pb-compare__list li")
    assert members.count() == 4
    assert "Beispiel (erfunden)" in members.nth(3).inner_text() and "Beispiel" not in members.nth(2).inner_text()
    page.get_by_role("link", name="D herausnehmen").click()
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")
    assert page.url == f"{home}vergleich/?" + "&".join(f"assessment={name}" for name in COURSE)


def test_all_alike(page: Page, home: str) -> None:
    compare(page, home, COURSE[1], COURSE[1], "aehrenfeld/radweg-2026", "musterort/app")
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")  # twice the same counts once
    page.route("**/musterort/app/", lambda route: route.continue_(url=f"{home}ergebnisse/{COURSE[1]}/"))
    compare(page, home, COURSE[1], "musterort/app")
    says(page, "2 Ergebnisse, 0 verschieden beantwortete Kriterien")
    assert page.get_by_text("Kein Kriterium wurde verschieden beantwortet.").is_visible()
    assert not table(page, "tabelle-unterschiede").is_visible()


def test_one_subject_over_time(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/{COURSE[1]}/")
    page.get_by_role("link", name="Diese Prüfungen nebeneinander").click()
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")
    heads = table(page, "tabelle-dimensionen").locator("thead th").all_inner_texts()
    assert heads == ["Dimension", "A: Radweg am Bach\nMai 2024", "B: Radweg am Bach\n9. Mai 2025", "C: Radweg am Bach\n2026"]


def test_other_editions_do_not_stand_side_by_side(page: Page, home: str) -> None:
    compare(page, home, "musterort/app", "musterort/probe")
    expect(page.locator("[data-pb-compare] [role=status]")).to_contain_text("verschiedenen Katalogausgaben")
    assert not page.locator("[data-pb-shown]").is_visible()


@pytest.mark.parametrize("asked", [[], ["musterort/app"], ["musterort/app", "musterort/app"]])
def test_one_alone_cannot_be_compared(page: Page, home: str, asked: list[str]) -> None:
    compare(page, home, *asked)
    says(page, "Zum Vergleichen braucht es mindestens zwei Ergebnisse derselben Katalogausgabe.")
    page.get_by_role("link", name="Ergebnisse auswählen").click()
    page.locator("[data-pb-overview]").wait_for()
    expect(page.locator("input[type=checkbox]:checked")).to_have_count(min(1, len(asked)))


@pytest.mark.parametrize("name", ["musterort/fehlt", "../../x", "https://example.org/", "<b>x</b>"])
def test_what_is_not_there_is_said(page: Page, home: str, name: str) -> None:
    page.goto(f"{home}vergleich/?assessment=musterort/app&assessment={name}&assessment=musterort/strasse")
    says(page, f"Das Ergebnis „{name}“ ließ sich nicht holen. 2 Ergebnisse, 1 verschieden beantwortete Kriterien")
    assert page.locator(".pb-compare__list li").count() == 2


def test_nothing_says_which_is_better(page: Page, home: str) -> None:
    compare(page, home, *COURSE)
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")
    assert page.get_by_text("Das ist keine Rangfolge.").is_visible() and page.get_by_text("keinen Sieger").is_visible()
    # Columns stand in the order of the address, whatever their figures.
    compare(page, home, *reversed(COURSE))
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")
    links = page.locator(".pb-compare__list li > a:first-of-type").evaluate_all("(all) => all.map((each) => each.href)")
    assert links == [f"{home}ergebnisse/{name}/" for name in reversed(COURSE)]
    grounds = (
        table(page, "tabelle-dimensionen")
        .locator("td, thead th")
        .evaluate_all("(all) => [...new Set(all.map((each) => getComputedStyle(each).backgroundColor))]")
    )
    assert len(grounds) == 1


def test_what_was_not_asked_says_so(reader: Page, tmp_path: Path) -> None:
    """A question that a gate has closed stands in the line of its field, not in a block of its own."""
    gated = PAIR.replace(
        "Bleibt er sauber?, scale: wirkung", f"Bleibt er sauber?, scale: wirkung, gate: {{levels: [{FLAT}], fields: [luft]}}"
    )
    closed = sheet("haus", "Haus", "2026", f"{FLAT} {UP} {UP}").replace("  wind:", "  # wind:")
    files = {
        path: text for path, text in FILES.items() if path.endswith("/municipality.yml") or not path.startswith("assessments/")
    }
    files |= {
        "content/kataloge/paar/2026/catalogue.yml": gated,
        "assessments/musterort/haus.yml": closed,
        "assessments/musterort/hof.yml": sheet("hof", "Hof", "2026", f"{DOWN} {UP} {UP}"),
    }
    root = plot(tmp_path / "gated", files)
    assert build(root, root / "site").returncode == 0
    with served(root) as found:
        page = reader
        compare(page, f"{found}site/", "musterort/haus", "musterort/hof")
        says(page, "2 Ergebnisse, 2 verschieden beantwortete Kriterien")
        row = table(page, "tabelle-unterschiede").locator("tbody tr", has_text="Wind").locator("td")
        assert row.all_inner_texts()[0] == "nicht gefragt: Themenfeld beendet\nzur Bewertung"
        assert row.nth(0).locator("a").get_attribute("href") == f"{found}site/ergebnisse/musterort/haus/#k-wind"


def test_without_javascript_the_page_says_what_to_do(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    compare(page, home, *COURSE)
    assert not page.locator("[data-pb-compare]").is_visible()
    assert page.get_by_text("Ohne JavaScript öffnen Sie die Ergebnisse bitte einzeln").is_visible()
    page.get_by_role("link", name="Alle Ergebnisse").click()
    assert page.url == f"{home}ergebnisse/"
    context.close()


def test_on_a_phone_the_answers_stand_below_each_other(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    compare(page, home, *COURSE)
    says(page, "3 Ergebnisse, 2 verschieden beantwortete Kriterien")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    cells = table(page, "tabelle-unterschiede").locator("tbody tr").first.locator("td")
    tops = cells.evaluate_all("(all) => all.map((each) => each.getBoundingClientRect().top)")
    assert tops == sorted(set(tops)) and len(tops) == 3
    labels = cells.evaluate_all("(all) => all.map((each) => getComputedStyle(each, '::before').content)")
    assert labels == [
        f'"{label}"' for label in ("A: Radweg am Bach, Mai 2024", "B: Radweg am Bach, 9. Mai 2025", "C: Radweg am Bach, 2026")
    ]
