"""From saving a file to the page that shows it, and readers in the meantime."""

from __future__ import annotations

from pathlib import Path

from bench.report import Part


def serving(_size: int, _runs: int, _out: Path) -> Part:
    """Prüfbuch's own server beside those of its peers. There is none yet, so the part is empty."""
    return Part("Serving")
