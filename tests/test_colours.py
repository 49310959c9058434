"""Colours that a town sets can be read, whichever they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.engine.colours import (
    BLACK,
    DAY,
    DEFAULTS,
    EASY,
    LEAST,
    NIGHT,
    WHITE,
    Colour,
    Unreadable,
    contrast,
    readable,
    stylesheet,
)
from test_site import ROOT, build, plot

PART = st.integers(0, 255)
COLOURS = st.builds(Colour, PART, PART, PART)


def values(css: str) -> dict[str, Colour]:
    """The colours that a style sheet sets."""
    return {name: Colour(*bytes.fromhex(value)) for name, value in re.findall(r"(--[\w-]+): #(\w{6});", css)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), (Colour(0x76, 0x76, 0x76), WHITE, 4.54), (Colour(255, 0, 0), WHITE, 4.0)],
)
def test_contrast_is_that_of_wcag(one: Colour, other: Colour, expected: float) -> None:
    assert round(contrast(one, other), 2) == round(contrast(other, one), 2) == expected


@given(COLOURS, COLOURS)
def test_whatever_a_town_sets_can_be_read(primary: Colour, link: Colour) -> None:
    css, diagnostics = stylesheet({"primary": str(primary), "link": str(link)})
    found = values(css)
    ink = found["--md-primary-bg-color"]
    assert found["--md-primary-fg-color"] == primary
    assert contrast(ink, primary) >= LEAST
    assert contrast(ink, found["--pb-search"]) >= LEAST
    day, night = (Colour(*bytes.fromhex(each)) for each in re.findall(r"typeset-a-color: #(\w{6})", css))
    assert contrast(day, DAY) >= LEAST and contrast(day, WHITE) >= LEAST
    assert contrast(night, NIGHT) >= EASY
    assert bool(diagnostics) == (day != link)


@given(COLOURS)
def test_what_can_be_read_stays(colour: Colour) -> None:
    found = readable(colour, DAY, BLACK, LEAST)
    assert (found == colour) == (contrast(colour, DAY) >= LEAST)


def test_our_own_colours_need_no_correction() -> None:
    settings = yaml.safe_load(re.search(r"colours: (\{.*?\})", (ROOT / "mkdocs.yml").read_text("utf-8"))[1])  # type: ignore[index]
    assert settings == DEFAULTS
    assert stylesheet(settings) == stylesheet({})
    assert stylesheet({})[1] == ()
    text = (ROOT / "theme_overrides/assets/pruefbuch.css").read_text("utf-8")
    assert re.findall("--pb-ground: (#[0-9a-f]{6})", text) == [str(DAY), str(NIGHT)]


def test_a_correction_is_told() -> None:
    assert stylesheet({"link": "#FFCC00"})[1] == (
        "mkdocs.yml: Links in #ffcc00 hätten auf hellem Grund nur den Kontrast 1,4 : 1; genommen wird #876c00 (mindestens 4,5 : 1)",
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"primary": "rot"}, '„extra.colours.primary“ ist „rot“; erlaubt: eine Farbe wie "#1f3a5f"'),
        ({"link": None}, "„extra.colours.link“ ist leer; ohne Anführungszeichen ist # ein Kommentar"),
        ({"primary": "#fff"}, "ist „#fff“"),
        ({"header": "#ffffff"}, "„extra.colours.header“ gibt es nicht; erlaubt: primary, link"),
        ({"primary": "#ffffff} body {display: none"}, "erlaubt: eine Farbe"),
        ({"primary": "rgb(255", 230: None, "0)": None, "link": "#0b4a8f"}, "ist „rgb(255,230,0)“"),  # unquoted, in braces
        ({"link": "#0b4a8f", "primary": "rgb(255", 230: None, "0)": None}, '„primary: "#ffe600"“ schreiben'),
        ({"link": "rgb(255, 230, 0)"}, '„link: "#ffe600"“ schreiben'),
        ({"link": "rgb(255,999,0)"}, "so schreiben, mit der eigenen Farbe"),
        ({"link": "hsl(54"}, "ist „hsl(54“"),
        ({"link": 123456}, "ist „123456“"),
        ({"link": ["#0b4a8f"]}, "„extra.colours.link“ ist „['#0b4a8f']“"),
        ({1: "#ffffff", "x": "#ffffff", None: 2}, "„extra.colours.1“ gibt es nicht"),
        (["#ffffff"], 'erlaubt: {primary: "#1f3a5f", link: "#0b4a8f"}'),
        ("#ffffff", "„extra.colours“ ist „#ffffff“"),
    ],
)
def test_what_is_no_colour_is_refused(settings: object, words: str) -> None:
    with pytest.raises(Unreadable, match=re.escape(words)):
        stylesheet(settings)


def test_a_town_sets_its_colours_and_its_logo(tmp_path: Path) -> None:
    root = plot(tmp_path / "town", {})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    ours = settings.replace('primary: "#1f3a5f", link: "#0b4a8f"', 'primary: "#ffcc00", link: "#ffcc00"')
    (root / "mkdocs.yml").write_text(ours.replace("  favicon:", "  logo: assets/favicon.svg\n  favicon:"), "utf-8")
    done = build(root, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "genommen wird #876c00" in done.stderr
    assert values((tmp_path / "site/assets/colours.css").read_text("utf-8"))["--md-primary-bg-color"] == BLACK
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert page.index("assets/pruefbuch.css") < page.index("assets/colours.css")
    assert '<img src="assets/favicon.svg" alt="">' in page
    (root / "mkdocs.yml").write_text(settings.replace('"#1f3a5f"', "gelb"), "utf-8")
    done = build(root, tmp_path / "site")
    assert done.returncode == 1
    assert "„extra.colours.primary“ ist „gelb“" in done.stdout
