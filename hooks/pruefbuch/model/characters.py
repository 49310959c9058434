"""Characters that no file may hold, because people do not see them or see something else than is written.

The list is explicit and does not follow the Unicode version of the running Python: what is valid today stays valid.
Allowed are all letters, signs and spaces with a width, also U+00A0 and the thin spaces of German typography.
Sources: Unicode Technical Report 36 and Technical Standard 39, property Default_Ignorable_Code_Point, the Char production of XML 1.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise

_CONTROL = ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F))
"""C0 and C1 without tab, line feed and carriage return"""
_DIRECTION = ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069))
_HALVES = ((0xD800, 0xDFFF),)
"""surrogates, which mean something only in pairs and only in UTF-16"""
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0xFFFFD), (0x100000, 0x10FFFD))
"""everybody's own; bullets of word processors end up here and show as a box on the page"""
_NEVER = ((0xFDD0, 0xFDEF), *((plane * 0x10000 + 0xFFFE, plane * 0x10000 + 0xFFFF) for plane in range(17)))
"""code points that Unicode keeps free of characters for good"""
_UNSEEN = (
    *((code, code) for code in (0xAD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFEFF, 0xFFA0)),
    *((0x180B, 0x180F), (0x200B, 0x200D), (0x2028, 0x2029), (0x2060, 0x2065), (0x206A, 0x206F), (0xFE00, 0xFE0F)),
    *((0xFFF0, 0xFFFC), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
_KINDS = (
    (_CONTROL, "ein Steuerzeichen"),
    (_DIRECTION, "ein Zeichen, das die Schreibrichtung ändert"),
    (_HALVES, "ein halbes Zeichen"),
    (_PRIVATE, "ein Zeichen ohne festgelegte Bedeutung"),
    (_NEVER, "ein Zeichen, das es nicht gibt"),
    (_UNSEEN, "ein unsichtbares Zeichen"),
)

_ASCII = bytes((0x09, 0x0A, 0x0D, *range(0x20, 0x7F)))
_USUAL = re.compile("[\xa0-\xac\xae-\u017f\u2010-\u2027\u2030-\u203a\u20ac]*")
"""Latin letters with their signs, dashes, quotation marks, per mille, euro"""


def _class(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_RANGES = tuple(pair for ranges, _ in _KINDS for pair in ranges)
_FORBIDDEN = re.compile(f"[{_class(_RANGES)}]")
# Searching for characters beyond U+FFFF makes `re` slow: 2.7 ms for 5 kB, against 0.16 ms with this look before it, whether there is
# anything but the allowed characters up to U+FFFF. `usual` is narrower: it also says that nothing needs normalising.
_EDGES = sorted(pair for pair in _RANGES if pair[0] <= 0xFFFF)
_BETWEEN = tuple((last + 1, first - 1) for (_, last), (first, _) in pairwise(_EDGES) if last + 1 < first)
_SUSPECT = re.compile(f"[^{_class(_BETWEEN)}]")
# Keyboards put a variation selector behind a sign to ask for its colourful or its plain form; there it hides nothing.
_REFERENCE = re.compile(r"&(?:\\?#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}))|[A-Za-z]{2,32});?")
"""to a character, by number or name; Markdown takes a backslash before # away"""
_SELECTED = re.compile("[\u2010-\u32ff\U0001f000-\U0001faff][\ufe0e\ufe0f]")


def forbidden(text: str) -> tuple[int, ...]:
    """Where forbidden characters stand in a text: their positions from 0."""
    if not _SUSPECT.search(text):
        return ()
    return tuple(match.start() for match in _FORBIDDEN.finditer(text) if not _is_selected(text, match.start()))


def spelt(text: str) -> Iterator[tuple[int, str, str]]:
    """The references of HTML and Markdown to forbidden characters: where each stands, how it is written, the character."""
    for match in _REFERENCE.finditer(text) if "&" in text else ():
        char = _unseen(match[0])
        if char:
            yield match.start(), match[0], char


@lru_cache(maxsize=1000)
def _unseen(reference: str) -> str:
    """The forbidden character that a reference stands for; "" where it is another one, or no reference after all ("?a=1&b=2")."""
    written = reference.replace("\\", "")
    match = _REFERENCE.fullmatch(reference)
    number = int(match[1] or "0x" + match[2], 0 if match[2] else 10) if match and (match[1] or match[2]) else -1
    # Browsers read some numbers as characters of Windows-1252; what they leave out as invalid is what the number says.
    char = (unescape(written) or chr(number))[:1]
    return char if char != written[:1] and forbidden(char) else ""


def seen(text: str) -> str:
    """The text without forbidden characters, written as themselves or as references."""
    text = masked(text, "") if _SUSPECT.search(text) else text
    # What is left may be a reference again ("&&shy;shy;"); a blank in its place ends that.
    return _without_references(_without_references(text, ""), " ")


def _without_references(text: str, instead: str) -> str:
    parts, end = [], 0
    for start, written, _ in spelt(text):
        parts += [text[end:start], instead]
        end = start + len(written)
    return "".join([*parts, text[end:]])


def masked(text: str, mask: str) -> str:
    """The text with `mask` in place of each forbidden character; of the same length where the mask is one character."""
    return _FORBIDDEN.sub(lambda match: match[0] if _is_selected(text, match.start()) else mask, text)


def describe(char: str) -> str:
    """A forbidden character (or an escaped carriage return) in words and as code point: "ein unsichtbares Zeichen (U+200B)"."""
    code = ord(char)
    kind = next((words for ranges, words in _KINDS if any(first <= code <= last for first, last in ranges)), _KINDS[0][1])
    return f"{kind} (U+{code:04X})"


def _is_selected(text: str, index: int) -> bool:
    return index > 0 and _SELECTED.match(text, index - 1) is not None


def usual(text: str) -> bool:
    """Whether a text has only characters of German prose: none of them is forbidden, and all are in Unicode normal form C.

    A quick answer for nearly every text; False only says that somebody has to look.
    """
    return _USUAL.fullmatch(beyond_ascii(text)) is not None


@lru_cache(maxsize=1)
def beyond_ascii(text: str) -> str:
    """The characters of a text that are no visible ones of ASCII, nor tab or line break. Several checks ask it of one text in turn.

    Bytes are taken out ten times as fast as characters are looked at, and what is left is short.
    """
    return text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
