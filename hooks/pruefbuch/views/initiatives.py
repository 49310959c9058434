"""The page of an initiative."""

from __future__ import annotations

from typing import NamedTuple

from pruefbuch.addresses import MAP, initiative_uri, municipality_uri
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Spot
from pruefbuch.model.initiatives import Category, Initiative
from pruefbuch.model.lands import LANDS
from pruefbuch.texts import date_text, decimal_mark, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, link
from pruefbuch.views.links import Anchor, href, initiative_part
from pruefbuch.views.markdown import Markdown

_SYMBOLS = {
    Category.ENERGY: "☼",
    Category.MOBILITY: "→",
    Category.FOOD: "❀",
    Category.SHARING: "⇄",
    Category.NATURE: "≈",
    Category.HOUSING: "⌂",
    Category.DIGITAL: "#",
    Category.LEARNING: "✎",
    Category.COMMUNITY: "&",
    Category.ECONOMY: "€",
}
"""signs that common fonts have, and that no system turns into coloured pictures"""


class InitiativeView(NamedTuple):
    """Everything that the page of an initiative shows."""

    title: str
    made_up: bool
    town: Anchor
    state: str
    chips: tuple[Chip, ...]
    description: Markdown
    tags: tuple[str, ...]
    place: str
    degrees: str
    on_map: str
    founded: str
    links: tuple[Anchor, ...]
    sources: tuple[Anchor, ...]


def initiative_view(initiative: Initiative, town: Municipality) -> InitiativeView:
    """The page of an initiative."""
    page, spot = initiative_uri(initiative.id), initiative.spot
    return InitiativeView(
        title=initiative.title,
        made_up=town.made_up,
        town=Anchor(town.name, href(page, municipality_uri(town.id))),
        state=LANDS.get(town.state, ""),
        chips=tuple(map(category_chip, initiative.categories)),
        description=Markdown(initiative.description),
        tags=initiative.tags,
        place=spot.name,
        degrees=_degrees(spot),
        on_map=href(page, MAP, initiative_part(initiative.id)),
        founded=date_text(initiative.founded) if initiative.founded else "",
        links=tuple(map(link, initiative.links)),
        sources=tuple(link(source) for source in initiative.sources),
    )


def _degrees(spot: Spot) -> str:
    """As people write it: "50,647° nördlich, 10,871° östlich"."""
    lat, lon = (f"{float(value):.4f}".rstrip("0").rstrip(".").replace(".", decimal_mark()) for value in (spot.lat, spot.lon))
    return gettext("%(lat)s° north, %(lon)s° east") % {"lat": lat, "lon": lon}


def category_chip(category: Category) -> Chip:
    """A category as symbol, word and colour."""
    return Chip(_SYMBOLS[category], words.category(category), f"pb-cat-{category}")
