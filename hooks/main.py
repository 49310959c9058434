"""The MkDocs door: the book's pages become pages of the site. The only module that knows MkDocs."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from pruefbuch import pages, reports, tree
from pruefbuch.book import load

log = logging.getLogger("mkdocs.hooks.pruefbuch")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the book before the old site is cleaned away: with an error nothing is built and the old site stays."""
    root = Path(config.config_file_path).parent
    book = load(tree.read(root))
    if book.errors:
        lines = [reports.text(problem) for problem in book.problems]
        raise Abort("\n".join([*lines, reports.summary(book.problems)]))
    for problem in book.problems:
        log.info(reports.text(problem))
    templates = Path(config.theme.custom_dir or root) / "pruefbuch"
    config.extra["pruefbuch"] = pages.render(book, templates, config.site_url or "")
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the book's pages in the place of the files that they were made from."""
    for file in list(files):
        if pages.is_input(file.src_uri):
            files.remove(file)
    for made in config.extra.pop("pruefbuch"):
        file = File.generated(config, made.uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        # Edit links of MkDocs start in docs_dir; the sources of the book are named from the root.
        file.edit_uri = f"../{made.source}" if made.source else None
        files.append(file)
        BookPage(made, file, config)
    return files


class BookPage(Page):
    """A page whose HTML is ready. It gives what MkDocs asks a page for, without going through Markdown."""

    def __init__(self, made: pages.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        """No source: what MkDocs takes from front matter comes from the book, escaped."""
        self.markdown = ""
        self.meta = {"title": self.made.title, "description": self.made.description, "hide": ["navigation"]}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Hand over the finished HTML with its table of contents and the ids that links may lead to."""
        self.content = self.made.html
        self.toc = _toc(self.made.headings)
        self.present_anchor_ids = set(self.made.anchors)


def _toc(headings: tuple[pages.Heading, ...]) -> TableOfContents:
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
