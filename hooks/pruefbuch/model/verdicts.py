"""What the label of a level says by its words alone: good or bad, and how much of it."""

from __future__ import annotations

from typing import NamedTuple

from pruefbuch.model.slugs import fold
from pruefbuch.model.suggest import sense_of

_GOOD = (
    "fördernd förderlich förderung positiv gut besser verbessert verbesserung günstig vorteilhaft vorteil nützlich hilfreich"
    " stärkend stärkung vorbildlich begünstigend nachhaltig nutzen chance"
)
_BAD = (
    "hemmend hinderlich hemmung negativ schlecht schlechter verschlechtert verschlechterung ungünstig nachteilig nachteil"
    " schädlich schädigend schaden schwächend schwächung belastend belastung mangelhaft ungenügend kritisch gefährdend risiko"
)
_NONE = "neutral unverändert ausgeglichen gleich"
_DIRECTIONS = {
    **dict.fromkeys(fold(_GOOD).split(), 1),
    **dict.fromkeys(fold(_BAD).split(), -1),
    **dict.fromkeys(fold(_NONE).split(), 0),
}
_AMOUNTS = {("++",): 3, (): 2, ("+-",): 1}
_NO_EFFECT = ("effekt", "wirkung", "auswirkung", "einfluss", "aenderung", "veraenderung")


class Said(NamedTuple):
    """A word with how much of it is meant (3 very, 2 as it is, 1 a little) and its direction; None where the word tells none."""

    word: str
    amount: int
    direction: int | None

    def rank(self, direction: int | None) -> int | None:
        """How good it is, in the direction that is known otherwise, else by the word; None where nothing tells."""
        known = self.direction if direction is None else direction
        return None if known is None else known * self.amount


def verdict_of(label: str) -> Said | None:
    """The verdict of a label; None where it is negated or qualified in a way that we do not weigh."""
    sense = sense_of(label)
    if sense.degrees == ("!",) and sense.core in _NO_EFFECT:
        return Said("neutral", 2, 0)
    amount = _AMOUNTS.get(sense.degrees)
    return None if amount is None else Said(sense.core, amount, _DIRECTIONS.get(sense.core))
