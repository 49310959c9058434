"""The word that somebody probably meant. No suggestion is better than one that says something else than was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from pruefbuch.model.slugs import fold

_LONGEST = 80
"""characters; a longer word is no slip of the pen, and comparing takes time by the square of the length"""
_STEM = 5
"""letters that two forms of one word share at least at their beginning, and three fifths of the longer one"""

_DEGREES = {
    **dict.fromkeys(
        ("sehr", "stark", "besonders", "aeusserst", "extrem", "hoechst", "hoch", "massiv", "erheblich", "deutlich"), "++"
    ),
    **dict.fromkeys(("leicht", "etwas", "eher", "gering", "schwach", "kaum", "wenig", "teilweise", "teils", "bedingt"), "+-"),
    **dict.fromkeys(("begrenzt", "eingeschraenkt", "beschraenkt", "maessig", "limited", "moderat"), "+-"),
    **dict.fromkeys(("nicht", "kein", "nie", "ohne", "weder", "not", "non", "no", "un"), "!"),
}
"""words before another one that make it more, less or the opposite: a suggestion keeps what they say"""
_ENDING = re.compile(r"e[nmrs]?$")
_PARTS = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"^(sehr|stark|besonders|extrem|leicht|etwas|eher|schwach|bedingt|limited|nicht|un)([^\W_]{4,})$")
"""such a word and the next, written as one"""
_SIGNS = str.maketrans("−–—", "---")


class Sense(NamedTuple):
    """A text by what it says: how much of it (`degrees`), of what (`core`, letters and digits alone), and its digits."""

    degrees: tuple[str, ...]
    core: str
    digits: str


def suggest(word: str, allowed: Iterable[str], spellings: Mapping[str, Iterable[str]] | None = None) -> str:
    """The question "meinten Sie „fördernd“?" with the allowed word that was meant; "" where none is sure enough."""
    return question(meant(word, allowed, spellings))


def question(words: Iterable[str]) -> str:
    """Whether one of these words was meant; "" for none."""
    choice = " oder ".join(f"„{word}“" for word in words)
    return f"meinten Sie {choice}?" if choice else ""


def meant(word: str, allowed: Iterable[str], spellings: Mapping[str, Iterable[str]] | None = None) -> list[str]:
    """The allowed word that was meant; none where none is sure enough, several where a word stands for each of them.

    Umlauts, accents, case and what stands between words do not count. `spellings`: other ways to write an allowed word. More, less and
    not are never lost ("sehr hemmend" is not "hemmend"), digits are never others, and a slip stands behind the first letter.
    """
    if len(word) > _LONGEST:
        return []
    others = spellings or {}
    options = [(option, (option, *others.get(option, ()))) for option in sorted(set(allowed))]
    exact = [option for option, ways in options if any(is_same(word, way) for way in ways)]
    return exact or _nearest(sense_of(word), options)


def resembling(path: str, allowed: Iterable[str]) -> str:
    """The same question for a name that has been mistyped or has moved, where a wrong guess says nothing wrong; "" for none."""
    return question(get_close_matches(path, sorted(allowed), n=1) if len(path) <= _LONGEST else ())


def is_same(word: str, way: str) -> bool:
    """Whether two texts are the same word but for umlauts, accents, case and what stands between words."""
    sense = sense_of(word)
    return word.strip().translate(_SIGNS) == way.strip().translate(_SIGNS) or (bool(sense.core) and sense == sense_of(way))


def _nearest(word: Sense, options: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """The option that is nearest; none where two are equally near, or none is near."""
    distances: dict[str, float] = {}
    for option, ways in options:
        near = [distance for way in ways if (distance := _distance(word, sense_of(way))) is not None]
        if near:
            distances[option] = min(near)
    least = min(distances.values(), default=0)
    nearest = [option for option, distance in distances.items() if distance == least]
    return nearest if len(nearest) == 1 else []


def sense_of(text: str) -> Sense:
    """What a text says: „Sehr fördernd.“ is very much of foerdernd."""
    parts = [part for whole in _PARTS.findall(fold(text)) for part in _JOINED.sub(r"\1 \2", whole).split()]
    degrees = [_DEGREES.get(part) or _DEGREES.get(_ENDING.sub("", part)) for part in parts[:-1]]
    core = "".join(part for part, degree in zip(parts, [*degrees, None], strict=False) if degree is None)
    return Sense(tuple(degree for degree in degrees if degree), core, re.sub(r"\D", "", core))


def _distance(word: Sense, other: Sense) -> float | None:
    """How many slips of the pen lie between two words; None where they are two words."""
    if word.degrees != other.degrees or word.digits != other.digits or word.core[:1] != other.core[:1]:
        return None
    longest = max(len(word.core), len(other.core))
    most = longest // 4
    if abs(len(word.core) - len(other.core)) <= most and (slips := _slips(word.core, other.core)) <= most:
        return slips
    shared = next((at for at, (one, two) in enumerate(zip(word.core, other.core, strict=False)) if one != two), 0)
    return longest - shared if shared >= _STEM and shared * 5 >= longest * 3 else None


def _slips(one: str, two: str) -> int:
    """Letters added, left out, changed or swapped with their neighbour (optimal string alignment)."""
    before, row = list[int](), list(range(len(two) + 1))
    for at, letter in enumerate(one):
        older, before, row = before, row, [at + 1]
        for to, other in enumerate(two):
            row.append(min(before[to + 1] + 1, row[to] + 1, before[to] + (letter != other)))
            if at and to and (letter, other) == (two[to - 1], one[at - 1]):
                row[-1] = min(row[-1], older[to - 1] + 1)
    return row[-1]
