"""What the results of one catalogue edition show alike. A book of ten thousand results is made of few different pieces, each drawn once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import criterion_uri
from pruefbuch.model.assessments import NO_MORE, Assessment, Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, Effect
from pruefbuch.model.results import DimensionResult, NextStep, Score, Standing
from pruefbuch.texts import gettext
from pruefbuch.views.answers import Support, Verdict, pull, support, texts_of, verdict
from pruefbuch.views.links import Anchor, address, criterion_part, root
from pruefbuch.views.profile import Distribution, score_figure
from pruefbuch.views.reckoning import criterion_row, fixed_part
from pruefbuch.views.stencils import Stencil, Stencils, drawn, marked, safe
from pruefbuch.views.steps import step_view

Draw = Callable[..., Markup]
"""a piece of a template by its name, with the views it shows → HTML"""

MOST = 20_000
"""pieces of a kind that are kept; beyond that they are drawn anew"""
_NOTHING = markup.render("")
_RESULT = "ergebnisse/kommune/name.md"
"""any result page: all of them stand equally deep"""


Piece = TypeVar("Piece")


class Layout(NamedTuple):
    """A dimension with its fields, each with its criteria; and all of them."""

    id: str
    label: str
    fields: tuple[tuple[str, tuple[Criterion, ...]], ...]
    criteria: tuple[Criterion, ...]


class Telling(NamedTuple):
    """A rating that says most in its dimension."""

    dimension: str
    criterion: Anchor
    answer: Markup
    reason: str


class Said(NamedTuple):
    """What a rating says beside its answer."""

    text: Markup
    reason: Markup
    support: Support | None


class Shared:
    """The pieces of one edition, drawn when they are first needed and kept."""

    def __init__(self, catalogue: Catalogue, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self.catalogue = catalogue
        self.draw = draw
        self.criteria = {criterion.id: criterion for criterion in catalogue.criteria}
        self.labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self.aggregations = {dimension.id: dimension.aggregation for dimension in catalogue.dimensions}
        self.layout = tuple(self._layout(dimension.id) for dimension in catalogue.dimensions)
        self._pulls: dict[tuple[str, tuple[str, ...]], tuple[Effect | None, float]] = {}
        self._kept: dict[str, dict[Hashable, Markup]] = defaultdict(dict)
        self._figures: dict[Hashable, tuple[Markup, Markup]] = {}
        self._terms: dict[Hashable, Markup] = {}
        self._frames: dict[Hashable, Stencil] = {}
        self._stencils = Stencils(MOST)

    def _layout(self, dimension: str) -> Layout:
        fields = [field for field in self.catalogue.fields if field.dimension == dimension]
        groups = [(field.label, tuple(each for each in self.catalogue.criteria if each.field == field.id)) for field in fields]
        criteria = tuple(each for _, group in groups for each in group)
        return Layout(dimension, self.labels[dimension], tuple(group for group in groups if group[1]), criteria)

    def _once(self, piece: str, key: Hashable, make: Callable[[], Markup]) -> Markup:
        """The piece for a key, made where it is new."""
        kept = self._kept[piece]
        found = kept.get(key)
        if found is None:
            found = _room(kept)[key] = make()
        return found

    def _cut(self, piece: str, view: tuple[object, ...], *fixed: object) -> Markup:
        """A piece whose numbers and texts are hardly ever the same twice."""
        html = self._stencils.fill((piece, *fixed), view, lambda view: self.draw(piece, *fixed, view))
        return drawn(html)

    def answer(self, rating: Rating | None, standing: Standing, criterion: Criterion, assessment: Assessment) -> Markup:
        """The answer to a criterion: its levels, or the word for why there is none."""
        key = _answer_key(rating, standing, criterion, assessment)
        return self._once("answer", key, lambda: self.draw("answer", self.verdict(rating, standing, criterion, assessment)))

    def pull(self, criterion: Criterion, rating: Rating) -> tuple[Effect | None, float]:
        """In which direction a rating pulls, and how strongly. Floats, for they are only compared, and that often."""
        key = (criterion.id, rating.levels)
        found = self._pulls.get(key)
        if found is None:
            effect, strength = pull(criterion.form, rating)
            found = self._pulls[key] = (effect, float(strength))
        return found

    def picture(self, view: tuple[object, ...]) -> Markup:
        """What speaks for and against, and what is open."""
        return self._cut("picture", view)

    def named(self, criterion: Criterion) -> Markup:
        """A criterion by its name, leading to it on the page."""
        return self._once("named", criterion.id, lambda: self.draw("named", _anchor(criterion)))

    def way(self, criterion: Criterion) -> Markup:
        """The way from a result to what others did well in a criterion, on its page."""

        def draw() -> Markup:
            return self.draw("way", criterion.id, f"{self._place(criterion)[1].href}?effect=up#ergebnisse", criterion.name)

        return self._once("way", criterion.id, draw)

    def telling(self, rating: Rating, criterion: Criterion, assessment: Assessment, reason: str) -> Markup:
        """A rating that says much, with its reason in a sentence."""
        key = ("telling", criterion.id, rating.levels, bool(reason))
        frame = self._frames.get(key)
        if frame is None:
            label = self.labels[self.catalogue.field(criterion.field).dimension]
            answer = self.answer(rating, Standing.RATED, criterion, assessment)
            view = Telling(label, _anchor(criterion), answer, marked(reason, [0]))
            frame = _room(self._frames)[key] = Stencil(self.draw("telling", view))
        return drawn(frame.fill([safe(reason)]))

    def verdict(self, rating: Rating | None, standing: Standing, criterion: Criterion, assessment: Assessment) -> Verdict:
        """The answer to a criterion as a value that can be compared."""
        return verdict(rating, standing, criterion, assessment, self.catalogue)

    def rated(self, rating: Rating | None, standing: Standing, criterion: Criterion, assessment: Assessment, level: int) -> str:
        """A criterion on a result page: its heading of that level, the answer, and what the rating says."""
        reason = markup.prose(rating.reason) if rating is not None and standing is Standing.RATED else ""
        if rating is not None and reason and rating[5:] == NO_MORE:
            # Nearly every rating: a level, a reason, perhaps evidence. Its shape is seen at a glance.
            texts, flags = texts_of(rating.evidence, [reason]) if rating.evidence else ([reason], ())
            key = (level, criterion.id, rating.levels, flags)
            frame = self._frames.get(key)
            if frame is None:
                html = self._rated(marked(_said(rating, criterion), [0]), rating, standing, criterion, assessment, level)
                frame = _room(self._frames)[key] = Stencil(html)
            return frame.fill(texts)

        def render(said: Said) -> Markup:
            return self._rated(said, rating, standing, criterion, assessment, level)

        said = _UNSAID if rating is None else _said(rating, criterion)
        return self._stencils.fill((level, _answer_key(rating, standing, criterion, assessment)), said, render)

    def _rated(
        self,
        said: Said,
        rating: Rating | None,
        standing: Standing,
        criterion: Criterion,
        assessment: Assessment,
        level: int,
    ) -> Markup:
        answer = self.answer(rating, standing, criterion, assessment)
        return self.draw("rated", level, *self._place(criterion), answer, said)

    def closed(self, criteria: tuple[Criterion, ...]) -> Markup:
        """The criteria that were not asked, in one line; links to a rating find them there."""
        key = tuple(each.id for each in criteria)
        return self._once("closed", key, lambda: self.draw("closed", [self._place(each) for each in criteria]))

    def _place(self, criterion: Criterion) -> tuple[str, Anchor]:
        """Where a result page tells of a criterion, and its name leading to its own page."""
        way = root(_RESULT) + address(criterion_uri(self.catalogue, criterion.id))
        return criterion_part(criterion.id), Anchor(criterion.name, way)

    def distribution(self, dimension: str, spread: Distribution) -> tuple[Markup, Markup]:
        """How often each level was given in a dimension; drawn, and in words."""
        key = (dimension, spread.counts)
        drawn = self._once("distribution", key, lambda: self.draw("distribution", dimension, self.labels[dimension], spread))
        return drawn, self._once("distribution_said", key, lambda: self.draw("distribution_said", spread))

    def terms(self, layout: Layout, part: DimensionResult, ratings: Mapping[str, Rating], by: Aggregation) -> list[Markup]:
        """The lines of a dimension in its reckoning, one for each criterion."""
        kept, standings, lines = self._terms, part.standings, list[Markup]()
        for criterion in layout.criteria:
            name = criterion.id
            standing = standings[name]
            key = (name, ratings[name].levels if standing is Standing.RATED else standing)
            found = kept.get(key)
            if found is None:
                found = _room(kept)[key] = self._term(criterion, standing, part.score, by)
            lines.append(found)
        return lines

    def _term(self, criterion: Criterion, standing: Standing, score: Score | None, by: Aggregation) -> Markup:
        term = next((each for each in score.terms if each.id == criterion.id), None) if score else None
        return self.draw("term", criterion_row(criterion.id, criterion.name, standing, term, by), by.method.value)

    def fixed(self, piece: str, dimension: str, aggregation: Aggregation) -> Markup:
        """What stands before or after the lines of a dimension's reckoning in every result; "" for the whole."""
        label = self.labels.get(dimension, "")
        return self._once(piece, dimension, lambda: self.draw(piece, fixed_part(dimension, label, aggregation)))

    def figure(self, dimension: str, score: Score, aggregation: Aggregation) -> tuple[Markup, Markup]:
        """The cells of the short picture for a score, and the score in words; dimension "" for the whole."""
        levels = tuple(found and found.id for found in (score.level, score.level_uncapped, score.level_at_best))
        key = (dimension, *map(Fraction.as_integer_ratio, (score.low, score.high, score.worst, score.best)), levels, score.caps)
        label = self.labels.get(dimension) or gettext("Overall")
        found = self._figures.get(key)
        if found is None:
            view = score_figure(score, aggregation, self.catalogue, dimension)
            found = _room(self._figures)[key] = self._cut("figure", view, dimension, label), self._cut("figure_said", view)
        return found

    def reckoning(self, view: tuple[object, ...]) -> Markup:
        """The reckoning of a dimension, or of the whole."""
        return self._cut("reckoning", view)

    def step(self, step: NextStep) -> Markup:
        """A next step."""
        key = (
            step.kind,
            step.criterion,
            step.to,
            step.gain.as_integer_ratio(),
            step.lifts_cap,
            step.reaches and step.reaches.id,
        )
        return self._once("step", key, lambda: self._cut("step", step_view(step, self.catalogue, self.labels[step.dimension])))


def _room(kept: dict[Hashable, Piece]) -> dict[Hashable, Piece]:
    """What is kept, with room for one more."""
    if len(kept) >= MOST:
        kept.clear()
    return kept


_UNSAID = Said(_NOTHING, _NOTHING, None)


def _anchor(criterion: Criterion) -> Anchor:
    return Anchor(criterion.name, f"#{criterion_part(criterion.id)}")


def _said(rating: Rating, criterion: Criterion) -> Said:
    text = markup.render(rating.text) if rating.text else _NOTHING
    return Said(text, markup.render(rating.reason), support(rating, criterion))


def _answer_key(rating: Rating | None, standing: Standing, criterion: Criterion, assessment: Assessment) -> Hashable:
    """What an answer depends on, within an edition."""
    if rating is None or standing is Standing.CLOSED:
        return criterion.id, standing, assessment.delegation is None
    amounts = tuple(sorted(rating.amounts.items())) if rating.amounts else ()
    return criterion.id, rating.levels, rating.non_value, amounts
