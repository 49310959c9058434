"""The server of `mkdocs serve`: pages are printed when somebody asks for them, from the files as they are at that moment."""

from __future__ import annotations

import gc
import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pruefbuch import reports, tree
from pruefbuch.book import Book, Changed, load_context
from pruefbuch.build import output, workers
from pruefbuch.build.builder import CHUNK, Press, Printed
from pruefbuch.build.records import Record
from pruefbuch.build.stamps import Stamps, files_below, stamps_of
from pruefbuch.build.targets import Job
from pruefbuch.model.common import Problem, Severity
from pruefbuch.texts import gettext
from pruefbuch.tree import Tree

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

log = logging.getLogger("mkdocs.hooks.pruefbuch")

_DATA = (".json", ".xml", ".geojson")
"""suffixes of files beside pages that are made on demand"""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""a web application by PEP 3333 (WSGI)"""


@dataclass(frozen=True)
class _Sound:
    """The last sound book with the records of its files, and what there is to print of it."""

    press: Press
    book: Book
    records: Mapping[str, Record]
    tree: Tree
    also: tuple[str, ...]

    def job(self, path: str) -> Job | None:
        """What makes a file. The pages of a subject are known at once; all else is planned when somebody asks for it first."""
        name = path.removeprefix("ergebnisse/").removesuffix("/index.html")
        if name in self.book.entries:
            return self.press.subject(self.book, self.records, name)
        return self._jobs.get(path) or self._jobs.get(path[: path.rfind("/") + 1])

    @cached_property
    def _jobs(self) -> dict[str, Job]:
        first, others = self.press.plan(self.book, self.records, self.tree, self.also)
        return {path: job for job in (*first, *others()) for path in job.paths or (job.folder,)}


class DevServer:
    """The pages of a book, on demand. While its files have errors, the last sound book is shown with the errors above it."""

    def __init__(self, root: Path, sources_of_every_page: tuple[Path, ...]) -> None:
        """`root`: the folder of the book; `sources_of_every_page`: files and folders such as templates and settings."""
        self.root = root
        self.sources_of_every_page = sources_of_every_page
        self.problems: tuple[Problem, ...] = ()
        self.failure = ""
        """why the last build of MkDocs failed; "" where it did not"""
        self._lock = threading.Lock()
        self._outside: Stamps = {}
        self._stamps: Stamps = {}
        self._checksums: Mapping[str, str] = {}
        self._found: dict[str, Printed] = {}
        self._sound: _Sound | None = None
        self._shown: dict[str, str] = {}

    def use(self, press: Press, also: tuple[str, ...]) -> None:
        """Go on after MkDocs has built its pages anew. `press` has printed nothing yet; `also` are the addresses of written pages."""
        with self._lock:
            self.press, self.also = press, also
            self._checksums, self._shown = {}, {}
            self._outside = stamps_of(files_below(self.sources_of_every_page))
        gc.disable()
        try:
            self.refresh()
        finally:
            gc.freeze()  # the book stays in memory: to search it for garbage again and again would take longer than all else
            gc.enable()

    def is_outdated(self) -> bool:
        """Whether something has changed that goes into every page, so that MkDocs must build again."""
        return stamps_of(files_below(self.sources_of_every_page)) != self._outside

    def refresh(self) -> None:
        """Read and check the files of the book that have changed."""
        with self._lock:
            now, root = tree.read(self.root), str(self.root)
            stamps = stamps_of(f"{root}/{path}" for path in now.sheets)
            if stamps == self._stamps and now.checksums == self._checksums:
                return
            self.press.use(replace(self.press.context, tree=now) if now.checksums == self._checksums else load_context(now))
            self._check({path[len(root) + 1 :]: stamp for path, stamp in stamps.items()})
            self._stamps, self._checksums = stamps, now.checksums

    def _check(self, stamps: Stamps) -> None:
        old, root = self._stamps, f"{self.root}/"
        known = {
            path: found
            for path, found in self._found.items()
            if stamps.get(path) == old.get(root + path) and self._holds(found)
        }
        new = [path for path in stamps if path not in known]
        chunks = [new[start : start + CHUNK] for start in range(0, len(new), CHUNK)]
        for chunk in workers.each(self._judge, chunks):
            known |= {found.path: found for found in chunk}
        self._found = known
        self.press.records = {path: found.record for path, found in sorted(known.items()) if found.record}
        problems = [problem for found in known.values() for problem in (found.record.hints if found.record else found.problems)]
        book = self.press.assemble(self.press.records.values(), problems)
        self.problems = book.problems
        if not book.errors:
            self._sound = _Sound(self.press, book, self.press.records, self.press.tree, self.also)

    def _holds(self, found: Printed) -> bool:
        """Whether what a file was judged by is still the same."""
        record = found.record
        return record is not None and record.context_key == self.press.context_key(record.entry.catalogue, found.path)

    def _judge(self, paths: list[str]) -> list[Printed]:
        return self.press.judge([(path, self.press.tree.sheet(path)) for path in paths])[0]

    def print(self, path: str) -> None:
        """Print a file of the book into the site, by its path there, if what stands there is old."""
        self.refresh()
        with self._lock:
            job = self._sound.job(path) if self._sound else None
            if job is not None and self._shown.get(path) != job.key:
                # While a file has errors there is nothing new to print of it; what was there stays.
                with suppress(Changed):
                    for made, data in self.press.files(job):
                        output.write(str(self.press.site), made, data, job.key)
                        self._shown[made] = job.key
                    self._shown[path] = job.key

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

    def application(self, inner: Application) -> Application:
        """The application `inner`, which sends files of the site, behind one that prints them first and shows errors."""

        def serve(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
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
    server.set_app(dev_server.application(server.serve_request))


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
