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

_ANEW = (
    "ohne Metadaten neu speichern, in GIMP etwa „Exportieren“ und dort die Haken bei Exif, XMP, IPTC und Kommentar entfernen"
)


def check(tree: Tree) -> Iterator[Problem]:
    """Problems of the pictures under content/."""
    for path in tree.others:
        suffix = PurePosixPath(path).suffix.lower()
        if path.startswith("content/") and suffix in SUFFIXES:
            data = tree.data(path)
            yield from [data] if isinstance(data, Problem) else _check(path, suffix, data)


def _check(path: str, suffix: str, data: bytes) -> Iterator[Problem]:
    if len(data) > MAX_BYTES:
        fault, allowed = f"das Bild hat {megabytes(len(data))} MB", f"höchstens {MAX_BYTES // 1_000_000} MB"
        yield Problem(Place(path), ID, fault, allowed, "verkleinern; 1600 Bildpunkte in der Breite genügen")
        return
    try:
        extras = pictures.extras(data, suffix)
    except pictures.Broken:
        fault = f"die Datei ist kein ganzes Bild der Art „{suffix}“ oder enthält mehr als das Bild"
        yield Problem(Place(path), ID, fault, "ein Bild und sonst nichts", "in einem Bildprogramm öffnen und neu exportieren")
        return
    if extras:
        fault = f"das Bild enthält Angaben neben dem Bild ({', '.join(extras)}), oft Ort, Zeit, Gerät oder Namen"
        yield Problem(Place(path), ID, fault, "nur das Bild", _ANEW)
