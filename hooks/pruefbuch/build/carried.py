"""Assessments as bytes, by which workers hand them over: the lists of ratings in the second round need not read the files again.

To read a file again takes four times as long as to pack and unpack its assessment. Packed ones lie in memory, 7 KB each.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from pruefbuch.model.assessments import Assessment


def pack(assessment: Assessment) -> bytes:
    """The assessment as MessagePack."""
    return _ENCODER.encode(assessment)


def unpack(data: bytes) -> Assessment:
    """An equal assessment."""
    return _DECODER.decode(data)


def _plain(value: Any) -> Any:
    """What MessagePack has no type for: a fraction as a pair of whole numbers, a read-only mapping as a mapping."""
    return value.as_integer_ratio() if isinstance(value, Fraction) else dict(value)


def _fraction(_type: type, pair: Any) -> Fraction:
    return Fraction(*pair)


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)
_DECODER = msgspec.msgpack.Decoder(Assessment, dec_hook=_fraction)
