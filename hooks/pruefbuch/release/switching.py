"""A new folder takes the place of an old one in a single step: a reader finds either of them, never a part of one or nothing."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from glob import escape
from pathlib import Path

from pruefbuch.build import output

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
"""of Linux (renameat2(2), since 3.15)"""


def switch(fresh: Path, target: Path, name: str) -> None:
    """Put the folder `fresh` in the place of `target`; where `fresh` was, or beside the target, the old one may be left to be cleared.

    Hidden entries of the old folder (.well-known, .htaccess) are taken along. Where `target` is a symbolic link it is turned to the
    new folder, which then stands beside it as `<target>.<name>`: that works on every disk. OSError where a disk knows no single step.
    """
    if target.exists():
        _take_along(target, fresh)
    getattr(os, "sync", lambda: None)()  # nothing takes the place of the old site before it is on the disk
    if target.is_symlink():
        _turn(target, fresh, target.with_name(f"{target.name}.{name}"))
    elif target.exists():
        _exchange(target, fresh)
    else:
        fresh.rename(target)


def _take_along(target: Path, fresh: Path) -> None:
    shutil.copymode(target, fresh)
    for entry in target.iterdir():
        if not entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, fresh / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, fresh / entry.name, follow_symlinks=False)


def _turn(link: Path, fresh: Path, release: Path) -> None:
    """Turn a link to a release; the one before goes, and what a killed run has left."""
    if link.resolve() == release.resolve():
        return  # the very same site
    if output.listed(release):
        shutil.rmtree(release, ignore_errors=True)
    fresh.rename(release)
    turned = fresh.with_name("link")
    turned.symlink_to(release.name, target_is_directory=True)
    turned.replace(link)
    for old in link.parent.glob(f"{escape(link.name)}.{'[0-9a-f]' * 12}"):
        if old != release and output.listed(old):
            shutil.rmtree(old, ignore_errors=True)


def _exchange(old: Path, new: Path) -> None:
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, TypeError, OSError):  # not Linux, or an old one
        raise OSError(errno.ENOSYS, "Ordner lassen sich hier nicht in einem Schritt tauschen", str(old)) from None
    if swap(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE):
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(old))
