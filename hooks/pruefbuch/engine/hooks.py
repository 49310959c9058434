"""The events of MkDocs: it prints the written pages, Prüfbuch those of the book in the same theme.

`hooks/main.py` of a site takes in the functions whose names begin with `on_`; MkDocs calls them, in the order in which they stand here.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from pruefbuch import reports, system, texts
from pruefbuch.build import output
from pruefbuch.build.output import Refused, check_replaceable
from pruefbuch.engine import colours, command, devserver, extra, language, provided, settings, written
from pruefbuch.engine.bytecode import TemplateCache
from pruefbuch.engine.command import ENGINES, end_with_publisher, publisher
from pruefbuch.engine.devserver import DevServer
from pruefbuch.engine.frames import BookFiles, Theme, generated_file
from pruefbuch.engine.session import OVERVIEWS, PRINTED, Session, program
from pruefbuch.engine.theme import patched
from pruefbuch.model import characters
from pruefbuch.model.common import Problem, Severity

log = logging.getLogger("mkdocs.hooks.pruefbuch")


class State:
    """What the events of one build hand on to each other; `dev_server` and `warnings` outlive a build."""

    serving = False
    session: Session
    stylesheet: str
    files: BookFiles
    nav: Navigation
    env: Environment
    dev_server: DevServer | None = None
    warnings = CountHandler(level=logging.WARNING)


state = State()

_NO_ADDRESS = (
    f"{command.SETTINGS}: „site_url“ fehlt; erlaubt: die ganze Adresse, unter der die Seite erscheint, denn sie steht in Kennungen, "
    "Sitemap, QR-Code und Zitat; bitte eintragen: site_url: https://pruefbuch.…/"
)
_LEFT_TO_US = tuple(f"Page skipped: '{uri}'" for uri in PRINTED)
_NO_DEPLOY = (
    "„mkdocs gh-deploy“ lädt hoch, ohne die fertige Seite zu prüfen; bitte stattdessen „pruefbuch publish site“, "
    "danach „ghp-import --no-jekyll --push site“"
)


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is `mkdocs serve`; count warnings, also where --quiet keeps MkDocs from it.

    A build ends before the garbage collector could save anything.
    """
    if command == "gh-deploy":
        raise Abort(_NO_DEPLOY)
    state.serving = command == "serve"
    logger = logging.getLogger("mkdocs")
    logger.setLevel(min(logger.level, logging.WARNING))
    logger.addHandler(state.warnings)
    for engine in ENGINES:
        logging.getLogger(f"{engine}.commands.build").addFilter(_is_news)
    if not state.serving:
        gc.disable()
        output.open_to_readers()
        end_with_publisher()


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a message of the engine tells anybody something: that it leaves out pages which are printed here does not."""
    return not record.getMessage().startswith(_LEFT_TO_US)


def on_config(config: MkDocsConfig) -> None:
    """Begin a build. MkDocs writes beside the site: the old one stays until the new one is complete and sound."""
    try:
        _begin(config)
    except (Refused, settings.Unusable) as error:
        raise Abort(str(error)) from error
    config.site_dir = str(state.session.stage)
    config.extra["easy_language"] = not state.session.is_left_out("rechtliches/leichte-sprache.md")
    config.theme.static_templates.discard("sitemap.xml")
    config.markdown_extensions.append(written.NoHtml())  # type: ignore[arg-type]  # Python-Markdown takes names and extensions


def _begin(config: MkDocsConfig) -> None:
    root, site = Path(config.config_file_path).parent, Path(config.site_dir)
    if not state.serving:
        check_replaceable(site)
    if publisher() and not config.site_url:
        raise Refused(_NO_ADDRESS)
    written_settings = settings.Settings.read(Path(config.config_file_path))
    if publisher():
        _check_address(config.site_url or "", written_settings)
    corrections = settle(config, written_settings)
    bytecode = TemplateCache.open(root, repr((program(), command.versions(*command.PACKAGES), texts.language())))
    state.session = Session.begin(root, _templates(config), config.site_url or "/", site, bytecode, command.day_of_build())
    if state.session.context.tree.provided:
        provided.complete(config, written_settings, state.session.has_page)
    config.theme.get_env = partial(patched, config.theme.get_env, bytecode)  # type: ignore[method-assign]  # there is no event before it
    for line in corrections:
        log.info(line)
    if bytecode is None:
        log.info(
            "Kein Ordner für Zwischenergebnisse, in den nur dieses Konto schreiben darf: Vorlagen werden jedes Mal neu übersetzt"
        )


def _check_address(address: str, written_settings: settings.Settings) -> None:
    """A site is published at an address that others can open, and that more can be put behind."""
    parts = urlsplit(address)
    wrong = (
        (parts.scheme not in ("http", "https"), "beginnt nicht mit https:// oder http://"),
        (parts.username is not None or parts.password is not None, "enthält Zugangsdaten"),
        (bool(parts.query or parts.fragment), "hat etwas hinter „?“ oder „#“"),
        (parts.hostname in ("localhost", "127.0.0.1", "::1"), "führt nur auf den eigenen Rechner"),
    )
    for is_so, fault in wrong:
        if is_so:
            allowed = "die ganze Adresse, unter der die Seite erscheint"
            remedy = "so schreiben: https://pruefbuch.…/"
            raise written_settings.refusal(("site_url",), f"„site_url“ {fault}", allowed, remedy)


def _templates(config: MkDocsConfig) -> tuple[Path, ...]:
    """The folders of the theme, and of the site where it overrides it, that hold templates of the book."""
    return tuple(folder for top in config.theme.dirs if (folder := Path(top, "pruefbuch")).is_dir())


def settle(config: MkDocsConfig, written_settings: settings.Settings) -> tuple[str, ...]:
    """Take language and colours from the settings; returns what had to be corrected. Raises settings.Unusable."""
    if not config.use_directory_urls:
        fault, allowed = (
            "„use_directory_urls“ ist false",
            "Adressen von Ordnern (true), denn so heißen alle Seiten des Prüfbuchs",
        )
        raise written_settings.refusal(
            ("use_directory_urls",), fault, allowed, "die Zeile löschen (oder --no-directory-urls weglassen)"
        )
    language.choose(config.theme, config.mdx_configs, written_settings)
    extra.check(config.extra, written_settings)
    try:
        state.stylesheet, corrections = colours.stylesheet(config.extra.get("colours") or {})
    except colours.Unreadable as error:
        raise written_settings.refusal(("extra", "colours", error.key), *error.parts) from error
    return corrections


@event_priority(100)
def _begin_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out what only goes into pages of the book, or what Prüfbuch makes; name its overviews for the navigation.

    Before the plugins of the operator: what they ask of files, they are to be told of pages of the book too.
    """
    published = [file for file in files if file.src_dir != config.docs_dir or not state.session.is_left_out(file.src_uri)]
    stylesheet = File.generated(config, "assets/colours.css", content=state.stylesheet)
    overviews = [generated_file(config, uri) for uri in OVERVIEWS]
    ours = [File.generated(config, uri, content=text) for uri, text in state.session.provided()]
    state.files = BookFiles([*published, *ours, stylesheet, *overviews], config, state.session.pages)
    state.files.for_plugins = True
    return state.files


@event_priority(-100)
def _end_files(files: Files, config: MkDocsConfig) -> Files:
    """After the plugins of the operator, only MkDocs asks."""
    state.files.for_plugins = False
    return files


on_files = CombinedEvent(_begin_files, _end_files)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep what the theme shows around every page."""
    language.name(nav.pages)
    state.nav = nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Keep what renders the theme, and give it the texts that the templates of the book have too."""
    env.globals |= language.words()
    state.env = env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let only harmless front matter through, and fill in who runs the site."""
    page.meta = written.front_matter(page.meta)
    return characters.seen(state.session.fill_in(page.file.src_uri, markdown))


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let only harmless HTML through, and hand the page to the search."""
    html = written.clean(html)
    state.session.add_guide(page.file.src_uri, unescape(str(page.title)), html)
    return language.page(html)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave the overviews and the start page to Prüfbuch."""
    return "" if page.file.src_uri in PRINTED else output


def on_post_build(config: MkDocsConfig) -> None:
    """Print the book, and put the new site in the place of the old one where nothing is wrong with it."""
    render = Theme(config, state.nav, state.env).render
    if state.serving:
        state.dev_server = state.dev_server or DevServer(
            state.session.root, _sources_of_every_page(config), command.day_of_build
        )
        state.session.show(render, state.dev_server)
        _tell(state.dev_server.problems)
    else:
        problems = state.session.print(render)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise Abort("\n".join([*map(reports.text, problems), reports.summary(problems)]))
        _tell(problems)
    _check_links(config)
    if not state.serving:
        _publish()


def _sources_of_every_page(config: MkDocsConfig) -> tuple[Path, ...]:
    """Files and folders that go into every page: written pages, settings, templates, the program."""
    return (
        Path(config.docs_dir),
        Path(config.config_file_path),
        *(folder.parent for folder in _templates(config)),
        Path(__file__).parents[1],
    )


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems if log.isEnabledFor(logging.INFO) else ():  # there may be thousands of hints
        log.info(reports.text(problem))


def _check_links(config: MkDocsConfig) -> None:
    """Look for parts of pages of the book that written pages link to; MkDocs checks the links between written pages."""
    for file in state.files.documentation_pages():
        links = (file.page.links_to_anchors if file.page else None) or {}
        for target, parts in links.items():
            for link in state.session.broken_links(target.src_uri, parts):
                log.log(config.validation.links.anchors, f"{file.src_uri}: „{link}“ führt zu keinem Teil der Seite")


def _publish() -> None:
    if count := sum(state.warnings.counts.values()):
        raise Abort(f"{count} Warnungen: nichts wird veröffentlicht, die bisherige Seite steht unverändert.")
    if fault := state.session.publish():
        log.info(f"Der Stand dieses Baus ließ sich nicht merken, der nächste beginnt von vorn: {system.reason(fault)}")
    gc.freeze()  # at its end a process looks for garbage once more; that would take longer than a build in which nothing is new


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Let the server of MkDocs show changes at once; MkDocs builds again only where one of its own pages may have changed."""
    assert state.dev_server is not None
    devserver.attach(state.dev_server, server, (config.docs_dir, config.config_file_path), builder)


def on_build_error(error: Exception) -> None:
    """Leave the site as it was, and say what the system refused, wherever that was."""
    if "session" in vars(state):
        state.session.give_up()
    match error:
        case OSError():
            raise Abort(system.reason(error)) from error
        case Refused():
            raise Abort(str(error)) from error
        case RecursionError():
            raise Abort("Ordner sind zu tief verschachtelt; bitte löschen, was „pruefbuch validate“ nennt") from error
