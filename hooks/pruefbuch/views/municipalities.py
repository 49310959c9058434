"""The page of a municipality: what is known of it, and its results by subject."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import MAP, initiative_uri, municipality_uri
from pruefbuch.model.assessments import Municipality, MunicipalityKey, Origin, Population
from pruefbuch.texts import date_text
from pruefbuch.views import sizes
from pruefbuch.views.answers import link
from pruefbuch.views.figures import whole
from pruefbuch.views.links import Anchor, href, town_part
from pruefbuch.views.lists import by_title
from pruefbuch.views.paging import Paging, first_paging, newest
from pruefbuch.views.register import Register
from pruefbuch.views.rows import ResultRow, result_row

STATES = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}
"""names of the Länder by ISO 3166-2:DE"""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An Amtlicher Gemeindeschlüssel and when it holds."""

    code: str
    since: str
    until: str
    source: str


@dataclass(frozen=True, slots=True)
class People:
    """How many people live there, when that was, to which class of size that belongs, and who says so."""

    count: str
    date: str
    size: str
    source: str


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    """Everything that the page of a municipality shows."""

    name: str
    kind: str
    made_up: bool
    state: str
    website: str
    about: Markup
    population: People | None
    keys: tuple[KeyRow, ...]
    sources: tuple[Anchor, ...]
    taken_over: bool
    results: tuple[ResultRow, ...]
    paging: Paging
    initiatives: tuple[Anchor, ...]
    on_map: str


def municipality_view(town: Municipality, register: Register) -> MunicipalityView:
    """The page of a municipality; its results newest first."""
    here = municipality_uri(town.id)
    found = register.of_municipality[town.id]
    return MunicipalityView(
        name=town.name,
        kind=town.kind,
        made_up=town.made_up,
        state=STATES.get(town.state, town.state),
        website=town.website,
        about=markup.render(town.about),
        population=_people(town, town.population) if town.population else None,
        keys=tuple(_key(key) for key in town.keys),
        sources=tuple(link(each) for each in town.sources),
        taken_over=any(card.entry.origin is Origin.TAKEN_OVER for card in found),
        results=tuple(result_row(card, register.book, here) for card in newest(found)),
        paging=first_paging(here, here, found),
        initiatives=tuple(
            Anchor(each.title, href(here, initiative_uri(each.id))) for each in by_title(register.initiatives[town.id])
        ),
        on_map=href(here, MAP, town_part(town.id)) if town.spot and found else "",
    )


def _people(town: Municipality, found: Population) -> People:
    return People(whole(found.count), date_text(found.date), sizes.short(sizes.size_of(town)), found.source)


def _key(key: MunicipalityKey) -> KeyRow:
    since, until = (date_text(day) if day else "" for day in (key.valid_from, key.valid_to))
    return KeyRow(key.code, since, until, key.source)
