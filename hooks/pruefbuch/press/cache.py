"""What the last build of a site left behind, so that the next one only makes what is new.

One file. Its first line holds everything as JSON, further ones what later builds have changed; each begins with a checksum of itself and
of the line before. Whatever is wrong with it, it counts as not there: it may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pruefbuch import compact
from pruefbuch.press.folders import Seal

_FORM = "pruefbuch-cache-3"
"""stands for the checksum of the line before the first one"""
_MOST, _SHARE = 30, 10
"""changes that are added before everything is written anew, and the share (1/…) of all that one of them may concern"""


@dataclass(frozen=True, slots=True)
class Cache:
    """The last build: `records` by path of the assessment, `outputs` by path in the site.

    `made_by` names everything that goes into every page: program, templates, settings. `lines` of the file hold it, `last` is the
    checksum of the last one.
    """

    made_by: str = ""
    records: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Seal] = field(default_factory=dict)
    lines: int = 0
    last: str = _FORM


def load(file: Path, made_by: str) -> Cache:
    """The cache in a file; an empty one where it is missing, damaged or made by another program."""
    try:
        data = file.read_bytes()
        content, last, end = _read(data, 0, _FORM)
        if content["made_by"] != made_by:
            return Cache(made_by)
        lines = 1
        while end < len(data):
            change, last, end = _read(data, end, last)
            lines += 1
            for name in ("records", "outputs"):
                _apply(change[name], content[name])
    except (OSError, ValueError):
        return Cache(made_by)
    outputs = {path: Seal._make(seal) for path, seal in content["outputs"].items()}
    return Cache(made_by, content["records"], outputs, lines, last)


def save(file: Path, cache: Cache, before: Cache) -> None:
    """Write a cache, `before` being the one that was loaded; nothing where they are the same.

    Few changes are added to the file. Else a reader finds the old one or the new one, never a part.
    """
    if before.lines:
        records, outputs = _changes(before.records, cache.records), _changes(before.outputs, cache.outputs)
        if not records and not outputs:
            return
        if before.lines <= _MOST and (len(records) + len(outputs)) * _SHARE < len(cache.outputs) and file.exists():
            with file.open("ab") as stream:
                stream.writelines(_line({"records": records, "outputs": outputs}, before.last))
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with fresh.open("wb") as stream:
        stream.writelines(_line({"made_by": cache.made_by, "records": cache.records, "outputs": cache.outputs}, _FORM))
    fresh.replace(file)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is new or different; None stands for what is gone."""
    return {path: each for path, each in new.items() if old.get(path) != each} | dict.fromkeys(old.keys() - new.keys())


def _apply(changes: Mapping[str, Any], found: dict[str, Any]) -> None:
    for path, each in changes.items():
        if each is None:
            del found[path]
        else:
            found[path] = each


def _line(content: Mapping[str, Any], before: str) -> tuple[bytes, ...]:
    body = compact.dumps(content)
    return _checksum(body, before).encode(), b" ", body, b"\n"


def _read(data: bytes, start: int, before: str) -> tuple[Any, str, int]:
    """The content of the line that starts there, its checksum and its end; ValueError where it was not written after `before`."""
    head, end = data.index(b" ", start), data.index(b"\n", start)
    body = memoryview(data)[head + 1 : end]
    checksum = _checksum(body, before)
    if data[start:head] != checksum.encode():
        raise ValueError
    return compact.loads(body), checksum, end + 1


def _checksum(body: bytes | memoryview, before: str) -> str:
    digest = sha256(before.encode())
    digest.update(body)
    return digest.hexdigest()
