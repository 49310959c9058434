"""The index of all documents as small files: a word list, shards of words, shards of documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from pruefbuch.search.words import terms

DOCUMENTS = 32
"""in a shard: of a page of results each may lie in another"""
WORDS = 400
"""in a shard, on average"""
KNOWN = 20_000
"""words in the list with which beginnings, parts and slips of words are found: the most frequent ones"""
MOST = 10_000
"""documents listed for a word. They come in order of importance, so those beyond are the oldest results."""


class Document(NamedTuple):
    """What can be found: `url` from the root of the site, `kind` of page, `title`, a line of `detail`, `text` with more words."""

    url: str
    kind: str
    title: str
    detail: str
    text: str


class Entry(NamedTuple):
    """A document taken apart: the words of its title, and those that stand only in its detail and text; with blanks between them."""

    url: str
    kind: str
    title: str
    detail: str
    title_words: str
    text_words: str


def entry(document: Document) -> Entry:
    """A document taken apart."""
    title = dict.fromkeys(terms(document.title))
    text = dict.fromkeys(terms(f"{document.detail}\n{document.text}"))
    rest = (word for word in text if word not in title)
    return Entry(*document[:4], " ".join(title), " ".join(rest))


def files(entries: Sequence[Entry]) -> dict[str, bytes]:
    """The files of the index by their names. `entries` in order of importance: of equally good ones the first comes first."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for number, each in enumerate(entries):
        for field, text in enumerate((each.title_words, each.text_words)):
            for word in text.split():
                places = found.get(word)
                if places is None:
                    places = found[word] = ([], [])
                places[field].append(number)
    shards = max(1, len(found) // WORDS)
    known = sorted(sorted(found, key=lambda word: (-sum(map(len, found[word])), word))[:KNOWN])
    made = {"index.json": _json({"documents": len(entries), "shard": DOCUMENTS, "shards": shards, "words": " ".join(known)})}
    words: list[dict[str, Any]] = [{} for _ in range(shards)]
    for word in sorted(found):
        words[crc32(word.encode()) % shards][word] = [_gaps(places) for places in found[word]]
    made |= {f"w{number}.json": _json(shard) for number, shard in enumerate(words)}
    for start in range(0, len(entries), DOCUMENTS):
        rows = [each[:4] for each in entries[start : start + DOCUMENTS]]
        made[f"d{start // DOCUMENTS}.json"] = _json(rows)
    return made


def _gaps(places: Iterable[int]) -> list[int]:
    """Ascending numbers as the steps from one to the next: shorter to write."""
    steps, before = [], 0
    for place in list(places)[:MOST]:
        steps.append(place - before)
        before = place
    return steps


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
