"""Related results: the same criterion helped, the same kind of subject, a town nearby.

A result page is printed when its file is read, before the rest of the book is known, and it must not change whenever some other town adds
a result. So the page itself only says where to look: its strongest criteria, results of its kind, the neighbours of its town. These ways
are there without scripts. Which results that are at the moment stands in small files, one for each edition and one for each town;
a script reads the two that a page names and shows up to five of them, each with the reason. An index is made once: nothing is
compared with everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from pruefbuch.addresses import DATA, RESULTS, assessment_uri, criterion_uri, municipality_uri
from pruefbuch.geo import Places
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Municipality, SubjectKind
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.summary.answers import effect_of
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text
from pruefbuch.views.answers import Kind, kind_of
from pruefbuch.views.links import FROM_RESULT, Anchor, address, href
from pruefbuch.views.register import Card, Register

MOST = 6
"""results of each sort in a file: one more than are shown, for a page leaves out its own subject"""
NEIGHBOURS = 5
PART = "nachbarn"
"""the id of the neighbours on the page of a municipality"""


class HelpedElsewhere(NamedTuple):
    """The way from a result to what others did well in a criterion, on its page. A script knows it by `id`."""

    id: str
    href: str
    name: str


class Related(NamedTuple):
    """Where to look for related results: `alike` leads to those of the same kind.

    `source` and `nearby` are files with the results that those are at the moment. `like`: what sort of subject this is, in the words of
    the data; `subject` is to be left out. Few texts, for each result page has them.
    """

    alike: str
    neighbours: str
    source: str
    nearby: str
    like: str
    subject: str


class RelatedResult(NamedTuple):
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


def related(assessment: Assessment, catalogue: Catalogue) -> Related:
    """Where to look for results that are related to this one."""
    subject, town = assessment.subject, assessment.municipality
    return Related(
        alike=_alike(catalogue.ref, subject.kind, subject.digital),
        neighbours=f"{FROM_RESULT}{address(municipality_uri(town))}#{PART}",
        source=FROM_RESULT + edition_path(catalogue),
        nearby=FROM_RESULT + town_path(town),
        like=_like(subject.kind, digital=subject.digital),
        subject=f"{town}/{subject.id}",
    )


@lru_cache(maxsize=1000)
def _alike(ref: str, kind: SubjectKind, digital: bool) -> str:
    query = urlencode({"catalogue": ref, "kind": kind.value, "digital": _flag(digital)})
    return f"{FROM_RESULT}{address(RESULTS)}?{query}"


def helped_elsewhere(criteria: Iterable[Criterion], catalogue: Catalogue) -> tuple[HelpedElsewhere, ...]:
    """The ways from a result to what others did well in these criteria."""
    return tuple(
        HelpedElsewhere(
            criterion.id,
            f"{FROM_RESULT}{address(criterion_uri(catalogue, criterion.id))}?effect=up#ergebnisse",
            criterion.name,
        )
        for criterion in criteria
    )


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
) -> dict[str, dict[str, list[RelatedResult]]]:
    """The newest valid results, real ones first: by criterion those that it helped, and by kind. Of each subject one."""
    valid = [card.entry for card in cards if card.entry.status is AssessmentStatus.FINAL]
    ordered = sorted(valid, key=lambda entry: towns[entry.municipality].made_up)  # the rest of the order stays
    criteria: dict[str, dict[str, RelatedResult]] = {criterion.id: {} for criterion in catalogue.criteria}
    kinds: dict[str, dict[str, RelatedResult]] = {}
    wanted = list(enumerate(catalogue.criteria))
    for entry in ordered:
        kind = kinds.setdefault(_like(entry.kind, digital=entry.digital), {})
        if not wanted and len(kind) >= MOST:
            continue
        result, answers = _related_result(entry, towns[entry.municipality]), entry.answer_codes.split(" ")
        _add(kind, result)
        for place, criterion in wanted:
            if kind_of(effect_of(answers[place], criterion)) is Kind.UP:
                _add(criteria[criterion.id], result)
        wanted = [(place, criterion) for place, criterion in wanted if len(criteria[criterion.id]) < MOST]
    return {
        name: {key: [*group.values()] for key, group in groups.items() if group}
        for name, groups in (("criteria", criteria), ("kinds", kinds))
    }


def _add(group: dict[str, RelatedResult], result: RelatedResult) -> None:
    if len(group) < MOST:
        group.setdefault(result.subject, result)


def _related_result(entry: AssessmentSummary, town: Municipality) -> RelatedResult:
    return RelatedResult(entry.id, f"{town.id}/{entry.subject}", entry.title, town.name, town.made_up, date_text(entry.date))


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


def nearby(neighbours: Iterable[Near]) -> list[tuple[int, RelatedResult]]:
    """The newest results of neighbours, each with its distance."""
    return [(each.km, _related_result(each.newest, each.municipality)) for each in neighbours]
