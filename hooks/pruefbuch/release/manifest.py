"""`manifest.json`: the files of a published site, and what it was made from. It is written last: a site without it is not complete."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pruefbuch.engine.command import PACKAGES, versions

NAME = "manifest.json"
_FORMAT = "pruefbuch-manifest-1"
_NAMED = ("pruefbuch", *PACKAGES, "Markdown", "Jinja2", "nh3", "PyYAML")
"""packages whose versions are named, where they are installed"""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a site was made from.

    `commit`: the git commit, empty where there is none; `changed`: whether files differed from it; `time`: of the commit, in seconds
    since 1970, 0 where there is none; `made_with`: version by package.
    """

    commit: str
    changed: bool
    time: int
    made_with: Mapping[str, str]


def source_state(root: Path) -> SourceState:
    """What a site is made from that this Python makes of the folder `root`."""
    commit, _, time = _git(root, "log", "-1", "--format=%H %ct").partition(" ")
    changed = bool(commit) and bool(_git(root, "status", "--porcelain", "--", "."))
    return SourceState(commit, changed, int(time or 0), versions(*_NAMED))


def write(site: Path, digests: Mapping[str, str], source: SourceState) -> str:
    """Write the manifest of the files with these SHA-256 digests (hex, by path). Returns twelve digits that name the site."""
    content = {
        "format": _FORMAT,
        "source": {
            "commit": source.commit or None,
            "changed": source.changed,
            "time": datetime.fromtimestamp(source.time, UTC).isoformat() if source.time else None,
        },
        "made_with": dict(source.made_with),
        "files": dict(sorted(digests.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (site / NAME).write_text(text, "utf-8", newline="\n")
    return sha256(text.encode()).hexdigest()[:12]


def _git(root: Path, *arguments: str) -> str:
    """What git says of a folder, "" where there is no git or no commit."""
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.strip()  # noqa: S603 – git itself
    except (OSError, subprocess.CalledProcessError):
        return ""
