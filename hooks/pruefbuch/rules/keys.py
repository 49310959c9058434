"""A municipality key belongs to one town, and a town has one key at a time.

Right: `valid_to: 2021-06-30` at the old key and `valid_from: 2021-07-01` at the new one.
Wrong: two keys of a town without `valid_to`; the same key in two files, unless it was certainly valid at different times.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from pruefbuch.model.assessments import Municipality, MunicipalityKey
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import PartialDate, Problem
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "key"

_FOR_EVER = PartialDate(9999, 12, 31)


def check(
    _entries: Mapping[str, AssessmentSummary],
    municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems of keys that are valid at the same time."""
    owners: dict[str, list[tuple[Municipality, MunicipalityKey]]] = {}
    for town in municipalities.values():
        for earlier, key in combinations(town.keys, 2):
            if _surely_at_once(earlier, key):
                fault = f"die Schlüssel „{key.code}“ und „{earlier.code}“ (Zeile {earlier.place.line}) gelten zugleich"
                allowed = "ein Schlüssel zur selben Zeit; „valid_to“ ist der letzte Tag, an dem einer gilt"
                yield Problem(key.place, ID, fault, allowed, "beim alten „valid_to“ ergänzen oder die Tage berichtigen")
        for key in town.keys:
            owners.setdefault(key.code, []).append((town, key))
    for code, holders in owners.items():
        for (earlier_town, earlier), (town, key) in combinations(holders, 2):
            if town is not earlier_town and not (_surely_after(earlier, key) or _surely_after(key, earlier)):
                fault = f"den Schlüssel „{code}“ hat auch „{earlier_town.name}“ ({earlier.place.named})"
                remedy = "im Gemeindeverzeichnis nachsehen, wem er gehört; ist es dieselbe Kommune, die Ordner zusammenlegen"
                yield Problem(key.place, ID, fault, "jede Kommune hat ihren eigenen", remedy)


def _surely_after(key: MunicipalityKey, other: MunicipalityKey) -> bool:
    """Whether a key was only valid when the other was not any more."""
    return bool(key.valid_from and other.valid_to and other.valid_to.surely_before(key.valid_from))


def _surely_at_once(key: MunicipalityKey, other: MunicipalityKey) -> bool:
    """Whether there is a day on which both were valid, whatever is not known of them."""
    days, other_days = _known_days(key), _known_days(other)
    if days is None or other_days is None:
        return False
    return max(days[0], other_days[0]) <= min(days[1], other_days[1])


def _known_days(key: MunicipalityKey) -> tuple[PartialDate, PartialDate] | None:
    """The first and the last day on which a key was certainly valid; None where no such day is known."""
    start = key.valid_from.last if key.valid_from else None
    end = (key.valid_to.first if key.valid_to else None) if key.ended else _FOR_EVER
    first, last = start or end, end or start
    return (first, last) if first and last else None
