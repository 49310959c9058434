"""What becomes of one result: its figures and levels, its answers, its state, what is promised with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pruefbuch.book import Book, FileResult
from pruefbuch.changes.answers import GivenAnswers, changed, explained
from pruefbuch.changes.values import AssessmentState, Change, DimensionChange, Direction, Promise, Reached, ResultChange
from pruefbuch.model.assessments import Assessment, AssessmentStatus
from pruefbuch.model.catalogues import Catalogue, Threshold
from pruefbuch.model.results import Outcome, Score
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import gettext
from pruefbuch.views.followups import holds
from pruefbuch.views.rows import answered_of_asked, result_summary

_APART = {"id", "path", "checksum", "municipality", "places", "ratings", "catalogue", "status", "status_reason"}
"""what is compared in another way, or is no entry of the file"""
_ENDINGS = {
    Outcome.CHECKED: "",
    Outcome.ENDED_EARLY: "",
    Outcome.EXEMPT: "not checked: exempt",
    Outcome.DELEGATED: "checked in another paper",
}
"""the words for results that are none"""


class Side(NamedTuple):
    """One of the two commits: its book, as far as it was read, and what came of each file by its path."""

    book: Book
    files: Mapping[str, FileResult]

    def read(self, path: str) -> ReadResult | None:
        """An assessment that may be shown; None where there is none, or none without errors."""
        file = self.files.get(path)
        if file is None or file.scored is None or file.summary is None:
            return None
        return ReadResult(file.scored, file.summary, self.book.catalogues[file.summary.catalogue])


class ReadResult(NamedTuple):
    """An assessment with its result, its summary, and the edition it was judged by."""

    scored: ScoredAssessment
    entry: AssessmentSummary
    catalogue: Catalogue

    @property
    def state(self) -> AssessmentState:
        """How it stands."""
        return AssessmentState(self.entry.catalogue, self.entry.status, self.scored.assessment.status_reason, _gist(self))

    @property
    def answers(self) -> GivenAnswers:
        """What it answers."""
        return GivenAnswers(self.scored, self.catalogue)


def _gist(read: ReadResult) -> str:
    """The result in a line, as lists show it, with how much of it is answered."""
    summary = result_summary(read.scored, read.catalogue)
    if ending := _ENDINGS[summary.outcome]:
        return gettext(ending)
    items = [f"{item.number} × {item.text}" if item.number else item.text for item in summary.items]
    return " · ".join([*items, f"{answered_of_asked(read.entry)} beantwortet"])


# -- what becomes of it ------------------------------------------------------------------------------------------------


def result_change(path: str, former: str, base: Side, head: Side, removal: str = "") -> ResultChange:
    """What becomes of the assessment in the file `path`, which was `former` in base; `removal` is the reason where it was removed."""
    before, after = base.read(former), head.read(path)
    if after is None:
        return _gone(path, before, base, head, removal)
    this = after.entry
    change = ResultChange(
        this.id, this.title, _town(head, this), this.date, _kind(path, former, base, head),
        before.state if before else None, after.state, former.removeprefix("assessments/").removesuffix(".yml") if former != path else "",
    )  # fmt: skip
    if before is None and former in base.files:
        return change._replace(change=Change.UNREADABLE, dimensions=tuple(_dimensions(None, after)))
    due, settled = _promises(this, base.book, head.book)
    change = change._replace(due=due, settled=settled)
    if before is None:
        return _added(change, after, head)
    old, new = before.answers, after.answers
    return change._replace(
        dimensions=tuple(_dimensions(before, after)),
        answers=tuple(changed(old, new)),
        explained=tuple(explained(old, new)),
        fields=tuple(_fields(before.scored.assessment, after.scored.assessment)),
    )


def _kind(path: str, former: str, base: Side, head: Side) -> Change:
    if former not in base.files:
        return Change.ADDED
    return Change.TOUCHED if path == former and _bytes(base, former) == _bytes(head, path) else Change.CHANGED


def _bytes(side: Side, path: str) -> str:
    read = side.read(path)
    return read.entry.checksum if read else ""


def _gone(path: str, before: ReadResult | None, base: Side, head: Side, removal: str) -> ResultChange:
    """An assessment that is not there any more, or has errors."""
    name = path.removeprefix("assessments/").removesuffix(".yml")
    kind = Change.UNREADABLE if path in head.files else Change.REMOVED
    if before is None:
        return ResultChange(name, "", "", None, kind, removal=removal)
    this = before.entry
    dimensions = () if kind is Change.UNREADABLE else tuple(_dimensions(before, None))
    return ResultChange(
        name, this.title, _town(base, this), this.date, kind, before.state, dimensions=dimensions, removal=removal
    )  # fmt: skip


def _town(side: Side, entry: AssessmentSummary) -> str:
    town = side.book.municipalities.get(entry.municipality)
    return town.name if town else entry.municipality


def _added(change: ResultChange, after: ReadResult, head: Side) -> ResultChange:
    """A new assessment, compared with the one before it of its subject, where both keep editions of one catalogue."""
    before = _previous(after.entry, head)
    if before is None or before.catalogue.id != after.catalogue.id:
        return change._replace(dimensions=tuple(_dimensions(None, after)))
    return change._replace(
        compared=before.entry.id,
        compared_date=before.entry.date,
        dimensions=tuple(_dimensions(before, after)),
        answers=tuple(changed(before.answers, after.answers)),
    )


def _previous(entry: AssessmentSummary, head: Side) -> ReadResult | None:
    course = head.book.histories[entry.municipality, entry.subject]
    position = course.index(entry.id)
    return head.read(f"assessments/{course[position - 1]}.yml") if position else None


def _fields(before: Assessment, after: Assessment) -> Iterator[str]:
    """The entries of the file that differ, other than ratings, edition and state."""
    for field in dataclasses.fields(Assessment):
        if field.name not in _APART and getattr(before, field.name) != getattr(after, field.name):
            yield field.name


# -- dimensions --------------------------------------------------------------------------------------------------------


class _Scored(NamedTuple):
    """A dimension, or with "" the whole: what it is called, what it reached, and the levels there are, lowest first."""

    id: str
    label: str
    score: Score | None
    thresholds: tuple[Threshold, ...]


def _dimensions(before: ReadResult | None, after: ReadResult | None) -> Iterator[DimensionChange]:
    """The dimensions of both in the order of the later edition, then the whole. What has no figure in either is left out."""
    old = {part.id: part for part in _scored(before)} if before else {}
    new = {part.id: part for part in _scored(after)} if after else {}
    for name in dict.fromkeys(chain(new, old)):
        was, now = old.get(name), new.get(name)
        if (was and was.score) or (now and now.score):
            label = (now or was or _Scored("", "", None, ())).label
            yield _compared(name, label, was, now)


def _scored(read: ReadResult) -> Iterator[_Scored]:
    result = read.scored.result
    of_dimension = {dimension.id: dimension for dimension in read.catalogue.dimensions}
    for part in result.dimensions:
        dimension = of_dimension[part.dimension]
        yield _Scored(part.dimension, dimension.label, part.score, dimension.aggregation.thresholds)
    yield _Scored("", "Gesamt", result.overall, read.catalogue.overall.thresholds)


def _compared(name: str, label: str, was: _Scored | None, now: _Scored | None) -> DimensionChange:
    before, after = (_reached(part.score) if part else None for part in (was, now))
    if was is None or before is None:
        return DimensionChange(name, label, None, after, Direction.OTHER)
    rank, then = _rank(before, was.thresholds, was.thresholds), -1
    if now is not None and after is not None:
        then = _rank(after, now.thresholds, was.thresholds)
    lowered = then < rank
    if after is None:
        return DimensionChange(name, label, before, None, Direction.DOWN if lowered else Direction.OTHER, lowered)
    direction = Direction.DOWN if lowered else Direction.UP if then > rank else _moved(before, after)
    return DimensionChange(name, label, before, after, direction, lowered)


def _reached(score: Score | None) -> Reached | None:
    if score is None:
        return None
    level = score.threshold
    held = score.threshold_uncapped is not level
    caps = tuple(cap.criterion for cap in score.caps) if held else ()
    return Reached(score.low, score.high, level.id if level else "", level.label if level else "", caps)


def _rank(reached: Reached, own: Sequence[Threshold], old: Sequence[Threshold]) -> int:
    """Which level was reached, counted from 0 among the levels of before; where those have no such level, by where it begins."""
    names = [threshold.id for threshold in old]
    if not reached.level:
        return -1
    if reached.level in names:
        return names.index(reached.level)
    start = next(threshold.at for threshold in own if threshold.id == reached.level)
    return sum(threshold.at <= start for threshold in old) - 1


def _moved(before: Reached, after: Reached) -> Direction:
    """Where an interval went whose level is the same."""
    if (before.low, before.high) == (after.low, after.high):
        return Direction.SAME
    if after.low < before.low and after.high > before.high:
        return Direction.WIDER
    if after.low >= before.low and after.high >= before.high:
        return Direction.UP
    return Direction.DOWN if after.low <= before.low and after.high <= before.high else Direction.OTHER


# -- promises ----------------------------------------------------------------------------------------------------------


def _promises(entry: AssessmentSummary, base: Book, head: Book) -> tuple[tuple[Promise, ...], int]:
    """The measures of a result that are open now and were not before, with those of its subject in mind; and how many no more are."""
    was = {*_open(entry.municipality, entry.subject, base)}
    now = [*_open(entry.municipality, entry.subject, head)]
    if holds(entry, head):
        return tuple(promise for promise in now if promise not in was), len(was.difference(now))
    return (), len(was.difference(now)) if entry.status is AssessmentStatus.WITHDRAWN else 0


def _open(town: str, subject: str, book: Book) -> Iterator[Promise]:
    for name in book.histories.get((town, subject), ()):
        entry = book.entries[name]
        if holds(entry, book):
            yield from (Promise(note.criterion, note.text, note.due) for note in entry.brief.measures if note.open)
