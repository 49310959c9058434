"""An initiative: what people in a municipality do for a better future, as the map shows it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pruefbuch.model.common import Link, PartialDate, Place, Spot


class Category(StrEnum):
    """What an initiative is about. The list is ours; it is closed so that everybody can filter by it."""

    ENERGY = "energy"
    MOBILITY = "mobility"
    FOOD = "food"
    SHARING = "sharing"
    NATURE = "nature"
    HOUSING = "housing"
    DIGITAL = "digital"
    LEARNING = "learning"
    COMMUNITY = "community"
    ECONOMY = "economy"


@dataclass(frozen=True, slots=True)
class Initiative:
    """One YAML file. `id` is "<municipality>/<file name without .yml>"; the first of the categories gives the symbol.

    Made up or real is what its municipality is. There is no field for a person or a way to reach one.
    """

    id: str
    path: str
    title: str
    spot: Spot
    categories: tuple[Category, ...]
    description: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    founded: PartialDate | None = None
    sources: tuple[Link, ...] = ()
    places: Mapping[str, Place] = dataclasses.field(default_factory=dict)

    @property
    def municipality(self) -> str:
        """The folder of the municipality."""
        return self.id.partition("/")[0]
