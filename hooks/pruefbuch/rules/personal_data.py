"""No data about single persons: offices are named, not the people who work there. What was in git once stays there.

Right: „Amt für Tiefbau“, a link, the letter box of an office (poststelle@…).
Wrong in an initiative, elsewhere a hint, comments included, for only people can tell: an e-mail address, a telephone number,
„Herr Muster“. Pages under content/rechtliches/ must name whom to reach.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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

_OFFICE = r"Muster|Beispiel|(?:Ober|Bau|Stadt)?(?:[Bb]ürgermeister|[Kk]ämmer|[Rr]at|[Rr]ät)|Landr|Minist|Präsid|Vorsitz"
_NAME = "[A-ZÄÖÜ][a-zäöüß]+"
# Every file is searched. Patterns that begin with one character are ten times as fast as those that first look behind.
_FROM_AT = re.compile(r"@ ?[\w-]+\.").search
_FROM_BRACKET = re.compile(r"(?:\( ?(?:at|ät) ?[)\]]|\[ ?(?:at|ät) ?[)\]]) ?[\w-]+\.").search
_FROM_ZERO = re.compile(r"00?[1-9](?:[ /()-]{0,3}[0-9]){6}").search
_FROM_PLUS = re.compile(r"\+[1-9](?:[ /()-]{0,3}[0-9]){6}").search
_PATTERNS: tuple[tuple[str, Callable[[str], object], re.Pattern[str]], ...] = (
    (
        "eine E-Mail-Adresse",
        lambda text: _FROM_AT(text) or (("(" in text or "[" in text) and _FROM_BRACKET(text)),
        re.compile(r"(?<![\w.+-])[\w.+-]+ ?(?:@|[(\[] ?(?:at|ät) ?[)\]]) ?[\w-]+\.[\w.-]*\w"),
    ),
    (
        "eine Telefonnummer",
        lambda text: _FROM_ZERO(text) or ("+" in text and _FROM_PLUS(text)),
        re.compile(r"(?<![\w/.-])(?:\+|00?)[1-9](?:[ /()-]{0,3}[0-9]){6,14}(?![\w/.-])"),
    ),
    (
        "der Name einer Person",
        lambda text: "Herr" in text or "Frau" in text,
        re.compile(rf"\b(?:Herrn?|Frau) (?:(?:Dr|Prof)\. )*(?!{_OFFICE}){_NAME}(?:[ -]{_NAME})?"),
    ),
)
"""what it is; whether a part of it is there, quick to tell; the whole"""
_KEY = re.compile(r"[0-9]{8}|[0-9]{12}")
"""the official keys of municipalities (AGS, ARS)"""
_FREE = "content/rechtliches/"


def check(path: str, text: str) -> Iterator[Problem]:
    """Problems of the text of a file, as it stands there."""
    if path.startswith(_FREE):
        return
    initiative = path.split("/")[2:3] == [INITIATIVES]
    for what, has_part, pattern in _PATTERNS:
        for match in pattern.finditer(text) if has_part(text) else ():
            if not _KEY.fullmatch(match[0]) and (initiative or not _is_office(match[0])):
                before = text[: match.start()]
                place = Place(path, before.count("\n") + 1, match.start() - before.rfind("\n"))
                yield _problem(place, f"„{match[0]}“ ist {what}, wie es aussieht", initiative)


def _is_office(text: str) -> bool:
    name, at, _ = text.partition("@")
    return bool(at) and name.casefold() in OFFICES


def _problem(place: Place, fault: str, initiative: bool) -> Problem:
    if initiative:
        remedy = "streichen; ein Link auf die Seite der Initiative genügt"
        return Problem(place, ID, fault, "keine Angaben über Personen", remedy)
    remedy = "die Stelle nennen („Amt für …“, ein Postfach wie poststelle@…); was veröffentlicht ist, bleibt in der Geschichte von git"
    return Problem(place, ID, fault, "keine Angaben über einzelne Beschäftigte", remedy, Severity.HINT)
