"""What is very large, very long or not there at all still looks right."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from plots import BASE, PROBE, SHEET
from test_accessible import AXE, OVERFLOW, modes, violations, wide
from test_site import ROOT, build, plot, served, untroubled

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


def sound(page: Page, home: str, path: str) -> None:
    """The page is seen on a wide and on a narrow screen."""
    page.emulate_media(reduced_motion="reduce")
    with untroubled(page, home):
        page.goto(home + path, wait_until="networkidle")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(OVERFLOW) <= 0, width
        page.evaluate(AXE)
        assert violations(page, "light") == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("ergebnisse/musterort/lang/", LONG),
        ("kataloge/probe/2026/", "Kriterium 299"),
        ("kommunen/vielstadt/", "Vielstadt"),
        ("ergebnisse/", "2.001 von 2.001 Ergebnissen"),
    ],
)
def test_very_large_pages(reader: Page, home: str, path: str, words: str) -> None:
    sound(reader, home, path)
    assert words in reader.inner_text("body")


@pytest.mark.parametrize(
    "path",
    [
        "ergebnisse/beispiele/archiv/5/",
        "kommunen/vielstadt/archiv/7/",
        "kataloge/probe/2026/archiv/1/",
        "kataloge/probe/2026/a/archiv/2/",
    ],
)
def test_older_pages_of_lists(reader: Page, home: str, path: str) -> None:
    """Like every kind of page; each has a name of its own, and its neighbours are at its end."""
    sound(reader, home, path)
    wide(reader)
    assert [*modes(reader, "Radweg")] == []
    reader.keyboard.press("Escape")
    number = path.rsplit("/", 2)[1]
    assert reader.locator("h1").inner_text().endswith(f"März 2026, Seite {number}")
    assert reader.title().startswith(reader.locator("h1").inner_text().split("¶")[0][:30])
    reader.locator(".pb-paging").get_by_role("link", name="neuere").click()
    reader.wait_for_url(lambda url: path not in url)


def test_many_older_pages_do_not_bury_the_page(reader: Page, home: str) -> None:
    reader.goto(f"{home}kommunen/vielstadt/")
    links = reader.locator(".pb-paging a")
    names = [each.inner_text() for each in links.all() if each.is_visible()]
    assert names[:2] == ["März 2026, Seite 19", "März 2026, Seite 18"] and len(names) == 12
    reader.get_by_text("7 weitere Seiten").click()
    links.last.click()
    assert reader.locator("h1").inner_text().endswith("Seite 1")


def test_printed_criteria_follow_their_heading(reader: Page, home: str) -> None:
    """However many there are: no sheet of paper ends after a heading."""
    reader.goto(f"{home}ergebnisse/musterort/lang/")
    sheets = [each.extract_text() for each in PdfReader(io.BytesIO(reader.pdf(format="A4"))).pages]
    (with_heading,) = [each for each in sheets if "303 von 303 beantwortet" in each]
    assert "Kriterium 5" in with_heading


@pytest.mark.parametrize("path", ["", "ergebnisse/", "kommunen/", "kataloge/", "karte/", "vergleich/"])
def test_an_empty_book(reader: Page, empty: str, path: str) -> None:
    sound(reader, empty, path)
    assert reader.locator("h1").count() == 1
    assert len(reader.inner_text("article")) > 80
