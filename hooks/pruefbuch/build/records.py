"""What a build keeps of each assessment file: its entry, its line in lists, its hints; as rows of JSON in the cache."""

from __future__ import annotations

from sys import intern
from typing import Any, NamedTuple

from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Origin, Phase, SubjectKind
from pruefbuch.model.common import PartialDate, Place, Problem, Severity
from pruefbuch.model.results import Outcome
from pruefbuch.summary.briefs import Brief, MeasureNote
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Stamp

# To look up a word takes a tenth of the time that it takes to ask its list.
_KINDS = {each.value: each for each in SubjectKind}
_PHASES = {None: None} | {each.value: each for each in Phase}
_STATUS = {each.value: each for each in AssessmentStatus}
_ORIGINS = {each.value: each for each in Origin}
_OUTCOMES = {each.value: each for each in Outcome}
_new = tuple.__new__
"""makes a named tuple in a third of the time; there are ten thousands"""


class Record(NamedTuple):
    """A sound assessment file. `context_key` names what its page shows of catalogue and municipality.

    `key` names all that its page shows without other assessments: its context, where the file lies, what it says. `words` are the text of
    its entry in the search, which only an index that is made anew asks for; `words_key` names it.
    As long as the file has the `stamp` of its record, it need not be read; None where that could not be relied on.
    """

    entry: AssessmentSummary
    context_key: str
    key: str
    gist: str
    words: str
    words_key: str
    hints: tuple[Problem, ...]
    stamp: Stamp | None = None


def record_of(row: Any) -> Record:
    """The record that JSON made a row of."""
    entry, context_key, key, gist, words, words_key, hints, _ = row
    problems = tuple(map(_problem, hints)) if hints else ()
    return _new(Record, (_entry(entry), context_key, key, gist, words, words_key, problems, stamp_in(row)))


def stamped(row: Any, stamp: Stamp | None) -> Any:
    """The row with this stamp; the same one where it has it."""
    return row if stamp_in(row) == stamp else [*row[:-1], stamp]


# What says whether a record still holds, taken from its row without making a record of it.


def checksum_of(row: Any) -> str:
    """The checksum of the file."""
    return str(row[0][2])


def catalogue_of(row: Any) -> str:
    """The edition."""
    return str(row[0][3])


def context_of(row: Any) -> str:
    """The context."""
    return str(row[1])


def stamp_in(row: Any) -> Stamp | None:
    """The stamp; None where it could not be relied on."""
    return (*row[-1],) if row[-1] else None


def _entry(row: Any) -> AssessmentSummary:
    name, home, checksum, catalogue, subject, title, kind, digital, phase, date, status, *rest = row
    origin, newer, outcome, asked, answered, places, *rest = rest
    touched, levels, told, tally, proofs, lessons = rest
    # What thousands have in common is one text for all of them: to group by it is then to compare addresses.
    return _new(
        AssessmentSummary,
        (
            name,
            intern(home),
            checksum,
            intern(catalogue),
            subject,
            title,
            _KINDS[kind],
            digital,
            _PHASES[phase],
            _new(PartialDate, date) if date else None,
            _STATUS[status],
            _ORIGINS[origin],
            newer,
            _OUTCOMES[outcome],
            asked,
            answered,
            (*places,),
            intern(touched),
            intern(levels),
            _told(told),
            tally,
            proofs,
            lessons,
        ),
    )


def _told(row: Any) -> Brief:
    parts, unknown, conflicts, paper, decision, decided, exemption, reason, measures = row
    date = _new(PartialDate, decided) if decided else None
    pledges = tuple(map(_pledge, measures)) if measures else ()
    return _new(Brief, (parts, unknown, conflicts, paper, decision, date, exemption, reason, pledges))


def _pledge(row: Any) -> MeasureNote:
    criterion, text, state, due = row
    return MeasureNote(criterion, text, MeasureState(state), PartialDate(*due) if due else None)


def _problem(row: Any) -> Problem:
    place, rule, found, allowed, remedy, severity = row
    return Problem(Place(*place), rule, found, allowed, remedy, Severity(severity))
