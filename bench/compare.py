"""Do all programs print the same? The same results, the same texts; else their times say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bench.corpus import SEED
from bench.markdown import Sheet, catalogue_of, sheet, sheets

SAMPLE = 200
"""pages that are compared"""
_LIST_CELLS = 4
_TOTALS = ("Summe", "geteilt durch die Summe der Gewichte", "gerundet", "möglich")


class DifferenceError(Exception):
    """A program prints something else than the others, or less."""


class Shown(NamedTuple):
    """What the article of a page shows: its text, the rows of its tables without empty cells, where its links lead."""

    text: str
    rows: list[tuple[str, ...]]
    links: frozenset[str]


class _Reader(HTMLParser):
    """Reads an article as people do: drawings and permanent links are no text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.rows: list[list[list[str]]] = []
        self.links: set[str] = set()
        self._silent = ""
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note rows, cells, links."""
        values = dict(attrs)
        if tag == "svg" or values.get("class") == "headerlink":
            self._silent = self._silent or tag
        if tag == "a":
            self.links.add(values.get("href") or "")
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append([])
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        """Listen again behind what is no text, and leave cells."""
        if tag == self._silent:
            self._silent = ""
        if tag in ("th", "td"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        """Note text, in the open cell too."""
        if self._silent:
            return
        self.words.append(data)
        if self._in_cell:
            self.rows[-1][-1].append(data)


def shown(html: str) -> Shown:
    """What a whole document shows in its article."""
    reader = _Reader()
    reader.feed(html[html.index("<article") : html.index("</article>")])
    rows = [tuple(text for cell in row if (text := _normal("".join(cell)))) for row in reader.rows]
    return Shown(_normal(" ".join(reader.words)), rows, frozenset(reader.links))


def _normal(text: str) -> str:
    return " ".join(text.split())


def check(plot: Path, sites: Mapping[str, Path]) -> int:
    """Compare the sites (by program) that were built of a plot. Returns how many pages of each were compared."""
    files, catalogue = sheets(plot), catalogue_of(plot)
    pages = {_page(path) for path in files}
    paths = Random(SEED).sample(files, min(SAMPLE, len(files)))  # noqa: S311 -- the same sample each time
    sample = [(_page(path), sheet(path, catalogue)) for path in paths]
    for program, site in sites.items():
        printed = {page.relative_to(site).as_posix() for page in site.glob("ergebnisse/**/*.html")}
        for fault in _missing(pages - printed):
            raise DifferenceError(f"{program}: {fault}")
        listed = _listed(site / page for page in printed - pages)
        for page, each in sample:
            for fault in (*_faults((site / page).read_text("utf-8"), each, catalogue), *_list_faults(each, listed)):
                raise DifferenceError(f"{program}, {each.name}: {fault}")
        if (count := sum(map(len, listed.values()))) != len(files):
            raise DifferenceError(f"{program}: the overview lists {count} results")
    return len(sample)


def _missing(pages: set[str]) -> Iterator[str]:
    if pages:
        yield f"no {min(pages)}, and {len(pages) - 1} other pages are missing"


def _listed(overviews: Iterable[Path]) -> dict[str, list[tuple[str, ...]]]:
    """The rows of all lists of results, by the title of the subject."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for page in overviews:
        for row in shown(page.read_text("utf-8")).rows:
            if len(row) == _LIST_CELLS and re.fullmatch(r"\d+ von \d+", row[-1]):
                found.setdefault(re.split(" (?:Projekt|Vorhaben|Vorlage)\\b", row[0])[0], []).append(row)
    return found


def _list_faults(each: Sheet, listed: Mapping[str, list[tuple[str, ...]]]) -> Iterator[str]:
    """What the overview lacks of a result."""
    pairs = [found.answered.split(" von ") for found in each.result]
    answered, asked = (sum(int(pair[side]) for pair in pairs) for side in (0, 1))
    wanted = [each.town, *(f"{found.label}: {found.level or found.value}" for found in each.result), f"{answered} von {asked}"]
    rows = listed.get(each.data["subject"]["title"], [])
    if not any(all(text in " ".join(row) for text in wanted) for row in rows):
        yield f"the overview does not say {wanted}"


def _page(path: Path) -> str:
    return f"ergebnisse/{path.parent.name}/{path.stem}/index.html"


def _faults(html: str, each: Sheet, catalogue: Mapping[str, Any]) -> Iterator[str]:
    """What a page lacks, or shows otherwise."""
    found = shown(html)
    yield from _frame_faults(html, each)
    start = 0
    for piece in _texts(each, catalogue):
        at = found.text.find(piece, start)
        if at < 0:
            yield f"„{piece}“ is missing behind „…{found.text[max(0, start - 60) : start]}“"
            return
        start = at + len(piece)
    for link in _links(each):
        if link not in found.links:
            yield f"no link to {link}"
    for rows, wanted in ((_profile(found), _wanted_profile(each)), (_reckonings(found, each), _wanted_reckonings(each))):
        if rows != wanted:
            row, other = next(pair for pair in zip([*rows, ()], [*wanted, ()], strict=False) if pair[0] != pair[1])
            yield f"a row is {row}, it should be {other}"


def _frame_faults(html: str, each: Sheet) -> Iterator[str]:
    name = f"{each.data['subject']['title']} – {each.town}"
    for piece in (f'<link rel="canonical" href="https://pruefbuch.example.org/ergebnisse/{each.name}/">', f"<title>{name}"):
        if piece not in html:
            yield f"no {piece}"
    for part in ("md-header", "md-tabs", "md-sidebar--secondary", "md-footer", "__config"):
        if part not in html:
            yield f"no {part} in the frame"


def _texts(each: Sheet, catalogue: Mapping[str, Any]) -> Iterator[str]:
    """All texts that a page must show, in this order."""
    data = each.data
    yield from (data["subject"]["title"], each.town, catalogue["title"], data["subject"]["summary"])
    yield from (data["unit"], *(data[key][name] for key, name in (("paper", "number"), ("decision", "text")) if key in data))
    yield f"assessments/{each.name}.yml"
    yield from (data[key] for key in ("comment",) if key in data)
    ids = {criterion["title"]: criterion["id"] for criterion in catalogue["criteria"]}
    for found in each.result:
        yield f"{found.label} {found.answered} beantwortet"
        for term in found.terms:
            rating = data["ratings"].get(ids[term.title], {})
            yield from (f"{term.title} {term.answer}", *(rating[key] for key in ("reason",) if key in rating))
            yield from (proof["title"] for proof in rating.get("evidence", ()))
    for found in each.result:
        yield f"{found.label}: {found.value}"
        yield f"Vergeben: „{found.level}“." if found.level else "Keine Stufe vergeben."
    yield f"{each.town}, Beispiel (erfunden): {data['subject']['title']}. Prüfung"
    yield f"https://pruefbuch.example.org/ergebnisse/{each.name}/"


def _links(each: Sheet) -> Iterator[str]:
    yield from (proof["url"] for rating in each.data["ratings"].values() for proof in rating.get("evidence", ()))
    yield f"../../../kommunen/{each.name.split('/')[0]}/"
    yield "../../../kataloge/bench/2026/"


def _profile(found: Shown) -> list[tuple[str, ...]]:
    return [row for row in found.rows if len(row) == 4 and re.fullmatch(r"\d+ von \d+", row[3]) and "möglich" in row[1]]


def _wanted_profile(each: Sheet) -> list[tuple[str, ...]]:
    return [(found.label, f"{found.value} von −2 bis 2 möglich", found.levels, found.answered) for found in each.result]


def _reckonings(found: Shown, each: Sheet) -> list[tuple[str, ...]]:
    titles = {term.title for part in each.result for term in part.terms}
    return [row for row in found.rows if row and ((len(row) == 5 and row[0] in titles) or row[0] in _TOTALS)]


def _wanted_reckonings(each: Sheet) -> list[tuple[str, ...]]:
    return [
        row
        for found in each.result
        for row in (
            *((term.title, *term.cells) for term in found.terms),
            *zip(_TOTALS, (found.points, found.divisor, found.value, "−2 bis 2"), strict=True),
        )
    ]
