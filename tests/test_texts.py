"""Every text of the surface is German, and dates read as Germans write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from pruefbuch.model.common import PartialDate
from pruefbuch.texts import FOLDER, PO, date_text, gettext, marked

ROOT = Path(__file__).parent.parent
KEYWORDS = {**DEFAULT_KEYWORDS, "marked": None}


def used() -> Iterator[str]:
    """Every key that code and templates ask for."""
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel has no types here
    for folder in (ROOT / "hooks" / "pruefbuch", ROOT / "theme_overrides"):
        for _, _, key, _, _ in extract_from_dir(folder, methods, options, KEYWORDS):
            assert isinstance(key, str)  # no plurals are in use
            yield key


@pytest.fixture(scope="module")
def german() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="de", abort_invalid=True)


def test_every_key_has_a_german_text_and_none_is_left_over(german: Catalog) -> None:
    translated = {str(message.id) for message in german if message.id and message.string and not message.fuzzy}
    assert set(used()) == translated
    assert german.obsolete == {}


def test_placeholders_are_kept(german: Catalog) -> None:
    for message in german:
        if message.id:
            names = [sorted(re.findall(r"%\((\w+)\)s", str(text))) for text in (message.id, message.string)]
            assert names[0] == names[1], message.id


def test_texts_are_sorted_so_that_they_are_found(german: Catalog) -> None:
    keys = [str(message.id) for message in german if message.id]
    assert keys == sorted(keys, key=str.lower)


def test_a_key_becomes_german() -> None:
    assert gettext(marked("Results")) == "Ergebnisse"
    assert gettext("there is no such key") == "there is no such key"


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (None, "Datum unbekannt"),
        (PartialDate(2024), "2024"),
        (PartialDate(2026, 3), "März 2026"),
        (PartialDate(2026, 3, 5), "5. März 2026"),
    ],
)
def test_dates(when: PartialDate | None, text: str) -> None:
    assert date_text(when) == text
