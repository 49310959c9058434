"""What a picture file holds beside the picture: the parts that make the picture are known, nothing else is published.

Cameras write place, time and device into a picture, programs the name of who edited it, and behind its end anything may be hidden.
Nothing is decoded here. Sources: PNG (W3C, third edition) §5; JPEG (ITU T.81) annex B; WebP (RFC 9649) §2.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Broken(Exception):
    """The file is not what its name says, or is cut off, or goes on behind the end of the picture."""


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = [
    "IHDR",
    "PLTE",
    "IDAT",
    "IEND",
    "tRNS",
    "cHRM",
    "gAMA",
    "iCCP",
    "sBIT",
    "sRGB",
    "cICP",
    "bKGD",
    "hIST",
    "pHYs",
    "sPLT",
    "acTL",
    "fcTL",
    "fdAT",
]
_WEBP_PARTS = ["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""In the data of a scan FF is followed by 00 or a restart; anything else ends it."""
_SCAN, _END = 0xDA, 0xD9
_JPEG_PARTS = {*range(0xC0, 0xC8), *range(0xC9, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD}
_JPEG_STARTS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""the only data of applications that make the picture: its density and its colours"""


def extras(data: bytes, suffix: str) -> list[str]:
    """The names of the parts that do not make the picture, each once, as its format calls them.

    `suffix` says what the file is to be: .png, .jpg, .jpeg or .webp. `Broken` where it is not, or not exactly.
    """
    return list(dict.fromkeys(_READERS[suffix](data)))


def _png(data: bytes) -> Iterator[str]:
    at, name = len(_PNG), ""
    while name != "IEND":
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode("latin-1")
        at += size + 12
        if name not in _PNG_PARTS and at <= len(data):
            yield name
        if at > len(data):
            break
    if not data.startswith(_PNG) or at != len(data):
        raise Broken


def _webp(data: bytes) -> Iterator[str]:
    at = 12
    while at < len(data):
        name, size = data[at : at + 4].decode("latin-1"), int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in _WEBP_PARTS:
            yield name.strip()
        at += 8 + size + size % 2
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or int.from_bytes(data[4:8], "little") + 8 != len(data) or at != len(data):
        raise Broken


def _jpeg(data: bytes) -> Iterator[str]:
    at, kind = 2, 0
    while marker := (_MARKER.search if kind == _SCAN else _MARKER.match)(data, at):
        kind, start = marker[1][0], marker.end()
        if kind == _END:
            break
        if kind not in _JPEG_PARTS and not _makes_the_picture(kind, data[start + 2 : start + 14]):
            yield f"APP{kind - 0xE0}" if 0xE0 <= kind <= 0xEF else "COM" if kind == 0xFE else f"{kind:X}"
        at = start + int.from_bytes(data[start : start + 2], "big")
    if not data.startswith(b"\xff\xd8") or kind != _END or start != len(data):
        raise Broken


def _makes_the_picture(kind: int, first: bytes) -> bool:
    return kind in _JPEG_STARTS and first.startswith(_JPEG_STARTS[kind])


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {".png": _png, ".webp": _webp, ".jpg": _jpeg, ".jpeg": _jpeg}
