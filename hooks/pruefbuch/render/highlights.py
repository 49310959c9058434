"""What speaks for a subject, what against, and what is not known: the strongest rating of each dimension, with the reason in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pruefbuch import markup
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import Standing
from pruefbuch.render.fragments import AnswerFragment, DimensionFragments, FragmentCache
from pruefbuch.views.links import Anchor

NAMED = 6
"""criteria without an answer that are named; of more there is only the number"""
_LENGTH = 180
"""characters of a reason"""
_SENTENCE = re.compile(r".{12,}?(?:(?<=[a-zäöüß][a-zäöüß)“%])\.|[!?])(?=\s+[A-ZÄÖÜ„])")
"""up to a full stop that ends a word, not a number („31. Dezember“) or a letter („z. B.“)"""


class Highlights(NamedTuple):
    """The ratings that speak for and against, and the criteria nobody has answered; `more` says how many of them are not named."""

    gains: tuple[bytes, ...]
    losses: tuple[bytes, ...]
    open: tuple[Anchor, ...]
    more: str


def highlights(
    dimensions: Iterable[DimensionFragments], ratings: Mapping[str, Rating], fragments: FragmentCache
) -> tuple[Highlights, list[Criterion]]:
    """The highlights of a result, dimension by dimension in the order of the catalogue, and the criteria of its gains.

    `ratings` by criterion.
    """
    gains, losses, unknown = list[AnswerFragment](), list[AnswerFragment](), list[Criterion]()
    for _, part, answers, _ in dimensions:
        gains += _strongest(answers, [answer.up for answer in answers])
        losses += _strongest(answers, [answer.down for answer in answers])
        if part.answered < part.asked:
            unknown += [answer.criterion for answer in answers if answer.standing is Standing.UNKNOWN]

    def drawn(strongest: list[AnswerFragment]) -> tuple[bytes, ...]:
        shown = [(answer, ratings[answer.criterion.id]) for answer in strongest]
        return tuple([fragments.highlight(answer, rating, first_sentence(rating.reason)) for answer, rating in shown])

    named = tuple([fragments.anchor(criterion) for criterion in unknown[:NAMED]])
    more = str(len(unknown) - NAMED) if len(unknown) > NAMED else ""
    return Highlights(drawn(gains), drawn(losses), named, more), [answer.criterion for answer in gains]


def _strongest(answers: list[AnswerFragment], pulls: list[float]) -> list[AnswerFragment]:
    """The answer that pulls most, of equal ones the first; none where no answer pulls."""
    most = max(pulls, default=0)
    return [answers[pulls.index(most)]] if most else []


def first_sentence(text: str) -> str:
    """The first sentence of a Markdown text as plain text, cut where it is very long."""
    words = markup.words(text)
    match = _SENTENCE.match(words) if ". " in words or "! " in words or "? " in words else None
    sentence = match[0] if match else words
    return sentence if len(sentence) <= _LENGTH else sentence[: sentence.rfind(" ", 0, _LENGTH)].rstrip(" ,;:") + " …"
