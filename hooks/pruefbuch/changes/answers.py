"""Which answers of an assessment differ from those before, and whether they are worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import prod

from pruefbuch.changes.values import AnswerChange, Direction
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Catalogue, Effect, FormKind
from pruefbuch.model.common import Place
from pruefbuch.model.results import Standing
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.answers import given_answer, pull, verdict


class GivenAnswers:
    """What an assessment answers, criterion by criterion."""

    def __init__(self, scored: ScoredAssessment, catalogue: Catalogue) -> None:
        self.assessment, result = scored
        self.catalogue = catalogue
        self.ratings: Mapping[str, Rating] = {rating.criterion: rating for rating in self.assessment.ratings}
        self.dimensions = {name: part.dimension for part in result.dimensions for name in part.standings}
        self._standings = {name: standing for part in result.dimensions for name, standing in part.standings.items()}

    def standing(self, criterion: str) -> Standing | None:
        """How a criterion stands; None where the edition has none of that id, or nothing was checked."""
        return self._standings.get(criterion)

    def words(self, criterion: str) -> str:
        """The answer as a page shows it, in one line."""
        owner, rating = self.catalogue.criterion(criterion), self.ratings.get(criterion)
        shown = verdict(
            given_answer(rating),
            self._standings[criterion],
            owner,
            self.catalogue,
            delegated=self.assessment.delegation is not None,
        )
        chips = [" ".join(part for part in (chip.axis, chip.word, chip.amount) if part) for chip in shown.chips]
        return shown.missing or ", ".join(chips) or (rating.text if rating else "")

    def worth(self, criterion: str) -> Fraction | None:
        """How good the answer is on its own scale; None where it says no level, or its levels are in no order."""
        rating, form = self.ratings.get(criterion), self.catalogue.criterion(criterion).form
        if rating is None or not rating.levels:
            return None
        if form.kind is FormKind.SELECTION:
            effects = [form.axes[0].scale.level(level).effect for level in rating.levels]
            return Fraction(effects.count(Effect.UP) - effects.count(Effect.DOWN))
        if form.valued:
            levels = [axis.scale.level(level).value for axis, level in zip(form.axes, rating.levels, strict=False)]
            return prod((value for value in levels if value is not None), start=Fraction(1))
        first = form.axes[0].scale
        if form.kind is FormKind.LEVEL and first.ordered:
            return Fraction(first.rank(rating.levels[0]))
        effect, strength = pull(form, rating.levels)
        return None if effect is None else -strength if effect is Effect.DOWN else strength * effect.touches


def changed(before: GivenAnswers, after: GivenAnswers) -> Iterator[AnswerChange]:
    """The answers to criteria of both that are not as before, in the order of the catalogue; what is not asked any more has none."""
    for criterion in after.catalogue.criteria:
        name = criterion.id
        if before.standing(name) is None or after.standing(name) in (None, Standing.CLOSED):
            continue
        was, now = before.words(name), after.words(name)
        if was == now and given_answer(before.ratings.get(name)) == given_answer(after.ratings.get(name)):
            continue
        rating = after.ratings.get(name)
        reason = rating.reason if rating else ""
        yield AnswerChange(
            name,
            criterion.name,
            after.dimensions[name],
            rating.place if rating else after.assessment.place_of("ratings"),
            was,
            now,
            _direction(before, after, name),
            reason,
            fresh=bool(reason) and not _is_same(reason, before.ratings.get(name)),
        )


def explained(before: GivenAnswers, after: GivenAnswers) -> Iterator[str]:
    """The criteria with the same answer whose reason, evidence, measures or remarks are not as before."""
    for name, rating in after.ratings.items():
        old = before.ratings.get(name)
        if old and given_answer(old) == given_answer(rating) and old.text == rating.text and _bare(old) != _bare(rating):
            yield name


def _bare(rating: Rating) -> Rating:
    """The rating wherever it stands."""
    return rating._replace(place=Place(""))


def _direction(before: GivenAnswers, after: GivenAnswers, criterion: str) -> Direction:
    was, now = before.standing(criterion), after.standing(criterion)
    if was is not now:
        was_asked = was is not Standing.CLOSED
        if now is Standing.UNKNOWN:
            return Direction.WIDER if was_asked else Direction.OTHER
        return Direction.OTHER
    if before.catalogue.criterion(criterion).form != after.catalogue.criterion(criterion).form:
        return Direction.OTHER
    old, new = before.worth(criterion), after.worth(criterion)
    if old is None or new is None or old == new:
        return Direction.OTHER
    return Direction.UP if new > old else Direction.DOWN


def _is_same(reason: str, old: Rating | None) -> bool:
    """Whether a reason is the one from before, however it was broken into lines, capitalised or punctuated."""
    return old is not None and _letters(reason) == _letters(old.reason)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
