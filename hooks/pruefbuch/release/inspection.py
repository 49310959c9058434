"""A finished site, looked at as its readers will: every page there and whole, every link leading somewhere, all data readable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from hashlib import sha256
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from pruefbuch.build import output, workers

_HEAP = 200
"""files that one worker looks at in one go"""
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Findings(NamedTuple):
    """SHA-256 (hex) of every file by path, and what is wrong, in German, a line each."""

    digests: Mapping[str, str]
    faults: list[str]


class _Sight(NamedTuple):
    """What one file shows: its digest and its faults, the parts it has, and the parts of other pages ("page#part") that it links to."""

    path: str
    digest: str
    faults: list[str]
    parts: list[str]
    links: list[str]


class _Site(NamedTuple):
    """`base`: the path of the site's address, as in "/pruefbuch/"."""

    folder: Path
    paths: frozenset[str]
    base: str


def inspect(folder: Path, expected: Iterable[str]) -> Findings:
    """Look at every file of a site. `expected` are paths that must be there."""
    paths = sorted(output.files(folder))
    heaps = [paths[start : start + _HEAP] for start in range(0, len(paths), _HEAP)]
    digests: dict[str, str] = {}
    faults = [f"{path}: Diese Seite fehlt" for path in sorted({*expected} - {*paths})]
    parts: set[str] = set()
    links: list[tuple[str, list[str]]] = []
    for sight in (
        each for heap in workers.each(partial(_look, _Site(folder, frozenset(paths), _base(folder))), heaps) for each in heap
    ):
        digests[sight.path] = sight.digest
        faults += sight.faults
        parts.update(f"{sight.path}#{part}" for part in sight.parts)
        links.append((sight.path, sight.links))
    faults += (_nowhere(path, link) for path, targets in links for link in targets if link not in parts)
    return Findings(digests, faults)


def _base(folder: Path) -> str:
    """The start page says what its address is."""
    home = folder / "index.html"
    found = _CANONICAL.search(home.read_bytes()) if home.is_file() else None
    return urlsplit(found[1].decode()).path if found else "/"


def _nowhere(path: str, link: str) -> str:
    return f"{path}: Der Link auf „{link}“ führt ins Leere"


def _look(site: _Site, paths: list[str]) -> list[_Sight]:
    return [_sight(site, path) for path in paths]


def _sight(site: _Site, path: str) -> _Sight:
    data = (site.folder / path).read_bytes()
    digest, faults = sha256(data).hexdigest(), list(_unreadable(path, data))
    if not path.endswith(".html"):
        return _Sight(path, digest, faults, [], [])
    parts = _attributes(data, b"id")
    links = {
        target
        for link in _attributes(data, b"href") | _attributes(data, b"src")
        if (target := target_of(link, path, site.base))
    }
    faults += (_nowhere(path, link) for link in sorted(links) if link.partition("#")[0] not in site.paths)
    to_parts = (link for link in links if "#" in link and link.partition("#")[0] in site.paths)
    return _Sight(path, digest, faults, sorted(parts), sorted(to_parts))


def _attributes(page: bytes, name: bytes) -> set[str]:
    """All values of an attribute in a page. Cutting at its name takes a third of the time of a regular expression."""
    found = set()
    before, *chunks = page.replace(b"\n", b" ").split(b" " + name + b'="')
    for chunk in chunks:
        if before.rfind(b"<") > before.rfind(b">"):  # else it is text that only looks like one
            found.add(chunk[: chunk.index(b'"')])
        before = chunk
    return {unescape(value.decode("utf-8", "replace")) for value in found}


# -- where a link leads ----------------------------------------------------------------------------------------------


def target_of(link: str, path: str, base: str) -> str:
    """A path in the site, with its part; "" where the link leaves the site, or leads to the top of a page."""
    if _ELSEWHERE.match(link):
        return ""
    address, _, part = link.partition("#")
    address = unquote(address.partition("?")[0])
    page = _page(path, address, base) if address else path
    return f"{page}#{unquote(part)}" if part else page


def _page(path: str, address: str, base: str) -> str:
    if not address.startswith("/"):
        return _joined(path.rpartition("/")[0], address)
    inside = f"{address}/" if f"{address}/" == base else address
    return _joined("", inside.removeprefix(base)) if inside.startswith(base) else address


def _joined(folder: str, address: str) -> str:
    """The file of an address seen from a folder of the site. One above the site keeps its "..": nothing there has such a path."""
    if address.startswith("../") and folder:
        return _above(folder.rpartition("/")[0], address[3:])
    address = normpath(f"./{folder}/{address}") + "/" * (address in ("", ".", "..") or address.endswith(("/", "/.", "/..")))
    return address.removeprefix("./") + "index.html" * address.endswith("/")


@lru_cache(100_000)
def _above(folder: str, address: str) -> str:
    """The pages of one folder have most of their links in common."""
    return _joined(folder, address)


# -- data ------------------------------------------------------------------------------------------------------------


def _unreadable(path: str, data: bytes) -> Iterator[str]:
    """What is wrong with a file by itself."""
    try:
        if path.endswith(".html") and not data.rstrip().endswith(b"</html>"):
            yield f"{path}: Die Seite ist unvollständig"
        elif path.endswith((".json", ".geojson")):
            json.loads(data)
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(data)  # noqa: S314 – our own files
    except (ValueError, ElementTree.ParseError) as error:
        yield f"{path}: Die Datei lässt sich nicht lesen ({error})"
