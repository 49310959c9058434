"""The start page in a browser: what this is, a search, ways in for each audience, what is new, how the book stands."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect


def test_a_phone_shows_at_once_what_this_is_and_a_search(reader: Page, home: str) -> None:
    reader.set_viewport_size({"width": 390, "height": 844})
    reader.goto(home)
    expect(
        reader.get_by_text("wie Städte, Gemeinden und Landkreise ihre Vorhaben auf Nachhaltigkeit prüfen")
    ).to_be_in_viewport()
    field = reader.get_by_role("button", name="Im Prüfbuch suchen")
    expect(field).to_be_in_viewport()
    field.click()
    reader.keyboard.type("Straßenbeleuchtung")
    reader.locator(".md-search-result__item a", has_text="Mitdenkende").click()
    expect(reader.locator("h1")).to_contain_text("Mitdenkende Straßenbeleuchtung")


def test_every_audience_has_its_way_in(reader: Page, home: str) -> None:
    reader.goto(home)
    parts = reader.locator("article h2").evaluate_all("(all) => all.map((each) => each.id)")
    assert parts[:3] == ["ihr-weg-hinein", "neu-im-prufbuch", "wie-es-um-das-buch-steht"]
    ways = reader.locator("#ihr-weg-hinein + ul a").evaluate_all("(all) => all.map((each) => [each.textContent, each.href])")
    assert {"Für Bürgerinnen, Bürger und Presse", "Für den Rat", "Für die Verwaltung", "Für den Betrieb"} <= {
        each for each, _ in ways
    }
    for _, address in ways:
        answer = reader.goto(address)
        assert answer is not None and answer.ok, address


def test_without_scripts_all_results_are_a_step_away(browser: Browser, home: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(home)
    assert not page.get_by_role("button", name="Im Prüfbuch suchen").is_visible()
    page.locator(".pb-find").get_by_role("link", name="Alle Ergebnisse").click()
    assert page.locator("h1").inner_text().startswith("Ergebnisse")
    page.close()


def test_a_missing_page_offers_the_search(reader: Page, home: str) -> None:
    reader.goto(f"{home}404.html")
    reader.get_by_role("button", name="Im Prüfbuch suchen").click()
    expect(reader.locator(".md-search__input")).to_be_focused()
