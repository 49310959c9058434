"""Results in lists: the rows with their links, and the summary of a result in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.results import DimensionResult, Outcome
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, amount_notes, chip
from pruefbuch.views.figures import coverage, span
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.profile import distribution
from pruefbuch.views.register import Card

AMOUNTS = 3
"""numbers beside levels that a line names"""


class ResultRow(NamedTuple):
    """A result in a list. `status` is empty where the assessment is valid, `answered` where nothing was asked; `summary` is its card's."""

    subject: Anchor
    municipality: Anchor
    made_up: bool
    taken_over: bool
    kind: str
    digital: bool
    date: str
    catalogue: Anchor
    status: str
    summary: str
    answered: str


def result_rows(cards: Sequence[Card], context: Context, page: str) -> tuple[ResultRow, ...]:
    """These results as rows of a list on that page, in their order."""
    municipalities = {
        name: Anchor(context.municipalities[name].name, href(page, municipality_uri(name)))
        for name in {card.entry.municipality for card in cards}
    }
    editions = {
        ref: Anchor(edition_title(context.catalogues[ref]), href(page, catalogue_uri(context.catalogues[ref])))
        for ref in {card.entry.catalogue for card in cards}
    }
    return tuple(
        ResultRow(
            subject=Anchor(entry.title, href(page, assessment_uri(entry.id))),
            municipality=municipalities[entry.municipality],
            made_up=context.municipalities[entry.municipality].made_up,
            taken_over=entry.origin is Origin.TAKEN_OVER,
            kind=words.subject_kind(entry.kind),
            digital=entry.digital,
            date=date_text(entry.date),
            catalogue=editions[entry.catalogue],
            status=words.status_unless_valid(entry.status),
            summary=summary,
            answered=answered_of_asked(entry),
        )
        for entry, summary, _ in cards
    )


def answered_of_asked(entry: AssessmentSummary) -> str:
    """How many of the criteria are answered; "" where none was asked here."""
    return coverage(entry.answered, entry.asked) if entry.asked and entry.outcome.rated else ""


# -- a result in a line -------------------------------------------------------------------------------------------------


class SummaryItem(NamedTuple):
    """One item of the summary of a result: a level with its count, or a dimension with what it reached (`text`)."""

    text: str
    chip: Chip | None = None
    number: int = 0


class ResultSummary(NamedTuple):
    """A result in a line: how the check ended, and what came of it."""

    outcome: Outcome
    items: tuple[SummaryItem, ...]


def result_summary(checked: ScoredAssessment, catalogue: Catalogue) -> ResultSummary:
    """What each scored dimension reached; where none is scored, how often each level was given; and amounts."""
    result = checked.result
    if not result.outcome.rated:
        return ResultSummary(result.outcome, ())
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    scored = tuple(SummaryItem(f"{labels[part.dimension]}: {_reached(part)}") for part in result.dimensions if part.score)
    return ResultSummary(result.outcome, (scored or _counts(checked, catalogue)) + tuple(_amounts(checked, catalogue)))


def _amounts(checked: ScoredAssessment, catalogue: Catalogue) -> Iterator[SummaryItem]:
    """The first numbers that stand beside levels, and how many more there are."""
    ratings = {rating.criterion: rating for rating in checked.assessment.ratings if rating.amounts}
    notes = amount_notes(catalogue.criteria, ratings) if ratings else ()
    for note in notes[:AMOUNTS]:
        yield SummaryItem(f"{note.criterion.text}: {note.amount}")
    if len(notes) > AMOUNTS:
        yield SummaryItem(gettext("and %(number)s more") % {"number": len(notes) - AMOUNTS})


def _reached(part: DimensionResult) -> str:
    score = part.score
    assert score is not None  # asked only of scored dimensions
    return score.threshold.label if score.threshold else span(score.low, score.high)


def _counts(checked: ScoredAssessment, catalogue: Catalogue) -> tuple[SummaryItem, ...]:
    """How often each level was given, in the order of its scale; answers without a level come last.

    Questions that only open a field are left out.
    """
    counts: Counter[Chip] = Counter()
    for part in checked.result.dimensions:
        criteria = [criterion for criterion in catalogue.criteria if criterion.id in part.standings]
        answers = distribution(checked.assessment, catalogue, criteria, part)
        for count in answers.ratings:
            counts[count.chip] += count.number
    ordered = dict.fromkeys([*(chip(level, scale) for scale in catalogue.scales for level in scale.levels), *counts])
    last = sorted(ordered, key=lambda answer: answer.style == "pb-missing")
    return tuple(SummaryItem(answer.word, answer, counts[answer]) for answer in last if counts[answer])
