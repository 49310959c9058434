"""What lies under content/ is something to publish, under a name that works everywhere and takes nobody's place.

Right: `content/leitfaden/anfangen.md`, `content/bilder/rathaus.jpg`.
Wrong: `seite.html` and `bild.svg` (both may hold scripts), `antrag.pdf` (may too, and names its author), `CNAME`,
`assets/…`, `ergebnisse/…`, `con.md`, `a:b.md`; `Bild.png` beside `bild.png`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath

from pruefbuch.model.common import Place, Problem
from pruefbuch.tree import Tree, renaming

ID = "content-file"
SUFFIXES = (".md", ".yml", ".png", ".jpg", ".jpeg", ".webp")
RESERVED = (
    "404.md",
    "readme.md",
    "assets",
    "ergebnisse",
    "karte",
    "kommunen",
    "manifest.json",
    "pruefbuch",
    "search",
    "sitemap",
    "sitemap.md",
    "suche",
)
"""first parts of paths, in small letters, that belong to the program and the theme"""
WORDS = "suche/synonyms.yml"
"""the words of the search: the only file of people in a folder of the program"""
MAX_NAME = 100
"""characters of a file or folder name"""

_ODD = re.compile(r"""[^\w .,()+=@!-]|^[ -]|[ .]$""")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LINK = "dorthin verlinken, wo die Kommune sie veröffentlicht, oder den Inhalt als Seite in Markdown schreiben"
_KINDS = ", ".join(SUFFIXES)


def check(tree: Tree) -> Iterator[Problem]:
    """Problems of the files' names."""
    by_name: dict[str, str] = {}
    for path in sorted([*tree.texts, *tree.others]):
        folder, _, name = path.partition("/")
        if folder == "content":
            yield from _check_name(path, PurePosixPath(name), tree)
            other = by_name.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
            if other != path:
                fault = f"{path} und {other} sind auf manchen Rechnern dieselbe Datei"
                yield Problem(Place(path), ID, fault, "Namen, die sich nicht nur in Groß und Klein unterscheiden", "umbenennen")


def _check_name(path: str, name: PurePosixPath, tree: Tree) -> Iterator[Problem]:
    suffix = name.suffix.lower()
    if (suffix not in SUFFIXES and name.name != "SHA256SUMS") or name.suffix != suffix == ".md":
        fault, remedy = "Dateien dieser Art werden nicht veröffentlicht", _remedy(PurePosixPath(path), tree)
        yield Problem(Place(path), ID, fault, _KINDS, remedy)
    first = name.parts[0].casefold()
    if first in RESERVED and str(name) != WORDS:
        fault = f"„{name.parts[0]}“ gehört dem Programm oder dem Thema"
        yield Problem(Place(path), ID, fault, "andere Ordner und Namen", "Datei verschieben oder umbenennen")
    for part in name.parts:
        if len(part) > MAX_NAME or _ODD.search(part) or _DEVICE.fullmatch(part) or not unicodedata.is_normalized("NFC", part):
            fault = f"der Name „{part[:40]}“ ist nicht überall möglich"
            allowed = (
                f"Buchstaben, Ziffern, Leerzeichen und „-_.,()“, höchstens {MAX_NAME} Zeichen, kein Gerätename von Windows"
            )
            yield Problem(Place(path), ID, fault, allowed, "umbenennen")


def _remedy(path: PurePosixPath, tree: Tree) -> str:
    """What to do with a file of a kind that is not published."""
    if path.suffix.lower() == ".pdf":
        return _LINK
    if path.name.startswith("SHA256SUMS."):
        return "umbenennen in „SHA256SUMS“"
    files = {*tree.texts, *tree.others}
    right = renaming(path, ".yml", files) or renaming(path, ".md", files) if path.suffix else ""
    return right or "als Markdown oder Bild ablegen, oder löschen"
