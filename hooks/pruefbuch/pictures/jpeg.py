"""The parts of a JPEG file: one picture, in one go. Sources: ITU T.81 annex B, ITU T.871 (JFIF), ITU T.872 (Adobe).

Pictures in several scans ("progressive") and with restart markers are refused: each scan and each part between two markers can hold more
than the picture, which no decoder says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pruefbuch.pictures.faults import CUT_OFF, OTHER_ORDER, OTHER_START, Fault, Shape, Unfit, behind, broken, check_size

_START, _END, _SCAN, _FRAME, _QUANTA, _CODES, _RESTARTS = b"\xff\xd8", 0xD9, 0xDA, 0xC0, 0xDB, 0xC4, 0xDD
_PICTURE = (_SCAN, _FRAME, _QUANTA, _CODES)
_OTHER_FRAMES = {*range(0xC1, 0xD0)} - {_CODES, 0xC8, 0xCC}
_SLACK = 8
"""bytes: as many a decoder reads ahead"""
_MARKER = re.compile(rb"\xff[^\x00]", re.DOTALL)
"""In the data of a scan FF is followed by 00; anything else ends it."""
_NOT_PLAIN = Fault(
    "das Bild ist in mehreren Durchgängen („progressiv“), mit Neustart-Markierungen oder in einer seltenen Art von JPEG gespeichert",
    "ein einfaches JPEG (Baseline) in einem Durchgang: nur darin fällt auf, was nicht zum Bild gehört",
    "neu exportieren, ohne „progressiv“ und ohne Neustart-Markierungen",
)
_TABLES = Fault("das Bild enthält Tabellen, die es nicht braucht")


def read(data: bytes) -> Shape:
    """The parts of a file, each of which is needed for the picture and as long as it must be, with nothing behind its end."""
    if not data.startswith(_START):
        raise broken(OTHER_START)
    segments = [*_segments(data)]
    kinds = [kind for kind, _ in segments]
    extras = [
        _name(kind)
        for index, (kind, content) in enumerate(segments)
        if kind not in {*_PICTURE, *_OTHER_FRAMES, _RESTARTS} and (not _fits(kind, content) or kind in kinds[:index])
    ]
    if extras:
        return Shape(tuple(dict.fromkeys(extras)))
    if not {*kinds}.isdisjoint({*_OTHER_FRAMES, _RESTARTS}):
        raise Unfit(_NOT_PLAIN)
    if kinds.count(_FRAME) != 1:
        raise broken(OTHER_ORDER)
    _check_picture(segments)
    start = len(_START) + sum(len(content) + 4 for _, content in segments)
    _check_end(data, start)
    return Shape((), (data[: -2 - _SLACK],))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each part, up to the scan."""
    at, kind = len(_START), 0
    while kind != _SCAN:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at : at + 1] != b"\xff" or size < 2 or at + 2 + size > len(data):
            raise broken(CUT_OFF)
        kind = data[at + 1]
        yield kind, data[at + 4 : at + 2 + size]
        at += 2 + size


def _fits(kind: int, content: bytes) -> bool:
    """Whether the data of an application make the picture: its density without a thumbnail (JFIF), or its colours (Adobe)."""
    size = len(content)
    jfif = kind == 0xE0 and size == 14 and content[:6] == b"JFIF\0\1" and content[7] <= 2 and content[12:] == b"\0\0"
    return jfif or (kind == 0xEE and size == 12 and content[:5] == b"Adobe" and content[11] <= 2)


def _name(kind: int) -> str:
    return f"APP{kind - 0xE0}" if 0xE0 <= kind <= 0xEF else "COM" if kind == 0xFE else f"FF{kind:02X}"


def _check_picture(segments: list[tuple[int, bytes]]) -> None:
    """The frame has a size and names its tables, the scan holds all its colours; there are just these tables, each once."""
    frame = next(content for kind, content in segments if kind == _FRAME)
    scan = segments[-1][1]
    count = frame[5] if len(frame) > 5 else 0
    if len(frame) != 6 + 3 * count or frame[0] != 8 or not count:
        raise broken(CUT_OFF)
    height, width = int.from_bytes(frame[1:3], "big"), int.from_bytes(frame[3:5], "big")
    if not height * width:
        raise broken(CUT_OFF)
    check_size(width, height)
    if len(scan) != 4 + 2 * (scan[0] if scan else 0) or scan[-3:] != b"\x00\x3f\x00":
        raise broken(CUT_OFF)
    if scan[1:-3:2] != frame[6::3]:
        raise Unfit(_NOT_PLAIN)
    codes = {use for pair in scan[2:-3:2] for use in (pair >> 4, 0x10 | pair & 0x0F)}
    used = [*sorted({*frame[8::3]}), *sorted(codes)]
    quanta = [number for kind, content in segments if kind == _QUANTA for number in _quanta(content)]
    tables = [number for kind, content in segments if kind == _CODES for number in _codes(content)]
    if [*sorted(quanta), *sorted(tables)] != used:
        raise Unfit(_TABLES)


def _quanta(content: bytes) -> Iterator[int]:
    """The numbers of the tables of steps in a part: 64 bytes each."""
    if len(content) % 65:
        raise broken(CUT_OFF)
    yield from content[::65]


def _codes(content: bytes) -> Iterator[int]:
    """The numbers of the tables of codes in a part: how many there are of each length, then their values."""
    while content:
        size = 17 + sum(content[1:17])
        if size > len(content):
            raise broken(CUT_OFF)
        yield content[0]
        content = content[size:]


def _check_end(data: bytes, start: int) -> None:
    """The data of the scan go on to the end of the picture, and that is the end of the file."""
    marker = _MARKER.search(data, start)
    if marker is None:
        raise broken(CUT_OFF)
    if marker[0][1] != _END:
        raise Unfit(_NOT_PLAIN)
    if marker.end() != len(data):
        raise behind(len(data) - marker.end())
