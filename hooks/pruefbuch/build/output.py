"""Files of a site: written into a folder beside it, moved into it when all of them are there; by one build at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from pruefbuch.tree import FileState, state_of

Look = Callable[[str], FileState | None]
"""the state of a file, by its path; None where it is gone"""


class Output(NamedTuple):
    """A file of the site as it was written: the key of what it shows, its size in bytes, the time of the last change of its bytes (ns)."""

    key: str
    size: int
    modified: int

    def lies(self, look: Look, path: str) -> bool:
        """Whether the file lies there as it was written. That it was moved into the site since does not count."""
        state = look(path)
        return state is not None and state.size == self.size and state.modified == self.modified


def key_of(parts: Iterable[str]) -> str:
    """A short name for what is shown."""
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def write(folder: str, path: str, data: bytes, key: str) -> Output:
    """Write one file below a folder, with the folders it needs."""
    file = f"{folder}/{path}"
    try:
        # The folder of a page is nearly always new, and the one above it nearly always there.
        os.mkdir(file.rpartition("/")[0])
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(file.rpartition("/")[0], exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        status = os.fstat(handle)
    finally:
        os.close(handle)
    return Output(key, status.st_size, status.st_mtime_ns)


@contextmanager
def looking(folder: Path) -> Iterator[Look]:
    """Look at files below a folder from there. Else the system would look up every name on the way to it, anew for each file."""
    if os.stat not in os.supports_dir_fd or not folder.is_dir():  # on Windows there is no other way
        yield lambda path: state_of(f"{folder}/{path}")
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield lambda path: state_of(path, handle)
    finally:
        os.close(handle)


def states_of(paths: Iterable[str]) -> dict[str, FileState]:
    """The states of files by their paths, without those that are gone."""
    return {path: state for path in paths if (state := state_of(path)) is not None}


def files_below(places: Iterable[Path]) -> list[str]:
    """Files, and all files below folders, but for what Python compiles."""
    paths = chain.from_iterable(place.rglob("*") if place.is_dir() else (place,) for place in places)
    return [str(path) for path in paths if "__pycache__" not in path.parts]


def files(folder: Path) -> list[str]:
    """The paths of all files below a folder."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


class Refused(Exception):
    """The folder of a site may not be written; the text says why and what to do."""


def check_replaceable(site: Path) -> None:
    """Refused where what a site is to replace is no folder or holds something else: nothing that somebody needs is ever cleared away."""
    standing = next(path for path in (site, *site.absolute().parents) if path.exists())
    if not standing.is_dir():
        raise Refused(f"„{standing}“ ist eine Datei und kein Ordner; bitte einen leeren oder neuen Ordner nennen")
    ours = all((site / name).exists() for name in ("suche", "sitemap.xml"))
    if site.exists() and not ours and any(not name.startswith(".") for name in os.listdir(site)):
        remedy = "bitte einen leeren oder neuen Ordner nennen oder diesen selbst leeren"
        raise Refused(f"„{site}“ enthält etwas anderes als eine Seite von Prüfbuch; {remedy}")


def merge(stage: Path, site: Path) -> None:
    """Move everything from one folder into another; what stands there under the same name is replaced."""
    site.mkdir(parents=True, exist_ok=True)
    with os.scandir(stage) as entries:
        for entry in entries:
            target = site / entry.name
            if not entry.is_dir(follow_symlinks=False):
                if target.is_dir():
                    shutil.rmtree(target)
                os.replace(entry.path, target)
            elif target.is_dir():
                merge(Path(entry.path), target)
            else:
                target.unlink(missing_ok=True)
                os.rename(entry.path, target)


def remove(site: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that become empty by it."""
    for path in paths:
        file = site / path
        file.unlink(missing_ok=True)
        with suppress(OSError):
            for folder in file.relative_to(site).parents[:-1]:
                (site / folder).rmdir()


def swap(stage: Path, site: Path, trash: Path) -> None:
    """Put everything of the stage in the place of everything in the site but what is hidden. The old goes to the trash.

    By renaming at the top alone: that takes moments, however large the site is.
    """
    site.mkdir(parents=True, exist_ok=True)
    trash.mkdir()
    old = {entry.name for entry in site.iterdir() if not entry.name.startswith(".")}
    for entry in stage.iterdir():
        if entry.name in old:
            (site / entry.name).rename(trash / entry.name)
        entry.rename(site / entry.name)
        old.discard(entry.name)
    for name in old:
        (site / name).rename(trash / name)


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Hold the lock of a site. Refused where somebody else has it. It is the system's: it ends with the process, however that ends.

    The file of the lock lies beside the site and stays there: to remove it would let two builds in.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(site.with_name(f".{site.name}.lock"), timeout=0):
            yield
    except Timeout:
        raise Refused(
            f"Nach „{site}“ schreibt gerade ein anderer Bau; bitte warten, bis er fertig ist, und neu beginnen"
        ) from None
