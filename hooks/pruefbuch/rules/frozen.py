"""A published or retired edition stays as it is, byte for byte.

Right: `SHA256SUMS` beside catalogue.yml lists every file of the edition with its checksum, and all agree.
Wrong: a changed, added or missing file. What was assessed with an edition must be readable with its wording for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem
from pruefbuch.tree import Tree

ID = "frozen"
SUMS = "SHA256SUMS"

_FREEZE = "pruefbuch freeze"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\n/]+)")
_ALLOWED = "eine veröffentlichte Ausgabe bleibt Byte für Byte gleich"
_REMEDY = (
    "Änderung zurücknehmen; für eine neue Ausgabe den Ordner unter neuem Namen kopieren, dort SHA256SUMS löschen, „status: draft“"
    " setzen, „previous“ und „mapping“ ausfüllen"
)


def check(catalogue: Catalogue, tree: Tree, _catalogues: Mapping[str, Catalogue | None]) -> Iterator[Problem]:
    """Problems between the files of an edition and its list of checksums."""
    folder = catalogue.path.rsplit("/", 1)[0]
    path = f"{folder}/{SUMS}"
    frozen = catalogue.edition.status.frozen
    if path not in tree.texts:
        if frozen:
            fault = f"„{catalogue.ref}“ ist „{catalogue.edition.status}“, aber {SUMS} fehlt"
            remedy = f"„{_FREEZE} {catalogue.ref}“ aufrufen und die Datei mit einreichen"
            yield Problem(Place(catalogue.path), ID, fault, "mit Prüfsummen eingefroren", remedy)
    elif not frozen:
        fault = f"„{catalogue.ref}“ ist ein Entwurf und hat {SUMS}"
        remedy = (
            f"{SUMS} löschen; zum Veröffentlichen danach „status: published“ setzen und „{_FREEZE} {catalogue.ref}“ aufrufen"
        )
        yield Problem(Place(path), ID, fault, "nur veröffentlichte Ausgaben sind eingefroren", remedy)
    else:
        yield from _compare(folder, path, tree)


def sums(folder: str, checksums: Mapping[str, str]) -> dict[str, str]:
    """File name → SHA-256 (hex) of every file of an edition, without the list itself."""
    prefix = folder + "/"
    return {
        path[len(prefix) :]: digest
        for path, digest in sorted(checksums.items())
        if path.startswith(prefix) and path != prefix + SUMS
    }


def _compare(folder: str, path: str, tree: Tree) -> Iterator[Problem]:
    lines = tree.texts[path].splitlines()
    listed: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match:
            listed[match[2]] = match[1]
        else:
            fault = f"die Zeile „{line[:40]}“ ist keine Prüfsumme"
            yield Problem(Place(path, number), ID, fault, "„<64 Hex-Ziffern>  <Datei>“", "Datei wiederherstellen")
    actual = sums(folder, tree.checksums)
    for name in sorted(listed.keys() | actual.keys()):
        if listed.get(name) != actual.get(name):
            what = "fehlt" if name not in actual else "ist hinzugekommen" if name not in listed else "ist verändert"
            yield Problem(Place(f"{folder}/{name}"), ID, f"„{name}“ {what}", _ALLOWED, _REMEDY)
