"""The full reckoning of a score: every term, the sum, the division or table, the rounding, the level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, assert_never

from markupsafe import Markup

from pruefbuch.model.catalogues import Aggregation
from pruefbuch.model.results import Result, Score, Standing, Term
from pruefbuch.render.compiled import drawn
from pruefbuch.scoring.methods import HIGH, LOW, part, rule_of
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.figures import exact, exact_span, span
from pruefbuch.views.links import Anchor, criterion_part, reckoning_part
from pruefbuch.views.methods import words_of
from pruefbuch.views.profile import CapNote

if TYPE_CHECKING:
    from pruefbuch.render.faces import Shown
    from pruefbuch.render.fragments import FragmentCache


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
    """What is the same in every reckoning of a dimension, or of the whole."""

    part: str
    label: str
    formula: str
    weighted: bool
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


def reckonings(result: Result, shown: Iterable[Shown], shared: FragmentCache) -> bytes:
    """The reckonings of all dimensions that have a score, and of the whole."""
    found = [each.figured.reckoning.press([b"".join([face.line for face in each.faces])]) for each in shown if each.figured]
    if result.overall:
        lines = joined(shared.dimension_lines(result.overall)).encode()
        found.append(shared.figured("", result.overall).reckoning.press([lines]))
    return b"\n".join([*found, b""])


def joined(pieces: Iterable[str]) -> Markup:
    """Pieces one after the other."""
    return drawn("".join(pieces))


def reckoning_view(
    label: str, score: Score, aggregation: Aggregation, before: Markup, after: Markup, caps: tuple[CapNote, ...]
) -> Reckoning:
    """How a score came about, without the lines of its terms."""
    rule = rule_of(score.method)
    assert rule is not None  # a score has been reckoned
    looked_up = rule.needs_steps
    return Reckoning(
        label=label,
        before=before,
        terms=Markup(),
        weighted=rule.weighted,
        points=exact_span(score.points_low, score.points_high),
        divisor=exact(score.divisor) if rule.divided else "",
        looked_up=looked_up,
        exact=exact_span(score.low, score.high) if rule.divided or looked_up else "",
        rounded=span(score.low, score.high),
        possible=exact_span(score.worst, score.best),
        after=after,
        levelled=bool(aggregation.thresholds),
        level=score.threshold.label if score.threshold else "",
        caps=caps,
    )


def is_weighted(aggregation: Aggregation) -> bool:
    """Whether the lines of a reckoning show weights and what each term adds."""
    rule = rule_of(aggregation.method)
    return rule is not None and rule.weighted


def fixed_part(dimension: str, label: str, aggregation: Aggregation) -> Fixed:
    """What every reckoning of a dimension has in common; of the whole with dimension ""."""
    return Fixed(
        part=reckoning_part(dimension),
        label=label or gettext("Overall"),
        formula=words_of(aggregation).formula,
        weighted=is_weighted(aggregation),
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
    match standing:
        case Standing.RATED | Standing.UNKNOWN:
            return gettext("left out: carries no value")
        case Standing.NOT_APPLICABLE | Standing.CLOSED:
            return words.standing(standing)
        case _:
            assert_never(standing)
