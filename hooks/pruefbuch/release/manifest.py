"""`manifest.json`: the files of a published site, and what it was made from. It is written last: a site without it is not complete."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pruefbuch import git, tree
from pruefbuch.build import output
from pruefbuch.engine.command import PACKAGES, versions

NAME, _FORMAT = output.MANIFEST, output.MARKS[0]
_NAMED = ("pruefbuch", *PACKAGES, "Markdown", "Jinja2", "nh3", "PyYAML")
"""packages whose versions are named, where they are installed"""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What a site was made from.

    `commit`: the git commit, empty where it is not known; `changed`: whether files differed from it; `time`: of the commit, in seconds
    since 1970, 0 where there is none; `made_with`: version by package; `unknown`: why the commit is not known, in German.
    """

    commit: str
    changed: bool
    time: int
    made_with: Mapping[str, str]
    unknown: str = ""


def source_state(root: Path) -> SourceState:
    """What a site is made from that this Python makes of the folder `root`: known, or said to be unknown, never guessed."""
    made_with = versions(*_NAMED)
    try:
        if not git.say(root, "ls-files", "--", *tree.FOLDERS):
            raise git.Silent("die Dateien des Prüfbuchs stehen nicht unter Versionsverwaltung")
        commit, _, time = git.say(root, "log", "-1", "--format=%H %ct").partition(" ")
        return SourceState(commit, _differs(root), int(time), made_with)
    except git.Silent as unknown:
        return SourceState("", False, 0, made_with, str(unknown))


def _differs(root: Path) -> bool:
    """Whether any file of a folder is not as in the commit: also those of the book that git ignores, or was told not to look at."""
    changed = git.say(root, "status", "--porcelain", "--untracked-files=all", "--", ".")
    ignored = git.say(root, "ls-files", "--others", "--ignored", "--exclude-standard", "--", *tree.FOLDERS)
    unseen = [line for line in git.say(root, "ls-files", "-v", "--", ".").splitlines() if line[0] == "S" or line[0].islower()]
    return bool(changed or ignored or unseen)


def write(site: Path, digests: Mapping[str, str], source: SourceState) -> str:
    """Write the manifest of the files with these SHA-256 digests (hex, by path). Returns twelve digits that name the site."""
    content = {
        "format": _FORMAT,
        "source": {
            "commit": source.commit or None,
            "changed": source.changed if source.commit else None,
            "time": datetime.fromtimestamp(source.time, UTC).isoformat() if source.time else None,
            **({"unknown": source.unknown} if source.unknown else {}),
        },
        "made_with": dict(source.made_with),
        "files": dict(sorted(digests.items())),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (site / NAME).write_text(text, "utf-8", newline="\n")
    return sha256(text.encode()).hexdigest()[:12]
