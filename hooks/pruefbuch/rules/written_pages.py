"""A written page has front matter that everybody reads alike, and no text that takes a machine long to read.

Right: nothing, or `title`, `description`, `hide`, `former_names` between two lines `---`; paragraphs of human length. `former_names` are
addresses below content/, without .md, that lead on to the page.
Wrong: any other entry, `title: a: b`, a page that begins with `Wort: …`; ten thousand brackets in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pruefbuch import markup, source
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.suggest import suggest
from pruefbuch.tree import Tree

ID = "page"
KEYS = ("title", "description", "hide", "former_names")
"""of front matter; title and description are plain text"""
HIDDEN = ("navigation", "toc")
"""what `hide` may name: parts of a page beside its text"""
MAX_PAGE = 100_000
"""characters of a page"""
MAX_BLOCK = 10_000
"""characters between two empty lines"""
MAX_TITLE = 300
MAX_NAMES = 100
"""former names of a page"""

_GUIDANCE = re.compile(r"content/kataloge/[^/]+/[^/]+/[^/]+\.md")
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_ENTRY = re.compile(r" {0,3}([A-Za-z0-9_-]+):")
_NAME = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_MARKER = r"(?:>|[-+*][ \t]|[0-9]{1,9}\.[ \t])"
_COSTLY = (
    (re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE), 200, "Zeilen, die mit ``` oder ~~~ beginnen"),
    (re.compile(rf"^[ >]{{24,}}{_MARKER}", re.MULTILINE), 0, "Listen auf der siebten Ebene oder tiefer"),
    (re.compile(rf"^(?:[ \t]*{_MARKER}){{7}}", re.MULTILINE), 0, "Zeilen mit mehr als sechs Zeichen für Listen und Zitate"),
)
"""of a page: what the parser of Markdown takes long for, how often it may stand there, its name"""
_SHORTEN = "mit leeren Zeilen gliedern oder auf mehrere Seiten verteilen"


def check(tree: Tree) -> Iterator[Problem]:
    """Problems of the pages; help texts of catalogues have no front matter."""
    for path, text in tree.texts.items():
        if path.startswith("content/") and path.endswith(".md"):
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            if not _GUIDANCE.fullmatch(path):
                yield from _check_front_matter(path, text)
            yield from _check_length(path, text)


def former_pages(tree: Tree) -> Iterator[tuple[str, str]]:
    """The addresses at which pages once stood, with the pages that are meant: "leitfaden/wozu.md", "leitfaden/vorbereiten.md"."""
    for path, text in tree.texts.items():
        if path.startswith("content/") and path.endswith(".md") and "former_names" in text and not _GUIDANCE.fullmatch(path):
            block = _FRONT.match(text.replace("\r\n", "\n").replace("\r", "\n"))
            mapping = source.read(path, "\n" + block[1])[0] if block else None
            names = _words(mapping.entries.get("former_names")) if mapping else []
            yield from ((f"{name}.md", path.removeprefix("content/")) for name in names if _NAME.fullmatch(name))


def _words(value: source.Node | None) -> list[str]:
    """The texts of a list; one that is no text is empty."""
    nodes = value.items if isinstance(value, source.Sequence) else [value]
    return [node.text if isinstance(node, source.Scalar) else "" for node in nodes]


def _check_front_matter(path: str, text: str) -> Iterator[Problem]:
    block = _FRONT.match(text)
    if block:
        mapping, problems = source.read(path, "\n" + block[1])
        yield from problems
        if mapping:
            for key, value in mapping.entries.items():
                yield from _check_entry(key, mapping.place_of_name(key), value)
    elif text.startswith("---"):
        yield _problem(
            Place(path), "die Angaben nach „---“ enden nicht", "eine zweite Zeile „---“", "ergänzen oder die erste löschen"
        )
    elif match := _ENTRY.match(text):
        fault = f"die Seite beginnt mit „{match[1]}:“; das gälte als Angabe und verschwände"
        yield _problem(Place(path), fault, "eine Überschrift „# …“ am Anfang", "die Zeile anders beginnen")


def _check_entry(key: str, place: Place, value: source.Node) -> Iterator[Problem]:
    if key not in KEYS:
        remedy = suggest(key, KEYS) or "Zeile löschen"
        yield _problem(place, f"die Angabe „{key}“ gibt es auf Seiten nicht", ", ".join(KEYS), remedy)
    elif key == "hide":
        if not isinstance(value, source.Sequence) or not set(_words(value)) <= set(HIDDEN):
            yield _problem(place, "„hide“ nennt nicht nur Teile der Seite", f"[{', '.join(HIDDEN)}]", "Liste berichtigen")
    elif key == "former_names":
        yield from _check_former_names(place, value)
    elif not isinstance(value, source.Scalar) or not 0 < len(value.text) <= MAX_TITLE or "\n" in value.text:
        yield _problem(
            place, f"„{key}“ ist kein kurzer Text", f"eine Zeile, höchstens {MAX_TITLE} Zeichen", "kürzen oder löschen"
        )


def _check_former_names(place: Place, value: source.Node) -> Iterator[Problem]:
    names, own = _words(value), place.path.removeprefix("content/").removesuffix(".md")
    wrong = [name for name in names if not _NAME.fullmatch(name) or name == own or names.count(name) > 1]
    if wrong or not isinstance(value, source.Sequence) or len(names) > MAX_NAMES:
        fault = f"„former_names“ enthält „{wrong[0]}“" if wrong else "„former_names“ ist keine kurze Liste"
        allowed = f"höchstens {MAX_NAMES} frühere Adressen unter content/ ohne .md, jede einmal, nicht die heutige"
        yield _problem(place, fault, allowed, "schreiben wie [leitfaden/alter-name]")


def _check_length(path: str, text: str) -> Iterator[Problem]:
    if len(text) > MAX_PAGE:
        yield _problem(
            Place(path), f"die Seite hat {len(text)} Zeichen", f"höchstens {MAX_PAGE}", "auf mehrere Seiten verteilen"
        )
        return
    wide = text.expandtabs(4)
    for pattern, most, name in _COSTLY:
        if (count := sum(1 for _ in pattern.finditer(wide))) > most:
            fault, allowed = (f"{count} {name}", f"höchstens {most}") if most else (name, "keine")
            yield _problem(Place(path), f"{fault} auf der Seite", allowed, _SHORTEN)
    problems = [*_check_blocks(path, text)]
    yield from problems
    for count, most, name in markup.costs(text, page=True) if not problems else ():
        yield _problem(Place(path), f"{count} {name} auf der Seite", f"höchstens {most}", "auf mehrere Seiten verteilen")


def _check_blocks(path: str, text: str) -> Iterator[Problem]:
    start, line = 0, 1
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        block = text[start:end]
        if len(block) > MAX_BLOCK:
            fault = f"{len(block)} Zeichen ohne leere Zeile dazwischen"
            yield _problem(Place(path, line), fault, f"höchstens {MAX_BLOCK}", _SHORTEN)
        for count, most, name in markup.costs(block):
            yield _problem(Place(path, line), f"{count} {name} ohne leere Zeile dazwischen", f"höchstens {most}", _SHORTEN)
        start, line = gap.end() if gap else end, line + block.count("\n") + (gap[0].count("\n") if gap else 0)


def _problem(place: Place, fault: str, allowed: str, remedy: str) -> Problem:
    return Problem(place, ID, fault, allowed, remedy, Severity.ERROR)
