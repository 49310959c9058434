"""synonyms.yml → groups of words that the search takes for one."""

from __future__ import annotations

import re

from pruefbuch.model.common import Place
from pruefbuch.model.synonyms import Synonyms
from pruefbuch.search import phrase
from pruefbuch.source import Mapping, Node, Sequence
from pruefbuch.typed import Diagnostics, Reader, scalar

MAX_GROUPS = 500
"""every reader who searches loads all of them"""
_WORD = re.compile(r"(?=.{2,60}$)[^\W_]+(?:[ -][^\W_]+){0,3}")
_ENTRY = "ein Eintrag von „groups“"


def read_synonyms(mapping: Mapping, diagnostics: Diagnostics) -> Synonyms:
    """The groups of a file; with an error in `diagnostics` they must not be used."""
    root = Reader(mapping, diagnostics)
    nodes = [*root.items("groups", required=True)]
    root.done()
    if len(nodes) > MAX_GROUPS:
        fault, allowed = f"„groups“ hat {len(nodes)} Einträge", f"höchstens {MAX_GROUPS}"
        diagnostics.error(nodes[MAX_GROUPS].place, "too-long", fault, allowed, "seltene streichen")
    places: dict[str, tuple[str, Place]] = {}
    return tuple([_group(node, places, diagnostics) for node in nodes])


def _group(node: Node, places: dict[str, tuple[str, Place]], diagnostics: Diagnostics) -> tuple[str, ...]:
    """The words of a group; `places` says where each word stands, by what the search makes of it."""
    if not isinstance(node, Sequence) or len(node.items) < 2:
        fault = f"{_ENTRY} hat nur ein Wort" if isinstance(node, Sequence) else f"{_ENTRY} ist keine Liste"
        allowed = "mindestens zwei Wörter, die dasselbe meinen"
        diagnostics.error(node.place, "synonyms", fault, allowed, "so schreiben: [Kita, Kindertagesstätte], oder streichen")
        return ()
    words = [word for item in node.items if (word := scalar(diagnostics, item, "ein Wort von „groups“"))]
    for word in words:
        if not _WORD.fullmatch(word.text):
            fault, allowed = (
                f"„{word.text[:40]}“ wird so niemand suchen",
                "2 bis 60 Buchstaben und Ziffern, höchstens vier Wörter",
            )
            diagnostics.error(word.place, "synonyms", fault, allowed, "nur das Wort selbst angeben, ohne andere Zeichen")
            continue
        other, place = places.setdefault(phrase(word.text), (word.text, word.place))
        if place != word.place:
            fault = f"„{word.text}“ und „{other}“ (Zeile {place.line}) sind für die Suche dasselbe Wort"
            allowed = "jedes Wort einmal; Beugung, Bindestrich und Groß und Klein zählen nicht"
            diagnostics.error(word.place, "repeated", fault, allowed, "streichen, oder beide Gruppen zu einer machen")
    return tuple([word.text for word in words])
