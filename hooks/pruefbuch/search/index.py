"""The index of all documents as small files: a word list, shards of words, shards of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain
from operator import sub
from typing import NamedTuple, Self

from pruefbuch import compact
from pruefbuch.search.german import BEGINNINGS, ENDINGS
from pruefbuch.search.reasons import BUCKET, SEGMENT
from pruefbuch.search.words import phrase, stem, terms, terms_of_title

DOCUMENTS = 16
"""in a shard: of a page of results each may lie in another"""
BYTES = 24_000
"""of a shard of words, unless one word alone takes more"""
HEAD = 4
"""letters that the head of a compound has at least; what stands before it has at least three"""
LONG = 6
"""letters of a head that needs no proof: before shorter ones a word of the index must stand"""
KNOWN = 12_000
"""words in the list by which the reader's browser completes and corrects a query: the most frequent ones"""
MOST = 10_000
"""documents listed for a word. They come in order of importance, so those beyond are the oldest results."""

_NOWHERE: list[int] = []


class Document(NamedTuple):
    """What can be found: `url` from the root of the site, `kind` of page, `title`, a line of `detail`, `text` with more words.

    `about` is the beginning of the text as people see it below the title; it is found by the text.
    """

    url: str
    kind: str
    title: str
    detail: str
    text: str
    about: str = ""


class IndexEntry(NamedTuple):
    """A document taken apart: its row in a shard, as JSON; the words of its title, and those that stand only in its detail and text.

    Between words there are blanks. `key` names all of that: with equal keys in the same order the index is the same.
    """

    row: str
    title_words: str
    text_words: str
    key: str

    @property
    def text(self) -> str:
        """All but the key, a line each."""
        return "\n".join(self[:3])

    @classmethod
    def of(cls, text: str, key: str) -> Self:
        """The entry of that text and key."""
        row, title_words, text_words = text.split("\n")
        return cls(row, title_words, text_words, key)


def index_entry(document: Document) -> IndexEntry:
    """A document taken apart."""
    title = terms_of_title(document.title)
    rest = [word for word in terms(f"{document.detail}\n{document.text}") if word not in title]
    parts = _text((*document[:4], document.about)), " ".join(title), " ".join(rest)
    return IndexEntry(*parts, blake2b("\n".join(parts).encode(), digest_size=16).hexdigest())


def _names(word: str) -> Iterator[str]:
    """By what a synonym is looked for: as it stands, and several words also in one („Open Source“, „Opensource“)."""
    yield phrase(word)
    yield phrase("".join(word.split()))


def files(groups: Mapping[str, Sequence[IndexEntry]], synonyms: Iterable[Sequence[str]] = ()) -> dict[str, bytes]:
    """The files of the index by their names.

    `groups` of entries by name; within them those that matter most come first. Words of one of the `synonyms` mean the same.
    """
    entries = [*chain.from_iterable(groups.values())]
    titles, texts = _places(item.title_words for item in entries), _places(item.text_words for item in entries)
    postings = {word: (titles.get(word, _NOWHERE), texts.get(word, _NOWHERE)) for word in titles | texts}
    frequent = sorted(sorted(postings, key=lambda word: (-sum(map(len, postings[word])), word))[:KNOWN])
    shards: dict[str, bytes] = {}
    firsts = []
    for number, (first, shard) in enumerate(_shards(postings)):
        firsts.append(first)
        shards[f"w{number}.json"] = shard
    head = {
        "documents": len(entries),
        "groups": [(name, len(group)) for name, group in groups.items()],
        "shard": DOCUMENTS,
        "segment": SEGMENT,
        "bucket": BUCKET,
        "firsts": " ".join(firsts),
        "words": " ".join(frequent),
        "synonyms": [[*dict.fromkeys(name for word in group for name in _names(word))] for group in synonyms],
    }
    shards["index.json"] = compact.dumps(head)
    for start in range(0, len(entries), DOCUMENTS):
        rows = [item.row for item in entries[start : start + DOCUMENTS]]
        shards[f"d{start // DOCUMENTS}.json"] = f"[{','.join(rows)}]".encode()
    return shards


def _places(entries: Iterable[str]) -> dict[str, list[int]]:
    """By word the numbers of the entries in which it stands."""
    numbers = defaultdict[str, list[int]](list)
    for number, words in enumerate(entries):
        for word in words.split():
            numbers[word].append(number)
    return numbers


def _shards(postings: dict[str, tuple[list[int], list[int]]]) -> Iterator[tuple[str, bytes]]:
    """Shards of neighbouring words, each with its first word: whoever types the beginning of a word needs one or two of them."""
    compounds = _compounds(postings)
    rows: list[str] = []
    first, size = "", 0
    for word in sorted(postings):
        title, text = postings[word]
        others = [field for other in compounds.get(word, ()) for field in postings[other]]
        inside = sorted(set[int]().union(*others).difference(title, text)) if others else []
        row = _text({word: [_gaps(title), _gaps(text), _gaps(inside)]})[1:-1]
        if rows and size + len(row) > BYTES:
            yield first, _shard(rows)
            rows, size = [], 0
        first = first if rows else word
        rows.append(row)
        size += len(row)
    if rows:
        yield first, _shard(rows)


def _compounds(index_words: Iterable[str]) -> dict[str, list[str]]:
    """Words by the head that they are compounds of: the longest end that is a word of the index itself, as what stands before it."""
    words = frozenset(index_words)
    compounds: dict[str, list[str]] = {}
    for word in sorted(words):
        for cut in range(3, len(word) - HEAD + 1):
            head = word[cut:]
            if head in words and head not in ENDINGS and _may_stand_before(word[:cut], head, words):
                compounds.setdefault(head, []).append(word)
                break
    return compounds


def _may_stand_before(beginning: str, head: str, words: Container[str]) -> bool:
    first = stem(beginning)
    return first not in BEGINNINGS and (len(head) >= LONG or first in words)


def _shard(rows: list[str]) -> bytes:
    return f"{{{','.join(rows)}}}".encode()


def _gaps(places: Sequence[int]) -> list[int]:
    """Ascending numbers as the steps from one to the next: shorter to write."""
    return [*places[:1], *map(sub, places[1:MOST], places)]


def _text(value: object) -> str:
    return compact.dumps(value).decode()
