"""Draws the pieces of reports: each once for its shape, each dimension once for its answer."""

from __future__ import annotations

from markupsafe import Markup

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.render.compiled import CompiledFragments, drawn
from pruefbuch.render.report_items import EditionReader
from pruefbuch.render.templates import Pieces

_SHAPES = 1000


class ReportRenderer:
    """Draws the reports of one set of catalogues."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._fragments = CompiledFragments(_SHAPES)
        self._readers: dict[str, EditionReader] = {}

    def draw(self, piece: str, view: tuple[object, ...]) -> Markup:
        """The HTML of a piece, by its name."""
        html = self._fragments.fill(piece, view, lambda view: self._pieces(piece, view))
        return drawn(html)

    def reader(self, catalogue: Catalogue) -> EditionReader:
        """What reads the results of an edition."""
        reader = self._readers.get(catalogue.ref)
        if reader is None or reader.catalogue is not catalogue:
            reader = self._readers[catalogue.ref] = EditionReader(catalogue, lambda line: self.draw("line", line))
        return reader
