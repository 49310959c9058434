"""Draws the pieces of reports: each once for its shape, each dimension once for its answer."""

from __future__ import annotations

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.render.compiled import CompiledFragments
from pruefbuch.render.report_items import EditionReader


class ReportRenderer:
    """Draws the reports of one set of catalogues."""

    def __init__(self, pieces: CompiledFragments) -> None:
        self._pieces = pieces
        self._readers: dict[str, EditionReader] = {}

    def draw(self, piece: str, view: tuple[object, ...]) -> bytes:
        """The HTML of a piece, by its name."""
        return self._pieces.fill(piece, view)

    def reader(self, catalogue: Catalogue) -> EditionReader:
        """What reads the results of an edition."""
        reader = self._readers.get(catalogue.ref)
        if reader is None or reader.catalogue is not catalogue:
            reader = self._readers[catalogue.ref] = EditionReader(catalogue, lambda line: self.draw("line", line))
        return reader
