"""What the last build of a site left behind, so that the next one only makes what is new.

One file, in lines of JSON. The first one says what program wrote it and how many lines it wrote at once, further ones hold what later
builds have changed; each begins with a checksum of itself and of the line before. What stands in a line must have the types declared
here. Whatever is wrong with it, it counts as not there: it may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from pruefbuch import compact
from pruefbuch.build.output import Output
from pruefbuch.model.common import Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import FileState

Value = TypeVar("Value")

_FORM = "pruefbuch-cache-6"
"""stands for the checksum of the line before the first one"""
_BLOCK = 100
"""results or outputs in a line, at most, where everything is written: what is read in small parts finds the memory of the last one warm"""
_BUFFER = 1 << 18
"""bytes; more than a line has, as a rule"""
_MOST, _SHARE = 30, 10
"""changes that are added before everything is written anew, and the share (1/…) of all that one of them may concern"""


class CachedResult(NamedTuple):
    """What is kept of an assessment file without errors: as much as lists, histories and the search show of it.

    `context_key` names what it was checked by and its pages show beside it: language, edition, municipality. `key` names all that its
    pages show without other assessments: that context, where the file lies, what it says. `line` is the result in a line of HTML.
    `search_text` is its entry in the search, `search_key` names it, `reason_words` are the words of its reasons. `problems` are hints. As
    long as the file has this `state` it need not be read; None where the file was changed so shortly before that a further change might
    not be seen.
    """

    summary: AssessmentSummary
    context_key: str
    key: str
    line: str
    search_text: str
    search_key: str
    reason_words: str
    problems: tuple[Problem, ...]
    state: FileState | None = None

    @property
    def path(self) -> str:
        """The file, from the root of the book."""
        return self.summary.path


@dataclass(frozen=True, slots=True)
class Cache:
    """The last build: `results` by path of the assessment, `outputs` by path in the site.

    `made_by` names everything that goes into every page: program, templates, settings, language, libraries. `parts` of the file hold it:
    what was written at once, and each change; `last` is the checksum of its last line.
    """

    made_by: str = ""
    results: Mapping[str, CachedResult] = field(default_factory=dict)
    outputs: Mapping[str, Output] = field(default_factory=dict)
    parts: int = 0
    last: str = _FORM


class _Head(msgspec.Struct, forbid_unknown_fields=True):
    """The first line."""

    made_by: str
    blocks: int


class _Change(msgspec.Struct, forbid_unknown_fields=True):
    """Any further line: what is new or different, by path; None stands for what is gone."""

    results: dict[str, CachedResult | None]
    outputs: dict[str, Output | None]


_heads, _changes = msgspec.json.Decoder(_Head), msgspec.json.Decoder(_Change)


def load(file: Path, made_by: str) -> Cache:
    """The cache in a file; an empty one where it is missing, damaged or made by another program."""
    results, outputs = dict[str, CachedResult](), dict[str, Output]()
    try:
        with file.open("rb", buffering=_BUFFER) as stream:
            lines = _read(stream)
            first, last = next(lines, (b"", _FORM))
            head = _heads.decode(first)
            if head.made_by != made_by:
                return Cache(made_by)
            parts = 1 - head.blocks
            for body, checksum in lines:
                change = _changes.decode(body)
                _apply(change.results, results)
                _apply(change.outputs, outputs)
                parts, last = parts + 1, checksum
    except (OSError, ValueError, msgspec.DecodeError):
        return Cache(made_by)
    return Cache(made_by, results, outputs, parts, last) if parts > 0 else Cache(made_by)  # else lines are missing


def save(file: Path, cache: Cache, before: Cache) -> None:
    """Write a cache, `before` being the one that was loaded; nothing where they are the same.

    Few changes are added to the file. Else a reader finds the old one or the new one, never a part. OSError where it cannot be written.
    """
    if before.parts:
        change = _Change(_difference(before.results, cache.results), _difference(before.outputs, cache.outputs))
        count = len(change.results) + len(change.outputs)
        if not count:
            return
        if before.parts <= _MOST and count * _SHARE < len(cache.outputs) and file.exists():
            with file.open("ab") as stream:
                stream.writelines(_lines([change], before.last))
            return
    file.parent.mkdir(parents=True, exist_ok=True)
    for left in file.parent.glob(f"{file.name}.*"):  # by a killed run
        left.unlink(missing_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as stream:
            stream.writelines(_lines(_contents(cache), _FORM))
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def _difference(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value | None]:
    changed: dict[str, Value | None] = {path: value for path, value in new.items() if old.get(path) != value}
    return changed | dict.fromkeys(path for path in old if path not in new)


def _apply(changes: Mapping[str, Value | None], values: dict[str, Value]) -> None:
    for path, value in changes.items():
        if value is None:
            values.pop(path, None)
        else:
            values[path] = value


def _contents(cache: Cache) -> Iterator[_Head | _Change]:
    """What the lines hold where everything is written."""
    results, outputs = [*cache.results.items()], [*cache.outputs.items()]
    blocks = range(0, max(len(results), len(outputs)), _BLOCK)
    yield _Head(cache.made_by, len(blocks))
    for start in blocks:
        block = slice(start, start + _BLOCK)
        yield _Change(dict(results[block]), dict(outputs[block]))


def _lines(contents: Iterable[_Head | _Change], before: str) -> Iterator[bytes]:
    for content in contents:
        body = compact.dumps(content)
        before = _checksum(body, before)
        yield b"%b %b\n" % (before.encode(), body)


def _read(stream: Iterable[bytes]) -> Iterator[tuple[memoryview, str]]:
    """The content of each line and its checksum; ValueError where one was not written after the one before."""
    last = _FORM
    for line in stream:
        end = line.index(b" ")
        body = memoryview(line)[end + 1 : -1]
        last = _checksum(body, last)
        if line[:end] != last.encode() or not line.endswith(b"\n"):
            raise ValueError
        yield body, last


def _checksum(body: bytes | memoryview, before: str) -> str:
    digest = sha256(before.encode())
    digest.update(body)
    return digest.hexdigest()
