"""What the short picture of a result shows of a dimension: an interval, or the distribution of its levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, assert_never

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, Scale
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


class Question(StrEnum):
    """Sorts of questions, in the order in which their answers are shown."""

    OPENING = "opening"
    """asks whether a field matters: its answer is no rating"""
    RATING = "rating"
    SECOND_AXIS = "second-axis"
    TEXT = "text"


class Spread(NamedTuple):
    """Answers to the same sort of question by frequency: levels in the order of their scale, then what has no level.

    `label` is empty where nothing else is rated beside it. Only ratings have a `bar`.
    """

    question: Question
    label: str
    counts: tuple[ChipCount, ...]
    bar: tuple[Stretch, ...]


class Distribution(NamedTuple):
    """The answers of a dimension by frequency: a spread for each sort of question and each scale, for a bar compares levels of one."""

    spreads: tuple[Spread, ...]

    @property
    def ratings(self) -> tuple[ChipCount, ...]:
        """What was answered to questions that rate, and to texts."""
        asked = (Question.RATING, Question.TEXT)
        return tuple(count for spread in self.spreads if spread.question in asked for count in spread.counts)


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


class _Asked(NamedTuple):
    """What answers have in common that may be compared. `scale` is "" for texts; `axis` is the question of a second axis, else ""."""

    question: Question
    scale: str
    axis: str = ""


def distribution(
    assessment: Assessment, catalogue: Catalogue, criteria: Iterable[Criterion], part: DimensionResult
) -> Distribution:
    """How often each level and each word was given. Levels in the order of their scales, worst first. What was not asked is not there."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    counted: dict[_Asked, Counter[Chip]] = {}
    for criterion in criteria:
        if part.standings[criterion.id] is not Standing.CLOSED:
            rating = ratings.get(criterion.id)
            for asked, given in _given(criterion, rating) or [_nothing(criterion, rating, assessment, catalogue)]:
                counted.setdefault(asked, Counter())[given] += 1
    order = [*Question]
    scales = {scale.id: scale for scale in catalogue.scales}
    ordered = sorted(counted.items(), key=lambda item: order.index(item[0].question))
    spreads = [_spread(asked, scales.get(asked.scale), counts) for asked, counts in ordered]
    alone = sum(bool(spread.bar) for spread in spreads) == 1
    return Distribution(tuple(spread._replace(label="") if alone and spread.bar else spread for spread in spreads))


def _spread(asked: _Asked, scale: Scale | None, counted: Counter[Chip]) -> Spread:
    """The answers to a sort of question, on that scale."""
    levels = [_chip(asked, scale, level.id) for level in scale.levels] if scale else []
    counts = tuple(ChipCount(counted[given], given) for given in dict.fromkeys([*levels, *counted]) if counted[given])
    bar = shares((count.number, count.chip.style) for count in counts)
    match asked.question:
        case Question.OPENING:
            return Spread(asked.question, gettext("First question"), counts, ())
        case Question.RATING | Question.SECOND_AXIS:
            return Spread(asked.question, asked.axis or (scale.label if scale else ""), counts, bar)
        case Question.TEXT:
            return Spread(asked.question, gettext("In words"), counts, ())
        case _:
            assert_never(asked.question)


def _chip(asked: _Asked, scale: Scale, level: str) -> Chip:
    """The level as a chip: plain on a second axis, which says how much and not how good."""
    shown = chip(scale.level(level), scale)
    return shown._replace(style="pb-plain") if asked.axis else shown


def _given(criterion: Criterion, rating: Rating | None) -> list[tuple[_Asked, Chip]]:
    """What an answer adds: each selected level, one of each axis, or that there is a text."""
    if rating is None or not rating.levels:
        said = rating is not None and rating.text
        words_only = Chip("¶", gettext("answered in words"), "pb-plain", written=False)
        return [(_Asked(Question.TEXT, ""), words_only)] if said else []
    first, *others = criterion.form.axes
    asked = _Asked(_question(criterion), first.scale.id)
    given = [(asked, _chip(asked, first.scale, level)) for level in criterion.form.judging(rating.levels)]
    for axis, level in zip(others, rating.levels[1:], strict=False):
        asked = _Asked(Question.SECOND_AXIS, axis.scale.id, axis.label)
        given.append((asked, _chip(asked, axis.scale, level)))
    return given


def _question(criterion: Criterion) -> Question:
    if not criterion.form.axes:
        return Question.TEXT
    return Question.OPENING if criterion.only_opens else Question.RATING


def _nothing(criterion: Criterion, rating: Rating | None, assessment: Assessment, catalogue: Catalogue) -> tuple[_Asked, Chip]:
    word = Chip(
        "",
        words.non_value(missing_word(rating, delegated=assessment.delegation is not None), catalogue),
        "pb-missing",
        written=False,
    )
    scale = criterion.form.axes[0].scale.id if criterion.form.axes else ""
    return _Asked(_question(criterion), scale), word
