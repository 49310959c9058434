"""A municipality and what it commits: one assessment of one subject by one edition at one date."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple, assert_never

from pruefbuch.model.common import Link, NonValue, PartialDate, Place, Spot
from pruefbuch.model.lands import land_of_key


class MunicipalityKey(NamedTuple):
    """An Amtlicher Gemeindeschlüssel (8 digits), the first and the last day on which it is valid, and its source.

    `ended` where it is valid no more, even if nobody knows since when.
    """

    code: str
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    source: str = ""
    ended: bool = False
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class Population:
    """How many people live in a municipality, when that was, and who says so."""

    count: int
    date: PartialDate | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Who checks. `state` is the Land by its two letters (ISO 3166-2:DE), empty where no source is given.

    `name` is what it is called wherever it is shown: where towns have the same name, with what tells them apart. `bare_name` is the name
    as its file has it, `distinction` what the file says to tell them apart. `population`: None where nobody has said it.
    """

    id: str
    name: str
    kind: str
    made_up: bool
    state: str = ""
    keys: tuple[MunicipalityKey, ...] = ()
    website: str = ""
    about: str = ""
    sources: tuple[Link, ...] = ()
    path: str = ""
    spot: Spot | None = None
    population: Population | None = None
    bare_name: str = ""
    distinction: str = ""
    places: Mapping[str, Place] = dataclasses.field(default_factory=dict)

    @property
    def land(self) -> str:
        """The letters of its Land: what the file says, or else what follows from its key of today; "" where neither is known."""
        return self.state or next((land_of_key(key.code) for key in self.keys if not key.ended), "")

    def place_of(self, key: str) -> Place:
        """Where an entry of the file stands; the beginning of the file where it has none of that name."""
        return self.places.get(key, Place(self.path))


class SubjectKind(StrEnum):
    """What is examined."""

    PROJECT = "project"
    PAPER = "paper"


class Phase(StrEnum):
    """How far the subject was when it was examined."""

    IDEA = "idea"
    PLANNING = "planning"
    IMPLEMENTATION = "implementation"
    OPERATION = "operation"
    ENDED = "ended"


class Subject(NamedTuple):
    """The project or council paper. Assessments of one municipality with the same subject id are its history.

    `phase`: None where nobody has said it.
    """

    id: str
    title: str
    kind: SubjectKind
    digital: bool
    phase: Phase | None = None
    summary: str = ""


class Paper(NamedTuple):
    """The council paper; an empty number is not known to us."""

    number: str = ""
    url: str = ""
    date: PartialDate | None = None


class Decision(NamedTuple):
    """What the council decided."""

    text: str
    date: PartialDate | None = None
    url: str = ""


class AssessmentStatus(StrEnum):
    """Superseded and withdrawn assessments stay readable, marked as such."""

    FINAL = "final"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Published by the municipality itself, or taken over from its public council papers by others."""

    OWN = "own"
    TAKEN_OVER = "taken-over"


class Evidence(NamedTuple):
    """What backs a rating."""

    title: str
    url: str = ""
    kind: str = ""
    date: PartialDate | None = None


class MeasureState(StrEnum):
    """How far a measure is."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def under_way(self) -> bool:
        """Whether something is left to do, and a better level to be expected from it."""
        match self:
            case MeasureState.PLANNED | MeasureState.RUNNING:
                return True
            case MeasureState.DONE | MeasureState.DROPPED:
                return False
            case _:
                assert_never(self)


class Measure(NamedTuple):
    """What is done to improve a rating; `expected` is the level it is to reach, or empty."""

    text: str
    state: MeasureState
    due: PartialDate | None = None
    expected: str = ""


class Rating(NamedTuple):
    """One criterion's answer: levels, or a text, or a non-value; always exactly one of them.

    `levels` holds one level id per axis that is asked (form `axes`: in the order of the axes), or the selected levels.
    `amounts` holds a number per level, in the unit of the form. `lesson` is what others can learn.
    `note` is a remark of those who took the assessment over: no reason of the municipality's.
    """

    criterion: str
    place: Place
    levels: tuple[str, ...] = ()
    non_value: NonValue | None = None
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    text: str = ""
    amounts: Mapping[str, Fraction] = MappingProxyType({})
    measures: tuple[Measure, ...] = ()
    alternatives: str = ""
    refers_to: Link | None = None
    lesson: str = ""
    note: str = ""

    @property
    def is_usual(self) -> bool:
        """Whether it says no more than its levels or non-value, a reason and evidence, as nearly all ratings do."""
        return self[6:] == _NOTHING_MORE


_NOTHING_MORE: tuple[Any, ...] = Rating("", Place(""))[6:]


class Exemption(NamedTuple):
    """Why a paper was not checked: a class of the catalogue and the reason in this case."""

    exemption_class: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """One YAML file: one subject, one edition, one date. `id` is "<municipality>/<file name without .yml>".

    `comment` is the municipality's own statement, `note` a remark of those who took the assessment over. `former_names` are ids under
    which it was published before its file was renamed.
    """

    id: str
    path: str
    checksum: str
    municipality: str
    catalogue: str
    subject: Subject
    date: PartialDate | None
    status: AssessmentStatus
    origin: Origin
    ratings: tuple[Rating, ...] = ()
    status_reason: str = ""
    superseded_by: str = ""
    unit: str = ""
    reviewed_by: str = ""
    paper: Paper | None = None
    decision: Decision | None = None
    exemption: Exemption | None = None
    delegation: Link | None = None
    comment: str = ""
    note: str = ""
    sources: tuple[Link, ...] = ()
    former_names: tuple[str, ...] = ()
    places: Mapping[str, Place] = dataclasses.field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Where an entry of the file stands; the beginning of the file where it has none of that name."""
        return self.places.get(key, Place(self.path))
