"""The server of `mkdocs serve`: pages are printed when somebody asks for them, from the files as they are at that moment."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from pruefbuch import reports, tree
from pruefbuch.book import Book, Changed, Context, FileResult, check_book, load_context
from pruefbuch.build import output, published
from pruefbuch.build.builder import Builder
from pruefbuch.build.cache import CachedResult
from pruefbuch.build.checking import Checker
from pruefbuch.build.output import files_below, states_of
from pruefbuch.build.published import subject_target
from pruefbuch.build.targets import Target, card_of
from pruefbuch.model.common import Problem, Severity
from pruefbuch.texts import gettext
from pruefbuch.tree import FileState

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

log = logging.getLogger("mkdocs.hooks.pruefbuch")

_DATA = (".json", ".xml", ".geojson")
"""suffixes of files beside pages that are made on demand"""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""a web application by PEP 3333 (WSGI)"""


@dataclass(frozen=True)
class _Sound:
    """The last sound book with the results of its files, and what there is to print of it."""

    builder: Builder
    book: Book
    results: Mapping[str, CachedResult]
    written: tuple[str, ...]

    def target(self, path: str) -> Target | None:
        """What makes a file. Those of a subject are known at once; all else is planned when somebody asks for it first."""
        entry = self.book.entries.get(published.PUBLISHED.assessment_id(path))
        if entry is None:
            return self._targets.get(path) or self._targets.get(path[: path.rfind("/") + 1])
        names = self.book.histories[entry.municipality, entry.subject]
        group = [card_of(self.results[self.book.entries[name].path]) for name in names]
        return subject_target(group, self.book.check, self.builder.renderer, self.book.context)

    @cached_property
    def _targets(self) -> dict[str, Target]:
        targets = published.PUBLISHED.targets(self.builder.plan(self.book, self.results, self.written))
        return {path: target for target in targets for path in target.paths or (target.folder,)}


class DevServer:
    """The pages of a book, on demand. While its files have errors, the last sound book is shown with the errors above it."""

    def __init__(
        self, root: Path, sources_of_every_page: tuple[Path, ...], day: Callable[[], date | None] = lambda: None
    ) -> None:
        """`root`: the folder of the book; `sources_of_every_page`: files and folders such as templates and settings; `day`: today."""
        self.root = root
        self.day = day
        self.sources_of_every_page = sources_of_every_page
        self.problems: tuple[Problem, ...] = ()
        self.failure = ""
        """why the last build of MkDocs failed; "" where it did not"""
        self._lock = threading.Lock()
        self._outside: dict[str, FileState] = {}
        self._states: dict[str, FileState] = {}
        self._checksums: Mapping[str, str] = {}
        self._results: Mapping[str, CachedResult | FileResult] = {}
        self._sound: _Sound | None = None
        self._shown: dict[str, str] = {}

    def use(self, builder: Builder, written: tuple[str, ...]) -> None:
        """Go on after MkDocs has built its pages anew. `builder` has printed nothing yet; `written` are the addresses of written pages."""
        with self._lock:
            self.builder, self.written = builder, written
            self._checksums, self._shown = {}, {}
            self._outside = states_of(files_below(self.sources_of_every_page))
        gc.disable()
        try:
            self.refresh()
        finally:
            gc.freeze()  # the book stays in memory: to search it for garbage again and again would take longer than all else
            gc.enable()

    def is_outdated(self) -> bool:
        """Whether something has changed that goes into every page, so that MkDocs must build again."""
        return states_of(files_below(self.sources_of_every_page)) != self._outside

    def refresh(self) -> None:
        """Read and check the files of the book that have changed."""
        with self._lock:
            now = tree.read(self.root, self.day(), self.builder.context.tree.sound)
            states = states_of(f"{self.root}/{path}" for path in now.sheets)
            if states == self._states and now.checksums == self._checksums:
                return
            same = now.checksums == self._checksums
            context = replace(self.builder.context, tree=now) if same else load_context(now)
            self._check(context, states)
            self.builder.context, self._states, self._checksums = context, states, now.checksums

    def _check(self, context: Context, states: Mapping[str, FileState]) -> None:
        checker = Checker(context, self.builder.renderer)

        def remembered(path: str) -> CachedResult | FileResult | None:
            file, result = f"{self.root}/{path}", self._results.get(path)
            unchanged = states.get(file) == self._states.get(file)
            return result if unchanged and isinstance(result, CachedResult) and checker.holds(result) else None

        book, self._results = check_book(context, checker.check_all, remembered)
        self.problems = book.problems
        if not book.errors:
            results = {path: result for path, result in self._results.items() if isinstance(result, CachedResult)}
            self._sound = _Sound(self.builder, book, results, self.written)

    def print(self, path: str) -> None:
        """Print a file of the book into the site, by its path there, if what stands there is old."""
        self.refresh()
        with self._lock:
            target = self._sound.target(path) if self._sound else None
            if target is not None and self._shown.get(path) != target.key:
                # While a file has errors there is nothing new to print of it; what was there stays.
                with suppress(Changed):
                    for file, data in self.builder.files(target):
                        output.write(str(self.builder.site), file, data, target.key)
                        self._shown[file] = target.key
                    self._shown[path] = target.key

    @property
    def errors(self) -> list[str]:
        """The errors of the book as it stands, or what else stops a build."""
        return (
            [self.failure]
            if self.failure
            else [reports.text(problem) for problem in self.problems if problem.severity is Severity.ERROR]
        )

    def banner(self) -> bytes:
        """The errors for the top of every page; empty where there are none."""
        lines = self.errors
        if not lines:
            return b""
        head = gettext("The files have errors. What you see below is the last sound state.")
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return f'<div class="pb-errors" role="alert"><p>{escape(head)}</p><ul>{items}</ul></div>'.encode()

    def application(self, inner: Application, mount: str = "/") -> Application:
        """The application `inner`, which sends files of the site, behind one that prints them first and shows errors.

        `mount`: the folder below which the site is served, with a slash at both ends.
        """

        def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            asked = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if "\0" in asked:  # no file has such a name, and the system does not even look
                return _refused(
                    start, "400 Bad Request", "Diese Adresse gibt es nicht: Sie enthält ein Zeichen, das keine haben kann."
                )
            if not asked.startswith(mount):
                return inner(environ, start)
            path = asked[len(mount) :].lstrip("/")
            page = not path or path.endswith("/")
            if page or path.endswith(_DATA):
                self.print(f"{path}index.html" if page else path)
            return self._with_banner(inner, environ, start) if page else inner(environ, start)

        return serve

    def _with_banner(self, inner: Application, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        banner, response = self.banner(), list[Any]()
        if not banner:
            return inner(environ, start)
        body = b"".join(inner(environ, lambda *arguments: response.extend(arguments)))
        status, headers = response[:2]
        head, tag, rest = body.partition(b"<body")
        attributes, end, rest = rest.partition(b">")
        body = head + tag + attributes + end + banner + rest if end else body
        others = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start(status, [*others, ("Content-Length", str(len(body)))])
        return [body]


def guarded(inner: Application, host: str, port: int) -> Application:
    """An application that answers only under the address at which it was started.

    A foreign page can let its name lead to this machine (DNS rebinding) and would then read drafts; its name stands in the request.
    Who serves for a whole network may be asked by any number of an interface, as numbers cannot be made to lead elsewhere.
    """

    def is_own(asked: str) -> bool:
        try:
            parts = urlsplit(f"//{asked}")
            name, at = parts.hostname or "", parts.port or 80
        except ValueError:
            return False
        if at != port or parts.netloc.rpartition("@")[1]:
            return False
        own, number = _number(host), _number(name)
        if own is not None and own.is_unspecified:
            return name == "localhost" or number is not None
        if host == "localhost" or (own is not None and own.is_loopback):
            return name == "localhost" or (number is not None and number.is_loopback)
        return name == host.lower() if own is None else number == own

    def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if is_own(environ.get("HTTP_HOST", "")):
            return inner(environ, start)
        shown = f"[{host}]" if ":" in host else host
        return _refused(start, "421 Misdirected Request", f"Dieser Server antwortet nur unter http://{shown}:{port}/.")

    return serve


def _number(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, where it is no name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _refused(start: Callable[..., Any], status: str, reason: str) -> list[bytes]:
    body = f"{reason}\n".encode()
    start(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def attach(dev_server: DevServer, server: Any, settings: tuple[str, ...], builder: Callable[[], None]) -> None:
    """Put a DevServer in front of the server of MkDocs, which watches the files `settings` and builds with `builder`."""

    def rebuild() -> None:
        try:
            dev_server.failure = ""
            dev_server.refresh()
            if dev_server.is_outdated():
                builder()
        except (Exception, SystemExit) as error:  # whatever it is, the server goes on with the last sound site
            dev_server.failure = str(error)
        for line in dev_server.errors:
            log.error(line)

    for path in settings:
        server.unwatch(path)
    server.observer = observer()
    for path in (*settings, str(dev_server.root / "assessments")):
        server.watch(path)
    server.builder = rebuild
    server.mount_path = unquote(server.mount_path)  # paths that are asked for are, too
    host, port, *_ = server.server_address
    server.set_app(guarded(dev_server.application(server.serve_request, server.mount_path), host, port))


def observer() -> BaseObserver:
    """An observer of folders that tells of changes only.

    Systems also tell when a file was read; then the server would answer its own reading with a new build, again and again.
    """
    # Loaded here: a build never needs it, and loading it takes a tenth of the time of everything else.
    from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
    from watchdog.observers import Observer

    watching, changes = Observer(), [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
    schedule = watching.schedule

    def schedule_changes(handler: Any, path: str, *, recursive: bool = False, **_: object) -> ObservedWatch:
        return schedule(handler, path, recursive=recursive, event_filter=changes)

    watching.schedule = schedule_changes  # type: ignore[assignment]  # the same with one argument settled
    return watching
