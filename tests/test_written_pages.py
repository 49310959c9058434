"""What is said of pages that people write: front matter, length, and what would keep the parser busy, to the character."""

from __future__ import annotations

import pytest

from plots import tree_of
from pruefbuch import reports
from pruefbuch.rules import written_pages
from pruefbuch.rules.written_pages import MAX_BLOCK, MAX_PAGE, MAX_TITLE

PATH = "content/seite.md"


def said(text: str) -> list[str]:
    """The messages about one page, without its path."""
    found = written_pages.check(tree_of({PATH: text}))
    return [reports.text(each).removeprefix(f"{PATH}:") for each in found if each.place.path == PATH]


def front(entries: str) -> list[str]:
    return said(f"---\n{entries}\n---\n# Seite\n")


def test_front_matter_that_is_right() -> None:
    assert front("title: Titel\ndescription: Wovon die Seite handelt\nhide: [navigation, toc]") == []
    assert front("hide: [toc]") == front("hide: []") == []
    assert front(f"title: {'x' * MAX_TITLE}") == front("title: x") == []


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_line_breaks_make_no_difference(line_break: str) -> None:
    (found,) = said("---\ntitle: Titel\nfarbe: rot\n---\n# Seite\n".replace("\n", line_break))
    assert found.startswith(
        "3:1: Fehler: die Angabe „farbe“ gibt es auf Seiten nicht; title, description, hide, former_names; Zeile löschen [page]"
    )
    assert said(("x" * 60 + "\n\n").replace("\n", line_break) * 300) == []


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            "titel: x",
            "2:1: Fehler: die Angabe „titel“ gibt es auf Seiten nicht; title, description, hide, former_names; meinten Sie „title“? [page]",
        ),
        ("hide: toc", "2:1: Fehler: „hide“ nennt nicht nur Teile der Seite; [navigation, toc]; Liste berichtigen [page]"),
        (
            "hide: [toc, fuss]",
            "2:1: Fehler: „hide“ nennt nicht nur Teile der Seite; [navigation, toc]; Liste berichtigen [page]",
        ),
        ("hide: [[toc]]", "2:1: Fehler: „hide“ nennt nicht nur Teile der Seite; [navigation, toc]; Liste berichtigen [page]"),
        ("hide: {toc: x}", "2:1: Fehler: „hide“ nennt nicht nur Teile der Seite; [navigation, toc]; Liste berichtigen [page]"),
        (
            f"title: {'x' * (MAX_TITLE + 1)}",
            "2:1: Fehler: „title“ ist kein kurzer Text; eine Zeile, höchstens 300 Zeichen; kürzen oder löschen [page]",
        ),
        (
            "title: [x]",
            "2:1: Fehler: „title“ ist kein kurzer Text; eine Zeile, höchstens 300 Zeichen; kürzen oder löschen [page]",
        ),
        (
            "title: ''",
            "2:1: Fehler: „title“ ist kein kurzer Text; eine Zeile, höchstens 300 Zeichen; kürzen oder löschen [page]",
        ),
        (
            "title: |\n  x\n  y",
            "2:1: Fehler: „title“ ist kein kurzer Text; eine Zeile, höchstens 300 Zeichen; kürzen oder löschen [page]",
        ),
    ],
)
def test_front_matter_that_is_wrong(entries: str, message: str) -> None:
    assert front(entries) == [message]


NAMES = "höchstens 100 frühere Adressen unter content/ ohne .md, jede einmal, nicht die heutige; schreiben wie [leitfaden/alter-name]"


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("alt", "ist keine kurze Liste"),
        ("{a: b}", "enthält „“"),
        ("[alt.md]", "enthält „alt.md“"),
        ("[/alt]", "enthält „/alt“"),
        ("[../alt]", "enthält „../alt“"),
        ("[Alt]", "enthält „Alt“"),
        ("[alt, alt]", "enthält „alt“"),
        ("[seite]", "enthält „seite“"),
        (f"[{', '.join(f'a{number}' for number in range(101))}]", "ist keine kurze Liste"),
    ],
)
def test_former_names_that_are_wrong(entry: str, fault: str) -> None:
    assert front(f"former_names: {entry}") == [f"2:1: Fehler: „former_names“ {fault}; {NAMES} [page]"]


def test_former_names_that_are_right() -> None:
    assert front("former_names: [alt, leitfaden/alt-2]") == front("former_names: []") == []
    pages = {
        PATH: "---\r\nformer_names: [alt, leitfaden/alt-2]\r\n---\r\n# Seite\r\n",
        "content/falsch.md": "---\nformer_names: [Alt, [x]]\n---\n# Seite\n",
        "content/offen.md": "---\nformer_names: [x]\n# Seite\n",
        "content/ohne.md": "---\ntitle: former_names\n---\n# Seite\n",
        "content/kataloge/a/1/b.md": "---\nformer_names: [y]\n---\n# Seite\n",
    }
    assert dict(written_pages.former_pages(tree_of(pages))) == {"alt.md": "seite.md", "leitfaden/alt-2.md": "seite.md"}


def test_length() -> None:
    shorten = "mit leeren Zeilen gliedern oder auf mehrere Seiten verteilen"
    assert said("x" * MAX_BLOCK) == said("a\n\n" + "x" * MAX_BLOCK) == []
    assert said("a\n\nb\n\n" + "x" * (MAX_BLOCK + 1)) == [
        f"5:1: Fehler: {MAX_BLOCK + 1} Zeichen ohne leere Zeile dazwischen; höchstens {MAX_BLOCK}; {shorten} [page]"
    ]
    assert said(("x" * 98 + "\n\n") * (MAX_PAGE // 100)) == []
    assert said(("x" * 98 + "\n\n") * (MAX_PAGE // 100) + "x") == [
        f"1:1: Fehler: die Seite hat {MAX_PAGE + 1} Zeichen; höchstens {MAX_PAGE}; auf mehrere Seiten verteilen [page]"
    ]


def test_what_keeps_the_parser_busy() -> None:
    assert said("```\nx\n```\n\n" * 100) == []
    (found,) = said("```\nx\n```\n\n" * 101)
    assert found.startswith("1:1: Fehler: 202 Zeilen, die mit ``` oder ~~~ beginnen auf der Seite; höchstens 200; ")
    assert said("- " * 6 + "x\n") == [] and len(said("- " * 7 + "x\n")) == 1
    assert said(" " * 23 + "- x\n") == said("\t" * 5 + "- x\n") == []
    assert len(said("\t" * 6 + "- x\n")) == 1
    (found,) = said("a\n\n" + "[" * 1001)
    assert found.startswith("3:1: Fehler: 1001 ")
