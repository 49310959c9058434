"""The full reckoning of a score: every term, the sum, the division or table, the rounding, the level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Aggregation, Method
from pruefbuch.model.results import Result, Score, Standing, Term
from pruefbuch.scoring.methods import HIGH, LOW, part
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.figures import exact, exact_span, span
from pruefbuch.views.links import Anchor, criterion_part, dimension_part, reckoning_part
from pruefbuch.views.profile import CapNote, cap_note
from pruefbuch.views.stencils import drawn

if TYPE_CHECKING:
    from pruefbuch.views.shared import Shared


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


class Fixed(NamedTuple):
    """What is the same in every reckoning of a dimension, or of the whole. `kind` is the method's word."""

    part: str
    label: str
    kind: str
    whole: bool
    met: str
    lookups: tuple[Lookup, ...]
    levels: tuple[LevelRow, ...]


class Reckoning(NamedTuple):
    """How one figure came about. `divisor` is empty where nothing is divided, `exact` where nothing becomes of the sum."""

    label: str
    before: Markup
    terms: Markup
    weighted: bool
    points: str
    divisor: str
    looked_up: bool
    exact: str
    rounded: str
    possible: str
    after: Markup
    levelled: bool
    level: str
    caps: tuple[CapNote, ...]


def reckonings(result: Result, ratings: Mapping[str, Rating], shared: Shared) -> tuple[Reckoning, ...]:
    """The reckonings of all dimensions that have a score, and of the whole."""
    found = []
    for layout, each in zip(shared.layout, result.dimensions, strict=True):
        if each.score:
            aggregation = shared.aggregations[layout.id]
            lines = joined(shared.terms(layout, each, ratings, aggregation))
            found.append(_reckoning(layout.id, layout.label, each.score, aggregation, lines, shared))
    if result.overall:
        overall = shared.catalogue.overall
        lines = joined(
            shared.draw(
                "term",
                term_row(Anchor(shared.labels[term.id], f"#{dimension_part(term.id)}"), term.standing, term, overall),
                overall.method.value,
            )
            for term in result.overall.terms
        )
        found.append(_reckoning("", gettext("Overall"), result.overall, overall, lines, shared))
    return tuple(found)


def joined(pieces: Iterable[str]) -> Markup:
    """Pieces one after the other."""
    return drawn("".join(pieces))


def _reckoning(dimension: str, label: str, score: Score, aggregation: Aggregation, lines: Markup, shared: Shared) -> Reckoning:
    divided = score.method in (Method.WEIGHTED_MEAN, Method.SHARE_MET)
    looked_up = bool(aggregation.steps)
    return Reckoning(
        label=label,
        before=shared.fixed("reckoning_before", dimension, aggregation),
        terms=lines,
        weighted=score.method is not Method.MINIMUM,
        points=exact_span(score.points_low, score.points_high),
        divisor=exact(score.divisor) if divided else "",
        looked_up=looked_up,
        exact=exact_span(score.low, score.high) if divided or looked_up else "",
        rounded=span(score.low, score.high),
        possible=exact_span(score.worst, score.best),
        after=shared.fixed("reckoning_after", dimension, aggregation),
        levelled=bool(aggregation.thresholds),
        level=score.level.label if score.level else "",
        caps=tuple(cap_note(cap, shared.catalogue) for cap in score.caps),
    )


def fixed_part(dimension: str, label: str, aggregation: Aggregation) -> Fixed:
    """What every reckoning of a dimension has in common; of the whole with dimension ""."""
    return Fixed(
        part=reckoning_part(dimension),
        label=label or gettext("Overall"),
        kind=aggregation.method.value,
        whole=not dimension,
        met=exact(aggregation.met) if aggregation.met is not None else "",
        lookups=tuple(Lookup(exact(step.at), exact(step.index)) for step in aggregation.steps),
        levels=tuple(LevelRow(each.label, exact(each.at), each.description) for each in aggregation.thresholds),
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
    without_value = standing in (Standing.RATED, Standing.UNKNOWN)
    return gettext("left out: carries no value") if without_value else words.standing(standing)
