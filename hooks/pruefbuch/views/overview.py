"""The rows of the overview of results, which the browser lists as far as it needs them.

Results count from the oldest, so that a new one changes none of the full shards. The other half is theme_overrides/assets/overview.js.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pruefbuch.model.assessments import Origin
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.register import Card, Register
from pruefbuch.views.rows import answered_of_asked

SHARD = 100
"""rows in a shard: the first results of a filter may each lie in another"""


class OverviewRow(NamedTuple):
    """A result in the list, beside what its facets say. `day` is its date by ISO 8601, as far as it is known.

    `status` is empty where it is valid, `answered` where nothing was asked; `summary` is that of its card.
    """

    id: str
    title: str
    taken_over: bool
    status: str
    day: str
    date: str
    summary: str
    answered: str


def oldest_first(register: Register) -> Sequence[Card]:
    """All results in the order of their numbers."""
    return register.cards[::-1]


def overview_row(card: Card) -> OverviewRow:
    """The row of a result."""
    entry = card.entry
    return OverviewRow(
        id=entry.id,
        title=entry.title,
        taken_over=entry.origin is Origin.TAKEN_OVER,
        status=words.status_unless_valid(entry.status),
        day=str(entry.date or ""),
        date=date_text(entry.date),
        summary=card.summary,
        answered=answered_of_asked(entry),
    )
