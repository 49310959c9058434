"""A whole catalogue.yml: what it is, its edition, and the mapping from the edition before."""

from __future__ import annotations

from math import inf
from typing import NamedTuple, assert_never

from pruefbuch.catalogue import uses
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
from pruefbuch.model.common import NonValue, Severity
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, scalar


class _Count(NamedTuple):
    """How many criteria may stand on one side of a line of the mapping; `words` say it in German."""

    least: int
    most: float
    words: str

    def fits(self, ids: tuple[str, ...]) -> bool:
        return self.least <= len(ids) <= self.most


_NONE, _ONE, _SEVERAL = _Count(0, 0, "kein"), _Count(1, 1, "ein"), _Count(2, inf, "mehrere")
_AT_LEAST_ONE = _Count(1, inf, "mindestens ein")


def read(mapping: Mapping, catalogue_id: str, edition_id: str, checksum: str, diagnostics: Diagnostics) -> Catalogue:
    """The catalogue that the values of catalogue.yml describe; guidance and intro texts are added by `guidance`.

    With an error in `diagnostics` the value holds stand-ins and must not be used.
    """
    root, before = Reader(mapping, diagnostics), len(diagnostics.problems)
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
    if all(problem.severity is Severity.HINT for problem in diagnostics.problems[before:]):
        # Of stand-ins it cannot be said what is used.
        uses.check(root, catalogue)
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
    """Note a line that names more or fewer criteria than its kind of change allows, and a dropped criterion without a reason."""
    before, after = _counts(line.change)
    if not before.fits(line.before) or not after.fits(line.after):
        allowed = f"bei „{line.change}“ {before.words} Kriterium unter before und {after.words} unter after"
        fault = f"{len(line.before)} unter before, {len(line.after)} unter after"
        reader.diagnostics.error(reader.place, "mapping", fault, allowed, "„change“ oder die Listen ändern")
    if line.change is CriterionChange.DROPPED and not line.reason:
        reader.diagnostics.error(
            reader.place, "mapping", "ein Kriterium entfällt ohne Grund", "Grund ist Pflicht", "„reason: …“ ergänzen"
        )


def _counts(change: CriterionChange) -> tuple[_Count, _Count]:
    """How many criteria of the edition before become how many of this one."""
    match change:
        case CriterionChange.KEPT | CriterionChange.REWORDED | CriterionChange.MOVED:
            return _ONE, _ONE
        case CriterionChange.SPLIT:
            return _ONE, _SEVERAL
        case CriterionChange.MERGED:
            return _SEVERAL, _ONE
        case CriterionChange.DROPPED:
            return _AT_LEAST_ONE, _NONE
        case _:
            assert_never(change)
