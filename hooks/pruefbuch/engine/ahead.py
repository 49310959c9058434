"""Templates compiled ahead: a copy of this process compiles them on another core, while this one reads settings and files.

Compiling takes a fifth of a second, whatever there is to print. Nothing is kept from build to build: what is executed comes from the
templates as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from pruefbuch.build import workers
from pruefbuch.render.templates import PIECES, RESULT, environment

_FIRST = ("404.html",)
"""of the theme: it is rendered before all others, and leads to the frame of every page"""
_NAMED = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([^"']+)["']""")

Send = Callable[[tuple[str, bytes]], None]


class Ahead(BytecodeCache):
    """What environments find compiled. A template that nobody has begun to compile they compile themselves."""

    def __init__(self, work: Callable[[Send], None]) -> None:
        """`work` sends the key of each template when it begins with it, and again with what it was compiled to."""
        self._letters = workers.Aside(work)
        self._found: dict[str, bytes] = {}

    @classmethod
    def begin(cls, theme: Callable[[], Environment], templates: Path) -> Self:
        """Compile what every page of the theme needs, and the templates of the book in that folder."""

        def work(send: Send) -> None:
            _compile(theme(), _FIRST, send)
            book = environment(templates)
            _compile(book, (PIECES, RESULT, *book.list_templates()), send)

        return cls(work)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled; wait for what is just being compiled."""
        key = bucket.key
        while (letter := self._letters.next(wait=self._found.get(key) == b"")) is not None:
            self._found[letter[0]] = letter[1]
        if code := self._found.get(key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """What an environment has compiled itself it keeps."""


class _Sending(BytecodeCache):
    """Sends what an environment compiles."""

    def __init__(self, send: Send) -> None:
        self._send = send

    def load_bytecode(self, bucket: Bucket) -> None:
        self._send((bucket.key, b""))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._send((bucket.key, bucket.bytecode_to_string()))


def _compile(found: Environment, first: tuple[str, ...], send: Send) -> None:
    """Compile some templates and all that they name."""
    found.bytecode_cache = _Sending(send)
    for name in _reached(found, first):
        with suppress(Exception):  # whatever is wrong with a template: who needs it finds it too, and says so
            found.get_template(name)


def _reached(found: Environment, first: tuple[str, ...]) -> Iterator[str]:
    """Templates and all that they name, in the order in which they are needed."""
    assert found.loader is not None
    waiting, seen = [*reversed(first)], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        with suppress(LookupError):  # it is not there, or not as it should be: as above
            waiting += reversed(_NAMED.findall(found.loader.get_source(found, name)[0]))
            yield name
