"""An assessment in a few lines, as a report to the council has it: what came of it by dimension, what is open, what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import AssessmentStatus, Origin
from pruefbuch.model.catalogues import Catalogue, Dimension
from pruefbuch.model.results import Outcome
from pruefbuch.render.fragments import MOST
from pruefbuch.scoring.methods import rule_of
from pruefbuch.summary.briefs import WORDS
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, chip
from pruefbuch.views.figures import coverage, limit, span
from pruefbuch.views.followups import newest
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.reckoning import joined

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

    `open` names criteria without an answer, `more` says how many are not named; `early`: the first questions closed every field.
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
    lines: Markup
    conflicts: str
    open: str
    more: str
    decision: str
    decided: str


class Scheme:
    """What the results of an edition are read by. A dimension with the same answer is drawn once for all of them."""

    def __init__(self, catalogue: Catalogue, draw: Callable[[Line], Markup]) -> None:
        """`draw` makes HTML of a line."""
        self.catalogue = catalogue
        self.title = edition_title(catalogue)
        self._names = {criterion.id: criterion.name for criterion in catalogue.criteria}
        self._labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self.scored = any(rule_of(dimension.aggregation.method) is not None for dimension in catalogue.dimensions)
        self._draw = draw
        self._dimensions = [(dimension.label, _steps(dimension)) for dimension in catalogue.dimensions]
        self._scales = {scale.id: scale for scale in catalogue.scales}
        self._kept: dict[tuple[int, str], Markup] = {}

    def lines(self, parts: str) -> Markup:
        """The lines of what `told.packed` made of each dimension."""
        return joined(map(self._drawn, enumerate(parts.split("\n") if parts else ())))

    def conflicts(self, found: str) -> str:
        """Conflicts of goals, each in a sentence."""
        pairs = (each.split("/") for each in found.split())
        said = gettext("%(up)s gains, %(down)s loses.")
        return " ".join(said % {"up": self._labels[up], "down": self._labels[down]} for up, down in pairs)

    def named(self, found: Iterable[str]) -> str:
        """The names of criteria."""
        return ", ".join(self._names[name] for name in found)

    def _drawn(self, key: tuple[int, str]) -> Markup:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = self._draw(self._line(*self._dimensions[key[0]], key[1]))
        return found

    def _line(self, label: str, steps: dict[str, tuple[str, str]], part: str) -> Line:
        covered, *rest = part.split(" ")
        answered = coverage(*map(int, covered.split("/")))
        if not rest or ":" in rest[0]:
            return Line(label, "", "", False, "", "", tuple(map(self._count, rest)), answered)
        shown, level = steps.get(rest[4] if len(rest) > 4 else "", ("", ""))
        return Line(label, shown, level, bool(steps), *_figures(*rest[:4]), (), answered)

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


def _figures(low: str, high: str, worst: str, best: str) -> tuple[str, str]:
    """An interval, and what is possible."""
    bounds = {"worst": limit(Fraction(worst)), "best": limit(Fraction(best))}
    return span(Fraction(low), Fraction(high)), gettext("on %(worst)s to %(best)s") % bounds


def brief(entry: AssessmentSummary, scheme: Scheme, book: Book, here: str) -> Brief:
    """An assessment, with ways as seen from the page `here`."""
    told, later = entry.brief, newest(entry, book)
    unknown = told.open.split()
    return Brief(
        subject=Anchor(entry.title, href(here, assessment_uri(entry.id))),
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
        conflicts=scheme.conflicts(told.conflicts),
        open=scheme.named(unknown),
        more=_more(entry.asked - entry.answered - len(unknown)) if unknown else "",
        decision=told.decision,
        decided=date_text(told.decided) if told.decided else "",
    )


def _more(number: int) -> str:
    return str(number) if number > 0 else ""
