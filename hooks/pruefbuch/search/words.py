"""German words as the search compares them: without case, umlauts, inflection. search.js does exactly the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?=\S*[0-9])[^\W_]+(?:[-/.][^\W_]+)+")
"""a number of a paper such as 0947-StR/2022; it is found as a whole and by its parts"""
_NUMBERED = re.compile(r"[0-9][-/.]|[-/.][0-9]|[0-9][^\W_]*[-/.]")
"""a quick look whether there may be one"""
_UMLAUTS = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "a", "œ": "o", "ø": "o"})
_WRITTEN_OUT = re.compile("([aou])e")
_DOUBLE = re.compile(r"(.)\1")
_BEGINNING = re.compile("^ge(.{4,})")


def normal(word: str) -> str:
    """A word in small letters without accents; ä, ae and a are one, as people type them."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_UMLAUTS))
    return _WRITTEN_OUT.sub(r"\1", "".join(char for char in plain if not unicodedata.combining(char)))


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
    """The stems of a text, in order and with repeats; numbers of papers also as a whole, without the signs between their parts."""
    stems = list(map(stem, _WORD.findall(text)))
    if _NUMBERED.search(text):
        stems += [normal("".join(_WORD.findall(number))) for number in _NUMBER.findall(text)]
    return stems
