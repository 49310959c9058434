"""Publishing: a new site is built and inspected beside the old one, then takes its place in a single step."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pruefbuch.build import output
from pruefbuch.release import inspection, manifest, switching


class Unsound(Exception):
    """The new site is not published; the text gives the reasons, one a line. The old one is as it was."""


def publish(target: Path, build: Callable[[Path], None], expected: Iterable[str], source: manifest.SourceState) -> int:
    """Put a new site in the place of the one in `target`. Returns the number of its files.

    `build` writes the site into a folder, `expected` are paths that must be in it, `source` is what it is made from. Raises Unsound,
    output.Refused, OSError, or what `build` raises; then, as after a crash at any moment, the old site is there and complete.
    """
    with output.lock(target), _temporary_folder(target) as folder:
        fresh = folder / "site"
        build(fresh)
        findings = inspection.inspect(fresh, expected)
        if findings.faults:
            raise Unsound("\n".join(findings.faults))
        name = manifest.write(fresh, findings.digests, source)
        switching.switch(fresh, target, name)
    return len(findings.digests)


@contextmanager
def _temporary_folder(target: Path) -> Iterator[Path]:
    """A new folder beside the target, on the same disk, removed in the end. One that a killed run has left is cleared first."""
    output.check_replaceable(target)
    folder = target.with_name(f".{target.name}.publish")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
