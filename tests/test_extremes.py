"""What is very large, very long or not there at all still looks right."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from plots import BASE, PROBE, SHEET
from test_accessible import AXE, OVERFLOW, modes, violations, wide
from test_site import ROOT, build, plot, served

LONG = ("Donaudampfschifffahrtsgesellschaft" * 4 + " und ein sehr langer Titel ohne Ende" * 3)[:200]
MANY = 300


def criteria() -> str:
    """The probe's catalogue with so many criteria more."""
    more = "\n".join(
        f"  - {{id: k-{number}, field: feld, title: Kriterium {number}, question: Wirkt es auf {number}?, scale: wirkung}}"
        for number in range(MANY)
    )
    return BASE[PROBE].replace("criteria:\n", f"criteria:\n{more}\n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("extreme")
    rated = SHEET.replace("ratings: {", "ratings: {" + ", ".join(f"k-{number}: foerdernd" for number in range(MANY)) + ", ")
    files = {
        PROBE: criteria(),
        "assessments/musterort/lang.yml": rated.replace("id: radweg, title: Radweg", f"id: lang, title: {LONG}"),
        "assessments/vielstadt/municipality.yml": "name: Vielstadt\nkind: Stadt\nmade_up: true\n",
    }
    for number in range(2000):
        files[f"assessments/vielstadt/p-{number}.yml"] = SHEET.replace("id: radweg", f"id: p-{number}")
    plot(root, files)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root / "site") as found:
        yield found


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = plot(tmp_path_factory.mktemp("empty"), {"content/index.md": (ROOT / "content/index.md").read_text("utf-8")})
    shutil.rmtree(root / "assessments")
    (root / "assessments").mkdir()
    shutil.rmtree(root / "content/kataloge/probe")
    done = build(root, root / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root / "site") as found:
        yield found


def sound(browser: Browser, address: str) -> Page:
    """The page, once it has been seen on a wide and on a narrow screen."""
    page = browser.new_page(reduced_motion="reduce")
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address, wait_until="networkidle")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERFLOW) <= 0, width
    page.evaluate(AXE)
    assert violations(page, "light") == []
    assert troubles == []
    return page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("ergebnisse/musterort/lang/", LONG),
        ("kataloge/probe/2026/", "Kriterium 299"),
        ("kommunen/vielstadt/", "Vielstadt"),
        ("ergebnisse/", "2.001 von 2.001 Ergebnissen"),
    ],
)
def test_very_large_pages(browser: Browser, home: str, path: str, words: str) -> None:
    page = sound(browser, home + path)
    assert words in page.inner_text("body")
    page.close()


@pytest.mark.parametrize(
    "path",
    [
        "ergebnisse/beispiele/archiv/5/",
        "kommunen/vielstadt/archiv/7/",
        "kataloge/probe/2026/archiv/1/",
        "kataloge/probe/2026/a/archiv/2/",
    ],
)
def test_older_pages_of_lists(browser: Browser, home: str, path: str) -> None:
    """Like every kind of page; each has a name of its own, and its neighbours are at its end."""
    page = sound(browser, home + path)
    wide(page)
    assert [*modes(page, "Radweg")] == []
    page.keyboard.press("Escape")
    number = path.rsplit("/", 2)[1]
    assert page.locator("h1").inner_text().endswith(f"März 2026, Seite {number}")
    assert page.title().startswith(page.locator("h1").inner_text().split("¶")[0][:30])
    page.locator(".pb-paging").get_by_role("link", name="neuere").click()
    page.wait_for_url(lambda url: path not in url)
    page.close()


def test_many_older_pages_do_not_bury_the_page(browser: Browser, home: str) -> None:
    page = browser.new_page()
    page.goto(f"{home}kommunen/vielstadt/")
    links = page.locator(".pb-paging a")
    names = [each.inner_text() for each in links.all() if each.is_visible()]
    assert names[:2] == ["März 2026, Seite 19", "März 2026, Seite 18"] and len(names) == 12
    page.get_by_text("7 weitere Seiten").click()
    links.last.click()
    assert page.locator("h1").inner_text().endswith("Seite 1")
    page.close()


def test_printed_criteria_follow_their_heading(browser: Browser, home: str) -> None:
    """However many there are: no sheet of paper ends after a heading."""
    page = browser.new_page()
    page.goto(f"{home}ergebnisse/musterort/lang/")
    sheets = [each.extract_text() for each in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    (with_heading,) = [each for each in sheets if "303 von 303 beantwortet" in each]
    assert "Kriterium 5" in with_heading
    page.close()


@pytest.mark.parametrize("path", ["", "ergebnisse/", "kommunen/", "kataloge/", "karte/", "vergleich/"])
def test_an_empty_book(browser: Browser, empty: str, path: str) -> None:
    page = sound(browser, empty + path)
    assert page.locator("h1").count() == 1
    assert len(page.inner_text("article")) > 80
    page.close()
