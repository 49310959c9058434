"""`pruefbuch validate`: says everything that is wrong, and where."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from os.path import relpath
from pathlib import Path

from pruefbuch import reports
from pruefbuch.cli.console import Console, Refusal, from_here, open_book, root_of
from pruefbuch.model.common import Problem, Severity

NAME = "validate"
HELP = "prüft das ganze Prüfbuch oder einzelne Dateien und Ordner darin"
EXAMPLE = "pruefbuch validate assessments/musterlingen"

FORMATS: dict[str, Callable[[tuple[Problem, ...]], str]] = {
    "json": reports.as_json,
    "github": reports.github,
    "gitlab": reports.gitlab,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """PATH… and --format."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PFAD", help="Datei oder Ordner; ohne Angabe der aktuelle Ordner"
    )
    parser.add_argument("--format", choices=("text", *FORMATS), default="text", help="Form der Ausgabe (Vorgabe: text)")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Report the problems of the paths; 1 if one of them is an error."""
    paths: list[Path] = arguments.paths or [Path()]
    problems: set[Problem] = set()
    for root in dict.fromkeys(root_of(path) for path in paths):
        files, book = open_book(root, console)
        known = {*files.texts, *files.sheets, *files.others, *(problem.place.path for problem in book.problems)}
        for path in paths:
            if root_of(path) == root:
                problems.update(from_here(problem, root) for problem in _of_path(path, root, book.problems, known))
    shown = tuple(sorted(problems))
    _report(shown, arguments.format, console)
    return 1 if any(problem.severity is Severity.ERROR for problem in shown) else 0


def _report(problems: tuple[Problem, ...], form: str, console: Console) -> None:
    if form != "text":
        output = FORMATS[form](problems)
        if output:
            console.out(output)
        return
    for problem in problems:
        console.out(reports.text(problem, colour=console.colour))
    console.out(reports.summary(problems))


def _of_path(path: Path, root: Path, problems: tuple[Problem, ...], known: set[str]) -> list[Problem]:
    """The problems at or below a path, and the errors of catalogues: with these, nothing can be judged."""
    inside = path.resolve().relative_to(root).as_posix() if not path.is_symlink() else relpath(path.absolute(), root)
    if inside == ".":
        return list(problems)
    if path.is_file() and inside not in known:
        raise Refusal(f"„{path}“ gehört nicht zum Prüfbuch; geprüft werden Dateien unter „assessments“ und „content“")
    return [
        problem
        for problem in problems
        if (problem.place.path + "/").startswith(inside + "/")
        or (problem.place.path.startswith("content/kataloge/") and problem.severity is Severity.ERROR)
    ]
