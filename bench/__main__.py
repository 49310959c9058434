"""`python -m bench`: measure everything, print the report."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import parts
from bench.builders import FailedError
from bench.compare import DifferenceError
from bench.report import Part, markdown
from bench.serving import readers, serving

_OWN = ("linear", "warm", "serve", "readers")
_MEMORY_DISK = Path("/dev/shm")  # noqa: S108 -- a fresh folder is made in it


def main() -> int:
    """Measure as the command line says. Returns 1 where a program fails or differs, or with --check where a target is lost."""
    options = _options()
    out = Path(tempfile.mkdtemp(prefix="pruefbuch-bench-", dir=_MEMORY_DISK if _MEMORY_DISK.is_dir() else None))
    lost = []
    try:
        print(f"# Prüfbuch beside its peers: {options.size} assessments, medians of {options.runs} turns", flush=True)
        for part in _parts(options, out):
            print("\n".join(markdown(part)), flush=True)
            lost += [ratio.name for ratio in part.ratios if not ratio.kept]
    except (DifferenceError, FailedError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(out)
    return 1 if lost and options.check else 0


def _parts(options: argparse.Namespace, out: Path) -> Iterator[Part]:
    names, size, runs = options.only, options.size, options.runs
    if peers := [name for name in parts.PEERS if name in names]:
        yield parts.beside_peers(peers, size, runs, out)
    if "linear" in names:
        yield parts.linear(size, runs, out, large=options.large)
    if "warm" in names:
        yield parts.warm(size, runs, out)
    if "serve" in names:
        yield serving(size, runs, out)
    if "readers" in names:
        yield readers(size, runs, out)


def _options() -> argparse.Namespace:
    names = (*parts.PEERS, *_OWN)
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="assessments (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="timed turns of all programs (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME", help=f"some of: {', '.join(names)}")
    parser.add_argument("--large", action="store_true", help="also ten times as many assessments")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is lost")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
