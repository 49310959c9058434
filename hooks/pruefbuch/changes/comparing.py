"""The story: which files differ, what they say in both commits, what that changes for the public, and what may not be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from pruefbuch.book import Context, FileResult, assemble, load_context
from pruefbuch.changes import commits
from pruefbuch.changes.commits import Commit, NotComparable
from pruefbuch.changes.editions import catalogue_changes, different_editions, using
from pruefbuch.changes.faults import faults_of
from pruefbuch.changes.results import Side, result_change
from pruefbuch.changes.values import Changes, ResultChange
from pruefbuch.git import Objects, Silent
from pruefbuch.model.common import Problem, Severity
from pruefbuch.tree import FOLDERS, Sheet

_OURS = tuple(f"{folder}/" for folder in FOLDERS)
_ORDER = (Severity.ERROR, Severity.HINT)


def compare(root: Path, base: str, head: str, today: date) -> Changes:
    """What changes for the public from one commit to another. Raises NotComparable."""
    first, last = commits.pair(root, base, head)
    try:
        with Objects(root) as objects:
            old, new = commits.read(root, first), commits.read(root, last)
            before, after = (load_context(commits.tree_of(commit, objects, today)) for commit in (old, new))
            gone = set(before.tree.sheets).difference(after.tree.sheets)
            return _changes(old, new, before, after, commits.removals(root, first, last, objects) if gone else {})
    except Silent as silent:
        raise NotComparable(str(silent)) from silent


def _changes(old: Commit, new: Commit, before: Context, after: Context, removals: Mapping[str, str]) -> Changes:
    different = {path for path in {*old.files, *new.files} if old.files.get(path) != new.files.get(path)}
    sheets = different.intersection({*before.tree.sheets, *after.tree.sheets})
    editions = different_editions(before, after, different)
    paths = sheets.union(using(before, after, editions))
    base, head = _sides(before, after, paths)
    results, faults = list[ResultChange](), set[Problem]()
    for path, former in _pairs(base, head, paths):
        change = result_change(path, former, base, head, removals.get(_id(path), ""))
        faults.update(faults_of(change, former, base, head))
        results += [change] if change.is_seen else []
    others = [path for path in sorted(different - sheets) if path.startswith(_OURS)]
    return Changes(
        old.id,
        new.id,
        tuple(results),
        tuple(catalogue_changes(editions, before, after, results)),
        tuple(
            sorted({*faults, *_problems(base, head, different)}, key=lambda problem: (_ORDER.index(problem.severity), problem))
        ),
        tuple(path for path in others if path in new.files),
        tuple(path for path in others if path not in new.files),
        sum(not path.startswith(_OURS) for path in different),
    )


def _id(path: str) -> str:
    return path.removeprefix("assessments/").removesuffix(".yml")


def _sides(before: Context, after: Context, paths: Collection[str]) -> tuple[Side, Side]:
    """Both commits with these files and the other assessments of their subjects. Those of other municipalities are not even read."""
    base, head = (_checked(context, paths) for context in (before, after))
    subjects: dict[str, set[str]] = {}
    for file in (*base.values(), *head.values()):
        if file.summary:
            subjects.setdefault(file.summary.municipality, set()).add(file.summary.subject)
    base |= _others(before, base, subjects)
    head |= _others(after, head, subjects)
    return Side(assemble(before, base.values()), base), Side(assemble(after, head.values()), head)


def _checked(context: Context, paths: Collection[str]) -> dict[str, FileResult]:
    return {path: context.check(path) for path in sorted(set(paths).intersection(context.tree.sheets))}


def _others(context: Context, known: Collection[str], subjects: Mapping[str, set[str]]) -> dict[str, FileResult]:
    """The other files of these municipalities that speak of one of the subjects. `subjects` by municipality."""
    results = {}
    for path in context.tree.sheets:
        names = subjects.get(path.split("/")[1])
        if names and path not in known:
            sheet = context.tree.sheet(path)
            if isinstance(sheet, Sheet) and any(name in sheet.text for name in names):
                results[path] = context.score(context.read(path, sheet))
    return results


def _pairs(base: Side, head: Side, paths: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each file with the one that it was before: another one, where it was renamed and says so."""
    former: dict[str, str] = {}
    for path in sorted(set(paths).intersection(head.files).difference(base.files)):
        summary = head.files[path].summary
        names = [f"assessments/{name}.yml" for name in summary.former_names.split()] if summary else []
        former.update((path, name) for name in names[:1] if name in base.files and name not in head.files)
    moved = {*former.values()}
    yield from ((path, former.get(path, path)) for path in sorted(paths) if path not in moved)


def _problems(base: Side, head: Side, different: Collection[str]) -> Iterator[Problem]:
    """What is wrong in files that differ, and what is wrong now elsewhere and was not before; and all errors of catalogues.

    Without a sound catalogue nothing can be judged.
    """
    known = set(base.book.problems)
    for problem in head.book.problems:
        path = problem.place.path
        in_catalogue = path.startswith("content/kataloge/") and problem.severity is Severity.ERROR
        if path in different or in_catalogue or problem not in known:
            yield problem
