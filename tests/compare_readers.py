"""Do both readers of YAML say the same? `python tests/compare_readers.py MINUTES [SEED]` changes real files at random and compares.

Where the fast reader answers at all, the reader of libyaml's events must make the same nodes (texts, places, order of names) and find no
problem. The first text about which they disagree is printed as a line for `compare_readers.jsonl`, where all that ever broke a reader is
kept, and the run ends with 1. `make readers` looks for MINUTES and from another seed each time, `tests/test_fast_reader.py` for a moment.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from pruefbuch.model import characters  # noqa: E402 (after the path that it is found by)
from pruefbuch.model.common import Problem  # noqa: E402
from pruefbuch.source.event_reader import EventReader  # noqa: E402
from pruefbuch.source.fast_reader import read_fast  # noqa: E402

CORPUS = Path(__file__).with_suffix(".jsonl")
FILES = ("assessments/**/*.yml", "content/**/*.yml", "tests/cases/**/*.yml")
PIECES = (
    *(
        ":",
        ": ",
        ":\n",
        "-",
        "- ",
        "- - ",
        "#",
        " #",
        "# ",
        "'",
        '"',
        "\\",
        "''",
        "\t",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n \n",
        "\r",
        "\r\n",
    ),
    *(
        "|",
        ">",
        "|-\n",
        ">-\n",
        "|+",
        "|2",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "?",
        "? ",
        "!",
        "!!str ",
        "&a ",
        "*a",
        "%",
        "@",
        "`",
        "~",
    ),
    *(
        "---",
        "---\n",
        "...",
        "...\n",
        "<<: ",
        "null",
        "\ufeff",
        "\x85",
        "\u2028",
        "\xa0",
        "\xad",
        "≥",
        "ä",
        "a\u0308",
        "„",
        "€",
        "\0",
    ),
    *("b", "1", "=", "a: b", "a:", "- a", "[a, b]", "{a: b}", "'a'", '"a"', "/", "+", ".", "(", "_", "$", "^", "<", ";"),
)
LONGEST = 14
"""lines of an excerpt: short ones are read fast, and what a line means depends on few others"""


def agree(text: str) -> bool:
    """Whether the fast reader answers; AssertionError where the other one says something else."""
    if not characters.usual(text) or (fast := read_fast("x.yml", text)) is None:
        return False
    problems: list[Problem] = []
    try:
        events = EventReader("x.yml", text, problems, usual=True).read()
    except yaml.MarkedYAMLError as error:
        raise AssertionError(text) from error
    # The whole of it in words, for two dictionaries are equal in any order, and nodes of two kinds may be equal as tuples.
    assert repr(events) == repr(fast), text
    assert problems == [], text
    return True


def corpus() -> list[str]:
    """The texts that broke a reader once, and what is like them."""
    return [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]


def real_files() -> list[str]:
    """The texts of all files in the project that are YAML."""
    paths = sorted(path for pattern in FILES for path in ROOT.glob(pattern))
    return [path.read_bytes().decode("utf-8", "replace") for path in paths]


def mutants(chance: random.Random) -> Iterator[str]:
    """Excerpts of real files and of the corpus, each changed in one to three places; without end."""
    texts = [text.splitlines(keepends=True) for text in [*real_files(), *corpus()] if text]
    while True:
        lines = _excerpt(chance.choice(texts), chance)
        for _ in range(chance.choice((1, 1, 2, 3))):
            chance.choice((_change_lines, _change_characters, _change_characters))(lines, chance)
        yield "".join(lines)


def _excerpt(lines: list[str], chance: random.Random) -> list[str]:
    """A line and the lines below it that belong to it or to its group, moved to the left; now and then a whole file."""
    if chance.random() < 0.02:
        return lines.copy()
    first = chance.randrange(len(lines))
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    excerpt: list[str] = []
    for line in lines[first : first + chance.randint(1, LONGEST)]:
        if line[:indent].strip(" \n"):
            break
        excerpt.append(line[indent:] or "\n")
    if excerpt[0].startswith("- "):
        margin = chance.choice(("", "  "))
        return ["list:\n", *(margin + line for line in excerpt)]
    return excerpt


def _change_lines(lines: list[str], chance: random.Random) -> None:
    """One line is moved, doubled, left out, joined to the next, indented otherwise, or comes from elsewhere in the excerpt."""
    if not lines:
        return
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    bare = lines[at].lstrip(" ")
    lines[at : at + 1] = chance.choice(
        (
            [],
            [lines[at], lines[at]],
            [lines[other], lines[at]],
            [lines[at].rstrip("\n")],
            [lines[at], " " * chance.randint(0, 8) + chance.choice(("\n", "# a\n", "a\n", ": a\n", "- a\n", "a: b\n", "a:\n"))],
            *([" " * chance.randint(0, 8) + bare],) * 4,
            [lines[at].rstrip("\n") + chance.choice((" ", ":", " |", " >-", " #", "\r")) + "\n"],
        )
    )


def _change_characters(lines: list[str], chance: random.Random) -> None:
    """One character is left out, doubled, exchanged with the next, or something stands before it or in its place."""
    if not lines:
        return
    at = chance.randrange(len(lines))
    line = lines[at]
    # Names, colons, dashes and the first signs of a value stand on the left.
    column = chance.randint(0, min(len(line), chance.choice((6, 20, len(line)))))
    left, here, right = line[:column], line[column : column + 1], line[column + 1 :]
    piece = chance.choice(PIECES)
    lines[at] = left + chance.choice(
        (right, here * 2 + right, right[:1] + here + right[1:], piece + here + right, piece + right)
    )


def main(minutes: str, seed: str = "") -> int:
    """Compare for so many minutes; 0 where the readers agree."""
    seed = seed or str(time.time_ns())
    chance, end, count, fast, text = random.Random(seed), time.monotonic() + 60 * float(minutes), 0, 0, ""
    try:
        for text in corpus():
            agree(text)
        for count, text in enumerate(mutants(chance), 1):
            fast += agree(text)
            if count % 1000 == 0 and time.monotonic() > end:
                break
    except AssertionError:
        print(f"seed {seed}, mutant {count}: the readers disagree about", json.dumps(text, ensure_ascii=False), sep="\n")
        return 1
    print(f"seed {seed}: {count} mutants, {fast} of them read by the fast reader as by the other one")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
