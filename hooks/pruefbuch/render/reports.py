"""Draws the pieces of reports: each once for its shape, each dimension once for its answer."""

from __future__ import annotations

from markupsafe import Markup

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.render.compiled import CompiledFragments, drawn
from pruefbuch.render.report_items import Scheme
from pruefbuch.render.templates import Pieces

_SHAPES = 1000


class Hand:
    """What draws the reports of one set of catalogues."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._stencils = CompiledFragments(_SHAPES)
        self._schemes: dict[str, Scheme] = {}

    def draw(self, piece: str, view: tuple[object, ...]) -> Markup:
        """The HTML of a piece, by its name."""
        html = self._stencils.fill(piece, view, lambda view: self._pieces(piece, view))
        return drawn(html)

    def scheme(self, catalogue: Catalogue) -> Scheme:
        """What the results of an edition are read by."""
        found = self._schemes.get(catalogue.ref)
        if found is None or found.catalogue is not catalogue:
            found = self._schemes[catalogue.ref] = Scheme(catalogue, lambda line: self.draw("line", line))
        return found
