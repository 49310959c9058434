"""The mapping from the edition before names every criterion of that edition once, and only criteria that exist.

Right: `{change: split, before: [d], after: [d1, d2]}` with d in the edition before, d1 and d2 in this one.
Wrong: a criterion of the edition before is nowhere or twice under `before`; an id that neither edition has; `kept` with a new id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from pruefbuch.model.catalogues import Catalogue, CriterionChange
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.suggest import suggest
from pruefbuch.wording import listing

ID = "edition-mapping"


def check(catalogue: Catalogue, _tree: object, catalogues: Mapping[str, Catalogue | None]) -> Iterator[Problem]:
    """Problems between the mapping of an edition and the criteria of both editions."""
    if not catalogue.edition.previous:
        return
    place, ref = Place(catalogue.path), f"{catalogue.id}@{catalogue.edition.previous}"
    if ref not in catalogues:
        yield Problem(
            place, ID, f"die Ausgabe davor „{ref}“ gibt es nicht", "eine vorhandene Ausgabe", "„previous“ berichtigen"
        )
    previous = catalogues.get(ref)
    if previous is None:
        return
    yield from _names("before", previous, [(name, line.place) for line in catalogue.edition.mapping for name in line.before])
    yield from _names("after", catalogue, [(name, line.place) for line in catalogue.edition.mapping for name in line.after])
    mapped = {name for line in catalogue.edition.mapping for name in line.before}
    if missing := [criterion.id for criterion in previous.criteria if criterion.id not in mapped]:
        fault = f"im „mapping“ fehlt {listing(missing)}"
        yield Problem(place, ID, fault, f"jedes Kriterium von „{ref}“ einmal", "Zeilen ergänzen, notfalls „dropped“ mit Grund")
    for line in catalogue.edition.mapping:
        if _keeps_id(line.change) and line.before != line.after:
            fault = f"„{line.change}“ führt von {listing(line.before)} zu {listing(line.after)}"
            yield Problem(line.place, ID, fault, "dieselbe Kennung", "„moved“ verwenden, wenn die Kennung sich ändert")


def _keeps_id(change: CriterionChange) -> bool:
    """Whether the criterion has to be named as before: it asks for the same, where it stood."""
    match change:
        case CriterionChange.KEPT | CriterionChange.REWORDED:
            return True
        case CriterionChange.MOVED | CriterionChange.SPLIT | CriterionChange.MERGED | CriterionChange.DROPPED:
            return False
        case _:
            assert_never(change)


def _names(key: str, catalogue: Catalogue, names: list[tuple[str, Place]]) -> Iterator[Problem]:
    """Problems of the criteria named under one key: they exist, and each is named once."""
    known, places = {criterion.id for criterion in catalogue.criteria}, dict[str, Place]()
    for name, place in names:
        if name not in known:
            fault = f"„{name}“ unter „{key}“ gibt es in „{catalogue.ref}“ nicht"
            yield Problem(place, ID, fault, "vorhandene Kriterien", suggest(name, sorted(known)) or "Kennung berichtigen")
        if name in places:
            fault = f"„{name}“ steht unter „{key}“ schon in Zeile {places[name].line}"
            yield Problem(place, ID, fault, "jedes Kriterium einmal", "Zeilen zusammenfassen")
        places[name] = place
