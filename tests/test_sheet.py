"""The sheet for a council paper: printed by a real browser, read back from the PDF, its QR code decoded."""

from __future__ import annotations

import io
from pathlib import Path
from unicodedata import normalize

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from pruefbuch import tree
from pruefbuch.addresses import assessment_uri
from pruefbuch.book import load
from pruefbuch.views.links import address
from test_site import ROOT

ENTRIES = load(tree.read(ROOT)).entries
ANY = "ergebnisse/beispielhausen-an-der-probe/strassenbeleuchtung-2026/"
ADDRESS = f"https://pruefbuch.example.org/{ANY}"
A4 = {"top": "15mm", "bottom": "15mm", "left": "20mm", "right": "15mm"}


def printed(page: Page) -> list[str]:
    """The texts of the sheets of paper that the page becomes. What a font joins ("fl") are two letters again."""
    pdf = page.pdf(format="A4", margin=A4)  # type: ignore[arg-type]
    return [normalize("NFKC", each.extract_text()) for each in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_the_sheet_of_every_result_is_one_page(reader: Page, home: str, site: Path, name: str) -> None:
    path = address(assessment_uri(name))
    if 'id="blatt"' not in (site / path / "index.html").read_text("utf-8"):
        assert ENTRIES[name].outcome in ("exempt", "delegated")  # nothing was asked, so there is nothing to attach
        return
    reader.goto(f"{home}{path}#blatt")
    reader.locator(".pb-qr svg").wait_for(state="attached")
    (text,) = printed(reader)
    words = " ".join(text.split())
    assert "".join(ENTRIES[name].title.split()) in "".join(words.split())
    assert f"https://pruefbuch.example.org/{path}" in "".join(text.split())
    assert "Auf einen Blick" in words and "amtliche" in words
    assert "Der ganze Rechenweg" not in words and "zitiert" not in words


def test_the_sheet_says_what_counts(reader: Page, home: str) -> None:
    reader.goto(f"{home}{ANY}#blatt")
    reader.locator(".pb-qr svg").wait_for(state="attached")
    words = " ".join(printed(reader)[0].split())
    for part in (
        "Beispiel (erfunden)",
        "Ökologie",
        "0,67 von −2 bis 2 möglich",
        "Was dafür spricht",
        "stark fördernd Stromverbrauch im Betrieb",
        "Was dagegen spricht",
        "Die Kameras erfassen alle, die den Weg nutzen.",
        "Ökologie gewinnt, Soziales verliert.",
        "Ratsvorlage BP 2026/19",
    ):
        assert part in words, part


def test_the_code_leads_to_the_result(browser: Browser, home: str) -> None:
    page = browser.new_page(device_scale_factor=2)
    page.goto(f"{home}{ANY}#blatt")
    page.emulate_media(media="print")
    picture = page.locator(".pb-qr svg").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert code.text == ADDRESS
    page.close()


def test_without_the_sheet_everything_is_printed(reader: Page, home: str) -> None:
    reader.goto(home + ANY)
    sheets = printed(reader)
    words = " ".join(" ".join(sheets).split())
    assert len(sheets) > 3
    assert "Der ganze Rechenweg" in words and "Blatt für die Vorlage" not in words


def test_without_scripts_the_link_is_printed(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}{ANY}#blatt")
    (text,) = printed(page)
    assert ADDRESS in "".join(text.split())
    assert not page.get_by_role("button", name="Blatt drucken").is_visible()
    context.close()


def test_the_button_prints_the_sheet_and_the_text_can_be_copied(browser: Browser, home: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("window.printed = ''; window.print = () => { window.printed = location.hash; }")
    page.goto(home + ANY)
    page.get_by_role("button", name="Blatt drucken").click()
    page.locator(".pb-qr svg").wait_for(state="attached")
    assert page.evaluate("window.printed") == "#blatt"
    assert page.locator(".pb-qr svg").count() == 1
    page.get_by_text("Text zum Einfügen in die Vorlage").click()
    page.get_by_role("button", name="Text kopieren").click()
    page.get_by_role("button", name="Kopiert").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (ROOT / "tests/cases/text-vorlage.txt").read_text("utf-8")
    context.close()
