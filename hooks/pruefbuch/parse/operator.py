"""operator.yml → Operator."""

from __future__ import annotations

from pruefbuch.model import german, meant
from pruefbuch.model.lands import LANDS
from pruefbuch.model.operators import DATES, LINES, TEXTS, DataLicence, Operator
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, parse_date, unknown_word

_EASY_LANGUAGE = ("BW", "BE", "HB", "HH", "NW", "RP", "SL")
"""Länder whose law asks municipal sites for Leichte Sprache and sign language on the start page (LBIT Hessen, comparison of the Länder)"""


def read_operator(mapping: Mapping, diagnostics: Diagnostics) -> Operator:
    """The operator that a file describes; with an error in `diagnostics` it holds stand-ins and must not be used."""
    root = Reader(mapping, diagnostics)
    texts = (
        {key: root.line(key, required=True) for key in LINES}
        | {"enforcement_url": root.url("enforcement_url", required=True)}
        | {key: root.text(key, required=True) for key in TEXTS}
    )
    for key in DATES:
        _check_date(root, key, texts[key])
    licence = root.word("data_licence", DataLicence).link
    easy = root.flag("easy_language")
    state = root.line("state", required=True)
    if state in _EASY_LANGUAGE and not easy:
        fault, allowed = f"„easy_language“ ist false; in {state} verlangt das Landesrecht Angaben in Leichter Sprache", "true"
        remedy = "„easy_language: true“ setzen und rechtliches/leichte-sprache.md füllen, oder die Pflicht prüfen lassen"
        diagnostics.hint(root.place_of("easy_language"), "easy-language", fault, allowed, remedy)
    elif state not in LANDS and "‹" not in state:
        unknown_word(diagnostics, root.place_of("state"), "unknown-word", "das Land", state, LANDS, german.STATES)
    root.done()
    return Operator(texts | {"data_licence": licence.title, "data_licence_url": licence.url}, easy)


def _check_date(root: Reader, key: str, text: str) -> None:
    """A date may be written as people write it; one that the calendar does not have is an error."""
    why, remedy = ("", "") if parse_date(text) else meant.date_fault(text)
    if why:
        root.diagnostics.error(root.place_of(key), "not-a-date", f"„{key}“ ist „{text}“: {why}", "ein Tag (2024-03-05)", remedy)
