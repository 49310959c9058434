"""Answer codes: how the criteria of an edition were answered in one assessment, in a line. Lists count them without reading its file again.

The codes stand in the order of the catalogue, with a space between them: the ranks of the levels ("3"; "0+2" of a selection; of two axes
the first), or a letter, or nothing.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pruefbuch.model.assessments import Assessment, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, Effect, FormKind, Same
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Result, Standing

NON_VALUES = {
    "n": NonValue.NOT_APPLICABLE,
    "c": NonValue.CANNOT_TELL,
    "u": NonValue.UNANSWERED,
    "e": NonValue.REFERS_ELSEWHERE,
    "r": NonValue.NOT_RECOVERED,
}
"""what each letter stands for"""
TEXT = "t"
CLOSED = "-"
"""not asked, because a gate closed its field"""
ABSENT = ""
"""the file does not mention it"""
ELSEWHERE = "d"
"""nor this; the whole assessment refers to another paper"""
_LETTERS = {word: letter for letter, word in NON_VALUES.items()}


class AnswerCodes(NamedTuple):
    """The answers to all criteria, and the fields of which a gate says that they matter, or a level that the subject helps or harms."""

    codes: str
    touched: str


class _LevelsMeaning(NamedTuple):
    """What levels of a criterion mean: the code of the answer, and the fields that they touch."""

    code: str
    touched: tuple[str, ...]


def answer_codes_of(assessment: Assessment, result: Result, catalogue: Catalogue) -> AnswerCodes:
    """How the criteria of that edition were answered in an assessment."""
    ratings = {rating.criterion: rating for rating in assessment.ratings}
    codes, touched = list[str](), set[str]()
    absent = ELSEWHERE if assessment.delegation else ABSENT
    for criterion, known in _criteria(Same(catalogue)):
        rating = ratings.get(criterion.id)
        if rating is None:
            codes.append(CLOSED if _is_closed(criterion.id, result) else absent)
        elif rating.levels:
            meaning = known.get(rating.levels) or known.setdefault(rating.levels, _meaning_of(criterion, rating.levels))
            codes.append(meaning.code)
            touched.update(meaning.touched)
        else:
            codes.append(_wordless(rating))
    return AnswerCodes(" ".join(codes), " ".join(sorted(touched)))


@lru_cache(maxsize=64)
def _criteria(same: Same) -> tuple[tuple[Criterion, dict[tuple[str, ...], _LevelsMeaning]], ...]:
    """Every criterion with what levels of it mean, by the levels that somebody has given: thousands of assessments give the same."""
    return tuple((criterion, {}) for criterion in same.catalogue.criteria)


def _meaning_of(criterion: Criterion, levels: tuple[str, ...]) -> _LevelsMeaning:
    scale, selection = criterion.form.axes[0].scale, criterion.form.kind is FormKind.SELECTION
    ranks = [scale.rank(level) for level in criterion.form.judging(levels)]
    touched: tuple[str, ...] = ()
    if criterion.gate:
        touched = () if criterion.gate.levels.intersection(levels) else criterion.gate.fields
    elif not selection and (effect := scale.levels[ranks[0]].effect) is not None and effect.touches:
        touched = (criterion.field,)
    return _LevelsMeaning("+".join(map(str, ranks)), touched)


def _wordless(rating: Rating) -> str:
    """The letter of a rating without levels."""
    return TEXT if rating.non_value is None else _LETTERS[rating.non_value]


def _is_closed(criterion: str, result: Result) -> bool:
    return any(part.standings.get(criterion) is Standing.CLOSED for part in result.dimensions)


# -- what stands beside the answers ----------------------------------------------------------------------------------


def evidence_of(assessment: Assessment) -> str:
    """What kinds of evidence stand beside which criterion ("strom/Messung"), each once, a line each; without a name, nothing after it."""
    pairs = [
        (rating.criterion, evidence.kind) for rating in assessment.ratings if rating.evidence for evidence in rating.evidence
    ]
    return "\n".join([f"{criterion}/{kind}" for criterion, kind in dict.fromkeys(pairs)])


def kinds_of(evidence: str) -> list[tuple[str, str]]:
    """Criterion and kind of each line of `evidence_of`."""
    return [(name, kind) for line in evidence.split("\n") for name, slash, kind in [line.partition("/")] if slash]


def lessons_of(assessment: Assessment) -> str:
    """The criteria beside which a lesson stands, with blanks between them."""
    return " ".join([rating.criterion for rating in assessment.ratings if rating.lesson])


# -- reading answer codes ---------------------------------------------------------------------------------------------


def ranks_of(answer: str) -> tuple[int, ...]:
    """The ranks of the levels that an answer names; none where it is a letter, or nothing."""
    return tuple(map(int, answer.split("+"))) if answer[:1].isdecimal() else ()


def is_given(answer: str) -> bool:
    """Whether the file has a rating of the criterion."""
    return answer not in (ABSENT, CLOSED, ELSEWHERE)


def effect_of(answer: str, criterion: Criterion) -> Effect | None:
    """In which direction an answer pulls; None where that cannot be said of it. Several levels pull only where they agree."""
    levels = (criterion.form.axes[0].scale.levels[rank] for rank in ranks_of(answer))
    effects = {level.effect for level in levels if level.effect is not None}
    return effects.pop() if len(effects) == 1 else None
