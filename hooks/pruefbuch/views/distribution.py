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

_MISSING = "pb-missing"
NAMED = 12
"""kinds of evidence that are named"""
_WITHOUT = {outcome: outcome.value for outcome in Outcome if not outcome.rated}
"""what stands for the answers of an assessment that has none"""
_NOT_ASKED = {
    CLOSED: N_("not asked: the field was closed by an earlier question"),
    Outcome.EXEMPT.value: N_("not checked: exempt"),
    Outcome.DELEGATED.value: N_("checked in another paper"),
}
_WORDS = {**NON_VALUES, ABSENT: NonValue.UNANSWERED, ELSEWHERE: NonValue.REFERS_ELSEWHERE}


class AnswerTable(NamedTuple):
    """Assessments of an edition; and for each criterion, in the order of the catalogue, what each of them has answered."""

    entries: Sequence[AssessmentSummary]
    answers: Sequence[Sequence[str]]


def answer_table(entries: Sequence[AssessmentSummary], catalogue: Catalogue) -> AnswerTable:
    """The answers of these assessments of that edition, in their order."""
    count = len(catalogue.criteria)
    answers = " ".join([entry.answer_codes for entry in entries]).split(" ") if entries else []
    return AnswerTable(entries, [answers[place::count] for place in range(count)])


class Share(NamedTuple):
    """How many of a group, and the bar of that share; without a bar where there are none."""

    number: int
    bar: Stretch | None


class AnswerRow(NamedTuple):
    """An answer and how often it was given: one share for each group."""

    chip: Chip
    shares: tuple[Share, ...]


class EvidenceRow(NamedTuple):
    """A kind of evidence and beside how many ratings it stands, in each group."""

    kind: str
    numbers: tuple[int, ...]


class AnswerDistribution(NamedTuple):
    """The answers to a criterion. `groups` are the columns, "real" and "made-up" where there are any, `totals` how many each has.

    `several`: an assessment may name several levels. `left_out`: superseded or withdrawn ones.
    """

    groups: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    rows: tuple[AnswerRow, ...] = ()
    several: bool = False
    left_out: int = 0
    evidence: tuple[EvidenceRow, ...] = ()


class AnswerGroup(NamedTuple):
    """Some assessments of an edition: how many, which of all have answers to count, and how often something stands in their place."""

    number: int
    chosen: Sequence[bool]
    without: Counter[str]


class EditionAnswers:
    """All assessments of an edition, looked at once for all its criteria; answers are counted when somebody asks for them."""

    def __init__(self, catalogue: Catalogue, table: AnswerTable, towns: Mapping[str, Municipality]) -> None:
        """`table`: the answers of the assessments of the edition."""
        self._catalogue = catalogue
        self._answers = {criterion.id: answers for criterion, answers in zip(catalogue.criteria, table.answers, strict=True)}
        entries = table.entries
        valid = [entry.status is AssessmentStatus.FINAL for entry in entries]
        made_up = [towns[entry.municipality].made_up for entry in entries]
        chosen = {
            "real": [is_valid and not invented for is_valid, invented in zip(valid, made_up, strict=True)],
            "made-up": [is_valid and invented for is_valid, invented in zip(valid, made_up, strict=True)],
        }
        self._groups = {name: _group(entries, which) for name, which in chosen.items() if any(which)}
        self._evidence = [_evidence_kinds(compress(entries, chosen[name])) for name in self._groups]
        self._left_out = _group(entries, [not is_valid for is_valid in valid])
        self._lessons = Counter(name for entry in entries for name in entry.lessons.split())

    def ratings(self, criterion: Criterion) -> int:
        """In how many assessments, valid or not, it has a rating, be it a word for why there is no level."""
        groups = (self._left_out, *self._groups.values())
        answers = (counted for group in groups for counted in self._count(group, criterion).items())
        return sum(number for answer, number in answers if answer not in _NOT_ASKED and is_given(answer))

    def lessons(self, criterion: Criterion) -> int:
        """How many assessments, valid or not, have told a lesson beside it."""
        return self._lessons[criterion.id]

    def distribution(self, criterion: Criterion) -> AnswerDistribution:
        """How a criterion was answered."""
        groups = list(self._groups.values())
        answers = [self._count(group, criterion) for group in groups]
        chips = [_chips(counts, criterion, self._catalogue) for counts in answers]
        rows = []
        for answered in _in_order(criterion, chips):
            shares = (_share(counts[answered], group.number) for counts, group in zip(chips, groups, strict=True))
            rows.append(AnswerRow(answered, tuple(shares)))
        several = any("+" in answer for counts in answers for answer in counts)
        evidence = tuple(_evidence_rows([kinds.get(criterion.id, Counter()) for kinds in self._evidence]))[:NAMED]
        totals = tuple(group.number for group in groups)
        return AnswerDistribution(tuple(self._groups), totals, tuple(rows), several, self._left_out.number, evidence)

    def _count(self, group: AnswerGroup, criterion: Criterion) -> Counter[str]:
        return Counter(compress(self._answers[criterion.id], group.chosen)) + group.without


def _group(entries: Sequence[AssessmentSummary], which: Sequence[bool]) -> AnswerGroup:
    """The entries of which `which` is true; those that were exempt or are checked elsewhere have no answers to count."""
    without = Counter([_WITHOUT[entry.outcome] for entry in compress(entries, which) if entry.outcome in _WITHOUT])
    chosen = [is_in and entry.outcome not in _WITHOUT for entry, is_in in zip(entries, which, strict=True)]
    return AnswerGroup(sum(which), chosen, without)


def _evidence_kinds(entries: Iterable[AssessmentSummary]) -> dict[str, Counter[str]]:
    """By criterion what kinds of evidence stand beside it, and how often."""
    kinds: dict[str, Counter[str]] = {}
    for line, number in Counter(chain.from_iterable(entry.evidence.split("\n") for entry in entries)).items():
        for name, kind in kinds_of(line):
            kinds.setdefault(name, Counter())[kind] = number
    return kinds


# -- answers ---------------------------------------------------------------------------------------------------------


def _levels(criterion: Criterion) -> Iterator[Chip]:
    """Every level, also those that nobody has given; in the order of the scale."""
    for axis in criterion.form.axes[:1]:
        yield from (chip(level, axis.scale) for level in axis.scale.levels)


def _in_order(criterion: Criterion, groups: Iterable[Counter[Chip]]) -> list[Chip]:
    """The levels of a criterion in the order of the scale, then everything else it was answered with; what has no level comes last."""
    chips = dict.fromkeys([*_levels(criterion), *(answered for counts in groups for answered in counts)])
    return sorted(chips, key=lambda answered: answered.style == _MISSING)


def _chips(answers: Mapping[str, int], criterion: Criterion, catalogue: Catalogue) -> Counter[Chip]:
    """How often each level was given, or a word in its place."""
    levels = [*_levels(criterion)]
    counts: Counter[Chip] = Counter()
    for answer, number in sorted(answers.items()):
        for level in [levels[rank] for rank in ranks_of(answer)] or [_word(answer, catalogue)]:
            counts[level] += number
    return counts


def _word(answer: str, catalogue: Catalogue) -> Chip:
    """What has no level, as a word."""
    if answer == TEXT:
        return Chip("¶", gettext("answered in words"), "pb-plain", written=False)
    word = gettext(_NOT_ASKED[answer]) if answer in _NOT_ASKED else words.non_value(_WORDS[answer], catalogue)
    return Chip("", word, _MISSING, written=False)


def _share(number: int, of: int) -> Share:
    return Share(number, share(number, of))


# -- evidence --------------------------------------------------------------------------------------------------------


def _evidence_rows(groups: Sequence[Mapping[str, int]]) -> Iterator[EvidenceRow]:
    """Kinds of evidence, the most frequent first. Those that differ only by large letters count together."""
    spellings: dict[str, Counter[str]] = {}
    for group in groups:
        for kind, number in group.items():
            spellings.setdefault(kind.casefold(), Counter())[kind] += number
    for key, names in sorted(spellings.items(), key=lambda item: (not item[0], -item[1].total(), item[0])):
        name = min(names, key=lambda spelling: (-names[spelling], spelling))
        numbers = (sum(number for kind, number in group.items() if kind.casefold() == key) for group in groups)
        yield EvidenceRow(name or gettext("kind not named"), tuple(numbers))
