"""Ids, file names and folder names: what they may look like, and how to get one from a German text."""

from __future__ import annotations

import re
import unicodedata

MAX_LENGTH = 60
"""characters in an id"""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHER = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "&": " und ", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}
)
# Windows keeps these names for devices, with any extension: such a file can neither be checked out nor copied there.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))})


def is_slug(text: str) -> bool:
    """Whether a text is an id: a–z, 0–9 and single hyphens between them, at most 60 characters, no device name of Windows."""
    return len(text) <= MAX_LENGTH and _SLUG.fullmatch(text) is not None and text not in _RESERVED


def slugify(text: str, most: int = MAX_LENGTH) -> str:
    """The id nearest to a text ("Bürger-App!" → "buerger-app"); "" where none of its characters has a counterpart.

    A long one ends after the last word that fits into `most` characters; only a single word that is longer is cut.
    """
    slug = _OTHER.sub("-", fold(text)).strip("-")
    if len(slug) > most:
        whole, _, _ = slug[: most + 1].rpartition("-")
        slug = whole or slug[:most]
    return f"{slug}-1" if slug in _RESERVED else slug


def fold(text: str) -> str:
    """The text in small letters without accents, with ä as ae and ß as ss: what people mean when they type the same word."""
    german = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return "".join(char for char in unicodedata.normalize("NFKD", german) if not unicodedata.combining(char))
