"""What speaks for a subject, what against, and what is not known: the strongest rating of each dimension, with the reason in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.results import Standing
from pruefbuch.render.faces import Shown
from pruefbuch.render.fragments import FragmentCache

NAMED = 6
"""criteria without an answer that are named; of more there is only the number"""
_LENGTH = 180
"""characters of a reason"""
_SENTENCE = re.compile(r".{12,}?(?:(?<=[a-zäöüß][a-zäöüß)“%])\.|[!?])(?=\s+[A-ZÄÖÜ„])")
"""up to a full stop that ends a word, not a number („31. Dezember“) or a letter („z. B.“)"""


class Picture(NamedTuple):
    """The ratings that speak for and against, and the criteria nobody has answered; `more` says how many of them are not named."""

    gains: tuple[bytes, ...]
    losses: tuple[bytes, ...]
    open: tuple[Markup, ...]
    more: str


def picture(
    shown: Iterable[Shown], ratings: Mapping[str, Rating], shared: FragmentCache
) -> tuple[Picture, tuple[Criterion, ...]]:
    """The picture of a result, dimension by dimension in the order of the catalogue, and the criteria of its gains.

    `ratings` by criterion.
    """
    gains, losses, unknown, strong = list[bytes](), list[bytes](), list[Criterion](), list[Criterion]()
    for _, part, faces, _ in shown:
        for found, pulls in ((gains, [face.up for face in faces]), (losses, [face.down for face in faces])):
            most = max(pulls)
            if most:
                face = faces[pulls.index(most)]
                rating = ratings[face.criterion.id]
                found.append(shared.telling(face, rating, first_sentence(rating.reason)))
                if found is gains:
                    strong.append(face.criterion)
        if part.answered < part.asked:
            unknown += [face.criterion for face in faces if face.standing is Standing.UNKNOWN]
    named = tuple([shared.named(each) for each in unknown[:NAMED]])
    more = str(len(unknown) - NAMED) if len(unknown) > NAMED else ""
    return Picture(tuple(gains), tuple(losses), named, more), tuple(strong)


def first_sentence(text: str) -> str:
    """The first sentence of a Markdown text as plain text, cut where it is very long."""
    words = markup.words(text)
    found = _SENTENCE.match(words) if ". " in words or "! " in words or "? " in words else None
    sentence = found[0] if found else words
    return sentence if len(sentence) <= _LENGTH else sentence[: sentence.rfind(" ", 0, _LENGTH)].rstrip(" ,;:") + " …"
