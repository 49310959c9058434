"""A whole catalogue.yml: what it is, its edition, and the mapping from the edition before."""

from __future__ import annotations

from pruefbuch.catalogue.criteria import DEFAULT_ALLOWS, Frame, read_allows, read_criteria
from pruefbuch.catalogue.groups import read_aggregation, read_dimensions, read_exemptions, read_fields, read_stages
from pruefbuch.catalogue.scales import read_scales
from pruefbuch.model.catalogues import (
    Aggregation,
    Catalogue,
    CatalogueKind,
    CriterionChange,
    Edition,
    EditionMapping,
    EditionStatus,
    Method,
)
from pruefbuch.model.common import NonValue
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, scalar

_COUNTS = {
    CriterionChange.KEPT: ("ein", "ein"),
    CriterionChange.REWORDED: ("ein", "ein"),
    CriterionChange.MOVED: ("ein", "ein"),
    CriterionChange.SPLIT: ("ein", "mehrere"),
    CriterionChange.MERGED: ("mehrere", "ein"),
    CriterionChange.DROPPED: ("mindestens ein", "kein"),
}


def read(mapping: Mapping, catalogue_id: str, edition_id: str, checksum: str, diagnostics: Diagnostics) -> Catalogue:
    """The catalogue that the values of catalogue.yml describe; guidance and intro texts are added by `guidance`.

    With an error in `diagnostics` the value holds stand-ins and must not be used.
    """
    root = Reader(mapping, diagnostics)
    scales, dimensions, stages = read_scales(root), read_dimensions(root), read_stages(root)
    fields, overall = read_fields(root, dimensions), _overall(root)
    allows = read_allows(root, DEFAULT_ALLOWS)
    frame = Frame(scales, dimensions, fields, stages, overall.thresholds, allows, root.child("requires"))
    catalogue = Catalogue(
        id=catalogue_id,
        edition=_edition(root, edition_id),
        kind=root.word("kind", CatalogueKind),
        title=root.line("title", required=True),
        notice=root.text("notice", required=True),
        licence=root.line("licence", required=True),
        scales=tuple(scales.values()),
        dimensions=tuple(dimensions.values()),
        fields=tuple(fields.values()),
        stages=tuple(stages.values()),
        criteria=read_criteria(root, frame),
        overall=overall,
        exemptions=tuple(read_exemptions(root).values()),
        delegation=root.flag("delegation", default=False),
        non_value_labels=_labels(root),
        sources=root.links("sources"),
        guidance=_guidance(root),
        path=mapping.place.path,
        checksum=checksum,
    )
    root.done()
    return catalogue


def _overall(root: Reader) -> Aggregation:
    group = root.child("overall", required=True)
    if group is None:
        return Aggregation(Method.NONE)
    aggregation = read_aggregation(group)
    group.done()
    return aggregation


def _labels(root: Reader) -> dict[NonValue, str]:
    group = root.child("labels")
    if group is None:
        return {}
    labels = {word: group.line(word) for word in NonValue if group.has(word)}
    group.done()
    return labels


def _guidance(root: Reader) -> tuple[str, ...]:
    nodes = (scalar(root.diagnostics, node, "ein Eintrag von „guidance“") for node in root.items("guidance"))
    return tuple(node.text for node in nodes if node is not None)


def _edition(root: Reader, edition_id: str) -> Edition:
    group = root.child("edition", required=True)
    if group is None:
        return Edition(edition_id, None, EditionStatus.DRAFT)
    edition = Edition(
        id=edition_id,
        date=group.date("date", required=True),
        status=group.word("status", EditionStatus),
        changes=group.text("changes"),
        previous=group.slug("previous"),
        mapping=_mapping(group),
    )
    group.done()
    return edition


def _mapping(group: Reader) -> tuple[EditionMapping, ...]:
    lines = []
    for reader in group.each("mapping", required=group.has("previous")):
        line = EditionMapping(
            change=reader.word("change", CriterionChange),
            before=reader.slugs("before", required=True),
            after=reader.slugs("after"),
            reason=reader.line("reason"),
            place=reader.place,
        )
        reader.done()
        _check_line(reader, line)
        lines.append(line)
    if lines and not group.has("previous"):
        group.diagnostics.error(
            group.place_of("mapping"), "mapping", "„mapping“ ohne „previous“", "beides oder keines", "„previous“ angeben"
        )
    return tuple(lines)


def _check_line(reader: Reader, line: EditionMapping) -> None:
    """How many criteria each kind of change takes and gives; a dropped criterion needs a reason."""
    fits = {
        CriterionChange.SPLIT: len(line.before) == 1 and len(line.after) > 1,
        CriterionChange.MERGED: len(line.before) > 1 and len(line.after) == 1,
        CriterionChange.DROPPED: bool(line.before) and not line.after,
    }.get(line.change, len(line.before) == len(line.after) == 1)
    if not fits:
        before, after = _COUNTS[line.change]
        allowed = f"bei „{line.change}“ {before} Kriterium unter before und {after} unter after"
        fault = f"{len(line.before)} unter before, {len(line.after)} unter after"
        reader.diagnostics.error(reader.place, "mapping", fault, allowed, "„change“ oder die Listen ändern")
    if line.change is CriterionChange.DROPPED and not line.reason:
        reader.diagnostics.error(
            reader.place, "mapping", "ein Kriterium entfällt ohne Grund", "Grund ist Pflicht", "„reason: …“ ergänzen"
        )
