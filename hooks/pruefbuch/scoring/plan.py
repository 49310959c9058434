"""A catalogue prepared for scoring: what each possible answer is worth, worked out once per edition instead of once per assessment.

Within a dimension all parts (weight × factor) are whole numbers over one denominator, and all weights over another. Sums of whole
numbers are as exact as sums of fractions, and take a tenth of the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Any, NamedTuple

from pruefbuch.model.assessments import Measure
from pruefbuch.model.catalogues import Aggregation, Axis, Catalogue, Criterion, Dimension, FormKind, Level, Same
from pruefbuch.model.results import Standing, StepKind, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.methods import MethodRule

Levels = tuple[str, ...]

_UNKNOWN: Levels = ()
"""the key of the missing answer among the answers"""
_ORDER = tuple(StepKind)
"""of equally good steps: what is planned anyway comes before what nobody has planned yet"""


class Contribution(NamedTuple):
    """What an answer adds to its dimension: its term, and the same as whole numbers.

    `numbers` are its part at worst, at best, at its lower and at its upper bound, over the denominator of the dimension's parts; then
    its weight, over the denominator of the dimension's weights.
    """

    term: Term
    numbers: tuple[int, int, int, int, int]

    @property
    def low(self) -> int:
        """The part that is sure."""
        return self.numbers[2]


class Improvement(NamedTuple):
    """What an answer could become: by which kind of step, which levels it would name, and what it would add.

    `rise` is by how much its lower part grows, over the denominator of its dimension. `frees`: its criterion has a knock-out, which
    does not apply any more. Of equally good improvements `order` (the kind of step) and then `position` (of the criterion) say which
    comes first.
    """

    kind: StepKind
    to: Levels
    contribution: Contribution
    rise: int
    frees: bool
    order: int
    position: int


class Answer(NamedTuple):
    """How an assessment answers a criterion. `contribution` is None where the answer does not count.

    `levels` are empty unless the criterion is rated. `improvements` are those without a measure; `measures` are those of the rating.
    """

    plan: CriterionPlan
    standing: Standing
    levels: Levels
    contribution: Contribution | None
    improvements: tuple[Improvement, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """A criterion with what its answers add; nothing where its form has no values.

    `rated` has a contribution for each answer of one value: (level,), or on two axes (first, second), or (first,) where the second
    is not asked. `unknown` is the contribution while there is no answer. `best` is the best answer, of equally good ones the first
    that ends no check and to which no knock-out applies. `better` gives for a level the better ones, the next one first, where one
    level is the answer.
    """

    criterion: Criterion
    position: int
    rated: dict[Levels, Contribution] = field(default_factory=dict)
    unknown: Contribution | None = None
    best: Levels = ()
    better: Mapping[str, Levels] = field(default_factory=dict)
    answers: dict[object, Answer] = field(default_factory=dict, compare=False)
    """the answers that came up before, by their levels or standing: within a plan they depend on nothing else"""

    def answer(self, levels: Levels) -> Answer:
        """The rated answer of these levels; equal ones are the same object."""
        answer = self.answers.get(levels)
        if answer is None:
            contribution = self.contribution(levels)
            next_better = self.better.get(levels[0], ())[:1] if contribution is not None else ()
            improvements = self.improvements(StepKind.IMPROVE, levels, [(level,) for level in next_better])
            answer = self.answers[levels] = Answer(self, Standing.RATED, levels, contribution, improvements)
        return answer

    def unrated(self, standing: Standing) -> Answer:
        """The answer where no level counts; only what is unknown is reckoned with."""
        answer = self.answers.get(standing)
        if answer is None:
            contribution = self.unknown if standing is Standing.UNKNOWN else None
            ends = [self.best] if contribution is not None else []
            improvements = self.improvements(StepKind.ANSWER, _UNKNOWN, ends)
            answer = self.answers[standing] = Answer(self, standing, _UNKNOWN, contribution, improvements)
        return answer

    def improvements(self, kind: StepKind, levels: Levels, ends: Iterable[Levels]) -> tuple[Improvement, ...]:
        """The improvements from an answer that counts to better ones.

        Opening or closing a gate is no improvement: it changes what is asked, not how good the answers are.
        """
        improvements = list[Improvement]()
        gate, knock_out = self.criterion.gate, self.criterion.knock_out
        for to in ends:
            now, then = self.contribution(levels), self.rated[to]
            assert now is not None  # only answers that count become better
            if gate is None or gate.levels.isdisjoint((*levels[:1], to[0])):
                frees = knock_out is not None and to[0] not in knock_out.levels
                order = _ORDER.index(kind)
                improvements.append(Improvement(kind, to, then, then.low - now.low, frees, order, self.position))
        return tuple(improvements)

    def contribution(self, levels: Levels) -> Contribution | None:
        """What an answer adds; of several selected levels an interval from the worst to the best of them; () for no answer.

        Equal answers give the same object: an interval that was asked for is remembered.
        """
        if not levels or self.unknown is None:
            return self.unknown
        contribution = self.rated.get(levels)
        if contribution is None:
            chosen = [self.rated[(level,)] for level in levels]
            least, most = min(chosen, key=_value_of), max(chosen, key=_value_of)
            open_term = self.unknown.term
            term = open_term._replace(standing=Standing.RATED, low=least.term.low, high=most.term.low)
            worst, best, _, _, weight = self.unknown.numbers
            contribution = self.rated[levels] = Contribution(term, (worst, best, least.low, most.low, weight))
        return contribution


@dataclass(frozen=True, slots=True)
class DimensionPlan:
    """A dimension with its criteria, the rule of its method, and the denominators of its parts and weights.

    `ids` are those of its criteria. `knocked_out`: one of them has a knock-out, which may hold the level down. `figures` holds the
    scores that came up before, without their method and terms, by the sums they were made of and the caps on them.
    """

    dimension: Dimension
    rule: MethodRule | None
    criteria: tuple[CriterionPlan, ...]
    parts: int
    weights: int
    ids: tuple[str, ...]
    knocked_out: bool
    figures: dict[object, tuple[Any, ...]] = field(default_factory=dict, compare=False)


class CataloguePlan(NamedTuple):
    """The criteria in the order of the catalogue, the dimensions, and the criteria in the order in which gates are asked.

    `gated` is empty where there are no gates: then nothing is ever closed.
    """

    criteria: tuple[CriterionPlan, ...]
    dimensions: tuple[DimensionPlan, ...]
    gated: tuple[Criterion, ...]


def plan_of(catalogue: Catalogue) -> CataloguePlan:
    """The plan of a catalogue. Plans of catalogues in use are kept: thousands of assessments share one."""
    return _plan(Same(catalogue))


@lru_cache(maxsize=64)
def _plan(same: Same) -> CataloguePlan:
    """Keyed by the catalogue as the object it is. A catalogue is frozen, and the plan depends on nothing else."""
    catalogue = same.catalogue
    dimensions = tuple(_dimension_plan(dimension, catalogue) for dimension in catalogue.dimensions)
    criteria = [plan for dimension in dimensions for plan in dimension.criteria]
    criteria.sort(key=lambda plan: plan.position)
    gates = any(criterion.gate for criterion in catalogue.criteria)
    gated = sorted(catalogue.criteria, key=lambda criterion: criterion.gate is None) if gates else ()
    return CataloguePlan(tuple(criteria), dimensions, tuple(gated))


def _dimension_plan(dimension: Dimension, catalogue: Catalogue) -> DimensionPlan:
    """A dimension with its criteria. The denominators are those of all parts and weights that can come up."""
    fields = {field.id for field in catalogue.fields if field.dimension == dimension.id}
    aggregation = dimension.aggregation
    terms = {number: _terms(one) for number, one in enumerate(catalogue.criteria) if one.field in fields}
    every = [term for by_levels in terms.values() for term in by_levels.values()]
    parts = lcm(*(methods.part(aggregation, term, side).denominator for term in every for side in methods.SIDES))
    weights = lcm(*(term.weight.denominator for term in every))
    criteria = []
    for position, by_levels in terms.items():
        contributions = {levels: _contribution(aggregation, term, parts, weights) for levels, term in by_levels.items()}
        criteria.append(_criterion_plan(catalogue.criteria[position], position, contributions))
    return DimensionPlan(
        dimension,
        methods.rule_of(aggregation.method),
        tuple(criteria),
        parts,
        weights,
        ids=tuple(plan.criterion.id for plan in criteria),
        knocked_out=any(plan.criterion.knock_out for plan in criteria),
    )


def _contribution(aggregation: Aggregation, term: Term, parts: int, weights: int) -> Contribution:
    worst, best, low, high = (int(methods.part(aggregation, term, side) * parts) for side in methods.SIDES)
    return Contribution(term, (worst, best, low, high, int(term.weight * weights)))


def _criterion_plan(criterion: Criterion, position: int, contributions: dict[Levels, Contribution]) -> CriterionPlan:
    if not contributions:
        return CriterionPlan(criterion, position)
    unknown = contributions.pop(_UNKNOWN)
    bad = criterion.knock_out.levels if criterion.knock_out else frozenset[str]()
    ending = criterion.gate.levels if criterion.gate else frozenset[str]()
    return CriterionPlan(
        criterion,
        position,
        contributions,
        unknown,
        max(contributions, key=lambda levels: (contributions[levels].term.low, levels[0] not in ending, levels[0] not in bad)),
        _better(criterion.form.axes[0]) if criterion.form.kind is FormKind.LEVEL else {},
    )


def _value_of(contribution: Contribution) -> Fraction:
    return contribution.term.low


def _terms(criterion: Criterion) -> dict[Levels, Term]:
    """The term of each answer, and of none; nothing where the form has no values."""
    if not criterion.form.valued:
        return {}
    values = _values(criterion)
    worst, best = min(values.values()), max(values.values())
    unknown = Term(criterion.id, criterion.weight, Standing.UNKNOWN, worst, best, worst, best)
    rated = {levels: unknown._replace(standing=Standing.RATED, low=value, high=value) for levels, value in values.items()}
    return {_UNKNOWN: unknown, **rated}


def _values(criterion: Criterion) -> dict[Levels, Fraction]:
    """The value of each answer that has one. The values of two axes multiply; an axis that is not asked leaves the first alone."""
    first, *others = criterion.form.axes
    values: dict[Levels, Fraction] = {}
    for level in first.scale.levels:
        asked = [axis for axis in others if level.id not in axis.unless]
        for axis in asked:
            values |= {(level.id, other.id): _value(level) * _value(other) for other in axis.scale.levels}
        if not asked:
            values[(level.id,)] = _value(level)
    return values


def _better(axis: Axis) -> dict[str, Levels]:
    """The better levels of each level, the next one first."""
    rising = sorted(axis.scale.levels, key=_value)
    return {level.id: tuple(other.id for other in rising if _value(other) > _value(level)) for level in rising}


def _value(level: Level) -> Fraction:
    assert level.value is not None  # only valued forms are reckoned with
    return level.value
