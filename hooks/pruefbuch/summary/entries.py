"""What the book remembers of every assessment: enough for lists, histories and rules between files, and no more."""

from __future__ import annotations

from sys import intern
from typing import NamedTuple

from pruefbuch.model.assessments import Assessment, AssessmentStatus, Origin, Phase, SubjectKind
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import PartialDate, Place
from pruefbuch.model.results import Outcome, Result
from pruefbuch.summary.answers import answer_codes_of, evidence_of, lessons_of
from pruefbuch.summary.briefs import Brief, brief_of

_PLACED = ("origin", "subject", "superseded_by", "date", "status", "paper", "decision", "former_names")
"""entries of the file that rules between files speak of"""


class ScoredAssessment(NamedTuple):
    """An assessment that has no errors of its own, with its result."""

    assessment: Assessment
    result: Result


class AssessmentSummary(NamedTuple):
    """One assessment in the book. Lists are kept as lines with blanks between their words: a text takes a fraction of a list.

    `places` has line and column, one after the other, for each entry of the file that rules between files speak of.

    `touched` are the fields on which the subject has an effect, `levels` what its dimensions reached ("<dimension>/<threshold>"),
    `brief` is what the pages of its municipality say of it; `answer_codes`, `evidence` and `lessons` say how the criteria were answered
    (summary/answers.py).
    """

    id: str
    municipality: str
    checksum: str
    catalogue: str
    subject: str
    title: str
    kind: SubjectKind
    digital: bool
    phase: Phase | None
    date: PartialDate | None
    status: AssessmentStatus
    origin: Origin
    superseded_by: str
    outcome: Outcome
    asked: int
    answered: int
    places: tuple[int, ...]
    touched: str = ""
    levels: str = ""
    brief: Brief = Brief()
    answer_codes: str = ""
    evidence: str = ""
    lessons: str = ""
    former_names: str = ""

    @property
    def path(self) -> str:
        """The file, from the root of the book."""
        return f"assessments/{self.id}.yml"

    def place_of(self, key: str) -> Place:
        """Where an entry of the file stands."""
        number = 2 * _PLACED.index(key)
        return Place(self.path, *self.places[number : number + 2])


def summary_of(checked: ScoredAssessment, catalogue: Catalogue) -> AssessmentSummary:
    """The summary of an assessment by that edition."""
    assessment, result = checked
    subject = assessment.subject
    codes, touched = answer_codes_of(assessment, result, catalogue)
    return AssessmentSummary(
        id=assessment.id,
        municipality=intern(assessment.municipality),
        checksum=assessment.checksum,
        catalogue=intern(assessment.catalogue),
        subject=subject.id,
        title=subject.title,
        kind=subject.kind,
        digital=subject.digital,
        phase=subject.phase,
        date=assessment.date,
        status=assessment.status,
        origin=assessment.origin,
        superseded_by=assessment.superseded_by,
        outcome=result.outcome,
        asked=result.asked,
        answered=result.answered,
        places=tuple(number for key in _PLACED for number in assessment.place_of(key)[1:]),
        touched=intern(touched),
        levels=intern(
            " ".join(
                [
                    f"{part.dimension}/{part.score.threshold.id}"
                    for part in result.dimensions
                    if part.score and part.score.threshold
                ]
            )
        ),
        brief=brief_of(assessment, result, catalogue),
        answer_codes=codes,
        evidence=evidence_of(assessment),
        lessons=lessons_of(assessment),
        former_names=" ".join(assessment.former_names),
    )
