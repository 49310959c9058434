"""`pruefbuch serve`: lets the engine show the site while people write, as its own command does."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path

from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.engine import command

NAME = "serve"
HELP = "zeigt die Seite auf diesem Rechner und jede Änderung sofort"
EXAMPLE = "pruefbuch serve --port 8001"

_HOST, _PORT, _LAST = "127.0.0.1", 8000, 65535


def arguments(parser: argparse.ArgumentParser) -> None:
    """The port."""
    parser.add_argument("--port", default=str(_PORT), metavar="NUMMER", help=f"Anschluss (Vorgabe: {_PORT})")


def run(arguments: argparse.Namespace, _console: Console) -> int:
    """Show the site until somebody ends it."""
    root, port = root_of(Path()), _free(arguments.port)
    try:
        return command.run(root, "serve", "--dev-addr", f"{_HOST}:{port}")
    except command.NotInstalled as error:
        raise Refusal(str(error)) from error


def _free(text: str) -> int:
    """The number of a port at which nothing answers yet."""
    port = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < port <= _LAST:
        raise Refusal(f"„{text}“ ist kein Anschluss; erlaubt: 1 bis {_LAST}; zum Beispiel: {EXAMPLE}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            other = port + 1 if port < _LAST else _PORT
            raise Refusal(
                f"Anschluss {port} ist belegt oder dafür fehlen die Rechte; bitte den anderen Aufruf beenden oder "
                f"„pruefbuch serve --port {other}“ aufrufen"
            ) from error
    return port
