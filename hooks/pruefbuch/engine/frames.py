"""Pages of the book in the theme, as MkDocs puts them there, but without its detour through Markdown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from pruefbuch.addresses import HOME
from pruefbuch.render import Heading
from pruefbuch.render.layouts import LayoutContext

_HEADED = "<!-- <h1 -->"
"""Material puts a heading of its own above a page in which it does not find this tag"""


@dataclass(frozen=True)
class Theme:
    """The theme of a site, with the navigation that it shows around every page."""

    config: MkDocsConfig
    nav: Navigation
    env: Environment

    def render(self, context: LayoutContext) -> str:
        """The whole HTML document around a page of the book."""
        page = self._page(context)
        folder = "" if context.uri == HOME else context.uri.partition("/")[0]
        tab = next((other for other in self.nav.pages if other.url.strip("./") == folder), page)
        tab.active = True
        html = self.env.get_template("main.html").render(get_context(self.nav, [], self.config, page))
        tab.active = False
        return html.replace(_HEADED, "")

    def _page(self, context: LayoutContext) -> Page:
        """The page as MkDocs hands it to templates."""
        file = generated_file(self.config, context.uri)
        file.edit_uri = f"../{context.source}" if context.source else None  # MkDocs' edit links begin in docs_dir
        page = Page(None, file, self.config)
        page.meta = {"title": context.title, "description": context.description, "hide": ["navigation"]}
        page.content = context.html + _HEADED
        page.canonical_url, page.toc = context.url, _table_of_contents(context.headings)
        return page


def generated_file(config: MkDocsConfig, uri: str) -> File:
    """A page of the book, for MkDocs."""
    return File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)


class BookFiles(Files):
    """The files that MkDocs knows. Links in them may lead to the pages of the book too."""

    def __init__(self, files: Iterable[File], config: MkDocsConfig, pages: Collection[str]) -> None:
        """`pages` are the source addresses of the pages of the book."""
        super().__init__([*files])
        self._config = config
        self._pages = pages
        self.for_plugins = False
        """whether those who ask are plugins of the operator; the engine itself is not to print pages of the book"""

    def documentation_pages(
        self, *, inclusion: Callable[[InclusionLevel], bool] = InclusionLevel.is_included
    ) -> Sequence[File]:
        """The pages that the engine prints; for plugins also those of the book."""
        written = super().documentation_pages(inclusion=inclusion)
        return [*written, *self._of_book()] if self.for_plugins else written

    @property
    def src_uris(self) -> Mapping[str, File]:
        """All files by their addresses; for plugins also the pages of the book."""
        return (
            {**super().src_uris, **{file.src_uri: file for file in self._of_book()}} if self.for_plugins else super().src_uris
        )

    def __contains__(self, path: str) -> bool:
        return super().__contains__(path) or path in self._pages

    def _of_book(self) -> list[File]:
        return [
            generated_file(self._config, uri) for uri in sorted(self._pages) if not super(BookFiles, self).__contains__(uri)
        ]

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that path; a page of the book is made when a link asks for it."""
        file = super().get_file_from_path(path)
        return generated_file(self._config, path) if file is None and path in self._pages else file


def _table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    """The headings as a tree: each below the last one of a higher level."""
    root = AnchorLink("", "", 0)
    path = [root]
    for heading in headings:
        link = AnchorLink(heading.title, heading.id, heading.level)
        while path[-1].level >= link.level:
            path.pop()
        path[-1].children.append(link)
        path.append(link)
    return TableOfContents(root.children)
