"""German sentences of Markdown pages with their places, and how long they are.

What nobody reads as running text does not count: front matter, code, headings, addresses of links, HTML. Cells of tables and items of
two or three words are looked at for their length, but they make no page look easier to read than it is.

`python tests/prose.py content/leitfaden/*.md` tells who writes: sentences, mean length, and the longest sentences of each page.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

FENCE = re.compile(r"\s*(```|~~~)")
START = re.compile(r"^\s*(?:[-*+]|\d+\.|:|>)\s+(?=\S)")
"""what begins a block of its own within a paragraph: an item, a definition, a quotation"""
ROW = re.compile(r"\s*\|")
HEADING = re.compile(r"#{1,6}\s|\s*[-:| ]+$")
LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)|<[^>]*>")
CODE = re.compile(r"`[^`]*`")
SHORT = "z. B.|d. h.|u. a.|i. d. R.|o. Ä.|v. a.|e. V.|Nr.|Abs.|Art.|S.|bzw.|ca.|usw.|etc.|vgl.|ggf.|inkl.|evtl.|max.|min.|sog.|Mio.|Mrd."
SHORTENED = re.compile(r"(?<!\w)(?:" + SHORT.replace(".", "[.]").replace(" ", r"\s?") + ")")
MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
ORDINAL = re.compile(rf"\b\d{{1,2}}\.(?=\s+(?:{MONTHS}|[a-zäöü]))|(?<=\d)\.(?=\d)|\b\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+\b")
END = re.compile(r"(?<=[.!?…])[“”\")*_]*\s+(?=[„\"(*_\[]*[A-ZÄÖÜ0-9−`])")
DOT, GLUE = "\ue000", "\ue001"
"""stand for a full stop that ends nothing and a space that parts nothing"""
HELD = str.maketrans({".": DOT, " ": GLUE, "\u00a0": GLUE, "\u202f": GLUE})
WORD = re.compile(r"\S*\w\S*")
FRAGMENT = 3
LISTED = 5
"""of the longest sentences of a page"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the line it begins in, how many words it has (a number or an abbreviation is one), whether it is running text."""

    line: int
    text: str
    length: int
    running: bool


def sentences(markdown: str) -> list[Sentence]:
    """All sentences of a page in their order."""
    return [sentence for block in _blocks(markdown) for sentence in _split(*block)]


def mean(found: list[Sentence]) -> Fraction:
    """Words per sentence of running text."""
    lengths = [each.length for each in found if each.running and each.length > FRAGMENT]
    return Fraction(sum(lengths), len(lengths) or 1)


def _blocks(markdown: str) -> Iterator[tuple[list[tuple[int, str]], bool]]:
    """Paragraphs, items and cells: lines with their numbers, and whether they are running text."""
    block: list[tuple[int, str]] = []
    for number, line in _written(markdown):
        row = bool(ROW.match(line))
        if row or not line.strip() or START.match(line) or HEADING.match(line):
            yield block, True
            block = []
        if row:
            yield from (([(number, cell)], False) for cell in LINK.sub(r"\1", line).strip(" |").split("|"))
        elif line.strip() and not HEADING.match(line):
            block.append((number, START.sub("", line, count=1)))
        if line.endswith("  "):  # a break
            yield block, True
            block = []
    yield block, True


def _written(markdown: str) -> Iterator[tuple[int, str]]:
    """The lines that are neither front matter nor code; code leaves an empty line. Links that go over the end of a line stay whole."""
    front = re.match(r"---\n.*?\n---\n", markdown, re.DOTALL)
    skip = front[0].count("\n") if front else 0
    fenced = False
    for number, line in enumerate(markdown.split("\n"), 1):
        fence = bool(FENCE.match(line))
        fenced ^= fence
        if number > skip:
            yield number, "" if fenced or fence else line


def _split(lines: list[tuple[int, str]], running: bool) -> Iterator[Sentence]:
    """The sentences of a block. Marks in the text keep the numbers of its lines."""
    text = "\n".join(line for _number, line in lines)
    text = LINK.sub(lambda link: (link[1] or "") + "\n" * (link[0].count("\n") - (link[1] or "").count("\n")), text)
    text = CODE.sub(lambda code: code[0].translate(HELD), text)
    for held in (SHORTENED, ORDINAL):
        text = held.sub(lambda word: word[0].translate(HELD), text)
    begin = 0
    for end in [*(match.span() for match in END.finditer(text)), (len(text), len(text))]:
        part = text[begin : end[0]]
        if WORD.search(part):
            line = lines[text.count("\n", 0, begin + len(part) - len(part.lstrip()))][0]
            shown = " ".join(part.split()).replace(DOT, ".").replace(GLUE, " ")
            yield Sentence(line, shown, len(WORD.findall(part)), running)
        begin = end[1]


def main(paths: list[str]) -> None:
    """Tell how each page reads."""
    for path in paths:
        found = sentences(Path(path).read_text("utf-8"))
        print(f"{path}: {len(found)} Sätze, im Mittel {float(mean(found)):.1f} Wörter")
        for each in sorted(found, key=lambda sentence: -sentence.length)[:LISTED]:
            print(f"  {path}:{each.line}: {each.length} Wörter: {each.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
