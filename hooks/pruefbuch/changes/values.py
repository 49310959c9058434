"""What changes, as values: frozen, in a fixed order, with the words of the files as they are written there."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple, assert_never

from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.common import PartialDate, Place, Problem, Severity


class Change(StrEnum):
    """What becomes of a result. TOUCHED: its file is the same, but what it is judged by is not."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    TOUCHED = "touched"
    UNREADABLE = "unreadable"
    """its file has errors, or its edition has: there is nothing to compare"""

    @property
    def has_both(self) -> bool:
        """Whether there is something before and after, which can be compared."""
        match self:
            case Change.CHANGED | Change.TOUCHED:
                return True
            case Change.ADDED | Change.REMOVED | Change.UNREADABLE:
                return False
            case _:
                assert_never(self)


class Direction(StrEnum):
    """Where a figure, a level or an answer goes. OTHER is neither better nor worse, or nobody can tell."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    WIDER = "wider"
    """less is known than before: the worst case is worse and the best one better, or an answer is gone"""
    OTHER = "other"

    @property
    def sinks(self) -> bool:
        """Whether an answer that goes there needs a new reason: it is worse, or is known no more."""
        match self:
            case Direction.DOWN | Direction.WIDER:
                return True
            case Direction.UP | Direction.SAME | Direction.OTHER:
                return False
            case _:
                assert_never(self)


class Reached(NamedTuple):
    """What a dimension reached: its interval, its level by id and in words ("" for none), the knock-outs that hold it down."""

    low: Fraction
    high: Fraction
    level: str = ""
    word: str = ""
    caps: tuple[str, ...] = ()


class DimensionChange(NamedTuple):
    """A dimension before and after; None where it had no figure. `id` is "" for the whole. `lowered`: its level is lower than before."""

    id: str
    label: str
    before: Reached | None
    after: Reached | None
    direction: Direction
    lowered: bool = False


class AnswerChange(NamedTuple):
    """An answer before and after, in words. `dimension` is that of its criterion; `fresh`: there is a reason, and it is a new one."""

    criterion: str
    name: str
    dimension: str
    place: Place
    before: str
    after: str
    direction: Direction
    reason: str = ""
    fresh: bool = False


class Promise(NamedTuple):
    """A measure beside the rating of a criterion that is due, and until when."""

    criterion: str
    text: str
    due: PartialDate | None = None


class AssessmentState(NamedTuple):
    """An assessment as it stands in one of the commits: what lists say of it, and its line ("Ökologie: förderlich · 7 von 9")."""

    edition: str
    status: AssessmentStatus
    status_reason: str
    gist: str


class ResultChange(NamedTuple):
    """What becomes of one assessment.

    `before` and `after` are its states, None where there is none that can be read. `former`: its id before, where that is another
    one. `compared`: the id of the assessment of the same subject before it, with which a new one is compared. `fields` are other
    entries of the file that differ, `explained` the criteria of which only what explains the answer differs. `due` are measures that
    are open now and were not, `settled` counts those that were open and are no more.
    """

    id: str
    title: str
    town: str
    date: PartialDate | None
    change: Change
    before: AssessmentState | None = None
    after: AssessmentState | None = None
    former: str = ""
    compared: str = ""
    compared_date: PartialDate | None = None
    dimensions: tuple[DimensionChange, ...] = ()
    answers: tuple[AnswerChange, ...] = ()
    fields: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()
    due: tuple[Promise, ...] = ()
    settled: int = 0
    removal: str = ""

    @property
    def path(self) -> str:
        """The file, from the root of the book."""
        return f"assessments/{self.id}.yml"

    @property
    def lowered(self) -> bool:
        """Whether the public reads a lower level of what it has read before."""
        return self.change.has_both and any(part.lowered for part in self.dimensions)

    @property
    def new_status(self) -> AssessmentStatus | None:
        """The state, where it is another one than before."""
        return self.after.status if self.before and self.after and self.before.status is not self.after.status else None

    @property
    def is_seen(self) -> bool:
        """Whether the public sees any difference: a comment in the file is none, nor is a catalogue that judges as before."""
        same = self.before == self.after and all(part.before == part.after for part in self.dimensions)
        said = self.former or self.answers or self.fields or self.explained or self.due or self.settled
        return not self.change.has_both or not same or bool(said)


class CatalogueChange(NamedTuple):
    """An edition that comes, goes or says something else.

    `criteria` that are not as in the edition before, each with what became of it; `results`: ids of all results that it touches.
    """

    ref: str
    title: str
    change: Change
    previous: str = ""
    reason: str = ""
    criteria: tuple[tuple[str, str], ...] = ()
    results: tuple[str, ...] = ()


class Changes(NamedTuple):
    """Everything that changes between two commits. `others` are further files of the book, `gone` those that there are no more.

    `outside` counts the files beside the book.
    """

    base: str
    head: str
    results: tuple[ResultChange, ...]
    catalogues: tuple[CatalogueChange, ...]
    problems: tuple[Problem, ...]
    others: tuple[str, ...]
    gone: tuple[str, ...]
    outside: int

    @property
    def errors(self) -> int:
        """How many problems stop the publication."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)
