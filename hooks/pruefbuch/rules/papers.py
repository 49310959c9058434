"""A council paper is one subject of its municipality.

Right: all assessments of the paper V 0123/26 have the same subject id.
Wrong: two subjects with this number; two valid assessments of it by one edition. It may be one paper with two projects, so this is a hint.
Case, blanks and hyphens do not count. A paper without a number is known by its address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pruefbuch.model.assessments import AssessmentStatus, Municipality, SubjectKind
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import Tree

ID = "paper"


def check(
    entries: Mapping[str, AssessmentSummary],
    _municipalities: Mapping[str, Municipality],
    _catalogues: Mapping[str, Catalogue],
    _tree: Tree,
) -> Iterator[Problem]:
    """Problems of papers that stand for two subjects."""
    first: dict[tuple[str, str], AssessmentSummary] = {}
    for entry in entries.values():
        number = _number(entry)
        earlier = first.setdefault((entry.municipality, number), entry) if number else entry
        if earlier.subject == entry.subject:
            if _both_hold(earlier, entry):
                there = f"schon eine gültige Prüfung nach derselben Ausgabe: {earlier.path}:1"
                fault = f"die Vorlage „{entry.brief.paper or entry.brief.paper_address}“ hat {there}"
                remedy = "die ältere mit „status: superseded“ und „superseded_by“ ersetzen"
                yield Problem(entry.place_of("paper"), ID, fault, "von einer Vorlage gilt eine Prüfung", remedy, Severity.HINT)
        else:
            there = f"in {earlier.place_of('paper').named} „{earlier.subject}“"
            fault = f"die Vorlage „{entry.brief.paper or entry.brief.paper_address}“ ist hier „{entry.subject}“, {there}"
            remedy = "dieselbe „id“ verwenden, die Nummer berichtigen, oder so lassen, wenn die Vorlage beides enthält"
            yield Problem(entry.place_of("paper"), ID, fault, "eine Vorlage ist ein Vorhaben", remedy, Severity.HINT)


def _number(entry: AssessmentSummary) -> str:
    """By what a paper is known: its number, else its address; "" where neither is said."""
    number = "".join(entry.brief.paper.casefold().replace("-", "").split())
    return number or entry.brief.paper_address.partition("#")[0].rstrip("/")


def _both_hold(one: AssessmentSummary, other: AssessmentSummary) -> bool:
    """Whether there are two valid assessments of a paper. A project may go on; and two of one date are no business of this rule."""
    return (
        one is not other
        and one.status is other.status is AssessmentStatus.FINAL
        and one.kind is SubjectKind.PAPER
        and one.catalogue == other.catalogue
        and one.date != other.date
    )
