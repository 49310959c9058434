"""The pages of the criteria of an edition, each with what its ratings can be narrowed by: what they share is made once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from pruefbuch.addresses import archive_uri, criterion_uri
from pruefbuch.build.output import key_of
from pruefbuch.exports import facets
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.rating_list import Rater, raters
from pruefbuch.views.distribution import AnswerTable, EditionAnswers, answer_table
from pruefbuch.views.facets import RatingFacets
from pruefbuch.views.paging import Paging, archive, archived, first_paging, newest
from pruefbuch.views.register import Card, Register


class CriterionPages:
    """The criteria of an edition, with its assessments, newest first. Criteria have places, in the order of the catalogue.

    Nothing is made before a page needs it: in most builds few of them, or none, are new. Of one register all of it is made at most once.
    """

    def __init__(self, catalogue: Catalogue, register: Register, renderer: PageRenderer, files: str) -> None:
        """`files`: the key of all catalogues and municipalities."""
        self.catalogue = catalogue
        self.cards: Sequence[Card] = register.of_catalogue[catalogue.ref]
        self._book = register.book
        self._renderer = renderer
        self._files = files

    @cached_property
    def keys(self) -> list[str]:
        """By place, the key of the page of a criterion: it shows the newest assessments, and counts answers and evidence of all."""
        shown = [self._files, *[card.key for card in newest(self.cards)]]
        for card in self.cards:
            entry = card.entry
            shown += (entry.municipality, entry.status, entry.outcome, entry.lessons, entry.evidence)
        shared = key_of([*shown, *(link.text for link in self.paging.older)])
        return [key_of((shared, " ".join(column))) for column in self._table.answers]

    @cached_property
    def paging(self) -> Paging:
        """The ways from the page of a criterion to its older ones: pages that stand equally deep have the same."""
        uri = criterion_uri(self.catalogue, "name")
        return first_paging(uri, uri, self.cards)

    # -- pages -------------------------------------------------------------------------------------------------------

    def page(self, place: int) -> Iterator[Page | tuple[str, bytes]]:
        """The page of a criterion with the ratings in the newest assessments, and the file beside it."""
        criterion = self.catalogue.criteria[place]
        yield self._renderer.criterion(criterion, self.catalogue, self._newest, self._book.context, self._counted, self.paging)
        own, common = facets.packed((self._facets.effect(criterion, place),)), self._common
        yield facets.path(self.catalogue, criterion), facets.file(own, common, archived(len(self.cards)))

    def archive(self, number: int) -> Iterator[Page]:
        """An older page of the ratings on each criterion."""
        uri = archive_uri(criterion_uri(self.catalogue, "name"), number)
        cards = archive(self.cards, number)
        opened = self._raters(cards, uri, number * len(cards) - 1)
        for criterion in self.catalogue.criteria:
            yield self._renderer.criterion_archive(criterion, self.catalogue, self.cards, number, opened)

    @cached_property
    def _newest(self) -> list[Rater]:
        return self._raters(newest(self.cards), criterion_uri(self.catalogue, "name"), len(self.cards) - 1)

    def _raters(self, cards: Sequence[Card], uri: str, highest: int) -> list[Rater]:
        """The assessments of some cards, read again, for lists of ratings on the page of that address."""
        assessments = (self._book.open(card.entry.id) for card in cards)
        return raters(assessments, self._book.context, uri, highest, self._renderer.pieces)

    @cached_property
    def _table(self) -> AnswerTable:
        return answer_table([card.entry for card in self.cards[::-1]], self.catalogue)

    @cached_property
    def _counted(self) -> EditionAnswers:
        return EditionAnswers(self.catalogue, self._table, self._book.municipalities)

    @cached_property
    def _facets(self) -> RatingFacets:
        return RatingFacets(self._table, self._book.context)

    @cached_property
    def _common(self) -> bytes:
        return facets.packed(self._facets.common)
