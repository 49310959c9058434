"""A measure that is still to come is to bring something better than what there is.

Right: `level: hemmend` with `measures: [{text: Drosseln., state: planned, expected: kein-effekt}]`.
Wrong: the same with `expected: hemmend`. Such an expectation counts for nothing: no next step follows from it. It is a hint, for to
keep something from getting worse is worth a measure too; then `expected` is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Problem, Severity

ID = "expected"


def check(assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    """Problems of measures that expect no better level than the one rated."""
    for rating in assessment.ratings:
        for measure in rating.measures:
            if not (measure.expected and measure.state.under_way and rating.levels):
                continue
            scale = catalogue.by_id[rating.criterion].form.axes[0].scale
            if scale.ordered and scale.rank(measure.expected) <= scale.rank(rating.levels[0]):
                fault = f"die Maßnahme „{measure.text[:60]}“ ist „{measure.state}“ und soll „{measure.expected}“ erreichen"
                allowed = f"eine bessere Stufe als die jetzige, „{rating.levels[0]}“"
                yield Problem(rating.place, ID, fault, allowed, "„expected“ ändern oder streichen", Severity.HINT)
