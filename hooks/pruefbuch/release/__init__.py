"""Publishing: a site is made and checked beside the old one, which stays whole until the new one takes its place in a single step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pruefbuch.build import locks, output
from pruefbuch.release import inspection, manifest, switching


class Stop(Exception):
    """The site cannot be published; the text says why, a line for each reason. The old one is as it was."""


def publish(target: Path, engine: Callable[[Path], None], expected: Iterable[str], origin: manifest.Origin) -> int:
    """Put the site that `engine` writes into a folder in the place of the one in `target`. Returns the number of its files.

    `expected` are paths in the site that must be there, `origin` is what it is made from. Raises Stop, output.Refused,
    OSError, or what the engine raises; then, as after a crash at any moment, the old site is there and whole.
    """
    with locks.lock(target), _workshop(target) as workshop:
        fresh = workshop / "site"
        engine(fresh)
        found = inspection.inspect(fresh, expected)
        if found.faults:
            raise Stop("\n".join(found.faults))
        name = manifest.write(fresh, found.digests, origin)
        switching.switch(fresh, target, name)
    return len(found.digests)


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A new folder beside the target, on the same disk, gone in the end. What a killed run has left there is cleared first."""
    output.check_replaceable(target)
    folder = target.with_name(f".{target.name}.publish")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
