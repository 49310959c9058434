"""What somebody meant who wrote a date, a number or an address as people do and not as the format asks. Each gives a way out."""

from __future__ import annotations

import re
from calendar import monthrange
from fractions import Fraction

from pruefbuch.model.slugs import fold

MONTHS = (
    *("januar", "februar", "maerz", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "dezember"),
)
_NAMES = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
_ABROAD = {
    "jaenner": 1,
    "feber": 2,
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "october": 10,
    "december": 12,
}
_DASHES = str.maketrans("−–—‐‑", "-----")
_TIME = re.compile(r"[t ,]+(?:um )?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?(?: ?uhr| ?z|[+-][0-9:]+)?$")
_DAY_OF_WEEK = re.compile(
    r"^(?:am |vom )?(?:(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|mo|di|mi|do|fr|sa|so)\b[.,]* ?)?(?:den )?"
)
_UNKNOWN = ("unbekannt", "nicht bekannt", "keine angabe", "k.a.", "k. a.", "?", "-", "n/a", "weiss nicht", "offen")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-./ ]+([0-9]{1,2})(?:[-./ ]+([0-9]{1,2}))?\.?")
_DAY_FIRST = re.compile(r"(?:([0-9]{1,2})[-./ ]+)?([0-9]{1,2})[-./ ]+([0-9]{4}|[0-9]{2})")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})[. ]+)?([a-z]+)[. ]+([0-9]{4})")
_TOGETHER = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})")

Parts = tuple[int, int, int]
"""year, month, day; 0 for what is not said"""


def date_fault(text: str) -> tuple[str, str]:
    """What is wrong with a text that should be a date, where that can be said ("" where not), and the way out."""
    plain = _TIME.sub("", fold(text.strip()).translate(_DASHES))
    if plain in _UNKNOWN:
        return "", "„unknown“ schreiben, wenn das Datum unbekannt ist"
    readings = list(dict.fromkeys(_readings(_DAY_OF_WEEK.sub("", plain))))
    right = [_iso(parts) for parts in readings if not _impossible(parts)]
    if len(right) > 1:
        return "", f"{' oder '.join(f'„{iso}“' for iso in right)} schreiben; gemeint sein kann beides"
    if right:
        return "", f"„{right[0]}“ schreiben"
    if readings:
        return _impossible(readings[0]), "Tag und Monat prüfen"
    return "", "Datum in dieser Schreibweise angeben"


def _readings(text: str) -> list[Parts]:
    """The dates that a text may name; 3/5/2026 is the third of May to some and the fifth of March to others."""
    if match := _YEAR_FIRST.fullmatch(text) or _TOGETHER.fullmatch(text):
        return [(int(match[1]), int(match[2]), int(match[3] or -1))]
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = int(match[1] or -1), int(match[2]), int(match[3]) + (2000 if len(match[3]) == 2 else 0)
        if len(match[3]) == 2 and not match[1]:
            return []
        swapped = match[1] is not None and "/" in text
        return [(year, month, day)] + ([(year, day, month)] if swapped else [])
    if (match := _IN_WORDS.fullmatch(text)) and (month := _month(match[2])):
        return [(int(match[3]), month, int(match[1] or -1))]
    return []


def _month(name: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where there is none."""
    if name in _ABROAD:
        return _ABROAD[name]
    named = [number for number, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return named[0] if len(named) == 1 else 3 if name in ("mrz", "mar") else 5 if name == "mai" else 0


def _impossible(parts: Parts) -> str:
    """Why the calendar has no such date; "" where it has one. A day of -1 is not said."""
    year, month, day = parts
    if not 1000 <= year <= 2999:
        return f"das Jahr {year} kann nicht gemeint sein"
    if not 1 <= month <= 12:
        return f"einen Monat {month} gibt es nicht"
    if day != -1 and not 1 <= day <= monthrange(year, month)[1]:
        in_year = f" {year}" if (month, day) == (2, 29) else ""
        return f"den {day}. {_NAMES[month - 1]} gibt es{in_year} nicht"
    return ""


def _iso(parts: Parts) -> str:
    year, month, day = parts
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day != -1 else "")


# -- numbers ---------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?")
_GROUPS = re.compile(r"[0-9]{1,3}(?:[ '’.\u00a0\u202f][0-9]{3})+(?:,[0-9]+)?")
_PERCENT = re.compile(r"(.*?)\s*(?:%|Prozent|v\. ?H\.)")
_HALVES = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_UNIT = re.compile(r"(.*?[0-9])(?:\s+([^\W\d_].*)|([^\W\d_]+))")
_MORE = re.compile(r"(?:^|\s)(?:[0-9]|mio|mrd|tsd|tausend|million|milliarde|bis\b|k\b)", re.IGNORECASE)
"""what says in words that another number is meant"""


def number_remedy(text: str) -> str:
    """The way out for a text that should be a number."""
    plain = text.strip().translate(_DASHES)
    if plain in _HALVES:
        return f"„{_HALVES[plain]}“ schreiben"
    if (percent := _PERCENT.fullmatch(plain)) and (number := _bare(percent[1])):
        return f"ohne Prozentzeichen schreiben: „{number}“, als Anteil „{Fraction(number) / 100}“"
    if number := _bare(plain):
        return f"„{number}“ schreiben"
    unit = _UNIT.fullmatch(plain)
    if unit and not _MORE.search(unit[2] or unit[3]) and (number := _bare(unit[1])):
        return f"nur die Zahl angeben: „{number}“"
    return "nur die Zahl angeben, mit Dezimalpunkt und ohne Einheit"


def _bare(text: str) -> str:
    """A number as the format writes it; "" for what is none."""
    sign = "-" if text.startswith("-") else ""
    digits = text.lstrip("+-").strip()
    if _GROUPS.fullmatch(digits):
        whole, _, rest = digits.partition(",")
        digits = re.sub(r"\D", "", whole) + (f".{rest}" if rest else "")
    digits = digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else digits
    match = _NUMBER.fullmatch(f"{sign}{'0' if digits.startswith('.') else ''}{digits.removesuffix('.')}")
    if match is None or len(match[2]) > 12 or len(match[3] or "") > 9:
        return ""
    return match[1] + (match[2].lstrip("0") or "0") + (f".{match[3]}" if match[3] else "")


# -- addresses -------------------------------------------------------------------------------------------------------

_WITHIN = re.compile(r"(?:\[[^\]]*\]\(|<)(https?://[^\s)>]+)[)>]")
_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?")


def url_remedy(text: str) -> str:
    """The way out for a text that should be an address."""
    plain = text.strip()
    if "…" in plain or "..." in plain:
        return "die ganze Adresse aus dem Browser kopieren; wo es keine gibt, die Angabe weglassen"
    if match := _WITHIN.fullmatch(plain):
        return f"nur die Adresse schreiben: „{match[1]}“"
    if "@" in plain:
        return "die Adresse einer Seite angeben, ohne Namen und E-Mail-Adressen"
    if _HOST.fullmatch(plain):
        return f"mit https:// beginnen: „https://{plain}“, und im Browser prüfen"
    if re.match(r"https?://", plain) and " " in plain:
        return "Leerzeichen als %20 schreiben oder die Adresse aus dem Browser kopieren"
    return "Adresse aus dem Browser kopieren"
