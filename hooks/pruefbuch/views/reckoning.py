"""The full reckoning of a score: every term, the sum, the division or table, the rounding, the level."""

from __future__ import annotations

from typing import NamedTuple, assert_never

from pruefbuch.model.catalogues import Aggregation
from pruefbuch.model.results import Score, Standing, Term
from pruefbuch.scoring.methods import HIGH, LOW, part, rule_of
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.figures import exact, exact_span, span
from pruefbuch.views.links import Anchor, criterion_part, reckoning_part
from pruefbuch.views.methods import words_of
from pruefbuch.views.profile import CapNote


class TermRow(NamedTuple):
    """One line: what is weighed, how it stands, its weight, the value or span, what it adds. Left-out lines have only a standing."""

    name: Anchor
    standing: str
    weight: str = ""
    value: str = ""
    adds: str = ""


class LevelRow(NamedTuple):
    """A threshold and from which value it is granted."""

    label: str
    at: str
    description: str


class Lookup(NamedTuple):
    """A line of the table from points to an index."""

    at: str
    gives: str


class Rules(NamedTuple):
    """What every reckoning of a dimension, or of the whole, has in common. `part` is its id on the page."""

    part: str
    label: str
    formula: str
    weighted: bool
    whole: bool
    met: str
    lookups: tuple[Lookup, ...]
    levels: tuple[LevelRow, ...]


class Reckoning(NamedTuple):
    """How one figure came about, without the lines of its terms.

    `divisor` is empty where nothing is divided, `exact` where the sum is the result already.
    """

    label: str
    rules: Rules
    weighted: bool
    points: str
    divisor: str
    looked_up: bool
    exact: str
    rounded: str
    possible: str
    levelled: bool
    level: str
    caps: tuple[CapNote, ...]


def reckoning_view(label: str, score: Score, aggregation: Aggregation, rules: Rules, caps: tuple[CapNote, ...]) -> Reckoning:
    """How a score came about, without the lines of its terms."""
    rule = rule_of(score.method)
    assert rule is not None  # a score has been reckoned
    looked_up = rule.needs_steps
    return Reckoning(
        label=label,
        rules=rules,
        weighted=rule.weighted,
        points=exact_span(score.points_low, score.points_high),
        divisor=exact(score.divisor) if rule.divided else "",
        looked_up=looked_up,
        exact=exact_span(score.low, score.high) if rule.divided or looked_up else "",
        rounded=span(score.low, score.high),
        possible=exact_span(score.worst, score.best),
        levelled=bool(aggregation.thresholds),
        level=score.threshold.label if score.threshold else "",
        caps=caps,
    )


def is_weighted(aggregation: Aggregation) -> bool:
    """Whether the lines of a reckoning show weights and what each term adds."""
    rule = rule_of(aggregation.method)
    return rule is not None and rule.weighted


def rules_of(dimension: str, label: str, aggregation: Aggregation) -> Rules:
    """The rules by which a dimension is reckoned, or the whole with dimension ""."""
    return Rules(
        part=reckoning_part(dimension),
        label=label,
        formula=words_of(aggregation).formula,
        weighted=is_weighted(aggregation),
        whole=not dimension,
        met=exact(aggregation.met) if aggregation.met is not None else "",
        lookups=tuple(Lookup(exact(step.at), exact(step.index)) for step in aggregation.steps),
        levels=tuple(LevelRow(level.label, exact(level.at), level.description) for level in aggregation.thresholds),
    )


def criterion_row(criterion_id: str, name: str, standing: Standing, term: Term | None, aggregation: Aggregation) -> TermRow:
    """The line of a criterion, leading to it on the page."""
    return term_row(Anchor(name, f"#{criterion_part(criterion_id)}"), standing, term, aggregation)


def term_row(name: Anchor, standing: Standing, term: Term | None, aggregation: Aggregation) -> TermRow:
    """A line of a reckoning; one that is left out says why."""
    if term is None:
        return TermRow(name, _left_out(standing))
    low, high = (part(aggregation, term, side) for side in (LOW, HIGH))
    return TermRow(
        name, words.standing(term.standing), exact(term.weight), exact_span(term.low, term.high), exact_span(low, high)
    )


def _left_out(standing: Standing) -> str:
    match standing:
        case Standing.RATED | Standing.UNKNOWN:
            return gettext("left out: carries no value")
        case Standing.NOT_APPLICABLE | Standing.CLOSED:
            return words.standing(standing)
        case _:
            assert_never(standing)
