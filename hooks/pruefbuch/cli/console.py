"""Where a command reads and writes, and how it finds the book it works on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from os.path import relpath
from pathlib import Path

from pruefbuch import tree
from pruefbuch.book import Book, load
from pruefbuch.model.common import Problem
from pruefbuch.model.german import Spellings
from pruefbuch.model.suggest import is_same, question, suggest


class Refusal(Exception):
    """A call that cannot be carried out; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Console:
    """What a command uses of the outer world: `out` for results, `err` for everything else, `ask` for an answer."""

    out: Callable[[str], None]
    err: Callable[[str], None]
    ask: Callable[[str], str]
    colour: bool
    live: bool
    """whether a person watches `err`, so that progress may be shown"""
    today: date

    @classmethod
    def of_terminal(cls) -> Console:
        """The console of the running process. Colours only on a terminal and without NO_COLOR (no-color.org)."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return cls(
            out=print,
            err=lambda text: print(text, file=sys.stderr, end="" if text.startswith("\r") else "\n", flush=True),
            ask=input,
            colour=sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
            live=sys.stderr.isatty(),
            today=date.today(),
        )


def root_of(path: Path) -> Path:
    """The folder of the book that a path belongs to."""
    if not path.exists():
        raise Refusal(f"„{path}“ gibt es nicht; bitte den Pfad prüfen")
    root = tree.find_root(path.resolve())
    if root is None:
        raise Refusal(f"„{path}“ liegt in keinem Prüfbuch; ein Prüfbuch ist ein Ordner mit „assessments“ und „content“")
    return root


def from_here(problem: Problem, root: Path) -> Problem:
    """The problem with its path as seen from the current folder, so that a click or copy leads to the file."""
    path = Path(relpath(root / problem.place.path)).as_posix()
    return problem._replace(place=problem.place._replace(path=path))


def open_book(root: Path, console: Console) -> tuple[tree.Tree, Book]:
    """The files of a book and the book itself, with progress for people where it takes long."""
    files = tree.read(root, console.today)
    total = len(files.sheets)
    if not console.live or total < 500:
        return files, load(files)
    count = 0

    def progress(_path: str) -> None:
        nonlocal count
        count += 1
        if count % 100 == 0:
            console.err(f"\r{count} von {total} Dateien gelesen")

    book = load(files, progress)
    console.err("\r" + " " * 60 + "\r")
    return files, book


def prompt(console: Console, question: str) -> str:
    """An answer that is not empty."""
    while not (answer := console.ask(question).strip()):
        console.err("Bitte etwas eingeben (Abbruch mit Strg+C).")
    return answer


def yes(console: Console, question: str) -> bool:
    """Whether somebody says yes. Whoever says neither yes nor no is asked again: a no would be made up."""
    while True:
        answer = prompt(console, f"{question} (j/n): ").casefold().strip(" .!")
        if answer in ("j", "ja", "y", "yes", "jo", "jawohl"):
            return True
        if answer in ("n", "nein", "no", "nö"):
            return False
        console.err(f"„{answer}“ ist weder ja noch nein; bitte j oder n eingeben.")


def chosen(console: Console, request: str, options: Spellings) -> str:
    """One of the options, by its number, its name or another spelling; asks until the answer names exactly one."""
    while True:
        answer = prompt(console, request)
        number = answer.rstrip(".)")
        if number.isdecimal() and 1 <= int(number) <= len(options):
            return list(options)[int(number) - 1]
        exact = [option for option, ways in options.items() if any(is_same(answer, way) for way in (option, *ways))]
        if len(exact) == 1:
            return exact[0]
        asked = question(exact) or suggest(answer, options, options)
        console.err(f"„{answer}“ {'heißen mehrere' if exact else 'gibt es nicht'}. {asked}".strip())


def quoted(text: str) -> str:
    """A double-quoted YAML scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
