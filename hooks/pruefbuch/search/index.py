"""The index of all documents as small files: a word list, shards of words, shards of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pruefbuch import compact
from pruefbuch.search.words import terms

DOCUMENTS = 32
"""in a shard: of a page of results each may lie in another"""
BYTES = 24_000
"""of a shard of words, unless one word alone takes more"""
HEAD = 4
"""letters that the head of a compound has at least; what stands before it has at least three"""
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
    rest = [word for word in text if word not in title]
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
    known = sorted(sorted(found, key=lambda word: (-sum(map(len, found[word])), word))[:KNOWN])
    made: dict[str, bytes] = {}
    firsts = []
    for number, (first, shard) in enumerate(_shards(found)):
        firsts.append(first)
        made[f"w{number}.json"] = shard
    head = {"documents": len(entries), "shard": DOCUMENTS, "firsts": " ".join(firsts), "words": " ".join(known)}
    made["index.json"] = compact.dumps(head)
    for start in range(0, len(entries), DOCUMENTS):
        rows = [each[:4] for each in entries[start : start + DOCUMENTS]]
        made[f"d{start // DOCUMENTS}.json"] = compact.dumps(rows)
    return made


def _shards(found: dict[str, tuple[list[int], list[int]]]) -> Iterator[tuple[str, bytes]]:
    """Shards of neighbouring words, each with its first word: whoever types the beginning of a word needs one or two of them."""
    compounds = _compounds(found)
    rows: list[str] = []
    first, size = "", 0
    for word in sorted(found):
        title, text = found[word]
        own = {*title, *text}
        inside = sorted({place for other in compounds.get(word, ()) for field in found[other] for place in field} - own)
        row = f"{_text(word)}:{_text([_gaps(title), _gaps(text), _gaps(inside)])}"
        if rows and size + len(row) > BYTES:
            yield first, _shard(rows)
            rows, size = [], 0
        first = first if rows else word
        rows.append(row)
        size += len(row)
    if rows:
        yield first, _shard(rows)


def _compounds(found: Iterable[str]) -> dict[str, list[str]]:
    """Words by the head that they are compounds of: the longest end that is a word of the index itself."""
    words = frozenset(found)
    compounds: dict[str, list[str]] = {}
    for word in sorted(words):
        for cut in range(3, len(word) - HEAD + 1):
            if word[cut:] in words:
                compounds.setdefault(word[cut:], []).append(word)
                break
    return compounds


def _shard(rows: list[str]) -> bytes:
    return f"{{{','.join(rows)}}}".encode()


def _gaps(places: Iterable[int]) -> list[int]:
    """Ascending numbers as the steps from one to the next: shorter to write."""
    steps, before = [], 0
    for place in islice(places, MOST):
        steps.append(place - before)
        before = place
    return steps


def _text(value: object) -> str:
    return compact.dumps(value).decode()
