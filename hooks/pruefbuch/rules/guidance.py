"""Criteria and their help texts fit together, both ways.

Right: `guidance` names the headings, every criterion has a file `<criterion>.md` that begins with its title and has each heading,
and there is no file without a criterion.
Wrong: a missing or left-over file, another title, a heading that is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.suggest import suggest
from pruefbuch.tree import Tree

ID = "guidance"
INTRO = "index"

_HEADING = re.compile(r"^(#{1,2})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[^\n]*$", re.MULTILINE | re.DOTALL)


def check(catalogue: Catalogue, tree: Tree, _catalogues: Mapping[str, Catalogue | None]) -> Iterator[Problem]:
    """Problems between catalogue.yml and the Markdown files beside it."""
    folder = catalogue.path.rsplit("/", 1)[0]
    names = {path.rsplit("/", 1)[1][:-3] for path in tree.texts if path.rsplit("/", 1)[0] == folder and path.endswith(".md")}
    titles = {criterion.id: criterion.name for criterion in catalogue.criteria} if catalogue.guidance else {}
    for name in sorted(names - {INTRO} - titles.keys()):
        fault = f"zum Hilfetext „{name}.md“ gibt es kein Kriterium"
        remedy = suggest(name, titles) or "Datei umbenennen oder löschen"
        yield Problem(Place(f"{folder}/{name}.md"), ID, fault, "je Kriterium eine Datei", remedy)
    for name in titles:
        if name not in names:
            fault, allowed = f"zum Kriterium „{name}“ fehlt der Hilfetext", "je Kriterium eine Datei"
            yield Problem(Place(catalogue.path), ID, fault, allowed, f"„{name}.md“ neben catalogue.yml anlegen")
    for name, title in {INTRO: catalogue.title, **titles}.items():
        if name in names:
            path = f"{folder}/{name}.md"
            yield from _check_text(path, tree.texts[path], title, catalogue.guidance if name != INTRO else ())


def _check_text(path: str, text: str, title: str, sections: tuple[str, ...]) -> Iterator[Problem]:
    headings = [(len(match[1]), match[2]) for match in _HEADING.finditer(_FENCE.sub("", text.replace("\r\n", "\n")))]
    if headings[:1] != [(1, title)]:
        fault = f"der Text beginnt mit „{headings[0][1]}“" if headings else "der Text hat keine Überschrift"
        yield Problem(Place(path), ID, fault, f"„# {title}“", "Überschrift dem Katalog angleichen oder umgekehrt")
    for section in sections:
        if (2, section) not in headings:
            remedy = suggest(section, [name for depth, name in headings if depth == 2])
            yield Problem(
                Place(path), ID, f"die Überschrift „## {section}“ fehlt", "sie ist Pflicht", remedy or "Abschnitt ergänzen"
            )
