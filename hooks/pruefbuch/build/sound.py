"""Which pictures were found sound before, so that a build need not decode them again: their checksums, in a file beside the cache.

Whatever is wrong with the file, it counts as not there: it may be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from pruefbuch import compact, system


class _Judged(msgspec.Struct, forbid_unknown_fields=True):
    """The file, behind its checksum. `made_by` names the program that looked at the pictures, and what it decodes them with."""

    made_by: str
    pictures: list[str]


def load(file: Path, made_by: str) -> frozenset[str]:
    """The pictures that a program found sound; none where the file is missing, damaged or from another program."""
    with suppress(OSError, ValueError, msgspec.DecodeError):
        checksum, _, body = file.read_bytes().partition(b" ")
        judged = msgspec.json.decode(body, type=_Judged)
        if checksum == _checksum(body) and judged.made_by == made_by:
            return frozenset(judged.pictures)
    return frozenset()


def save(file: Path, made_by: str, pictures: frozenset[str]) -> None:
    """Write down which pictures are sound. Where that is not possible, they are looked at again next time, no more."""
    body = compact.dumps(_Judged(made_by, sorted(pictures)))
    with suppress(OSError):
        system.write({file: _checksum(body) + b" " + body})


def _checksum(body: bytes) -> bytes:
    return sha256(body).hexdigest().encode()
