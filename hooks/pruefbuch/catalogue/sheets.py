"""An edition of a catalogue → an assessment to fill in: every criterion as a question, with what may be answered."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile
from posixpath import dirname
from typing import assert_never

from pruefbuch.model.catalogues import Axis, Catalogue, CatalogueKind, Criterion, FormKind, Stage
from pruefbuch.model.common import NonValue
from pruefbuch.model.phrases import DAY, EXAMPLES, EXEMPTION, LEVEL, MONTH, STEP

_WIDTH = 118
_ANY = (
    f"  id: {EXAMPLES['id']}   # Kleinbuchstaben a–z, Ziffern, Bindestriche; bei jeder Prüfung dieses Vorhabens derselbe",
    f"  title: {EXAMPLES['title']}",
    "  kind: paper   # paper (Vorlage für den Rat) oder project (Vorhaben)",
    "  digital: false   # true, wenn es ein Digitalvorhaben ist",
)
_NO_DAY = "unknown   # Tag der Prüfung, zum Beispiel 2027-03-01"


def sheet(catalogue: Catalogue, subject: Iterable[str] = _ANY, day: str = _NO_DAY) -> str:
    """A commented assessment with every criterion as a question, and nothing answered yet.

    `subject`: lines that say what is examined, its id and title first. With them it is valid as it stands; without, it is a sheet for
    any subject. No example in it passes for an answer: what is only freed of its # is an error.
    """
    return "\n".join([*_head(catalogue, subject, day), *_questions(catalogue)]) + "\n"


def is_offered(catalogue: Catalogue) -> bool:
    """Whether readers may take an empty sheet from the page of the catalogue: it is for any town, and still in use."""
    return catalogue.kind is CatalogueKind.OWN and catalogue.edition.status.usable


def _head(catalogue: Catalogue, subject: Iterable[str], day: str) -> Iterator[str]:
    yield f"# Prüfung nach: {catalogue.title}, Ausgabe {catalogue.edition.id}"
    yield f"# {_origin(catalogue.kind)}"
    yield "# Zeilen mit # sind Erläuterungen. Wer etwas nicht weiß, schreibt das: unanswered oder cannot-tell sind ehrliche Antworten."
    yield "# Alle Angaben: Seite „Dateiformat“. Prüfen mit: pruefbuch validate"
    yield f"# Hilfe zu jeder Frage, mit Beispielen für die Stufen: Seite „Kataloge“ oder {dirname(catalogue.path)}/<frage>.md"
    yield f'catalogue: "{catalogue.ref}"'
    yield "subject:"
    yield from subject
    yield f"  # phase: {STEP}   # wie weit es ist: idea (Idee), planning (Planung), implementation (Umsetzung), operation (Betrieb), ended"
    yield f"  # summary: {EXAMPLES['summary']}"
    yield f"date: {day}"
    yield f"# unit: {EXAMPLES['unit']}"
    yield f"# reviewed_by: {EXAMPLES['reviewed_by']}"
    yield f"# paper: {{number: {EXAMPLES['paper']}, url: https://…}}"
    yield f"# decision: {{text: {EXAMPLES['decision']}, date: {DAY}}}   # erst nach der Sitzung"
    yield f"# comment: {EXAMPLES['comment']}"
    yield ""


def _origin(kind: CatalogueKind) -> str:
    """Who worded the catalogue: the sheet says so too, because it is read away from the site."""
    match kind:
        case CatalogueKind.OWN:
            return "Eigener Wortlaut, kein amtlicher Katalog."
        case CatalogueKind.DOCUMENTED:
            return "Nach öffentlichen Unterlagen dokumentiert, nicht der amtliche Katalog der Kommune."
        case _:
            assert_never(kind)


def _questions(catalogue: Catalogue) -> Iterator[str]:
    yield "# Jede Bewertung kurz (eine Stufe) oder ausführlich:"
    yield "#   kriterium:"
    yield f"#     level: {LEVEL}"
    yield f"#     reason: {EXAMPLES['reason']}"
    yield f"#     evidence: [{{title: {EXAMPLES['evidence']}, url: https://…}}]"
    yield f"#     measures: [{{text: {EXAMPLES['measure']}, state: planned, due: {MONTH}}}]"
    yield f"#     alternatives: {EXAMPLES['alternatives']}"
    yield f"#     lesson: {EXAMPLES['lesson']}"
    yield from _exemptions(catalogue)
    yield "ratings:"
    for stage in catalogue.stages:
        yield from _stage(stage, catalogue)


def _stage(stage: Stage, catalogue: Catalogue) -> Iterator[str]:
    """The questions of a stage by field. Stages come one after the other: the first may be all that has to be answered."""
    criteria = [criterion for criterion in catalogue.criteria if criterion.stage == stage.id]
    staged = len({criterion.stage for criterion in catalogue.criteria}) > 1
    if criteria and staged:
        yield ""
        yield from _comment(f"########## {stage.label} ##########")
        yield from _comment(stage.description) if stage.description else ()
    counts = Counter(criterion.field for criterion in criteria)
    for field in catalogue.fields:
        if counts[field.id] and (not staged or max(counts.values()) > 1):
            yield ""
            yield f"  # ===== {field.label} ====="
        for criterion in criteria:
            if criterion.field == field.id:
                yield ""
                yield from _question(criterion, catalogue)


def _exemptions(catalogue: Catalogue) -> Iterator[str]:
    if catalogue.exemptions:
        yield "# Wird die Vorlage nicht geprüft, statt „ratings“:"
        yield f"#   exemption: {{class: {EXEMPTION}, reason: {EXAMPLES['reason']}}}"
        for exemption in catalogue.exemptions:
            yield f"#     {exemption.id} – {exemption.label}"


def _gate_before(criterion: Criterion, catalogue: Catalogue) -> Criterion | None:
    """The first question that may end the check of the criterion's field; None where nothing does. As scoring asks them."""
    before = takewhile(lambda other: other.id != criterion.id, catalogue.criteria)
    return next((other for other in before if other.gate and criterion.field in other.gate.fields), None)


def _question(criterion: Criterion, catalogue: Catalogue) -> Iterator[str]:
    gate = _gate_before(criterion, catalogue)
    yield from _comment(f"{criterion.name}: {criterion.question}".rstrip(": "))
    for axis in criterion.form.axes:
        if criterion.form.kind is FormKind.AXES:
            yield from _comment(f"{axis.id} – {axis.label}{_unless(axis, criterion)}:")
        yield from _levels(criterion, axis)
    for word in NonValue:
        if word in criterion.allows and (meaning := _meaning(word)):
            yield from _comment(f"   {word} – {meaning}")
    if spelling := _spelling(criterion):
        yield from _comment(f"Schreibweise: {spelling}")
    if criterion.form.kind is FormKind.LEVEL and criterion.form.unit:
        yield from _comment(f"Wenn bekannt, dazu: amount in {criterion.form.unit}")
    if criterion.gate:
        words = " oder ".join(f"„{level}“" for level in _closing(criterion))
        fields = ", ".join(f"„{field.label}“" for field in catalogue.fields if field.id in criterion.gate.fields)
        yield from _comment(f"Bei {words} entfallen die weiteren Fragen zu {fields}.")
    if gate:
        words = " oder ".join(f"„{gate.id}: {level}“" for level in _closing(gate))
        yield from _comment(f"Entfällt bei {words}. Sonst in der nächsten Zeile „# “ entfernen und antworten.")
    # What may not be left unanswered has no neutral filling, and what a gate may close is not asked yet: both stay comments.
    open_line = NonValue.UNANSWERED in criterion.allows and not gate
    yield f"  {'' if open_line else '# '}{criterion.id}: unanswered"


def _meaning(word: NonValue) -> str:
    """What a non-value means; "" where the sheet does not offer it: not to whoever begins a check, or because it stands there."""
    match word:
        case NonValue.NOT_APPLICABLE:
            return "nicht anwendbar [Pflicht: Begründung]"
        case NonValue.CANNOT_TELL:
            return "nicht einschätzbar"
        case NonValue.REFERS_ELSEWHERE:
            return "steht in einem anderen Papier [Pflicht: refers_to mit dessen Adresse]"
        case NonValue.UNANSWERED | NonValue.NOT_RECOVERED:
            return ""
        case _:
            assert_never(word)


def _closing(criterion: Criterion) -> list[str]:
    """The levels that end the check, in the order of the scale."""
    closing = criterion.gate.levels if criterion.gate else ()
    return [level.id for level in criterion.form.axes[0].scale.levels if level.id in closing]


def _unless(axis: Axis, criterion: Criterion) -> str:
    """The levels of the first axis beside which this one is not asked."""
    levels = [level.id for level in criterion.form.axes[0].scale.levels if level.id in axis.unless]
    return f" (entfällt bei {' oder '.join(f'„{level}“' for level in levels)})" if levels else ""


def _levels(criterion: Criterion, axis: Axis) -> Iterator[str]:
    first = criterion.form.axes[0] is axis
    for level in axis.scale.levels:
        text = criterion.level_texts.get(level.id, "") if first else ""
        marks = [
            name
            for key, name in (("reason", "Begründung"), ("evidence", "Nachweis"), ("alternatives", "Alternativen"))
            if first and level.id in getattr(criterion.requires, key)
        ]
        needs = f" [Pflicht: {', '.join(marks)}]" if marks else ""
        yield from _comment(f"   {level.id} – {level.label}{': ' + text if text else ''}{needs}")


def _spelling(criterion: Criterion) -> str:
    """How an answer is written that is no single word; empty where it is one."""
    match criterion.form.kind:
        case FormKind.LEVEL:
            return ""
        case FormKind.AXES:
            first, second = criterion.form.axes
            alone = [level.id for level in first.scale.levels if level.id in second.unless]
            both = f"{{level: {{{first.id}: {LEVEL}, {second.id}: {LEVEL}}}}}"
            return both + "".join(f"; bei „{level}“ nur {{level: {{{first.id}: {level}}}}}" for level in alone)
        case FormKind.SELECTION:
            return f"{{level: [{LEVEL}, {LEVEL}]}}"
        case FormKind.TEXT:
            return f"{{text: {EXAMPLES['text']}}}"
        case _:
            assert_never(criterion.form.kind)


def _comment(text: str) -> Iterator[str]:
    indent = "      " if text.startswith("   ") else ""
    for number, line in enumerate(textwrap.wrap(text.strip(), _WIDTH - len(indent)) or [""]):
        prefix = indent[:-3] if indent and number == 0 else indent
        yield f"  # {prefix}{line}".rstrip()
