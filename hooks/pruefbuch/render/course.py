"""The course of a subject: its assessments over time, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri
from pruefbuch.book import Library
from pruefbuch.model.catalogues import Criterion
from pruefbuch.render.compiled import drawn
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.comparing import MOST, compare_href
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import Anchor, criterion_part, edition_title, href
from pruefbuch.views.register import Card


class CourseRow(NamedTuple):
    """One assessment of the subject; `current` is the one that the page shows."""

    date: Anchor
    edition: str
    status: str
    gist: Markup
    answered: str
    current: bool


class Change(NamedTuple):
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
    changes: tuple[Change, ...] = ()
    compare: str = ""


class Relatives(NamedTuple):
    """What a result page says of other assessments: the cards of its subject, oldest first, the one before, the one after."""

    cards: Sequence[Card] = ()
    before: ScoredAssessment | None = None
    successor: AssessmentSummary | None = None


def course(checked: ScoredAssessment, relatives: Relatives, book: Library, shared: FragmentCache) -> Course:
    """The course of the subject of an assessment; empty where it is the only one."""
    if len(relatives.cards) < 2:
        return Course()
    here, before = assessment_uri(checked.assessment.id), relatives.before
    comparable = before is not None and before.assessment.catalogue == checked.assessment.catalogue
    return Course(
        tuple(_row(card, book, here, checked) for card in relatives.cards),
        Anchor(date_text(before.assessment.date), href(here, assessment_uri(before.assessment.id))) if before else None,
        comparable,
        tuple(_changes(before, checked, shared)) if before and comparable else (),
        _compare([card.entry for card in relatives.cards], checked),
    )


def _compare(entries: Sequence[AssessmentSummary], checked: ScoredAssessment) -> str:
    """The way to the assessments by the same edition, oldest first: this one and those before it, then those after it."""
    here = checked.assessment
    names = [entry.id for entry in entries if entry.catalogue == here.catalogue and entry.outcome.rated]
    if len(names) < 2 or here.id not in names:
        return ""
    start = max(0, names.index(here.id) - MOST + 1)
    return compare_href(assessment_uri(here.id), names[start : start + MOST])


def _row(card: Card, book: Library, here: str, checked: ScoredAssessment) -> CourseRow:
    entry, current = card.entry, card.entry.id == checked.assessment.id
    return CourseRow(
        date=Anchor(date_text(entry.date), "" if current else href(here, assessment_uri(entry.id))),
        edition=edition_title(book.catalogues[entry.catalogue]),
        status=words.status(entry.status),
        gist=drawn(card.summary),
        answered=coverage(entry.answered, entry.asked),
        current=current,
    )


def _changes(before: ScoredAssessment, after: ScoredAssessment, shared: FragmentCache) -> Iterator[Change]:
    """The criteria that both assessments have, and that were answered otherwise: in levels, in words, or in text."""
    old, new = _Answers(before, shared), _Answers(after, shared)
    for name, criterion in shared.criteria.items():
        was, now = old.key(criterion), new.key(criterion)
        # Most are answered as before; an equal key means an equal answer, another one may still show the same words.
        if was and now and was != now:
            shown = old.answer(criterion), new.answer(criterion)
            if shown[0] != shown[1] or old.text(criterion) != new.text(criterion):
                yield Change(Anchor(criterion.name, f"#{criterion_part(name)}"), *shown)


class _Answers:
    """What the criteria were answered with in an assessment."""

    def __init__(self, checked: ScoredAssessment, shared: FragmentCache) -> None:
        assessment, result = checked
        self._ratings = {rating.criterion: rating for rating in assessment.ratings}
        self._standings = {name: found for part in result.dimensions for name, found in part.standings.items()}
        self._delegated = assessment.delegation is not None
        self._shared = shared

    def key(self, criterion: Criterion) -> Hashable:
        """What an answer depends on; None where the subject was exempt."""
        standing, rating = self._standings.get(criterion.id), self._ratings.get(criterion.id)
        if standing is None:
            return None
        return standing, self._delegated, rating and (rating.levels, rating.non_value, rating.text, *rating.amounts.items())

    def text(self, criterion: Criterion) -> str:
        """The answer where it is a text."""
        rating = self._ratings.get(criterion.id)
        return rating.text if rating else ""

    def answer(self, criterion: Criterion) -> Markup:
        """The answer as the page shows it."""
        standing, rating = self._standings[criterion.id], self._ratings.get(criterion.id)
        return self._shared.answer(rating, standing, criterion, delegated=self._delegated)
