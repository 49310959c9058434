"""The book as pages: views in, HTML out. Pure; the same book gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from pruefbuch import markup
from pruefbuch.addresses import (
    CATALOGUES,
    MUNICIPALITIES,
    RESULTS,
    assessment_uri,
    catalogue_uri,
    criterion_uri,
    municipality_uri,
)
from pruefbuch.book import Book
from pruefbuch.model.catalogues import Catalogue, EditionStatus
from pruefbuch.texts import gettext, translations
from pruefbuch.views.catalogues import catalogue_view
from pruefbuch.views.criteria import criterion_view
from pruefbuch.views.lists import catalogues_view, municipalities_view, results_view
from pruefbuch.views.municipalities import municipality_view
from pruefbuch.views.register import Register
from pruefbuch.views.results import result_view
from pruefbuch.views.rows import edition_title

_HEADING = re.compile(r'<h([123]) id="([^"]*)"[^>]*>(.*?)(?:<a class="headerlink"|</h)', re.DOTALL)
_ID = re.compile(r'<[a-z][^>]* id="([^"]*)"')
_INPUT = re.compile(r"kataloge/[^/]+/[^/]+/(?:[^/]+\.md|SHA256SUMS)")
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents; `title` is escaped HTML."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page. `uri` is its source address, `source` the file it was made from, from the root of the book ("" if many).

    `title`, `description` and `html` are safe HTML: escaped once, for engines that do not escape.
    """

    uri: str
    title: str
    description: str
    html: str
    source: str = ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings for the table of contents."""
        return tuple(
            Heading(int(level), name, str(escape(markup.plain(inner)))) for level, name, inner in _HEADING.findall(self.html)
        )

    @property
    def anchors(self) -> frozenset[str]:
        """Every id that a link may lead to."""
        return frozenset(_ID.findall(self.html))


def render(book: Book, templates: Path, site_url: str) -> tuple[Page, ...]:
    """Every page of a book in order of its address. `site_url` is where the site is published, for citations."""
    printer = _Printer(environment(templates), Register.of(book), site_url)
    return tuple(sorted(printer.pages(), key=lambda page: page.uri))


def is_input(uri: str) -> bool:
    """Whether a file below content/ only goes into pages: texts and checksums of catalogues. catalogue.yml is published as it is."""
    return _INPUT.fullmatch(uri) is not None


def environment(templates: Path) -> Environment:
    """The templates: everything is escaped, what is not there is an error, texts are translated."""
    found = Environment(
        loader=FileSystemLoader(templates, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        lstrip_blocks=True,
        auto_reload=False,
    )
    # The method comes with the i18n extension; the type of Environment does not know it.
    found.install_gettext_translations(translations(), newstyle=True)  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class _Printer:
    """Makes pages of views."""

    templates: Environment
    register: Register
    site_url: str

    def pages(self) -> Iterator[Page]:
        """The overviews, then one page per municipality, catalogue edition, criterion and assessment."""
        register, book = self.register, self.register.book
        yield self._page(RESULTS, "results.html", results_view(register), gettext("Results"))
        yield self._page(MUNICIPALITIES, "municipalities.html", municipalities_view(register), gettext("Municipalities"))
        yield self._page(CATALOGUES, "catalogues.html", catalogues_view(register), gettext("Catalogues"))
        for town in book.municipalities.values():
            title = _marked(town.name, made_up=town.made_up)
            yield self._page(
                municipality_uri(town.id), "municipality.html", municipality_view(town, register), title, source=town.path
            )
        for catalogue in book.catalogues.values():
            yield from self._catalogue(catalogue)
        for assessment in book.assessments.values():
            view = result_view(assessment, register, self.site_url)
            title = _marked(f"{view.title} – {view.municipality.text}", made_up=view.made_up)
            about = f"{title}, {view.date}, {view.catalogue.text}"
            yield self._page(assessment_uri(assessment.id), "result.html", view, title, about, source=assessment.path)

    def _catalogue(self, catalogue: Catalogue) -> Iterator[Page]:
        """A frozen edition has no source to edit: a change of it would be an error."""
        source = catalogue.path if catalogue.edition.status is EditionStatus.DRAFT else ""
        title = edition_title(catalogue)
        yield self._page(
            catalogue_uri(catalogue), "catalogue.html", catalogue_view(catalogue, self.register), title, source=source
        )
        for criterion in catalogue.criteria:
            view = criterion_view(criterion, catalogue, self.register)
            uri = criterion_uri(catalogue, criterion.id)
            yield self._page(uri, "criterion.html", view, f"{view.name} – {title}", criterion.question, source=source)

    def _page(self, uri: str, template: str, view: Any, title: str, about: str = "", *, source: str = "") -> Page:
        html = self.templates.get_template(template).render(view=view)
        return Page(uri, str(escape(title)), str(escape(about or title)), _BLANK_LINES.sub("\n", html).strip() + "\n", source)


def _marked(title: str, *, made_up: bool) -> str:
    """The title with the mark of made-up examples: it stands alone in a browser tab or a list of search results."""
    return f"{title} – {gettext('Example (made up)')}" if made_up else title
