"""Text that keeps a parser of Markdown busy: what passes is read within a moment, the rest is refused with its place."""

from __future__ import annotations

import time

import pytest

from plots import SHEET, problems_of
from pruefbuch import markup
from pruefbuch.typed import MAX_TEXT

PATTERNS = (
    "[", "![", "[[", "[](", "[a](", "[a]: b\n", "`", "``a`", "`a", "a`b", "```\n", "~~~\n", "a\n=\n", "a\n---\n", "-\n", "# a\n", "*", "**",
    "_a_", "***", "*a_b", "* ", "- ", "1. ", "> ", "> > ", "- a\n  ", "|a", "a|b\n-|-\n", "<a ", "<![CDATA[", "<!--", "<a@b.c>", "&#",
    "&amp;",    "\\", "(", "    a\n", "a\n\n", "\t", "http://a ", "![a]", "a ", "ä\n",
)  # fmt: skip
SECOND = 1.0


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_passes_is_read_within_a_second(pattern: str) -> None:
    text = (pattern * MAX_TEXT)[:MAX_TEXT]
    counts = [(sum(1 for _ in costly.finditer(text)), most) for costly, most, _ in markup.COSTLY]
    passing = text
    while any(count > most for count, most in counts):
        passing = passing[: len(passing) * 3 // 4]
        counts = [(sum(1 for _ in costly.finditer(passing)), most) for costly, most, _ in markup.COSTLY]
    start = time.process_time()
    markup.render(passing)
    assert time.process_time() - start < SECOND


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        ("[", "eckige Klammern"),
        ("``a`", "Zeichen für Code (`)"),
        ("a\n=\n", "Überschriften"),
        ("*a", "Zeichen für Betonung (* und _)"),
    ],
)
def test_what_would_take_long_is_refused(pattern: str, what: str) -> None:
    text = (pattern * 5000)[:5000].replace("\n", "\n  ")
    sheet = f"{SHEET}comment: |\n  {text}x\n"
    (found,) = problems_of({"assessments/musterort/radweg.yml": sheet})
    assert found.startswith("assessments/musterort/radweg.yml:5:10 too-costly: „comment“ enthält ")
    assert found.endswith(what)


def test_a_long_text_with_little_in_it_passes() -> None:
    sheet = f"{SHEET}comment: |\n  {'Ein Satz mit `Code` und [Link](https://x.de). ' * 40}\n"
    assert problems_of({"assessments/musterort/radweg.yml": sheet}) == []
