"""The words for what the model says by enumerations."""

from __future__ import annotations

from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Phase, SubjectKind
from pruefbuch.model.catalogues import Catalogue, CriterionChange, EditionStatus
from pruefbuch.model.common import NonValue, PartialDate
from pruefbuch.model.initiatives import Category
from pruefbuch.model.results import Standing
from pruefbuch.texts import N_, date_text, gettext

_NON_VALUES = {
    NonValue.NOT_APPLICABLE: N_("not applicable"),
    NonValue.CANNOT_TELL: N_("cannot be judged"),
    NonValue.UNANSWERED: N_("not answered"),
    NonValue.REFERS_ELSEWHERE: N_("dealt with elsewhere"),
    NonValue.NOT_RECOVERED: N_("not readable in the source"),
}
_STATUS = {
    AssessmentStatus.FINAL: N_("valid"),
    AssessmentStatus.SUPERSEDED: N_("superseded"),
    AssessmentStatus.WITHDRAWN: N_("withdrawn"),
}
_SUBJECTS = {SubjectKind.PROJECT: N_("project"), SubjectKind.PAPER: N_("council paper")}
_PHASES = {
    Phase.IDEA: N_("an idea"),
    Phase.PLANNING: N_("being planned"),
    Phase.IMPLEMENTATION: N_("being carried out"),
    Phase.OPERATION: N_("in operation"),
    Phase.ENDED: N_("ended"),
}
_MEASURES = {
    MeasureState.PLANNED: N_("planned"),
    MeasureState.RUNNING: N_("running"),
    MeasureState.DONE: N_("done"),
    MeasureState.DROPPED: N_("dropped"),
}
_STANDINGS = {
    Standing.RATED: N_("rated"),
    Standing.UNKNOWN: N_("unknown"),
    Standing.NOT_APPLICABLE: N_("left out: not applicable"),
    Standing.CLOSED: N_("left out: field closed"),
}
_EDITIONS = {
    EditionStatus.DRAFT: N_("draft"),
    EditionStatus.PUBLISHED: N_("published"),
    EditionStatus.RETIRED: N_("retired"),
}
_CATEGORIES = {
    Category.ENERGY: N_("energy and climate"),
    Category.MOBILITY: N_("mobility"),
    Category.FOOD: N_("food and gardens"),
    Category.SHARING: N_("repairing, sharing, swapping"),
    Category.NATURE: N_("nature and water"),
    Category.HOUSING: N_("building and housing"),
    Category.DIGITAL: N_("digital matters and open data"),
    Category.LEARNING: N_("learning and culture"),
    Category.COMMUNITY: N_("neighbourhood and participation"),
    Category.ECONOMY: N_("economy and supply"),
}
_CHANGES = {
    CriterionChange.KEPT: N_("kept"),
    CriterionChange.REWORDED: N_("reworded"),
    CriterionChange.MOVED: N_("moved"),
    CriterionChange.SPLIT: N_("split"),
    CriterionChange.MERGED: N_("merged"),
    CriterionChange.DROPPED: N_("dropped from the catalogue"),
}


def category(word: Category) -> str:
    """The name of a category of initiatives."""
    return gettext(_CATEGORIES[word])


def non_value(word: NonValue, catalogue: Catalogue) -> str:
    """The word for a missing level, in the catalogue's own wording where it has one."""
    return catalogue.non_value_labels.get(word) or gettext(_NON_VALUES[word])


def status_unless_valid(status: AssessmentStatus) -> str:
    """The status of an assessment that holds no more, in a word; "" where it is valid. It stands wherever its result stands."""
    return "" if status is AssessmentStatus.FINAL else gettext(_STATUS[status])


def status(word: AssessmentStatus) -> str:
    """The word for the state of an assessment."""
    return gettext(_STATUS[word])


def subject_kind(word: SubjectKind) -> str:
    """The word for what is examined."""
    return gettext(_SUBJECTS[word])


def phase(word: Phase) -> str:
    """The word for how far a subject is."""
    return gettext(_PHASES[word])


def measure_state(word: MeasureState) -> str:
    """The word for how far a measure is."""
    return gettext(_MEASURES[word])


def due(when: PartialDate | None) -> str:
    """The day until which something is to be done."""
    return date_text(when) if when else gettext("no due date")


def standing(word: Standing) -> str:
    """The word for how a criterion stands in a reckoning."""
    return gettext(_STANDINGS[word])


def edition_status(word: EditionStatus) -> str:
    """The word for the state of an edition."""
    return gettext(_EDITIONS[word])


def change(word: CriterionChange) -> str:
    """The word for what became of a criterion."""
    return gettext(_CHANGES[word])
