"""The file beside the page of a criterion: by what its ratings can be narrowed in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from pruefbuch.addresses import criterion_uri
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.press.overview import as_json
from pruefbuch.views import paging
from pruefbuch.views.links import address
from pruefbuch.views.overview import Facet
from pruefbuch.views.sieve import SOURCE


def path(catalogue: Catalogue, criterion: Criterion) -> str:
    """The path of the file in the site."""
    return f"{address(criterion_uri(catalogue, criterion.id))}{SOURCE}"


def file(facets: Sequence[Facet], archived: int) -> bytes:
    """Its content: the facets, how many older pages there are, and how many assessments each of those has."""
    return as_json({"page": paging.SIZE, "pages": archived, "facets": [each._asdict() for each in facets]})
