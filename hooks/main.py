"""The MkDocs door: MkDocs prints the written pages, the press those of the book in the same frame. The only module that knows MkDocs."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from pruefbuch import reports, written
from pruefbuch.addresses import HOME
from pruefbuch.build.output import Refused, check_replaceable
from pruefbuch.engine import ahead, colours, language, watching
from pruefbuch.engine.devserver import Live
from pruefbuch.engine.session import OVERVIEWS, PRINTED, Build
from pruefbuch.engine.theme import mended
from pruefbuch.model.common import Severity
from pruefbuch.render.layouts import LayoutContext

log = logging.getLogger("mkdocs.hooks.pruefbuch")


class Door:
    """What the events of one build hand on to each other."""

    serving = False
    config: MkDocsConfig
    build: Build
    style: str
    files: Files
    nav: Navigation
    env: Environment
    live: Live | None = None
    warnings = CountHandler(level=logging.WARNING)

    def render(self, blank: LayoutContext) -> str:
        """A page of the book in the theme, without the detour of MkDocs through Markdown."""
        file = generated(blank.uri)
        file.edit_uri = f"../{blank.source}" if blank.source else None  # MkDocs' edit links begin in docs_dir
        page = Page(None, file, self.config)
        page.meta = {"title": blank.title, "description": blank.description, "hide": ["navigation"]}
        page.content, page.canonical_url, page.toc = blank.html, blank.url, _toc(blank)
        folder = "" if blank.uri == HOME else blank.uri.partition("/")[0]
        tab = next((each for each in self.nav.pages if each.url.strip("./") == folder), page)
        tab.active = True
        html = self.env.get_template("main.html").render(get_context(self.nav, [], self.config, page))
        tab.active = False
        return html


door = Door()


def generated(uri: str) -> File:
    """A file of the book for MkDocs."""
    return File.generated(door.config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV)


class BookFiles(Files):
    """The files that MkDocs knows; for links to them also the pages of the book."""

    def get_file_from_path(self, path: str) -> File | None:
        """The file of that path; one of the book is made when a link asks for it."""
        found = super().get_file_from_path(path)
        return generated(path) if found is None and path in door.build.pages else found


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `mkdocs serve`; count warnings, also where --quiet keeps MkDocs from it.

    A build is over before it could gain by looking for garbage.
    """
    door.serving = command == "serve"
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))
    logger.addHandler(door.warnings)
    if not door.serving:
        gc.disable()


def on_config(config: MkDocsConfig) -> None:
    """Let MkDocs write beside the site: the old one stays until everything of the new one is there and sound."""
    root, theme = Path(config.config_file_path).parent, Path(config.theme.custom_dir or ".")
    try:
        if not door.serving:
            check_replaceable(Path(config.site_dir))
        language.choose(config.theme, config.mdx_configs, Path(config.config_file_path))
        door.style, corrections = colours.stylesheet(config.extra.get("colours") or {})
        door.config, compiled = config, ahead.Ahead.begin(partial(mended, config.theme.get_env), theme / "pruefbuch")
        door.build = Build.begin(root, theme / "pruefbuch", config.site_url or "/", Path(config.site_dir), compiled)
    except (Refused, colours.Unreadable, language.Unspoken) as error:
        raise Abort(str(error)) from error
    for line in corrections:
        log.info(line)
    config.site_dir = str(door.build.stage)
    config.theme.get_env = partial(mended, config.theme.get_env, compiled)  # type: ignore[method-assign]  # there is no event before it
    config.extra["easy_language"] = not door.build.left_out("rechtliches/leichte-sprache.md")
    config.theme.static_templates.discard("sitemap.xml")
    config.markdown_extensions.append(written.NoHtml())  # type: ignore[arg-type]  # Python-Markdown takes names and extensions


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what only goes into pages of the book, or is made by the press; name its overviews for the navigation."""
    kept = [each for each in files if each.src_dir != config.docs_dir or not door.build.left_out(each.src_uri)]
    style = File.generated(config, "assets/colours.css", content=door.style)
    door.files = BookFiles([*kept, style, *map(generated, OVERVIEWS)])
    return door.files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep what the theme shows around every page."""
    language.name(nav.pages)
    door.nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep what renders the theme, and let it speak as the pages of the book do."""
    env.globals |= language.words()
    door.env = env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let only harmless front matter through, and fill in who runs the site."""
    page.meta = written.front_matter(page.meta)
    return door.build.filled(page.file.src_uri, markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let only harmless HTML through, and let the search know the page."""
    html = written.clean(html)
    door.build.written(page.file.src_uri, unescape(str(page.title)), html)
    return language.page(html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """The overviews and the start page are the press's to print."""
    return "" if page.file.src_uri in PRINTED else output


def on_post_build(config: MkDocsConfig) -> None:
    """Print the book, and put the new site in the place of the old one where nothing is wrong with it."""
    if door.serving:
        watched = (config.docs_dir, config.config_file_path, config.theme.custom_dir, Path(__file__).parent)
        door.live = door.live or Live(door.build.root, tuple(Path(each or ".") for each in watched))
        door.build.show(door.render, door.live)
    problems = door.live.problems if door.live else door.build.print(door.render)
    if any(problem.severity is Severity.ERROR for problem in problems) and not door.live:
        raise Abort("\n".join([*map(reports.text, problems), reports.summary(problems)]))
    for problem in problems if log.isEnabledFor(logging.INFO) else ():  # there may be thousands of hints
        log.info(reports.text(problem))
    for file in door.files.documentation_pages():
        for target, parts in ((file.page and file.page.links_to_anchors) or {}).items():
            for link in door.build.broken(target.src_uri, parts):
                log.log(config.validation.links.anchors, f"{file.src_uri}: „{link}“ führt zu keinem Teil der Seite")
    if door.live:
        return
    if count := sum(door.warnings.counts.values()):
        raise Abort(f"{count} Warnungen: nichts wird veröffentlicht, die bisherige Seite steht unverändert.")
    door.build.publish()
    gc.freeze()  # nothing of it is looked through once more when the process ends: that would take longer than to see what is new


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Show a change at once; MkDocs only builds again where one of its own pages may have changed. Errors are shown above the pages."""
    live = door.live
    assert live is not None

    def renew() -> None:
        try:
            live.failure = ""
            live.renew()
            if live.outdated():
                builder()
        except (Exception, SystemExit) as error:  # whatever it is, the server goes on with the last good site
            live.failure = str(error)
        for line in live.errors:
            log.error(line)

    watched = (config.docs_dir, config.config_file_path)
    for path in watched:
        server.unwatch(path)
    server.observer = watching.observer()
    for path in (*watched, str(live.root / "assessments")):
        server.watch(path)
    server.builder = renew
    server.set_app(live.application(server.serve_request))


def on_build_error(error: Exception) -> None:
    """Leave the site as it was."""
    if "build" in vars(door):
        door.build.give_up()


def _toc(blank: LayoutContext) -> TableOfContents:
    """The headings as a tree: each below the last one of a higher level."""
    root = AnchorLink("", "", 0)
    path = [root]
    for heading in blank.headings:
        link = AnchorLink(heading.title, heading.id, heading.level)
        while path[-1].level >= link.level:
            path.pop()
        path[-1].children.append(link)
        path.append(link)
    return TableOfContents(root.children)
