"""The next steps: which answers or measures would lift the lower bound of a dimension most."""

from __future__ import annotations

from collections.abc import Iterable
from math import lcm
from typing import NamedTuple

from pruefbuch.model.catalogues import Threshold
from pruefbuch.model.results import NextStep, Score, Standing, StepKind, Term
from pruefbuch.scoring import methods
from pruefbuch.scoring.levels import capped, caps_of, threshold_at
from pruefbuch.scoring.plan import Answer, DimensionPlan, Improvement

MOST = 5
"""steps per result; a longer list is no advice"""


class ScoredDimension(NamedTuple):
    """A dimension with its score and the answers that belong to it."""

    plan: DimensionPlan
    score: Score | None
    answers: list[Answer]


_Candidate = tuple[int, int, bool, Improvement, ScoredDimension, Answer]
"""An improvement that may become a step: by how much the lower bound of its dimension rises (numerator, denominator), whether a cap is
lifted, the improvement, its dimension, and the answer that improves. A plain tuple: there are dozens in every assessment, and named
ones take four times as long to make and to take apart."""


def next_steps(dimensions: Iterable[ScoredDimension]) -> tuple[NextStep, ...]:
    """The steps with the greatest gain, one for each criterion; of equal ones those that lift a cap, then as in the catalogue."""
    candidates = [candidate for dimension in dimensions for candidate in _candidates(dimension)]
    denominators = {candidate[1] for candidate in candidates}
    common = lcm(*denominators)
    factors = {denominator: common // denominator for denominator in denominators}
    ranked = sorted(
        [
            (-gain * factors[denominator], not lifts_cap, improvement.order, improvement.position, number)
            for number, (gain, denominator, lifts_cap, improvement, _, _) in enumerate(candidates)
        ]
    )
    best: dict[int, _Candidate] = {}
    for *_, position, number in ranked:
        best.setdefault(position, candidates[number])
        if len(best) == MOST:
            break
    return tuple([_step(candidate) for candidate in best.values()])


def _candidates(dimension: ScoredDimension) -> list[_Candidate]:
    """Everything that is worth a step."""
    plan, score, answers = dimension
    rule = plan.rule
    assert score is not None  # only dimensions with a score have steps
    assert rule is not None  # and only a method gives them one
    held, linear, candidates = {cap.criterion for cap in score.caps}, rule.linear, list[_Candidate]()
    # Where the figure is linear, the gain of an improvement is its rise / parts / divisor: whole numbers.
    times, over = score.divisor.denominator, plan.parts * score.divisor.numerator
    for answer in answers:
        now = answer.contribution
        if now is None:
            continue
        for improvement in _with_measures(answer) if answer.measures else answer.improvements:
            if linear:
                gain, denominator = improvement.rise * times, over
            else:
                gain, denominator = _gain(dimension, score, now.term, improvement.contribution.term)
            lifts_cap = improvement.frees and now.term.id in held
            if gain > 0 or lifts_cap:
                candidate = (gain, denominator, lifts_cap, improvement, dimension, answer)
                if gain > 0 or _reached(candidate) != score.threshold:
                    candidates.append(candidate)
    return candidates


def _gain(dimension: ScoredDimension, score: Score, now: Term, then: Term) -> tuple[int, int]:
    """By how much the lower bound rises when one term changes: reckoned again with the other term in its place."""
    plan, aggregation = dimension.plan, dimension.plan.dimension.aggregation
    assert plan.rule is not None
    terms = [then if term is now else term for term in score.terms]
    points = methods.points_of(aggregation, plan.rule, terms, methods.LOW)
    return (methods.figure_of(aggregation, plan.rule, points, score.divisor) - score.low).as_integer_ratio()


def _with_measures(answer: Answer) -> Iterable[Improvement]:
    """What an answer could become, also by its measures."""
    expected = {measure.expected for measure in answer.measures if measure.state.under_way}
    better = [(level,) for level in answer.plan.better.get(answer.levels[0], ()) if level in expected]
    return (*answer.improvements, *answer.plan.improvements(StepKind.MEASURE, answer.levels, better))


def _reached(candidate: _Candidate) -> Threshold | None:
    """The threshold reached then: by the new lower bound, under the caps that are left."""
    gain, over, _, improvement, dimension, answer = candidate
    assert dimension.score is not None
    thresholds = dimension.plan.dimension.aggregation.thresholds
    if not thresholds:
        return None
    low, under = dimension.score.low.as_integer_ratio()
    reached = threshold_at(low * over + gain * under, under * over, thresholds)
    caps = dimension.score.caps
    if answer.plan.criterion.knock_out is not None:
        then = answer._replace(standing=Standing.RATED, levels=improvement.to)
        caps = caps_of((then if other is answer else other for other in dimension.answers), thresholds)
    return capped(reached, caps, thresholds)


def _step(candidate: _Candidate) -> NextStep:
    gain, over, lifts_cap, improvement, dimension, answer = candidate
    reached = _reached(candidate)
    assert dimension.score is not None
    return NextStep(
        kind=improvement.kind,
        criterion=answer.plan.criterion.id,
        dimension=dimension.plan.dimension.id,
        to="" if improvement.kind is StepKind.ANSWER else improvement.to[0],
        gain=methods.fraction(gain, over),
        lifts_cap=lifts_cap,
        reaches=reached if reached != dimension.score.threshold else None,
    )
