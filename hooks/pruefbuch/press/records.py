"""What a build keeps of each assessment file: its entry, its line in lists, its hints; as rows of JSON in the cache."""

from __future__ import annotations

from typing import Any, NamedTuple

from pruefbuch import search
from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Origin, Phase, SubjectKind
from pruefbuch.model.common import PartialDate, Place, Problem, Severity
from pruefbuch.model.entries import Entry
from pruefbuch.model.results import Outcome
from pruefbuch.model.told import Pledge, Told

# To look up a word takes a tenth of the time that it takes to ask its list.
_KINDS = {each.value: each for each in SubjectKind}
_PHASES = {None: None} | {each.value: each for each in Phase}
_STATUS = {each.value: each for each in AssessmentStatus}
_ORIGINS = {each.value: each for each in Origin}
_OUTCOMES = {each.value: each for each in Outcome}


class Record(NamedTuple):
    """A sound assessment file. `context` names what its page shows of catalogue and municipality, `words` are those of the search."""

    entry: Entry
    context: str
    gist: str
    words: search.Entry
    hints: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """What the page of the assessment is made of, without other assessments."""
        return self.context + self.entry.checksum


def record_of(row: Any) -> Record:
    """The record that JSON made a row of."""
    entry, context, gist, words, hints = row
    return Record(_entry(entry), context, gist, search.Entry(*words), tuple(map(_problem, hints)))


def identity(row: Any) -> tuple[str, str, str]:
    """Checksum of the file, context and catalogue of a record, without making one of the row."""
    return row[0][1], row[1], row[0][2]


def _entry(row: Any) -> Entry:
    name, checksum, catalogue, subject, title, kind, digital, phase, date, status, origin, newer, outcome, *rest = row
    asked, answered, places, touched, levels, told, tally, proofs, lessons = rest
    return Entry(
        name,
        checksum,
        catalogue,
        subject,
        title,
        _KINDS[kind],
        digital,
        _PHASES[phase],
        PartialDate(*date) if date else None,
        _STATUS[status],
        _ORIGINS[origin],
        newer,
        _OUTCOMES[outcome],
        asked,
        answered,
        tuple(map(tuple, places)),
        tuple(touched),
        tuple(levels),
        _told(told),
        tally,
        tuple(proofs),
        tuple(lessons),
    )


def _told(row: Any) -> Told:
    parts, unknown, conflicts, paper, decision, decided, exemption, reason, measures = row
    return Told(
        tuple(parts),
        tuple(unknown),
        tuple(conflicts),
        paper,
        decision,
        PartialDate(*decided) if decided else None,
        (exemption[0], exemption[1]),
        reason,
        tuple(map(_pledge, measures)),
    )


def _pledge(row: Any) -> Pledge:
    criterion, text, state, due = row
    return Pledge(criterion, text, MeasureState(state), PartialDate(*due) if due else None)


def _problem(row: Any) -> Problem:
    place, rule, found, allowed, remedy, severity = row
    return Problem(Place(*place), rule, found, allowed, remedy, Severity(severity))
