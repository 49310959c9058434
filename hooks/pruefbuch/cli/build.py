"""`pruefbuch build`: lets the engine build the site, as its own command does."""

from __future__ import annotations

import argparse
from pathlib import Path

from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.engine import command

NAME = "build"
HELP = "baut die Seite in einen Ordner; veröffentlicht wird mit „publish“"
EXAMPLE = "pruefbuch build"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder of the site."""
    parser.add_argument(
        "target", nargs="?", default="site", type=Path, metavar="ORDNER", help="Ordner der Seite (Vorgabe: site)"
    )


def run(arguments: argparse.Namespace, _console: Console) -> int:
    """Build the site; the one that is there stays where something is wrong."""
    try:
        return command.run(root_of(Path()), "build", "--site-dir", str(arguments.target.absolute()))
    except command.NotInstalled as error:
        raise Refusal(str(error)) from error
