"""The book by what pages ask for, gathered in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pruefbuch.book import Book
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.common import PartialDate
from pruefbuch.views.answers import Answer, answer

Key = TypeVar("Key")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Register:
    """Assessments by municipality, by catalogue ref, and those that rate (catalogue ref, criterion id); newest first.

    `answers` by (assessment id, criterion id): what each rating shows. Several pages show it; its texts are made once.
    """

    book: Book
    assessments: tuple[Assessment, ...]
    of_municipality: Mapping[str, tuple[Assessment, ...]]
    of_catalogue: Mapping[str, tuple[Assessment, ...]]
    of_criterion: Mapping[tuple[str, str], tuple[Assessment, ...]]
    answers: Mapping[tuple[str, str], Answer]

    @classmethod
    def of(cls, book: Book) -> Register:
        """The register of a book."""
        assessments = newest_first(book.assessments.values())
        towns: dict[str, list[Assessment]] = {key: [] for key in book.municipalities}
        catalogues: dict[str, list[Assessment]] = {key: [] for key in book.catalogues}
        criteria: dict[tuple[str, str], list[Assessment]] = {}
        answers: dict[tuple[str, str], Answer] = {}
        for each in assessments:
            towns[each.municipality].append(each)
            catalogues[each.catalogue].append(each)
            catalogue = book.catalogues[each.catalogue]
            asked = {criterion.id: criterion for criterion in catalogue.criteria}
            for rating in each.ratings:
                criteria.setdefault((each.catalogue, rating.criterion), []).append(each)
                answers[each.id, rating.criterion] = answer(rating, asked[rating.criterion], catalogue)
        return cls(book, assessments, _tuples(towns), _tuples(catalogues), _tuples(criteria), answers)


def newest_first(assessments: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """By date, newest first, unknown dates last; equal dates by id."""
    by_id = sorted(assessments, key=lambda each: each.id)
    return tuple(sorted(by_id, key=lambda each: each.date or PartialDate(0), reverse=True))


def _tuples(groups: Mapping[Key, list[Item]]) -> dict[Key, tuple[Item, ...]]:
    return {key: tuple(items) for key, items in groups.items()}
