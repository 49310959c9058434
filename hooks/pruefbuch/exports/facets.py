"""The files beside the pages of criteria: by what their ratings can be narrowed in the browser."""

from __future__ import annotations

from collections.abc import Sequence

from pruefbuch import compact
from pruefbuch.addresses import criterion_uri
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.views import paging
from pruefbuch.views.facets import SOURCE, Facet
from pruefbuch.views.links import address


def path(catalogue: Catalogue, criterion: Criterion) -> str:
    """The path of the file in the site."""
    return f"{address(criterion_uri(catalogue, criterion.id))}{SOURCE}"


def packed(facets: Sequence[Facet]) -> bytes:
    """Facets as they stand in a file; those that many files share are packed once."""
    return b",".join(compact.dumps(facet._asdict()) for facet in facets)


def file(own: bytes, common: bytes, archived: int) -> bytes:
    """The content of the file: packed facets, how many older pages there are, and how many assessments each of those has."""
    return b'{"page":%d,"pages":%d,"facets":[%b,%b]}' % (paging.SIZE, archived, own, common)
