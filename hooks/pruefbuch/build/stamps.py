"""Knowing which files have changed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pruefbuch.build import output

Stamps = dict[str, tuple[int, int]]
"""size and time of the last change of files, by path"""


def stamps_of(paths: Iterable[str]) -> Stamps:
    """The stamps of files, without those that are gone."""
    return {path: stamp for path in paths if (stamp := output.stamp(path)) is not None}


def files_below(places: Iterable[Path]) -> list[str]:
    """Files, and all files below folders."""
    found = (place.rglob("*") if place.is_dir() else (place,) for place in places)
    return [str(path) for paths in found for path in paths if "__pycache__" not in path.parts]
