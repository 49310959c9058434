"""The words for what the model says by enumerations."""

from __future__ import annotations

from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Phase, SubjectKind
from pruefbuch.model.catalogues import Catalogue, Change, EditionStatus, Method
from pruefbuch.model.common import NonValue, PartialDate
from pruefbuch.model.initiatives import Category
from pruefbuch.model.results import Standing
from pruefbuch.texts import date_text, gettext, marked

_NON_VALUES = {
    NonValue.NOT_APPLICABLE: marked("not applicable"),
    NonValue.CANNOT_TELL: marked("cannot be judged"),
    NonValue.UNANSWERED: marked("not answered"),
    NonValue.REFERS_ELSEWHERE: marked("dealt with elsewhere"),
    NonValue.NOT_RECOVERED: marked("not readable in the source"),
}
_STATUS = {
    AssessmentStatus.FINAL: marked("valid"),
    AssessmentStatus.SUPERSEDED: marked("superseded"),
    AssessmentStatus.WITHDRAWN: marked("withdrawn"),
}
_SUBJECTS = {SubjectKind.PROJECT: marked("project"), SubjectKind.PAPER: marked("council paper")}
_PHASES = {
    Phase.IDEA: marked("an idea"),
    Phase.PLANNING: marked("being planned"),
    Phase.IMPLEMENTATION: marked("being carried out"),
    Phase.OPERATION: marked("in operation"),
    Phase.ENDED: marked("ended"),
}
_MEASURES = {
    MeasureState.PLANNED: marked("planned"),
    MeasureState.RUNNING: marked("running"),
    MeasureState.DONE: marked("done"),
    MeasureState.DROPPED: marked("dropped"),
}
_STANDINGS = {
    Standing.RATED: marked("rated"),
    Standing.UNKNOWN: marked("unknown"),
    Standing.NOT_APPLICABLE: marked("left out: not applicable"),
    Standing.CLOSED: marked("left out: field closed"),
}
_METHODS = {
    Method.NONE: marked("no figure, profile only"),
    Method.WEIGHTED_MEAN: marked("weighted mean"),
    Method.SUM: marked("sum"),
    Method.MINIMUM: marked("minimum"),
    Method.SHARE_MET: marked("share met"),
    Method.INDEX: marked("points to index"),
}
_EDITIONS = {
    EditionStatus.DRAFT: marked("draft"),
    EditionStatus.PUBLISHED: marked("published"),
    EditionStatus.RETIRED: marked("retired"),
}
_CATEGORIES = {
    Category.ENERGY: marked("energy and climate"),
    Category.MOBILITY: marked("mobility"),
    Category.FOOD: marked("food and gardens"),
    Category.SHARING: marked("repairing, sharing, swapping"),
    Category.NATURE: marked("nature and water"),
    Category.HOUSING: marked("building and housing"),
    Category.DIGITAL: marked("digital matters and open data"),
    Category.LEARNING: marked("learning and culture"),
    Category.COMMUNITY: marked("neighbourhood and participation"),
    Category.ECONOMY: marked("economy and supply"),
}
_CHANGES = {
    Change.KEPT: marked("kept"),
    Change.REWORDED: marked("reworded"),
    Change.MOVED: marked("moved"),
    Change.SPLIT: marked("split"),
    Change.MERGED: marked("merged"),
    Change.DROPPED: marked("dropped from the catalogue"),
}


def category(word: Category) -> str:
    """The name of a category of initiatives."""
    return gettext(_CATEGORIES[word])


def non_value(word: NonValue, catalogue: Catalogue) -> str:
    """The word for a missing level, in the catalogue's own wording where it has one."""
    return catalogue.non_value_labels.get(word) or gettext(_NON_VALUES[word])


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


def method(word: Method) -> str:
    """The name of a method."""
    return gettext(_METHODS[word])


def edition_status(word: EditionStatus) -> str:
    """The word for the state of an edition."""
    return gettext(_EDITIONS[word])


def change(word: Change) -> str:
    """The word for what became of a criterion."""
    return gettext(_CHANGES[word])
