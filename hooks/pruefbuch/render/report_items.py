"""An assessment in a few lines, as a report to the council has it: what came of it by dimension, what is open, what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import Origin
from pruefbuch.model.catalogues import Catalogue, Dimension
from pruefbuch.model.results import Outcome
from pruefbuch.render.compiled import MOST, joined
from pruefbuch.scoring.methods import rule_of
from pruefbuch.summary.briefs import WORDS, certain, possible, together
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, amount_note, chip
from pruefbuch.views.figures import coverage, limit, span
from pruefbuch.views.followups import newest
from pruefbuch.views.links import Anchor, edition_title, href

REACHED, MISSED = "▮", "▯"
"""a step of a dimension's levels that is reached, and one that is not"""


class LevelCount(NamedTuple):
    """How often a level was given. The number is a text, so that all of them are filled into the same compiled fragment."""

    number: str
    chip: Chip


class DimensionLine(NamedTuple):
    """A dimension: the level it reached (as steps and in a word) with the value, or how often each level was given."""

    label: str
    steps: str
    level: str
    levelled: bool
    value: str
    possible: str
    counts: tuple[LevelCount, ...]
    answered: str


class ReportItem(NamedTuple):
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
    amounts: str
    conflicts: str
    possible_conflicts: str
    open: str
    more: str
    decision: str
    decided: str


class EditionReader:
    """Reads what is remembered of the results of an edition. A dimension with the same answer is drawn once for all of them."""

    def __init__(self, catalogue: Catalogue, draw: Callable[[DimensionLine], bytes]) -> None:
        """`draw` makes HTML of a line."""
        self.catalogue = catalogue
        self.title = edition_title(catalogue)
        self._names = {criterion.id: criterion.name for criterion in catalogue.criteria}
        self._labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self.scored = any(rule_of(dimension.aggregation.method) is not None for dimension in catalogue.dimensions)
        self._draw = draw
        self._dimensions = [(dimension.label, _steps(dimension)) for dimension in catalogue.dimensions]
        self._scales = {scale.id: scale for scale in catalogue.scales}
        self._kept: dict[tuple[int, str], bytes] = {}

    def lines(self, parts: str) -> Markup:
        """The lines of what `packed` (summary/briefs.py) made of each dimension."""
        return joined(map(self._drawn, enumerate(parts.split("\n") if parts else ())))

    def amounts(self, packed: str) -> str:
        """The numbers beside levels, with what they are of."""
        return "; ".join(map(self._amount, packed.split()))

    def _amount(self, packed: str) -> str:
        what, _, number = packed.partition(":")
        name, _, level = what.partition("/")
        note = amount_note(self.catalogue.criterion(name), level, Fraction(number))
        return f"{note.criterion.text}: {note.amount} ({note.level})"

    def conflicts(self, packed: str) -> str:
        """Conflicts of goals that are certain, each in a sentence."""
        return _sentences(gettext("%(up)s gains, %(down)s loses."), self._labelled(certain(packed)))

    def possible_conflicts(self, packed: str) -> str:
        """Conflicts of goals that depend on what is unknown, all in a sentence."""
        return _sentences(gettext("%(up)s may gain, %(down)s may lose."), together(self._labelled(possible(packed))))

    def _labelled(self, conflicts: Iterable[str]) -> list[tuple[str, str]]:
        pairs = (pair.split("/") for pair in conflicts)
        return [(self._labels[up], self._labels[down]) for up, down in pairs]

    def named(self, criteria: Iterable[str]) -> str:
        """The names of criteria."""
        return ", ".join(self._names[name] for name in criteria)

    def _drawn(self, key: tuple[int, str]) -> bytes:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = self._draw(self._line(*self._dimensions[key[0]], key[1]))
        return found

    def _line(self, label: str, steps: dict[str, tuple[str, str]], part: str) -> DimensionLine:
        covered, *rest = part.split(" ")
        answered = coverage(*map(int, covered.split("/")))
        if not rest or ":" in rest[0]:
            return DimensionLine(label, "", "", False, "", "", tuple(map(self._count, rest)), answered)
        shown, level = steps.get(rest[4] if len(rest) > 4 else "", ("", ""))
        return DimensionLine(label, shown, level, bool(steps), *_figures(*rest[:4]), (), answered)

    def _count(self, part: str) -> LevelCount:
        name, _, number = part.rpartition(":")
        if name == WORDS:
            return LevelCount(number, Chip("¶", gettext("answered in words"), "pb-plain", written=False))
        scale, _, level = name.partition("/")
        return LevelCount(number, chip(self._scales[scale].level(level), self._scales[scale]))


def _sentences(sentence: str, pairs: Iterable[tuple[str, str]]) -> str:
    return " ".join(sentence % {"up": up, "down": down} for up, down in pairs)


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


def report_item(entry: AssessmentSummary, reader: EditionReader, book: Book, page: str) -> ReportItem:
    """An assessment, with ways as seen from the page `page`."""
    note, later = entry.brief, newest(entry, book)
    unknown = note.open.split()
    return ReportItem(
        subject=Anchor(entry.title, href(page, assessment_uri(entry.id))),
        date=date_text(entry.date),
        kind=words.subject_kind(entry.kind),
        digital=entry.digital,
        edition=reader.title,
        taken_over=entry.origin is Origin.TAKEN_OVER,
        paper=note.paper,
        status=words.status_unless_valid(entry.status),
        newer=None if later is entry else Anchor(date_text(later.date), href(page, assessment_uri(later.id))),
        early=entry.outcome is Outcome.ENDED_EARLY,
        lines=reader.lines(note.parts),
        amounts=reader.amounts(note.amounts),
        conflicts=reader.conflicts(note.conflicts),
        possible_conflicts=reader.possible_conflicts(note.conflicts),
        open=reader.named(unknown),
        more=_more(entry.asked - entry.answered - len(unknown)) if unknown else "",
        decision=note.decision,
        decided=date_text(note.decided) if note.decided else "",
    )


def _more(number: int) -> str:
    return str(number) if number > 0 else ""
