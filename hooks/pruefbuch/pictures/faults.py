"""Why a picture is not published, in a sentence; and what a reader finds out about a picture file."""

from __future__ import annotations

from typing import NamedTuple

MAX_PIXELS = 4_000_000
"""of a picture: 1600 by 1200 is less than half of that"""


class Fault(NamedTuple):
    """What was found in a picture file, what may be there, and how to get there."""

    found: str
    allowed: str = "ein Bild und sonst nichts"
    remedy: str = "in einem Bildprogramm öffnen und neu exportieren"


class Unfit(Exception):
    """A picture that is not published. Its first argument is the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Shape(NamedTuple):
    """A picture file whose parts are known.

    `extras` are the names of those that do not make the picture, each once. `shortened` are copies of the file in which coded data
    lack their end: where one of them still makes the whole picture, something else stands there.
    """

    extras: tuple[str, ...]
    shortened: tuple[bytes, ...] = ()


def broken(how: str) -> Unfit:
    """A file that is not what its name says."""
    return Unfit(Fault(f"die Datei ist kein ganzes Bild der Art, die ihr Name sagt: {how}"))


def check_size(width: int, height: int) -> None:
    """Refuse a picture that is too large to be decoded."""
    if width * height > MAX_PIXELS:
        raise Unfit(
            Fault(
                f"das Bild hat {width} × {height} Bildpunkte",
                f"höchstens {MAX_PIXELS // 1_000_000} Millionen",
                "verkleinern; 1600 Bildpunkte in der Breite genügen",
            )
        )


CUT_OFF = "sie ist abgeschnitten oder beschädigt"
OTHER_START = "sie beginnt nicht wie eines"
OTHER_ORDER = "ihre Teile stehen nicht so, wie es die Art verlangt"


def behind(size: int) -> Unfit:
    """A file that goes on behind the end of its picture."""
    return Unfit(Fault(f"hinter dem Ende des Bildes stehen noch {size} Byte"))


WITHIN = Fault("in den Bilddaten steht mehr, als das Bild braucht")
ANIMATED = Fault(
    "das Bild bewegt sich",
    "ein Bild, das stillsteht",
    "ein Einzelbild exportieren; Bewegtes dorthin verlinken, wo es liegt",
)
"""What moves by itself must be able to be stopped (WCAG 2.2.2); and each of its pictures may hide something."""
