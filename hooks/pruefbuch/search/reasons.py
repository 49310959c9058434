"""The words of reasons, apart from the index: in segments of results from the oldest to the newest, each in small buckets.

So a reader loads one bucket of each segment for a word, and a changed reason leaves the index and all other segments as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import sub

from pruefbuch import compact
from pruefbuch.search.german import SMALL
from pruefbuch.search.words import Memory, chunks, stem, stems_of

SEGMENT = 4096
"""results in a segment"""
BUCKET = 32
"""results for each bucket of a segment: the more of them, the more buckets for their words"""
KNOWN = 8000
"""words in the list by which a query is completed and corrected that is found nowhere else"""

_PRIME = 65_521
_SMALL = frozenset(map(stem, SMALL))


def reason_words(text: str) -> str:
    """The words of reasons, with blanks between them; nearly all of them once."""
    return " ".join(dict.fromkeys(map(_TELLING.__getitem__, dict.fromkeys(chunks(text))))).strip()


def _telling(chunk: str) -> str:
    """The stems of what stands between two blanks, without small words."""
    return " ".join([word for word in stems_of(chunk).split() if word not in _SMALL])


_TELLING = Memory(_telling)


def bucket_count(results: int) -> int:
    """The buckets of a segment of so many results."""
    return -(-results // BUCKET)


def segment_files(segment: Sequence[str]) -> list[bytes]:
    """The files of a segment: its most frequent words, and its buckets.

    In a bucket stand by word the numbers of results as steps from one to the next; a step of 0 is a repeat.
    """
    numbers = defaultdict[str, list[int]](list)
    for number, words in enumerate(segment):
        for places in map(numbers.__getitem__, words.split()):
            places.append(number)
    frequent = sorted(sorted(numbers, key=lambda word: (-len(numbers[word]), word))[:KNOWN])
    parts: list[dict[str, list[int]]] = [{} for _ in range(bucket_count(len(segment)))]
    for word in sorted(numbers):
        places = numbers[word]
        parts[_bucket(word, len(parts))][word] = [*places[:1], *map(sub, places[1:], places)]
    return [*map(compact.dumps, (" ".join(frequent), *parts))]


def _bucket(word: str, count: int) -> int:
    code = 0
    for byte in word.encode():
        code = (code * 31 + byte) % _PRIME
    return code % count
