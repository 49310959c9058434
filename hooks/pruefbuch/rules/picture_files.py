"""Pictures are small, are what their name says, and tell nothing but the picture.

Right: a PNG, JPEG or WebP saved without metadata. Wrong: a photo as the camera made it (place, time, device), a text under the name of a
picture, a file that goes on behind its picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pruefbuch import pictures
from pruefbuch.model.common import Place, Problem
from pruefbuch.tree import Tree, megabytes

ID = "picture"
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
MAX_BYTES = 1_000_000
"""of a picture: who reads with a telephone pays for it"""


def check(tree: Tree) -> Iterator[Problem]:
    """Problems of the pictures under content/. Those that were found sound before are not looked at again."""
    for path, name in names(tree).items():
        if name not in tree.sound:
            data = tree.data(path)
            yield from [data] if isinstance(data, Problem) else _check(path, _suffix(path), data)


def names(tree: Tree) -> dict[str, str]:
    """The pictures under content/ by path: the checksum of each, with what it is to be."""
    pictures = (path for path in tree.others if path.startswith("content/") and _suffix(path) in SUFFIXES)
    return {path: tree.checksums.get(path, "") + _suffix(path) for path in pictures}


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _check(path: str, suffix: str, data: bytes) -> Iterator[Problem]:
    if len(data) > MAX_BYTES:
        size, allowed = f"das Bild hat {megabytes(len(data))} MB", f"höchstens {MAX_BYTES // 1_000_000} MB"
        yield Problem(Place(path), ID, size, allowed, "verkleinern; 1600 Bildpunkte in der Breite genügen")
        return
    fault = pictures.fault(data, suffix)
    if fault:
        yield Problem(Place(path), ID, *fault)
