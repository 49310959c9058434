"""Texts hold what people see, however they came into the file: typed, pasted from a PDF, or written as a reference.

Right: „Nachhaltigkeit“, „Pflege“, „&amp;“.
Wrong: a character that nobody sees, as `&shy;` or `&#x202E;` in any file, or as itself in a page. A hint: letters that PDF files
draw as one sign (ﬂ), also by reference, a character that got lost on the way („StraÃŸe“), a word that is still broken as at the end
of a line („Nach- haltigkeit“).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.search.german import BROKEN
from pruefbuch.source import MAX_PROBLEMS

ID = "pasted"
_LIGATURE = re.compile("\\w*[\ufb00-\ufb06]\\w*")
_SPELT = re.compile(r"(?:&#(?:6425[6-9]|6426[0-2]|[xX]0*[fF][bB]0[0-6]);?|&ff?[fijl]lig;|\\u[fF][bB]0[0-6])")
"""such a sign by its number or its name, in Markdown and in YAML"""
_LOST = re.compile("\\w*(?:\ufffd|Ã[\u0080-\u00bf„–Ÿœ]|Â[§°²³\u00a0])\\w*")
"""a sign that some program did not know, or read in another encoding: „Stra\ufffde“, „StraÃŸe“"""
_SIGN = re.compile("[\ufb00-\ufb06\ufffdÃÂ]")
_BREAK = re.compile(r"-\s+[a-zäöüß]")
"""what every such word has; quick to look for"""


def check(path: str, text: str) -> Iterator[Problem]:
    """Problems of the text of a file, as it stands there. Characters of YAML that nobody sees are found where it is read."""
    for start, fault in islice(_unseen(path, text), MAX_PROBLEMS):
        allowed, remedy = "Zeichen, die man sieht, Leerzeichen und Zeilenumbrüche", "löschen, am sichersten das Wort neu tippen"
        yield Problem(_place(path, text, start), "invisible-character", fault, allowed, remedy)
    rare = _SIGN.search(characters.beyond_ascii(text)) is not None
    for match in islice(_LOST.finditer(text) if rare else (), MAX_PROBLEMS):
        fault, remedy = f"in „{match[0]}“ ging ein Zeichen verloren", "das Wort neu tippen"
        yield Problem(_place(path, text, match.start()), ID, fault, "Text in UTF-8", remedy, Severity.HINT)
    for match in islice(_SPELT.finditer(text) if "&" in text or "\\" in text else (), MAX_PROBLEMS):
        fault = f"„{match[0]}“ steht für zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei"
        remedy = "die Buchstaben einzeln schreiben"
        yield Problem(_place(path, text, match.start()), ID, fault, "einzelne Buchstaben", remedy, Severity.HINT)
    for match in islice(_LIGATURE.finditer(text) if rare else (), MAX_PROBLEMS):
        plain = unicodedata.normalize("NFKC", match[0])
        fault, remedy = (
            f"in „{match[0]}“ stehen zwei Buchstaben als ein Zeichen, wie aus einer PDF-Datei",
            f"„{plain}“ schreiben",
        )
        yield Problem(_place(path, text, match.start()), ID, fault, "einzelne Buchstaben", remedy, Severity.HINT)
    for match in islice(BROKEN.finditer(text) if _is_broken(text) else (), MAX_PROBLEMS):
        if match[2].islower():
            fault = f"„{match[1]}- {match[2]}“ ist getrennt wie am Ende einer Zeile"
            remedy = f"„{match[1]}{match[2]}“ schreiben, wenn es ein Wort ist"
            yield Problem(_place(path, text, match.start()), ID, fault, "ganze Wörter", remedy, Severity.HINT)


def _unseen(path: str, text: str) -> Iterator[tuple[int, str]]:
    for start, written, char in characters.spelt(text):
        yield start, f"„{written}“ steht für {characters.describe(char)}"
    for start in characters.forbidden(text) if path.endswith(".md") else ():
        yield start, f"hier steht {characters.describe(text[start])}"


def _is_broken(text: str) -> bool:
    return any(text[match.start() - 1].isalpha() for match in _BREAK.finditer(text))


def _place(path: str, text: str, start: int) -> Place:
    before = text[:start]
    return Place(path, before.count("\n") + 1, start - before.rfind("\n"))
