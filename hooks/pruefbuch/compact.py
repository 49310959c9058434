"""JSON for programs, without a space too many. msgspec writes it in an eighth of the time of Python's own module: a cache of 20 MB."""

from __future__ import annotations

import msgspec


def dumps(value: object) -> bytes:
    """A value as JSON in UTF-8; named tuples are lists. TypeError for what JSON does not know."""
    return msgspec.json.encode(value, enc_hook=_plain)


def _plain(value: object) -> str:
    """Text of a kind of its own, such as Markup, is written as text."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(type(value))
