"""Texts that stand where something should be said and say nothing: the examples of an empty sheet, and „-“ or „k. A.“."""

from __future__ import annotations

import re
from functools import lru_cache

from pruefbuch.model.slugs import fold

EXAMPLES = {
    "id": "kurzname",
    "title": "Titel des Vorhabens",
    "summary": "Worum es geht, in zwei, drei Sätzen.",
    "unit": "Die Stelle, die geprüft hat; keine Namen von Personen.",
    "reviewed_by": "Die Stelle, die gegengelesen hat; auch hier keine Namen.",
    "paper": "Nummer der Vorlage",
    "decision": "Was beschlossen wurde.",
    "comment": "Was über das Ganze zu sagen ist, auch ein Satz dazu, warum nichts berührt ist.",
    "reason": "Warum.",
    "evidence": "Name des Nachweises",
    "measure": "Was wir tun.",
    "alternatives": "Was sonst geprüft wurde und warum es nicht vorgeschlagen wird.",
    "lesson": "Was andere daraus lernen können.",
    "text": "Ihre Antwort.",
    "link": "Seite der Initiative",
    "tag": "stichwort",
}
"""what an empty sheet shows in place of an answer, by what it is shown for"""
DAY, MONTH, STEP, LEVEL, EXEMPTION = "JJJJ-MM-TT", "JJJJ-MM", "schritt", "stufe", "art"
"""what it shows for a date or a word: none of them is one, so that nothing is published by taking away a #"""

_MOST = max(map(len, EXAMPLES.values()))
"""characters: a longer text is no phrase"""
_EXAMPLES = frozenset(EXAMPLES.values())
_SAYS_NOTHING = frozenset(
    (
        *("ka", "keineangabe", "keineangaben", "ohneangabe", "ohneangaben", "na", "nv", "nichtvorhanden", "nichtbekannt"),
        *("so", "sieheoben", "su", "sieheunten", "wieoben", "dto", "dito", "ditto", "idem", "sieheanlage", "sieheanhang"),
        *("tbd", "todo", "folgt", "wirdnachgereicht", "nochoffen", "platzhalter", "test", "unbekannt", "keinebegruendung"),
        *("xxx", "none", "null", "nil", "entfaellt", "ohnebegruendung", "text", "loremipsum"),
    )
)
"""texts that say nothing, by their letters and digits alone"""
_OTHER = re.compile(r"[\W_]+")
_SHORT = 24
"""characters: a longer text is taken to say something"""


def is_phrase(text: str) -> bool:
    """Whether there is anything to say about a text; quick, for nearly all have nothing."""
    return len(text) <= _MOST and (text in _EXAMPLES or says_nothing(text))


def is_example(text: str) -> bool:
    """Whether a text is still that of an empty sheet."""
    return text in _EXAMPLES


def says_nothing(text: str) -> bool:
    """Whether a text is only a sign that there is nothing to read: „-“, „…“, „k. A.“, „siehe oben“."""
    return 0 < len(text) <= _SHORT and _is_sign(text)


@lru_cache(maxsize=4096)
def _is_sign(text: str) -> bool:
    letters = _OTHER.sub("", fold(text))
    return not letters or letters in _SAYS_NOTHING
