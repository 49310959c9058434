"""A build of the whole site, as MkDocs asks for it: begin, add the written pages, then finish or give up."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from jinja2 import BytecodeCache

from pruefbuch import tree
from pruefbuch.addresses import HOME, MAP, overviews, without_dead_links
from pruefbuch.book import Context, load_context
from pruefbuch.build import cache, output, sound
from pruefbuch.build.builder import Builder
from pruefbuch.build.published import PUBLISHED
from pruefbuch.build.targets import path_of
from pruefbuch.engine.devserver import DevServer
from pruefbuch.exports.search_documents import Guide
from pruefbuch.model.common import Problem, Severity
from pruefbuch.render import PageRenderer, legal, offers
from pruefbuch.render.layouts import LayoutContext, Layouts, Render
from pruefbuch.rules import picture_files
from pruefbuch.rules.legal import EASY_LANGUAGE, FOLDER
from pruefbuch.texts import language

OVERVIEWS = overviews()
PRINTED = (HOME, *OVERVIEWS)
"""pages that stand in the navigation of MkDocs, but are printed here"""
CACHE, SOUND = ".cache/pruefbuch.json", ".cache/pictures.json"
"""below the root of the book"""

_INPUT = re.compile(
    r"kataloge/[^/]+/[^/]+/(?:[^/]+\.md|SHA256SUMS)|rechtliches/operator\.yml|angebote/offers\.yml|suche/synonyms\.yml"
)
_SAMPLES = ("ergebnisse/a/b.md", "kataloge/a/b/c.md", "kommunen/index.md", MAP)
"""a page of each kind that the theme shows differently"""
_LIBRARIES = ("jinja2", "markupsafe", "markdown", "nh3", "pyyaml", "babel", "msgspec", "pillow")


@dataclass
class Session:
    """A build that has begun. `stage` is the folder beside the site into which everything goes first."""

    root: Path
    templates: tuple[Path, ...]
    site_url: str
    site: Path
    stage: Path
    context: Context
    pages: frozenset[str]
    guides: list[Guide]
    lock: ExitStack
    refused: frozenset[str]
    """files with errors"""
    bytecode: BytecodeCache | None = None
    builder: Builder | None = None

    @classmethod
    def begin(
        cls,
        root: Path,
        templates: tuple[Path, ...],
        site_url: str,
        site: Path,
        bytecode: BytecodeCache | None = None,
        today: date | None = None,
    ) -> Session:
        """Read the book in `root`; the site, published at `site_url`, stays as it is for now. `bytecode` keeps compiled templates.

        `templates`: folders with those of the book; what stands in an earlier one counts.

        `today`, where somebody knows the day, only tells which dates lie in the future.

        Raises output.Refused where another build has the same site.
        """
        with ExitStack() as lock:
            lock.enter_context(output.lock(site))
            stage = output.new_stage(site, "new")
            context = _load(root, today)
            refused = _refused(context)
            pages = frozenset(pages_of(context))
            return cls(root, templates, site_url, site, stage, context, pages, [], lock.pop_all(), refused, bytecode)

    def fill_in(self, uri: str, markdown: str) -> str:
        """The Markdown of a written page, with the values that it takes from operator.yml or offers.yml.

        Pages that come with the program link to others that a site may not have: there the words stay, without a link.
        """
        if f"content/{uri}" in self.context.tree.provided:
            markdown = without_dead_links(markdown, uri, self.has_page)
        if f"content/{uri}".startswith(FOLDER):
            return legal.filled(markdown, self.context.operator)
        return offers.filled(markdown, self.context.offers) if uri == offers.PAGE else markdown

    def is_left_out(self, uri: str) -> bool:
        """Whether a file below content/ is not published: it only goes into pages, operator.yml says so, or it has errors.

        A file behind a symbolic link is not in the tree, and is left out without being read.
        """
        if f"content/{uri}" in self.refused or f"content/{uri}" not in self.context.tree.checksums:
            return True
        easy = self.context.operator is not None and self.context.operator.easy_language
        return is_input(uri) or uri == "sitemap.xml" or (f"content/{uri}" == EASY_LANGUAGE and not easy)

    def provided(self) -> Iterator[tuple[str, str]]:
        """The pages that come with the program, by their addresses below content/."""
        for path in sorted(self.context.tree.provided):
            if not self.is_left_out(uri := path.removeprefix("content/")):
                yield uri, self.context.tree.texts[path]

    def has_page(self, uri: str) -> bool:
        """Whether there is such a page, of the book or written."""
        return uri in self.pages or not self.is_left_out(uri)

    def add_guide(self, uri: str, title: str, html: str) -> None:
        """Add a page that people have written, for the search and the start page."""
        if uri not in OVERVIEWS:
            self.guides.append((uri, title, html))

    def print(self, render: Render) -> tuple[Problem, ...]:
        """Print the book into the stage; `render` puts the theme around a page. Returns all problems of the book."""
        frames = Layouts(render, self.site_url)
        self.builder = self._builder(frames, cache.load(self.root / CACHE, self._made_by(frames)))
        return self.builder.print(self._also())

    def show(self, render: Render, dev_server: DevServer) -> None:
        """Put the written pages into the site; the server prints those of the book when somebody asks for them."""
        dev_server.use(self._builder(Layouts(render, self.site_url), cache.Cache()), self._also())
        output.merge(self.stage, self.site)
        self.give_up()

    def _builder(self, frames: Layouts, left: cache.Cache) -> Builder:
        renderer = PageRenderer(self.templates, self.site_url, self.bytecode)
        return Builder(self.context, renderer, frames, self.site, self.stage, left, self.guides)

    def _also(self) -> tuple[str, ...]:
        return tuple(path_of(uri).removesuffix("index.html") for uri, _, _ in self.guides)

    def publish(self) -> OSError | None:
        """Move the stage into the site, and write down what the next build may use; returns what the system had against that.

        Whoever cannot write it down builds everything anew next time, no more.
        """
        assert self.builder is not None
        trash = self.stage.with_name(f"{self.stage.name}.old")
        result, fault = self.builder.publish(trash), None
        try:
            cache.save(self.root / CACHE, result, self.builder.cache)
        except OSError as error:
            fault = error
        shutil.rmtree(trash, ignore_errors=True)
        self.give_up()
        return fault

    def give_up(self) -> None:
        """Clear up; the site stays as it is."""
        shutil.rmtree(self.stage, ignore_errors=True)
        self.lock.close()

    def broken_links(self, uri: str, links: Mapping[str, str]) -> list[str]:
        """Of links to parts of a page of the book (id → link), those that lead nowhere. MkDocs checks links to written pages."""
        if uri not in self.pages:
            return []
        path = path_of(uri)
        files = (folder / path for folder in (self.stage, self.site))
        html = next((file.read_text("utf-8") for file in files if file.is_file()), "")
        return [link for part, link in links.items() if f'id="{part}"' not in html]

    def _made_by(self, frames: Layouts) -> str:
        """The name of everything that goes into every page but its content."""
        digest = sha256(_fingerprint(frames.render).encode())
        for folder in self.templates:
            for template in sorted(folder.glob("*.html")):
                digest.update(template.read_bytes())
        digest.update(repr((program(), language(), self.site_url, str(self.site))).encode())
        return digest.hexdigest()


def _load(root: Path, today: date | None) -> Context:
    """The context of a book. Its pictures are looked at once; which of them are sound is kept."""
    known = sound.load(root / SOUND, program())
    context = load_context(tree.read(root, today, known))
    refused = _refused(context)
    now = frozenset(name for path, name in picture_files.names(context.tree).items() if path not in refused)
    if now != known:
        sound.save(root / SOUND, program(), now)
    return replace(context, tree=context.tree._replace(sound=now))


def _refused(context: Context) -> frozenset[str]:
    return frozenset(problem.place.path for problem in context.problems if problem.severity is Severity.ERROR)


@lru_cache(maxsize=1)
def program() -> str:
    """The checksum of everything that makes pages but the templates: this program with its texts, Python, the libraries.

    Once per process: what is loaded stays as it is.
    """
    house = Path(__file__).parent.parent
    digest = sha256(repr((sys.version, *map(version, _LIBRARIES))).encode())
    for source in sorted((*house.rglob("*.py"), *house.rglob("*.po"), *house.rglob("*.json"))):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _fingerprint(render: Render) -> str:
    """What the theme shows around pages of each kind: it changes with the theme, the navigation and the settings."""
    return "".join(render(LayoutContext(uri, (), "", "", "", "", "x")) for uri in _SAMPLES)


def is_input(uri: str) -> bool:
    """Whether a file below content/ only goes into pages. catalogue.yml, though, is published as it is."""
    return _INPUT.fullmatch(uri) is not None


def pages_of(context: Context) -> list[str]:
    """The pages of the book: what written pages may link to."""
    return [uri for uri in PUBLISHED.always(context) if uri.endswith(".md")]
