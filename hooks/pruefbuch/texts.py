"""Words of the surface: a short English key in code and templates, a text of the site's language on the page; dates and numbers likewise.

The texts stand in `locale/<language>/LC_MESSAGES/pruefbuch.po` and are compiled in memory, so that no binary is committed. A site
speaks one language: the engine sets it before anything is printed. Every cache here has the language in its key.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol
from markupsafe import Markup

from pruefbuch.model.common import PartialDate

CONTENT = "de"
"""what catalogues, assessments and written pages are in, and where nothing else is said, the surface"""
LANGUAGES = {"de": "de", "en": "en_GB"}
"""languages of the surface, as HTML names them, with the name by which Babel knows how they write dates and numbers"""
FOLDER = Path(__file__).parent / "locale"

_WITHIN = Markup("<div{}>\n{}\n</div>")
_spoken = CONTENT


def speak(language: str) -> None:
    """Let everything that is printed from now on speak one of LANGUAGES."""
    global _spoken
    _spoken = language


def language() -> str:
    """What the surface speaks."""
    return _spoken


def content_lang() -> Markup:
    """The attribute of an element with what people have written, where the surface speaks another language (WCAG 2.2, 3.1.2)."""
    return _lang(CONTENT) if _spoken != CONTENT else Markup()


def foreign(html: str) -> str:
    """HTML that people have written, in an element that names its language where the surface speaks another one.

    As everywhere in templates, text is escaped and Markup is not.
    """
    return _WITHIN.format(content_lang(), html) if html and _spoken != CONTENT else html


def own(html: str) -> str:
    """HTML of the surface within such an element, marked with the language of the surface."""
    return _WITHIN.format(_lang(_spoken), html) if _spoken != CONTENT else html


def _lang(language: str) -> Markup:
    return Markup(' lang="{}"').format(language)


def po(language: str) -> Path:
    """The file with the texts of a language."""
    return FOLDER / language / "LC_MESSAGES" / "pruefbuch.po"


def translations() -> GNUTranslations:
    """The texts of the site's language."""
    return _translations(_spoken)


@lru_cache(maxsize=len(LANGUAGES))
def _translations(language: str) -> GNUTranslations:
    """The texts of a language, read once per process."""
    with po(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(key: str) -> str:
    """The text of a key; the key itself where there is none (a test holds that there is none such)."""
    return _text(key, _spoken)


@lru_cache(maxsize=4096)
def _text(key: str, language: str) -> str:
    return _translations(language).gettext(key)


def N_(key: str) -> str:  # noqa: N802 – the name that gettext and Babel know
    """The key unchanged: it is marked for extraction here and translated later, as in a table of words."""
    return key


_DAY, _YEAR = "17", "2222"
"""neither holds the other, and no month is called so"""


def date_text(when: PartialDate | None) -> str:
    """A date as far as it is known: "5. März 2026", "März 2026", "2026", "Datum unbekannt"; "5 March 2026"."""
    return _date_text(when, _spoken)


def date_in_content(when: PartialDate) -> str:
    """A date on a page that people have written."""
    return _date_text(when, CONTENT)


@lru_cache(maxsize=4096)
def _date_text(when: PartialDate | None, language: str) -> str:
    if when is None:
        return _text(N_("date unknown"), language)
    year, month, day = when
    pattern = _of_month(month, language, with_day=bool(day)) if month else _YEAR
    return pattern.replace(_DAY, str(day)).replace(_YEAR, str(year))


@lru_cache(maxsize=24 * len(LANGUAGES))
def _of_month(month: int, language: str, *, with_day: bool) -> str:
    """A date of a month, in which day and year stand for all others: Babel takes long, and a large book has thousands of dates."""
    sample, locale = date(int(_YEAR), month, int(_DAY)), LANGUAGES[language]
    return format_date(sample, "long", locale=locale) if with_day else format_skeleton("yMMMM", sample, locale=locale)


def decimal_mark() -> str:
    """What stands between whole numbers and tenths: "," or "."."""
    return _decimal_mark(_spoken)


@lru_cache(maxsize=len(LANGUAGES))
def _decimal_mark(language: str) -> str:
    return get_decimal_symbol(LANGUAGES[language])
