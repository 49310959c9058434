"""A copy of what git tracks here, for tests that need a checkout of their own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def tracked() -> list[str]:
    """The path of every file that belongs to the project, also of new ones that nobody has added yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def copy_to(folder: Path) -> Path:
    """The files of the project in `folder`, with their times of change."""
    for path in tracked():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, folder / path)
    return folder
