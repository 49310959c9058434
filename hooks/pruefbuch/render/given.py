"""The ratings given on a criterion, as its page lists them: where it was helped first, where it was harmed next, newest first in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, municipality_uri
from pruefbuch.book import Library
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Municipality, Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import Standing
from pruefbuch.render.compiled import CompiledFragments, Draw, drawn, safe
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import sizes, words
from pruefbuch.views.answers import KINDS, Kind, Support, kind_of, pull, support, texts_of
from pruefbuch.views.links import Anchor, criterion_part, href
from pruefbuch.views.municipalities import STATES
from pruefbuch.views.reckoning import joined

MOST = 1000
"""shapes of ratings: how many pieces of evidence and measures stand beside them"""


class Origin(NamedTuple):
    """Whose ratings they are: the municipality with its Land and size, when, and whether that still counts."""

    municipality: Anchor
    made_up: bool
    where: str
    date: str
    status: str


class Rater(NamedTuple):
    """An assessment as the pages of criteria name it. `number` counts from the oldest of its edition, `ratings` are by criterion.

    `title` and `whose` are HTML, made once: they stand beside every rating of the assessment. Numbers and addresses need no escaping.
    """

    assessment: Assessment
    number: str
    href: str
    title: Markup
    whose: Markup
    ratings: Mapping[str, Rating]


class GivenRating(NamedTuple):
    """A rating on a criterion, with whose it is."""

    number: str
    href: str
    title: str
    whose: Markup
    answer: Markup
    text: Markup
    reason: Markup
    support: Support | None


class Lesson(NamedTuple):
    """What others can learn, with who says so. `criterion`: beside which, where the page does not say it."""

    number: str
    href: str
    title: str
    whose: Markup
    text: Markup
    criterion: Anchor | None = None


class Group(NamedTuple):
    """Ratings of a kind, one after the other."""

    kind: Kind
    title: str
    ratings: Markup


class Given(NamedTuple):
    """What the assessments of a page say of a criterion."""

    groups: tuple[Group, ...]
    lessons: Markup

    @property
    def any(self) -> bool:
        """Whether one of them rates it at all."""
        return any(group.ratings for group in self.groups)


class Cards:
    """Draws ratings. Most look alike but for their texts, so each shape is drawn once."""

    def __init__(self, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self._draw = draw
        self._kept = CompiledFragments(MOST)

    def rating(self, who: Rater, way: str, answer: Markup, rating: Rating, criterion: Criterion) -> str:
        """A rating with what stands beside it. Most are an answer, a reason, perhaps evidence; their shape is seen at a glance."""

        def view() -> GivenRating:
            text, reason = markup.render(rating.text), markup.render(rating.reason)
            return GivenRating(who.number, way, who.title, who.whose, answer, text, reason, support(rating, criterion))

        if rating.measures or rating.alternatives or rating.refers_to or rating.lesson:
            return self._fill("given", view())
        texts = [who.number, way, who.title, who.whose]
        texts += (text for text in (answer, markup.render(rating.text), markup.render(rating.reason)) if text)
        proofs, flags = texts_of(rating.evidence)
        texts += map(safe, proofs)
        shape = (not answer, not rating.text, not rating.reason, flags)
        return self._kept.fill_shape(shape, texts, view, lambda made: self._draw("given", made))

    def lesson(self, view: Lesson) -> str:
        """What others can learn."""
        return self._fill("lesson", view)

    def whose(self, view: Origin) -> Markup:
        """Whose ratings they are."""
        return drawn(self._fill("whose", view))

    def _fill(self, piece: str, view: tuple[object, ...]) -> str:
        return self._kept.fill(piece, view, lambda view: self._draw(piece, view))


def raters(group: Iterable[Assessment], book: Library, here: str, highest: int, cards: Cards) -> list[Rater]:
    """Assessments, newest first, with links as seen from `here`; pages that stand equally deep see them alike.

    `highest`: the number of the first.
    """
    return [rater(assessment, book, here, highest - place, cards) for place, assessment in enumerate(group)]


def rater(assessment: Assessment, book: Library, here: str, number: int, cards: Cards) -> Rater:
    """An assessment with links as seen from `here`."""
    town = book.municipalities[assessment.municipality]
    final = assessment.status is AssessmentStatus.FINAL
    origin = Origin(
        Anchor(town.name, href(here, municipality_uri(town.id))),
        town.made_up,
        _where(town),
        date_text(assessment.date),
        "" if final else words.status(assessment.status),
    )
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    way = href(here, assessment_uri(assessment.id))
    return Rater(assessment, str(number), way, escape(assessment.subject.title), cards.whose(origin), ratings)


def _where(town: Municipality) -> str:
    """Land and size. A made-up place need not lie in a Land."""
    land = STATES.get(town.state) or ("" if town.made_up else gettext("Land unknown"))
    return " · ".join(part for part in (land, sizes.short(sizes.size_of(town))) if part)


def given(criterion: Criterion, group: Iterable[Rater], shared: FragmentCache, cards: Cards) -> Given:
    """What a group of assessments of its edition says of a criterion, in their order."""
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    lessons: list[str] = []
    name, part, known = criterion.id, f"#{criterion_part(criterion.id)}", dict[object, tuple[Kind, Markup]]()
    for who in group:
        rating = who.ratings.get(name)
        if rating is None:
            continue
        key = (rating.levels, rating.non_value, *rating.amounts.items())
        kind, answer = known.get(key) or known.setdefault(key, _answer(rating, criterion, shared))
        way = who.href + part
        found[kind].append(cards.rating(who, way, answer, rating, criterion))
        if rating.lesson:
            lessons.append(cards.lesson(Lesson(who.number, way, who.title, who.whose, markup.render(rating.lesson))))
    groups = (Group(kind, gettext(KINDS[kind]), joined(pieces)) for kind, pieces in found.items())
    return Given(tuple(groups), joined(lessons))


def _answer(rating: Rating, criterion: Criterion, shared: FragmentCache) -> tuple[Kind, Markup]:
    """The kind of a rating, and its answer as the page shows it."""
    kind = Kind.MISSING if rating.non_value is not None else kind_of(pull(criterion.form, rating)[0])
    return kind, shared.answer(rating, Standing.RATED, criterion)
