"""Draws the rows of lists of results."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from pruefbuch.render.compiled import CompiledFragments, joined
from pruefbuch.views.rows import ResultRow


class Rows:
    """Draws the rows of lists of results. Most look alike but for their texts, so each shape is drawn once."""

    def __init__(self, pieces: CompiledFragments) -> None:
        """`pieces` draws the rows."""
        self._pieces = pieces

    def __call__(self, rows: Iterable[ResultRow], town: bool, edition: bool) -> Markup:
        """Results as rows of a table, with their municipality and edition where the page does not say them."""
        drawn = [row._replace(summary=Markup(row.summary)) for row in rows]  # noqa: S704 – drawn of templates that escape
        return joined([self._pieces.fill("result_row", row, town, edition) for row in drawn])
