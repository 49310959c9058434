"""An assessment in a few lines, as a report to the council has it: what came of it by dimension, what is open, what was decided."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import AssessmentStatus, Origin
from pruefbuch.model.catalogues import Catalogue, Dimension
from pruefbuch.model.entries import Entry
from pruefbuch.model.results import Outcome
from pruefbuch.model.told import WORDS
from pruefbuch.texts import date_text, gettext, language
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, chip
from pruefbuch.views.figures import coverage, limit, span
from pruefbuch.views.followups import newest
from pruefbuch.views.links import Anchor, criterion_part, href
from pruefbuch.views.rows import edition_title

REACHED, MISSED = "▮", "▯"
"""a step of a dimension's levels that is reached, and one that is not"""


class Tally(NamedTuple):
    """How often a level was given. The number is a text, so that all of them share a stencil."""

    number: str
    chip: Chip


class Line(NamedTuple):
    """A dimension: the level it reached (as steps and in a word) with the value, or how often each level was given."""

    label: str
    steps: str
    level: str
    levelled: bool
    value: str
    possible: str
    counts: tuple[Tally, ...]
    answered: str


class Brief(NamedTuple):
    """An assessment in a report. `status` is empty where it is valid, `newer` a later assessment of the subject that holds.

    `open` are criteria without an answer, `more` says how many of them are not named.
    """

    subject: Anchor
    date: str
    kind: str
    digital: bool
    edition: str
    taken_over: bool
    paper: str
    status: str
    newer: Anchor | None
    early: bool
    lines: tuple[Line, ...]
    conflicts: tuple[tuple[str, str], ...]
    open: tuple[Anchor, ...]
    more: str
    decision: str
    decided: str


class Scheme:
    """What the lines of an edition's results are read by."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.title = edition_title(catalogue)
        self.names = {criterion.id: criterion.name for criterion in catalogue.criteria}
        self.labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self._dimensions = catalogue.dimensions
        self._steps = [_steps(dimension) for dimension in catalogue.dimensions]
        self._scales = {scale.id: scale for scale in catalogue.scales}

    def lines(self, parts: tuple[str, ...]) -> tuple[Line, ...]:
        """The lines of what `told.packed` made of each dimension."""
        return tuple(
            self._line(dimension.label, steps, part)
            for dimension, steps, part in zip(self._dimensions, self._steps, parts, strict=False)
        )

    def _line(self, label: str, steps: dict[str, tuple[str, str]], part: str) -> Line:
        covered, *rest = part.split(" ")
        answered = coverage(*map(int, covered.split("/")))
        if not rest or ":" in rest[0]:
            return Line(label, "", "", False, "", "", tuple(map(self._count, rest)), answered)
        shown, level = steps.get(rest[4] if len(rest) > 4 else "", ("", ""))
        return Line(label, shown, level, bool(steps), *_figures(*rest[:4], language()), (), answered)

    def _count(self, part: str) -> Tally:
        name, _, number = part.rpartition(":")
        if name == WORDS:
            return Tally(number, Chip("¶", gettext("answered in words"), "pb-plain", written=False))
        scale, _, level = name.partition("/")
        return Tally(number, chip(self._scales[scale].level(level), self._scales[scale]))


def _steps(dimension: Dimension) -> dict[str, tuple[str, str]]:
    """What each level of a dimension looks like, from the lowest; "" stands for below the lowest. Empty where there are no levels."""
    levels = dimension.aggregation.thresholds
    rows = [("", "")] if levels else []
    rows += [(level.id, level.label) for level in levels]
    most = len(levels)
    return {name: (REACHED * number + MISSED * (most - number), label) for number, (name, label) in enumerate(rows)}


@lru_cache(maxsize=65536)
def _figures(low: str, high: str, worst: str, best: str, _language: str) -> tuple[str, str]:
    """An interval, and what is possible. Results share theirs with many others."""
    bounds = {"worst": limit(Fraction(worst)), "best": limit(Fraction(best))}
    return span(Fraction(low), Fraction(high)), gettext("on %(worst)s to %(best)s") % bounds


def brief(entry: Entry, scheme: Scheme, book: Book, here: str) -> Brief:
    """An assessment, with ways as seen from the page `here`."""
    told, there = entry.told, href(here, assessment_uri(entry.id))
    later = newest(entry, book)
    unknown = entry.asked - entry.answered if told.open else 0
    return Brief(
        subject=Anchor(entry.title, there),
        date=date_text(entry.date),
        kind=words.subject_kind(entry.kind),
        digital=entry.digital,
        edition=scheme.title,
        taken_over=entry.origin is Origin.TAKEN_OVER,
        paper=told.paper,
        status=words.status(entry.status) if entry.status is not AssessmentStatus.FINAL else "",
        newer=None if later is entry else Anchor(date_text(later.date), href(here, assessment_uri(later.id))),
        early=entry.outcome is Outcome.ENDED_EARLY,
        lines=scheme.lines(told.parts),
        conflicts=tuple(_pair(each, scheme) for each in told.conflicts),
        open=tuple(Anchor(scheme.names[name], f"{there}#{criterion_part(name)}") for name in told.open),
        more=str(unknown - len(told.open)) if unknown > len(told.open) else "",
        decision=told.decision,
        decided=date_text(told.decided) if told.decided else "",
    )


def _pair(conflict: str, scheme: Scheme) -> tuple[str, str]:
    up, _, down = conflict.partition("/")
    return scheme.labels[up], scheme.labels[down]
