"""The story of a build: check every assessment and print its pages; then print the lists; then move all of it into the site.

Pages are printed in two rounds, each on all cores. The first round checks the files that are new or changed, those of a municipality
together, and prints their pages at once, while the assessments are at hand: to read and score all of them a second time for their pages
would take a fifth of a build. What is kept of them comes back from the workers, and the assessments as bytes (`carried`). The second
round knows the whole book: it prints the lists, and the pages of subjects whose assessments did not meet in the first. Nothing reaches the
site before everything is sound.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pruefbuch.book import Book, Context, FileResult, check_book
from pruefbuch.build import carried, output, published, workers
from pruefbuch.build.cache import Cache, CachedResult
from pruefbuch.build.checking import Checker, chunks_of
from pruefbuch.build.output import Look, Output
from pruefbuch.build.published import subject_files, subject_targets
from pruefbuch.build.targets import SitePlan, Target, card_of, path_of
from pruefbuch.exports.search_documents import Guide
from pruefbuch.history import histories
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.common import Problem
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.layouts import Layouts
from pruefbuch.summary.entries import ScoredAssessment

BY_ENGINE = Output("", 0, 0)
"""stands for files that the engine has written: they are made anew in every build"""
SETTLED = 2_000_000_000
"""ns: a file that was changed less than this before the build may be changed again without another state"""


@dataclass
class Builder:
    """One build of a site. `stage` is an empty folder beside `site`; `guides` are the written pages, for the search."""

    context: Context
    renderer: PageRenderer
    layouts: Layouts
    site: Path
    stage: Path
    cache: Cache
    guides: Sequence[Guide]
    outputs: dict[str, Output] = field(init=False, default_factory=dict)
    """the files of the new site: those that the engine has written, those that were printed, and those that stay"""
    results: dict[str, CachedResult] = field(init=False, default_factory=dict)
    _carried: dict[str, bytes] = field(init=False, default_factory=dict)
    """by id the assessments that were read in this build"""

    def print(self, written: tuple[str, ...]) -> tuple[Problem, ...]:
        """Print the whole book into the stage, beside what the engine has written there. Returns all problems.

        `written` are the addresses of written pages, for the sitemap.
        """
        self.outputs |= dict.fromkeys(output.files(self.stage), BY_ENGINE)
        with output.looking(self.context.tree.root) as root, output.looking(self.site) as site:
            book, results = self._check(root, site)
            self.results = {path: result for path, result in results.items() if isinstance(result, CachedResult)}
            if not book.errors:
                book = replace(book, open=self._opener(book))
                self._print(self.plan(book, self.results, written), site)
        return book.problems

    def publish(self, trash: Path) -> Cache:
        """Move what was printed into the site, and what is old into the trash; returns what the next build may use."""
        before = output.listed(self.site)
        if not self.cache.outputs:
            output.check_own(self.site)
        output.mark(self.site, before | self.outputs.keys())  # should this end halfway, the site is ours all the same
        if self.cache.outputs:
            output.merge(self.stage, self.site)
            output.remove(self.site, before - self.outputs.keys() - {output.MANIFEST})
        else:
            output.swap(self.stage, self.site, trash)
        output.mark(self.site, self.outputs)
        return Cache(self.cache.made_by, self.results, self.outputs)

    # -- first round -------------------------------------------------------------------------------------------------

    def _check(self, root: Look, site: Look) -> tuple[Book, dict[str, CachedResult | FileResult]]:
        """Check the book. Of what the last build knew it takes what still holds; the pages of all else are printed."""
        checker = Checker(self.context, self.renderer, self.stage.stat().st_mtime_ns - SETTLED)
        held: dict[str, CachedResult] = {}
        """results that hold if their file still says the same, which only reading it can tell"""

        def remembered(path: str) -> CachedResult | None:
            result = self.cache.results.get(path)
            if result is None or not checker.holds(result) or not self._lie(result, site):
                return None
            if result.state is not None and result.state == root(path):
                self.outputs |= self._old_outputs(result)
                return result
            held[path] = result
            return None

        def check(paths: Sequence[str]) -> Iterator[CachedResult | FileResult]:
            if paths:
                self.renderer.prepare(lists=False)
            for chunk in workers.each(lambda paths: self._check_chunk(checker, paths, held), chunks_of(paths)):
                results, outputs, assessments = chunk
                self.outputs |= outputs
                self._carried |= assessments
                yield from results

        return check_book(self.context, check, remembered)

    def _check_chunk(
        self, checker: Checker, paths: Sequence[str], held: Mapping[str, CachedResult]
    ) -> tuple[list[CachedResult | FileResult], dict[str, Output], dict[str, bytes]]:
        """Some files: the result of each, the files of the site that were printed of them, or stay, and the new assessments packed."""
        checked = checker.check(paths, held)
        scored = {file.scored.assessment.id: file.scored for file in checked if file.scored}
        results = [file.result for file in checked]
        outputs = dict[str, Output]()
        for result in results:
            if isinstance(result, CachedResult) and result.summary.id not in scored:
                outputs |= self._old_outputs(result)
        outputs |= self._print_subjects(results, scored)
        return results, outputs, {name: carried.pack(file.assessment) for name, file in scored.items()}

    def _print_subjects(
        self, results: Iterable[CachedResult | FileResult], scored: Mapping[str, ScoredAssessment]
    ) -> dict[str, Output]:
        """The files of new assessments, as far as their subjects are known here; the second round sees where that was not enough."""
        new = {
            result.summary.id: result for result in results if isinstance(result, CachedResult) and result.summary.id in scored
        }
        subjects = histories(result.summary for result in new.values()).values()
        groups = [[card_of(new[name]) for name in names] for names in subjects]
        stage, outputs = str(self.stage), dict[str, Output]()
        for path, key, content in subject_files(groups, scored.__getitem__, self.renderer, self.context):
            data = self.layouts.document(content) if isinstance(content, Page) else content
            outputs[path] = output.write(stage, path, data, key)
        return outputs

    def _old_outputs(self, result: CachedResult) -> dict[str, Output]:
        """The files of an assessment that the last build has made; some of them may be missing."""
        paths, old = published.PUBLISHED.assessment_paths(result.summary.id), self.cache.outputs
        return {path: old[path] for path in paths if path in old}

    def _lie(self, result: CachedResult, site: Look) -> bool:
        """Whether all files that were made with a result lie in the site untouched. Only then it counts: nobody can forge both."""
        paths, old = published.PUBLISHED.assessment_paths(result.summary.id), self.cache.outputs
        return all(path in old and old[path].lies(site, path) for path in paths)

    # -- second round ------------------------------------------------------------------------------------------------

    def _opener(self, book: Book) -> Callable[[str], Assessment]:
        """What gives the assessment of an id: one that was read in this build is not read again."""

        def open_(name: str) -> Assessment:
            packed = self._carried.get(name)
            return book.open(name) if packed is None else carried.unpack(packed)

        return open_

    def plan(self, book: Book, results: Mapping[str, CachedResult], written: Sequence[str]) -> SitePlan:
        """With what the targets of a book are planned that was made of these results."""
        return SitePlan(book, results, self.renderer, self.guides, written)

    def _print(self, plan: SitePlan, site: Look) -> None:
        """Make the targets that are new. They are planned before workers are forked, which therefore know all of them."""
        targets = [target for target in published.PUBLISHED.targets(plan) if not self._stays(target, site)]
        targets += subject_targets(plan, self.outputs)
        if targets:
            self.renderer.prepare(lists=True)
        for outputs in workers.each(self._run, targets):
            self.outputs |= outputs

    def _stays(self, target: Target, site: Look) -> bool:
        """Whether all files of a target lie in the site already; then they are kept."""
        paths = target.paths or _directly_in(target.folder, self.cache.outputs)
        old = {path: self.cache.outputs[path] for path in paths if path in self.cache.outputs}
        if len(old) < max(1, len(paths)):
            return False
        if not all(output.key == target.key and output.lies(site, path) for path, output in old.items()):
            return False
        for path in old.keys() & self.outputs.keys():
            (self.stage / path).unlink(missing_ok=True)  # the engine has written it too, but what is printed here comes first
        self.outputs |= old
        return True

    def _run(self, target: Target) -> dict[str, Output]:
        stage = str(self.stage)
        return {path: output.write(stage, path, data, target.key) for path, data in self.files(target)}

    def files(self, target: Target) -> Iterator[tuple[str, bytes]]:
        """(path, content) of the files of a target."""
        for file in target.make():
            yield (path_of(file.uri), self.layouts.document(file)) if isinstance(file, Page) else file


def _directly_in(folder: str, paths: Iterable[str]) -> list[str]:
    """Of those paths the files of a folder, without those of folders in it: they belong to other targets."""
    return [path for path in paths if path.startswith(folder) and "/" not in path[len(folder) :]]
