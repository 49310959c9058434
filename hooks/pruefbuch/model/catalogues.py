"""A catalogue: criteria with their scales, forms, groups, methods and editions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from pruefbuch.model.common import Link, NonValue, PartialDate, Place


class Effect(StrEnum):
    """What a level says of the subject, where it says that: it helps, it changes nothing, it harms."""

    UP = "up"
    NEUTRAL = "neutral"
    DOWN = "down"

    @property
    def touches(self) -> bool:
        """Whether it changes something, for better or worse."""
        match self:
            case Effect.UP | Effect.DOWN:
                return True
            case Effect.NEUTRAL:
                return False
            case _:
                assert_never(self)


class Level(NamedTuple):
    """One step of a scale. `value` is None where the scale only names and does not measure."""

    id: str
    label: str
    short: str
    symbol: str
    value: Fraction | None = None
    effect: Effect | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Two to seven levels. An ordered scale lists them from worst (or least) to best (or most)."""

    id: str
    label: str
    levels: tuple[Level, ...]
    ordered: bool = True
    by_id: Mapping[str, Level] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {level.id: level for level in self.levels})

    def level(self, level_id: str) -> Level:
        """The level of that id; KeyError where there is none."""
        return self.by_id[level_id]

    def rank(self, level_id: str) -> int:
        """Position from 0 (first listed); KeyError where there is no such level."""
        return self.levels.index(self.level(level_id))


class Axis(NamedTuple):
    """One question of a form and its scale. It is not asked where the first axis has a level of `unless`."""

    id: str
    label: str
    scale: Scale
    unless: frozenset[str] = frozenset()


class FormKind(StrEnum):
    """How a criterion is answered."""

    LEVEL = "level"
    """one level of one scale"""
    AXES = "axes"
    """one level on each of two scales; their values multiply"""
    SELECTION = "selection"
    """any number of levels of one scale"""
    TEXT = "text"
    """free text only"""


class Form(NamedTuple):
    """The form of an answer. `unit` is set where a number may stand beside a level, e.g. "t CO2/a"."""

    kind: FormKind
    axes: tuple[Axis, ...] = ()
    unit: str = ""

    @property
    def valued(self) -> bool:
        """Whether every level of every axis carries a value, so that a method can reckon with it."""
        return bool(self.axes) and all(level.value is not None for axis in self.axes for level in axis.scale.levels)

    def judging(self, levels: tuple[str, ...]) -> tuple[str, ...]:
        """Those levels of a rating that judge: the one of the first axis, of a selection every one. Rules ask for them alone."""
        match self.kind:
            case FormKind.SELECTION:
                return levels
            case FormKind.LEVEL | FormKind.AXES | FormKind.TEXT:
                return levels[:1]
            case _:
                assert_never(self.kind)


class Requirements(NamedTuple):
    """With which levels of the (first) axis a rating needs a reason, evidence, alternatives."""

    reason: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    alternatives: frozenset[str] = frozenset()


class KnockOut(NamedTuple):
    """A rating on one of `levels` caps the level reached at `cap`, in its dimension and overall, where that threshold exists."""

    levels: frozenset[str]
    cap: str


class Gate(NamedTuple):
    """A rating on one of `levels` ends the check of `fields`: their other criteria are not asked."""

    levels: frozenset[str]
    fields: tuple[str, ...]


class Reference(NamedTuple):
    """A criterion seen from another frame: scheme ("SDG", "BNK", …), its edition, and the codes there."""

    scheme: str
    edition: str
    codes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question of a catalogue. `title` is empty where the source could not be read; `simple` is the question in plain language."""

    id: str
    field: str
    stage: str
    title: str
    question: str
    form: Form
    weight: Fraction = Fraction(1)
    level_texts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    allows: frozenset[NonValue] = frozenset()
    requires: Requirements = Requirements()
    knock_out: KnockOut | None = None
    gate: Gate | None = None
    references: tuple[Reference, ...] = ()
    note: str = ""
    guidance: str = ""
    simple: str = ""
    words: Mapping[str, tuple[tuple[str, ...], NonValue | None]] = dataclasses.field(init=False, repr=False, compare=False)
    """the words that may be the whole answer: the levels, where one is enough, and the non-values; each with what it means"""

    def __post_init__(self) -> None:
        levels = self.form.axes[0].scale.levels if self.form.kind is FormKind.LEVEL else ()
        words = {level.id: ((level.id,), None) for level in levels} | {word.value: ((), word) for word in NonValue}
        object.__setattr__(self, "words", words)

    @property
    def name(self) -> str:
        """Title, or the id where the title could not be read."""
        return self.title or self.id.upper()

    @property
    def only_opens(self) -> bool:
        """Whether it only asks if a field matters, and its levels are no ratings: a gate of levels that pull in no direction."""
        return self.gate is not None and all(level.effect is None for level in self.form.axes[0].scale.levels)


class Method(StrEnum):
    """How ratings (or dimensions) become one figure. How each reckons stands in `scoring.methods`, its words in `views.methods`."""

    NONE = "none"
    WEIGHTED_MEAN = "weighted-mean"
    SUM = "sum"
    MINIMUM = "minimum"
    SHARE_MET = "share-met"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level (Stufe) that a score reaches when it is at least `at`."""

    id: str
    label: str
    at: Fraction
    description: str = ""
    ratio: tuple[int, int] = dataclasses.field(init=False, repr=False, compare=False)
    """`at` as numerator and denominator: asked for with every score"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "ratio", self.at.as_integer_ratio())


@dataclass(frozen=True, slots=True)
class IndexStep:
    """A step of the table from points to an index: from `at` points on, the index is `index`."""

    at: Fraction
    index: Fraction


class Aggregation(NamedTuple):
    """A method with what it needs.

    `met` (share-met): the value from which a criterion counts as met. `steps` (index): ascending, first one at or below the
    worst possible points. `thresholds`: ascending by `at`. `up`/`down`: a lower bound of at least `up` is clearly good, an
    upper bound of at most `down` clearly bad; conflicts of goals are found by them.
    """

    method: Method
    met: Fraction | None = None
    steps: tuple[IndexStep, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    up: Fraction | None = None
    down: Fraction | None = None


class Dimension(NamedTuple):
    """A group of fields that is judged on its own."""

    id: str
    label: str
    aggregation: Aggregation
    weight: Fraction = Fraction(1)
    description: str = ""


class Field(NamedTuple):
    """A group of criteria within a dimension."""

    id: str
    label: str
    dimension: str
    description: str = ""


class Stage(NamedTuple):
    """A step of the check, e.g. a relevance question first, the main check after it."""

    id: str
    label: str
    description: str = ""


class ExemptionClass(NamedTuple):
    """A kind of paper that is not checked, e.g. Personalangelegenheit."""

    id: str
    label: str
    description: str = ""


class EditionStatus(StrEnum):
    """Only published and retired editions are frozen; a draft may still change."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"

    @property
    def frozen(self) -> bool:
        """Whether the files of the edition may not change any more."""
        match self:
            case EditionStatus.DRAFT:
                return False
            case EditionStatus.PUBLISHED | EditionStatus.RETIRED:
                return True
            case _:
                assert_never(self)

    @property
    def usable(self) -> bool:
        """Whether new assessments may be made by the edition."""
        match self:
            case EditionStatus.DRAFT | EditionStatus.PUBLISHED:
                return True
            case EditionStatus.RETIRED:
                return False
            case _:
                assert_never(self)


class CriterionChange(StrEnum):
    """What became of a criterion in the next edition."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    DROPPED = "dropped"


class EditionMapping(NamedTuple):
    """One line of the mapping from the edition before: criteria there, criteria here, and why (always for dropped)."""

    change: CriterionChange
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str = ""
    place: Place = Place("")


class Edition(NamedTuple):
    """Which edition of a catalogue this is. `previous` is the id of the edition before, or empty."""

    id: str
    date: PartialDate | None
    status: EditionStatus
    changes: str = ""
    previous: str = ""
    mapping: tuple[EditionMapping, ...] = ()


class CatalogueKind(StrEnum):
    """Our own wording, or the scheme of a municipality as documented in public sources."""

    OWN = "own"
    DOCUMENTED = "documented"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition of a set of criteria. `ref` names it for good, e.g. "nh-digital@2026".

    `guidance` names the headings that the help text of every criterion has; empty where there are no help texts.
    """

    id: str
    edition: Edition
    kind: CatalogueKind
    title: str
    notice: str
    licence: str
    scales: tuple[Scale, ...]
    dimensions: tuple[Dimension, ...]
    fields: tuple[Field, ...]
    stages: tuple[Stage, ...]
    criteria: tuple[Criterion, ...]
    overall: Aggregation
    exemptions: tuple[ExemptionClass, ...] = ()
    delegation: bool = False
    non_value_labels: Mapping[NonValue, str] = dataclasses.field(default_factory=dict)
    sources: tuple[Link, ...] = ()
    guidance: tuple[str, ...] = ()
    intro: str = ""
    path: str = ""
    checksum: str = ""
    by_id: Mapping[str, Criterion] = dataclasses.field(init=False, repr=False, compare=False)
    """the criteria"""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {criterion.id: criterion for criterion in self.criteria})

    @property
    def ref(self) -> str:
        """The name by which an assessment keeps this edition."""
        return f"{self.id}@{self.edition.id}"

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id; KeyError where there is none."""
        return self.by_id[criterion_id]

    def field(self, field_id: str) -> Field:
        """The field of that id; KeyError where there is none."""
        for group in self.fields:
            if group.id == field_id:
                return group
        raise KeyError(field_id)


class Same:
    """A key for a catalogue as the object it is: it is frozen but holds mappings, so it has no hash of its own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.catalogue is other.catalogue
