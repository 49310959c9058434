"""German words as the search compares them: without case, umlauts, inflection. search.js does exactly the same.

Compounds are found joined, hyphenated and apart, numbers of papers with and without the signs and blanks between their parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pruefbuch.search.german import APART, BROKEN

_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""what people do not see parts no words"""
_JOINED = re.compile(r"[^\W_]+(?:[-\u2010-\u2013/.][^\W_]+)+")
_HYPHENS = re.compile(r"[^/.]+")
_DIGIT = re.compile(r"\d")
_LETTERED = re.compile(r"[^\W\d_]+(\d{3}.*)")
"""a number of a paper with letters before it: it is also found without them"""
_LONGEST = 40
"""letters of a joined compound; longer ones are addresses"""
_UMLAUTS = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "a", "œ": "o", "ø": "o"})
_WRITTEN_OUT = re.compile("([aou])e")
_DOUBLE = re.compile(r"(.)\1")
_BEGINNING = re.compile("^ge(.{4,})")


def normal(word: str) -> str:
    """A word in small letters without accents; ä, ae and a are one, as people type them, and so are ₂ and 2, ﬁ and fi."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_UMLAUTS))
    return _WRITTEN_OUT.sub(r"\1", "".join(filter(str.isalnum, plain)))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a word's normal form by CISTEM (Weißweiler and Fraser, Developing a Stemmer for German, GSCL 2017).

    It depends on the word alone, and texts repeat their words: so stems are kept by word.
    """
    text = _BEGINNING.sub(r"\1", normal(word))
    text = text.replace("sch", "$").replace("ei", "%").replace("ie", "&")
    text = _DOUBLE.sub(r"\1*", text)
    while len(text) > 3:
        if len(text) > 5 and text.endswith(("em", "er", "nd")):
            text = text[:-2]
        elif text.endswith(("t", "e", "s", "n")):
            text = text[:-1]
        else:
            break
    text = re.sub(r"(.)\*", r"\1\1", text)
    return text.replace("$", "sch").replace("%", "ei").replace("&", "ie")


def terms(text: str) -> list[str]:
    """The stems of a text, each once, in order; those of compounds and of numbers of papers also joined."""
    return [*dict.fromkeys(" ".join(map(_STEMS.__getitem__, chunks(text))).split())]


def chunks(text: str) -> list[str]:
    """What stands between blanks, and words that were broken at the end of a line."""
    if "- " in text or "-\n" in text:
        text += "".join(f" {first}{second}" for first, second in BROKEN.findall(text))
    return text.split()


def terms_of_title(text: str) -> list[str]:
    """The stems of a title, where nouns side by side are also looked for as one word."""
    apart = (pair for nouns in APART.findall(text) for pair in _joined(nouns.split()))
    return terms(f"{text} {' '.join(apart)}")


def phrase(text: str) -> str:
    """What a word or a short phrase is looked for by: its stems with blanks between them, compounds joined."""
    return " ".join(stem("".join(_WORD.findall(chunk))) for chunk in text.split())


class Memory(dict[str, str]):
    """What a function makes of what stands between two blanks. Texts repeat it; so most is looked up, and sooner than in an lru_cache."""

    MOST = 200_000
    """entries; with more of them it begins anew"""

    def __init__(self, function: Callable[[str], str]) -> None:
        self._function = function

    def __missing__(self, chunk: str) -> str:
        if len(self) >= self.MOST:
            self.clear()
        self[chunk] = outcome = self._function(chunk)
        return outcome


def stems_of(chunk: str) -> str:
    """The stems of what stands between two blanks, with blanks between them."""
    # On some systems ü is u and two dots: composed, it is one letter and parts no word.
    chunk = unicodedata.normalize("NFC", _UNSEEN.sub("", chunk))
    stems = [*map(stem, _WORD.findall(chunk))]
    for match in _JOINED.findall(chunk):
        parts = _WORD.findall(match)
        if _DIGIT.search(match):
            stems.append(stem("".join(parts)))
        elif _HYPHENS.fullmatch(match):
            stems += map(stem, _joined(parts))
    stems += [match[1] for word in stems if (match := _LETTERED.fullmatch(word))]
    return " ".join(word for word in stems if len(word) <= _LONGEST)


_STEMS = Memory(stems_of)


def _joined(parts: list[str]) -> list[str]:
    """A compound in one word, and where it has more than two parts each two of them that are neighbours."""
    pairs = [f"{first}{second}" for first, second in zip(parts, parts[1:], strict=False)]
    return ["".join(parts), *pairs] if len(parts) > 2 else pairs
