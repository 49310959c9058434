"""How a criterion was answered in all valid assessments of its edition, and what kinds of evidence stand beside the answers.

Everything is counted from the entries of the book, so it is exact however many there are, and no file is read again. Made-up examples
have a column of their own. Assessments that are superseded or withdrawn are left out, and it is said how many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress
from typing import NamedTuple

from pruefbuch.model.assessments import AssessmentStatus, Municipality
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import Outcome
from pruefbuch.summary.answers import ABSENT, CLOSED, ELSEWHERE, NON_VALUES, TEXT, is_given, kinds_of, ranks_of
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import N_, gettext
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, chip
from pruefbuch.views.bars import Stretch, share
from pruefbuch.views.columns import Columns

_MISSING = "pb-missing"
NAMED = 12
"""kinds of evidence that are named"""
_EXEMPT, _DELEGATED = "exempt", "delegated"
"""stand for the answers of an assessment that has none"""
_WITHOUT = {Outcome.EXEMPT: _EXEMPT, Outcome.DELEGATED: _DELEGATED}
_NOT_ASKED = {
    CLOSED: N_("not asked: the field was closed by an earlier question"),
    _EXEMPT: N_("not checked: exempt"),
    _DELEGATED: N_("checked in another paper"),
}
_WORDS = {**NON_VALUES, ABSENT: NonValue.UNANSWERED, ELSEWHERE: NonValue.REFERS_ELSEWHERE}


class Part(NamedTuple):
    """How many of a group, and the bar of that share; without a bar where there are none."""

    number: int
    bar: Stretch | None


class SpreadRow(NamedTuple):
    """An answer and how often it was given: one part for each group."""

    chip: Chip
    parts: tuple[Part, ...]


class ProofRow(NamedTuple):
    """A kind of evidence and beside how many ratings it stands, in each group."""

    kind: str
    numbers: tuple[int, ...]


class Spread(NamedTuple):
    """The answers to a criterion. `groups` are the columns, "real" and "made-up" where there are any, `totals` how many each has.

    `several`: an assessment may name several levels. `left_out`: superseded or withdrawn ones.
    """

    groups: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    rows: tuple[SpreadRow, ...] = ()
    several: bool = False
    left_out: int = 0
    proofs: tuple[ProofRow, ...] = ()


class Counted(NamedTuple):
    """Some assessments of an edition: how many, which of all have answers to count, and how often something stands in their place."""

    number: int
    chosen: Sequence[bool]
    without: Counter[str]


class Tallies:
    """All assessments of an edition, looked at once for all its criteria; answers are counted when somebody asks for them."""

    def __init__(self, catalogue: Catalogue, found: Columns, towns: Mapping[str, Municipality]) -> None:
        """`found`: those of the edition."""
        self._catalogue = catalogue
        self._answers = dict(zip([each.id for each in catalogue.criteria], found.answers, strict=True))
        entries = found.entries
        valid = [entry.status is AssessmentStatus.FINAL for entry in entries]
        made_up = [towns[entry.municipality].made_up for entry in entries]
        chosen = {
            "real": [right and not invented for right, invented in zip(valid, made_up, strict=True)],
            "made-up": [right and invented for right, invented in zip(valid, made_up, strict=True)],
        }
        self._groups = {name: _counted(entries, which) for name, which in chosen.items() if any(which)}
        self._proofs = [_proofs_beside(compress(entries, chosen[name])) for name in self._groups]
        self._others = _counted(entries, [not right for right in valid])
        self._lessons = Counter(name for entry in entries for name in entry.lessons.split())

    def ratings(self, criterion: Criterion) -> int:
        """In how many assessments, valid or not, it has a rating, be it a word for why there is no level."""
        groups = (self._others, *self._groups.values())
        answers = (item for group in groups for item in self._count(group, criterion).items())
        return sum(number for answer, number in answers if answer not in _NOT_ASKED and is_given(answer))

    def lessons(self, criterion: Criterion) -> int:
        """How many assessments, valid or not, have told a lesson beside it."""
        return self._lessons[criterion.id]

    def spread(self, criterion: Criterion) -> Spread:
        """How a criterion was answered."""
        counted = list(self._groups.values())
        answers = [self._count(group, criterion) for group in counted]
        shown = [_shown(each, criterion, self._catalogue) for each in answers]
        found = dict.fromkeys([*_levels(criterion), *(each for group in shown for each in group)])
        order = sorted(found, key=lambda each: each.style == _MISSING)  # what has no level comes last
        totals = tuple(group.number for group in counted)
        rows = (
            SpreadRow(each, tuple(_part(group[each], of) for group, of in zip(shown, totals, strict=True))) for each in order
        )
        several = any("+" in answer for group in answers for answer in group)
        proofs = tuple(_proofs([group.get(criterion.id, Counter()) for group in self._proofs]))[:NAMED]
        return Spread(tuple(self._groups), totals, tuple(rows), several, self._others.number, proofs)

    def _count(self, group: Counted, criterion: Criterion) -> Counter[str]:
        return Counter(compress(self._answers[criterion.id], group.chosen)) + group.without


def _counted(entries: Sequence[AssessmentSummary], which: Sequence[bool]) -> Counted:
    without = Counter([_WITHOUT[each.outcome] for each in compress(entries, which) if each.outcome in _WITHOUT])
    chosen = [here and each.outcome not in _WITHOUT for each, here in zip(entries, which, strict=True)]
    return Counted(sum(which), chosen, without)


def _proofs_beside(entries: Iterable[AssessmentSummary]) -> dict[str, Counter[str]]:
    """By criterion what kinds of evidence stand beside it, and how often."""
    found: dict[str, Counter[str]] = {}
    for line, number in Counter(chain.from_iterable(entry.proofs.split("\n") for entry in entries)).items():
        for name, kind in kinds_of(line):
            found.setdefault(name, Counter())[kind] = number
    return found


# -- answers ---------------------------------------------------------------------------------------------------------


def _levels(criterion: Criterion) -> Iterator[Chip]:
    """Every level, also those that nobody has given; in the order of the scale."""
    for axis in criterion.form.axes[:1]:
        yield from (chip(level, axis.scale) for level in axis.scale.levels)


def _shown(answers: Mapping[str, int], criterion: Criterion, catalogue: Catalogue) -> Counter[Chip]:
    found: Counter[Chip] = Counter()
    for answer, number in sorted(answers.items()):
        ranks = ranks_of(answer)
        chips = [*_levels(criterion)]
        for each in [chips[rank] for rank in ranks] or [_word(answer, catalogue)]:
            found[each] += number
    return found


def _word(answer: str, catalogue: Catalogue) -> Chip:
    """What has no level, as a word."""
    if answer == TEXT:
        return Chip("¶", gettext("answered in words"), "pb-plain", written=False)
    word = gettext(_NOT_ASKED[answer]) if answer in _NOT_ASKED else words.non_value(_WORDS[answer], catalogue)
    return Chip("", word, _MISSING, written=False)


def _part(number: int, of: int) -> Part:
    return Part(number, share(number, of))


# -- evidence --------------------------------------------------------------------------------------------------------


def _proofs(groups: Sequence[Mapping[str, int]]) -> Iterator[ProofRow]:
    """Kinds of evidence, the most frequent first. Those that differ only by large letters count together."""
    spellings: dict[str, Counter[str]] = {}
    for kind, number in (item for group in groups for item in group.items()):
        spellings.setdefault(kind.casefold(), Counter())[kind] += number
    for key, names in sorted(spellings.items(), key=lambda item: (not item[0], -item[1].total(), item[0])):
        name = min(names, key=lambda each: (-names[each], each))
        numbers = (sum(number for kind, number in group.items() if kind.casefold() == key) for group in groups)
        yield ProofRow(name or gettext("kind not named"), tuple(numbers))
