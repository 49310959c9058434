"""The colours that a town sets, as a style sheet that keeps all text readable.

Contrast as WCAG 2.2 measures it (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio); text needs 4.5 : 1 (success criterion 1.4.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

DEFAULTS = {"primary": "#1f3a5f", "link": "#0b4a8f"}
"""the band at the head of every page, and links"""
LEAST, EASY = 4.5, 7.0
"""what text needs, and what is easy to read (1.4.6), for light text on dark ground"""
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)")
_STEPS = 64

_CSS = """\
:root, [data-md-color-primary="custom"] {{
  --md-primary-fg-color: {primary};
  --md-primary-fg-color--light: {primary};
  --md-primary-fg-color--dark: {primary};
  --md-primary-bg-color: {ink};
  --md-primary-bg-color--light: {ink};
  --pb-search: {search};
}}
[data-md-color-scheme="default"] {{ --md-typeset-a-color: {day}; }}
[data-md-color-scheme="slate"] {{ --md-typeset-a-color: {night}; }}
"""


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
DAY = Colour(0xF3, 0xF4, 0xF6)
"""the darkest ground on which links stand in the light scheme, --pb-ground in pruefbuch.css"""
NIGHT = Colour(0x26, 0x2B, 0x34)
"""the lightest in the dark one"""


class Unreadable(ValueError):
    """What mkdocs.yml says of colours makes none."""

    def __init__(self, key: str, state: str, allowed: str, remedy: str) -> None:
        """`key`: "" for all of them."""
        self.key = key
        self.parts = (f"„extra.colours{'.' * bool(key)}{key}“ {state}", f"erlaubt: {allowed}", remedy)
        super().__init__("; ".join(self.parts))


def stylesheet(settings: object) -> tuple[str, tuple[str, ...]]:
    """The style sheet, and what had to be corrected, in words. Raises Unreadable."""
    form = ", ".join(f'{key}: "{value}"' for key, value in DEFAULTS.items())
    if not isinstance(settings, Mapping):
        raise Unreadable("", f"ist „{settings}“", f"{{{form}}}", "so schreiben, mit den eigenen Farben")
    primary, link = (_parse(key, settings) for key in DEFAULTS)
    if unknown := sorted({*map(str, settings)} - DEFAULTS.keys()):
        raise Unreadable(unknown[0], "gibt es nicht", ", ".join(DEFAULTS), "eine davon nehmen oder die Angabe löschen")
    ink = max((WHITE, BLACK), key=lambda colour: contrast(colour, primary))  # one of them always has at least 4.58 : 1
    search = Colour(
        *(part * 26 // 100 + own * 74 // 100 for part, own in zip(WHITE if ink == BLACK else BLACK, primary, strict=True))
    )
    day, night = readable(link, DAY, BLACK, LEAST), readable(link, NIGHT, WHITE, EASY)
    text = _CSS.format(primary=primary, ink=ink, search=search, day=day, night=night)
    return text, tuple(_corrections(link, day))


def contrast(one: Colour, other: Colour) -> float:
    """How well one colour can be read on the other: 1 (not at all) to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, ground: Colour, towards: Colour, least: float) -> Colour:
    """The colour, or the first on its way towards black or white that has at least that contrast with the ground."""
    steps = (
        Colour(*((own * (_STEPS - step) + end * step) // _STEPS for own, end in zip(colour, towards, strict=True)))
        for step in range(_STEPS + 1)
    )
    return next(step for step in steps if contrast(step, ground) >= least)


def _corrections(link: Colour, day: Colour) -> Iterator[str]:
    if link != day:
        ratio = f"{contrast(link, DAY):.1f}".replace(".", ",")
        yield f"mkdocs.yml: Links in {link} hätten auf hellem Grund nur den Kontrast {ratio} : 1; genommen wird {day} (mindestens 4,5 : 1)"


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parse(key: str, settings: Mapping[Any, object]) -> Colour:
    value = settings.get(key, DEFAULTS[key])
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        written = _written(key, settings)
        state = f"ist „{written}“" if value is not None else "ist leer; ohne Anführungszeichen ist # ein Kommentar"
        parts = [int(part) for part in rgb.groups()] if (rgb := _RGB.fullmatch(written)) else [256]
        remedy = f'„{key}: "{Colour(*parts)}"“ schreiben' if max(parts) < 256 else "so schreiben, mit der eigenen Farbe"
        raise Unreadable(key, state, f'eine Farbe wie "{DEFAULTS[key]}", mit Anführungszeichen', remedy)
    return Colour(*bytes.fromhex(value[1:]))


def _written(key: str, settings: Mapping[Any, object]) -> str:
    """A value as it was meant: in braces, its commas have begun new entries."""
    written = str(settings.get(key))
    rest = iter([*settings][[*settings].index(key) + 1 :])
    while "(" in written and ")" not in written and (more := next(rest, None)) is not None:
        written += f",{more}"
    return written
