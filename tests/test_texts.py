"""Every text of the surface is there in each language, and dates and numbers read as people of that language write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.model.common import PartialDate
from pruefbuch.texts import (
    CONTENT,
    FOLDER,
    LANGUAGES,
    N_,
    content_lang,
    date_text,
    foreign,
    gettext,
    language,
    own,
    po,
    speak,
)
from pruefbuch.views.figures import coverage, exact, figure

ROOT = Path(__file__).parent.parent
MARKS = re.compile(r"%\(\w+\)s|[#@]")
"""what code puts values in the place of: templates by name, scripts by sign"""


def used() -> Iterator[str]:
    """Every key that code and templates ask for."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel has no types here
    for folder in (ROOT / "hooks" / "pruefbuch", ROOT / "theme_overrides"):
        for _, _, key, _, _ in extract_from_dir(folder, methods, options, DEFAULT_KEYWORDS):
            assert isinstance(key, str)  # no plurals are in use
            yield key


def read(name: str) -> Catalog:
    with po(name).open("rb") as file:
        return read_po(file, locale=name, abort_invalid=True)


def texts(name: str) -> dict[str, str]:
    """The texts of a language by their keys."""
    return {str(each.id): str(each.string) for each in read(name) if each.id and each.string and not each.fuzzy}


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak(CONTENT)


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_key_has_a_text_and_none_is_left_over(name: str) -> None:
    keys, found = set(used()), set(texts(name))
    assert sorted(keys - found) == [], f"without a text in {po(name)}"
    assert sorted(found - keys) == [], f"in {po(name)}, but nobody asks for it"
    assert read(name).obsolete == {}


@pytest.mark.parametrize("name", LANGUAGES)
def test_placeholders_are_kept(name: str) -> None:
    german = texts("de")
    for key, text in texts(name).items():
        names = [sorted(re.findall(r"%\((\w+)\)s", each)) for each in (key, text)]
        assert names[0] == names[1], key
        assert sorted(MARKS.findall(text)) == sorted(MARKS.findall(german[key])), key


@pytest.mark.parametrize("name", LANGUAGES)
def test_texts_are_sorted_so_that_they_are_found(name: str) -> None:
    keys = [str(message.id) for message in read(name) if message.id]
    assert keys == sorted(keys, key=str.lower)


def test_english_is_english() -> None:
    """No German letters or quotes; and the name of a long text is not taken for the text."""
    german = texts("de")
    for key, text in texts("en").items():
        assert not re.search("[äöüßÄÖÜ„]", text.replace("Prüfbuch", "")), key
        assert text != key or len(german[key]) <= 2 * len(key) + 10, f"{key}: a name, not a text"


def test_columns_are_as_many(english: None) -> None:
    assert gettext("csv columns").count("|") == texts("de")["csv columns"].count("|")


def test_a_key_becomes_a_text() -> None:
    assert gettext(N_("Results")) == "Ergebnisse"
    assert gettext("there is no such key") == "there is no such key"


def test_the_language_changes_everything_at_once() -> None:
    """Also what was asked for before, and back."""
    when, half = PartialDate(2026, 11, 24), Fraction(1, 2)
    said = []
    for name in ("de", "en", "de"):
        speak(name)
        said.append(
            (language(), gettext("Licence"), date_text(when), date_text(None), figure(half), exact(-half), coverage(7, 10))
        )
    assert said[0] == said[2] == ("de", "Lizenz", "24. November 2026", "Datum unbekannt", "0,50", "−0,5", "7 von 10")
    assert said[1] == ("en", "Licence", "24 November 2026", "date unknown", "0.50", "−0.5", "7 of 10")


DATES = [
    (None, "Datum unbekannt", "date unknown"),
    (PartialDate(2024), "2024", "2024"),
    (PartialDate(2026, 3), "März 2026", "March 2026"),
    (PartialDate(2026, 3, 5), "5. März 2026", "5 March 2026"),
]


@pytest.mark.parametrize(("when", "text"), [(when, text) for when, text, _ in DATES])
def test_german_dates(when: PartialDate | None, text: str) -> None:
    assert date_text(when) == text


@pytest.mark.parametrize(("when", "text"), [(when, text) for when, _, text in DATES])
def test_english_dates(when: PartialDate | None, text: str, english: None) -> None:
    assert date_text(when) == text


def test_what_people_have_written_needs_no_mark_in_its_own_language() -> None:
    assert (content_lang(), foreign("<p>"), own("<p>")) == ("", "<p>", "<p>")


def test_what_people_have_written_is_marked_in_another(english: None) -> None:
    assert content_lang() == ' lang="de"'
    assert foreign("a < b") == '<div lang="de">\na &lt; b\n</div>'  # text stays text
    assert foreign(foreign("a")) == '<div lang="de">\n<div lang="de">\na\n</div>\n</div>'
    assert foreign("") == ""
    assert own("a") == '<div lang="en">\na\n</div>'


@pytest.mark.parametrize("spoken", LANGUAGES)
@given(when=st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_dates_are_those_of_babel(spoken: str, when: date) -> None:
    speak(spoken)
    try:
        locale = LANGUAGES[spoken]
        assert date_text(PartialDate(when.year, when.month, when.day)) == format_date(when, "long", locale=locale)
        assert date_text(PartialDate(when.year, when.month)) == format_skeleton("yMMMM", when, locale=locale)
    finally:
        speak(CONTENT)
