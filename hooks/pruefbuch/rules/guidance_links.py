"""A link from the texts of a catalogue to another page of the site names a page that is there.

Right: `[Klimacheck](../../klimacheck/2026/index.md)`, the path from this file to that of the page, or an address (`https://…`).
Wrong: a path to no page, `/kataloge/`, `#teil`: readers would see only the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, relpath

from pruefbuch import starter
from pruefbuch.addresses import linked_source
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.suggest import resembling
from pruefbuch.rules.guidance import INTRO
from pruefbuch.tree import Tree

ID = "guidance-link"
_CONTENT = "content/"
_CODE = re.compile(r"^(`{3,}|~{3,}).*?^\1[^\n]*$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(<?(?!//)([\w./#-]+)(?=[>)\s])")
"""what is meant as a way to another page; all other addresses are the sanitiser's"""


def check(catalogue: Catalogue, tree: Tree, _catalogues: Mapping[str, Catalogue | None]) -> Iterator[Problem]:
    """Problems of the introduction and the help texts beside catalogue.yml."""
    folder = dirname(catalogue.path)
    for name in (INTRO, *(criterion.id for criterion in catalogue.criteria)):
        path = f"{folder}/{name}.md"
        yield from _check_text(path, tree.texts.get(path, ""), tree)


def _check_text(path: str, text: str, tree: Tree) -> Iterator[Problem]:
    page = path.removeprefix(_CONTENT)
    blanked = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for match in _LINK.finditer(blanked):
        target, _part = linked_source(page, match[1])
        # Editions are taken over as they were published, though not each of them or every guide is.
        if f"{_CONTENT}{target}" not in tree.texts and not (tree.provided and starter.has_page(f"{_CONTENT}{target}")):
            before = blanked[: match.start(1)]
            place = Place(path, before.count("\n") + 1, match.start(1) - before.rfind("\n"))
            pages = (other for other in tree.texts if other.startswith(_CONTENT) and other.endswith(".md"))
            remedy = resembling(match[1], (relpath(other, dirname(path)) for other in pages)) or "Pfad berichtigen"
            allowed = "der Pfad von dieser Datei zu der einer Seite (…/index.md) oder eine Adresse (https://…)"
            yield Problem(place, ID, f"der Link „{match[1]}“ führt zu keiner Seite", allowed, remedy)
