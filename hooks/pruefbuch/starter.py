"""What comes with the program beside the program: pages that every site needs, guides, catalogues to choose from, lists of packages.

A site that `pruefbuch init` made holds none of these pages. It takes them from here as long as it has no page of the same name, and says
so by `[tool.pruefbuch]` in its pyproject.toml. The repository of the program has them as its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

SETTINGS = "pyproject.toml"
"""the file in which a site says that it takes pages from the program"""
EDITIONS = "content/kataloge"
"""the folder with a folder for each catalogue, with a folder for each edition"""

_PACKED = Path(__file__).with_name("packed")
HOME = _PACKED if _PACKED.is_dir() else Path(__file__).parents[2]
"""the folder with content/, settings and packages of the program: beside this file in a wheel, else the repository"""

_TABLE = re.compile(r"^\[tool\.pruefbuch", re.MULTILINE)
TEMPLATES = Path(__file__).with_name("theme") if _PACKED.is_dir() else HOME / "theme_overrides"
"""the folder of the theme"""

_NEEDED = re.compile(r"content/(?:rechtliches/[^/]+\.md|mitmachen/[^/]+\.md|methode\.md|suche/synonyms\.yml)")
"""what every site has: pages of the book lead there"""
_GUIDE = re.compile(r"content/(?:leitfaden|betrieb)/[^/]+\.md")


class NoToml(ValueError):
    """pyproject.toml is no TOML; the text says where (in English, as Python does)."""


@dataclass(frozen=True)
class Site:
    """What a site says of itself in pyproject.toml: the version of the program that made it, what was answered, what was written.

    `answers` by question; `written`: SHA-256 (hex) by path of what `init` or `update` wrote.
    """

    version: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)

    @property
    def guide(self) -> bool:
        """Whether the guides of the program are its own too."""
        return self.answers.get("guide") is not False


def site_of(root: Path) -> Site | None:
    """What the site in `root` says of itself; None where it takes nothing from the program. Raises NoToml, OSError."""
    try:
        text = (root / SETTINGS).read_text("utf-8")
    except FileNotFoundError:
        return None
    return site_in(text)


def site_in(text: str) -> Site | None:
    """What a site says of itself in the text of its pyproject.toml; None where it takes nothing from the program. Raises NoToml."""
    if not _TABLE.search(text):
        return None
    try:
        table: dict[str, Any] = tomllib.loads(text)["tool"]["pruefbuch"]
    except tomllib.TOMLDecodeError as error:
        raise NoToml(str(error)) from error
    answers, written = (value if isinstance(value := table.get(key), dict) else {} for key in ("answers", "written"))
    return Site(str(table.get("version", "")), answers, written)


def pages(site: Site) -> dict[str, bytes]:
    """The pages that a site takes from the program, by path from its root."""
    return {path: data for path, data in _pages().items() if site.guide or not _GUIDE.fullmatch(path)}


def has_page(path: str) -> bool:
    """Whether the program has a page that a site may have left out: a guide, or the introduction of a catalogue."""
    return path in _pages() or (HOME / path).is_file()


def edition(name: str, number: str) -> dict[str, bytes]:
    """The files of an edition by path from the root of a site; none where the program has no such edition."""
    folder = HOME / EDITIONS / name / number
    return {path.relative_to(HOME).as_posix(): path.read_bytes() for path in sorted(_visible(folder.rglob("*")))}


@lru_cache(maxsize=1)
def _pages() -> dict[str, bytes]:
    """Once per process: what is installed stays as it is."""
    paths = {path.relative_to(HOME).as_posix(): path for path in sorted(_visible((HOME / "content").rglob("*")))}
    return {name: path.read_bytes() for name, path in paths.items() if _NEEDED.fullmatch(name) or _GUIDE.fullmatch(name)}


def _visible(paths: Iterable[Path]) -> Iterable[Path]:
    return (path for path in paths if path.is_file() and not path.name.startswith("."))
