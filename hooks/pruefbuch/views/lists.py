"""The overviews: all results, all municipalities, all catalogues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pruefbuch.addresses import (
    CATALOGUES,
    COMPARE,
    DATA,
    EXAMPLES,
    FEED,
    MAP,
    MUNICIPALITIES,
    RESULTS,
    archive_uri,
    catalogue_uri,
    municipality_uri,
)
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue, CatalogueKind
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.links import METHOD_PAGE, Anchor, href
from pruefbuch.views.markdown import Markdown
from pruefbuch.views.paging import Paging, archive, archive_paging, first_paging, newest
from pruefbuch.views.register import Card, Register, sort_key
from pruefbuch.views.rows import ResultRow, result_rows


class ResultsList(NamedTuple):
    """Results, newest first, with the ways to the other pages of their list."""

    rows: tuple[ResultRow, ...]
    paging: Paging


class ResultsView(NamedTuple):
    """The newest results: those of real municipalities, then made-up examples."""

    real: ResultsList
    made_up: ResultsList
    total: int
    method_page: str
    municipalities: str
    catalogues: str
    map: str
    data: str
    feed: str
    compare: str


def real_and_made_up(register: Register) -> dict[str, tuple[Card, ...]]:
    """The two lists of results by the address below which their older pages stand."""
    return {RESULTS: register.real, EXAMPLES: register.made_up}


def results_view(register: Register) -> ResultsView:
    """The overview of all results."""
    real, made_up = (
        ResultsList(result_rows(newest(cards), register.book.context, RESULTS), first_paging(uri, RESULTS, cards))
        for uri, cards in real_and_made_up(register).items()
    )
    ways = (href(RESULTS, page) for page in (METHOD_PAGE, MUNICIPALITIES, CATALOGUES, MAP, DATA, FEED, COMPARE))
    return ResultsView(real, made_up, len(register.cards), *ways)


def archive_list(uri: str, main: str, cards: Sequence[Card], number: int, register: Register) -> ResultsList:
    """An older page of the list at `uri`, whose newest results stand on the page `main`."""
    rows = result_rows(archive(cards, number), register.book.context, archive_uri(uri, number))
    return ResultsList(rows, archive_paging(uri, main, cards, number))


class MunicipalityRow(NamedTuple):
    """A municipality in the list."""

    name: Anchor
    kind: str
    made_up: bool
    results: int
    newest: str


class MunicipalitiesView(NamedTuple):
    """All municipalities by name: real ones, then made-up ones."""

    real: tuple[MunicipalityRow, ...]
    made_up: tuple[MunicipalityRow, ...]


def municipalities_view(register: Register) -> MunicipalitiesView:
    """The list of municipalities."""
    towns = sorted(register.book.municipalities.values(), key=lambda town: (sort_key(town.name), town.id))
    rows = [_municipality_row(town, register.of_municipality[town.id]) for town in towns]
    real, made_up = (tuple(row for row in rows if row.made_up is wanted) for wanted in (False, True))
    return MunicipalitiesView(real, made_up)


def _municipality_row(town: Municipality, cards: Sequence[Card]) -> MunicipalityRow:
    return MunicipalityRow(
        name=Anchor(town.name, href(MUNICIPALITIES, municipality_uri(town.id))),
        kind=town.kind,
        made_up=town.made_up,
        results=len(cards),
        newest=date_text(cards[0].entry.date) if cards else "",
    )


class EditionRow(NamedTuple):
    """An edition in the list of catalogues."""

    edition: Anchor
    status: str
    date: str
    criteria: int
    results: int


class CatalogueGroup(NamedTuple):
    """A catalogue with its editions, newest first; title and notice are those of the newest."""

    id: str
    title: str
    own: bool
    notice: Markdown
    editions: tuple[EditionRow, ...]


class CataloguesView(NamedTuple):
    """All catalogues by title."""

    catalogues: tuple[CatalogueGroup, ...]


def catalogues_view(register: Register) -> CataloguesView:
    """The list of catalogues."""
    groups: dict[str, list[Catalogue]] = {}
    for catalogue in register.book.catalogues.values():
        groups.setdefault(catalogue.id, []).append(catalogue)
    catalogues = [_group(newest_edition_first(group), register) for group in groups.values()]
    return CataloguesView(tuple(sorted(catalogues, key=lambda group: sort_key(group.title))))


def newest_edition_first(editions: Iterable[Catalogue]) -> list[Catalogue]:
    """Editions of one catalogue by date, unknown dates last."""
    return sorted(editions, key=lambda edition: (edition.edition.date or (0, 0, 0), edition.edition.id), reverse=True)


def _group(editions: list[Catalogue], register: Register) -> CatalogueGroup:
    newest = editions[0]
    return CatalogueGroup(
        id=newest.id,
        title=newest.title,
        own=newest.kind is CatalogueKind.OWN,
        notice=Markdown(newest.notice),
        editions=tuple(_edition_row(edition, register) for edition in editions),
    )


def _edition_row(catalogue: Catalogue, register: Register) -> EditionRow:
    return EditionRow(
        edition=Anchor(catalogue.edition.id, href(CATALOGUES, catalogue_uri(catalogue))),
        status=words.edition_status(catalogue.edition.status),
        date=date_text(catalogue.edition.date),
        criteria=len(catalogue.criteria),
        results=len(register.of_catalogue[catalogue.ref]),
    )
