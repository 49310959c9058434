"""The list of links: `links.csv`, a line for each, in order. Lines of two branches can simply be put together: writing mends the rest."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pruefbuch.model.common import Place, Problem
from pruefbuch.typed import parse_date

PATH = "links.csv"
NEVER = "never"
"""not checked yet"""


class Entry(NamedTuple):
    """`seen`: the day on which the link was last reachable, or NEVER. `archive`: the address of a kept copy.

    `exception`: why the link is not checked by a program, in words.
    """

    url: str
    seen: str = NEVER
    archive: str = ""
    exception: str = ""


def read(text: str) -> tuple[dict[str, Entry], tuple[Problem, ...]]:
    """The entries by address, and what is wrong with the list."""
    found: dict[str, Entry] = {}
    problems: list[Problem] = []
    for number, line in enumerate(re.split(r"\r\n|[\r\n]", text), start=1):
        cells = _cells(line)
        if tuple(cells) == Entry._fields or not cells:
            continue
        entry = Entry(*cells) if 2 <= len(cells) <= len(Entry._fields) else None
        if entry is None or not re.match("https?://", entry.url) or not _is_day(entry.seen):
            allowed = f"{','.join(Entry._fields)}; „seen“ ist ein Tag (2026-03-05) oder {NEVER}"
            shown = f"die Zeile „{','.join(cells)[:60]}“ lässt sich nicht lesen"
            problems.append(Problem(Place(PATH, number), "links", shown, allowed, "so schreiben oder die Zeile löschen"))
        else:
            found[entry.url] = _joined(found.get(entry.url, entry), entry)
    return found, tuple(problems)


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:  # too long, or not what a program writes
        return [line]


def _is_day(text: str) -> bool:
    day = parse_date(text)
    return text == NEVER or (day is not None and day.day > 0)


def _joined(one: Entry, other: Entry) -> Entry:
    """What two lines say of the same link."""
    days = sorted({one.seen, other.seen} - {NEVER})
    return Entry(one.url, days[-1] if days else NEVER, other.archive or one.archive, other.exception or one.exception)


def renewed(known: Mapping[str, Entry], links: Iterable[str]) -> dict[str, Entry]:
    """The entries of these links: new ones have never been checked, those of no text any more are gone."""
    return {url: known.get(url) or Entry(url) for url in links}


def written(entries: Iterable[Entry]) -> str:
    """The list as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Entry._fields)
    writer.writerows(sorted(entries))
    return text.getvalue()
