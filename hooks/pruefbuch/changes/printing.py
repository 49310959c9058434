"""The sentences as text and as Markdown. In Markdown, words of files stand in code only.

There no mention, picture, link or HTML in them does anything. An escaped "@" is none to a parser, but still one to the platforms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pruefbuch import reports
from pruefbuch.changes.values import Changes
from pruefbuch.changes.words import Phrase, Quoted, blocks, headline, remainder
from pruefbuch.model import characters
from pruefbuch.model.common import Problem

MARK = "<!-- pruefbuch:diff -->"
"""the last line of the Markdown, by which whoever wrote a comment finds it again"""
MOST_BLOCKS, MOST_SHOWN, MOST_PROBLEMS = 50, 10, 20
"""results and editions that are written out, those of them in a comment, and problems in its table"""
MOST_LINES = 12
"""of a block in a comment"""
LONGEST = 160
"""characters of what a file says at one place in a comment"""
_LONGEST_LINE = 1000

_PIPE = re.compile(r"\\*\|")


def text(changes: Changes, *, colour: bool = False) -> Iterator[str]:
    """Lines for people at a terminal."""
    yield headline(changes)
    for problem in changes.problems:
        yield reports.text(problem, colour=colour)
    shown = blocks(changes)
    for block in shown[:MOST_BLOCKS]:
        yield ""
        yield f"{block.sign} {_plain(block.head)}"
        yield from (f"    {_plain(line)}" for line in (*block.main, *block.more))
    rest = [*remainder(changes)]
    if len(shown) > MOST_BLOCKS:
        rest.insert(0, (_further(len(shown) - MOST_BLOCKS),))
    if rest:
        yield ""
        yield from map(_plain, rest)


def _plain(phrase: Phrase) -> str:
    return "".join(_line(part.text, _LONGEST_LINE) if isinstance(part, Quoted) else part for part in phrase)


def _further(number: int) -> str:
    return f"und {number} weitere{'s' * (number == 1)}"


def _line(said: str, longest: int) -> str:
    """What a file says, in one line, without characters that nobody sees or that a terminal obeys, and not too long."""
    line = characters.masked(" ".join(said.split()), "\ufffd") or "–"
    return line if len(line) <= longest else line[: longest - 1] + "…"


# -- Markdown ----------------------------------------------------------------------------------------------------------


def markdown(changes: Changes) -> Iterator[str]:
    """Lines of a comment: what matters first, the rest folded. The same changes make the same bytes."""
    yield f"**{headline(changes)}**"
    if changes.problems:
        yield ""
        yield from _table(changes.problems)
    every = blocks(changes)
    shown = every if len(every) <= MOST_SHOWN else [block for block in every if not block.quiet]
    if every:
        yield ""
        yield from (line for block in shown[:MOST_SHOWN] for line in _item(block.head, block.main))
    if len(shown) > MOST_SHOWN:
        yield f"- {_further(len(shown) - MOST_SHOWN)}, siehe Protokoll"
    if len(every) > len(shown):
        yield f"- {_further(len(every) - len(shown))}, bei denen keine Stufe und keine Antwort anders ist, siehe Protokoll"
    rest = [*remainder(changes)]
    if rest:
        yield ""
        yield from (f"- {_inert(line)}" for line in rest)
    folded = [block for block in shown[:MOST_SHOWN] if block.more]
    if folded:
        yield from ("", "<details><summary>Einzelheiten</summary>", "")
        yield from (line for block in folded for line in _item(block.head[:1], block.more))
        yield from ("", "</details>")
    yield from ("", MARK)


def _item(head: Phrase, lines: Sequence[Phrase]) -> Iterator[str]:
    yield f"- {_inert(head)}"
    yield from (f"  - {_inert(line)}" for line in lines[:MOST_LINES])
    if len(lines) > MOST_LINES:
        yield f"  - {_further(len(lines) - MOST_LINES)}"


def _table(problems: Iterable[Problem]) -> Iterator[str]:
    listed = [*problems]
    yield "| Wo | | Was nicht stimmt | So geht es |"
    yield "|---|---|---|---|"
    for problem in listed[:MOST_PROBLEMS]:
        cells = [
            code(text, table=True) for text in (f"{problem.place.path}:{problem.place.line}", problem.found, problem.remedy)
        ]
        yield f"| {cells[0]} | {reports.word(problem.severity)} | {cells[1]} | {cells[2]} |"
    if len(listed) > MOST_PROBLEMS:
        yield ""
        yield f"{_further(len(listed) - MOST_PROBLEMS)} im Protokoll"


def _inert(phrase: Phrase) -> str:
    return "".join(code(part.text) if isinstance(part, Quoted) else part for part in phrase)


def code(said: str, *, table: bool = False) -> str:
    """What a file says as a span of code, in a fence longer than any run of backticks in it.

    In a table a bar is escaped. Backslashes before one go: parsers differ in what they make of them.
    """
    line = _line(said, LONGEST)
    if table:
        line = _PIPE.sub(r"\\|", line)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    room = " " if "`" in line else ""
    return f"{fence}{room}{line}{room}{fence}"
