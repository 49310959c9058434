"""What the short picture of a result shows of a dimension: an interval, or the distribution of its levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion
from pruefbuch.model.results import Cap, DimensionResult, Score, Standing
from pruefbuch.texts import gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, chip, missing_word
from pruefbuch.views.bars import IntervalBar, Stretch, interval, shares
from pruefbuch.views.figures import figure, limit, span
from pruefbuch.views.links import Anchor, criterion_part, reckoning_part


class CapNote(NamedTuple):
    """A knock-out that holds a level down, and the level it allows."""

    criterion: Anchor
    cap: str
    certain: bool


class Figure(NamedTuple):
    """A score as the short picture shows it. `level` is empty where no threshold is reached or none is defined (`levelled`)."""

    value: str
    worst: str
    best: str
    open: bool
    bar: IntervalBar
    levelled: bool
    level: str
    uncapped: str
    at_best: str
    caps: tuple[CapNote, ...]
    reckoning: str


class ChipCount(NamedTuple):
    """How often a level, or a word for a missing one, was given."""

    number: int
    chip: Chip


class Distribution(NamedTuple):
    """The answers of a dimension by frequency: first the levels of each scale, then what has no level."""

    counts: tuple[ChipCount, ...]
    bar: tuple[Stretch, ...]


# -- figures ---------------------------------------------------------------------------------------------------------


def score_figure(score: Score, aggregation: Aggregation, catalogue: Catalogue, dimension: str) -> Figure:
    """A score with its bar and levels; `dimension` is "" for the whole."""
    level, uncapped, at_best = (
        threshold.label if threshold else ""
        for threshold in (score.threshold, score.threshold_uncapped, score.threshold_at_best)
    )
    return Figure(
        value=span(score.low, score.high),
        worst=limit(score.worst),
        best=limit(score.best),
        open=figure(score.low) != figure(score.high),
        bar=interval(score.low, score.high, score.worst, score.best, (threshold.at for threshold in aggregation.thresholds)),
        levelled=bool(aggregation.thresholds),
        level=level,
        uncapped=uncapped if uncapped != level else "",
        at_best=at_best if at_best != level else "",
        caps=cap_notes(score.caps, aggregation, catalogue),
        reckoning=f"#{reckoning_part(dimension)}",
    )


def cap_notes(caps: Iterable[Cap], aggregation: Aggregation, catalogue: Catalogue) -> tuple[CapNote, ...]:
    """The caps of a score in words, each leading to its criterion on the page.

    The same id may name one level in a dimension and another in the whole: what counts is what the aggregation calls it.
    """
    labels = {threshold.id: threshold.label for threshold in aggregation.thresholds}
    return tuple(
        CapNote(
            Anchor(catalogue.criterion(cap.criterion).name, f"#{criterion_part(cap.criterion)}"),
            labels[cap.threshold],
            cap.certain,
        )
        for cap in caps
    )


# -- distributions ---------------------------------------------------------------------------------------------------


def distribution(
    assessment: Assessment, catalogue: Catalogue, criteria: Iterable[Criterion], part: DimensionResult
) -> Distribution:
    """How often each level and each word was given. Levels in the order of their scales, worst first. What was not asked is not there."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    counted: Counter[Chip] = Counter()
    order: dict[Chip, None] = {}
    for criterion in criteria:
        if part.standings[criterion.id] is Standing.CLOSED:
            continue
        rating = ratings.get(criterion.id)
        order |= dict.fromkeys(chip(level, axis.scale) for axis in criterion.form.axes[:1] for level in axis.scale.levels)
        counted.update(_given(criterion, rating) or [_nothing(rating, assessment, catalogue)])
    counts = tuple(ChipCount(counted[chip], chip) for chip in dict.fromkeys([*order, *counted]) if counted[chip])
    return Distribution(counts, shares((count.number, count.chip.style) for count in counts))


def _given(criterion: Criterion, rating: Rating | None) -> list[Chip]:
    """What an answer adds: each selected level, of two axes the first, or that there is a text."""
    if rating and rating.levels:
        axis = criterion.form.axes[0]
        return [chip(axis.scale.level(level), axis.scale) for level in criterion.form.judging(rating.levels)]
    return [Chip("¶", gettext("answered in words"), "pb-plain", written=False)] if rating and rating.text else []


def _nothing(rating: Rating | None, assessment: Assessment, catalogue: Catalogue) -> Chip:
    return Chip(
        "",
        words.non_value(missing_word(rating, delegated=assessment.delegation is not None), catalogue),
        "pb-missing",
        written=False,
    )
