"""What the last build of a site left behind, so that the next one only makes what is new.

One file, in lines of JSON. The first one says what program wrote it and how many lines it wrote at once, further ones hold what later
builds have changed; each begins with a checksum of itself and of the line before. Whatever is wrong with it, it counts as not there: it
may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pruefbuch import compact
from pruefbuch.build.output import Seal

_FORM = "pruefbuch-cache-4"
"""stands for the checksum of the line before the first one"""
_BLOCK = 100
"""records or outputs in a line, at most, where everything is written: what is read in small parts finds the memory of the last one warm"""
_BUFFER = 1 << 18
"""bytes; more than a line has, as a rule"""
_MOST, _SHARE = 30, 10
"""changes that are added before everything is written anew, and the share (1/…) of all that one of them may concern"""


@dataclass(frozen=True, slots=True)
class Cache:
    """The last build: `records` by path of the assessment, `outputs` by path in the site.

    `made_by` names everything that goes into every page: program, templates, settings. `parts` of the file hold it: what was written at
    once, and each change; `last` is the checksum of its last line.
    """

    made_by: str = ""
    records: Mapping[str, Any] = field(default_factory=dict)
    outputs: Mapping[str, Seal] = field(default_factory=dict)
    parts: int = 0
    last: str = _FORM


def load(file: Path, made_by: str) -> Cache:
    """The cache in a file; an empty one where it is missing, damaged or made by another program."""
    records, outputs = dict[str, Any](), dict[str, Any]()
    try:
        with file.open("rb", buffering=_BUFFER) as stream:
            lines = _read(stream)
            head, last = next(lines, ({}, _FORM))
            if head.get("made_by") != made_by:
                return Cache(made_by)
            parts = 1 - head["blocks"]
            for change, checksum in lines:
                _apply(change["records"], records)
                _apply(change["outputs"], outputs)
                parts, last = parts + 1, checksum
    except (OSError, ValueError):
        return Cache(made_by)
    seals = {path: Seal._make(seal) for path, seal in outputs.items()}
    return Cache(made_by, records, seals, parts, last) if parts > 0 else Cache(made_by)  # else lines are missing


def save(file: Path, cache: Cache, before: Cache) -> None:
    """Write a cache, `before` being the one that was loaded; nothing where they are the same.

    Few changes are added to the file. Else a reader finds the old one or the new one, never a part.
    """
    if before.parts:
        records, outputs = _changes(before.records, cache.records), _changes(before.outputs, cache.outputs)
        if not records and not outputs:
            return
        if before.parts <= _MOST and (len(records) + len(outputs)) * _SHARE < len(cache.outputs) and file.exists():
            with file.open("ab") as stream:
                stream.writelines(_lines([{"records": records, "outputs": outputs}], before.last))
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    with fresh.open("wb") as stream:
        stream.writelines(_lines(_contents(cache), _FORM))
    fresh.replace(file)


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is new or different; None stands for what is gone."""
    found = {path: each for path, each in new.items() if (known := old.get(path)) is not each and known != each}
    return found | dict.fromkeys([path for path in old if path not in new])


def _apply(changes: Mapping[str, Any], found: dict[str, Any]) -> None:
    found |= changes
    for path in [path for path, each in changes.items() if each is None]:
        del found[path]


def _contents(cache: Cache) -> Iterator[Mapping[str, Any]]:
    """What the lines hold where everything is written."""
    records, outputs = [*cache.records.items()], [*cache.outputs.items()]
    blocks = range(0, max(len(records), len(outputs)), _BLOCK)
    yield {"made_by": cache.made_by, "blocks": len(blocks)}
    for start in blocks:
        block = slice(start, start + _BLOCK)
        yield {"records": dict(records[block]), "outputs": dict(outputs[block])}


def _lines(contents: Iterable[Mapping[str, Any]], before: str) -> Iterator[bytes]:
    for content in contents:
        body = compact.dumps(content)
        before = _checksum(body, before)
        yield b"%b %b\n" % (before.encode(), body)


def _read(stream: Iterable[bytes]) -> Iterator[tuple[dict[str, Any], str]]:
    """The content of each line and its checksum; ValueError where one was not written after the one before."""
    last = _FORM
    for line in stream:
        end = line.index(b" ")
        body = memoryview(line)[end + 1 : -1]
        last = _checksum(body, last)
        if line[:end] != last.encode() or not line.endswith(b"\n"):
            raise ValueError
        yield compact.loads(body), last


def _checksum(body: bytes | memoryview, before: str) -> str:
    digest = sha256(before.encode())
    digest.update(body)
    return digest.hexdigest()
