"""Problems as text: for people, for programs, and for the two forges. Pure functions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple, assert_never

from pruefbuch.model import characters
from pruefbuch.model.common import Problem, Severity

FORMAT_VERSION = 1
"""of the JSON report"""

_BOLD, _PLAIN, _RED, _YELLOW = "\x1b[1m", "\x1b[0m", "\x1b[31m", "\x1b[33m"


class _Names(NamedTuple):
    """What a severity is called: for people, by GitHub and by GitLab; and its colour on a terminal."""

    word: str
    github: str
    gitlab: str
    colour: str


def _names(severity: Severity) -> _Names:
    match severity:
        case Severity.ERROR:
            return _Names("Fehler", "error", "critical", _RED)
        case Severity.HINT:
            return _Names("Hinweis", "notice", "info", _YELLOW)
        case _:
            assert_never(severity)


def word(severity: Severity) -> str:
    """What people call a severity."""
    return _names(severity).word


def text(problem: Problem, colour: bool = False) -> str:
    """One line: `path:line:column: Fehler: found; allowed; remedy [rule]`."""
    path, line, column = problem.place
    names = _names(problem.severity)
    place, word = f"{_shown(path)}:{line}:{column}:", names.word
    if colour:
        place, word = f"{_BOLD}{place}{_PLAIN}", f"{names.colour}{word}{_PLAIN}"
    return f"{place} {word}: {_shown(_message(problem))} [{problem.rule}]"


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and hints there are, in how many files."""
    counts = Counter(problem.severity for problem in problems)
    errors, hints = counts[Severity.ERROR], counts[Severity.HINT]
    if not problems:
        return "Alles in Ordnung."
    parts = ([f"{errors} Fehler"] if errors else []) + ([f"{hints} {'Hinweis' if hints == 1 else 'Hinweise'}"] if hints else [])
    files = len({problem.place.path for problem in problems})
    verdict = "Mit Fehlern wird nichts veröffentlicht." if errors else "Hinweise halten die Veröffentlichung nicht auf."
    return f"{' und '.join(parts)} in {files} {'Datei' if files == 1 else 'Dateien'}. {verdict}"


def as_json(problems: Iterable[Problem]) -> str:
    """All problems as one JSON document with a version."""
    return json.dumps({"version": FORMAT_VERSION, "problems": rows(problems)}, ensure_ascii=False, indent=2)


def rows(problems: Iterable[Problem]) -> list[dict[str, str | int]]:
    """The problems as JSON has them."""
    return [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "found": problem.found,
            "allowed": problem.allowed,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands that GitHub and Forgejo show beside the line (docs.github.com, "Workflow commands")."""
    return "\n".join(_github(problem) for problem in problems)


def _github(problem: Problem) -> str:
    values = {"file": problem.place.path, "line": problem.place.line, "col": problem.place.column, "title": problem.rule}
    fields = ",".join(f"{key}={_escaped(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in values.items())
    return f"::{_names(problem.severity).github} {fields}::{_escaped(_message(problem))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def gitlab(problems: Iterable[Problem]) -> str:
    """A Code Quality report (docs.gitlab.com, "Code Quality").

    Fingerprints hold no line numbers, so that they survive lines that move; equal findings of a file are counted instead.
    """
    counts: Counter[tuple[str, str, str]] = Counter()
    rows = []
    for problem in problems:
        key = (problem.place.path, problem.rule, problem.found)
        counts[key] += 1
        rows.append(
            {
                "description": _message(problem),
                "check_name": problem.rule,
                "fingerprint": sha256("\0".join((*key, str(counts[key]))).encode()).hexdigest(),
                "severity": _names(problem.severity).gitlab,
                "location": {"path": problem.place.path, "lines": {"begin": problem.place.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _message(problem: Problem) -> str:
    return "; ".join((problem.found, problem.allowed, problem.remedy))


def _shown(text: str) -> str:
    """The text in one line and without control sequences: names of files may hold anything, and a terminal obeys."""
    return characters.masked(" ".join(text.splitlines()), "\ufffd")
