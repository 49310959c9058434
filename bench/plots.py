"""The plots that Prüfbuch builds: corpora with settings, kept in the cache from one call to the next."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from bench import corpus, words

ROOT = Path(__file__).parent.parent
CACHE = Path(__file__).parent / ".cache"
ALL = "mkdocs.yml"
"""the settings with which Prüfbuch builds everything"""
LIKE = "mkdocs-like.yml"
"""the settings with which it builds what its peers build too"""


def plot(size: int) -> Path:
    """The folder of a plot of so many assessments, with the settings as they are now."""
    folder = CACHE / f"plot-{size}-{_fingerprint()}"
    if not folder.is_dir():
        for old in CACHE.glob(f"plot-{size}-*"):
            shutil.rmtree(old)
        fresh = CACHE / f"new-{size}"
        shutil.rmtree(fresh, ignore_errors=True)
        corpus.write(fresh, size)
        fresh.rename(folder)
    for name, change in ((ALL, {}), (LIKE, like_for_like())):
        (folder / name).write_text(yaml.safe_dump({**settings(), **change}, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def settings() -> dict[str, Any]:
    """The settings of this repository for a plot elsewhere. Sections of its navigation (the guides) are not in a plot."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    found["hooks"] = [str(ROOT / hook) for hook in found["hooks"]]
    found["theme"]["custom_dir"] = str(ROOT / found["theme"]["custom_dir"])
    found["nav"] = [
        entry
        for entry in found["nav"]
        if isinstance(entry, str) or not any(isinstance(pages, list) for pages in entry.values())
    ]
    del found["watch"]
    return found


def like_for_like() -> dict[str, Any]:
    """The settings that leave out what the peers do not build."""
    return {"hooks": [*settings()["hooks"], str(Path(__file__).parent / "like.py")]}


def _fingerprint() -> str:
    """Changes with the modules that make the corpus."""
    sources = (Path(module.__file__ or "").read_bytes() for module in (corpus, words))
    return sha256(b"".join(sources)).hexdigest()[:12]
