"""Books of model values, and their pages, for tests: nothing is read from disk but the templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup

from pruefbuch.book import Book
from pruefbuch.build.records import Record
from pruefbuch.build.targets import plan
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

NO_WORDS = '["","","",""]\n\n'
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
    return Book(catalogues, towns, entries, found, later, (), assessments.__getitem__, checked.__getitem__, initiatives)


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
    return PageRenderer(TEMPLATES, SITE, COMPILED)


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
    register = register_of(book, renderer)
    records = {entry.path: Record(entry, "", "", "", NO_WORDS, "", ()) for entry in book.entries.values()}
    first, others = plan(register, renderer, records, Tree({}, (), (), {}), (), (), {})
    made = (each for job in (*first, *others()) for each in job.run())
    return {page.uri: page for page in sorted(page for page in made if isinstance(page, Page))}


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
