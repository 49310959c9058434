"""An assessment file → Assessment, read by the catalogue it names."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from typing import assert_never

from pruefbuch.model.assessments import (
    Assessment,
    AssessmentStatus,
    Decision,
    Exemption,
    Origin,
    Paper,
    Phase,
    Rating,
    Subject,
    SubjectKind,
)
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Link
from pruefbuch.model.slugs import is_slug
from pruefbuch.parse.rating import KEYS, read_rating
from pruefbuch.source import Mapping
from pruefbuch.typed import Diagnostics, Reader, scalar, unknown_word

_CONTENT = ("ratings", "exemption", "delegation")


def read_assessment(
    mapping: Mapping,
    assessment_id: str,
    checksum: str,
    catalogues: AbstractMapping[str, Catalogue | None],
    diagnostics: Diagnostics,
) -> Assessment:
    """The assessment that a file describes; with an error in `diagnostics` it holds stand-ins and must not be used.

    `catalogues` by ref; None stands for an edition that has errors itself: then its criteria are not judged.
    """
    root = Reader(mapping, diagnostics)
    ref = root.line("catalogue", required=True)
    if ref and ref not in catalogues:
        titles = {name: (catalogue.title,) for name, catalogue in catalogues.items() if catalogue}
        unknown_word(diagnostics, root.place_of("catalogue"), "unknown-catalogue", "den Katalog", ref, catalogues, titles)
    catalogue = catalogues.get(ref)
    assessment = Assessment(
        id=assessment_id,
        path=mapping.place.path,
        checksum=checksum,
        municipality=assessment_id.split("/")[0],
        catalogue=ref,
        subject=_subject(root),
        date=root.date("date", required=True),
        status=root.word("status", AssessmentStatus, default=AssessmentStatus.FINAL),
        origin=root.word("origin", Origin, default=Origin.OWN),
        ratings=_ratings(root, catalogue),
        status_reason=root.text("status_reason"),
        superseded_by=root.slug("superseded_by"),
        unit=root.line("unit"),
        reviewed_by=root.line("reviewed_by"),
        paper=_paper(root),
        decision=_decision(root),
        exemption=_exemption(root, catalogue),
        delegation=_delegation(root, catalogue),
        comment=root.text("comment"),
        note=root.text("note"),
        sources=root.links("sources"),
        former_names=_former_names(root, assessment_id),
        places={key: mapping.place_of_name(key) for key in mapping.entries},
    )
    meant = root.done()
    _check_status(root, assessment)
    if not meant.intersection(_CONTENT):
        _check_content(root)
    _check_origin(root, assessment)
    return assessment


def _former_names(root: Reader, assessment_id: str) -> tuple[str, ...]:
    """The ids under which the assessment was published; a name alone belongs to the same municipality."""
    names: dict[str, None] = {}
    for node in root.items("former_names"):
        entry = scalar(root.diagnostics, node, "ein Eintrag von „former_names“")
        if entry is None:
            continue
        town, _, name = entry.text.rpartition("/")
        town = town or assessment_id.partition("/")[0]
        former, fault = f"{town}/{name}", ""
        if not (is_slug(town) and is_slug(name)):
            fault = f"„{entry.text}“ ist kein Name einer Prüfung"
        elif former == assessment_id or former in names:
            fault = f"„{entry.text}“ ist {'doppelt' if former in names else 'der jetzige Name der Datei'}"
        if fault:
            allowed, remedy = (
                "frühere Dateinamen ohne .yml, jeder einmal: alter-name oder kommune/alter-name",
                "berichtigen oder streichen",
            )
            root.diagnostics.error(node.place, "former-name", fault, allowed, remedy)
        names[former] = None
    return tuple(names)


def _subject(root: Reader) -> Subject:
    group = root.child("subject", required=True)
    if group is None:
        return Subject("", "", SubjectKind.PROJECT, digital=False)
    subject = Subject(
        id=group.slug("id", required=True),
        title=group.line("title", required=True),
        kind=group.word("kind", SubjectKind),
        digital=group.flag("digital"),
        phase=group.word("phase", Phase) if group.has("phase") else None,
        summary=group.text("summary"),
    )
    group.done()
    return subject


def _ratings(root: Reader, catalogue: Catalogue | None) -> tuple[Rating, ...]:
    """The ratings in the order of the catalogue, so that the order in the file changes nothing."""
    group = root.child("ratings")
    if group is None or catalogue is None:
        return ()
    given = group.nodes(catalogue.by_id)
    group.done(inner=KEYS)
    labels = catalogue.non_value_labels
    return tuple([read_rating(catalogue.by_id[name], node, root.diagnostics, labels) for name, node in given.items()])


def _paper(root: Reader) -> Paper | None:
    group = root.child("paper")
    if group is None:
        return None
    paper = Paper(group.line("number"), group.url("url"), group.date("date"))
    group.done()
    return paper


def _decision(root: Reader) -> Decision | None:
    group = root.child("decision")
    if group is None:
        return None
    decision = Decision(group.line("text", required=True), group.date("date"), group.url("url"))
    group.done()
    return decision


def _exemption(root: Reader, catalogue: Catalogue | None) -> Exemption | None:
    group = root.child("exemption")
    if group is None:
        return None
    exemption = Exemption(group.line("class", required=True), group.text("reason", required=True))
    group.done()
    known = {option.id: (option.label,) for option in catalogue.exemptions} if catalogue else {}
    if catalogue and exemption.exemption_class and exemption.exemption_class not in known:
        place, word = group.place_of("class"), exemption.exemption_class
        unknown_word(group.diagnostics, place, "unknown-exemption", "die Ausnahme", word, known, known)
    return exemption


def _delegation(root: Reader, catalogue: Catalogue | None) -> Link | None:
    target = root.link("delegation")
    if target is not None and catalogue is not None and not catalogue.delegation:
        place, text = (
            root.place_of("delegation"),
            f"die Prüfung verweist auf ein anderes Papier, „{catalogue.ref}“ sieht das nicht vor",
        )
        root.diagnostics.error(place, "delegation", text, "Bewertungen oder eine Ausnahme", "„ratings“ ausfüllen")
    return target


# -- what must fit together ------------------------------------------------------------------------------------------


def _check_status(root: Reader, assessment: Assessment) -> None:
    """Note what a status needs and the file does not say, and what it says and the status does not allow."""
    required = _required_by(assessment.status)
    for key in ("status_reason", "superseded_by"):
        if key in required and not root.has(key):
            fault, allowed = f"„status: {assessment.status}“ steht ohne „{key}“", "beides zusammen"
            root.diagnostics.error(root.place_of("status"), "status", fault, allowed, f"„{key}: …“ ergänzen")
        elif root.has(key) and key not in required:
            fault = f"„{key}“ steht bei „status: {assessment.status}“"
            root.diagnostics.error(
                root.place_of(key), "status", fault, "nur bei anderem Status", "Status ändern oder Angabe streichen"
            )


def _required_by(status: AssessmentStatus) -> tuple[str, ...]:
    match status:
        case AssessmentStatus.FINAL:
            return ()
        case AssessmentStatus.WITHDRAWN:
            return ("status_reason",)
        case AssessmentStatus.SUPERSEDED:
            return "status_reason", "superseded_by"
        case _:
            assert_never(status)


def _check_content(root: Reader) -> None:
    """Ratings, an exemption or a delegation: something must be there, and an exempt paper is not rated."""
    given = [key for key in _CONTENT if root.has(key)]
    empty = [key for key in _CONTENT if key in root.mapping.entries and key not in given]
    if not given and empty:
        fault, remedy = f"„{empty[0]}“ ist leer", "was dazu gehört, eingerückt darunter schreiben"
        root.diagnostics.error(root.place_of(empty[0]), "content", fault, "eines davon mit Inhalt", remedy)
    elif not given:
        fault = "es gibt weder „ratings“ noch „exemption“ noch „delegation“"
        root.diagnostics.error(root.place, "content", fault, "eines davon", "„ratings:“ mit den Bewertungen ergänzen")
    elif "exemption" in given and len(given) > 1:
        other = next(key for key in given if key != "exemption")
        place, fault = root.place_of("exemption"), f"„exemption“ steht neben „{other}“"
        root.diagnostics.error(place, "content", fault, "ausgenommen oder geprüft", "eines davon streichen")


def _check_origin(root: Reader, assessment: Assessment) -> None:
    """What was taken over says from where."""
    if assessment.origin is Origin.TAKEN_OVER and not assessment.sources:
        fault = "die Prüfung ist übernommen, nennt aber keine Quelle"
        root.diagnostics.error(
            root.place_of("origin"), "source-missing", fault, "mindestens eine", "„sources: [https://…]“ mit Adresse angeben"
        )
