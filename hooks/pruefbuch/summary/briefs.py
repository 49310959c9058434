"""What the pages of a municipality say of an assessment without reading its file again: figures, decision, measures, packed small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from pruefbuch.model.assessments import Assessment, MeasureState, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.model.common import PartialDate
from pruefbuch.model.results import DimensionResult, Result, Standing

NAMED = 6
"""criteria without an answer that are remembered by name"""
POSSIBLE = "?"
"""stands behind a conflict of goals that depends on what is unknown"""
WORDS = "/"
"""stands for an answer in words among the levels of a dimension"""


class MeasureNote(NamedTuple):
    """A measure beside the rating of a criterion."""

    criterion: str
    text: str
    state: MeasureState
    due: PartialDate | None

    @property
    def open(self) -> bool:
        """Whether something is left to do."""
        return self.state.under_way


class Brief(NamedTuple):
    """An assessment in short.

    `parts` has a line for each dimension, by `packed`. `open` are the first criteria that nobody has answered, `conflicts` pairs
    "<up>/<down>" of dimensions, possible ones with "?" behind them, with blanks between them; `exemption` is the class of a
    paper that was not checked and, behind a blank, the reason in this case; `amounts` are the numbers beside levels,
    "<criterion>/<level>:<number>", with blanks between them; `submitted` is the date of the paper, `paper_address` where it stands,
    if it has no number.
    """

    parts: str = ""
    open: str = ""
    conflicts: str = ""
    paper: str = ""
    decision: str = ""
    decided: PartialDate | None = None
    exemption: str = ""
    status_reason: str = ""
    measures: tuple[MeasureNote, ...] = ()
    amounts: str = ""
    submitted: PartialDate | None = None
    paper_address: str = ""


def brief_of(assessment: Assessment, result: Result, catalogue: Catalogue) -> Brief:
    """What is remembered of an assessment by that edition."""
    paper, decision, exemption = assessment.paper, assessment.decision, assessment.exemption
    return Brief(
        _parts(assessment, result, catalogue),
        _open(result) if result.answered < result.asked else "",
        " ".join([f"{conflict.up}/{conflict.down}{'' if conflict.certain else POSSIBLE}" for conflict in result.conflicts]),
        paper.number if paper else "",
        decision.text if decision else "",
        decision.date if decision else None,
        f"{exemption.exemption_class} {exemption.reason}" if exemption else "",
        assessment.status_reason,
        tuple([note for rating in assessment.ratings if rating.measures for note in _notes_of(rating)]),
        " ".join([text for rating in assessment.ratings if rating.amounts for text in _amounts_of(rating)]),
        paper.date if paper else None,
        paper.url if paper and not paper.number else "",
    )


def _amounts_of(rating: Rating) -> Iterator[str]:
    return (f"{rating.criterion}/{level}:{_ratio(value)}" for level, value in rating.amounts.items())


def _notes_of(rating: Rating) -> Iterator[MeasureNote]:
    return (MeasureNote(rating.criterion, measure.text, measure.state, measure.due) for measure in rating.measures)


def _open(result: Result) -> str:
    """The first criteria that nobody has answered."""
    parts = [part for part in result.dimensions if part.answered < part.asked]
    unknown = [name for part in parts for name, standing in part.standings.items() if standing is Standing.UNKNOWN]
    return " ".join(unknown[:NAMED])


def certain(conflicts: str) -> list[str]:
    """The conflicts of a brief that are certain."""
    return [pair for pair in conflicts.split() if not pair.endswith(POSSIBLE)]


def possible(conflicts: str) -> list[str]:
    """The conflicts of a brief that depend on what is unknown."""
    return [pair.removesuffix(POSSIBLE) for pair in conflicts.split() if pair.endswith(POSSIBLE)]


def together(conflicts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Possible conflicts of goals in one: all that may gain, and all that may lose. Often that is every dimension against every other."""
    pairs = list(conflicts)
    return (
        ((", ".join(dict.fromkeys(up for up, _ in pairs)), ", ".join(dict.fromkeys(down for _, down in pairs))),)
        if pairs
        else ()
    )


# -- dimensions in a line ----------------------------------------------------------------------------------------------


def _parts(assessment: Assessment, result: Result, catalogue: Catalogue) -> str:
    if not result.outcome.rated:
        return ""
    if None not in [part.score for part in result.dimensions]:
        return "\n".join(map(packed, result.dimensions))
    criteria = {criterion.id: criterion for criterion in catalogue.criteria}
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    return "\n".join([packed(part, _levels(part, criteria, ratings)) for part in result.dimensions])


def packed(part: DimensionResult, levels: str = "") -> str:
    """A dimension in a line: "<answered>/<asked> <low> <high> <worst> <best> <threshold>" with exact fractions.

    Where it has no score, its levels by frequency stand behind the coverage: "<answered>/<asked> <scale>/<level>:<number> …".
    """
    covered, score = f"{part.answered}/{part.asked}", part.score
    if score is None:
        return f"{covered} {levels}" if levels else covered
    figures = f"{_ratio(score.low)} {_ratio(score.high)} {_ratio(score.worst)} {_ratio(score.best)}"
    return f"{covered} {figures} {score.threshold.id}" if score.threshold else f"{covered} {figures}"


def _ratio(value: Fraction) -> str:
    return "{}/{}".format(*value.as_integer_ratio())


def _levels(part: DimensionResult, criteria: dict[str, Criterion], ratings: dict[str, Rating]) -> str:
    """How often each level was given, in the order of its scale; what only opens a field counts where nothing else was answered."""
    rated = [criteria[key] for key in part.standings if key in ratings]
    chosen = [criterion for criterion in rated if not criterion.only_opens]
    for some in (chosen, rated):
        counts = Counter(name for criterion in some for name in _named(criterion, ratings[criterion.id]))
        if counts:
            scales = {axis.scale.id: axis.scale for criterion in some for axis in criterion.form.axes[:1]}
            order = [f"{scale.id}/{level.id}" for scale in scales.values() for level in scale.levels]
            return " ".join(f"{name}:{counts[name]}" for name in (*order, WORDS) if counts[name])
    return ""


def _named(criterion: Criterion, rating: Rating) -> Iterator[str]:
    """Each selected level with its scale, of two axes the first; or that there is a text."""
    if rating.levels:
        yield from (f"{criterion.form.axes[0].scale.id}/{level}" for level in criterion.form.judging(rating.levels))
    elif rating.text:
        yield WORDS
