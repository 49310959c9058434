"""`pruefbuch diff`: what changes for the public between two commits of a book."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pruefbuch import reports
from pruefbuch.changes.commits import NotComparable
from pruefbuch.changes.comparing import compare
from pruefbuch.changes.data import as_json
from pruefbuch.changes.printing import markdown, text
from pruefbuch.changes.values import Changes
from pruefbuch.cli.console import Console, Refusal, from_here, root_of

NAME = "diff"
HELP = "sagt, was sich zwischen zwei Ständen (aus git) für die Öffentlichkeit ändert"
EXAMPLE = "pruefbuch diff main HEAD"

FORMATS: dict[str, Callable[[Changes], str]] = {
    "markdown": lambda changes: "\n".join(markdown(changes)),
    "json": as_json,
    "github": lambda changes: reports.github(changes.problems),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """BASE, HEAD and --format."""
    parser.add_argument("base", metavar="BASIS", help="Zweig, Tag oder Commit; verglichen wird ab dem gemeinsamen Vorfahren")
    parser.add_argument("head", metavar="KOPF", nargs="?", default="HEAD", help="ebenso (Vorgabe: HEAD)")
    parser.add_argument("--format", choices=("text", *FORMATS), default="text", help="Form der Ausgabe (Vorgabe: text)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Say what changes; 1 where it may not be published so."""
    root = root_of(Path())
    try:
        changes = compare(root, arguments.base, arguments.head, console.today)
    except NotComparable as error:
        raise Refusal(str(error)) from error
    changes = changes._replace(problems=tuple(from_here(problem, root) for problem in changes.problems))
    if arguments.format == "text":
        for line in text(changes, colour=console.colour):
            console.out(line)
    elif output := FORMATS[arguments.format](changes):
        console.out(output)
    return 1 if changes.errors else 0
