"""The story of a build: check every assessment, print its page; then print the lists; then move all of it into the site.

Two rounds, each on all cores. The first reads every file, those of a municipality together, and prints the pages of those that are
new. The second knows the whole book: it prints lists, and the pages of subjects whose assessments did not meet in the first. Nothing is
kept but a record for each assessment, and nothing reaches the site before everything is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from pruefbuch import search
from pruefbuch.book import Book, Context, assemble
from pruefbuch.build import output, workers
from pruefbuch.build.cache import Cache
from pruefbuch.build.output import Look, Seal
from pruefbuch.build.records import Record, catalogue_of, checksum_of, context_of, record_of, stamp_in, stamped
from pruefbuch.build.slips import Slips, Where
from pruefbuch.build.targets import Job, key_of, page_path, plan, result_path, subject_job, subject_key, with_relatives
from pruefbuch.exports.search_documents import Guide, of_result
from pruefbuch.history import histories
from pruefbuch.model.common import Problem
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.course import Relatives
from pruefbuch.render.layouts import Frames
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment, summary_of
from pruefbuch.texts import language
from pruefbuch.tree import Sheet, Stamp, Tree, stamp_of
from pruefbuch.views.register import Card, Register

_OTHERS = Seal("", 0, 0)
"""for files that the engine has written: they are made anew in every build"""
CHUNK = 100
"""assessments that a worker checks at a time, at most"""
LEAST = 16
"""chunks, where there are enough municipalities: so that no worker waits long for another"""
SETTLED = 2_000_000_000
"""ns: a file that was changed less than this before the build may be changed again without that its stamp tells"""


def words_of(checked: ScoredAssessment, context: Context) -> search.IndexEntry:
    """A result for the search."""
    return search.index_entry(of_result(checked.assessment, context))


class Printed(NamedTuple):
    """What a worker hands back of a file: its record where it is sound and new, else its problems; of an unchanged one its stamp."""

    path: str
    unchanged: bool = False
    record: Record | None = None
    problems: tuple[Problem, ...] = ()
    stamp: Stamp | None = None


def chunks_of(paths: Sequence[str]) -> list[list[str]]:
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


def _page_of(path: str) -> str:
    """The page in the site that is made of an assessment file."""
    return result_path(path[len("assessments/") : -len(".yml")])


def _card(record: Record) -> Card:
    return Card(record.entry, record.gist, record.key)


@dataclass
class Press:
    """One build of a site. `stage` is an empty folder beside `site`; `guides` are the written pages, for the search."""

    context: Context
    renderer: PageRenderer
    frames: Frames
    site: Path
    stage: Path
    cache: Cache
    guides: Sequence[Guide]
    outputs: dict[str, Seal] = field(init=False, default_factory=dict)
    records: dict[str, Record] = field(init=False, default_factory=dict)
    slips: Slips | None = field(init=False, default=None)
    rows: dict[str, Any] = field(init=False, default_factory=dict)
    """the records as the cache keeps them"""
    _contexts: dict[tuple[str, str], str] = field(init=False, default_factory=dict)
    _root: Look = field(init=False)
    _site: Look = field(init=False)
    """look at files of the book and of the site, while everything is printed"""
    settled: int = field(init=False, default=0)
    """the latest time (ns) at which a file may have been changed whose stamp can be relied on"""

    @property
    def tree(self) -> Tree:
        """The files of the book."""
        return self.context.tree

    def use(self, context: Context) -> None:
        """Go on with another state of the files."""
        self.context = context
        self._contexts = {}

    def print(self, also: tuple[str, ...]) -> tuple[Problem, ...]:
        """Print the whole book into the stage, beside what the engine has written there. Returns all problems.

        `also` are the addresses of written pages, for the sitemap.
        """
        self.outputs |= dict.fromkeys(output.files(self.stage), _OTHERS)
        self.settled = self.stage.stat().st_mtime_ns - SETTLED
        with output.looking(self.tree.root) as self._root, output.looking(self.site) as self._site, Slips() as self.slips:
            problems = self._check(self.slips)
            book = self.assemble(self.records.values(), problems)
            if not book.errors:
                self._print(*self.plan(book, self.records, self.tree, also))
        return book.problems

    def publish(self, trash: Path) -> Cache:
        """Move what was printed into the site, and what is old into the trash; returns what the next build may use."""
        if self.cache.outputs:
            output.merge(self.stage, self.site)
            output.remove(self.site, self.cache.outputs.keys() - self.outputs.keys())
        else:
            output.swap(self.stage, self.site, trash)
        return Cache(self.cache.made_by, self.rows, self.outputs)

    # -- first round -------------------------------------------------------------------------------------------------

    def _check(self, slips: Slips) -> list[Problem]:
        problems: list[Problem] = []
        new = [path for path in self.tree.sheets if not self._lies(path)]
        if new:
            self.renderer.prepare(lists=False)
        for found, seals, where in workers.each(partial(self._check_chunk, slips), chunks_of(new)):
            slips.told(where)
            self.outputs |= seals
            for each in found:
                problems += each.problems
                if each.unchanged:
                    self._take(each.path, stamped(self.cache.records[each.path], each.stamp))
                elif each.record is not None:
                    self.records[each.path] = self.rows[each.path] = each.record
        return [*problems, *(hint for record in self.records.values() for hint in record.hints)]

    def _lies(self, path: str) -> bool:
        """Whether a file lies there as the last build has read it, as far as can be told without reading it; then that is taken."""
        row = self._held(path)
        stamp = stamp_in(row) if row else None
        status = self._root(path) if stamp else None
        if status is None or stamp != stamp_of(status):
            return False
        self._take(path, row)
        return True

    def _take(self, path: str, row: Any) -> None:
        """Take a record of the last build, and its page in the site."""
        self.records[path], self.rows[path] = record_of(row), row
        page = _page_of(path)
        self.outputs[page] = self.cache.outputs[page]

    def _check_chunk(self, slips: Slips, paths: Sequence[str]) -> tuple[list[Printed], dict[str, Seal], Where]:
        """Some files: what is known of each, and of those that are new the seals of their pages and where their slips are."""
        found, new = list[Printed](), list[tuple[str, Sheet | Problem]]()
        for path, sheet in [(path, self.tree.sheet(path)) for path in paths]:
            row = self._held(path)
            if row and isinstance(sheet, Sheet) and checksum_of(row) == sheet.checksum:
                found.append(Printed(path, unchanged=True, stamp=self._settled(sheet)))
            else:
                new.append((path, sheet))
        judged, checked = self.judge(new)
        where = slips.put([each.assessment for each in checked.values()])
        return [*found, *judged], self._print_subjects(checked, [each.record for each in judged if each.record]), where

    def _print_subjects(self, checked: Mapping[str, ScoredAssessment], found: Iterable[Record]) -> dict[str, Seal]:
        """The pages of new assessments, as far as their subjects are known here; the second round sees where that was not enough."""
        records = {record.entry.id: record for record in found}
        keys, results = list[str](), list[tuple[ScoredAssessment, Relatives]]()
        for names in histories(record.entry for record in records.values()).values():
            group = [_card(records[name]) for name in names]
            keys += [subject_key(group)] * len(group)
            results += with_relatives(group, checked)
        pages, stage = self.renderer.assessments(results, self.context), str(self.stage)
        return {
            path: output.write(stage, path, self.frames.document(page), key)
            for page, key in zip(pages, keys, strict=True)
            for path in [page_path(page.uri)]
        }

    def _held(self, path: str) -> Any:
        """The row of the record of a file, where that still holds unless the file itself has changed; else None.

        It counts only where the page that was made with it lies in the site untouched: nobody can forge both.
        """
        row = self.cache.records.get(path)
        page = _page_of(path)
        seal = self.cache.outputs.get(page)
        if row is None or seal is None or not output.untouched(self._site, page, seal):
            return None
        return row if context_of(row) == self.context_key(catalogue_of(row), path) else None

    def _settled(self, sheet: Sheet) -> Stamp | None:
        """The stamp of a file, where any further change would give it another one."""
        return sheet.stamp if sheet.stamp is not None and sheet.stamp[2] < self.settled else None

    def judge(self, sheets: Sequence[tuple[str, Sheet | Problem]]) -> tuple[list[Printed], dict[str, ScoredAssessment]]:
        """Files, judged: what is known of each; and by their ids the assessments that are sound and belong to a municipality."""
        judged, towns, catalogues = self.context.judge(sheets), self.context.municipalities, self.context.catalogues
        sound = {each.assessment.id: each for each, _ in judged if each and each.assessment.municipality in towns}
        pairs = [(each, catalogues[each.assessment.catalogue]) for each in sound.values()]
        entries = [summary_of(*pair) for pair in pairs]
        gists = [self.renderer.summary(*pair) for pair in pairs]
        words = [words_of(each, self.context) for each in sound.values()]
        told = {entry.path: (entry, gist, each) for entry, gist, each in zip(entries, gists, words, strict=True)}
        return [
            Printed(path, record=self._record(*told[path], problems, sheet))
            if path in told and isinstance(sheet, Sheet)
            else Printed(path, problems=tuple(problems))
            for (path, sheet), (_, problems) in zip(sheets, judged, strict=True)
        ], sound

    def _record(
        self, entry: AssessmentSummary, gist: str, words: search.IndexEntry, problems: Iterable[Problem], sheet: Sheet
    ) -> Record:
        context_key = self.context_key(entry.catalogue, entry.path)
        key = key_of((context_key, entry.id, entry.checksum))
        return Record(entry, context_key, key, gist, words.text, words.key, tuple(problems), self._settled(sheet))

    def context_key(self, ref: str, path: str) -> str:
        """The key of what a result shows of its catalogue and municipality, and in which language."""
        folder = path.rpartition("/")[0]
        found = self._contexts.get((ref, folder))
        if found is None:
            catalogue, town = self.context.catalogues.get(ref), self.tree.checksums.get(f"{folder}/municipality.yml", "")
            found = self._contexts[ref, folder] = key_of((language(), catalogue.checksum if catalogue else "", town))
        return found

    # -- second round ------------------------------------------------------------------------------------------------

    def assemble(self, records: Iterable[Record], problems: Iterable[Problem]) -> Book:
        """The book of these records."""
        return assemble(
            self.context, (record.entry for record in records), problems, self.slips.take if self.slips else lambda _: None
        )

    def plan(
        self, book: Book, records: Mapping[str, Record], tree: Tree, also: tuple[str, ...]
    ) -> tuple[list[Job], Callable[[], list[Job]]]:
        """What there is to print of a book, which was made of these records, as `jobs.plan` makes it."""
        register = Register.of(book, map(_card, records.values()))
        return plan(register, self.renderer, records, tree, self.guides, also, self.outputs)

    def subject(self, book: Book, records: Mapping[str, Record], name: str) -> Job:
        """The pages of the subject of an assessment."""
        entry = book.entries[name]
        group = [records[book.entries[each].path] for each in book.histories[entry.municipality, entry.subject]]
        return subject_job([_card(record) for record in group], self.renderer, book)

    def _print(self, first: Sequence[Job], others: Callable[[], Sequence[Job]]) -> None:
        stale = self._stale(first)
        if stale:
            self.renderer.prepare(lists=True)
        for seals in workers.each(self._run, stale, lambda: self._stale(others())):
            self.outputs |= seals

    def _stale(self, jobs: Iterable[Job]) -> list[Job]:
        return [job for job in jobs if not self._keep(job)]

    def _keep(self, job: Job) -> bool:
        """Whether all files of a job lie in the site already; then they are kept."""
        paths = job.paths or [path for path in self.cache.outputs if path.startswith(job.folder)]
        old = {path: self.cache.outputs[path] for path in paths if path in self.cache.outputs}
        if len(old) < max(1, len(paths)) or not all(
            seal.key == job.key and output.untouched(self._site, path, seal) for path, seal in old.items()
        ):
            return False
        for path in old.keys() & self.outputs.keys():
            (self.stage / path).unlink(missing_ok=True)  # the engine has written it too, but what the press makes comes first
        self.outputs |= old
        return True

    def _run(self, job: Job) -> dict[str, Seal]:
        stage = str(self.stage)
        return {path: output.write(stage, path, data, job.key) for path, data in self.files(job)}

    def files(self, job: Job) -> Iterator[tuple[str, bytes]]:
        """(path, content) of the files of a job."""
        for made in job.run():
            yield (page_path(made.uri), self.frames.document(made)) if isinstance(made, Page) else made
