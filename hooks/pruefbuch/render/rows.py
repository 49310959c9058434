"""Draws the rows of lists of results."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pruefbuch.render.compiled import CompiledFragments, Draw, drawn
from pruefbuch.views.rows import ResultRow

MOST = 1000
"""shapes of rows: which of their parts are there"""


class Rows:
    """Draws the rows of lists of results. Most look alike but for their texts, so each shape is drawn once."""

    def __init__(self, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self._draw = draw
        self._fragments = CompiledFragments(MOST)

    def __call__(self, rows: Iterable[ResultRow], town: bool, edition: bool) -> Markup:
        """Results as rows of a table, with their municipality and edition where the page does not say them."""
        return drawn("".join([self._row(row._replace(summary=drawn(row.summary)), town, edition) for row in rows]))

    def _row(self, row: ResultRow, *columns: bool) -> str:
        return self._fragments.fill(columns, row, lambda row: self._draw("result_row", row, *columns))
