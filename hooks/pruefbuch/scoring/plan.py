"""A catalogue prepared for scoring: what each possible answer is worth, worked out once and not for every assessment.

Within a dimension all parts (weight × factor) are whole numbers over one denominator, and all weights over another: sums of whole
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
from pruefbuch.model.catalogues import Axis, Catalogue, Criterion, Dimension, FormKind, Level, Same
from pruefbuch.model.results import Standing, StepKind, Term
from pruefbuch.scoring import methods

Levels = tuple[str, ...]

_UNKNOWN: Levels = ()
"""stands among the answers for none"""
_ORDER = {StepKind.ANSWER: 0, StepKind.MEASURE: 1, StepKind.IMPROVE: 2}
"""of steps: what is planned anyway comes before what nobody has planned yet"""


class Choice(NamedTuple):
    """An answer as a term; and as whole numbers over the denominators of its dimension its parts (worst, best, low, high) and weight."""

    term: Term
    numbers: tuple[int, int, int, int, int]

    @property
    def low(self) -> int:
        """What it adds at worst."""
        return self.numbers[2]


class Way(NamedTuple):
    """What could become of an answer: how, and the levels it would name. `frees`: no knock-out hits it then.

    `rise` is by how much its part grows at worst, over the denominator of its dimension. `order` and `position` say which of equally
    good ways comes first: by its kind, then by its question.
    """

    kind: StepKind
    to: Levels
    choice: Choice
    rise: int
    frees: bool
    order: int
    position: int


class Answer(NamedTuple):
    """A question as an assessment leaves it. `levels` are those of a rated one; `choice` is None where nothing counts.

    `ways` are what could become of it without a measure, `measures` those of its rating.
    """

    question: Question
    standing: Standing
    levels: Levels
    choice: Choice | None
    ways: tuple[Way, ...] = ()
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A criterion with the terms that its answers make; without any where its form has no values.

    `rated` has a choice for each answer of one value: (level,), or on two axes (first, second), or (first,) where the second is
    not asked. `unknown` is the choice while there is no answer. `best` is the best answer, of equally good ones the first that no
    knock-out hits. `better` names the better levels of a level, the next one first (form level only).
    """

    criterion: Criterion
    position: int
    rated: dict[Levels, Choice] = field(default_factory=dict)
    unknown: Choice | None = None
    best: Levels = ()
    better: Mapping[str, Levels] = field(default_factory=dict)
    answers: dict[object, Answer] = field(default_factory=dict, compare=False)
    """those that came up before, by their levels or standing"""

    def answer(self, levels: Levels) -> Answer:
        """The rated answer of these levels; equal ones are the same."""
        found = self.answers.get(levels)
        if found is None:
            choice = self.choice(levels)
            ways = self.ways(StepKind.IMPROVE, levels, self.better.get(levels[0], ())[:1]) if choice is not None else ()
            found = self.answers[levels] = Answer(self, Standing.RATED, levels, choice, ways)
        return found

    def without(self, standing: Standing) -> Answer:
        """The answer where there is none that counts; only what is unknown is reckoned with."""
        found = self.answers.get(standing)
        if found is None:
            choice = self.unknown if standing is Standing.UNKNOWN else None
            ways = self._ways(StepKind.ANSWER, _UNKNOWN, [self.best]) if choice is not None else ()
            found = self.answers[standing] = Answer(self, standing, _UNKNOWN, choice, ways)
        return found

    def ways(self, kind: StepKind, levels: Levels, to: Iterable[str]) -> tuple[Way, ...]:
        """The ways from an answer that counts to better levels."""
        return self._ways(kind, levels, [(level,) for level in to])

    def _ways(self, kind: StepKind, levels: Levels, ends: Iterable[Levels]) -> tuple[Way, ...]:
        """Opening or closing a gate is none: it changes what is asked, not how good the answers are."""
        gate, rule, now = self.criterion.gate, self.criterion.knock_out, self.choice(levels) if levels else self.unknown
        assert now is not None  # there are ways only from answers that count
        found = list[Way]()
        for to in ends:
            if gate is None or gate.levels.isdisjoint((*levels[:1], to[0])):
                then, frees = self.rated[to], rule is not None and to[0] not in rule.levels
                found.append(Way(kind, to, then, then.low - now.low, frees, _ORDER[kind], self.position))
        return tuple(found)

    def choice(self, levels: Levels) -> Choice | None:
        """The choice of an answer; of several selected levels an interval from the worst to the best of them.

        Equal answers give the same choice: an interval that was asked for is remembered.
        """
        found = self.rated.get(levels)
        if found is None and self.unknown is not None:
            chosen = [self.rated[(level,)] for level in levels]
            least, most = min(chosen, key=_value_of), max(chosen, key=_value_of)
            kept = self.unknown.term
            term = Term(kept.id, kept.weight, Standing.RATED, kept.worst, kept.best, least.term.low, most.term.low)
            worst, best, _, _, weight = self.unknown.numbers
            found = self.rated[levels] = Choice(term, (worst, best, least.low, most.low, weight))
        return found


@dataclass(frozen=True, slots=True)
class Group:
    """A dimension with its questions, the denominators of its parts and weights, and the ids of its criteria.

    `held`: a knock-out may hold its level down. `figures` are scores without their terms that came up before, by the sums they were made
    of and the caps on them.
    """

    dimension: Dimension
    questions: tuple[Question, ...]
    parts: int
    weights: int
    ids: tuple[str, ...]
    held: bool
    figures: dict[object, tuple[Any, ...]] = field(default_factory=dict, compare=False)


class Plan(NamedTuple):
    """The questions in the order of the catalogue, the dimensions, and the criteria in the order in which gates are asked.

    `gated` is empty where there are no gates: then nothing is ever closed.
    """

    questions: tuple[Question, ...]
    groups: tuple[Group, ...]
    gated: tuple[Criterion, ...]


def plan_of(catalogue: Catalogue) -> Plan:
    """The plan of a catalogue. Plans of catalogues in use are kept: thousands of assessments share one."""
    return _plan(Same(catalogue))


@lru_cache(maxsize=64)
def _plan(same: Same) -> Plan:
    catalogue = same.catalogue
    home = {each.id: each.dimension for each in catalogue.fields}
    groups = []
    questions: dict[int, Question] = {}
    for dimension in catalogue.dimensions:
        criteria = [(number, each) for number, each in enumerate(catalogue.criteria) if home[each.field] == dimension.id]
        group = _group(dimension, criteria)
        groups.append(group)
        questions |= {question.position: question for question in group.questions}
    gates = any(criterion.gate for criterion in catalogue.criteria)
    gated = sorted(catalogue.criteria, key=lambda each: each.gate is None) if gates else ()
    return Plan(tuple(question for _, question in sorted(questions.items())), tuple(groups), tuple(gated))


def _group(dimension: Dimension, criteria: Iterable[tuple[int, Criterion]]) -> Group:
    """A dimension with its questions; their denominators are those of all parts and weights that can come up."""
    made = [(number, criterion, _terms(criterion)) for number, criterion in criteria]
    terms = [term for _, _, found in made for term in found.values()]
    parts = [methods.part(dimension.aggregation, term, side) for term in terms for side in methods.SIDES]
    parts_over, weights_over = lcm(*(part.denominator for part in parts)), lcm(*(term.weight.denominator for term in terms))

    def choice(term: Term) -> Choice:
        worst, best, low, high = (methods.part(dimension.aggregation, term, side) * parts_over for side in methods.SIDES)
        return Choice(term, (int(worst), int(best), int(low), int(high), int(term.weight * weights_over)))

    questions = tuple(
        _question(criterion, number, {key: choice(term) for key, term in found.items()}) for number, criterion, found in made
    )
    ids = tuple(question.criterion.id for question in questions)
    held = any(question.criterion.knock_out for question in questions)
    return Group(dimension, questions, parts_over, weights_over, ids, held)


def _terms(criterion: Criterion) -> dict[Levels, Term]:
    """The term of each answer, and of none; nothing where the form has no values."""
    if not criterion.form.valued:
        return {}
    values = _values(criterion)
    worst, best = min(values.values()), max(values.values())
    unknown = Term(criterion.id, criterion.weight, Standing.UNKNOWN, worst, best, worst, best)
    return {
        _UNKNOWN: unknown,
        **{levels: Term(criterion.id, criterion.weight, Standing.RATED, worst, best, it, it) for levels, it in values.items()},
    }


def _question(criterion: Criterion, position: int, choices: dict[Levels, Choice]) -> Question:
    if not choices:
        return Question(criterion, position)
    unknown = choices.pop(_UNKNOWN)
    hit = criterion.knock_out.levels if criterion.knock_out else frozenset[str]()
    return Question(
        criterion,
        position,
        choices,
        unknown,
        max(choices, key=lambda levels: (choices[levels].term.low, levels[0] not in hit)),
        _better(criterion.form.axes[0]) if criterion.form.kind is FormKind.LEVEL else {},
    )


def _value_of(choice: Choice) -> Fraction:
    return choice.term.low


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
