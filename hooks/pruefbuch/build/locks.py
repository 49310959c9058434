"""One build at a time for each site. The lock is the system's: it ends with the process, however that ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pruefbuch.build.output import Refused


@contextmanager
def lock(site: Path) -> Iterator[None]:
    """Hold the lock of a site. Refused where somebody else has it.

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
