"""The entries of the map for other programs: GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pruefbuch.addresses import GEOJSON, initiative_uri, municipality_uri
from pruefbuch.model.common import Spot
from pruefbuch.views.links import address
from pruefbuch.views.maps import ASSESSMENT, INITIATIVE, holdings
from pruefbuch.views.register import Register


def geojson(register: Register, site_url: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the file; `site_url` is where the site is published."""
    collection = {"type": "FeatureCollection", "features": list(_features(register, site_url))}
    yield GEOJSON, (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _features(register: Register, site_url: str) -> Iterator[dict[str, Any]]:
    towns = register.book.municipalities
    for town_id, held in holdings(register).items():
        town = towns[town_id]
        if town.spot is not None:
            own = {"title": town.name, "results": held.results, "catalogues": held.catalogues}
            yield _feature(
                ASSESSMENT, town_id, town.spot, town.made_up, town.state, site_url + address(municipality_uri(town_id)), own
            )
    for initiative in register.book.initiatives.values():
        town = towns[initiative.municipality]
        own = {"title": initiative.title, "municipality": town.id, "categories": initiative.categories, "tags": initiative.tags}
        url = site_url + address(initiative_uri(initiative.id))
        yield _feature(INITIATIVE, initiative.id, initiative.spot, town.made_up, town.state, url, own)


def _feature(kind: str, name: str, spot: Spot, example: bool, state: str, url: str, own: dict[str, Any]) -> dict[str, Any]:
    """A point. RFC 7946 puts the degrees east first."""
    return {
        "type": "Feature",
        "id": f"{kind}/{name}",
        "geometry": {"type": "Point", "coordinates": [round(float(spot.lon), 6), round(float(spot.lat), 6)]},
        "properties": {
            "kind": kind,
            **own,
            "state": state,
            "place": spot.name,
            "source": spot.source,
            "example": example,
            "url": url,
        },
    }
