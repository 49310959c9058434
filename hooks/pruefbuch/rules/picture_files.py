"""Pictures are small, are what their name says, and tell nothing but the picture.

Right: a still PNG, JPEG or WebP saved without metadata and colour profile. Wrong: a photo as the camera made it (place, time, device), an
animation, a text under the name of a picture, a file with a wrong checksum or that goes on behind its picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import assert_never

from pruefbuch import pictures
from pruefbuch.model.common import Place, Problem
from pruefbuch.pictures import Fault
from pruefbuch.tree import Tree, megabytes

ID = "picture"
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp")
MAX_BYTES = 1_000_000
"""of a picture: who reads with a telephone pays for it"""

_ANEW = (
    "ohne Metadaten und Farbprofil neu speichern, in GIMP etwa „Exportieren“ und dort die Haken bei Exif, XMP, IPTC, Kommentar und "
    "Farbprofil entfernen"
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
    except pictures.Unfit as unfit:
        yield Problem(Place(path), ID, *_words(unfit.fault, suffix))
        return
    if extras:
        fault = f"das Bild enthält Angaben neben dem Bild ({', '.join(extras)}), oft Ort, Zeit, Gerät oder Namen"
        yield Problem(Place(path), ID, fault, "nur das Bild", _ANEW)


def _words(fault: Fault, suffix: str) -> tuple[str, str, str]:
    """What was found, what is allowed, what to do."""
    match fault:
        case Fault.BROKEN:
            broken = f"die Datei ist kein ganzes Bild der Art „{suffix}“ oder enthält mehr als das Bild"
            return broken, "ein Bild und sonst nichts", "in einem Bildprogramm öffnen und neu exportieren"
        case Fault.MOVING:
            return "das Bild bewegt sich", "ein stehendes Bild", "ein einzelnes Bild daraus exportieren"
        case Fault.LARGE:
            most = f"höchstens {pictures.MAX_PIXELS // 1_000_000} Millionen Bildpunkte"
            return "das Bild hat zu viele Bildpunkte", most, "verkleinern; 1600 Bildpunkte in der Breite genügen"
        case _:
            assert_never(fault)
