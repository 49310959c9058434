"""The ratings given on a criterion, as its page lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, municipality_uri
from pruefbuch.book import Library
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import Standing
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.links import Anchor, criterion_part, href
from pruefbuch.views.shared import Shared


class Rater(NamedTuple):
    """An assessment as the pages of criteria name it. `href` leads to its page, `ratings` by criterion."""

    assessment: Assessment
    municipality: Anchor
    made_up: bool
    href: str
    date: str
    status: str
    ratings: Mapping[str, Rating]


class GivenRating(NamedTuple):
    """A rating on a criterion, with whose it is."""

    municipality: Anchor
    made_up: bool
    subject: Anchor
    date: str
    status: str
    answer: Markup
    text: Markup
    reason: Markup


def raters(group: Iterable[Assessment], book: Library, here: str) -> list[Rater]:
    """Assessments with links as seen from `here`; pages that stand equally deep see them alike."""
    found = []
    for assessment in group:
        town = book.municipalities[assessment.municipality]
        final = assessment.status is AssessmentStatus.FINAL
        rater = Rater(
            assessment,
            Anchor(town.name, href(here, municipality_uri(town.id))),
            town.made_up,
            href(here, assessment_uri(assessment.id)),
            date_text(assessment.date),
            "" if final else words.status(assessment.status),
            {rating.criterion: rating for rating in assessment.ratings},
        )
        found.append(rater)
    return found


def given(criterion: Criterion, group: Iterable[Rater], shared: Shared) -> Iterator[GivenRating]:
    """The ratings on a criterion in a group of assessments of its edition, in their order."""
    name, part = criterion.id, f"#{criterion_part(criterion.id)}"
    for rater in group:
        rating = rater.ratings.get(name)
        if rating is not None:
            yield GivenRating(
                rater.municipality,
                rater.made_up,
                Anchor(rater.assessment.subject.title, rater.href + part),
                rater.date,
                rater.status,
                shared.answer(rating, Standing.RATED, criterion, rater.assessment),
                markup.render(rating.text),
                markup.render(rating.reason),
            )
