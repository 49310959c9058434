"""What git says of a folder and of its commits. Nothing that lies in them is run: no hook, no filter, no pager.

Whoever calls may have set another repository by the environment: this is about the one in which the folder lies.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_PART = 1 << 20
"""bytes of a large object that are read, and forgotten, at a time"""
_MISSING = "git ist nicht installiert oder ließ sich nicht starten"


class Silent(Exception):
    """git does not say what was asked; the text says why, in German."""


def say(root: Path, *arguments: str) -> str:
    """What git says of a folder; Silent where it says nothing."""
    return listed(root, *arguments).decode("utf-8", "replace").strip()


def listed(root: Path, *arguments: str) -> bytes:
    """The same, byte for byte: names of files need not be text."""
    try:
        command = _command(root, *arguments)
        done = subprocess.run(command, capture_output=True, check=False, env=_environment())  # noqa: S603 – git itself
    except OSError as error:
        raise Silent(_MISSING) from error
    if not done.returncode:
        return done.stdout
    raise Silent(_reason(root, done.stderr.decode("utf-8", "replace")))


def _reason(root: Path, told: str) -> str:
    if "dubious ownership" in told:
        return f"der Ordner gehört einem anderen Konto; bitte „git config --global --add safe.directory {root}“ ausführen"
    if "not a git repository" in told:
        return "der Ordner liegt in keinem Git-Repository"
    return f"git meldet: {' '.join(told.split()) or 'nichts'}"


def is_object(text: str) -> bool:
    """Whether a text is the whole name of an object, which can be nothing else for git: no option, path or branch."""
    return _OBJECT.fullmatch(text) is not None


class Objects:
    """The objects of a repository, read one after the other by one process of git."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def __enter__(self) -> Objects:
        """Start it."""
        command = _command(self._root, "cat-file", "--batch")
        pipe = subprocess.PIPE
        try:
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env=_environment())  # noqa: S603 – git itself
        except OSError as error:
            raise Silent(_MISSING) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End it: it is done when nobody asks any more. What a git that failed has said is not relied on."""
        self._process.communicate()
        if self._process.returncode and error is None:
            raise Silent("git ließ sich nicht zu Ende lesen; bitte „git fsck“ aufrufen")

    def read(self, name: str, most: int) -> bytes | int:
        """The content of an object; of one with more bytes than `most` only their number. Silent where it is not there."""
        assert is_object(name)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(name.encode() + b"\n")
        self._process.stdin.flush()
        head = self._process.stdout.readline().split()
        if len(head) < 3:
            raise Silent(f"das Objekt {name[:12]} fehlt, das Repositorium ist unvollständig; bitte „git fetch“ aufrufen")
        size = int(head[2])
        if size <= most:
            return self._process.stdout.read(size + 1)[:-1]
        for start in range(0, size + 1, _PART):
            self._process.stdout.read(min(_PART, size + 1 - start))
        return size


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "--no-replace-objects", "-C", str(root), *arguments]


def _environment() -> Mapping[str, str]:
    allowed = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return {**allowed, "LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
