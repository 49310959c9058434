"""What a published site consists of and what it was made from: `manifest.json`, written last, so that a site without it is not whole."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NAME = "manifest.json"
_FORM = "pruefbuch-manifest-1"
_MAKERS = ("pruefbuch", "mkdocs", "properdocs", "mkdocs-material", "Markdown", "Jinja2", "nh3", "PyYAML")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a site was made from.

    `commit`: the git commit, empty where there is none; `changed`: whether files differed from it; `time`: of the commit, in seconds
    since 1970, 0 where there is none; `made_with`: version by package.
    """

    commit: str
    changed: bool
    time: int
    made_with: Mapping[str, str]


def origin_of(root: Path) -> Origin:
    """The origin of a site made from the folder `root` by this Python."""
    commit, _, time = _git(root, "log", "-1", "--format=%H %ct").partition(" ")
    versions = {name: found for name in _MAKERS if (found := _version(name))}
    return Origin(commit, bool(commit) and bool(_git(root, "status", "--porcelain", "--", ".")), int(time or 0), versions)


def write(site: Path, digests: Mapping[str, str], origin: Origin) -> str:
    """Write the manifest of the files with these SHA-256 digests (hex, by path). Returns twelve digits that name the site."""
    made = datetime.fromtimestamp(origin.time, UTC).isoformat() if origin.time else None
    source = {"commit": origin.commit or None, "changed": origin.changed, "time": made}
    content = {"format": _FORM, "source": source, "made_with": dict(origin.made_with), "files": dict(sorted(digests.items()))}
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


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
