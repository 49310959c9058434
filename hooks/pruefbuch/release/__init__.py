"""Publishing: a new site is built and inspected beside the old one, then takes its place in a single step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pruefbuch.build import output
from pruefbuch.release import inspection, manifest, switching


class Unsound(Exception):
    """The new site is not published; the text gives the reasons, one a line. The old one is as it was."""


class Release(NamedTuple):
    """What was published: the number of its files, and pages of the last publication that are gone, by path."""

    files: int
    gone: list[str]


def publish(target: Path, build: Callable[[Path], None], expected: Iterable[str], source: manifest.SourceState) -> Release:
    """Put a new site in the place of the one in `target`.

    `build` writes the site into a folder, `expected` are paths that must be in it, `source` is what it is made from. Raises Unsound,
    output.Refused, OSError, or what `build` raises; then, as after a crash at any moment, the old site is there and complete.
    """
    output.check_replaceable(target)
    output.open_to_readers()
    with output.lock(target), _temporary_folder(target) as folder:
        fresh = folder / "site"
        build(fresh)
        (fresh / manifest.NAME).unlink(missing_ok=True)  # that of the build: what is published says more
        findings = inspection.inspect(fresh, expected)
        if findings.faults:
            raise Unsound("\n".join(findings.faults))
        name = manifest.write(fresh, findings.digests, source)
        gone = sorted(path for path in output.listed(target) - findings.digests.keys() if path.endswith(".html"))
        output.check_own(target)
        try:
            switching.switch(fresh, target, name)
        except RecursionError as error:
            raise output.Refused(f"„{target}“ enthält zu tief verschachtelte Ordner; bitte löschen") from error
    return Release(len(findings.digests), gone)


@contextmanager
def _temporary_folder(target: Path) -> Iterator[Path]:
    """A new folder beside the target, on the same disk, removed in the end; those that killed runs have left are cleared first."""
    output.check_replaceable(target)
    output.check_own(target)
    folder = output.new_stage(target, "publish")
    try:
        yield folder
    finally:
        output.clear_stages(target, "publish")
