"""By what a reader can narrow the ratings on the page of a criterion: Land, size of the municipality, effect, real or made up.

The page itself has the newest ratings, its older pages have the rest. For the browser there is a file beside it with some small
numbers for every assessment of the edition, the oldest first: so it can count exactly and fetches only the older pages that it needs. Its
other half is theme_overrides/assets/given.js; facets are those of the overview (views/overview.py).
"""

from __future__ import annotations

from pruefbuch.book import Library
from pruefbuch.model.catalogues import Criterion
from pruefbuch.summary.answers import TEXT, effect_of, is_given, ranks_of
from pruefbuch.texts import gettext
from pruefbuch.views import sizes
from pruefbuch.views.answers import KINDS, Kind, kind_of
from pruefbuch.views.columns import Columns
from pruefbuch.views.municipalities import STATES
from pruefbuch.views.overview import Facet, facet, real_or_made_up

SOURCE = "bewertungen.json"
"""the file beside the page"""


class Sieve:
    """The facets of an edition: `common` are those of the municipalities, the same for all its criteria."""

    def __init__(self, found: Columns, book: Library) -> None:
        """`found`: the oldest first."""
        homes = [entry.municipality for entry in found.entries]
        label, names, words = real_or_made_up(book)
        size = {town.id: (sizes.size_of(town).value,) for town in book.municipalities.values()}
        state = {town.id: (town.state,) if town.state else () for town in book.municipalities.values()}
        self._answers = found.answers
        self.common = (
            facet(
                "state",
                gettext("Land"),
                {key: (text, "") for key, text in STATES.items()},
                homes,
                state.__getitem__,
            ),
            facet(
                "size",
                gettext("Size"),
                {each.value: (sizes.in_full(each), "") for each in sizes.Size},
                homes,
                size.__getitem__,
            ),
            facet("example", label, names, homes, words),
        )

    def effect(self, criterion: Criterion, place: int) -> Facet:
        """The effects of the ratings on a criterion, the `place`-th of its edition. Who has not rated it has none."""
        names = {kind.value: (gettext(text), "") for kind, text in KINDS.items()}
        return facet("effect", gettext("Effect"), names, self._answers[place], lambda answer: _kinds(answer, criterion))


def _kinds(answer: str, criterion: Criterion) -> tuple[str, ...]:
    if not is_given(answer):
        return ()
    rated = bool(ranks_of(answer)) or answer == TEXT
    return ((kind_of(effect_of(answer, criterion)) if rated else Kind.MISSING).value,)
