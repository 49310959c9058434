"""What a build makes: targets, each with the files that are made together and the key of what they show.

Equal keys, equal files: a file of the last build stays where its target has the same key. So a key names everything that its files show,
by the checksums of the files it comes from or by the values themselves. A key that names too much makes a file anew for nothing; one that
names too little would be a wrong page. That none does is held by random edits (test_builder: warm and cold builds are the same).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from pruefbuch.book import Book
from pruefbuch.build.cache import CachedResult
from pruefbuch.build.criterion_pages import CriterionPages
from pruefbuch.build.output import key_of
from pruefbuch.exports.search_documents import Guide
from pruefbuch.render import Page, PageRenderer
from pruefbuch.views.links import address
from pruefbuch.views.register import Card, Register
from pruefbuch.views.related import Neighbourhood

INDEX = "index.html"
File = Page | tuple[str, bytes]
"""a page without the theme around it, or the path and content of another file"""


class Target(NamedTuple):
    """Files that are made together: those of `paths`, or whatever is made directly in `folder`. `key` names all that they show."""

    paths: tuple[str, ...]
    key: str
    make: Callable[[], Iterable[File]]
    folder: str = ""


def path_of(uri: str) -> str:
    """The file of an address in the site: that of a page ("kommunen/jena.md"), or, where it is no page, the address itself."""
    return f"{address(uri)}{INDEX}" if uri.endswith(".md") else uri


def card_of(result: CachedResult) -> Card:
    """A result as lists show it."""
    return Card(result.summary, result.line, result.key)


class SitePlan:
    """What the targets of one book are planned with. `results` by path of the file; `written` are addresses of written pages."""

    def __init__(
        self,
        book: Book,
        results: Mapping[str, CachedResult],
        renderer: PageRenderer,
        guides: Sequence[Guide] = (),
        written: Sequence[str] = (),
    ) -> None:
        self.book, self.results, self.renderer = book, results, renderer
        self.guides, self.written = guides, written
        self.register = Register.of(book, map(card_of, results.values()))
        self.cards = {card.entry.id: card for card in self.register.cards}
        self.checksums = book.context.tree.checksums
        self.library = self._of_files("content/kataloge/")
        """the key of all catalogues"""
        self.towns = self._of_files("assessments/")
        """the key of all municipalities and initiatives"""
        self.everything = key_of((self.shown(self.register.cards), self.library, self.towns))
        """the key of the whole book"""
        self.criterion_pages = {
            ref: CriterionPages(catalogue, self.register, renderer, key_of((self.library, self.towns)))
            for ref, catalogue in book.catalogues.items()
        }

    def _of_files(self, folder: str) -> str:
        return key_of(f"{path} {digest}" for path, digest in self.checksums.items() if path.startswith(folder))

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """Which municipality lies near which."""
        return Neighbourhood(self.register)

    def shown(self, cards: Iterable[Card], *more: str) -> str:
        """The key of a list of results, and of what else is shown."""
        return key_of([*more, *[card.key for card in cards]])

    def target(self, uris: Iterable[str], key: str, make: Callable[[], Iterable[File]]) -> Target:
        """The target of files with these addresses."""
        return Target(tuple(map(path_of, uris)), key, make)

    def page(self, uri: str, key: str, make: Callable[[], Page]) -> Target:
        """The target of a single page."""
        return Target((path_of(uri),), key, lambda: (make(),))
