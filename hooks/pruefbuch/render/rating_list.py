"""The ratings given on a criterion, as its page lists them: where it was helped first, where it was harmed next, newest first in each.

What assessments said that hold no more stands last, by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, municipality_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Municipality, Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.lands import LANDS
from pruefbuch.model.results import Standing
from pruefbuch.render.compiled import CompiledFragment, CompiledFragments, joined, placeholder
from pruefbuch.render.fragments import Explanation, FragmentCache, explanation, usual_explanation, usual_texts
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import sizes, words
from pruefbuch.views.answers import KINDS, Kind
from pruefbuch.views.links import Anchor, criterion_part, href

Html = Markup | bytes


class RaterView(NamedTuple):
    """Whose ratings they are: the municipality with its Land and size, when, and whether that still counts."""

    municipality: Anchor
    made_up: bool
    where: str
    date: str
    status: str


class Rater(NamedTuple):
    """An assessment as the pages of criteria name it. `number` counts from the oldest of its edition, `ratings` are by criterion.

    All but the assessment and its ratings is HTML, made once: it stands beside every rating of the assessment.
    """

    assessment: Assessment
    number: bytes
    href: bytes
    title: bytes
    whose: bytes
    ratings: Mapping[str, Rating]


class ListedRating(NamedTuple):
    """A rating on a criterion, with whose it is."""

    number: Html
    href: Html
    title: Html
    whose: Html
    answer: Markup
    explanation: Explanation


class _UsualAnswer(NamedTuple):
    """An answer of a usual rating, with holes for its texts."""

    kind: Kind
    listed: CompiledFragment


class Lesson(NamedTuple):
    """What others can learn, with who says so. `criterion`: beside which, where the page does not say it."""

    number: bytes
    href: bytes
    title: bytes
    whose: bytes
    text: Markup
    criterion: Anchor | None = None


class RatingGroup(NamedTuple):
    """Ratings of a kind, one after the other."""

    kind: Kind
    title: str
    ratings: Markup


class RatingList(NamedTuple):
    """What the assessments of a page say of a criterion."""

    groups: tuple[RatingGroup, ...]
    lessons: Markup

    @property
    def any(self) -> bool:
        """Whether one of them rates it at all."""
        return any(group.ratings for group in self.groups)


_WHOSE = (placeholder(0), placeholder(1), placeholder(2), placeholder(3))
"""for number, address, title and whose it is"""


def raters(group: Iterable[Assessment], context: Context, here: str, highest: int, pieces: CompiledFragments) -> list[Rater]:
    """Assessments, newest first, with links as seen from `here`; pages that stand equally deep see them alike.

    `highest`: the number of the first.
    """
    return [rater(assessment, context, here, highest - place, pieces) for place, assessment in enumerate(group)]


def rater(assessment: Assessment, context: Context, here: str, number: int, pieces: CompiledFragments) -> Rater:
    """An assessment with links as seen from `here`."""
    town = context.municipalities[assessment.municipality]
    view = RaterView(
        Anchor(town.name, href(here, municipality_uri(town.id))),
        town.made_up,
        _where(town),
        date_text(assessment.date),
        words.status_unless_valid(assessment.status),
    )
    return Rater(
        assessment,
        str(number).encode(),
        href(here, assessment_uri(assessment.id)).encode(),
        escape(assessment.subject.title).encode(),
        pieces.fill("whose", view),
        {rating.criterion: rating for rating in assessment.ratings},
    )


def _where(town: Municipality) -> str:
    """Land and size. A made-up place need not lie in a Land."""
    land = LANDS.get(town.state) or ("" if town.made_up else gettext("Land unknown"))
    return " · ".join(part for part in (land, sizes.short(sizes.size_of(town))) if part)


def rating_list(criterion: Criterion, raters: Iterable[Rater], fragments: FragmentCache) -> RatingList:
    """What assessments of its edition say of a criterion, in their order."""
    groups: dict[Kind, list[bytes]] = {kind: [] for kind in Kind}
    lessons: list[bytes] = []
    part = f"#{criterion_part(criterion.id)}".encode()
    usual: dict[tuple[object, ...], _UsualAnswer] = {}
    """by levels, non-value and the structure of the evidence"""
    for who in raters:
        rating = who.ratings.get(criterion.id)
        if rating is None:
            continue
        way, holds = who.href + part, who.assessment.status is AssessmentStatus.FINAL
        if rating.reason and rating.is_usual:
            structure, texts = usual_texts(rating)
            key = rating.levels, rating.non_value, structure
            kind, listed = usual.get(key) or usual.setdefault(key, _usual(rating, criterion, fragments))
            groups[kind if holds else Kind.PAST].append(listed.fill([who.number, way, who.title, who.whose, *texts]))
        else:
            kind = fragments.kind(rating, criterion) if holds else Kind.PAST
            groups[kind].append(_listed(who, way, rating, criterion, fragments))
        if rating.lesson:
            lesson = Lesson(who.number, way, who.title, who.whose, markup.render(rating.lesson))
            lessons.append(fragments.fill("lesson", lesson))
    return RatingList(
        tuple(RatingGroup(kind, gettext(KINDS[kind]), joined(ratings)) for kind, ratings in groups.items()), joined(lessons)
    )


def _usual(rating: Rating, criterion: Criterion, fragments: FragmentCache) -> _UsualAnswer:
    """A usual rating in the list, with holes for whose it is and its texts. Not to build each anew saves half of the time of a list."""
    answer = fragments.answer(rating, Standing.RATED, criterion)
    listed = fragments.compiled("listed_rating", ListedRating(*_WHOSE, answer, usual_explanation(rating, len(_WHOSE))))
    return _UsualAnswer(fragments.kind(rating, criterion), listed)


def _listed(who: Rater, way: bytes, rating: Rating, criterion: Criterion, fragments: FragmentCache) -> bytes:
    """Any rating in the list; `way` leads to it."""
    answer = fragments.answer(rating, Standing.RATED, criterion)
    listed = ListedRating(who.number, way, who.title, who.whose, answer, explanation(rating, criterion))
    return fragments.fill("listed_rating", listed)
