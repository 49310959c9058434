"""One file from its text to its top group. The text as a whole is checked here, its values by the two readers."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem
from pruefbuch.source import syntax
from pruefbuch.source.event_reader import MASK, EventReader, character_problem
from pruefbuch.source.fast_reader import read_fast
from pruefbuch.source.limits import MAX_BYTES, MAX_PROBLEMS
from pruefbuch.source.nodes import Mapping, Node, Scalar
from pruefbuch.source.places import place_after


def read(path: str, text: str) -> tuple[Mapping | None, tuple[Problem, ...]]:
    """The top group of a YAML file, and its problems in the order of the file.

    The group is there whenever the file could be read to its end, even with problems; None where it could not or is no group.
    `path` only names the file in problems. `text` may begin with a byte order mark and have any line breaks.
    """
    text = text.removeprefix("\ufeff")
    problems = [*_too_large(path, text)]
    root: Mapping | None = None
    if not problems:
        usual = characters.usual(text)
        if usual and (root := read_fast(path, text)) is not None:
            return root, ()
        if not usual:
            problems += _forbidden(path, text)
        # One mask per character: places stay where they are, libyaml reads on, and the rest of the problems is found too.
        root = _read(path, characters.masked(text, MASK) if problems else text, problems, usual=usual)
    return root, _listed(problems)


def _too_large(path: str, text: str) -> Iterator[Problem]:
    if len(text) * 4 <= MAX_BYTES:
        return
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        fault, allowed = f"die Datei ist {size // 1024} KiB groß", f"höchstens {MAX_BYTES // 1024} KiB"
        yield Problem(Place(path), "too-large", fault, allowed, "kürzen oder auf mehrere Dateien verteilen")


def _forbidden(path: str, text: str) -> Iterator[Problem]:
    for index in characters.forbidden(text)[: MAX_PROBLEMS + 1]:
        yield character_problem(place_after(Place(path), text[:index]), f"hier steht {characters.describe(text[index])}")


def _read(path: str, text: str, problems: list[Problem], *, usual: bool) -> Mapping | None:
    """The top group of a text that is fit to be read; adds to the problems."""
    try:
        root = EventReader(path, text, problems, usual=usual).read()
    except yaml.MarkedYAMLError as error:
        problems.append(syntax.problem(path, text, error))
        return None
    if isinstance(root, Mapping):
        return root
    if root is not None or not problems:  # else it has been said why there is nothing
        problems.append(_no_group(path, root))
    return None


def _no_group(path: str, root: Node | None) -> Problem:
    if root is None or (isinstance(root, Scalar) and not root.text):
        place, fault, remedy = Place(path), "die Datei ist leer", "Vorlage mit „pruefbuch new“ anlegen"
    elif isinstance(root, Scalar):
        place, fault, remedy = (
            root.place,
            "die Datei ist ein einziger Text",
            "nach jedem Namen Doppelpunkt und Leerzeichen setzen",
        )
    else:
        place, fault, remedy = root.place, "die Datei ist eine Liste", "„- “ entfernen oder die Liste unter einen Namen setzen"
    return Problem(place, "no-mapping", fault, "eine Gruppe von Angaben („name: wert“)", remedy)


def _listed(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems in order; of very many the first, and that there are more."""
    ordered = sorted(problems)
    if len(ordered) > MAX_PROBLEMS:
        fault, remedy = "weitere Fehler nach diesem sind nicht aufgeführt", "die genannten beheben, dann erneut prüfen"
        ordered[MAX_PROBLEMS:] = [Problem(ordered[MAX_PROBLEMS - 1].place, "too-many", fault, "keine Fehler", remedy)]
    return tuple(ordered)
