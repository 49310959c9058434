"""`pruefbuch links`: keeps the list of links that leave the site, and asks whether they are still reachable."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from pruefbuch import reports, tree
from pruefbuch.cli.console import Console, root_of
from pruefbuch.links import finding, register, visiting
from pruefbuch.links.register import LinkRecord
from pruefbuch.model.common import Place, Problem

NAME = "links"
HELP = "prüft, ob Links nach außen noch erreichbar sind, und hält das in links.csv fest"
EXAMPLE = "pruefbuch links --add"


def arguments(parser: argparse.ArgumentParser) -> None:
    """--add."""
    parser.add_argument(
        "--add", action="store_true", help="nur die Liste auf den Stand der Texte bringen, ohne etwas abzurufen (kein Netz)"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Bring the list up to date and, unless it was only for that, visit every link; 1 where one is not reachable."""
    root = root_of(Path())
    recorded, problems = _recorded(root)
    if problems:
        for problem in problems:
            console.out(reports.text(problem, colour=console.colour))
        return 1
    places = finding.links_of(tree.read(root))
    entries = register.update(recorded, places)
    _write(root, entries)
    fresh, gone = len(entries.keys() - recorded.keys()), len(recorded.keys() - entries.keys())
    console.out(f"{register.PATH}: {len(entries)} Links, {fresh} neu, {gone} gestrichen")
    return 0 if arguments.add else _visit(root, entries, places, console)


def _visit(root: Path, entries: dict[str, LinkRecord], places: Mapping[str, Place], console: Console) -> int:
    answers = visiting.visit_all(url for url, entry in entries.items() if not entry.exception)
    today = console.today.isoformat()
    _write(root, entries | {url: entries[url]._replace(seen=today) for url, answer in answers.items() if not answer})
    dead = {url: answer for url, answer in answers.items() if answer}
    for problem in sorted(_problem(entries[url], places[url], answer) for url, answer in dead.items()):
        console.out(reports.text(problem, colour=console.colour))
    console.out(f"{len(answers) - len(dead)} erreichbar, {len(dead)} nicht, {len(entries) - len(answers)} ausgenommen")
    return 1 if dead else 0


def _problem(entry: LinkRecord, place: Place, answer: str) -> Problem:
    last = "noch nie" if entry.seen == register.NEVER else f"am {entry.seen}"
    copy = f"; archivierte Fassung: {entry.archive}" if entry.archive else ""
    remedy = f"Adresse berichtigen oder in {register.PATH} mit Grund ausnehmen{copy}"
    return Problem(place, "link", f"{entry.url}: {answer}; zuletzt erreichbar: {last}", "eine erreichbare Adresse", remedy)


def _recorded(root: Path) -> tuple[dict[str, LinkRecord], tuple[Problem, ...]]:
    file = root / register.PATH
    text = tree.decode(register.PATH, file.read_bytes()) if file.is_file() else ""
    return ({}, (text,)) if isinstance(text, Problem) else register.read(text)


def _write(root: Path, entries: Mapping[str, LinkRecord]) -> None:
    tree.write(root, {register.PATH: register.as_csv(entries.values()).encode()})
