"""Inspection of a finished site: every page is there and complete, every link leads somewhere, all data can be read."""

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

_CHUNK = 200
"""files that a worker inspects at a time"""
_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


class Findings(NamedTuple):
    """SHA-256 (hex) of every file by path, and what is wrong, in German, a line each."""

    digests: Mapping[str, str]
    faults: list[str]


class _FileReport(NamedTuple):
    """Of one file: digest and faults, the ids in it, and links to ids of any page, as "page#id". Whether those exist is not known yet."""

    path: str
    digest: str
    faults: list[str]
    ids: list[str]
    links: list[str]


class _Site(NamedTuple):
    """`base`: the path of the site's address, as in "/pruefbuch/"."""

    folder: Path
    paths: frozenset[str]
    base: str


def inspect(folder: Path, expected: Iterable[str]) -> Findings:
    """Inspect every file of a site. `expected` are paths that must be there."""
    paths = sorted(output.files(folder))
    reports = _reports(_Site(folder, frozenset(paths), _base(folder)), paths)
    ids = {f"{report.path}#{name}" for report in reports for name in report.ids}
    faults = [f"{path}: Diese Seite fehlt" for path in sorted({*expected} - {*paths})]
    for report in reports:
        faults += report.faults
    for report in reports:
        faults += (_broken(report.path, link) for link in report.links if link not in ids)
    return Findings({report.path: report.digest for report in reports}, faults)


def _reports(site: _Site, paths: list[str]) -> list[_FileReport]:
    chunks = [paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK)]
    return [report for reports in workers.each(partial(_inspect_files, site), chunks) for report in reports]


def _base(folder: Path) -> str:
    """The path of the site's address, which its start page names."""
    home = folder / "index.html"
    canonical = _CANONICAL.search(home.read_bytes()) if home.is_file() else None
    return urlsplit(canonical[1].decode()).path if canonical else "/"


def _broken(path: str, link: str) -> str:
    return f"{path}: Der Link auf „{link}“ führt ins Leere"


def _inspect_files(site: _Site, paths: list[str]) -> list[_FileReport]:
    return [_inspect_file(site, path) for path in paths]


def _inspect_file(site: _Site, path: str) -> _FileReport:
    data = (site.folder / path).read_bytes()
    digest, faults = sha256(data).hexdigest(), list(_unreadable(path, data))
    if not path.endswith(".html"):
        return _FileReport(path, digest, faults, [], [])
    addresses = _attributes(data, b"href") | _attributes(data, b"src") | _attributes(data, b"xlink:href")
    links = {target for address in addresses if (target := target_of(address, path, site.base))}
    missing = {link for link in links if link.partition("#")[0] not in site.paths}
    faults += (_broken(path, link) for link in sorted(missing))
    return _FileReport(
        path, digest, faults, sorted(_attributes(data, b"id")), sorted(link for link in links - missing if "#" in link)
    )


def _attributes(page: bytes, name: bytes) -> set[str]:
    """All values of an attribute in a page. Splitting at its name takes a third of the time of a regular expression."""
    values = set()
    before, *chunks = page.replace(b"\n", b" ").split(b" " + name + b'="')
    for chunk in chunks:
        if before.rfind(b"<") > before.rfind(b">"):  # otherwise this is text that looks like an attribute
            values.add(chunk[: chunk.index(b'"')])
        before = chunk
    return {unescape(value.decode("utf-8", "replace")) for value in values}


# -- where a link leads ----------------------------------------------------------------------------------------------


def target_of(link: str, path: str, base: str) -> str:
    """The path in the site that a link in the page `path` leads to, with its "#id"; "" where it leaves the site or stays on the page."""
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
    """The file of an address relative to a folder of the site. Above the site the path keeps its "..", which no file has."""
    if address.startswith("../") and folder:
        return _above(folder.rpartition("/")[0], address[3:])
    address = normpath(f"./{folder}/{address}") + "/" * (address in ("", ".", "..") or address.endswith(("/", "/.", "/..")))
    return address.removeprefix("./") + "index.html" * address.endswith("/")


@lru_cache(100_000)
def _above(folder: str, address: str) -> str:
    """The same, remembered: the pages of one folder have most of their links in common. A pure function of its arguments."""
    return _joined(folder, address)


# -- data ------------------------------------------------------------------------------------------------------------


def _unreadable(path: str, data: bytes) -> Iterator[str]:
    """Faults of a file by itself."""
    try:
        if path.endswith(".html") and not data.rstrip().endswith(b"</html>"):
            yield f"{path}: Die Seite ist unvollständig"
        elif path.endswith((".json", ".geojson")):
            json.loads(data)
        elif path.endswith((".xml", ".svg")):
            ElementTree.fromstring(data)  # noqa: S314 – our own files
    except (ValueError, ElementTree.ParseError) as error:
        yield f"{path}: Die Datei lässt sich nicht lesen ({error})"
