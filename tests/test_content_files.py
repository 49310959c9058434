"""Names of files under content/: what works everywhere and takes nobody's place passes, all else is named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from plots import tree_of
from pruefbuch import reports, tree
from pruefbuch.book import load_context
from pruefbuch.rules import content_files


def put(root: Path, path: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Seite\n", "utf-8")


NAMES = (
    "<img src=x onerror=1>.md", "con.md", "a:b.md", "frage?.md", "NUL", unicodedata.normalize("NFD", "prüfung") + ".md", "x" * 101 + ".md",
    "a'b.md", "a&b.md", "100%.md", "punkt./x.md", "404.md", "README.md", "seite.html", "bild.svg", "CNAME", "robots.txt", "sitemap.xml",
    "programm.js", "aussehen.css", "assets/javascripts/bundle.min.js", "Assets/bild.png", "search/search_index.json", "suche/x.md",
    "ergebnisse/x.md", "kommunen/x.png", "skript.py",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "assessments").mkdir()
    put(tmp_path, name)
    assert {problem.rule for problem in load_context(tree.read(tmp_path)).problems} & {"content-file", "file-name"}


def test_names_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    (tmp_path / "assessments").mkdir()
    put(tmp_path, "Seite.md")
    put(tmp_path, "seite.md")
    assert [problem.place.path for problem in load_context(tree.read(tmp_path)).problems] == ["content/seite.md"]


@pytest.mark.parametrize(
    "name", ["Über uns.md", "bilder/Größe 2.PNG", "leitfaden/anfangen.md", "antrag (neu).jpg", "a+b_c.webp"]
)
def test_usual_names_are_not(name: str, tmp_path: Path) -> None:
    (tmp_path / "assessments").mkdir()
    put(tmp_path, name)
    assert [problem for problem in load_context(tree.read(tmp_path)).problems if problem.rule != "picture"] == []


def found(*paths: str) -> list[str]:
    return [
        f"{each.place.path}: {each.found}"
        for each in content_files.check(tree_of({}, others=paths))
        if "content/" in each.place.path
    ]


def test_what_is_said_of_a_name() -> None:
    assert found("content/seite.html", "assessments/seite.html") == [
        "content/seite.html: Dateien dieser Art werden nicht veröffentlicht"
    ]
    assert found("content/Assets/bild.png") == ["content/Assets/bild.png: „Assets“ gehört dem Programm oder dem Thema"]
    long = "x" * 97
    assert found(f"content/{long}.md") == []
    assert found(f"content/{long}x.md") == [f"content/{long}x.md: der Name „{'x' * 40}“ ist nicht überall möglich"]
    assert found("content/a b/nul.md") == ["content/a b/nul.md: der Name „nul.md“ ist nicht überall möglich"]
    assert found("content/X/a.md", "content/x/A.md") == [
        "content/x/A.md: content/x/A.md und content/X/a.md sind auf manchen Rechnern dieselbe Datei"
    ]


def test_what_can_be_done() -> None:
    (scan,) = content_files.check(tree_of({}, others=("content/Antrag.PDF",)))
    (page,) = content_files.check(tree_of({}, others=("content/seite.html",)))
    assert scan.remedy.startswith("dorthin verlinken") and page.remedy.startswith("als Markdown oder Bild")
    *_, twin = content_files.check(tree_of({}, others=("content/A.md", "content/a.md")))
    assert reports.text(twin) == (
        "content/a.md:1:1: Fehler: content/a.md und content/A.md sind auf manchen Rechnern dieselbe Datei; "
        "Namen, die sich nicht nur in Groß und Klein unterscheiden; umbenennen [content-file]"
    )
    assert page.allowed == ".md, .yml, .png, .jpg, .jpeg, .webp"


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("content/seite.MD", "umbenennen in „seite.md“"),
        ("content/seite.md.txt", "umbenennen in „seite.md“"),
        ("content/seite.markdown", "umbenennen in „seite.md“"),
        ("content/kataloge/a/1/catalogue.yml.txt", "umbenennen in „catalogue.yml“"),
        ("content/kataloge/a/1/SHA256SUMS.txt", "umbenennen in „SHA256SUMS“"),
        ("content/notiz.txt", "als Markdown oder Bild ablegen, oder löschen"),
        ("content/CNAME", "als Markdown oder Bild ablegen, oder löschen"),
    ],
)
def test_a_file_with_the_wrong_ending_is_renamed_where_its_name_says_what_it_is(path: str, remedy: str) -> None:
    assert [each.remedy for each in content_files.check(tree_of({}, others=(path,))) if each.place.path == path] == [remedy]
