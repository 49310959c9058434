"""The page of a catalogue edition: what it asks, on which scales, how it reckons, what changed, which results keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pruefbuch.addresses import blank_path, catalogue_uri, criterion_uri
from pruefbuch.catalogue.sheets import is_offered
from pruefbuch.model.catalogues import (
    Aggregation,
    Catalogue,
    CatalogueKind,
    Dimension,
    EditionMapping,
    ExemptionClass,
    Field,
    Scale,
    Stage,
)
from pruefbuch.scoring.methods import rule_of
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import chip, link
from pruefbuch.views.criteria import LevelText, ScaleQuestion
from pruefbuch.views.figures import exact
from pruefbuch.views.links import METHOD_PAGE, Anchor, beside, dimension_part, edition_title, href
from pruefbuch.views.markdown import Markdown, SectionedMarkdown
from pruefbuch.views.methods import words_of
from pruefbuch.views.paging import Paging, first_paging, newest
from pruefbuch.views.reckoning import LevelRow, Lookup
from pruefbuch.views.register import Register
from pruefbuch.views.rows import ResultRow, result_rows


class AskedCriterion(NamedTuple):
    """A criterion in the list, with what is special about it."""

    name: Anchor
    question: str
    knock_out: bool
    gate: bool
    weight: str


class AskedField(NamedTuple):
    """A field with its criteria."""

    label: str
    description: str
    criteria: tuple[AskedCriterion, ...]


class MethodView(NamedTuple):
    """How a figure is made."""

    name: str
    formula: str
    levels: tuple[LevelRow, ...]
    lookups: tuple[Lookup, ...]
    up: str
    down: str


class AskedDimension(NamedTuple):
    """A dimension with its method and fields. `weight` is its weight in the whole, empty where there is no whole."""

    part: str
    label: str
    description: str
    weight: str
    method: MethodView
    fields: tuple[AskedField, ...]


class MappingRow(NamedTuple):
    """What became of criteria of the edition before."""

    change: str
    before: tuple[Anchor, ...]
    after: tuple[Anchor, ...]
    reason: str


class CatalogueView(NamedTuple):
    """Everything that the page of a catalogue edition shows."""

    title: str
    edition: str
    ref: str
    own: bool
    notice: Markdown
    intro: SectionedMarkdown
    status: str
    date: str
    licence: str
    checksum: str
    download: str
    blank: str
    sources: tuple[Anchor, ...]
    changes: Markdown
    previous: Anchor | None
    following: tuple[Anchor, ...]
    mapping: tuple[MappingRow, ...]
    dimensions: tuple[AskedDimension, ...]
    overall: MethodView
    scales: tuple[ScaleQuestion, ...]
    stages: tuple[Stage, ...]
    exemptions: tuple[ExemptionClass, ...]
    delegation: bool
    results: tuple[ResultRow, ...]
    paging: Paging
    method_page: str


def catalogue_view(catalogue: Catalogue, register: Register) -> CatalogueView:
    """The page of a catalogue edition; its results newest first."""
    page = catalogue_uri(catalogue)
    previous = register.book.catalogues.get(f"{catalogue.id}@{catalogue.edition.previous}")
    following = (
        edition
        for edition in register.book.catalogues.values()
        if edition.id == catalogue.id and edition.edition.previous == catalogue.edition.id
    )
    return CatalogueView(
        title=catalogue.title,
        edition=catalogue.edition.id,
        ref=catalogue.ref,
        own=catalogue.kind is CatalogueKind.OWN,
        notice=Markdown(catalogue.notice),
        intro=SectionedMarkdown(catalogue.intro, page),
        status=words.edition_status(catalogue.edition.status),
        date=date_text(catalogue.edition.date),
        licence=catalogue.licence,
        checksum=catalogue.checksum,
        download=href(page, beside(page, "catalogue.yml")),
        blank=href(page, blank_path(catalogue)) if is_offered(catalogue) else "",
        sources=tuple(link(source) for source in catalogue.sources),
        changes=Markdown(catalogue.edition.changes),
        previous=_edition(previous, page) if previous else None,
        following=tuple(_edition(edition, page) for edition in following),
        mapping=tuple(_mapping(line, previous, catalogue, page) for line in catalogue.edition.mapping) if previous else (),
        dimensions=tuple(_dimension(dimension, catalogue, page) for dimension in catalogue.dimensions),
        overall=method_view(catalogue.overall),
        scales=tuple(_scale(scale, catalogue) for scale in catalogue.scales),
        stages=catalogue.stages if len(catalogue.stages) > 1 else (),
        exemptions=catalogue.exemptions,
        delegation=catalogue.delegation,
        results=result_rows(newest(register.of_catalogue[catalogue.ref]), register.book.context, page),
        paging=first_paging(page, page, register.of_catalogue[catalogue.ref]),
        method_page=href(page, METHOD_PAGE),
    )


def method_view(aggregation: Aggregation) -> MethodView:
    """How an aggregation reckons."""
    up, down = (exact(value) if value is not None else "" for value in (aggregation.up, aggregation.down))
    return MethodView(
        *words_of(aggregation),
        levels=tuple(
            LevelRow(threshold.label, exact(threshold.at), threshold.description) for threshold in aggregation.thresholds
        ),
        lookups=tuple(Lookup(exact(step.at), exact(step.index)) for step in aggregation.steps),
        up=up,
        down=down,
    )


def _edition(catalogue: Catalogue, page: str) -> Anchor:
    return Anchor(edition_title(catalogue), href(page, catalogue_uri(catalogue)))


def _mapping(line: EditionMapping, previous: Catalogue, catalogue: Catalogue, page: str) -> MappingRow:
    def links(owner: Catalogue, names: tuple[str, ...]) -> tuple[Anchor, ...]:
        return tuple(Anchor(owner.criterion(name).name, href(page, criterion_uri(owner, name))) for name in names)

    return MappingRow(words.change(line.change), links(previous, line.before), links(catalogue, line.after), line.reason)


def _dimension(dimension: Dimension, catalogue: Catalogue, page: str) -> AskedDimension:
    fields = (_field(field, catalogue, page) for field in catalogue.fields if field.dimension == dimension.id)
    return AskedDimension(
        part=dimension_part(dimension.id),
        label=dimension.label,
        description=dimension.description,
        weight=exact(dimension.weight) if rule_of(catalogue.overall.method) is not None else "",
        method=method_view(dimension.aggregation),
        fields=tuple(fields),
    )


def _field(field: Field, catalogue: Catalogue, page: str) -> AskedField:
    criteria = tuple(
        AskedCriterion(
            name=Anchor(criterion.name, href(page, criterion_uri(catalogue, criterion.id))),
            question=criterion.question,
            knock_out=criterion.knock_out is not None,
            gate=criterion.gate is not None,
            weight=exact(criterion.weight) if criterion.weight != 1 else "",
        )
        for criterion in catalogue.criteria
        if criterion.field == field.id
    )
    return AskedField(field.label, field.description, criteria)


def _scale(scale: Scale, catalogue: Catalogue) -> ScaleQuestion:
    """A scale with its levels. One that only ever says how much, as a second axis, has no colours of good and bad."""
    judging = any(axis.scale == scale for criterion in catalogue.criteria for axis in criterion.form.axes[:1])
    shown = scale if judging else replace(scale, ordered=False)
    levels = tuple(
        LevelText(chip(level, shown), exact(level.value) if level.value is not None else "", level.description)
        for level in scale.levels
    )
    return ScaleQuestion(scale.label, scale.ordered, levels, ())
