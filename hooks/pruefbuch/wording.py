"""What messages say of words and entries that are not known: what may stand there, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pruefbuch.model import german
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.suggest import meant, suggest
from pruefbuch.source import Mapping as Group
from pruefbuch.source import Node, Scalar
from pruefbuch.source import Sequence as List

NULL = ("", "null")
"""what says that nothing is there, where it stands without quotes"""


def listing(words: Iterable[str]) -> str:
    """The words in a row for a message: „a“, „b“, „c“."""
    return ", ".join(f"„{word}“" for word in words)


def short(text: str) -> str:
    """A value for a message: one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def kind_of(node: Node) -> str:
    """What a node is, in the words of an editor."""
    if isinstance(node, Group):
        return "eine Gruppe von Angaben"
    if isinstance(node, List):
        return "eine Liste" if node.items else "eine leere Liste"
    return f"der Text „{short(node.text)}“"


def is_blank(node: Node) -> bool:
    """Whether a node is a text without a letter: it says as little as null."""
    return type(node) is Scalar and (not node.text or node.text.isspace())


def is_null(node: Node) -> bool:
    """Whether a value was left empty or is the plain word null."""
    return type(node) is Scalar and node.text in NULL and node.plain


def unknown(
    place: Place, rule: str, what: str, word: str, allowed: Iterable[str], spellings: german.Spellings | None = None
) -> Problem:
    """The problem of a word that is none of those allowed, with the one that was meant as suggestion."""
    options = tuple(allowed)
    remedy = suggest(word, options, spellings) or ("eines der erlaubten Wörter einsetzen" if options else "Angabe streichen")
    allowed_words = f"erlaubt: {listing(options)}" if options else "hier steht keines zur Wahl"
    return Problem(place, rule, f"{what} „{short(word)}“ gibt es nicht", allowed_words, remedy)


# -- entries that nobody takes -----------------------------------------------------------------------------------------


class Stray(NamedTuple):
    """A problem of entries that nobody takes, and the key that was meant by them; "" where none is."""

    problem: Problem
    key: str = ""


def strays(group: Group, known: Mapping[str, object], inner: Sequence[str], groups: Iterable[str]) -> Iterator[Stray]:
    """The problems of the entries of a group that nobody took: one for each cause, whatever number of entries it touches.

    `inner`: names that belong into each entry of the group, not beside it. `groups`: entries that are groups themselves.
    """
    before, run = "", list[str]()
    for key in (*group.entries, None):
        if key is not None and key not in known:
            run.append(key)
            continue
        if run:
            yield from _of_run(group, before, run, known, inner, groups)
        before, run = key or "", []


def _of_run(
    group: Group, before: str, run: list[str], known: Mapping[str, object], inner: Sequence[str], groups: Iterable[str]
) -> Iterator[Stray]:
    """The problems of entries that stand one after the other, behind `before`, the last one that is known."""
    rest = list[str]()
    for above, key in pairwise([before, *run]):
        if not _is_after_comma(group, above, key):
            rest.append(key)
        elif above in rest or above == before:
            yield Stray(_after_comma(group, above, key, known))
    names = _belonging(rest, inner) if before else []
    if names:
        yield Stray(_beside(group, before, rest, names))
    elif rest and before in groups and is_null(group.entries[before]) and not meant(rest[0], known, german.KEYS):
        yield Stray(_not_indented(group, before, rest), before)
        return
    for key in rest[len(names) :]:
        place, named = group.place_of_name(key), meant(key, known, german.KEYS)
        problem = unknown(place, "unknown-key", "die Angabe", key, known, german.KEYS)
        yield Stray(problem, named[0] if len(named) == 1 else "")


def _is_after_comma(group: Group, above: str, key: str) -> bool:
    """Whether a name without a value stands in the same line as the entry above it: only {…} has such."""
    line = group.place_of_name(key).line
    return bool(above) and is_null(group.entries[key]) and group.place_of_name(above).line == line


def _not_indented(group: Group, before: str, run: list[str]) -> Problem:
    """The problem of entries that stand beside an empty one and not in it."""
    several = len(run) > 1
    fault = f"„{before}“ ist leer, und {listing(run)} {'stehen' if several else 'steht'} daneben statt darin"
    allowed = "was zu einer Angabe gehört, eingerückt darunter"
    remedy = f"die {'Zeilen' if several else 'Zeile'} unter „{before}:“ mit zwei Leerzeichen einrücken"
    return Problem(group.place_of_name(run[0]), "unknown-key", fault, allowed, remedy)


def _after_comma(group: Group, before: str, key: str, known: Iterable[str]) -> Problem:
    """The problem of what stands behind a comma in {…}: YAML takes it for an entry of its own."""
    place, value = group.place_of_name(key), group.entries[before]
    if isinstance(value, Scalar) and value.text.lstrip("-").isdecimal() and key.isdecimal():
        fault = f"„{before}: {value.text},{key}“ sind in {{…}} zwei Angaben: dort trennt das Komma"
        return Problem(place, "unknown-key", fault, "Zahlen mit Dezimalpunkt", f"„{before}: {value.text}.{key}“ schreiben")
    fault = f"„{short(key)}“ steht in {{…}} hinter einem Komma und gilt deshalb als eigene Angabe"
    remedy = f'einen Text mit Komma in Anführungszeichen setzen: {before}: "…, …"'
    return Problem(place, "unknown-key", fault, f"erlaubt: {listing(known)}", remedy)


def _belonging(run: list[str], inner: Sequence[str]) -> list[str]:
    """The first entries that belong into the one above, by their names in the format."""
    names: list[str] = []
    for key in run:
        named = [key] if key in inner else meant(key, inner, german.KEYS)
        if len(named) != 1:
            break
        names += named
    return names


def _beside(group: Group, before: str, run: list[str], names: list[str]) -> Problem:
    """The problem of entries beside the one that they belong to, with the form in which they may stand."""
    place, value = group.place_of_name(run[0]), group.entries[before]
    fault = f"{listing(run[: len(names)])} {'stehen' if len(names) > 1 else 'steht'} neben „{before}“ statt darin"
    if isinstance(value, Group):
        return Problem(place, "unknown-key", fault, "genau unter den anderen Angaben der Bewertung", "weiter einrücken")
    answers = {} if is_null(value) else {"level": _shown(value)}
    answers |= {name: _shown(group.entries[key]) if name == "level" else "…" for name, key in zip(names, run, strict=False)}
    parts = [f"{name}: {answer}" for name, answer in answers.items()]
    form = f"{before}: {{{', '.join(parts)}}}"
    allowed = "eine Stufe allein oder alle Angaben zusammen, eingerückt oder in {…}"
    return Problem(place, "unknown-key", fault, allowed, f"als „{form}“ schreiben")


def _shown(node: Node) -> str:
    """A short answer as it stands in the file."""
    if isinstance(node, List):
        return f"[{', '.join(_shown(item) for item in node.items)}]"
    return short(node.text) if isinstance(node, Scalar) else "…"
