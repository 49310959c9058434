"""No data about single persons: offices are named, not the people who work there. What was in git once stays there.

Right: „Amt für Tiefbau“, a link, the letter box of an office (poststelle@…).
Wrong in an initiative, elsewhere a hint, comments included, for only people can tell: an e-mail address, a telephone number,
„Herr Muster“. Pages under content/rechtliches/ must name whom to reach.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from urllib.parse import unquote

from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.tree import INITIATIVES

ID = "personal-data"
OFFICES = (
    "buergerbuero",
    "buergerservice",
    "datenschutz",
    "digitalisierung",
    "gemeinde",
    "info",
    "klimaschutz",
    "kontakt",
    "landratsamt",
    "mail",
    "nachhaltigkeit",
    "post",
    "poststelle",
    "presse",
    "pressestelle",
    "rathaus",
    "ratsbuero",
    "redaktion",
    "service",
    "stadt",
    "stadtverwaltung",
    "support",
    "umweltamt",
    "verwaltung",
)
"""names of letter boxes that no person has"""

_OFFICE = (
    r"Muster|Beispiel|(?:Ober|Bau|Stadt|Gemeinde|Kreis)?(?:[Bb]ürgermeister|[Kk]ämmer|[Rr][aä]t(?:e|es|in|innen|s\w*)?\b)"
    r"|Landr[aä]t|Minist|Präsid|Vorsitz"
)
_NAME = "[A-ZÄÖÜ][a-zäöüß]+"
# Every file is searched. Patterns that begin with one character are ten times as fast as those that first look behind.
_FROM_AT = re.compile(r"@ ?[\w-]+\.").search
_FROM_BRACKET = re.compile(r"(?:\( ?(?:at|ät) ?[)\]]|\[ ?(?:at|ät) ?[)\]]) ?[\w-]+\.", re.IGNORECASE).search
_FROM_ZERO = re.compile(r"00?[1-9](?:[ /().-]{0,3}[0-9]){6}").search
_FROM_PLUS = re.compile(r"\+[1-9](?:[ /().-]{0,3}[0-9]){6}").search
_PATTERNS: tuple[tuple[str, Callable[[str], object], re.Pattern[str]], ...] = (
    (
        "eine E-Mail-Adresse",
        lambda text: _FROM_AT(text) or (("(" in text or "[" in text) and _FROM_BRACKET(text)),
        re.compile(r"(?<![\w.+-])[\w.+-]+ ?(?:@|[(\[] ?(?:at|ät) ?[)\]]) ?[\w-]+\.[\w.-]*\w", re.IGNORECASE),
    ),
    (
        "eine Telefonnummer",
        lambda text: _FROM_ZERO(text) or ("+" in text and _FROM_PLUS(text)),
        re.compile(
            r"(?<![\w/.-])(?![0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})(?:\+|00?)[1-9](?:[ /().-]{0,3}[0-9]){6,14}(?![\w/-])(?!\.[0-9])"
        ),
    ),
    (
        "der Name einer Person",
        lambda text: "Herr" in text or "Frau" in text,
        re.compile(rf"\b(?:Herrn?|Frau) (?:(?:Dr|Prof)\. )*(?!{_OFFICE}){_NAME}(?:[ -]{_NAME})?"),
    ),
)
"""what it is; whether a part of it is there, quick to tell; the whole"""
_BLANKS = r"\xa0\u2000-\u200a\u202f\u205f\u3000"
_SIGNS = r"\u2010-\u2012\u2212\uff20"
_DRESSED = re.compile(
    rf"[&\\%*_`{_BLANKS}{_SIGNS}](?:(?<=&)(?:\\?#[0-9]{{1,7}}|\\?#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,32}});"
    r"|(?<=\\)(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?=[@.+()\[\]]))|(?<=%)[0-9a-fA-F]{2}|(?<=[*_`])[*_`]*"
    rf"|(?<=[{_BLANKS}{_SIGNS}]))"
)
"""what readers see as something else than stands there, or do not see: references, escapes, other blanks and hyphens, signs of Markdown"""
_MARKS = "\\%*_`"
_REFERENCE = re.compile(r"&\\?#?[0-9A-Za-z]+;")
_OTHERS = re.compile(f"[{_BLANKS}{_SIGNS}]")
_KEY = re.compile(r"[0-9]{8}|[0-9]{12}")
"""the official keys of municipalities (AGS, ARS)"""
_FREE = "content/rechtliches/"


def check(path: str, text: str) -> Iterator[Problem]:
    """Problems of the text of a file, as its readers see it."""
    if path.startswith(_FREE):
        return
    initiative = path.split("/")[2:3] == [INITIATIVES]
    seen: dict[tuple[int, str], Place] = {}
    for view, origins in _views(text):
        for what, has_part, pattern in _PATTERNS:
            for match in pattern.finditer(view) if has_part(view) else ():
                start = origins[match.start()] if origins else match.start()
                if (start, what) in seen or _KEY.fullmatch(match[0]) or (not initiative and _is_office(match[0])):
                    continue
                before = text[:start]
                seen[start, what] = place = Place(path, before.count("\n") + 1, start - before.rfind("\n"))
                yield _problem(place, f"„{match[0]}“ ist {what}, wie es aussieht", initiative)


def _views(text: str) -> Iterator[tuple[str, list[int]]]:
    """The text as it stands there; and where that is another, as it is seen, with the place of each of its characters."""
    yield text, []
    if not _may_be_dressed(text):
        return
    view = _DRESSED.sub(lambda match: _bare(match[0]), text)
    if view != text and any(has_part(view) for _, has_part, _ in _PATTERNS):
        yield view, [*_origins(text)]


def _may_be_dressed(text: str) -> bool:
    """Whether `_DRESSED` may match; quick, for most texts have nothing of the kind."""
    return bool(
        _REFERENCE.search(text) or any(sign in text for sign in _MARKS) or _OTHERS.search(characters.beyond_ascii(text))
    )


def _origins(text: str) -> Iterator[int]:
    end = 0
    for match in _DRESSED.finditer(text):
        yield from range(end, match.start())
        yield from [match.start()] * len(_bare(match[0]))
        end = match.end()
    yield from range(end, len(text))


def _bare(written: str) -> str:
    if written[0] == "&":
        bare = unescape(written.replace("\\", ""))
    elif written[0] == "\\" and len(written) > 1:
        bare = chr(min(int(f"0x{written[2:]}", 0), sys.maxunicode))
    else:
        bare = unquote(written, errors="ignore") if written[0] == "%" else unicodedata.normalize("NFKC", written).strip("*_`\\")
    return {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2212": "-", "\xa0": " "}.get(bare, bare)


def _is_office(text: str) -> bool:
    name, at, _ = text.partition("@")
    return bool(at) and name.casefold() in OFFICES


def _problem(place: Place, fault: str, initiative: bool) -> Problem:
    if initiative:
        remedy = "streichen; ein Link auf die Seite der Initiative genügt"
        return Problem(place, ID, fault, "keine Angaben über Personen", remedy)
    remedy = "die Stelle nennen („Amt für …“, ein Postfach wie poststelle@…); was veröffentlicht ist, bleibt in der Geschichte von git"
    return Problem(place, ID, fault, "keine Angaben über einzelne Beschäftigte", remedy, Severity.HINT)
