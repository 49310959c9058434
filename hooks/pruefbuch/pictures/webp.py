"""The parts of a WebP file. Sources: RFC 9649 §2 (the file), RFC 6386 §9.1 (VP8)."""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.pictures.faults import ANIMATED, CUT_OFF, OTHER_ORDER, OTHER_START, Shape, Unfit, behind, broken, check_size

Chunk = tuple[bytes, bytes]

_SHAPES = ([b"VP8 "], [b"VP8L"], [b"VP8X", b"VP8 "], [b"VP8X", b"VP8L"], [b"VP8X", b"ALPH", b"VP8 "])
_KNOWN = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_ANIMATION = (b"ANIM", b"ANMF")
_ALPHA = 0x10
_SLACK = 8
"""bytes: as many a decoder reads ahead"""


def read(data: bytes) -> Shape:
    """The parts of a file, which are those of one picture, with nothing behind its end."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise broken(OTHER_START)
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise broken(CUT_OFF)
    if end < len(data):
        raise behind(len(data) - end)
    chunks = [*_chunks(data)]
    names = [name for name, _ in chunks]
    if any(name in names for name in _ANIMATION):
        raise Unfit(ANIMATED)
    extras = dict.fromkeys(name.decode("latin-1").strip() for name in names if name not in _KNOWN)
    if extras:
        return Shape(tuple(extras))
    if names not in _SHAPES:
        raise broken(OTHER_ORDER)
    check_size(*_size(chunks))
    return Shape((), tuple(_shortened(chunks)))


def _chunks(data: bytes) -> Iterator[Chunk]:
    """Name and content of each part; what fills it up to an even length is zero."""
    at = 12
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        start, end = at + 8, at + 8 + size
        if end + size % 2 > len(data) or any(data[end : end + size % 2]):
            raise broken(CUT_OFF)
        yield data[at : at + 4], data[start:end]
        at = end + size % 2


def _size(chunks: list[Chunk]) -> tuple[int, int]:
    """Width and height, which are the same wherever they stand."""
    name, content = chunks[-1]
    if name == b"VP8L":
        bits = int.from_bytes(content[1:5], "little")
        size = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        sound = content[:1] == b"\x2f" and not bits >> 29
    else:
        size = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
        sound = len(content) > 10 and not content[0] & 1 and content[3:6] == b"\x9d\x01\x2a" and max(size) <= 0x3FFF
    if not sound or (len(chunks) > 1 and not _frames(chunks, size)):
        raise broken(CUT_OFF)
    return size


def _frames(chunks: list[Chunk], size: tuple[int, int]) -> bool:
    """Whether the first part says of the picture what is so, and nothing else."""
    flags = chunks[0][1][:1]
    width, height = ((side - 1).to_bytes(3, "little") for side in size)
    alpha = flags == bytes([_ALPHA]) if len(chunks) == 3 else flags in (b"\0", bytes([_ALPHA]))
    return alpha and chunks[0][1] == flags + b"\0\0\0" + width + height


def _shortened(chunks: list[Chunk]) -> Iterator[bytes]:
    """The file without the end of each run of coded data."""
    for index, (name, content) in enumerate(chunks):
        if name != b"VP8X":
            yield _file([*chunks[:index], (name, content[:-_SLACK]), *chunks[index + 1 :]])
        if name == b"VP8 ":
            head = int.from_bytes(content[:3], "little")
            first = (head >> 5) - _SLACK
            """bytes of the first of the two runs in it"""
            if first > 0:
                start = (first << 5 | head & 0x1F).to_bytes(3, "little")
                cut = start + content[3 : 10 + first] + content[10 + first + _SLACK :]
                yield _file([*chunks[:index], (name, cut), *chunks[index + 1 :]])


def _file(chunks: list[Chunk]) -> bytes:
    parts = (name + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2) for name, content in chunks)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
