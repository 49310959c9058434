"""The page of a criterion: what is asked and why, and how it is judged. The ratings given on it stand in `given`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pruefbuch.addresses import catalogue_uri, criterion_uri
from pruefbuch.book import Context
from pruefbuch.model.catalogues import Axis, Catalogue, CatalogueKind, Criterion, EditionMapping, FormKind, Reference
from pruefbuch.model.common import NonValue
from pruefbuch.scoring.methods import rule_of
from pruefbuch.views import words
from pruefbuch.views.answers import Chip, axis_chip, chip
from pruefbuch.views.distribution import AnswerDistribution, EditionAnswers
from pruefbuch.views.facets import SOURCE
from pruefbuch.views.figures import exact
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.markdown import Markdown, SectionedMarkdown
from pruefbuch.views.paging import Paging


class LevelText(NamedTuple):
    """A level with its value, and how to recognise it: the criterion's own text, or the scale's."""

    chip: Chip
    value: str
    text: str


class ScaleQuestion(NamedTuple):
    """A scale on which the criterion is answered. `skipped` names the levels of the first axis with which it is not asked."""

    label: str
    ordered: bool
    levels: tuple[LevelText, ...]
    skipped: tuple[str, ...]


class Demand(NamedTuple):
    """With which levels something is demanded. `everywhere` means with all of them."""

    what: str
    everywhere: bool
    levels: tuple[Chip, ...]


class KnockOutView(NamedTuple):
    """The levels of a knock-out, and the level it allows at most: in the dimension and in the whole, "" where that has no such level."""

    levels: tuple[Chip, ...]
    in_dimension: str
    in_whole: str


class GateView(NamedTuple):
    """The levels of a gate, and the fields it closes."""

    levels: tuple[Chip, ...]
    fields: tuple[str, ...]


class Kin(NamedTuple):
    """What the criterion was in the edition before, or became in the next."""

    edition: Anchor
    change: str
    criteria: tuple[Anchor, ...]
    reason: str


class CriterionView(NamedTuple):
    """Everything that the page of a criterion shows."""

    name: str
    readable: bool
    catalogue: Anchor
    own_catalogue: bool
    dimension: str
    field: str
    stage: str
    question: str
    simple: str
    form: str
    multiplied: bool
    unit: str
    questions: tuple[ScaleQuestion, ...]
    weight: str
    words: tuple[str, ...]
    demands: tuple[Demand, ...]
    knock_out: KnockOutView | None
    gate: GateView | None
    references: tuple[Reference, ...]
    note: Markdown
    guidance: SectionedMarkdown
    kin: tuple[Kin, ...]
    distribution: AnswerDistribution
    lessons: int
    ratings: int
    source: str
    paging: Paging


def criterion_view(
    criterion: Criterion, catalogue: Catalogue, context: Context, answers: EditionAnswers, paging: Paging
) -> CriterionView:
    """The page of a criterion in its edition, without its ratings; `paging` leads to the older ones."""
    page = criterion_uri(catalogue, criterion.id)
    field = catalogue.field(criterion.field)
    dimension = next(dimension for dimension in catalogue.dimensions if dimension.id == field.dimension)
    stage = next(stage for stage in catalogue.stages if stage.id == criterion.stage)
    rule = rule_of(dimension.aggregation.method)
    reckoned = criterion.form.valued and rule is not None and rule.weighted
    return CriterionView(
        name=criterion.name,
        readable=bool(criterion.title),
        catalogue=Anchor(edition_title(catalogue), href(page, catalogue_uri(catalogue))),
        own_catalogue=catalogue.kind is CatalogueKind.OWN,
        dimension=dimension.label,
        field=field.label,
        stage=stage.label if len(catalogue.stages) > 1 else "",
        question=criterion.question,
        simple=criterion.simple,
        form=criterion.form.kind.value,
        multiplied=criterion.form.valued and rule is not None,
        unit=criterion.form.unit,
        questions=tuple(_question(axis, criterion) for axis in criterion.form.axes),
        weight=exact(criterion.weight) if reckoned else "",
        words=tuple(words.non_value(word, catalogue) for word in NonValue if word in criterion.allows),
        demands=tuple(_demands(criterion)),
        knock_out=_knock_out(criterion, catalogue),
        gate=_gate(criterion, catalogue),
        references=criterion.references,
        note=Markdown(criterion.note),
        guidance=SectionedMarkdown(criterion.guidance, page),
        kin=tuple(_kin(criterion, catalogue, context, page)),
        distribution=answers.distribution(criterion),
        lessons=answers.lessons(criterion),
        ratings=answers.ratings(criterion),
        source=SOURCE,
        paging=paging,
    )


# -- how it is answered ----------------------------------------------------------------------------------------------


def _question(axis: Axis, criterion: Criterion) -> ScaleQuestion:
    """A scale of the criterion. Only where there are two does the question of each have a label of its own."""
    first = criterion.form.axes[0]
    texts = criterion.level_texts if axis is first else {}
    levels = tuple(
        LevelText(
            chip=axis_chip(axis, first, level.id)._replace(axis=""),
            value=exact(level.value) if level.value is not None else "",
            text=texts.get(level.id) or level.description,
        )
        for level in axis.scale.levels
    )
    skipped = tuple(first.scale.level(level.id).label for level in first.scale.levels if level.id in axis.unless)
    label = axis.label if criterion.form.kind is FormKind.AXES else axis.scale.label
    return ScaleQuestion(label, axis.scale.ordered, levels, skipped)


def _chips(levels: frozenset[str], criterion: Criterion) -> tuple[Chip, ...]:
    """Levels of the first axis, in the order of its scale."""
    scale = criterion.form.axes[0].scale
    return tuple(chip(level, scale) for level in scale.levels if level.id in levels)


def _demands(criterion: Criterion) -> Iterator[Demand]:
    for what in ("reason", "evidence", "alternatives"):
        levels: frozenset[str] = getattr(criterion.requires, what)
        if levels:
            chips = _chips(levels, criterion)
            yield Demand(what, len(chips) == len(criterion.form.axes[0].scale.levels), chips)


def _knock_out(criterion: Criterion, catalogue: Catalogue) -> KnockOutView | None:
    rule = criterion.knock_out
    if rule is None:
        return None
    own = catalogue.field(criterion.field).dimension
    dimension = next(dimension for dimension in catalogue.dimensions if dimension.id == own)
    labels = [
        {threshold.id: threshold.label for threshold in aggregation.thresholds}
        for aggregation in (dimension.aggregation, catalogue.overall)
    ]
    return KnockOutView(_chips(rule.levels, criterion), *[known.get(rule.cap, "") for known in labels])


def _gate(criterion: Criterion, catalogue: Catalogue) -> GateView | None:
    rule = criterion.gate
    return (
        GateView(_chips(rule.levels, criterion), tuple(catalogue.field(name).label for name in rule.fields)) if rule else None
    )


# -- other editions --------------------------------------------------------------------------------------------------


def _kin(criterion: Criterion, catalogue: Catalogue, context: Context, page: str) -> Iterator[Kin]:
    """The criterion in the edition before and in every edition that follows this one."""
    catalogues = context.catalogues
    before = catalogues.get(f"{catalogue.id}@{catalogue.edition.previous}")
    if before:
        lines = (line for line in catalogue.edition.mapping if criterion.id in line.after)
        yield from (_kin_line(line, line.before, before, page) for line in lines)
    for other in catalogues.values():
        if other.id == catalogue.id and other.edition.previous == catalogue.edition.id:
            lines = (line for line in other.edition.mapping if criterion.id in line.before)
            yield from (_kin_line(line, line.after, other, page) for line in lines)


def _kin_line(line: EditionMapping, names: tuple[str, ...], other: Catalogue, page: str) -> Kin:
    edition = Anchor(edition_title(other), href(page, catalogue_uri(other)))
    criteria = tuple(Anchor(other.criterion(name).name, href(page, criterion_uri(other, name))) for name in names)
    return Kin(edition, words.change(line.change), criteria, line.reason)
