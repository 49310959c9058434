"""The engine as a command: which one is installed, and a strict build with it in a process of its own."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

SETTINGS = "mkdocs.yml"
"""the settings of the site, at the root of the book"""
TODAY = "PRUEFBUCH_TODAY"
"""the variable of the environment by which a build is told the day; without it, it looks at the clock as `validate` does"""
PUBLISHER = "PRUEFBUCH_PUBLISHER"
"""the variable by which a build knows the process that is to publish it"""
NO_BANNER = "NO_MKDOCS_2_WARNING"
"""the variable that keeps Material from telling of its end of life at every build; what it means for towns stands in the guides"""
_PR_SET_PDEATHSIG = 1
"""of Linux (prctl(2))"""
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


def day_of_build() -> date:
    """The day, as whoever started the build has said it, or as it is. It goes into no page: it only tells which dates are wrong."""
    with suppress(ValueError):
        return date.fromisoformat(os.environ.get(TODAY, ""))
    return date.today()  # noqa: DTZ011 – the day on the wall of whoever builds


def publisher() -> int:
    """The process that is to publish this build; 0 where it only is a build."""
    number = os.environ.get(PUBLISHER, "")
    return int(number) if number.isdecimal() else 0


def end_with_publisher() -> None:
    """Let this process end when the one that wanted it does, where the system offers that: nobody needs what it would still build."""
    if not (parent := publisher()):
        return
    with suppress(AttributeError, TypeError, OSError):  # not Linux
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("Wer diesen Bau wollte, ist nicht mehr da.")


def run(root: Path, *words: str) -> int:
    """Let the engine do in the book `root` what the words say; returns its exit code. Raises NotInstalled."""
    env = {NO_BANNER: "1", **os.environ}
    return subprocess.run([*_engine(), *words, "-f", str(root / SETTINGS)], env=env, cwd=root, check=False).returncode  # noqa: S603 – our own words


def _engine() -> list[str]:
    """The words by which the engine is called. Raises NotInstalled."""
    engine = next((name for name in ENGINES if find_spec(name)), None)
    if engine is None:
        raise NotInstalled("MkDocs ist nicht installiert; bitte „.venv/bin/pip install -r requirements.txt“ ausführen")
    return [sys.executable, "-m", engine]


def build(root: Path, folder: Path, seconds: int, today: date) -> bool:
    """Build the site of the book in `root` into a folder. Returns whether that went well; problems stand on the terminal.

    `seconds` since 1970 are the date of the site, where it is not 0: the same commit then makes the same bytes. `today` goes into
    no page: it only stops a build whose book has later dates. Raises NotInstalled.
    """
    command = [*_engine(), "build", "--strict", "-f", str(root / SETTINGS), "-d", str(folder)]
    env = {NO_BANNER: "1", TODAY: today.isoformat()} | ({"SOURCE_DATE_EPOCH": str(seconds)} if seconds else {}) | os.environ
    return not subprocess.run(command, env={**env, PUBLISHER: str(os.getpid())}, cwd=root, check=False).returncode  # noqa: S603 – our own words
