"""Makes a release of what is committed, as `make release` does after all checks.

    python tools/release.py 2026-12-01

The version is that of pyproject.toml. What CHANGELOG.md lists as not released gets a heading with the version and the day; that is the one
commit of a release, and the tag `v<version>` names it. In dist/ lie then wheel, source archive, bill of materials, the list of packages
with all checksums for towns, and the notes. Nothing is pushed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from datetime import date
from hashlib import sha256
from pathlib import Path

from pruefbuch.cli.blanks import packages

ROOT = Path.cwd()
_OPEN = "## Unveröffentlicht\n"


class Refusal(Exception):
    """There is nothing to release; the text says why and what to do."""


def main(day: str) -> int:
    """Release; 2 where that cannot be done, with the reason, and everything as it was."""
    try:
        version = _version()
        changes = _changes((ROOT / "CHANGELOG.md").read_text("utf-8"))
        _check(version)
        _release(version, date.fromisoformat(day), changes)
    except (Refusal, ValueError) as refusal:
        print(f"Keine Veröffentlichung: {refusal}", file=sys.stderr)
        return 2
    print(f"v{version} veröffentlicht; die Dateien liegen in dist/. Jetzt: git push --follow-tags")
    return 0


def _version() -> str:
    version: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        raise Refusal(f"„version“ in pyproject.toml ist „{version}“; erlaubt: drei Zahlen wie 0.2.0")
    return version


def _changes(changelog: str) -> str:
    """What CHANGELOG.md lists as not released yet."""
    if _OPEN not in changelog:
        raise Refusal("in CHANGELOG.md fehlt die Überschrift „## Unveröffentlicht“; bitte ergänzen")
    changes = changelog.partition(_OPEN)[2].partition("\n## ")[0].strip()
    if not changes:
        raise Refusal("in CHANGELOG.md steht nichts unter „Unveröffentlicht“; bitte beschreiben, was neu ist")
    return changes


def _check(version: str) -> None:
    if _git("status", "--porcelain"):
        raise Refusal("hier liegt Ungespeichertes; bitte erst committen")
    if _git("tag", "--list", f"v{version}"):
        raise Refusal(f"v{version} gibt es schon; bitte in pyproject.toml die nächste Fassung eintragen und committen")


def _release(version: str, day: date, changes: str) -> None:
    """Write the heading, build, then commit and tag; the heading is gone again where something fails."""
    file = ROOT / "CHANGELOG.md"
    before = file.read_text("utf-8")
    file.write_text(before.replace(_OPEN, f"{_OPEN}\n## {version} – {day.isoformat()}\n", 1), "utf-8")
    try:
        subprocess.run(["make", "--no-print-directory", "dist"], cwd=ROOT, check=True)  # noqa: S607 – that of whoever releases
        (wheel,) = (ROOT / "dist").glob("*.whl")
        (ROOT / "dist/requirements.txt").write_text(packages(version, sha256(wheel.read_bytes()).hexdigest()), "utf-8")
        (ROOT / "dist/NOTES.md").write_text(f"# Prüfbuch {version}\n\n{changes}\n", "utf-8")
        _git("commit", "-q", "-m", f"Version {version}", "--", file.name)
    except (subprocess.CalledProcessError, ValueError) as error:
        file.write_text(before, "utf-8")
        raise Refusal("das Paket ließ sich nicht bauen; oben steht, woran es liegt") from error
    _git("tag", "-a", f"v{version}", "-F", "dist/NOTES.md", "--cleanup=verbatim")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)  # noqa: S603, S607 – our own words
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
