"""From a position in a text to its line and column, as editors count them."""

from __future__ import annotations

from pruefbuch.model.common import Place


def place_at(path: str, text: str, index: int) -> Place:
    """The place of a position (from 0). Lines end as in YAML: with LF, CR LF or a lone CR."""
    line = text.count("\n", 0, index) + text.count("\r", 0, index) - text.count("\r\n", 0, index)
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    return Place(path, line + 1, index - start + 1)
