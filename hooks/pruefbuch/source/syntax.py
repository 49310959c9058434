"""libyaml's complaints in German, with a way out. What it says is read together with the line it points at; see `messages`."""

from __future__ import annotations

import re

import yaml

from pruefbuch.model.common import Place, Problem
from pruefbuch.source.limits import MAX_DEPTH
from pruefbuch.source.messages import CASES, DIRECTIVE, Case
from pruefbuch.source.places import place_after

RULE = "yaml-syntax"

_WINDOW = 200
"""characters to look at from the beginning of a line and around the place: a machine may have written a file in one line"""
_TOO_DEEP = "exceeded maximum nesting depth"
"""libyaml looks ahead: of a file that is very deep it says so before the first level too many has been read"""
_BREAK = re.compile(r"\r\n|\r|\n")


def problem(path: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """The problem of a text that libyaml cannot read any further. `text` is what libyaml was given."""
    words = f"{error.context}: {error.problem}"
    if text.startswith("%") and "<document start>" in words:
        return _problem(path, text, 0, DIRECTIVE)
    if _TOO_DEEP in words and error.problem_mark:
        fault, allowed = "hier sind es zu viele Ebenen ineinander", f"höchstens {MAX_DEPTH} Ebenen ineinander"
        place = place_after(Place(path), text[: error.problem_mark.index])
        return Problem(place, "too-deep", fault, allowed, "Klammern und Einrückung prüfen")
    last = len(text.rstrip())
    # libyaml complains at the very end of the file about what was not closed; editors look at the last line.
    end = min(error.problem_mark.index, last) if error.problem_mark else last
    start = min(error.context_mark.index, last) if error.context_mark else end
    places = {True: (start, _lines(text, start)), False: (end, _lines(text, end))}
    case = next(case for case in CASES if re.search(case.words, words) and re.search(case.lines, places[case.at_start][1]))
    index = places[case.at_start][0]
    return _problem(path, text, text.rfind(case.sign, 0, index + 1) if case.sign else index, case)


def _problem(path: str, text: str, index: int, case: Case) -> Problem:
    two = _BREAK.split(text[index : index + 2])[0]
    char = f"„{two[0]}“" if two.strip() else "das Ende der Zeile"
    fault, remedy = (words.replace("{char}", char).replace("{two}", two) for words in (case.found, case.remedy))
    return Problem(place_after(Place(path), text[:index]), RULE, fault, case.allowed, remedy)


def _lines(text: str, index: int) -> str:
    """The line above and the line of the position, which a null character marks."""
    before = _BREAK.split(text[:index])
    above = before[-2] if len(before) > 1 else ""
    after = _BREAK.split(text[index : index + _WINDOW])[0]
    return f"{_shortened(above)}\n{_shortened(before[-1])}\0{after}"


def _shortened(line: str) -> str:
    return line if len(line) <= 2 * _WINDOW else line[:_WINDOW] + line[-_WINDOW:]
