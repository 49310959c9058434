"""The same book gives the same bytes, wherever, whenever and with however many workers the real `mkdocs build` builds it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import site as packages
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from plots import SHEET
from pruefbuch.build import output
from test_floors import HOUSE
from test_site import ROOT, plot

TOWNS = ("aue", "bad-muster", "musterort", "zella")
BOOK = {
    "content/index.md": "# Bücher & Maße\n\nÜber [Ergebnisse](ergebnisse/index.md) – „Straße“\n",
    **{f"assessments/{town}/municipality.yml": f"name: Ort {town} ß\nkind: Gemeinde\nmade_up: true\n" for town in TOWNS},
    **{
        f"assessments/{town}/radweg-{year}.yml": SHEET.replace("2026-03", f"{year}-03").replace("Radweg", f"Gehölz „{town}“")
        for town in TOWNS
        for year in (2022, 2024, 2026)
    },
}

MACHINES = {
    "clock": {"OTHER_CLOCK": str(400 * 24 * 3600)},
    "source-date-epoch": {"SOURCE_DATE_EPOCH": "86400"},
    "time-zone": {"TZ": "Pacific/Kiritimati"},
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "no-default-encoding": {"PYTHONWARNDEFAULTENCODING": "1", "PYTHONWARNINGS": "error::EncodingWarning"},
    "order-of-files": {"OTHER_ORDER": "1"},
    "hash-seed": {"PYTHONHASHSEED": "4711"},
    "one-worker": {"OTHER_CORES": "1"},
    "five-workers": {"OTHER_CORES": "5"},
}

START = "import sitecustomize, runpy; runpy.run_module('mkdocs', run_name='__main__', alter_sys=True)"
"""MkDocs on a machine like this, without the module `site`."""


def code(folder: Path) -> list[Path]:
    """Where Python finds this house and all packages. Links, because in the locale C Python stumbles over an umlaut in a path."""
    places = [ROOT / "tests" / "other_machine", ROOT / "hooks", *map(Path, packages.getsitepackages())]
    links = [folder / f"code-{number}" for number in range(len(places))]
    for link, place in zip(links, places, strict=True):
        if not link.is_symlink():
            link.symlink_to(place)
    return links


def built(root: Path, target: Path, machine: dict[str, str]) -> dict[str, bytes]:
    """All files of a site, built from nothing on a machine like this."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    seen = target.with_name("seen")
    plain = {"PATH": os.environ["PATH"], "HOME": str(target.parent), "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"}
    ours = {
        "NO_MKDOCS_2_WARNING": "1",
        "OTHER_MACHINE": str(seen),
        "PYTHONPATH": os.pathsep.join(map(str, code(target.parent))),
    }
    command = [sys.executable, "-S", "-c", START, "build", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    done = subprocess.run(command, env={**plain, **ours, **machine}, capture_output=True, cwd=root, check=False)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert seen.exists()
    return {path: (target / path).read_bytes() for path in output.files(target)}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A book and its site, built here and now."""
    folder = tmp_path_factory.mktemp("usual")
    root = plot(folder / "root", BOOK)
    return root, built(root, folder / "site", {})


@pytest.mark.parametrize("machine", MACHINES.values(), ids=MACHINES)
def test_a_build_looks_at_nothing_but_the_book(
    usual: tuple[Path, dict[str, bytes]], tmp_path: Path, machine: dict[str, str]
) -> None:
    root, site = usual
    assert len(site) > 50
    assert differing(site, built(root, tmp_path / "site", machine)) == []


def test_a_copy_elsewhere_gives_the_same_bytes(usual: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Another path, with blanks and umlauts, other times of change, files made in another order."""
    _, site = usual
    root = plot(tmp_path / "Ein schöner Ordner", dict(reversed(BOOK.items())))
    for path in root.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    assert differing(site, built(root, tmp_path / "site", {})) == []


def test_the_order_of_entries_changes_nothing_but_checksums(usual: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    """Every YAML file of the book written from bottom to top; a result names the checksum of its file."""
    _, site = usual
    turned = {
        path: "\n".join(reversed(text.splitlines())) + "\n" if path.endswith(".yml") else text for path, text in BOOK.items()
    }
    assert turned != BOOK

    def without(sums_of: dict[str, str], pages: dict[str, bytes]) -> dict[str, bytes]:
        sums = [sha256(text.encode()).hexdigest() for path, text in sums_of.items() if path.startswith("assessments/")]
        pattern = re.compile("|".join(f"{each}|{each[:12]}" for each in sums).encode())
        return {path: pattern.sub(b"", data) for path, data in pages.items()}

    other = built(plot(tmp_path / "root", turned), tmp_path / "site", {})
    assert differing(without(BOOK, site), without(turned, other)) == []


def test_no_room_has_a_clock() -> None:
    """What must know the day gets it as an argument; only the console of a person at a terminal and the engine may look."""
    clocks = {"time", "time_ns", "now", "today", "utcnow", "localtime", "gmtime", "monotonic"}
    asking = {
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clocks
    }
    assert asking == {"cli/console.py", "engine/command.py"}
