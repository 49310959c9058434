"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from pruefbuch.model.assessments import MeasureState
from pruefbuch.model.catalogues import Dimension, FormKind, Method
from pruefbuch.model.results import NextStep, Score, Standing, StepKind, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.answers import Answer
from pruefbuch.scoring.levels import capped, level_at

MOST = 5
"""steps per result; a longer list is no advice"""

_ORDER = tuple(StepKind)


def next_steps(parts: Iterable[tuple[Dimension, Score, list[Answer]]]) -> tuple[NextStep, ...]:
    """The steps of all scored dimensions with the greatest gain; of equal ones those that lift a cap first."""
    found = [step for dimension, score, answers in parts for step in _of_dimension(dimension, score, answers)]
    found.sort(key=lambda step: (-step.gain, not step.lifts_cap, _ORDER.index(step.kind)))
    return tuple(found[:MOST])


def _of_dimension(dimension: Dimension, score: Score, answers: list[Answer]) -> Iterator[NextStep]:
    for answer in answers:
        if answer.term is not None:
            for kind, level, value in _ways(answer, answer.term):
                step = _step(dimension, score, answer, answer.term, kind, level, value)
                if step.gain > 0 or step.reaches is not None:
                    yield step


def _ways(answer: Answer, term: Term) -> Iterator[tuple[StepKind, str, Fraction]]:
    """What could become of an answer: kind, level id ("" for any best answer), value."""
    if answer.standing is Standing.UNKNOWN:
        yield StepKind.ANSWER, "", term.best
    elif answer.criterion.form.kind is FormKind.LEVEL and answer.rating is not None:
        scale = answer.criterion.form.axes[0].scale
        values = {level.id: level.value for level in scale.levels if level.value is not None}
        better = sorted((value, name) for name, value in values.items() if value > term.low)
        if better:
            yield StepKind.IMPROVE, better[0][1], better[0][0]
        expected = {
            each.expected for each in answer.rating.measures if each.state in (MeasureState.PLANNED, MeasureState.RUNNING)
        }
        yield from ((StepKind.MEASURE, name, value) for value, name in better if name in expected)


def _step(
    dimension: Dimension, score: Score, answer: Answer, term: Term, kind: StepKind, level: str, value: Fraction
) -> NextStep:
    """The step with its gain: the lower bound with this one term at its new value, less the present lower bound."""
    aggregation = dimension.aggregation
    moved = Term(term.id, term.weight, Standing.RATED, term.worst, term.best, value, value)
    if aggregation.method is Method.MINIMUM:
        terms = [moved if each.id == term.id else each for each in score.terms]
        low = methods.figure(aggregation, terms, lambda each: each.low)
    else:
        change = methods.part(aggregation, moved, lambda each: each.low) - methods.part(
            aggregation, term, lambda each: each.low
        )
        low = methods.finish(aggregation, score.points_low + change, score.divisor)
    rule = answer.criterion.knock_out
    freed = rule is not None and (level == "" or level not in rule.levels)
    caps = [cap for cap in score.caps if not (freed and cap.criterion == term.id)]
    after = capped(level_at(low, aggregation.thresholds), caps, aggregation.thresholds)
    lifts_cap = len(caps) < len(score.caps)
    return NextStep(kind, term.id, dimension.id, level, low - score.low, lifts_cap, after if after != score.level else None)
