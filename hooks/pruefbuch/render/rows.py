"""One line per result, as lists of results show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.book import Library
from pruefbuch.model.assessments import AssessmentStatus, Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.results import DimensionResult, Outcome
from pruefbuch.render.compiled import CompiledFragments, Draw, drawn
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import Chip
from pruefbuch.views.figures import coverage, span
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.profile import distribution
from pruefbuch.views.register import Card

MOST = 1000
"""shapes of lines: which of their parts are there"""


class Gist(NamedTuple):
    """One item of the picture in a line: a level with its count, or a dimension with what it reached."""

    text: str
    chip: Chip | None = None
    number: int = 0


class Line(NamedTuple):
    """A result in a line: how the check ended, and what came of it."""

    outcome: Outcome
    items: tuple[Gist, ...]


class ResultRow(NamedTuple):
    """A result in a list. `answered` is empty where nothing was asked."""

    subject: Anchor
    municipality: Anchor
    made_up: bool
    taken_over: bool
    kind: str
    digital: bool
    date: str
    catalogue: Anchor
    status: str
    gist: Markup
    answered: str


class Rows:
    """Draws the lines of results in lists. Most look alike but for their texts, so each shape is drawn once."""

    def __init__(self, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self._draw = draw
        self._kept = CompiledFragments(MOST)

    def of(self, cards: Iterable[Card], book: Library, here: str, *, town: bool = True, edition: bool = True) -> Markup:
        """Results as lines of a table on the page `here`, with their municipality and edition where the page does not say it."""
        home = cache(lambda name: Anchor(book.municipalities[name].name, href(here, municipality_uri(name))))
        by = cache(lambda ref: Anchor(edition_title(book.catalogues[ref]), href(here, catalogue_uri(book.catalogues[ref]))))

        def row(card: Card) -> str:
            entry = card.entry
            subject = Anchor(entry.title, href(here, assessment_uri(entry.id)))
            made_up = book.municipalities[entry.municipality].made_up
            view = _row(card, subject, home(entry.municipality), by(entry.catalogue), made_up=made_up)
            return self._kept.fill((town, edition), view, lambda view: self._draw("result_row", view, town, edition))

        return drawn("".join(map(row, cards)))


def _row(card: Card, subject: Anchor, municipality: Anchor, catalogue: Anchor, *, made_up: bool) -> ResultRow:
    """The line of a result, with its links."""
    entry = card.entry
    return ResultRow(
        subject=subject,
        municipality=municipality,
        made_up=made_up,
        taken_over=entry.origin is Origin.TAKEN_OVER,
        kind=words.subject_kind(entry.kind),
        digital=entry.digital,
        date=date_text(entry.date),
        catalogue=catalogue,
        status=words.status(entry.status) if entry.status is not AssessmentStatus.FINAL else "",
        gist=drawn(card.gist),
        answered=coverage(entry.answered, entry.asked) if entry.asked and entry.outcome.rated else "",
    )


def line(checked: ScoredAssessment, catalogue: Catalogue) -> Line:
    """The result in a line: what each scored dimension reached, else how often each level was given."""
    result = checked.result
    if not result.outcome.rated:
        return Line(result.outcome, ())
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    scored = tuple(Gist(f"{labels[part.dimension]}: {_reached(part)}") for part in result.dimensions if part.score)
    return Line(result.outcome, scored or _counts(checked, catalogue))


def _reached(part: DimensionResult) -> str:
    score = part.score
    assert score is not None  # asked only of scored dimensions
    return score.threshold.label if score.threshold else span(score.low, score.high)


def _counts(checked: ScoredAssessment, catalogue: Catalogue) -> tuple[Gist, ...]:
    counts: Counter[Chip] = Counter()
    for part in checked.result.dimensions:
        criteria = [each for each in catalogue.criteria if each.id in part.standings]
        spread = distribution(checked.assessment, catalogue, criteria, part)
        counts.update({count.chip: count.number for count in spread.counts})
    ordered = sorted(counts.items(), key=lambda item: item[0].style == "pb-missing")  # what has no level comes last
    return tuple(Gist(each.word, each, number) for each, number in ordered)
