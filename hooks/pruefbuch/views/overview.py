"""What the overview of results filters and lists in the browser: small numbers for all results, and rows in shards.

Results count from the oldest, so that a new one changes none of the full shards. What a reader can filter by is a facet: the sets of
words that occur, and for each result the number of its set. The other half is theme_overrides/assets/overview.js, which knows
the names of three facets (municipality, catalogue, example) and for the rest treats all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from pruefbuch.book import Library
from pruefbuch.model.assessments import AssessmentStatus, Origin, Phase, SubjectKind
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import edition_title
from pruefbuch.views.municipalities import STATES
from pruefbuch.views.register import Card, Register, sort_key

SHARD = 100
"""rows in a shard: the first results of a filter may each lie in another"""

Key = TypeVar("Key", bound=Hashable)
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


class Row(NamedTuple):
    """A result in the list, beside what its facets say. `day` is its date by ISO 8601, as far as it is known.

    `status` is empty where it is valid, `answered` where nothing was asked.
    """

    id: str
    title: str
    taken_over: bool
    status: str
    day: str
    date: str
    gist: str
    answered: str


def oldest_first(register: Register) -> Sequence[Card]:
    """All results in the order of their numbers."""
    return register.cards[::-1]


def facets(register: Register) -> Iterator[Facet]:
    """All facets of a book. Municipalities come in the order of their names, by which results can be sorted."""
    entries = [card.entry for card in oldest_first(register)]
    for name, (label, names, found, words_of) in _facets(register, entries).items():
        yield facet(name, label, names, found, words_of)


def facet(name: str, label: str, names: Names, found: Sequence[Key], words_of: Callable[[Key], tuple[str, ...]]) -> Facet:
    """A facet of results: what was found of each, and the words of that. Options are in the order of `names`, and only those that occur."""
    different = {each: words_of(each) for each in dict.fromkeys(found)}
    kinds = {each: number for number, each in enumerate(dict.fromkeys(different.values()))}
    used = {word for each in kinds for word in each}
    options = tuple(Option(word, *shown) for word, shown in names.items() if word in used)
    numbers = {option.value: number for number, option in enumerate(options)}
    sets = tuple(tuple(numbers[word] for word in each) for each in kinds)
    places = {each: kinds[words] for each, words in different.items()}
    return Facet(name, label, options, sets, tuple(map(places.__getitem__, found)))


def row(card: Card) -> Row:
    """The row of a result."""
    entry = card.entry
    return Row(
        id=entry.id,
        title=entry.title,
        taken_over=entry.origin is Origin.TAKEN_OVER,
        status=words.status(entry.status) if entry.status is not AssessmentStatus.FINAL else "",
        day=str(entry.date or ""),
        date=date_text(entry.date),
        gist=card.summary,
        answered=coverage(entry.answered, entry.asked) if entry.asked and entry.outcome.rated else "",
    )


# -- facets ----------------------------------------------------------------------------------------------------------


_Found = tuple[str, Names, Sequence[Any], Callable[[Any], tuple[str, ...]]]
"""label and names of a facet, what was found of each result, and the words of that"""


def _facets(register: Register, entries: Sequence[AssessmentSummary]) -> dict[str, _Found]:
    """All facets of these results: where, by which catalogue, what, when, with what outcome, real or made up."""
    book = register.book
    by_name = sorted(book.municipalities.values(), key=lambda town: (sort_key(town.name), town.id))
    states = {town.id: (town.state,) if town.state else () for town in by_name}
    homes = [entry.municipality for entry in entries]
    label, names, words_of = real_or_made_up(book)
    return {
        "municipality": (gettext("Municipality"), {town.id: (town.name, "") for town in by_name}, homes, _single),
        "state": (gettext("Land"), {key: (text, "") for key, text in STATES.items()}, homes, states.__getitem__),
        "catalogue": (
            gettext("Catalogue"),
            {ref: (edition_title(each), "") for ref, each in book.catalogues.items()},
            [entry.catalogue for entry in entries],
            _single,
        ),
        **_of_subjects(entries),
        **_of_outcomes(register, entries),
        "example": (label, names, homes, words_of),
    }


def _of_subjects(entries: Sequence[AssessmentSummary]) -> dict[str, _Found]:
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


def _of_outcomes(register: Register, entries: Sequence[AssessmentSummary]) -> dict[str, _Found]:
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


def real_or_made_up(book: Library) -> tuple[str, Names, Callable[[str], tuple[str, ...]]]:
    """Label, names and words of the facet that tells examples from what is real, by municipality."""
    examples = {town.id: _flagged(town.made_up) for town in book.municipalities.values()}
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
