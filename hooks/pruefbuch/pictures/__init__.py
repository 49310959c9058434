"""What a picture file holds beside the picture: the parts that make the picture are known, nothing else is published.

Cameras write place, time and device into a picture, programs the name of who edited it, and behind its end anything may be hidden. Each
kind of file has a reader that knows its parts and their lengths; then Pillow decodes the picture wholly. What neither can see are the
values of the picture itself: its pixels, its palette, the tables it is packed with.
"""

from __future__ import annotations

import io

from pruefbuch.pictures import jpeg, png, webp
from pruefbuch.pictures.faults import CUT_OFF, WITHIN, Fault, Shape, Unfit, broken

_READERS = {".png": ("PNG", png.read), ".webp": ("WEBP", webp.read), ".jpg": ("JPEG", jpeg.read), ".jpeg": ("JPEG", jpeg.read)}
_WORDS = {
    "APP0": "Vorschaubild oder Text",
    "APP1": "Exif oder XMP",
    "APP2": "Farbprofil oder weiteres Bild",
    "APP13": "IPTC",
    "COM": "Kommentar",
    "EXIF": "Aufnahmedaten",
    "ICCP": "Farbprofil",
    "XMP": "Angaben der Bearbeitung",
    "caBX": "Herkunft",
    "eXIf": "Aufnahmedaten",
    "iCCP": "Farbprofil",
    "iTXt": "Text",
    "sPLT": "weitere Palette",
    "tEXt": "Text",
    "tIME": "Zeit",
    "zTXt": "Text",
}
_ANEW = (
    "in die Farben „sRGB“ umwandeln und ohne Metadaten neu speichern, in GIMP etwa „Exportieren“ und dort die Haken bei Exif, XMP, IPTC, "
    "Farbprofil, Vorschaubild und Kommentar entfernen"
)


def fault(data: bytes, suffix: str) -> Fault | None:
    """Why a picture is not published; None where it is a picture and nothing else.

    `suffix` says what the file is to be: .png, .jpg, .jpeg or .webp.
    """
    kind, read = _READERS[suffix]
    try:
        shape = read(data)
        if shape.extras:
            return _beside(shape.extras)
        _check_decoded(data, kind, shape)
    except Unfit as unfit:
        return unfit.fault
    return None


def _beside(extras: tuple[str, ...]) -> Fault:
    names = ", ".join(f"{name}: {_WORDS[name]}" if name in _WORDS else name for name in extras)
    return Fault(f"das Bild enthält Angaben neben dem Bild ({names}), oft Ort, Zeit, Gerät oder Namen", "nur das Bild", _ANEW)


def _check_decoded(data: bytes, kind: str, shape: Shape) -> None:
    """The whole of it is a picture, and less than the whole is none."""
    if not _decodes(data, kind):
        raise broken(CUT_OFF)
    if any(_decodes(part, kind) for part in shape.shortened):
        raise Unfit(WITHIN)


def _decodes(data: bytes, kind: str) -> bool:
    from PIL import Image  # takes as long as many a command: only who has pictures waits for it

    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as image:
            image.load()
    except Exception:  # decoders have many words for bytes that are no picture
        return False
    return True
