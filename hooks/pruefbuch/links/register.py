"""The list of links that leave the site: `links.csv`, one line per link, sorted by address.

Two branches may be merged line by line: the next write sorts the lines and makes one of two for the same link.
"""

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


class LinkRecord(NamedTuple):
    """`seen`: the day on which the link was last reachable, or NEVER. `archive`: the address of a kept copy.

    `exception`: why the link is not checked by a program, in words.
    """

    url: str
    seen: str = NEVER
    archive: str = ""
    exception: str = ""


def read(text: str) -> tuple[dict[str, LinkRecord], tuple[Problem, ...]]:
    """The entries by address, and what is wrong with the list."""
    fault: dict[str, LinkRecord] = {}
    problems: list[Problem] = []
    for number, line in enumerate(re.split(r"\r\n|[\r\n]", text), start=1):
        cells = _cells(line)
        if tuple(cells) == LinkRecord._fields or not cells:
            continue
        entry = LinkRecord(*cells) if 2 <= len(cells) <= len(LinkRecord._fields) else None
        if entry is None or not re.match("https?://", entry.url) or not _is_day(entry.seen):
            allowed = f"{','.join(LinkRecord._fields)}; „seen“ ist ein Tag (2026-03-05) oder {NEVER}"
            shown = f"die Zeile „{','.join(cells)[:60]}“ lässt sich nicht lesen"
            problems.append(Problem(Place(PATH, number), "links", shown, allowed, "so schreiben oder die Zeile löschen"))
        else:
            fault[entry.url] = _merged(fault.get(entry.url, entry), entry)
    return fault, tuple(problems)


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:  # too long, or not what a program writes
        return [line]


def _is_day(text: str) -> bool:
    day = parse_date(text)
    return text == NEVER or (day is not None and day.day > 0)


def _merged(one: LinkRecord, other: LinkRecord) -> LinkRecord:
    """One record of two lines for the same link: the later day, and the archive and exception of the later line, if any."""
    days = sorted({one.seen, other.seen} - {NEVER})
    return LinkRecord(one.url, days[-1] if days else NEVER, other.archive or one.archive, other.exception or one.exception)


def update(recorded: Mapping[str, LinkRecord], links: Iterable[str]) -> dict[str, LinkRecord]:
    """One record per link: the recorded one, or a new one that was never checked. Records of other links are left out."""
    return {url: recorded.get(url) or LinkRecord(url) for url in links}


def as_csv(entries: Iterable[LinkRecord]) -> str:
    """The list as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(LinkRecord._fields)
    writer.writerows(sorted(entries))
    return text.getvalue()
