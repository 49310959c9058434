"""What a picture file holds beside the picture: what makes a still picture is known, part by part; nothing else is published.

Cameras write place, time and device into a picture, programs the name of who edited it, and in colour profiles, unused palettes or behind
the end of the picture anything may be hidden. Structure and lengths are held against the formats here, checksums by zlib, and Pillow
decodes the whole picture. What that cannot find: bytes that stand between the last pixel and the end of the compressed data of a JPEG or
WebP, and whatever is hidden in the pixels themselves.

Sources: PNG (W3C, third edition) §5, §11; JPEG (ITU T.81) annex B, JFIF 1.02, Adobe Technical Note 5116; WebP (RFC 9649) §2.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from enum import StrEnum

MAX_PIXELS = 4_000_000
"""of a picture: 1600 by 1200 is less than half of that"""


class Fault(StrEnum):
    """Why a file is no picture for a page."""

    BROKEN = "broken"
    """not what its name says, cut off, or more than the picture"""
    MOVING = "moving"
    """an animation"""
    LARGE = "large"
    """more than MAX_PIXELS"""


class Unfit(Exception):
    """The file is no picture for a page."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_LENGTHS = {"IHDR": 13, "IEND": 0, "cHRM": 32, "gAMA": 4, "sRGB": 1, "cICP": 4, "pHYs": 9}
_PNG_PARTS = {*_PNG_LENGTHS, "PLTE", "IDAT", "tRNS", "sBIT", "bKGD"}
_PNG_MOVING = {"acTL", "fcTL", "fdAT"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""by colour type"""
_PALETTE = 3
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""Adam7: first column and row, steps to the right and down"""

_WEBP_PARTS = {"VP8 ", "VP8L", "VP8X", "ALPH"}
_ALPHA, _MOVING = 0x10, 0x02
_FLAGS = {0x20: "ICCP", 0x08: "EXIF", 0x04: "XMP"}
"""of VP8X"""

_AFTER_SCAN = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""In the data of a scan FF is followed by 00 or a restart; anything else ends it."""
_START, _SCAN, _END, _QUANTIZATION, _HUFFMAN, _RESTART = 0xD8, 0xDA, 0xD9, 0xDB, 0xC4, 0xDD
_FRAMES = {0xC0, 0xC1, 0xC2}
"""baseline, extended, progressive: what browsers show"""
_APPLICATIONS = {0xE0: (b"JFIF\0", 14, b"\0\0"), 0xEE: (b"Adobe", 12, b"")}
"""the only data of applications that make the picture (its density, its colours): beginning, length, end (no thumbnail)"""


def extras(data: bytes, suffix: str) -> list[str]:
    """The names of the parts that do not make the picture, each once, as its format calls them.

    `suffix` says what the file is to be: .png, .jpg, .jpeg or .webp. Raises Unfit.
    """
    names = list(dict.fromkeys(_READERS[suffix](data)))
    if not names:
        _decode(data, suffix)
    return names


def _decode(data: bytes, suffix: str) -> None:
    """Decode the whole picture. Raises Unfit."""
    from PIL import Image  # loading it takes longer than checking a book without pictures

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of large ones, which are refused here
            with Image.open(io.BytesIO(data), formats=[_FORMATS[suffix]]) as image:
                _check_size(*image.size)
                image.load()
    except Image.DecompressionBombError as error:
        raise Unfit(Fault.LARGE) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error) as error:
        raise Unfit(Fault.BROKEN) from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unfit(Fault.LARGE)


def _need(right: object) -> None:
    if not right:
        raise Unfit(Fault.BROKEN)


# -- PNG -------------------------------------------------------------------------------------------------------------


def _png(data: bytes) -> Iterator[str]:
    """Names of parts that do not make the picture; all others are checked."""
    parts = dict[str, bytes]()
    for name, content in _chunks(data):
        if name in _PNG_MOVING:
            raise Unfit(Fault.MOVING)
        if name not in _PNG_PARTS:
            yield name
            continue
        _need(name == "IDAT" or name not in parts)
        parts[name] = parts.get(name, b"") + content
    _check_png(parts)


def _chunks(data: bytes) -> Iterator[tuple[str, bytes]]:
    """All parts with right checksums, from the first to the last byte."""
    _need(data.startswith(_PNG))
    at, name = len(_PNG), ""
    while name != "IEND":
        _need(at + 12 <= len(data))
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode("latin-1")
        _need(at + 12 + size <= len(data))
        checksum = int.from_bytes(data[at + 8 + size : at + 12 + size], "big")
        _need(zlib.crc32(data[at + 4 : at + 8 + size]) == checksum)
        yield name, data[at + 8 : at + 8 + size]
        at += 12 + size
    _need(at == len(data))


def _check_png(parts: dict[str, bytes]) -> None:
    """Every part has the length that it must have, and the pixels are as many as the head says."""
    _need(all(len(parts[name]) == length for name, length in _PNG_LENGTHS.items() if name in parts))
    _need({"IHDR", "IDAT"} <= parts.keys() and next(iter(parts)) == "IHDR")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", parts["IHDR"])
    _need(width and height and colour in _CHANNELS and depth in (1, 2, 4, 8, 16) and interlaced in (0, 1))
    _check_size(width, height)
    channels, colours = _CHANNELS[colour], len(parts.get("PLTE", b"")) // 3
    _need(("PLTE" in parts) is (colour == _PALETTE) and len(parts.get("PLTE", b"")) % 3 == 0 and colours <= 1 << min(depth, 8))
    transparent = {0: 2, 2: 6, _PALETTE: colours}.get(colour, 0)
    _need(len(parts.get("tRNS", b"")) in ((0, transparent) if colour != _PALETTE else range(colours + 1)))
    _need(len(parts.get("sBIT", b"")) <= 4 and len(parts.get("bKGD", b"")) <= 6)
    _check_pixels(parts["IDAT"], _size_of_pixels(width, height, depth * channels, interlaced=bool(interlaced)))


def _size_of_pixels(width: int, height: int, bits: int, *, interlaced: bool) -> int:
    """Bytes of all rows, each with one for its filter."""
    size = 0
    for left, top, right, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, rows = -((left - width) // right), -((top - height) // down)
        size += max(rows, 0) * (1 + (columns * bits + 7) // 8) if columns > 0 else 0
    return size


def _check_pixels(compressed: bytes, size: int) -> None:
    """The compressed data hold the pixels and end with them."""
    stream = zlib.decompressobj()
    try:
        pixels = stream.decompress(compressed, size + 1)
    except zlib.error as error:
        raise Unfit(Fault.BROKEN) from error
    _need(len(pixels) == size and stream.eof and not stream.unused_data)


# -- WebP ------------------------------------------------------------------------------------------------------------


def _webp(data: bytes) -> Iterator[str]:
    """Names of parts that do not make the picture; all others are checked."""
    _need(data[:4] == b"RIFF" and data[8:12] == b"WEBP" and int.from_bytes(data[4:8], "little") + 8 == len(data))
    at, names = 12, list[str]()
    while at < len(data):
        _need(at + 8 <= len(data))
        name, size = data[at : at + 4].decode("latin-1"), int.from_bytes(data[at + 4 : at + 8], "little")
        content, at = data[at + 8 : at + 8 + size], at + 8 + size + size % 2
        _need(at <= len(data) and data[at - size % 2 : at] in (b"", b"\0"))
        if name in ("ANIM", "ANMF"):
            raise Unfit(Fault.MOVING)
        if name not in _WEBP_PARTS:
            yield name.strip()
            continue
        if name == "VP8X":
            _need(size == 10 and content[1:4] == bytes(3))
            yield from _flagged(content[0])
        names.append(name)
    _need(names in (["VP8 "], ["VP8L"], ["VP8X", "VP8 "], ["VP8X", "VP8L"], ["VP8X", "ALPH", "VP8 "]))


def _flagged(flags: int) -> Iterator[str]:
    """What VP8X says that the file holds beside the picture."""
    if flags & _MOVING:
        raise Unfit(Fault.MOVING)
    yield from (name for flag, name in _FLAGS.items() if flags & flag)
    _need(not flags & ~(_ALPHA | sum(_FLAGS)))


# -- JPEG ------------------------------------------------------------------------------------------------------------


def _jpeg(data: bytes) -> Iterator[str]:
    """Names of parts that do not make the picture; all others are checked."""
    kinds = list[int]()
    for kind, content in _segments(data):
        if kind in _APPLICATIONS:
            start, length, end = _APPLICATIONS[kind]
            if not content.startswith(start) or kind in kinds:
                yield f"APP{kind - 0xE0}"
            else:
                _need(len(content) == length and content.endswith(end))
        elif kind in _CONTENTS:
            _need(_CONTENTS[kind](content))
        else:
            yield f"APP{kind - 0xE0}" if 0xE0 <= kind <= 0xEF else "COM" if kind == 0xFE else f"{kind:X}"
        kinds.append(kind)
    first = kinds.index(_SCAN) if _SCAN in kinds else 0
    _need(first and sum(kind in _FRAMES for kind in kinds[:first]) == 1 and not _FRAMES & {*kinds[first:]})


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of all parts, from the first to the last byte; what stands in scans is left to the decoder."""
    _need(data.startswith(bytes((0xFF, _START))))
    at, kind = 2, _START
    while True:
        marker = _AFTER_SCAN.search(data, at) if kind == _SCAN else _AFTER_SCAN.match(data, at)
        if marker is None:
            raise Unfit(Fault.BROKEN)
        kind, at = marker[1][0], marker.end()
        if kind == _END:
            break
        size = int.from_bytes(data[at : at + 2], "big")
        _need(size >= 2 and at + size <= len(data))
        yield kind, data[at + 2 : at + size]
        at += size
    _need(at == len(data))


def _is_frame(content: bytes) -> bool:
    return len(content) >= 6 and len(content) == 6 + 3 * content[5] and content[5] in (1, 3, 4)


def _is_scan(content: bytes) -> bool:
    return bool(content) and len(content) == 4 + 2 * content[0] and content[0] in range(1, 5)


def _is_quantization(content: bytes) -> bool:
    """Tables of 64 numbers of one or two bytes, each behind a byte that says which."""
    while content:
        length = 65 if content[0] < 0x10 else 129
        if len(content) < length or content[0] & ~0x13:
            return False
        content = content[length:]
    return True


def _is_huffman(content: bytes) -> bool:
    """Tables of 16 counts and as many codes as these add up to, each behind a byte that says which."""
    while content:
        length = 17 + sum(content[1:17])
        if len(content) < length or length > 17 + 256 or content[0] & ~0x13:
            return False
        content = content[length:]
    return True


_CONTENTS: dict[int, Callable[[bytes], bool]] = {
    **dict.fromkeys(_FRAMES, _is_frame),
    _SCAN: _is_scan,
    _QUANTIZATION: _is_quantization,
    _HUFFMAN: _is_huffman,
    _RESTART: lambda content: len(content) == 2,
}
_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {".png": _png, ".webp": _webp, ".jpg": _jpeg, ".jpeg": _jpeg}
_FORMATS = {".png": "PNG", ".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}
