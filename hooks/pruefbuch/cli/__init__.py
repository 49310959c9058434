"""The door for the terminal: `pruefbuch COMMAND`, one module for each. Arguments in, text and exit code out, no logic."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pruefbuch import system
from pruefbuch.cli import build, catalogues, diff, freeze, init, links, new, publish, score, serve, update, validate
from pruefbuch.cli.blanks import program_version
from pruefbuch.cli.calls import Parser
from pruefbuch.cli.console import Console, Refusal

COMMANDS = (init, new, validate, score, diff, serve, build, publish, catalogues, freeze, update, links)


def main(argv: Sequence[str] | None = None, console: Console | None = None) -> int:
    """Run one command. 0: done, hints at most · 1: the files have errors · 2: the call itself cannot be carried out."""
    console = console or Console.of_terminal()
    try:
        arguments, rest = parser().parse_known_args(argv)
        if rest:
            arguments.parser.error(f"unrecognized arguments: {' '.join(rest)}")
        return int(arguments.run(arguments, console))
    except Refusal as refusal:
        console.err(f"pruefbuch: {refusal}")
        return 2
    except BrokenPipeError:
        # The reader (`| head`) has gone; let nothing more be flushed to it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        console.err(f"pruefbuch: {system.reason(error)}")
        return 2
    except (KeyboardInterrupt, EOFError):
        console.err("pruefbuch: abgebrochen, nichts wurde geschrieben")
        return 2


def parser() -> Parser:
    """The commands and their arguments."""
    root = Parser(
        prog="pruefbuch",
        description="Legt ein Prüfbuch an; prüft, rechnet, beginnt und veröffentlicht die Prüfungen, die darin als YAML-Dateien stehen.",
        epilog="Rückgabe: 0 in Ordnung (Hinweise möglich) · 1 Fehler in den Dateien · 2 der Aufruf ließ sich nicht ausführen",
        example=validate.EXAMPLE,
    )
    root.add_argument("--version", action="version", version=f"pruefbuch {program_version()}", help="zeigt die Fassung")
    commands = root.add_subparsers(required=True, metavar="BEFEHL")
    for module in COMMANDS:
        command = commands.add_parser(module.NAME, help=module.HELP, description=module.HELP, example=module.EXAMPLE)
        module.arguments(command)
        command.set_defaults(run=module.run, parser=command)
    return root
