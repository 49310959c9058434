"""municipality.yml → Municipality."""

from __future__ import annotations

import re

from pruefbuch.model import german
from pruefbuch.model.assessments import Municipality, MunicipalityKey, Population
from pruefbuch.model.lands import LANDS
from pruefbuch.parse.spot import read_spot
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, unknown_word

_KEY = re.compile(r"(?:0[1-9]|1[0-6])[0-9]{6}")
_COUNT = re.compile(r"[1-9][0-9]{0,7}")


def read_municipality(mapping: Mapping, municipality_id: str, diagnostics: Diagnostics) -> Municipality:
    """The municipality that a file describes; with an error in `diagnostics` it holds stand-ins and must not be used."""
    root = Reader(mapping, diagnostics)
    name = root.line("name", required=True)
    municipality = Municipality(
        id=municipality_id,
        name=name,
        bare_name=name,
        distinction=root.line("distinction"),
        kind=root.line("kind", required=True),
        made_up=root.flag("made_up"),
        state=read_state(root),
        keys=tuple(_key(group) for group in root.each("ags")),
        website=root.url("website"),
        about=root.text("about"),
        sources=root.links("sources"),
        path=mapping.place.path,
        spot=read_spot(root),
        population=_population(root),
        places={key: node.place for key, node in mapping.entries.items()},
    )
    root.done()
    _check_facts(root, municipality)
    return municipality


def read_state(root: Reader) -> str:
    """The letters of a Land; "" where it is missing."""
    node = root.scalar("state")
    if node is None:
        return ""
    if node.text not in LANDS:
        unknown_word(root.diagnostics, node.place, "unknown-word", "das Land", node.text, LANDS, german.STATES)
    return node.text


def _key(reader: Reader) -> MunicipalityKey:
    node = reader.scalar("code", required=True)
    if node is not None and not _KEY.fullmatch(node.text):
        allowed = "8 Ziffern mit führender Null, die ersten zwei 01 bis 16"
        reader.diagnostics.error(
            node.place, "ags", f"„code“ ist „{node.text}“", allowed, "Schlüssel aus dem Gemeindeverzeichnis übernehmen"
        )
    key = MunicipalityKey(
        code=node.text if node is not None else "",
        valid_from=reader.date("valid_from"),
        valid_to=reader.date("valid_to"),
        source=reader.url("source", required=True),
        ended=reader.has("valid_to"),
        place=reader.place_of("code"),
    )
    reader.done()
    if key.valid_from and key.valid_to and key.valid_to.surely_before(key.valid_from):
        fault = f"„valid_to“ {key.valid_to} liegt vor „valid_from“ {key.valid_from}"
        reader.diagnostics.error(reader.place_of("valid_to"), "date-order", fault, "erst von, dann bis", "Daten berichtigen")
    return key


def _population(root: Reader) -> Population | None:
    """How many people live there; None where the file does not say it. "24.000" would be 24: so only digits count."""
    reader = root.child("population")
    if reader is None:
        return None
    node = reader.scalar("count", required=True)
    whole = node is not None and _COUNT.fullmatch(node.text)
    if node is not None and not whole:
        fault, allowed = f"„count“ ist „{node.text}“", "eine ganze Zahl ab 1, nur Ziffern: 24000"
        root.diagnostics.error(node.place, "population", fault, allowed, "ohne Punkt, Komma und Wörter schreiben")
    population = Population(int(node.text) if node and whole else 1, reader.date("date", required=True), reader.url("source"))
    reader.done()
    return population


def _check_facts(root: Reader, municipality: Municipality) -> None:
    """Facts about real towns need a source; made-up towns have no official key."""
    if municipality.made_up and municipality.keys:
        root.diagnostics.error(
            root.place_of("ags"), "made-up-facts", "ein erfundener Ort hat einen Schlüssel", "keiner", "„ags“ streichen"
        )
    if not municipality.made_up and municipality.spot and not municipality.spot.source:
        fault = "der Ort auf der Karte ist ohne Quelle angegeben"
        remedy = "„place: {…, source: https://…}“ ergänzen"
        root.diagnostics.error(root.place_of("place"), "source-missing", fault, "eine öffentliche Quelle", remedy)
    if not municipality.made_up and municipality.population and not municipality.population.source:
        fault = "die Einwohnerzahl ist ohne Quelle angegeben"
        remedy = "„population: {…, source: https://…}“ ergänzen"
        root.diagnostics.error(root.place_of("population"), "source-missing", fault, "eine öffentliche Quelle", remedy)
    if not municipality.made_up and municipality.state and not (municipality.sources or municipality.keys):
        fault = "das Land ist ohne Quelle angegeben"
        root.diagnostics.error(
            root.place_of("state"), "source-missing", fault, "eine öffentliche Quelle", "„sources: [https://…]“ ergänzen"
        )
