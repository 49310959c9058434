"""All lessons of the book: the newest in full, and for every criterion that has some the way to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import CATALOGUES, LESSONS, criterion_uri
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.render.compiled import CompiledFragments, joined
from pruefbuch.render.rating_list import Lesson, rater
from pruefbuch.views.links import Anchor, criterion_part, edition_title, href
from pruefbuch.views.register import Card, Register

NEWEST = 30
"""lessons that stand on the page in full"""
PART = "erfahrungen"
"""the id of the lessons on the page of a criterion"""


class CriterionLessons(NamedTuple):
    """A criterion with the way to its lessons, and how many assessments have told one."""

    criterion: Anchor
    number: int


class EditionLessons(NamedTuple):
    """The criteria of an edition beside which lessons stand."""

    edition: str
    criteria: tuple[CriterionLessons, ...]


class LessonsView(NamedTuple):
    """Everything that the page of all lessons shows. `more`: there are more than stand here in full."""

    newest: Markup
    more: bool
    editions: tuple[EditionLessons, ...]
    catalogues: str


def telling(register: Register) -> list[Card]:
    """The results beside whose ratings lessons stand, newest first."""
    return [card for card in register.cards if card.entry.lessons]


def lessons_view(register: Register, pieces: CompiledFragments) -> LessonsView:
    """All lessons of a book."""
    found = telling(register)
    counts = Counter((card.entry.catalogue, name) for card in found for name in card.entry.lessons.split())
    editions = (_edition(catalogue, counts) for catalogue in register.book.catalogues.values())
    return LessonsView(
        newest=joined(islice(_in_full(found, register, pieces), NEWEST)),
        more=counts.total() > NEWEST,
        editions=tuple(each for each in editions if each.criteria),
        catalogues=href(LESSONS, CATALOGUES),
    )


def _edition(catalogue: Catalogue, counts: Counter[tuple[str, str]]) -> EditionLessons:
    numbers = ((criterion, counts[catalogue.ref, criterion.id]) for criterion in catalogue.criteria)
    return EditionLessons(
        edition_title(catalogue),
        tuple(
            CriterionLessons(Anchor(each.name, href(LESSONS, criterion_uri(catalogue, each.id), PART)), number)
            for each, number in numbers
            if number
        ),
    )


def _in_full(found: list[Card], register: Register, pieces: CompiledFragments) -> Iterator[bytes]:
    """Lessons one after the other; files are only read again as far as somebody asks for more."""
    book = register.book
    for place, card in enumerate(found):
        who = rater(book.open(card.entry.id), book.context, LESSONS, place, pieces)
        catalogue = book.catalogues[card.entry.catalogue]
        for rating in who.assessment.ratings:
            if rating.lesson:
                criterion = Anchor(
                    catalogue.criterion(rating.criterion).name, href(LESSONS, criterion_uri(catalogue, rating.criterion), PART)
                )
                way = who.href + f"#{criterion_part(rating.criterion)}".encode()
                lesson = Lesson(who.number, way, who.title, who.whose, markup.render(rating.lesson), criterion)
                yield pieces.fill("lesson", lesson)
