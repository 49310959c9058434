"""Files of a site: written into a folder beside it, moved into it when all of them are there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

Look = Callable[[str], os.stat_result | None]
"""what the system says of a file, by its path; None where it is gone"""


class Seal(NamedTuple):
    """A file as it was written: the key of what it shows, its size in bytes, the time of its last change in ns."""

    key: str
    size: int
    changed: int


def write(folder: str, path: str, data: bytes, key: str) -> Seal:
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
    return Seal(key, status.st_size, status.st_mtime_ns)


@contextmanager
def looking(folder: Path) -> Iterator[Look]:
    """Look at files below a folder from there. Else the system would look up every name on the way to it, anew for each file."""
    if os.stat not in os.supports_dir_fd or not folder.is_dir():  # on Windows there is no other way
        yield partial(_status, None, f"{folder}/")
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield partial(_status, handle, "")
    finally:
        os.close(handle)


def _status(handle: int | None, before: str, path: str) -> os.stat_result | None:
    try:
        return os.stat(before + path, dir_fd=handle)
    except OSError:
        return None


def untouched(look: Look, path: str, seal: Seal) -> bool:
    """Whether a file is there as it was written."""
    status = look(path)
    return status is not None and (status.st_size, status.st_mtime_ns) == (seal.size, seal.changed)


def stamp(file: Path | str) -> tuple[int, int] | None:
    """Size and time of the last change of a file: where they are the same, it is taken for the same. None where it is gone."""
    status = _status(None, "", str(file))
    return (status.st_size, status.st_mtime_ns) if status else None


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
