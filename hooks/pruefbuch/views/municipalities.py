"""The page of a municipality: its results, what it has promised, what it touched, its course over time, and what is known of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from pruefbuch.addresses import MAP, RESULTS, initiative_uri, municipality_uri
from pruefbuch.model.assessments import Municipality, MunicipalityKey, Origin, Population
from pruefbuch.model.lands import LANDS
from pruefbuch.texts import date_text
from pruefbuch.views import sizes
from pruefbuch.views.answers import link
from pruefbuch.views.bars import WIDTH
from pruefbuch.views.council import report_href, report_pages
from pruefbuch.views.figures import whole
from pruefbuch.views.followups import FollowUps, follow_ups_page
from pruefbuch.views.links import Anchor, edition_title, href, town_part
from pruefbuch.views.markdown import Markdown
from pruefbuch.views.paging import Paging, first_paging, newest
from pruefbuch.views.register import Card, Register, by_title
from pruefbuch.views.rows import ResultRow, result_rows


class KeyRow(NamedTuple):
    """An Amtlicher Gemeindeschlüssel and when it holds."""

    code: str
    since: str
    until: str
    source: str


class Amount(NamedTuple):
    """A number of results with the way to them; `width` of the bar beside it, of 240."""

    name: Anchor
    number: int
    width: str


class FieldGroup(NamedTuple):
    """The fields of an edition that results have touched."""

    edition: str
    fields: tuple[Amount, ...]


class People(NamedTuple):
    """How many people live there, when that was, to which class of size that belongs, and who says so."""

    number: str
    date: str
    size: str
    source: str


class MunicipalityView(NamedTuple):
    """Everything that the page of a municipality shows."""

    name: str
    kind: str
    made_up: bool
    state: str
    website: str
    about: Markdown
    population: People | None
    keys: tuple[KeyRow, ...]
    sources: tuple[Anchor, ...]
    taken_over: bool
    results: tuple[ResultRow, ...]
    paging: Paging
    follow_ups: FollowUps
    fields: tuple[FieldGroup, ...]
    periods: tuple[Amount, ...]
    initiatives: tuple[Anchor, ...]
    on_map: str


def municipality_view(town: Municipality, register: Register) -> MunicipalityView:
    """The page of a municipality; its results newest first."""
    page = municipality_uri(town.id)
    cards = register.of_municipality[town.id]
    return MunicipalityView(
        name=town.name,
        kind=town.kind,
        made_up=town.made_up,
        state=LANDS.get(town.state, town.state),
        website=town.website,
        about=Markdown(town.about),
        population=_people(town, town.population) if town.population else None,
        keys=tuple(_key(key) for key in town.keys),
        sources=tuple(link(source) for source in town.sources),
        taken_over=any(card.entry.origin is Origin.TAKEN_OVER for card in cards),
        results=result_rows(newest(cards), register.book.context, page),
        paging=first_paging(page, page, cards),
        follow_ups=follow_ups_page(town.id, 1, cards, register.book),
        fields=tuple(_fields(town.id, cards, register)),
        periods=_periods(town.id, register),
        initiatives=tuple(
            Anchor(initiative.title, href(page, initiative_uri(initiative.id)))
            for initiative in by_title(register.initiatives[town.id])
        ),
        on_map=href(page, MAP, town_part(town.id)) if town.spot and cards else "",
    )


def _people(town: Municipality, population: Population) -> People:
    return People(whole(population.count), date_text(population.date), sizes.short(sizes.size_of(town)), population.source)


def _fields(town_id: str, cards: Sequence[Card], register: Register) -> Iterator[FieldGroup]:
    """Fields in the order of their edition, with the way to these results in the overview."""
    page = municipality_uri(town_id)
    counts = Counter((card.entry.catalogue, name) for card in cards for name in card.entry.touched.split())
    most = max(counts.values(), default=0)
    for ref in sorted({ref for ref, _ in counts}):
        catalogue = register.book.catalogues[ref]
        rows = (
            Amount(Anchor(field.label, _filtered(page, town_id, f"{ref}/{field.id}")), number, _width(number, most))
            for field in catalogue.fields
            if (number := counts[ref, field.id])
        )
        yield FieldGroup(edition_title(catalogue), tuple(rows))


def _filtered(page: str, town_id: str, field: str) -> str:
    """The way to the results of a municipality that touch a field, in the overview."""
    return f"{href(page, RESULTS)}?{urlencode({'municipality': town_id, 'field': field}, safe='/@')}"


def _periods(town_id: str, register: Register) -> tuple[Amount, ...]:
    """How many results there are of each half-year, the newest first, with the way to its report."""
    page = municipality_uri(town_id)
    periods = [(report, results) for report in report_pages(town_id, register) for results in report.periods]
    most = max((len(results.cards) for _, results in periods), default=0)
    amounts = []
    for report, (period, cards) in reversed(periods):
        link = Anchor(period.label, report_href(page, town_id, report.number, period))
        amounts.append(Amount(link, len(cards), _width(len(cards), most)))
    return tuple(amounts)


def _width(number: int, most: int) -> str:
    return str(number * WIDTH // most)


def _key(key: MunicipalityKey) -> KeyRow:
    since, until = (date_text(day) if day else "" for day in (key.valid_from, key.valid_to))
    return KeyRow(key.code, since, until, key.source)
