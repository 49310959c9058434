"""The parts of a PNG file. Source: PNG (W3C, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from pruefbuch.pictures.faults import (
    ANIMATED,
    CUT_OFF,
    OTHER_ORDER,
    OTHER_START,
    WITHIN,
    Shape,
    Unfit,
    behind,
    broken,
    check_size,
)

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""samples in a pixel by type of colour: grey, RGB, palette, grey with alpha, RGB with alpha"""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_ANIMATION = (b"acTL", b"fcTL", b"fdAT")
_SRGB = {
    b"gAMA": struct.pack(">I", 45455),
    b"cHRM": struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000),
}
"""the usual colours of the web in other words; other values would be a place for anything"""
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""of an interlaced picture: first column and row, steps to the next ones"""
_PIECE = 1 << 20
"""bytes that are unpacked at once: none of them is kept"""


class _Header(NamedTuple):
    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool


def read(data: bytes) -> Shape:
    """The parts of a file, each of which fits the picture, with nothing behind its end and nothing more in its pixels."""
    if not data.startswith(_SIGNATURE):
        raise broken(OTHER_START)
    chunks = [*_chunks(data)]
    names = [name for name, _ in chunks]
    header = _header(*chunks[0])
    check_size(header.width, header.height)
    if any(name in names for name in _ANIMATION):
        raise Unfit(ANIMATED)
    once = [chunk for index, chunk in enumerate(chunks) if chunk[0] == b"IDAT" or chunk[0] not in names[:index]]
    contents = dict(once)
    extras = [name for name, content in once if not _fits(name, content, header, len(contents.get(b"PLTE", b"")) // 3)]
    extras += [name for index, name in enumerate(names) if name != b"IDAT" and name in names[:index]]
    if extras:
        return Shape(tuple(dict.fromkeys(name.decode("latin-1") for name in extras)))
    _check_order(names, header)
    _check_pixels(b"".join(content for name, content in chunks if name == b"IDAT"), header)
    return Shape(())


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each part, whose checksums are right; the last one ends the file."""
    at, name = len(_SIGNATURE), b""
    while name != b"IEND":
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 8 + size
        if end + 4 > len(data) or zlib.crc32(data[at + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            raise broken(CUT_OFF)
        yield name, data[at + 8 : end]
        at = end + 4
    if at != len(data):
        raise behind(len(data) - at)


def _header(name: bytes, content: bytes) -> _Header:
    if name != b"IHDR" or len(content) != 13:
        raise broken(OTHER_ORDER)
    width, height, depth, colour, compression, filtering, interlaced = struct.unpack(">IIBBBBB", content)
    if depth not in _DEPTHS.get(colour, ()) or compression or filtering or interlaced > 1 or not width * height:
        raise broken(CUT_OFF)
    return _Header(width, height, depth, colour, bool(interlaced))


def _fits(name: bytes, content: bytes, header: _Header, entries: int) -> bool:
    """Whether a part makes the picture: it is of a known kind and as long as this picture needs it. `entries`: of the palette."""
    size, colour, samples = len(content), header.colour, _SAMPLES[header.colour]
    sizes = {
        b"IEND": range(1),
        b"PLTE": range(3, (3 << header.depth) + 1, 3) if colour == 3 else (),
        b"tRNS": {0: (2,), 2: (6,), 3: range(1, entries + 1)}.get(colour, ()),
        b"bKGD": {0: (2,), 2: (6,), 3: (1,), 4: (2,), 6: (6,)}[colour],
        b"sBIT": (3 if colour == 3 else samples,),
        b"pHYs": (9,),
        b"sRGB": (1,),
    }
    return name in (b"IHDR", b"IDAT") or size in sizes.get(name, ()) or content == _SRGB.get(name)


def _check_order(names: list[bytes], header: _Header) -> None:
    """The palette comes first, the parts of the pixels stand together."""
    pixels = [index for index, name in enumerate(names) if name == b"IDAT"]
    palette = names.index(b"PLTE") if b"PLTE" in names else 0
    if not pixels or pixels[-1] - pixels[0] != len(pixels) - 1 or palette > pixels[0] or (header.colour == 3 and not palette):
        raise broken(OTHER_ORDER)


def _check_pixels(packed: bytes, header: _Header) -> None:
    """There is exactly one stream, which gives exactly as many bytes as the picture has."""
    stream, left = zlib.decompressobj(), _length(header) + 1
    try:
        while not stream.eof and left:
            piece = stream.decompress(packed, min(left, _PIECE))
            left, packed = left - len(piece), stream.unconsumed_tail
            if not piece and not packed:
                break
    except zlib.error:
        raise broken(CUT_OFF) from None
    if not left or stream.unused_data:
        raise Unfit(WITHIN)
    if not stream.eof or left > 1:
        raise broken(CUT_OFF)


def _length(header: _Header) -> int:
    """The bytes of all pixels: each row begins with one that says how it is filtered."""
    bits, total = header.depth * _SAMPLES[header.colour], 0
    for left, top, across, down in _PASSES if header.interlaced else ((0, 0, 1, 1),):
        columns, rows = -((left - header.width) // across), -((top - header.height) // down)
        if columns > 0:
            total += max(rows, 0) * (1 + (columns * bits + 7) // 8)
    return total
