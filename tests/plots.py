"""Small books from text, for tests: no files are touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from pruefbuch.book import Book, load
from pruefbuch.tree import Tree

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "bad"

PROBE = "content/kataloge/probe/2026/catalogue.yml"
FORMEN = "content/kataloge/formen/2026/catalogue.yml"
TOWN = "assessments/musterort/municipality.yml"

BASE = {
    PROBE: (CASES / PROBE).read_text("utf-8"),
    FORMEN: (CASES / FORMEN).read_text("utf-8"),
    TOWN: "name: Musterort\nkind: Gemeinde\nmade_up: true\n",
}

_NAVIGATION = re.findall(r"[:-] (\S+[.]md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
WRITTEN = {f"content/{name}": f"# {name}\n" for name in _NAVIGATION if (ROOT / "content" / name).is_file()}
"""a stub for each written page that the navigation of the real site leads to"""

SHEET_PATH = re.compile("assessments/[a-z0-9-]+/(?!municipality)[a-z0-9-]+[.]yml")
SHEET = """\
catalogue: probe@2026
subject: {id: radweg, title: Radweg, kind: project, digital: false}
date: 2026-03
ratings: {a: foerdernd, b: kein-effekt, c: hemmend}
"""


def tree_of(files: Mapping[str, str], others: tuple[str, ...] = ()) -> Tree:
    """A tree as `tree.read` would make it of these files."""
    texts = dict(sorted({**BASE, **files}.items()))
    sheets = tuple(path for path in texts if SHEET_PATH.fullmatch(path))
    return Tree(texts, others, (), {path: sha256(text.encode()).hexdigest() for path, text in texts.items()}, sheets)


def book_of(files: Mapping[str, str]) -> Book:
    """The book that these files make, beside two catalogues and a town."""
    return load(tree_of(files))


def problems_of(files: Mapping[str, str]) -> list[str]:
    """The problems of a book: "path:line:column rule: found"."""
    found = book_of(files).problems
    return [f"{each.place.path}:{each.place.line}:{each.place.column} {each.rule}: {each.found}" for each in found]
