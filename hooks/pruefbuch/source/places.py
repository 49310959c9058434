"""From a position in a text to its line and column, as editors count them."""

from __future__ import annotations

from pruefbuch.model.common import Place


def place_after(start: Place, text: str) -> Place:
    """The place after a text that begins at `start`. Lines end as in YAML: with LF, CR LF or a lone CR."""
    breaks = text.count("\n") + text.count("\r") - text.count("\r\n")
    if not breaks:
        return start._replace(column=start.column + len(text))
    last = max(text.rfind("\n"), text.rfind("\r"))
    return Place(start.path, start.line + breaks, len(text) - last)
