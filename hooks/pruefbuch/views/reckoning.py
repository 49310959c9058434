"""The full reckoning of a score: every term, the sum, the division or table, the rounding, the level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pruefbuch.model.catalogues import Aggregation, Catalogue, Method
from pruefbuch.model.results import DimensionResult, Result, Score, Standing, Term
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.figures import exact, exact_span, span
from pruefbuch.views.links import Anchor, criterion_part, dimension_part, reckoning_part
from pruefbuch.views.profile import CapNote, cap_note


@dataclass(frozen=True, slots=True)
class TermRow:
    """One line: what is weighed, how it stands, its weight, the value or span, what it adds. Left-out lines have only a standing."""

    name: Anchor
    standing: str
    weight: str = ""
    value: str = ""
    adds: str = ""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A threshold and from which value it is granted."""

    label: str
    at: str
    description: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """A line of the table from points to an index."""

    at: str
    index: str


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How one figure came about. `kind` is the method's word; `divisor` is empty where nothing is divided."""

    part: str
    label: str
    kind: str
    method: str
    weighted: bool
    terms: tuple[TermRow, ...]
    points: str
    divisor: str
    met: str
    lookups: tuple[Lookup, ...]
    exact: str
    rounded: str
    worst: str
    best: str
    levels: tuple[LevelRow, ...]
    level: str
    caps: tuple[CapNote, ...]


def reckonings(catalogue: Catalogue, result: Result) -> tuple[Reckoning, ...]:
    """The reckonings of all dimensions that have a score, and of the whole."""
    dimensions = {dimension.id: dimension for dimension in catalogue.dimensions}
    found = [
        _reckoning(
            part.dimension,
            dimensions[part.dimension].label,
            part.score,
            dimensions[part.dimension].aggregation,
            catalogue,
            rows,
        )
        for part in result.dimensions
        if part.score
        for rows in [tuple(_criteria(catalogue, part, part.score, dimensions[part.dimension].aggregation))]
    ]
    if result.overall:
        rows = tuple(
            _term(Anchor(dimensions[term.id].label, f"#{dimension_part(term.id)}"), term, catalogue.overall)
            for term in result.overall.terms
        )
        found.append(_reckoning("", gettext("Overall"), result.overall, catalogue.overall, catalogue, rows))
    return tuple(found)


def _reckoning(
    dimension: str, label: str, score: Score, aggregation: Aggregation, catalogue: Catalogue, rows: tuple[TermRow, ...]
) -> Reckoning:
    return Reckoning(
        part=reckoning_part(dimension),
        label=label,
        kind=score.method.value,
        method=words.method(score.method),
        weighted=score.method is not Method.MINIMUM,
        terms=rows,
        points=exact_span(score.points_low, score.points_high),
        divisor=exact(score.divisor) if score.method in (Method.WEIGHTED_MEAN, Method.SHARE_MET) else "",
        met=exact(aggregation.met) if aggregation.met is not None else "",
        lookups=tuple(Lookup(exact(step.at), exact(step.index)) for step in aggregation.steps),
        exact=exact_span(score.low, score.high),
        rounded=span(score.low, score.high),
        worst=exact(score.worst),
        best=exact(score.best),
        levels=tuple(LevelRow(each.label, exact(each.at), each.description) for each in aggregation.thresholds),
        level=score.level.label if score.level else "",
        caps=tuple(cap_note(cap, catalogue) for cap in score.caps),
    )


def _criteria(catalogue: Catalogue, part: DimensionResult, score: Score, aggregation: Aggregation) -> Iterator[TermRow]:
    """Every criterion of a dimension, also those that are left out, in the order of the catalogue."""
    terms = {term.id: term for term in score.terms}
    for criterion in catalogue.criteria:
        if criterion.id in part.standings:
            name, term = Anchor(criterion.name, f"#{criterion_part(criterion.id)}"), terms.get(criterion.id)
            yield _term(name, term, aggregation) if term else TermRow(name, _left_out(part.standings[criterion.id]))


def _term(name: Anchor, term: Term, aggregation: Aggregation) -> TermRow:
    low, high = (_adds(value, term.weight, aggregation) for value in (term.low, term.high))
    return TermRow(
        name, words.standing(term.standing), exact(term.weight), exact_span(term.low, term.high), exact_span(low, high)
    )


def _adds(value: Fraction, weight: Fraction, aggregation: Aggregation) -> Fraction:
    """What a value adds to the sum: weight × value, for share-met the weight where the value is met."""
    if aggregation.met is None:
        return weight * value
    return weight if value >= aggregation.met else Fraction(0)


def _left_out(standing: Standing) -> str:
    without_value = standing in (Standing.RATED, Standing.UNKNOWN)
    return gettext("left out: carries no value") if without_value else words.standing(standing)
