"""The map: every municipality with results and every initiative as a point, and the same in a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pruefbuch.addresses import GEOJSON, MAP, MUNICIPALITIES, RESULTS, initiative_uri, municipality_uri
from pruefbuch.geo import HEIGHT, WIDTH, Point, clusters, outlines, project
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Spot
from pruefbuch.model.initiatives import Category, Initiative
from pruefbuch.model.lands import LANDS
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip
from pruefbuch.views.initiatives import category_chip
from pruefbuch.views.links import Anchor, edition_title, href, initiative_part, town_part
from pruefbuch.views.register import Register, by_title, sort_key

ASSESSMENT, INITIATIVE = "assessment", "initiative"
"""what stands on the map: results of a municipality, or an initiative"""
RADIUS = 850
"""units of the sheet within which points share a mark, where nothing enlarges the map: a finger's breadth on a phone"""

_CHECKS, _CHECKS_STYLE = "✓", "pb-cat-assessment"


class Facets(NamedTuple):
    """What an entry can be filtered by. Words of the data; several are divided by blanks."""

    kind: str
    state: str
    catalogue: str
    category: str
    example: str


class MapEntry(NamedTuple):
    """An entry of the map. `part` is its id on the page; `towards` the municipality of an initiative."""

    part: str
    link: Anchor
    chips: tuple[Chip, ...]
    details: tuple[str, ...]
    towards: Anchor | None
    made_up: bool
    facets: Facets
    point: Point


class Mark(NamedTuple):
    """A mark on the map where nothing can move: `x` and `y` in percent. `size`: how many entries it stands for."""

    x: str
    y: str
    href: str
    label: str
    symbol: str
    style: str
    size: int


class Unplaced(NamedTuple):
    """A municipality with results and no place."""

    link: Anchor
    made_up: bool


class MapFilter(NamedTuple):
    """A filter: the name of its parameter in the address, its label, and its values with what they are called."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


class MapView(NamedTuple):
    """Everything that the page of the map shows. `off`: municipalities with results and no place."""

    width: int
    height: int
    lands: tuple[str, ...]
    entries: tuple[MapEntry, ...]
    marks: tuple[Mark, ...]
    legend: tuple[Chip, ...]
    choices: tuple[MapFilter, ...]
    off: tuple[Unplaced, ...]
    results: str
    municipalities: str
    data: str


class Holding(NamedTuple):
    """How many results a municipality has, and by which editions."""

    results: int
    catalogues: tuple[str, ...]


def holdings(register: Register) -> dict[str, Holding]:
    """What the map says of the results of each municipality that has some."""
    return {
        town: Holding(len(cards), tuple(sorted({card.entry.catalogue for card in cards})))
        for town, cards in register.of_municipality.items()
        if cards
    }


def map_view(register: Register) -> MapView:
    """The page of the map."""
    entries = tuple(_entries(register))
    towns = register.book.municipalities
    off = [towns[town] for town in holdings(register) if towns[town].spot is None]
    return MapView(
        width=WIDTH,
        height=HEIGHT,
        lands=tuple(outlines().values()),
        entries=entries,
        marks=tuple(_marks(entries)),
        legend=tuple(_legend(entries)),
        choices=tuple(_choices(entries, register)),
        off=tuple(Unplaced(Anchor(town.name, href(MAP, municipality_uri(town.id))), town.made_up) for town in _by_name(off)),
        results=href(MAP, RESULTS),
        municipalities=href(MAP, MUNICIPALITIES),
        data=href(MAP, GEOJSON),
    )


# -- entries ---------------------------------------------------------------------------------------------------------


def _by_name(towns: Iterable[Municipality]) -> list[Municipality]:
    return sorted(towns, key=lambda town: (sort_key(town.name), town.id))


def _entries(register: Register) -> Iterator[MapEntry]:
    """Municipalities by name, each followed by its initiatives by title."""
    held = holdings(register)
    for town in _by_name(register.book.municipalities.values()):
        if town.spot is not None and town.id in held:
            yield _town_entry(town, town.spot, held[town.id])
        for initiative in by_title(register.initiatives[town.id]):
            yield _initiative_entry(initiative, town)


def _town_entry(town: Municipality, spot: Spot, held: Holding) -> MapEntry:
    count = gettext("1 result") if held.results == 1 else gettext("%(count)s results") % {"count": held.results}
    return MapEntry(
        part=town_part(town.id),
        link=Anchor(town.name, href(MAP, municipality_uri(town.id))),
        chips=(Chip(_CHECKS, count, _CHECKS_STYLE),),
        details=tuple(part for part in (town.kind, LANDS.get(town.state, "")) if part),
        towards=None,
        made_up=town.made_up,
        facets=Facets(ASSESSMENT, town.state, " ".join(held.catalogues), "", _flag(town.made_up)),
        point=point_of(spot),
    )


def _initiative_entry(initiative: Initiative, town: Municipality) -> MapEntry:
    return MapEntry(
        part=initiative_part(initiative.id),
        link=Anchor(initiative.title, href(MAP, initiative_uri(initiative.id))),
        chips=tuple(map(category_chip, initiative.categories)),
        details=(initiative.spot.name,) if initiative.spot.name else (),
        towards=Anchor(town.name, href(MAP, municipality_uri(town.id))),
        made_up=town.made_up,
        facets=Facets(INITIATIVE, town.state, "", " ".join(initiative.categories), _flag(town.made_up)),
        point=point_of(initiative.spot),
    )


def _flag(value: bool) -> str:
    return "true" if value else "false"


def point_of(spot: Spot) -> Point:
    """Where a spot lies on the sheet."""
    return project(float(spot.lat), float(spot.lon))


# -- the picture -----------------------------------------------------------------------------------------------------


def _marks(entries: Sequence[MapEntry]) -> Iterator[Mark]:
    for cluster in clusters([entry.point for entry in entries], RADIUS):
        group = [entries[number] for number in cluster.members]
        first, count = group[0], len(group)
        label = f"{first.link.text}, {first.chips[0].word}"
        if count > 1:
            label = gettext("%(count)s entries around %(name)s") % {"count": count, "name": first.link.text}
        invented = " pb-mark--invented" if all(entry.made_up for entry in group) else ""
        yield Mark(
            x=_percent(cluster.point.x, WIDTH),
            y=_percent(cluster.point.y, HEIGHT),
            href=f"#{first.part}",
            label=label,
            symbol=first.chips[0].symbol if count == 1 else str(count),
            style=(first.chips[0].style if count == 1 else "pb-cat-many") + invented,
            size=count,
        )


def _legend(entries: Sequence[MapEntry]) -> Iterator[Chip]:
    """What the symbols on the map mean."""
    styles = {entry.chips[0].style for entry in entries}
    if _CHECKS_STYLE in styles:
        yield Chip(_CHECKS, gettext("Checks of municipalities"), _CHECKS_STYLE)
    yield from (chip for chip in map(category_chip, Category) if chip.style in styles)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"


# -- filters ---------------------------------------------------------------------------------------------------------


def _choices(entries: Sequence[MapEntry], register: Register) -> Iterator[MapFilter]:
    """The filters that leave something out; named like the keys of the data, as in the overview of results."""
    filters = {
        "kind": (gettext("Kind"), {ASSESSMENT: gettext("Checks of municipalities"), INITIATIVE: gettext("Initiatives")}),
        "category": (gettext("Category"), {word.value: words.category(word) for word in Category}),
        "state": (gettext("Land"), LANDS),
        "catalogue": (
            gettext("Catalogue"),
            {ref: edition_title(catalogue) for ref, catalogue in register.book.catalogues.items()},
        ),
        "example": (
            gettext("Real or made up"),
            {"false": gettext("only real ones"), "true": gettext("only examples (made up)")},
        ),
    }
    for name, (label, names) in filters.items():
        used = {word for entry in entries for word in str(getattr(entry.facets, name)).split()}
        options = tuple((word, text) for word, text in names.items() if word in used)
        if options:
            yield MapFilter(name, label, options)
