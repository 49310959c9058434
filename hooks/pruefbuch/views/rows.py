"""One line per result, as lists of results show it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Origin
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.results import DimensionResult, Outcome, Result
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip
from pruefbuch.views.figures import span
from pruefbuch.views.links import Anchor, href
from pruefbuch.views.profile import distribution
from pruefbuch.views.register import Register


@dataclass(frozen=True, slots=True)
class Gist:
    """One item of the picture in a line: a level with its count, or a dimension with what it reached."""

    text: str
    chip: Chip | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result in a list."""

    subject: Anchor
    municipality: Anchor
    made_up: bool
    taken_over: bool
    kind: str
    digital: bool
    date: str
    catalogue: Anchor
    status: str
    outcome: str
    answered: int
    asked: int
    gist: tuple[Gist, ...]


def result_row(assessment: Assessment, register: Register, here: str) -> ResultRow:
    """The line of an assessment, with links as seen from the page `here`."""
    book = register.book
    catalogue, result = book.catalogues[assessment.catalogue], book.results[assessment.id]
    town = book.municipalities[assessment.municipality]
    return ResultRow(
        subject=Anchor(assessment.subject.title, href(here, assessment_uri(assessment.id))),
        municipality=Anchor(town.name, href(here, municipality_uri(town.id))),
        made_up=town.made_up,
        taken_over=assessment.origin is Origin.TAKEN_OVER,
        kind=words.subject_kind(assessment.subject.kind),
        digital=assessment.subject.digital,
        date=date_text(assessment.date),
        catalogue=Anchor(edition_title(catalogue), href(here, catalogue_uri(catalogue))),
        status=words.status(assessment.status) if assessment.status is not AssessmentStatus.FINAL else "",
        outcome=result.outcome.value,
        answered=result.answered,
        asked=result.asked,
        gist=gist(assessment, catalogue, result),
    )


def edition_title(catalogue: Catalogue) -> str:
    """The title of a catalogue with its edition."""
    return gettext("%(title)s, edition %(edition)s") % {"title": catalogue.title, "edition": catalogue.edition.id}


def gist(assessment: Assessment, catalogue: Catalogue, result: Result) -> tuple[Gist, ...]:
    """The result in a line: what each scored dimension reached, else how often each level was given."""
    if result.outcome in (Outcome.EXEMPT, Outcome.DELEGATED):
        return ()
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    scored = tuple(Gist(f"{labels[part.dimension]}: {_reached(part)}") for part in result.dimensions if part.score)
    return scored or _counts(assessment, catalogue, result)


def _reached(part: DimensionResult) -> str:
    score = part.score
    assert score is not None  # asked only of scored dimensions
    return score.level.label if score.level else span(score.low, score.high)


def _counts(assessment: Assessment, catalogue: Catalogue, result: Result) -> tuple[Gist, ...]:
    counts: Counter[Chip] = Counter()
    for part in result.dimensions:
        criteria = [each for each in catalogue.criteria if each.id in part.standings]
        spread = distribution(assessment, catalogue, criteria, part)
        counts.update({count.chip: count.number for count in spread.counts})
    ordered = sorted(counts.items(), key=lambda item: item[0].style == "pb-missing")  # what has no level comes last
    return tuple(Gist(each.word, each, number) for each, number in ordered)
