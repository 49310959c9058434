"""Text that keeps a parser of Markdown busy: what passes is read within a moment, the rest is refused with its place."""

from __future__ import annotations

import time

import pytest
from markdown import Markdown

from plots import SHEET, problems_of, tree_of
from pruefbuch import markup
from pruefbuch.engine import written
from pruefbuch.model.common import Place
from pruefbuch.rules import written_pages
from pruefbuch.source import MAX_NODES, event_reader, read
from pruefbuch.source.places import place_after
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
    passing = text
    while any(markup.costs(passing)):
        passing = passing[: len(passing) * 3 // 4]
    start = time.process_time()
    markup.render(passing)
    assert time.process_time() - start < SECOND


TABLE = "|".join("a" * 100) + "\n" + "|".join("-" * 100) + "\n" + "x\n" * 290
"""a thousand characters, and thirty thousand cells"""
PAGE = "content/seite.md"


@pytest.mark.parametrize(
    "pattern", ["![", "<![CDATA[", "# a\n", "a\n=\n", "-\n", "a|b\n-|-\n", "a\n\n", "``a`", "<a@b.c>", "\\", "&amp;"]
)
def test_a_page_that_passes_is_read_within_a_second(pattern: str) -> None:
    """As a page is read: block by block, in each of which everything may stand as often as it may."""
    block = (pattern * written_pages.MAX_BLOCK)[: written_pages.MAX_BLOCK]
    while any(markup.costs(block)):
        block = block[: len(block) * 3 // 4]
    passing = ((block + "\n\n") * (written_pages.MAX_PAGE // len(block)))[: written_pages.MAX_PAGE - 100]
    while any(markup.costs(passing, page=True)):
        passing = passing[: len(passing) * 3 // 4]
    assert list(written_pages.check(tree_of({PAGE: passing}))) == []
    parser = Markdown(
        extensions=["sane_lists", "tables", "toc", written.NoHtml()],
        extension_configs={"tables": {"use_align_attribute": True}},
    )
    start = time.process_time()
    written.clean(parser.convert(passing))
    assert time.process_time() - start < SECOND


@pytest.mark.parametrize("path", [PAGE, "content/kataloge/nh/1/energie.md"])
def test_a_page_in_small_blocks_is_refused_as_a_whole(path: str) -> None:
    text = ("![" * 200 + "\n\n") * 240
    (refused,) = written_pages.check(tree_of({path: text}))
    assert (refused.place.path, refused.found, refused.allowed) == (
        path,
        "48000 eckige Klammern auf der Seite",
        "höchstens 400",
    )


def test_a_wide_table_makes_many_cells_in_short_rows() -> None:
    sheet = SHEET + "comment: |\n" + "".join(f"  {line}\n" for line in TABLE.splitlines())
    (refused,) = problems_of({"assessments/musterort/radweg.yml": sheet})
    assert "„comment“ enthält 29300 Zellen von Tabellen" in refused
    (of_page,) = written_pages.check(tree_of({PAGE: TABLE}))
    assert of_page.found == "29300 Zellen von Tabellen ohne leere Zeile dazwischen"


def test_what_is_refused_is_shown_as_it_is_written() -> None:
    assert markup.render("[" * 401) == f"<p>{'[' * 401}</p>"
    assert markup.render("[<b>" * 1001).endswith("[&lt;b&gt;</p>")


@pytest.mark.parametrize("text", ["a:\n" + "-\n" * 60_000, "".join(f"k{number}:\n" for number in range(30_000))])
def test_a_list_past_the_limit_is_refused_at_once(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Where an entry is empty, its place is looked for from the end of the text; that is searched for once, not for each of them."""
    searches: list[str] = []

    def search(start: Place, before: str) -> Place:
        searches.append(before)
        return place_after(start, before)

    monkeypatch.setattr(event_reader, "place_after", search)
    (refused,) = read("x.yml", text)[1]
    assert refused.rule == "too-many" and refused.allowed == f"höchstens {MAX_NODES}"
    assert len(searches) == 1


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
