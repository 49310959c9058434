"""The fragments of result pages that the results of one catalogue edition share: each is drawn when it is first needed, and kept.

What is kept is keyed by its own values. Either a function with `lru_cache` draws it from nothing but its arguments, or its template is
compiled for the structure of its views (render/compiled.py). The catalogue is the one that the cache was made for, the language
the one of the templates.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import criterion_uri
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Catalogue, Criterion, Effect
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import DimensionResult, NextStep, Result, Score, Standing, Term
from pruefbuch.render.compiled import (
    MOST,
    Bounded,
    CompiledFragment,
    CompiledFragments,
    Draw,
    html_of,
    placeholder,
    structure_of,
    with_placeholders,
)
from pruefbuch.scoring.plan import plan_of
from pruefbuch.texts import gettext
from pruefbuch.views.answers import (
    GivenAnswer,
    Kind,
    MeasureView,
    Proof,
    given_answer,
    kind_of,
    link,
    measure_view,
    proof,
    pull,
    verdict,
)
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import FROM_RESULT, Anchor, address, criterion_part, dimension_part
from pruefbuch.views.profile import Distribution, cap_notes, score_figure
from pruefbuch.views.reckoning import Reckoning, criterion_row, is_weighted, reckoning_view, rules_of, term_row
from pruefbuch.views.steps import step_view


class DimensionCriteria(NamedTuple):
    """A dimension of a catalogue: its fields with their criteria, all criteria in this order, and the level of their headings."""

    id: str
    label: str
    fields: tuple[tuple[str, tuple[Criterion, ...]], ...]
    criteria: tuple[Criterion, ...]
    level: int


class AnswerFragment(NamedTuple):
    """What all results show alike that answer a criterion so, or that have no answer for the same reason.

    `line` is the line in the reckoning. `up` and `down` say how strongly the answer pulls in that direction, from 0 to 1; they are only
    compared, so they are floats. `highlight` is the answer with a hole for the sentence that gives its reason, where it pulls at all.
    `usual` is the criterion with this answer, with holes for the texts of a usual rating, by the structure of its evidence.
    """

    criterion: Criterion
    standing: Standing
    given: GivenAnswer
    line: bytes
    up: float
    down: float
    highlight: CompiledFragment | None
    usual: dict[Hashable, CompiledFragment]


class FigureFragments(NamedTuple):
    """How a score shows: its row in the profile and the same in words, its cells in that row and these in words, and its reckoning.

    The cells have a hole for amounts, which the row has none of; the reckoning has one for the lines of the terms.
    """

    row: bytes
    row_said: bytes
    cells: CompiledFragment
    said: bytes
    reckoning: CompiledFragment


class ProfileRow(NamedTuple):
    """A dimension in the profile: `figure` where its method makes one, else the `distribution` of its levels, each with the amounts.

    `said` and `amounts_said` say the same in words.
    """

    id: str
    label: str
    answered: str
    figure: bytes
    distribution: bytes
    said: bytes
    amounts_said: bytes


class DimensionFragments(NamedTuple):
    """A dimension of a result: the fragment of each of its criteria in the order of the catalogue, and those of its score."""

    dimension: DimensionCriteria
    result: DimensionResult
    answers: list[AnswerFragment]
    figure: FigureFragments | None


class Explanation(NamedTuple):
    """What a rating says beside its answer: Markdown is HTML here."""

    text: Markup
    reason: Markup
    refers_to: Anchor | None
    alternatives: Markup
    evidence: tuple[Proof, ...]
    measures: tuple[MeasureView, ...]
    note: Markup
    lesson: Markup


def dimensions_of(catalogue: Catalogue) -> tuple[DimensionCriteria, ...]:
    """The dimensions of a catalogue as result pages show them."""
    return tuple(_dimension(catalogue, dimension.id, dimension.label) for dimension in catalogue.dimensions)


def _dimension(catalogue: Catalogue, dimension: str, label: str) -> DimensionCriteria:
    fields = [
        (field.label, tuple(criterion for criterion in catalogue.criteria if criterion.field == field.id))
        for field in catalogue.fields
        if field.dimension == dimension
    ]
    filled = tuple(field for field in fields if field[1])
    criteria = tuple(criterion for _, criteria in filled for criterion in criteria)
    return DimensionCriteria(dimension, label, filled, criteria, 5 if len(filled) > 1 else 4)


def explanation(rating: Rating, criterion: Criterion) -> Explanation:
    """What a rating says beside its answer."""
    return Explanation(
        markup.render(rating.text),
        markup.render(rating.reason),
        link(rating.refers_to) if rating.refers_to else None,
        markup.render(rating.alternatives),
        tuple([proof(evidence) for evidence in rating.evidence]) if rating.evidence else (),
        tuple([measure_view(measure, criterion) for measure in rating.measures]) if rating.measures else (),
        markup.render(rating.note),
        markup.render(rating.lesson),
    )


_UNEXPLAINED = Explanation(Markup(), Markup(), None, Markup(), (), (), Markup(), Markup())


def usual_texts(rating: Rating) -> tuple[Hashable, list[bytes]]:
    """What a usual rating with a reason says beside its answer: the structure of its evidence, and all texts as HTML, the reason first.

    Nearly all ratings say no more. Not to trace what is not there saves a tenth of the CPU time of a build.
    """
    reason = (markup.prose(rating.reason) or markup.render(rating.reason)).encode()
    if not rating.evidence:
        return (), [reason]
    structure, texts = structure_of(tuple([proof(evidence) for evidence in rating.evidence]))
    return structure, [reason, *texts]


def usual_explanation(rating: Rating, first: int) -> Explanation:
    """The same with placeholders in the place of the texts, the first of which has that number."""
    numbers = count(first)
    reason = placeholder(next(numbers))
    proofs = tuple([proof(evidence) for evidence in rating.evidence])
    return _UNEXPLAINED._replace(reason=reason, evidence=with_placeholders(proofs, numbers))


class FragmentCache:
    """The fragments of one edition."""

    def __init__(self, catalogue: Catalogue, draw: Draw) -> None:
        """`draw` makes HTML of a named piece."""
        self.catalogue = catalogue
        self.draw = draw
        self.fill = CompiledFragments(draw).fill
        self.compiled = lru_cache(MOST)(lambda name, *values: CompiledFragment(draw(name, *values)))
        """A named piece with values in which placeholders stand for the texts: where the structure is known without tracing the view"""
        self.criteria = {criterion.id: criterion for criterion in catalogue.criteria}
        self.labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
        self.dimensions = dimensions_of(catalogue)
        self.places = {criterion.id: self._place(criterion) for criterion in catalogue.criteria}
        """the part of a result page that tells of a criterion, and its name leading to its own page"""
        self._aggregations = {dimension.id: dimension.aggregation for dimension in catalogue.dimensions} | {
            "": catalogue.overall
        }
        self._levels = {criterion.id: each.level for each in self.dimensions for criterion in each.criteria}
        self._plans = {plan.criterion.id: plan for plan in plan_of(catalogue).criteria}
        self._drawn = lru_cache(MOST)(draw)
        self._answer = lru_cache(MOST)(self._draw_answer)
        self._answer_fragment = lru_cache(MOST)(self._draw_answer_fragment)
        self._anchors = {
            criterion.id: Anchor(criterion.name, f"#{self.places[criterion.id][0]}") for criterion in catalogue.criteria
        }
        self._kind = lru_cache(MOST)(self._work_out_kind)
        self._figures: Bounded[Hashable, FigureFragments] = Bounded(MOST)
        self._steps: Bounded[Hashable, bytes] = Bounded(MOST)

    def _place(self, criterion: Criterion) -> tuple[str, Anchor]:
        way = FROM_RESULT + address(criterion_uri(self.catalogue, criterion.id))
        return criterion_part(criterion.id), Anchor(criterion.name, way)

    # -- answers -----------------------------------------------------------------------------------------------------

    def answer(self, rating: Rating | None, standing: Standing, criterion: Criterion, *, delegated: bool = False) -> Markup:
        """The answer to a criterion: its levels, or the word for why there is none."""
        return self._answer(criterion.id, standing, given_answer(rating), delegated)

    def _draw_answer(self, criterion: str, standing: Standing, answer: GivenAnswer | None, delegated: bool) -> Markup:
        view = verdict(answer, standing, self.criteria[criterion], self.catalogue, delegated=delegated)
        return self.draw("answer", view)

    def kind(self, rating: Rating, criterion: Criterion) -> Kind:
        """Whether a rating helps, harms, says something else or has no level."""
        return self._kind(criterion.id, rating.levels, rating.non_value)

    def _work_out_kind(self, criterion: str, levels: tuple[str, ...], non_value: NonValue | None) -> Kind:
        return Kind.MISSING if non_value is not None else kind_of(pull(self.criteria[criterion].form, levels)[0])

    def of_result(self, result: Result, ratings: Mapping[str, Rating]) -> list[DimensionFragments]:
        """The dimensions of a result with their fragments; `ratings` by criterion."""
        return [
            DimensionFragments(
                dimension,
                part,
                self._answers(dimension, part, ratings),
                self.figure(dimension.id, part.score, coverage(part.answered, part.asked)) if part.score is not None else None,
            )
            for dimension, part in zip(self.dimensions, result.dimensions, strict=True)
        ]

    def _answers(
        self, dimension: DimensionCriteria, part: DimensionResult, ratings: Mapping[str, Rating]
    ) -> list[AnswerFragment]:
        fragments = []
        for criterion in dimension.criteria:
            rating = ratings.get(criterion.id)
            levels, non_value = (rating.levels, rating.non_value) if rating is not None else ((), None)
            fragments.append(self._answer_fragment(criterion.id, part.standings[criterion.id], levels, non_value))
        return fragments

    def _draw_answer_fragment(
        self, name: str, standing: Standing, levels: tuple[str, ...], non_value: NonValue | None
    ) -> AnswerFragment:
        criterion, given = self.criteria[name], GivenAnswer(levels, non_value)
        if standing is not Standing.RATED:
            levels = ()
        effect, strength = pull(criterion.form, levels) if levels else (None, 0)
        counts = levels or standing is Standing.UNKNOWN
        contribution = self._plans[name].contribution(levels) if counts else None
        by = self._aggregations[self.catalogue.field(criterion.field).dimension]
        row = criterion_row(name, criterion.name, standing, contribution and contribution.term, by)
        up, down = (float(strength) if effect is direction else 0.0 for direction in (Effect.UP, Effect.DOWN))
        line = self.draw("term", row, is_weighted(by)).encode()
        highlight = self._compile_highlight(criterion, given) if up or down else None
        return AnswerFragment(criterion, standing, given, line, up, down, highlight, {})

    def rated_in(self, answers: Iterable[AnswerFragment], ratings: Mapping[str, Rating], *, delegated: bool) -> bytes:
        """The criteria of a field that were asked, each with its answer and explanation; `ratings` by criterion."""
        pieces: list[bytes] = []
        for answer in answers:
            rating = ratings.get(answer.criterion.id)
            if rating is not None and rating.reason and rating.is_usual:
                structure, texts = usual_texts(rating)
                usual = answer.usual.get(structure)
                if usual is None:
                    usual = answer.usual[structure] = self._compile_usual(answer, rating)
                pieces += usual.pieces(texts)
            elif answer.standing is not Standing.CLOSED:
                pieces.append(self.rated(answer, rating, delegated=delegated))
        return b"".join(pieces)

    def rated(self, answer: AnswerFragment, rating: Rating | None, *, delegated: bool, level: int = 0) -> bytes:
        """A criterion that was asked, with its answer and explanation, under a heading of that level: by default that of its field."""
        criterion = answer.criterion
        verdict = self.answer(rating, answer.standing, criterion, delegated=delegated)
        explained = _UNEXPLAINED if rating is None else explanation(rating, criterion)
        return self.fill("rated", explained, fixed=(level or self._levels[criterion.id], self.places[criterion.id], verdict))

    def _compile_usual(self, answer: AnswerFragment, rating: Rating) -> CompiledFragment:
        criterion = answer.criterion
        delegated = False  # that the assessment refers to another paper shows only without a rating
        verdict = self._answer(criterion.id, answer.standing, answer.given, delegated)
        level, place = self._levels[criterion.id], self.places[criterion.id]
        return CompiledFragment(self.draw("rated", level, place, verdict, usual_explanation(rating, 0)))

    def closed(self, criteria: Iterable[Criterion]) -> bytes:
        """The criteria that were not asked, in one line; links to a rating find them there."""
        return self.fill("closed", tuple([self.places[criterion.id] for criterion in criteria]))

    def highlight(self, answer: AnswerFragment, rating: Rating, reason: str) -> bytes:
        """A rating that says much, with its reason in a sentence."""
        if reason and answer.highlight is not None and not rating.amounts:
            return answer.highlight.fill([html_of(reason)])
        return self._draw_highlight(answer.criterion, given_answer(rating), reason).encode()

    def _compile_highlight(self, criterion: Criterion, given: GivenAnswer) -> CompiledFragment:
        return CompiledFragment(self._draw_highlight(criterion, given, placeholder(0)))

    def _draw_highlight(self, criterion: Criterion, given: GivenAnswer | None, reason: str) -> Markup:
        label = self.labels[self.catalogue.field(criterion.field).dimension]
        answer = self._answer(criterion.id, Standing.RATED, given, False)
        return self.draw("highlight", label, self.anchor(criterion), answer, reason)

    def anchor(self, criterion: Criterion) -> Anchor:
        """A criterion by its name, leading to it on the page."""
        return self._anchors[criterion.id]

    def distribution(self, dimension: str, distribution: Distribution) -> tuple[bytes, bytes]:
        """How often each level was given in a dimension: drawn, and in words."""
        picture = self._drawn("distribution", dimension, self.labels[dimension], distribution)
        return picture.encode(), self._drawn("distribution_said", distribution).encode()

    # -- figures -----------------------------------------------------------------------------------------------------

    def figure(self, dimension: str, score: Score, answered: str = "") -> FigureFragments:
        """How a score shows, with how much was answered; dimension "" for the whole.

        The terms stand in the reckoning only, in lines of their own.
        """
        shown = score._replace(terms=())
        key = (dimension, answered, *_without_fractions(shown))
        fragments = self._figures.get(key)
        if fragments is None:
            fragments = self._figures[key] = self._draw_figure(dimension, shown, answered)
        return fragments

    def _draw_figure(self, dimension: str, score: Score, answered: str) -> FigureFragments:
        view, label = score_figure(score, self._aggregations[dimension], self.catalogue, dimension), self._label(dimension)
        cells = CompiledFragment(self.fill("figure", dimension, label, view, placeholder(0)).decode())
        said = self.fill("figure_said", view)
        row = ProfileRow(dimension, label, answered, cells.fill([b""]), b"", said, b"")
        return FigureFragments(
            self.fill("row", row, True),
            self.fill("row_said", row),
            cells,
            said,
            CompiledFragment(self.fill("reckoning", self.reckoning(dimension, score), placeholder(0)).decode()),
        )

    def reckoning(self, dimension: str, score: Score) -> Reckoning:
        """The reckoning of a score without its lines; dimension "" for the whole."""
        by, label = self._aggregations[dimension], self._label(dimension)
        return reckoning_view(label, score, by, rules_of(dimension, label, by), cap_notes(score.caps, by, self.catalogue))

    def _label(self, dimension: str) -> str:
        return self.labels.get(dimension) or gettext("Overall")

    def reckonings(self, result: Result, dimensions: Iterable[DimensionFragments]) -> bytes:
        """The reckonings of all dimensions that have a score, and of the whole."""
        reckonings = [
            dimension.figure.reckoning.fill([b"".join([answer.line for answer in dimension.answers])])
            for dimension in dimensions
            if dimension.figure
        ]
        if result.overall:
            reckonings.append(self.figure("", result.overall).reckoning.fill([self.dimension_lines(result.overall)]))
        return b"\n".join([*reckonings, b""])

    def dimension_lines(self, score: Score) -> bytes:
        """The lines of the reckoning of the whole, one for each dimension that has a score."""
        return b"".join([self._dimension_line(term) for term in score.terms])

    def _dimension_line(self, term: Term) -> bytes:
        by = self.catalogue.overall
        row = term_row(Anchor(self.labels[term.id], f"#{dimension_part(term.id)}"), term.standing, term, by)
        return self._drawn("term", row, is_weighted(by)).encode()

    def step(self, step: NextStep) -> bytes:
        """A next step."""
        key = _without_fractions(step)
        fragment = self._steps.get(key)
        if fragment is None:
            view = step_view(step, self.catalogue, self.labels[step.dimension])
            fragment = self._steps[key] = self.fill("step", view)
        return fragment


def _without_fractions(values: Iterable[object]) -> tuple[Hashable, ...]:
    """The values with pairs of whole numbers for fractions, which take longer to hash than all the rest."""
    return tuple([value.as_integer_ratio() if type(value) is Fraction else value for value in values])
