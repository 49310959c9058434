"""A catalogue prepared for scoring: what each possible answer is worth, worked out once and not for every assessment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from pruefbuch.model.catalogues import Axis, Catalogue, Criterion, Dimension, FormKind, Level
from pruefbuch.model.results import Standing, Term

Levels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion with the terms that its answers make; without any where its form has no values.

    `rated` has a term for each answer of one value: (level,), or on two axes (first, second), or (first,) where the second is
    not asked. `unknown` is the term while there is no answer. `best` is the best answer, of equally good ones the first that no
    knock-out hits. `better` names the better levels of a level, the next one first (form level only).
    """

    criterion: Criterion
    position: int
    rated: Mapping[Levels, Term]
    unknown: Term | None
    best: Levels
    better: Mapping[str, Levels]

    def term(self, levels: Levels) -> Term | None:
        """The term of an answer; of several selected levels an interval from the worst to the best of them."""
        if self.unknown is None or levels in self.rated:
            return self.rated.get(levels)
        values = [self.rated[(level,)].low for level in levels]
        kept = self.unknown
        return Term(kept.id, kept.weight, Standing.RATED, kept.worst, kept.best, min(values), max(values))


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions in the order of the catalogue, and the dimensions, each with the positions of its questions."""

    questions: tuple[Question, ...]
    dimensions: tuple[tuple[Dimension, tuple[int, ...]], ...]


def plan_of(catalogue: Catalogue) -> Plan:
    """The plan of a catalogue. Plans of catalogues in use are kept: thousands of assessments share one."""
    return _plan(_Same(catalogue))


class _Same:
    """A key for a catalogue as the object it is: it is frozen but holds mappings, so it has no hash of its own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.catalogue is other.catalogue


@lru_cache(maxsize=64)
def _plan(same: _Same) -> Plan:
    catalogue = same.catalogue
    home = {field.id: field.dimension for field in catalogue.fields}
    questions = tuple(_question(criterion, position) for position, criterion in enumerate(catalogue.criteria))
    return Plan(
        questions,
        tuple(
            (dimension, tuple(each.position for each in questions if home[each.criterion.field] == dimension.id))
            for dimension in catalogue.dimensions
        ),
    )


def _question(criterion: Criterion, position: int) -> Question:
    if not criterion.form.valued:
        return Question(criterion, position, {}, None, (), {})
    values = _values(criterion)
    worst, best = min(values.values()), max(values.values())
    hit = criterion.knock_out.levels if criterion.knock_out else frozenset[str]()
    return Question(
        criterion,
        position,
        {levels: Term(criterion.id, criterion.weight, Standing.RATED, worst, best, it, it) for levels, it in values.items()},
        Term(criterion.id, criterion.weight, Standing.UNKNOWN, worst, best, worst, best),
        max(values, key=lambda levels: (values[levels], levels[0] not in hit)),
        _better(criterion.form.axes[0]) if criterion.form.kind is FormKind.LEVEL else {},
    )


def _values(criterion: Criterion) -> dict[Levels, Fraction]:
    """The value of each answer that has one. The values of two axes multiply; an axis that is not asked leaves the first alone."""
    first, *others = criterion.form.axes
    values: dict[Levels, Fraction] = {}
    for level in first.scale.levels:
        asked = [axis for axis in others if level.id not in axis.unless]
        values |= {(level.id, other.id): _value(level) * _value(other) for axis in asked for other in axis.scale.levels}
        if not asked:
            values[(level.id,)] = _value(level)
    return values


def _better(axis: Axis) -> dict[str, Levels]:
    rising = sorted(axis.scale.levels, key=_value)
    return {level.id: tuple(other.id for other in rising if _value(other) > _value(level)) for level in rising}


def _value(level: Level) -> Fraction:
    assert level.value is not None  # only valued forms are reckoned with
    return level.value
