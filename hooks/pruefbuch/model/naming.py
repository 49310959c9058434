"""What towns are called where several have the same name: with what tells them apart, the same on every page and in every export."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.lands import LANDS
from pruefbuch.model.slugs import fold

_MADE_UP = "erfunden"


def _land(town: Municipality) -> str:
    return LANDS.get(town.land, _MADE_UP if town.made_up else "")


def _all(town: Municipality) -> str:
    return ", ".join(filter(None, (town.kind, LANDS.get(town.land, ""), _MADE_UP if town.made_up else "")))


_WAYS: Sequence[Callable[[Municipality], str]] = (_land, lambda town: town.kind, _all)
"""what may tell towns apart that say nothing of their own, the best first"""


def namesakes(towns: Iterable[Municipality]) -> list[list[Municipality]]:
    """The towns of the same name, where there are several, in order of their ids. Case, umlauts and blanks do not count."""
    by_name: dict[str, list[Municipality]] = {}
    for town in sorted(towns, key=lambda town: town.id):
        by_name.setdefault(_same(town.bare_name), []).append(town)
    return [group for group in by_name.values() if len(group) > 1]


def distinctions(group: Iterable[Municipality]) -> dict[str, str] | None:
    """What tells towns of the same name apart, by their ids: what their files say, else the first way by which all differ.

    None where they differ by nothing that we know.
    """
    for way in _WAYS:
        texts = {town.id: town.distinction or way(town) for town in group}
        if all(texts.values()) and len({fold(text) for text in texts.values()}) == len(texts):
            return texts
    return None


def lookalikes(towns: Mapping[str, Municipality]) -> list[list[Municipality]]:
    """Towns whose names become the same by what tells others apart: one that is called „Neustadt (Hessen)“ by itself."""
    names = _by_distinction(towns)
    shown: dict[str, list[Municipality]] = {}
    for town_id, town in towns.items():
        shown.setdefault(_same(names.get(town_id, town.bare_name)), []).append(town)
    return [group for group in shown.values() if len(group) > 1]


def told_apart(towns: Mapping[str, Municipality]) -> dict[str, str]:
    """The names of towns whose name occurs more than once, by their ids. Where nothing else differs, the id of the folder does."""
    by_folder = {town.id: f"{town.bare_name} ({town.id})" for group in lookalikes(towns) for town in group}
    return _by_distinction(towns) | by_folder


def _by_distinction(towns: Mapping[str, Municipality]) -> dict[str, str]:
    return {
        town_id: f"{towns[town_id].bare_name} ({text})"
        for group in namesakes(towns.values())
        for town_id, text in (distinctions(group) or {town.id: town.id for town in group}).items()
    }


def _same(name: str) -> str:
    """Names that read the same are the same here."""
    return " ".join(fold(name).split())
