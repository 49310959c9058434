"""Files of a site: written into a folder beside it, moved into it when all of them are there; by one build at a time."""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from pruefbuch import compact, system
from pruefbuch.tree import FileState, state_of

Look = Callable[[str], FileState | None]
"""the state of a file, by its path; None where it is gone"""
MANIFEST = "manifest.json"
"""the mark by which a folder is ours: it lists what we have written there"""
MARKS = ("pruefbuch-manifest-1", "pruefbuch-build-1")
"""formats of it: of a publication, with checksums, and of a build"""


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
    """Refused where what a site is to replace is no folder or not ours: nothing that somebody needs is ever cleared away.

    A folder is ours by our mark alone, whatever else lies there.
    """
    place = site
    while (is_folder := _is_folder(place)) is None:
        place = place.absolute().parent
    if not is_folder:
        raise Refused(f"„{place}“ ist eine Datei und kein Ordner; bitte einen leeren oder neuen Ordner nennen")
    if place == site and not listed(site) and any(not name.startswith(".") for name in os.listdir(site)):
        remedy = "bitte einen leeren oder neuen Ordner nennen oder diesen selbst leeren"
        raise Refused(f"„{site}“ enthält etwas anderes als eine Seite von Prüfbuch (dort fehlt unsere {MANIFEST}); {remedy}")


def _is_folder(place: Path) -> bool | None:
    """Whether that is a folder; None where nothing is there."""
    try:
        return stat.S_ISDIR(place.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Refused(system.reason(error)) from error


def check_own(site: Path) -> None:
    """Refused where a site holds anything that we have not written, other than what is hidden: it would be cleared away."""
    ours = {*listed(site), MANIFEST}
    folders = {part for path in ours for part in _parents(path)}
    waiting = [""] if site.is_dir() else []
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False) and path in folders:
                    waiting.append(f"{path}/")
                elif path not in ours and (folder or not entry.name.startswith(".")):
                    remedy = (
                        "bitte anderswohin legen (unter content/ gehört es zur Seite), löschen oder einen anderen Ordner nennen"
                    )
                    raise Refused(f"„{site}/{path}“ ist nicht von Prüfbuch und ginge verloren; {remedy}")


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def listed(site: Path) -> frozenset[str]:
    """The paths that our mark in a folder lists; none where there is no mark of ours."""
    try:
        content = json.loads((site / MANIFEST).read_bytes())
        return frozenset([*map(str, content["files"]), MANIFEST]) if content["format"] in MARKS else frozenset()
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def mark(site: Path, paths: Iterable[str]) -> None:
    """Mark a folder as ours, with these files."""
    system.write({site / MANIFEST: compact.dumps({"format": MARKS[1], "files": sorted({*paths} - {MANIFEST})})})


def new_stage(site: Path, purpose: str) -> Path:
    """A new folder beside a site, of a name that nobody else can have; what killed runs have left there is cleared away.

    Only whoever holds the lock of the site may call it.
    """
    clear_stages(site, purpose)
    stage = Path(tempfile.mkdtemp(prefix=f".{site.name}.{purpose}-", dir=site.absolute().parent))
    stage.chmod(0o777 & ~_umask())
    return stage


def clear_stages(site: Path, purpose: str) -> None:
    """Remove all stages beside a site; also what an older program may have left there under a name of its own."""
    beside, start = site.absolute().parent, f".{site.name}.{purpose}"
    for stage in (*beside.glob(f"{escape(start)}-*"), *(beside / f"{start}{end}" for end in ("", ".old"))):
        shutil.rmtree(stage, ignore_errors=True)


def open_to_readers() -> None:
    """From now on let everybody read what this process and those it starts write: a web server has an account of its own."""
    os.umask(_umask() & ~0o055)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
    """Put everything of the stage in the place of everything in the site but what is hidden and the mark. The old goes to the trash.

    By renaming at the top alone: that takes moments, however large the site is.
    """
    site.mkdir(parents=True, exist_ok=True)
    trash.mkdir()
    old = {entry.name for entry in site.iterdir() if not entry.name.startswith(".")} - {MANIFEST}
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

    OSError where nobody may write beside the site.

    The file of the lock lies beside the site and stays there: to remove it would let two builds in.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
    except RecursionError:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(site)) from None
    file = site.with_name(f".{site.name}.lock")
    try:
        with FileLock(file, timeout=0):
            yield
    except Timeout:
        if not file.exists():  # nobody holds it: it cannot be made here
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(site.parent)) from None
        raise Refused(
            f"Nach „{site}“ schreibt gerade ein anderer Bau; bitte warten, bis er fertig ist, und neu beginnen"
        ) from None
