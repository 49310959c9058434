"""The links of a book that leave it, from the texts as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from pruefbuch.model.common import Place
from pruefbuch.tree import Sheet, Tree

_URL = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s<>\"`{}|\\^„“”»«‘’…]*)?")
_AFTER = ".,;:!?'*_"
"""what ends a sentence or an emphasis, not an address"""
_RESERVED = re.compile(r"(?:^|\.)(?:example|invalid|test|localhost|example\.(?:com|net|org))$")
"""names that are promised never to be anybody's (RFC 2606): made-up towns and examples use them"""


def links_of(files: Tree) -> dict[str, Place]:
    """Every link of a book that leaves it, without the part after #, in order; with the place where it stands first.

    Those of pages that come with the program are looked after there.
    """
    places: dict[str, Place] = {}
    own = ((path, text) for path, text in files.texts.items() if path not in files.provided)
    for path, text in sorted([*own, *_sheets(files)]):
        for url, place in links_in(path, text):
            places.setdefault(url, place)
    return dict(sorted(places.items()))


def _sheets(files: Tree) -> Iterator[tuple[str, str]]:
    for path in files.sheets:
        sheet = files.sheet(path)
        if isinstance(sheet, Sheet):
            yield path, sheet.text


def links_in(path: str, text: str) -> Iterator[tuple[str, Place]]:
    """The links of one text, each with its place."""
    for number, line in enumerate(text.splitlines(), 1):
        start = 0
        while match := _URL.search(line, start):
            whole = _whole(match[0])
            start = match.start() + len(whole)
            url = urldefrag(whole).url
            if not _RESERVED.search(urlsplit(url).hostname or ""):
                yield url, Place(path, number, match.start() + 1)


def _whole(text: str) -> str:
    """An address without what closes the bracket or ends the sentence that it stands in."""
    for opening, closing in ("()", "[]"):
        depth = 0
        for index, letter in enumerate(text):
            depth += (letter == opening) - (letter == closing)
            if depth < 0:
                text = text[:index]
                break
    return text.rstrip(_AFTER)
