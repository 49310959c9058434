"""The legal pages are there and filled in before the site is published.

Right: `content/rechtliches/` holds operator.yml and the pages; a page names its entries as ${name}.
Wrong: a page or an entry that is missing; ${nane}; before publication also what still is to be filled in: ‹…›, or an address that
nobody can have (example.org, RFC 2606).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.operators import ENTRIES
from pruefbuch.model.suggest import suggest
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "legal"
FOLDER = "content/rechtliches/"
OPERATOR = f"{FOLDER}operator.yml"
PAGES = tuple(f"{FOLDER}{name}.md" for name in ("impressum", "datenschutz", "barrierefreiheit", "lizenz"))
EASY_LANGUAGE = f"{FOLDER}leichte-sprache.md"
ENTRY = re.compile(r"\$\{([^{}\n]*)\}")

_PLACEHOLDER = re.compile(r"‹[^›]*›|\bexample\.(?:org|com|net)\b")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


def check(
    _entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    tree: Tree,
) -> Iterator[Problem]:
    """Problems of the legal pages; what is not filled in yet is a hint for each file."""
    for path, text in tree.texts.items():
        if not path.startswith(FOLDER):
            continue
        if path.endswith(".md"):
            yield from _unknown(path, text)
        if open_ := [*_placeholders(path, text)]:
            fault = f"noch auszufüllen, an {len(open_)} Stelle{'n' * (len(open_) > 1)}: {open_[0].found}"
            yield open_[0]._replace(
                found=fault, remedy="ausfüllen; vorher veröffentlicht „pruefbuch publish“ nicht", severity=Severity.HINT
            )


def unpublishable(tree: Tree, settings: Mapping[str, str]) -> Iterator[Problem]:
    """What stops a publication beside the errors of the book: legal pages that are missing or not filled in.

    `settings`: by name of a file what it sets.
    """
    for path in (OPERATOR, *PAGES):
        if path not in tree.texts:
            yield Problem(
                Place(path), ID, "die Datei fehlt", "jede Seite im Netz braucht sie", "aus der Vorlage von Prüfbuch übernehmen"
            )
    for path, text in tree.texts.items():
        if path.startswith(FOLDER):
            yield from _placeholders(path, text)
    for path, text in settings.items():
        yield from _placeholders(path, text)


def _unknown(path: str, text: str) -> Iterator[Problem]:
    for match in ENTRY.finditer(text):
        if match[1] not in ENTRIES:
            remedy = suggest(match[1], ENTRIES) or "eine der Angaben aus operator.yml einsetzen"
            yield Problem(_place(path, text, match), ID, f"die Angabe „{match[0]}“ gibt es nicht", ", ".join(ENTRIES), remedy)


def _placeholders(path: str, text: str) -> Iterator[Problem]:
    if path.endswith(".yml"):
        text = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    for match in _PLACEHOLDER.finditer(text):
        allowed = "vor der Veröffentlichung die eigenen Angaben"
        shown = " ".join(match[0].split())
        yield Problem(_place(path, text, match), ID, f"„{shown}“ ist ein Platzhalter", allowed, "ausfüllen")


def _place(path: str, text: str, match: re.Match[str]) -> Place:
    before = text[: match.start()]
    return Place(path, before.count("\n") + 1, match.start() - before.rfind("\n"))
