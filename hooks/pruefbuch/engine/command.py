"""The engine as a command: which one is installed, and a strict build with it in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

SETTINGS = "mkdocs.yml"
"""the settings of the site, at the root of the book"""
ENGINES = ("properdocs", "mkdocs")
"""the first that is installed builds: MkDocs comes along with the theme, but ProperDocs is there because somebody chose it"""
PACKAGES = (*reversed(ENGINES), "mkdocs-material")
"""names under which packages of the engine are installed"""


def versions(*names: str) -> dict[str, str]:
    """Version by name of those packages that are installed."""
    installed = {}
    for name in names:
        with suppress(PackageNotFoundError):
            installed[name] = version(name)
    return installed


class NotInstalled(Exception):
    """There is no engine; the text says what to do."""


def build(root: Path, folder: Path, seconds: int) -> bool:
    """Build the site of the book in `root` into a folder. Returns whether that went well; problems stand on the terminal.

    `seconds` since 1970 are the date of the site, where it is not 0: the same commit then makes the same bytes. Raises NotInstalled.
    """
    engine = next((name for name in ENGINES if find_spec(name)), None)
    if engine is None:
        raise NotInstalled("MkDocs ist nicht installiert; bitte „make install“ ausführen")
    command = [sys.executable, "-m", engine, "build", "--strict", "-f", str(root / SETTINGS), "-d", str(folder)]
    env = {"SOURCE_DATE_EPOCH": str(seconds)} if seconds else {}
    return not subprocess.run(command, env={**env, **os.environ}, cwd=root, check=False).returncode  # noqa: S603 – our own words
