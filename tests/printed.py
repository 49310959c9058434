"""Books of model values, and their pages, for tests: nothing is read from disk but the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup

from pruefbuch.book import Book, Context
from pruefbuch.build.cache import CachedResult
from pruefbuch.build.published import PUBLISHED, subject_targets
from pruefbuch.build.targets import SitePlan
from pruefbuch.history import histories, successors
from pruefbuch.model.assessments import Assessment, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.initiatives import Initiative
from pruefbuch.render import Page, PageRenderer
from pruefbuch.scoring import score
from pruefbuch.summary.entries import ScoredAssessment, summary_of
from pruefbuch.texts import language
from pruefbuch.tree import Tree
from pruefbuch.views.register import Card, Register

NO_WORDS = '["","","","",""]\n\n'
"""the text of an entry in the search"""

TEMPLATES = Path(__file__).parent.parent / "theme_overrides" / "pruefbuch"
SITE = "https://pruefbuch.example.org/"


def book_of_values(
    catalogues: Mapping[str, Catalogue],
    towns: Mapping[str, Municipality],
    assessments: Mapping[str, Assessment],
    initiatives: Mapping[str, Initiative] = MappingProxyType({}),
) -> Book:
    """The book of these values."""
    checked = {name: ScoredAssessment(each, score(each, catalogues[each.catalogue])) for name, each in assessments.items()}
    entries = {name: summary_of(each, catalogues[each.assessment.catalogue]) for name, each in checked.items()}
    found = histories(entries.values())
    later = successors(found, entries)
    context = Context(Tree({}, (), (), {}), catalogues, towns, catalogues, None, (), initiatives)
    return Book(context, entries, found, later, (), assessments.__getitem__, checked.__getitem__)


def with_towns(book: Book, towns: Mapping[str, Municipality], initiatives: Mapping[str, Initiative] | None = None) -> Book:
    """A book with other municipalities, and with other initiatives where there are any."""
    initiatives = book.initiatives if initiatives is None else initiatives
    return replace(book, context=replace(book.context, municipalities=towns, initiatives=initiatives))


class _Compiled(BytecodeCache):
    """Templates, each compiled once in a run of the tests for each language: nearly half a second for every book that is printed."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if found := self._found.get((language(), bucket.key)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._found[language(), bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


def new_printer() -> PageRenderer:
    """A printer that has printed nothing yet."""
    return PageRenderer((TEMPLATES,), SITE, COMPILED)


def register_of(book: Book, renderer: PageRenderer) -> Register:
    """The register of a book."""
    cards = (
        Card(entry, renderer.summary(book.check(name), book.catalogues[entry.catalogue]))
        for name, entry in book.entries.items()
    )
    return Register.of(book, cards)


def bare_cards(book: Book) -> list[Card]:
    """The cards of a book, without results: for views that do not show them."""
    return [Card(entry, Markup()) for entry in book.entries.values()]


def pages_of(book: Book) -> dict[str, Page]:
    """Every page of a book by its address, in order."""
    renderer = new_printer()
    lines = {card.entry.id: card.summary for card in register_of(book, renderer).cards}
    results = {
        entry.path: CachedResult(entry, "", "", lines[entry.id], NO_WORDS, "", "", ()) for entry in book.entries.values()
    }
    plan = SitePlan(book, results, renderer)
    files = (file for target in (*PUBLISHED.targets(plan), *subject_targets(plan, {})) for file in target.make())
    return {page.uri: page for page in sorted(file for file in files if isinstance(file, Page))}


class Album:
    """Stands in for templates: remembers what it was to draw, and draws a number."""

    def __init__(self) -> None:
        self.views: list[tuple[object, ...]] = []

    def __call__(self, piece: str, *views: object) -> Markup:
        self.views.append(views)
        return Markup(f"{len(self.views) - 1};")

    def shown(self, html: str) -> list[object]:
        """The first view of each piece that was drawn."""
        return [self.views[int(number)][0] for number in html.split(";")[:-1]]
