"""Compiled templates, kept from build to build: compiling them takes 0.3 s, a third of a build in which nothing is new.

Whoever writes these files decides what the next build executes. So they lie in the user's own cache folder, where nobody else may
write, never in the book or in what CI restores from other runs. Without such a folder every build compiles its templates.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from platformdirs import user_cache_path

MOST = 1000
"""files that are kept; a site has about a hundred templates, and every folder of templates has files of its own"""
_DIGEST = sha256().digest_size


class TemplateCache(BytecodeCache):
    """Compiled templates in a folder, a file for each template.

    A file counts only for the same source, compiled by the same program for the same language, with the same Python and libraries; and
    only as it was written, which its checksum tells: Python may crash on damaged code.
    """

    def __init__(self, folder: Path, made_by: str) -> None:
        """`made_by` names everything but the source that decides what a template is compiled to."""
        self._folder = folder
        self._made_by = made_by

    @classmethod
    def open(cls, root: Path, made_by: str) -> Self | None:
        """The cache of this user; None where there is no folder for it that is safe. `root` is the folder of the book."""
        folder = private_folder(user_cache_path("pruefbuch", appauthor=False) / "templates", root)
        if folder is None:
            return None
        files = [*folder.iterdir()]
        for file in files if len(files) > MOST else ():
            file.unlink(missing_ok=True)
        return cls(folder, made_by)

    def get_source_checksum(self, source: str) -> str:
        """The checksum by which a compiled template is recognised."""
        return sha256(f"{self._made_by}\n{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from its file, where that counts."""
        try:
            data = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        if sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
            bucket.bytecode_from_string(data[_DIGEST:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template into its file, in one step; nothing is written where there is no space."""
        code = bucket.bytecode_to_string()
        with suppress(OSError), NamedTemporaryFile(dir=self._folder, delete=False) as file:
            try:
                file.write(sha256(code).digest() + code)
                file.close()
                Path(file.name).replace(self._folder / bucket.key)
            except OSError:
                Path(file.name).unlink()


def private_folder(folder: Path, root: Path) -> Path | None:
    """The folder, made with the mode 0700 where it is missing, if it is safe to execute what lies there; else None.

    It must belong to this user, be no link, and lie outside the book in `root`. Nobody but this user and the administrator may write
    in it, or put another folder in its place. On Windows the cache folder of a user is closed to others.
    """
    if not folder.is_absolute() or folder.resolve().is_relative_to(root.resolve()):
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not hasattr(os, "getuid"):
            return folder
        own, above = folder.lstat(), {*folder.parents, *folder.resolve().parents}
        private = stat.S_ISDIR(own.st_mode) and own.st_uid == os.getuid() and not own.st_mode & 0o077
        return folder if private and all(_is_guarded(parent.stat()) for parent in above) else None
    except OSError:
        return None


def _is_guarded(status: os.stat_result) -> bool:
    """Whether others can neither rename nor remove what this user has in a folder; in one with the sticky bit (/tmp) they cannot."""
    return status.st_uid in (0, os.getuid()) and bool(not status.st_mode & 0o022 or status.st_mode & stat.S_ISVTX)
