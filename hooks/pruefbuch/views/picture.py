"""What speaks for a subject, what against, and what is not known: the strongest rating of each dimension, with the reason in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Criterion, Effect
from pruefbuch.model.entries import Checked
from pruefbuch.model.results import DimensionResult, Standing
from pruefbuch.views.shared import Layout, Shared

NAMED = 6
"""criteria without an answer that are named; of more there is only the number"""
_LENGTH = 180
"""characters of a reason"""
_SENTENCE = re.compile(r".{12,}?(?:(?<=[a-zäöüß][a-zäöüß)“%])\.|[!?])(?=\s+[A-ZÄÖÜ„])")
"""up to a full stop that ends a word, not a number („31. Dezember“) or a letter („z. B.“)"""


class Picture(NamedTuple):
    """The ratings that speak for and against, and the criteria nobody has answered; `more` says how many of them are not named."""

    gains: tuple[Markup, ...]
    losses: tuple[Markup, ...]
    open: tuple[Markup, ...]
    more: str


def picture(checked: Checked, ratings: Mapping[str, Rating], shared: Shared) -> tuple[Picture, tuple[Criterion, ...]]:
    """The picture of a result, dimension by dimension in the order of the catalogue, and the criteria of its gains.

    `ratings` by criterion.
    """
    gains, losses, unknown, strong = list[Markup](), list[Markup](), list[Criterion](), list[Criterion]()
    for layout, part in zip(shared.layout, checked.result.dimensions, strict=True):
        strongest = _strongest(layout, part, ratings, shared)
        for effect, found in ((Effect.UP, gains), (Effect.DOWN, losses)):
            if effect in strongest:
                criterion, rating = strongest[effect]
                found.append(shared.telling(rating, criterion, checked.assessment, first_sentence(rating.reason)))
                if effect is Effect.UP:
                    strong.append(criterion)
        if part.answered < part.asked:
            unknown += [each for each in layout.criteria if part.standings[each.id] is Standing.UNKNOWN]
    named = tuple([shared.named(each) for each in unknown[:NAMED]])
    more = str(len(unknown) - NAMED) if len(unknown) > NAMED else ""
    return Picture(tuple(gains), tuple(losses), named, more), tuple(strong)


def _strongest(
    layout: Layout, part: DimensionResult, ratings: Mapping[str, Rating], shared: Shared
) -> dict[Effect, tuple[Criterion, Rating]]:
    """The first of the strongest ratings in each direction."""
    found: dict[Effect, tuple[Criterion, Rating]] = {}
    most: dict[Effect, float] = {}
    standings = part.standings
    for criterion in layout.criteria:
        if standings[criterion.id] is not Standing.RATED:
            continue
        effect, strength = shared.pull(criterion, ratings[criterion.id])
        if effect is not None and strength > most.get(effect, 0):
            found[effect], most[effect] = (criterion, ratings[criterion.id]), strength
    return found


def first_sentence(text: str) -> str:
    """The first sentence of a Markdown text as plain text, cut where it is very long."""
    words = markup.words(text)
    found = _SENTENCE.match(words) if ". " in words or "! " in words or "? " in words else None
    sentence = found[0] if found else words
    return sentence if len(sentence) <= _LENGTH else sentence[: sentence.rfind(" ", 0, _LENGTH)].rstrip(" ,;:") + " …"
