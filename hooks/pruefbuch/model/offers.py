"""Help that towns can get: money, advice, training, tools, company."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pruefbuch.model.common import PartialDate


class OfferKind(StrEnum):
    """What somebody gets."""

    FUNDING = "funding"
    ADVICE = "advice"
    TRAINING = "training"
    TOOL = "tool"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as its `source` describes it; `checked` is the day on which somebody last opened its page, None for never.

    `state`: the Land whose towns it is for, "" for all. `until`: when it ends, None where that is not known.
    """

    title: str
    provider: str
    kind: OfferKind
    state: str
    description: str
    url: str
    source: str
    until: PartialDate | None
    checked: PartialDate | None
