"""Related results: the same criterion helped, the same kind of subject, a town nearby.

A result page is printed when its file is read, before the rest of the book is known, and it must not change whenever some other town adds
a result. So the page itself only says where to look: its strongest criteria, results of its kind, the neighbours of its town. These ways
are there without scripts. Which results that are at the moment stands in small files, one for each edition and one for each town;
a script reads the two that a page names and shows up to five of them, each with the reason. An index is made once: nothing is
compared with everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from pruefbuch.addresses import DATA, RESULTS, assessment_uri, municipality_uri
from pruefbuch.geo import Places
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Municipality, SubjectKind
from pruefbuch.model.catalogues import Catalogue, Criterion, Same
from pruefbuch.render.compiled import drawn
from pruefbuch.summary.answers import effect_of
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text
from pruefbuch.views.answers import Kind, kind_of
from pruefbuch.views.links import FROM_RESULT, Anchor, address, href
from pruefbuch.views.register import Card, Register

if TYPE_CHECKING:
    from pruefbuch.render.fragments import FragmentCache

MOST = 6
"""results of each sort in a file: one more than are shown, for a page leaves out its own subject"""
NEIGHBOURS = 5
PART = "nachbarn"
"""the id of the neighbours on the page of a municipality"""


class Related(NamedTuple):
    """Where to look for related results: `criteria` are the ways to what helped elsewhere, `alike` leads to those of the same kind.

    `source` and `nearby` are files with the results that those are at the moment. `like`: what sort of subject this is, in the words of
    the data; `subject` is to be left out. Few texts, for each result page has them.
    """

    criteria: Markup
    alike: str
    neighbours: str
    source: str
    nearby: str
    like: str
    subject: str


class Found(NamedTuple):
    """A result as a script lists it. `subject`: by which a page knows its own."""

    id: str
    subject: str
    title: str
    town: str
    made_up: bool
    date: str


class Near(NamedTuple):
    """A municipality nearby, with its newest result."""

    km: int
    municipality: Municipality
    newest: AssessmentSummary


# -- on the page -----------------------------------------------------------------------------------------------------


def related(assessment: Assessment, strong: Sequence[Criterion], shared: FragmentCache) -> Related:
    """Where to look for results that are related to this one, which is strong in these criteria."""
    subject, same = assessment.subject, Same(shared.catalogue)
    neighbours, near = _town_ways(assessment.municipality)
    return Related(
        criteria=drawn(", ".join([shared.way(each) for each in strong])),
        alike=_kind(same, subject.kind, digital=subject.digital),
        neighbours=neighbours,
        source=_source(same),
        nearby=near,
        like=_like(subject.kind, digital=subject.digital),
        subject=f"{assessment.municipality}/{subject.id}",
    )


# Thousands of results lead to the same places: each way is made once.


@lru_cache(maxsize=256)
def _kind(same: Same, kind: SubjectKind, *, digital: bool) -> str:
    query = urlencode({"catalogue": same.catalogue.ref, "kind": kind.value, "digital": _flag(digital)})
    return f"{FROM_RESULT}{address(RESULTS)}?{query}"


@lru_cache(maxsize=64)
def _source(same: Same) -> str:
    return FROM_RESULT + edition_path(same.catalogue)


@lru_cache(maxsize=256)
def _town_ways(municipality: str) -> tuple[str, str]:
    return f"{FROM_RESULT}{address(municipality_uri(municipality))}#{PART}", FROM_RESULT + town_path(municipality)


def _like(kind: SubjectKind, *, digital: bool) -> str:
    """What sort of subject, in the words of the data."""
    return f"{kind.value} {_flag(digital)}"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def edition_path(catalogue: Catalogue) -> str:
    """The file with related results of an edition."""
    return f"{DATA}verwandt/{catalogue.id}/{catalogue.edition.id}.json"


def town_path(municipality: str) -> str:
    """The file with the newest results of the neighbours of a municipality."""
    return f"{address(municipality_uri(municipality))}nachbarn.json"


# -- in the files ----------------------------------------------------------------------------------------------------


def of_edition(
    catalogue: Catalogue, cards: Iterable[Card], towns: Mapping[str, Municipality]
) -> dict[str, dict[str, list[Found]]]:
    """The newest valid results, real ones first: by criterion those that it helped, and by kind. Of each subject one."""
    valid = [card.entry for card in cards if card.entry.status is AssessmentStatus.FINAL]
    ordered = sorted(valid, key=lambda entry: towns[entry.municipality].made_up)  # the rest of the order stays
    criteria: dict[str, dict[str, Found]] = {criterion.id: {} for criterion in catalogue.criteria}
    kinds: dict[str, dict[str, Found]] = {}
    wanted = list(enumerate(catalogue.criteria))
    for entry in ordered:
        kind = kinds.setdefault(_like(entry.kind, digital=entry.digital), {})
        if not wanted and len(kind) >= MOST:
            continue
        found, answers = _found(entry, towns[entry.municipality]), entry.tally.split(" ")
        _add(kind, found)
        for place, criterion in wanted:
            if kind_of(effect_of(answers[place], criterion)) is Kind.UP:
                _add(criteria[criterion.id], found)
        wanted = [each for each in wanted if len(criteria[each[1].id]) < MOST]
    return {
        name: {key: [*group.values()] for key, group in groups.items() if group}
        for name, groups in (("criteria", criteria), ("kinds", kinds))
    }


def _add(group: dict[str, Found], found: Found) -> None:
    if len(group) < MOST:
        group.setdefault(found.subject, found)


def _found(entry: AssessmentSummary, town: Municipality) -> Found:
    return Found(entry.id, f"{town.id}/{entry.subject}", entry.title, town.name, town.made_up, date_text(entry.date))


class NeighbourRow(NamedTuple):
    """A neighbour on the page of a municipality, with its newest result."""

    municipality: Anchor
    made_up: bool
    km: str
    newest: Anchor
    date: str


class Neighbours(NamedTuple):
    """The neighbours of a municipality; `placed`: whether anybody has said where it lies itself."""

    placed: bool
    rows: tuple[NeighbourRow, ...]


# -- neighbours ------------------------------------------------------------------------------------------------------


class Neighbourhood:
    """The municipalities that have valid results, by where they lie: real ones among real ones, made-up ones among themselves."""

    def __init__(self, register: Register) -> None:
        self._towns = register.book.municipalities
        self._newest = {
            name: card.entry
            for name, cards in register.of_municipality.items()
            for card in [next((card for card in cards if card.entry.status is AssessmentStatus.FINAL), None)]
            if card
        }
        placed = {name: _degrees(self._towns[name]) for name in self._newest}
        self._places = {
            made_up: Places({name: place for name, place in placed.items() if place and self._towns[name].made_up is made_up})
            for made_up in (False, True)
        }

    def of(self, town: Municipality) -> tuple[Near, ...]:
        """The neighbours of a municipality, the nearest first."""
        place = _degrees(town)
        near = self._places[town.made_up].near(*place, NEIGHBOURS, town.id) if place else []
        return tuple(Near(each.km, self._towns[each.id], self._newest[each.id]) for each in near)


def _degrees(town: Municipality) -> tuple[float, float] | None:
    return (float(town.spot.lat), float(town.spot.lon)) if town.spot else None


def neighbours_view(town: Municipality, near: Iterable[Near]) -> Neighbours:
    """The neighbours on the page of a municipality."""
    here = municipality_uri(town.id)
    rows = (
        NeighbourRow(
            Anchor(each.municipality.name, href(here, municipality_uri(each.municipality.id))),
            each.municipality.made_up,
            str(each.km),
            Anchor(each.newest.title, href(here, assessment_uri(each.newest.id))),
            date_text(each.newest.date),
        )
        for each in near
    )
    return Neighbours(town.spot is not None, tuple(rows))


def nearby(neighbours: Iterable[Near]) -> list[tuple[int, Found]]:
    """The newest results of neighbours, each with its distance."""
    return [(each.km, _found(each.newest, each.municipality)) for each in neighbours]
