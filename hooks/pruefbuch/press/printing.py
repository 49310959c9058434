"""The story of a build: check every assessment, print its page; then print the lists; then move all of it into the site.

Two rounds, each on all cores. The first reads every file, those of a municipality together, and prints the pages of those that are
new. The second knows the whole book: it prints lists, and the pages of subjects whose assessments did not meet in the first. Nothing is
kept but a record for each assessment, and nothing reaches the site before everything is sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pruefbuch import search
from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Book, Shelf, bind
from pruefbuch.history import histories
from pruefbuch.model.common import Problem
from pruefbuch.model.entries import Checked, entry_of
from pruefbuch.pages import Page, Printer
from pruefbuch.press import folders, workers
from pruefbuch.press.cache import Cache
from pruefbuch.press.documents import Guide, of_result
from pruefbuch.press.folders import Seal
from pruefbuch.press.frames import Frames
from pruefbuch.press.jobs import Job, page_path, plan, subject_job, subject_key, subject_pages
from pruefbuch.press.records import Record, identity, record_of
from pruefbuch.press.slips import Slips, Where
from pruefbuch.texts import language
from pruefbuch.tree import Sheet, Tree
from pruefbuch.views.register import Card, Register
from pruefbuch.views.stencils import drawn

_OTHERS = Seal("", 0, 0)
"""for files that the engine has written: they are made anew in every build"""
CHUNK = 200
"""assessments that a worker checks at a time, at most"""
LEAST = 16
"""chunks, where there are enough municipalities: so that no worker waits long for another"""


def words_of(checked: Checked, shelf: Shelf) -> search.Entry:
    """A result for the search."""
    return search.entry(of_result(checked.assessment, shelf))


class Printed(NamedTuple):
    """What a worker hands back of a file: its record where it is sound and new, else its problems."""

    path: str
    unchanged: bool = False
    record: Record | None = None
    problems: tuple[Problem, ...] = ()


def _chunks(paths: Sequence[str]) -> list[list[str]]:
    """Files for one worker at a time: those of a municipality together, so that the assessments of a subject meet; not too many.

    Small municipalities share a chunk: the more there is of one kind of work, the faster it goes.
    """
    towns: dict[str, list[str]] = {}
    for path in paths:
        towns.setdefault(path.rpartition("/")[0], []).append(path)
    most = min(CHUNK, max(1, len(paths) // LEAST))
    chunks: list[list[str]] = []
    for town in towns.values():
        if chunks and len(chunks[-1]) + len(town) <= most:
            chunks[-1] += town
        else:
            chunks += [town[start : start + CHUNK] for start in range(0, len(town), CHUNK)]
    return chunks


@dataclass
class Press:
    """One build of a site. `stage` is an empty folder beside `site`; `guides` are the written pages, for the search."""

    shelf: Shelf
    templates: Path
    site_url: str
    frames: Frames
    site: Path
    stage: Path
    cache: Cache
    guides: Sequence[Guide]
    printer: Printer = field(init=False)
    outputs: dict[str, Seal] = field(init=False, default_factory=dict)
    records: dict[str, Record] = field(init=False, default_factory=dict)
    slips: Slips | None = field(init=False, default=None)
    fresh: int = field(init=False, default=0)
    """files that were printed"""

    def __post_init__(self) -> None:
        self.printer = Printer(self.templates, self.site_url)

    @property
    def tree(self) -> Tree:
        """The files of the book."""
        return self.shelf.tree

    def use(self, shelf: Shelf) -> None:
        """Go on with another state of the files."""
        self.shelf = shelf

    def print(self, also: tuple[str, ...]) -> tuple[Problem, ...]:
        """Print the whole book into the stage, beside what the engine has written there. Returns all problems.

        `also` are the addresses of written pages, for the sitemap.
        """
        self.outputs |= dict.fromkeys(folders.files(self.stage), _OTHERS)
        if not self.cache.records:
            self.printer.prepare()
        with Slips() as self.slips:
            problems = self._check(self.slips)
            book = self.bind(self.records.values(), problems)
            if not book.errors:
                self._print([job for job in self.plan(book, self.records, self.tree, also) if not self._keep(job)])
        return book.problems

    def publish(self, trash: Path) -> Cache:
        """Move what was printed into the site, and what is old into the trash; returns what the next build may use."""
        if self.cache.outputs:
            folders.merge(self.stage, self.site)
            folders.remove(self.site, self.cache.outputs.keys() - self.outputs.keys())
        else:
            folders.swap(self.stage, self.site, trash)
        return Cache(self.cache.made_by, self.records, self.outputs)

    # -- first round -------------------------------------------------------------------------------------------------

    def _check(self, slips: Slips) -> list[Problem]:
        problems: list[Problem] = []
        for found, seals, where in workers.each(partial(self._check_chunk, slips), _chunks(self.tree.sheets)):
            slips.told(where)
            self.fresh += len(seals)
            for each in found:
                record = record_of(self.cache.records[each.path]) if each.unchanged else each.record
                if record is None:
                    problems += each.problems
                    continue
                problems += record.hints
                self.records[each.path] = record
            self.outputs |= seals
        return problems

    def _check_chunk(self, slips: Slips, paths: Sequence[str]) -> tuple[list[Printed], dict[str, Seal], Where]:
        """Some files: what is known of each, and of those that are new the seals of their pages and where their slips are."""
        found, checked, records = [], dict[str, Checked](), dict[str, Record]()
        for path, sheet in [
            (path, self.tree.sheet(path)) for path in paths
        ]:  # one kind of work after the other: that is faster
            if self._is_known(path, sheet):
                found.append(Printed(path, unchanged=True))
                continue
            assessment, each = self.judge(path, sheet)
            found.append(each)
            if assessment is not None and each.record is not None:
                checked[each.record.entry.id], records[each.record.entry.id] = assessment, each.record
        where = slips.put([each.assessment for each in checked.values()])
        return found, self._print_subjects(checked, records), where

    def _print_subjects(self, checked: Mapping[str, Checked], records: Mapping[str, Record]) -> dict[str, Seal]:
        """The pages of new assessments, as far as their subjects are known here; the second round sees where that was not enough."""
        pages = []
        for names in histories(record.entry for record in records.values()).values():
            group = [Card(records[name].entry, drawn(records[name].gist)) for name in names]
            key = subject_key([records[name].key for name in names])
            pages += [(page, key) for page in subject_pages(group, checked, self.printer, self.shelf)]
        stage = str(self.stage)
        return {
            path: folders.write(stage, path, self.frames.document(page), key)
            for page, key in pages
            for path in [page_path(page.uri)]
        }

    def _is_known(self, path: str, sheet: Sheet | Problem) -> bool:
        """Whether the last build has a record of a file as it is.

        It counts only where the page that was made with it lies in the site untouched: nobody can forge both.
        """
        row = self.cache.records.get(path)
        page = page_path(assessment_uri(path.removeprefix("assessments/").removesuffix(".yml")))
        seal = self.cache.outputs.get(page)
        if (
            row is None
            or seal is None
            or isinstance(sheet, Problem)
            or not folders.untouched(str(self.site), page, Seal(*seal))
        ):
            return False
        checksum, context, catalogue = identity(row)
        return checksum == sheet.checksum and context == self.context(catalogue, path)

    def judge(self, path: str, sheet: Sheet | Problem) -> tuple[Checked | None, Printed]:
        """One file, judged; its assessment where it is sound and belongs to a municipality."""
        checked, problems = self.shelf.judge(path, sheet)
        if checked is None or checked.assessment.municipality not in self.shelf.municipalities:
            return None, Printed(path, problems=tuple(problems))
        return checked, Printed(path, record=self._record(checked, problems))

    def _record(self, checked: Checked, problems: list[Problem]) -> Record:
        catalogue = self.shelf.catalogues[checked.assessment.catalogue]
        entry = entry_of(checked, catalogue)
        return Record(
            entry,
            self.context(entry.catalogue, entry.path),
            self.printer.gist(checked, catalogue),
            words_of(checked, self.shelf),
            tuple(problems),
        )

    def context(self, ref: str, path: str) -> str:
        """What a result shows of its catalogue and municipality, and in which language."""
        catalogue = self.shelf.catalogues.get(ref)
        town = f"{path.rpartition('/')[0]}/municipality.yml"
        return f"{language()}/{catalogue.checksum if catalogue else ''}/{self.tree.checksums.get(town, '')}/"

    # -- second round ------------------------------------------------------------------------------------------------

    def bind(self, records: Iterable[Record], problems: Iterable[Problem]) -> Book:
        """The book of these records."""
        return bind(
            self.shelf, (record.entry for record in records), problems, self.slips.take if self.slips else lambda _: None
        )

    def plan(self, book: Book, records: Mapping[str, Record], tree: Tree, also: tuple[str, ...]) -> list[Job]:
        """What there is to print of a book, which was made of these records."""
        gists = {record.entry.id: drawn(record.gist) for record in records.values()}
        return plan(Register.of(book, gists), self.printer, records, tree, self.guides, also)

    def subject(self, book: Book, records: Mapping[str, Record], name: str) -> Job:
        """The pages of the subject of an assessment."""
        entry = book.entries[name]
        group = [records[book.entries[each].path] for each in book.histories[entry.municipality, entry.subject]]
        cards = [Card(record.entry, drawn(record.gist)) for record in group]
        return subject_job(cards, [record.key for record in group], self.printer, book)

    def _print(self, stale: Sequence[Job]) -> None:
        if stale:
            self.printer.prepare()
        for seals in workers.each(self._run, stale):
            self.outputs |= seals
            self.fresh += len(seals)

    def _keep(self, job: Job) -> bool:
        """Whether all files of a job are there already, in the stage or in the site; then they are kept."""
        paths = job.paths or [path for path in self.cache.outputs if path.startswith(job.folder)]
        printed = [self.outputs.get(path) for path in paths]
        if paths and all(seal is not None and seal.key == job.key for seal in printed):
            return True
        old = {path: Seal(*self.cache.outputs[path]) for path in paths if path in self.cache.outputs}
        site = str(self.site)
        if len(old) < max(1, len(paths)) or not all(
            seal.key == job.key and folders.untouched(site, path, seal) for path, seal in old.items()
        ):
            return False
        for path in old.keys() & self.outputs.keys():
            (self.stage / path).unlink()  # the engine has written it too, but what the press makes comes first
        self.outputs |= old
        return True

    def _run(self, job: Job) -> dict[str, Seal]:
        stage = str(self.stage)
        return {path: folders.write(stage, path, data, job.key) for path, data in self.files(job)}

    def files(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """(path, content) of the files of a job."""
        for made in job.run():
            yield (page_path(made.uri), self.frames.document(made)) if isinstance(made, Page) else made
