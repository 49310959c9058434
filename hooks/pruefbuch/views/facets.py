"""What a reader can filter results by in the browser: on the overview all results, on the page of a criterion the ratings on it.

A facet is made of the sets of words that occur, and for each result the number of its set; results count from the oldest. The other
half is theme_overrides/assets/facets.js with overview.js, which knows the names of three facets (municipality, catalogue, example) and
treats the rest alike, and given.js. The page of a criterion itself has the newest ratings, its older pages have the rest. The file
beside it says for every assessment of the edition what its facets are, so the browser counts exactly and fetches only the older pages
that it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pruefbuch.book import Context
from pruefbuch.model.assessments import AssessmentStatus, Phase, SubjectKind
from pruefbuch.model.catalogues import Criterion
from pruefbuch.model.lands import LANDS
from pruefbuch.summary.answers import TEXT, effect_of, is_given, ranks_of
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import gettext
from pruefbuch.views import sizes, words
from pruefbuch.views.answers import KINDS, Kind, kind_of
from pruefbuch.views.distribution import AnswerTable
from pruefbuch.views.links import edition_title
from pruefbuch.views.overview import oldest_first
from pruefbuch.views.register import Register, sort_key

SOURCE = "bewertungen.json"
"""the file beside the page of a criterion"""

Value = TypeVar("Value", bound=Hashable)
Names = Mapping[str, tuple[str, str]]
"""what a reader sees for a word of the data: its label, and the heading it stands below ("" for none)"""


class Option(NamedTuple):
    """A value to filter by, in the words of the data, with its label and the heading that it stands below."""

    value: str
    label: str
    group: str


class Facet(NamedTuple):
    """`name` as in the data and in the address. `sets` of numbers of options; `of`: for each result the number of its set."""

    name: str
    label: str
    options: tuple[Option, ...]
    sets: tuple[tuple[int, ...], ...]
    of: tuple[int, ...]


def facet(name: str, label: str, names: Names, values: Sequence[Value], words_of: Callable[[Value], tuple[str, ...]]) -> Facet:
    """A facet of results: `values` has one for each of them, `words_of` says which words of the data it stands for.

    Options are in the order of `names`, and only those that occur.
    """
    words_by_value = {value: words_of(value) for value in dict.fromkeys(values)}
    number_of_set = {words: number for number, words in enumerate(dict.fromkeys(words_by_value.values()))}
    used = {word for words in number_of_set for word in words}
    options = tuple(Option(word, *shown) for word, shown in names.items() if word in used)
    number_of_option = {option.value: number for number, option in enumerate(options)}
    sets = tuple(tuple(number_of_option[word] for word in words) for words in number_of_set)
    number_of_value = {value: number_of_set[words] for value, words in words_by_value.items()}
    return Facet(name, label, options, sets, tuple([number_of_value[value] for value in values]))


# -- of all results --------------------------------------------------------------------------------------------------

_Values = tuple[str, Names, Sequence[Any], Callable[[Any], tuple[str, ...]]]
"""label and names of a facet, the value of each result, and the words of a value"""


def facets(register: Register) -> Iterator[Facet]:
    """All facets of a book. Municipalities come in the order of their names, by which results can be sorted."""
    entries = [card.entry for card in oldest_first(register)]
    for name, (label, names, values, words_of) in _of_book(register, entries).items():
        yield facet(name, label, names, values, words_of)


def _of_book(register: Register, entries: Sequence[AssessmentSummary]) -> dict[str, _Values]:
    """All facets of these results: where, by which catalogue, what, when, with what outcome, real or made up."""
    book = register.book
    towns = sorted(book.municipalities.values(), key=lambda town: (sort_key(town.name), town.id))
    states = {town.id: (town.state,) if town.state else () for town in towns}
    homes = [entry.municipality for entry in entries]
    label, names, words_of = real_or_made_up(book.context)
    return {
        "municipality": (gettext("Municipality"), {town.id: (town.name, "") for town in towns}, homes, _single),
        "state": (gettext("Land"), _state_names(), homes, states.__getitem__),
        "catalogue": (
            gettext("Catalogue"),
            {ref: (edition_title(catalogue), "") for ref, catalogue in book.catalogues.items()},
            [entry.catalogue for entry in entries],
            _single,
        ),
        **_of_subjects(entries),
        **_of_outcomes(register, entries),
        "example": (label, names, homes, words_of),
    }


def _of_subjects(entries: Sequence[AssessmentSummary]) -> dict[str, _Values]:
    years = sorted({entry.date.year for entry in entries if entry.date}, reverse=True)
    return {
        "kind": (
            gettext("Kind"),
            {kind.value: (words.subject_kind(kind), "") for kind in SubjectKind},
            [entry.kind for entry in entries],
            _single,
        ),
        "digital": (
            gettext("Digital matters"),
            _yes_no(gettext("only digital ones"), gettext("only others")),
            [entry.digital for entry in entries],
            _flagged,
        ),
        "phase": (
            gettext("Phase"),
            {phase.value: (words.phase(phase), "") for phase in Phase},
            [entry.phase for entry in entries],
            _single,
        ),
        "year": (
            gettext("Year"),
            {str(year): (str(year), "") for year in years},
            [entry.date.year if entry.date else None for entry in entries],
            _single,
        ),
    }


def _of_outcomes(register: Register, entries: Sequence[AssessmentSummary]) -> dict[str, _Values]:
    return {
        "field": (
            gettext("Field that is touched"),
            _fields(register),
            [(entry.catalogue, entry.touched) for entry in entries],
            _within,
        ),
        "level": (
            gettext("Level reached"),
            _levels(register),
            [(entry.catalogue, entry.levels) for entry in entries],
            _within,
        ),
        "open": (
            gettext("Open questions"),
            _yes_no(gettext("with open questions"), gettext("all answered")),
            [_is_open(entry) for entry in entries],
            _flagged,
        ),
    }


def real_or_made_up(context: Context) -> tuple[str, Names, Callable[[str], tuple[str, ...]]]:
    """Label, names and words of the facet that tells examples from what is real, by municipality."""
    examples = {town.id: _flagged(town.made_up) for town in context.municipalities.values()}
    names = _yes_no(gettext("only examples (made up)"), gettext("only real ones"))
    return gettext("Real or made up"), names, examples.__getitem__


def _single(value: object) -> tuple[str, ...]:
    """The only word of a facet; none where nothing is known. The words of the data, also of a closed list, are their own texts."""
    return () if value is None else (str(value),)


def _flagged(value: bool | None) -> tuple[str, ...]:
    return () if value is None else ("true" if value else "false",)


def _within(names: tuple[str, str]) -> tuple[str, ...]:
    """Names that are only names within an edition."""
    return tuple(f"{names[0]}/{name}" for name in names[1].split())


def _is_open(entry: AssessmentSummary) -> bool | None:
    """Whether questions are open; None where none was asked here."""
    return entry.answered < entry.asked if entry.asked and entry.outcome.rated else None


def _state_names() -> Names:
    return {key: (text, "") for key, text in LANDS.items()}


def _yes_no(yes: str, no: str) -> Names:
    return {"true": (yes, ""), "false": (no, "")}


def _fields(register: Register) -> Names:
    """Fields below the title of their edition: editions name and cut them differently."""
    return {
        f"{ref}/{field.id}": (field.label, edition_title(catalogue))
        for ref, catalogue in register.book.catalogues.items()
        for field in catalogue.fields
    }


def _levels(register: Register) -> Names:
    return {
        f"{ref}/{dimension.id}/{threshold.id}": (f"{dimension.label}: {threshold.label}", edition_title(catalogue))
        for ref, catalogue in register.book.catalogues.items()
        for dimension in catalogue.dimensions
        for threshold in dimension.aggregation.thresholds
    }


# -- of the ratings on a criterion -------------------------------------------------------------------------------------


class RatingFacets:
    """The facets of the ratings of an edition. `common` are those of the municipalities, the same for all its criteria."""

    def __init__(self, table: AnswerTable, context: Context) -> None:
        """`table`: the answers of its assessments, the oldest first."""
        towns = context.municipalities.values()
        homes = [entry.municipality for entry in table.entries]
        sizes_of_towns = {town.id: (sizes.size_of(town).value,) for town in towns}
        states_of_towns = {town.id: (town.state,) if town.state else () for town in towns}
        size_names = {size.value: (sizes.in_full(size), "") for size in sizes.Size}
        label, names, words_of = real_or_made_up(context)
        self._answers = table.answers
        self._holds = [entry.status is AssessmentStatus.FINAL for entry in table.entries]
        self.common = (
            facet("state", gettext("Land"), _state_names(), homes, states_of_towns.__getitem__),
            facet("size", gettext("Size"), size_names, homes, sizes_of_towns.__getitem__),
            facet("example", label, names, homes, words_of),
        )

    def effect(self, criterion: Criterion, place: int) -> Facet:
        """The effects of the ratings on a criterion, the `place`-th of its edition. Who has not rated it has none."""
        names = {kind.value: (gettext(text), "") for kind, text in KINDS.items()}
        answers = [*zip(self._answers[place], self._holds, strict=True)]
        return facet("effect", gettext("Effect"), names, answers, lambda given: _kinds(given, criterion))


def _kinds(given: tuple[str, bool], criterion: Criterion) -> tuple[str, ...]:
    """The kind of an answer and of whether its assessment holds; none where the criterion was not rated."""
    answer, holds = given
    if not is_given(answer):
        return ()
    if not holds:
        return (Kind.PAST.value,)
    rated = bool(ranks_of(answer)) or answer == TEXT
    return ((kind_of(effect_of(answer, criterion)) if rated else Kind.MISSING).value,)
