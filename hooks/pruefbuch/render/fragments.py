"""What the results of one catalogue edition show alike. A book of ten thousand results is made of few different pieces, each drawn once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import criterion_uri
from pruefbuch.model.assessments import NO_MORE, Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, Effect
from pruefbuch.model.results import NextStep, Result, Score, Standing, Term
from pruefbuch.render.compiled import CompiledFragment, CompiledFragments, Draw, drawn, mark, marked, pressed, safe
from pruefbuch.render.faces import AnswerFragment, AnswerFragments, Figured, Shown, layouts
from pruefbuch.scoring.plan import plan_of
from pruefbuch.texts import gettext
from pruefbuch.views.answers import Support, pull, support, texts_of, verdict
from pruefbuch.views.links import FROM_RESULT, Anchor, address, criterion_part, dimension_part
from pruefbuch.views.profile import Distribution, cap_note, score_figure
from pruefbuch.views.reckoning import Reckoning, criterion_row, fixed_part, is_weighted, reckoning_view, term_row
from pruefbuch.views.steps import step_view

MOST = 20_000
"""pieces of a kind that are kept; beyond that they are drawn anew"""
_NOTHING = markup.render("")


Piece = TypeVar("Piece")


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


class FragmentCache:
    """The pieces of one edition, drawn when they are first needed and kept."""

    def __init__(self, catalogue: Catalogue, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self.catalogue = catalogue
        self.draw = draw
        self.criteria = {criterion.id: criterion for criterion in catalogue.criteria}
        self.labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self.aggregations = {dimension.id: dimension.aggregation for dimension in catalogue.dimensions} | {
            "": catalogue.overall
        }
        self.layout = layouts(catalogue)
        self._levels = {each.id: layout.level for layout in self.layout for each in layout.criteria}
        self._plans = {plan.criterion.id: plan for plan in plan_of(catalogue).criteria}
        self._faces = AnswerFragments(self._face, MOST)
        self._kept: dict[str, dict[Hashable, Markup]] = defaultdict(dict)
        self._figures: dict[Hashable, Figured] = {}
        self._stencils = CompiledFragments(MOST)
        self.sections: dict[Hashable, CompiledFragment] = {}
        """dimensions with their ratings, by how much of them was answered"""

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

    def answer(self, rating: Rating | None, standing: Standing, criterion: Criterion, *, delegated: bool = False) -> Markup:
        """The answer to a criterion: its levels, or the word for why there is none."""

        def draw() -> Markup:
            return self.draw("answer", verdict(rating, standing, criterion, self.catalogue, delegated=delegated))

        return self._once("answer", _answer_key(rating, standing, criterion, delegated=delegated), draw)

    def shown(self, result: Result, ratings: Mapping[str, Rating]) -> tuple[Shown, ...]:
        """The dimensions of a result with the faces of its answers; `ratings` by criterion."""
        return tuple(
            [
                Shown(
                    layout,
                    part,
                    self._faces.of(layout, part, ratings),
                    self.figured(layout.id, part.score) if part.score is not None else None,
                )
                for layout, part in zip(self.layout, result.dimensions, strict=True)
            ]
        )

    def _face(self, criterion: Criterion, rating: Rating | None, standing: Standing) -> AnswerFragment:
        levels = rating.levels if rating is not None and standing is Standing.RATED else ()
        effect, strength = pull(criterion.form, rating) if rating is not None and levels else (None, 0)
        counts = levels or standing is Standing.UNKNOWN
        contribution = self._plans[criterion.id].contribution(levels) if counts else None
        by = self.aggregations[self.catalogue.field(criterion.field).dimension]
        row = criterion_row(criterion.id, criterion.name, standing, contribution and contribution.term, by)
        line = self.draw("term", row, is_weighted(by)).encode()
        up, down = (float(strength) if effect is way else 0.0 for way in (Effect.UP, Effect.DOWN))
        before, after = self._around(rating, standing, criterion) if rating is not None else (b"", b"")
        return AnswerFragment(criterion, standing, line, up, down, before, after, {}, {})

    def _around(self, rating: Rating, standing: Standing, criterion: Criterion) -> tuple[bytes, bytes]:
        """What stands before and after the reason of a rating that says no more."""
        bare = Rating(criterion.id, rating.place, rating.levels, rating.non_value)
        html = self._rated(Said(_NOTHING, drawn(mark(0)), None), criterion, standing, bare, self._levels[criterion.id])
        before, _, after = html.partition(mark(0))
        return before.encode(), after.encode()

    def picture(self, view: tuple[object, ...]) -> bytes:
        """What speaks for and against, and what is open."""
        return self._stencils.press("picture", view, lambda view: self.draw("picture", view))

    def course(self, view: tuple[object, ...]) -> bytes:
        """The course of a subject: a piece of its own, for hardly two are as long as each other."""
        return self._stencils.press("course", view, lambda view: self.draw("course", view))

    def named(self, criterion: Criterion) -> Markup:
        """A criterion by its name, leading to it on the page."""
        return self._once("named", criterion.id, lambda: self.draw("named", _anchor(criterion)))

    def way(self, criterion: Criterion) -> Markup:
        """The way from a result to what others did well in a criterion, on its page."""

        def draw() -> Markup:
            return self.draw("way", criterion.id, f"{self._place(criterion)[1].href}?effect=up#ergebnisse", criterion.name)

        return self._once("way", criterion.id, draw)

    def telling(self, face: AnswerFragment, rating: Rating, reason: str) -> bytes:
        """A rating that says much, with its reason in a sentence."""
        frame = face.tellings.get(bool(reason))
        if frame is None or rating.amounts:
            criterion = face.criterion
            label = self.labels[self.catalogue.field(criterion.field).dimension]
            answer = self.answer(rating, Standing.RATED, criterion)
            frame = CompiledFragment(self.draw("telling", Telling(label, _anchor(criterion), answer, marked(reason, [0]))))
            if not rating.amounts:
                face.tellings[bool(reason)] = frame
        return frame.press([safe(reason).encode()])

    def rated(self, faces: Iterable[AnswerFragment], ratings: Mapping[str, Rating], *, delegated: bool) -> bytes:
        """The criteria that were asked on a result page: each with its heading, the answer, and what the rating says.

        `ratings` by criterion.
        """
        found, given, prose = list[bytes](), ratings.get, markup.prose
        for face in faces:
            rating = given(face.criterion.id)
            if face.before and rating is not None and rating[6:] == NO_MORE and (reason := prose(rating[4])):
                # Nearly every rating: a level, a reason, perhaps evidence. Its shape is seen at a glance.
                if rating[5]:
                    found.append(self._evident(face, rating, reason))
                else:
                    found += (face.before, reason.encode(), face.after)
            elif face.standing is not Standing.CLOSED:
                found.append(self.first(face, rating, self._levels[face.criterion.id], delegated=delegated))
        return b"".join(found)

    def _evident(self, face: AnswerFragment, rating: Rating, reason: str) -> bytes:
        """A criterion whose rating has a reason and evidence."""
        texts, flags = texts_of(rating.evidence)
        frame = face.frames.get(flags)
        if frame is None:
            said, level = marked(_said(rating, face.criterion), [0]), self._levels[face.criterion.id]
            frame = face.frames[flags] = CompiledFragment(self._rated(said, face.criterion, face.standing, rating, level))
        return frame.press([reason.encode(), *pressed(texts)])

    def first(self, face: AnswerFragment, rating: Rating | None, level: int, *, delegated: bool) -> bytes:
        """A criterion with any rating or none, under a heading of that level."""
        criterion, standing = face.criterion, face.standing

        def render(said: Said) -> Markup:
            return self._rated(said, criterion, standing, rating, level, delegated=delegated)

        said = _UNSAID if rating is None else _said(rating, criterion)
        return self._stencils.press((level, _answer_key(rating, standing, criterion, delegated=delegated)), said, render)

    def _rated(
        self,
        said: Said,
        criterion: Criterion,
        standing: Standing,
        rating: Rating | None,
        level: int,
        *,
        delegated: bool = False,
    ) -> Markup:
        answer = self.answer(rating, standing, criterion, delegated=delegated)
        return self.draw("rated", level, *self._place(criterion), answer, said)

    def closed(self, criteria: tuple[Criterion, ...]) -> Markup:
        """The criteria that were not asked, in one line; links to a rating find them there."""
        key = tuple(each.id for each in criteria)
        return self._once("closed", key, lambda: self.draw("closed", [self._place(each) for each in criteria]))

    def _place(self, criterion: Criterion) -> tuple[str, Anchor]:
        """Where a result page tells of a criterion, and its name leading to its own page."""
        way = FROM_RESULT + address(criterion_uri(self.catalogue, criterion.id))
        return criterion_part(criterion.id), Anchor(criterion.name, way)

    def distribution(self, dimension: str, spread: Distribution) -> tuple[Markup, Markup]:
        """How often each level was given in a dimension; drawn, and in words."""
        key = (dimension, spread.counts)
        drawn = self._once("distribution", key, lambda: self.draw("distribution", dimension, self.labels[dimension], spread))
        return drawn, self._once("distribution_said", key, lambda: self.draw("distribution_said", spread))

    def figured(self, dimension: str, score: Score) -> Figured:
        """How a score shows; dimension "" for the whole."""
        key = (dimension, (score.sums, score.caps) if score.sums else _key(score))
        found = self._figures.get(key)
        if found is None:
            by, label = self.aggregations[dimension], self.labels.get(dimension) or gettext("Overall")
            view, reckoning = score_figure(score, by, self.catalogue, dimension), self.reckoning(dimension, score)
            found = _room(self._figures)[key] = Figured(
                self._cut("figure", view, dimension, label),
                self._cut("figure_said", view),
                CompiledFragment(self._cut("reckoning", reckoning._replace(terms=drawn(mark(0))))),
                {},
            )
        return found

    def row(self, row: tuple[object, ...], *, scored: bool) -> tuple[bytes, bytes]:
        """A dimension in the short picture, and as a line of text; `scored`: one of the dimensions has a figure."""
        line = self._stencils.press("row_said", row, lambda view: self.draw("row_said", view))
        return self._stencils.press(("row", scored), row, lambda view: self.draw("row", view, scored)), line

    def reckoning(self, dimension: str, score: Score) -> Reckoning:
        """The reckoning of a score without its lines; dimension "" for the whole."""
        by, label = self.aggregations[dimension], self.labels.get(dimension) or gettext("Overall")

        def fixed(piece: str) -> Markup:
            return self._once(piece, dimension, lambda: self.draw(piece, fixed_part(dimension, label, by)))

        caps = tuple(cap_note(cap, self.catalogue) for cap in score.caps)
        return reckoning_view(label, score, by, fixed("reckoning_before"), fixed("reckoning_after"), caps)

    def dimension_lines(self, score: Score) -> list[Markup]:
        """The lines of the whole in its reckoning, one for each dimension that has a score."""
        return [self._dimension_line(term) for term in score.terms]

    def _dimension_line(self, term: Term) -> Markup:
        by = self.catalogue.overall
        row = term_row(Anchor(self.labels[term.id], f"#{dimension_part(term.id)}"), term.standing, term, by)
        return self._once("term", row, lambda: self.draw("term", row, is_weighted(by)))

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


def _key(score: Score) -> Hashable:
    """What a score shows that was not summed: fractions take long to hash."""
    numbers = (score.points_low, score.points_high, score.divisor, score.worst, score.best, score.low, score.high)
    levels = (score.threshold, score.threshold_uncapped, score.threshold_at_best)
    return tuple(map(Fraction.as_integer_ratio, numbers)), tuple([level and level.id for level in levels]), score.caps


_UNSAID = Said(_NOTHING, _NOTHING, None)


def _anchor(criterion: Criterion) -> Anchor:
    return Anchor(criterion.name, f"#{criterion_part(criterion.id)}")


def _said(rating: Rating, criterion: Criterion) -> Said:
    text = markup.render(rating.text) if rating.text else _NOTHING
    return Said(text, markup.render(rating.reason), support(rating, criterion))


def _answer_key(rating: Rating | None, standing: Standing, criterion: Criterion, *, delegated: bool) -> Hashable:
    """What an answer depends on, within an edition."""
    if rating is None or standing is Standing.CLOSED:
        return criterion.id, standing, delegated
    amounts = tuple(sorted(rating.amounts.items())) if rating.amounts else ()
    return criterion.id, rating.levels, rating.non_value, amounts
