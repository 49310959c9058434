"""Words of the surface: a short English key in code and templates, German on the page; and dates as Germans write them.

The translations stand in `locale/de/LC_MESSAGES/pruefbuch.po` and are compiled in memory, so that no binary is committed.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from pruefbuch.model.common import PartialDate

LOCALE = "de"
FOLDER = Path(__file__).parent / "locale"
PO = FOLDER / LOCALE / "LC_MESSAGES" / "pruefbuch.po"


@lru_cache(maxsize=1)
def translations() -> GNUTranslations:
    """The German texts, read once per process."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale=LOCALE)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(key: str) -> str:
    """The German text of a key; the key itself where there is none (a test holds that there is none such)."""
    return translations().gettext(key)


def marked(key: str) -> str:
    """The key unchanged: marks it for extraction where it stands in a table that is translated later."""
    return key


@lru_cache(maxsize=4096)
def date_text(when: PartialDate | None) -> str:
    """A date as far as it is known: "5. März 2026", "März 2026", "2026", "Datum unbekannt"."""
    if when is None:
        return gettext("date unknown")
    if not when.month:
        return str(when.year)
    pattern = "d. MMMM y" if when.day else "MMMM y"
    return format_date(date(when.year, when.month, when.day or 1), pattern, locale=LOCALE)
