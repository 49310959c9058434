"""The course of a subject: its assessments over time, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import Standing
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.comparing import MOST, compare_href
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.register import Card


class CourseRow(NamedTuple):
    """One assessment of the subject; `current` is the one that the page shows."""

    date: Anchor
    edition: str
    status: str
    gist: Markup
    answered: str
    current: bool


class ChangedAnswer(NamedTuple):
    """A criterion that was answered otherwise before."""

    criterion: Anchor
    before: Markup
    after: Markup


class Course(NamedTuple):
    """All assessments of a subject, oldest first. `changes` compare with `previous`, where both keep the same edition.

    `compare` leads to those of the same edition side by side; it is empty where there is only one.
    """

    rows: tuple[CourseRow, ...] = ()
    previous: Anchor | None = None
    comparable: bool = False
    changes: tuple[ChangedAnswer, ...] = ()
    compare: str = ""


class Relatives(NamedTuple):
    """What a result page says of other assessments of its subject: their cards, oldest first, the one before, the one that replaces it."""

    cards: Sequence[Card] = ()
    before: ScoredAssessment | None = None
    successor: AssessmentSummary | None = None


def with_relatives(group: Sequence[Card], scored: Sequence[ScoredAssessment]) -> Iterator[tuple[ScoredAssessment, Relatives]]:
    """All assessments of a subject, oldest first, each with what its page shows of the others."""
    newer = {card.entry.id.rpartition("/")[2]: card.entry for card in group}
    for before, this, card in zip([None, *scored], scored, group, strict=False):
        yield this, Relatives(group, before, newer.get(card.entry.superseded_by))


def course(scored: ScoredAssessment, relatives: Relatives, context: Context, fragments: FragmentCache) -> Course:
    """The course of the subject of an assessment; empty where it is the only one."""
    if len(relatives.cards) < 2:
        return Course()
    here, before = assessment_uri(scored.assessment.id), relatives.before
    comparable = before is not None and before.assessment.catalogue == scored.assessment.catalogue
    return Course(
        tuple(_row(card, context, here, scored) for card in relatives.cards),
        Anchor(date_text(before.assessment.date), href(here, assessment_uri(before.assessment.id))) if before else None,
        comparable,
        tuple(_changes(before, scored, fragments)) if before and comparable else (),
        _compare([card.entry for card in relatives.cards], scored),
    )


def _compare(entries: Sequence[AssessmentSummary], scored: ScoredAssessment) -> str:
    """The way to the assessments by the same edition, oldest first: this one and those before it, then those after it."""
    here = scored.assessment
    names = [entry.id for entry in entries if entry.catalogue == here.catalogue and entry.outcome.rated]
    if len(names) < 2 or here.id not in names:
        return ""
    start = max(0, names.index(here.id) - MOST + 1)
    return compare_href(assessment_uri(here.id), names[start : start + MOST])


def _row(card: Card, context: Context, here: str, scored: ScoredAssessment) -> CourseRow:
    entry, current = card.entry, card.entry.id == scored.assessment.id
    return CourseRow(
        date=Anchor(date_text(entry.date), "" if current else href(here, assessment_uri(entry.id))),
        edition=edition_title(context.catalogues[entry.catalogue]),
        status=words.status(entry.status),
        gist=Markup(card.summary),  # noqa: S704 – drawn of templates that escape
        answered=coverage(entry.answered, entry.asked),
        current=current,
    )


def _changes(before: ScoredAssessment, after: ScoredAssessment, fragments: FragmentCache) -> Iterator[ChangedAnswer]:
    """The criteria that both assessments have, and that were answered otherwise: in levels, in words, or in text."""
    old, new = _Answers(before, fragments), _Answers(after, fragments)
    for criterion in fragments.catalogue.criteria:
        if not (old.has(criterion) and new.has(criterion)):
            continue
        was, now = old.answer(criterion), new.answer(criterion)
        if was != now or old.text(criterion) != new.text(criterion):
            yield ChangedAnswer(fragments.anchor(criterion), was, now)


class _Answers:
    """What the criteria were answered with in an assessment."""

    def __init__(self, scored: ScoredAssessment, fragments: FragmentCache) -> None:
        assessment, result = scored
        self._ratings: Mapping[str, Rating] = {rating.criterion: rating for rating in assessment.ratings}
        self._standings: dict[str, Standing] = {}
        for part in result.dimensions:
            self._standings.update(part.standings)
        self._delegated = assessment.delegation is not None
        self._fragments = fragments

    def has(self, criterion: Criterion) -> bool:
        """Whether it says how the criterion stands; an exempt subject says nothing."""
        return criterion.id in self._standings

    def text(self, criterion: Criterion) -> str:
        """The answer where it is a text."""
        rating = self._ratings.get(criterion.id)
        return rating.text if rating else ""

    def answer(self, criterion: Criterion) -> Markup:
        """The answer as the page shows it."""
        standing, rating = self._standings[criterion.id], self._ratings.get(criterion.id)
        return self._fragments.answer(rating, standing, criterion, delegated=self._delegated)
