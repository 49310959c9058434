"""The course of a subject: its assessments over time, and what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pruefbuch.addresses import assessment_uri
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import Answer
from pruefbuch.views.links import Anchor, criterion_part, href
from pruefbuch.views.ratings import shown_answer
from pruefbuch.views.register import Register
from pruefbuch.views.rows import Gist, edition_title, gist


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One assessment of the subject; `current` is the one that the page shows."""

    date: Anchor
    edition: str
    status: str
    outcome: str
    gist: tuple[Gist, ...]
    answered: int
    asked: int
    current: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A criterion that was answered otherwise before."""

    criterion: Anchor
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Course:
    """All assessments of a subject, oldest first. `changes` compare with `previous`, where both keep the same edition."""

    rows: tuple[CourseRow, ...]
    previous: Anchor | None
    comparable: bool
    changes: tuple[Change, ...]


def course(assessment: Assessment, register: Register, here: str) -> Course:
    """The course of the subject of an assessment."""
    book = register.book
    ids = book.histories[assessment.municipality, assessment.subject.id]
    place = ids.index(assessment.id)
    before = book.assessments[ids[place - 1]] if place else None
    comparable = before is not None and before.catalogue == assessment.catalogue
    changes = (
        tuple(_changes(before, assessment, book.catalogues[assessment.catalogue], register)) if before and comparable else ()
    )
    previous = Anchor(date_text(before.date), href(here, assessment_uri(before.id))) if before else None
    return Course(
        tuple(_row(book.assessments[each], register, here, each == assessment.id) for each in ids),
        previous,
        comparable,
        changes,
    )


def _row(assessment: Assessment, register: Register, here: str, current: bool) -> CourseRow:
    catalogue, result = register.book.catalogues[assessment.catalogue], register.book.results[assessment.id]
    return CourseRow(
        date=Anchor(date_text(assessment.date), "" if current else href(here, assessment_uri(assessment.id))),
        edition=edition_title(catalogue),
        status=words.status(assessment.status),
        outcome=result.outcome.value,
        gist=gist(assessment, catalogue, result),
        answered=result.answered,
        asked=result.asked,
        current=current,
    )


def _changes(before: Assessment, after: Assessment, catalogue: Catalogue, register: Register) -> Iterator[Change]:
    old, new = (_answers(each, register) for each in (before, after))
    for criterion in catalogue.criteria:
        was, now = old.get(criterion.id), new.get(criterion.id)
        if was and now and (was.chips, was.missing, was.text) != (now.chips, now.missing, now.text):
            yield Change(Anchor(criterion.name, f"#{criterion_part(criterion.id)}"), was, now)


def _answers(assessment: Assessment, register: Register) -> dict[str, Answer]:
    """What each criterion shows, by id; nothing where the subject was exempt."""
    parts = register.book.results[assessment.id].dimensions
    return {
        name: shown_answer(assessment, name, standing, register) for part in parts for name, standing in part.standings.items()
    }
