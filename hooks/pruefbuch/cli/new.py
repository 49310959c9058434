"""`pruefbuch new`: asks for town, title and catalogue, and writes a file to fill in."""

from __future__ import annotations

import argparse
import posixpath
import textwrap
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from pruefbuch import tree
from pruefbuch.book import Book
from pruefbuch.cli import initiatives
from pruefbuch.cli.desk import Desk, Refusal, open_book, quoted, root_of, wanted
from pruefbuch.model.catalogues import Axis, Catalogue, CatalogueKind, Criterion, EditionStatus, FormKind, Stage
from pruefbuch.model.common import NonValue
from pruefbuch.model.near import near
from pruefbuch.model.slugs import slugify

NAME = "new"
HELP = "beginnt eine neue Prüfung: fragt nach Kommune, Titel und Katalog und schreibt eine Datei zum Ausfüllen"

_WIDTH = 118
_NON_VALUES = {
    NonValue.NOT_APPLICABLE: "nicht anwendbar [Pflicht: Begründung]",
    NonValue.CANNOT_TELL: "nicht einschätzbar",
    NonValue.REFERS_ELSEWHERE: "steht in einem anderen Papier [Pflicht: refers_to mit dessen Adresse]",
}
"""offered to whoever begins a check; not-recovered is for those who take one over"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """--initiative; everything else is asked."""
    parser.add_argument("--initiative", action="store_true", help="eine Initiative für die Wandelkarte statt einer Prüfung")


def run(arguments: argparse.Namespace, desk: Desk) -> int:
    """Ask, then write one file (and municipality.yml where the town is new). Nothing that exists is overwritten."""
    root = root_of(Path())
    files, book = open_book(root, desk)
    new_files: dict[str, str] = {}
    town = _town(book, files, desk, new_files)
    begin = _initiative if arguments.initiative else _assessment
    path, text = begin(town, book, desk, new_files)
    if path in {*files.sheets, *files.texts}:
        raise Refusal(f"„{path}“ gibt es schon; bitte dort weiterschreiben oder einen anderen Titel wählen")
    new_files[path] = text
    tree.write(root, {name: text.encode() for name, text in new_files.items()})
    for written in new_files:
        desk.say(f"{written} geschrieben")
    desk.say(f"Jetzt ausfüllen, dann prüfen mit: pruefbuch validate {path}")
    return 0


def _assessment(town: str, book: Book, desk: Desk, _new_files: dict[str, str]) -> tuple[str, str]:
    """Path and text of a new assessment."""
    title = wanted(desk, "Titel des Vorhabens: ")
    catalogue = _catalogue(book, desk)
    # A file name has at most 60 characters, eight of them for the month.
    name = f"{slugify(title)[:52].strip('-')}-{desk.today:%Y-%m}"
    paper, digital = _yes(desk, "Ist es eine Vorlage für den Rat?"), _yes(desk, "Ist es ein Digitalvorhaben?")
    subject = f"  kind: {'paper' if paper else 'project'}\n  digital: {'true' if digital else 'false'}"
    return f"assessments/{town}/{name}.yml", sheet(title, subject, catalogue, desk.today.isoformat())


def _initiative(town: str, book: Book, desk: Desk, new_files: dict[str, str]) -> tuple[str, str]:
    """Path and text of a new initiative."""
    title = wanted(desk, "Titel der Initiative: ")
    name = slugify(title)
    if not name:
        raise Refusal(f"aus „{title}“ lässt sich kein Dateiname bilden; bitte Buchstaben a–z oder Ziffern verwenden")
    known = book.municipalities.get(town)
    made_up = known.made_up if known else "made_up: true" in "".join(new_files.values())
    return f"assessments/{town}/{tree.INITIATIVES}/{name}.yml", initiatives.ask(title, desk, made_up=made_up)


def _town(book: Book, files: tree.Tree, desk: Desk, new_files: dict[str, str]) -> str:
    """The folder of the town; of a new one also its municipality.yml."""
    answer = wanted(desk, "Kommune (nur der Name, ohne „Stadt“ oder „Gemeinde“): ")
    town = slugify(answer)
    if not town:
        raise Refusal(f"aus „{answer}“ lässt sich kein Ordnername bilden; bitte Buchstaben a–z oder Ziffern verwenden")
    path = f"assessments/{town}/municipality.yml"
    if path not in files.texts:
        suggestion = near(town, book.municipalities)
        desk.tell(f"„{answer}“ ist neu im Prüfbuch. {suggestion}".strip())
        kind = wanted(desk, "Art der Kommune (Stadt, Gemeinde, Landkreis …): ")
        made_up = _yes(desk, "Ist der Ort erfunden, also ein Beispiel?")
        new_files[path] = f"name: {quoted(answer)}\nkind: {quoted(kind)}\nmade_up: {'true' if made_up else 'false'}\n"
    return town


def _yes(desk: Desk, question: str) -> bool:
    return wanted(desk, f"{question} (j/n): ").lower().startswith("j")


def _catalogue(book: Book, desk: Desk) -> Catalogue:
    """One of the editions that may be used, by number or name; those of a single town come last."""
    usable = {
        ref: each
        for ref, each in sorted(book.catalogues.items(), key=lambda item: item[1].kind is CatalogueKind.DOCUMENTED)
        if each.edition.status is not EditionStatus.RETIRED
    }
    if not usable:
        raise Refusal("es gibt noch keinen brauchbaren Katalog unter content/kataloge")
    for number, catalogue in enumerate(usable.values(), 1):
        only = " (nur, um Prüfungen aus Ratsunterlagen zu übernehmen)" if catalogue.kind is CatalogueKind.DOCUMENTED else ""
        desk.tell(f"  {number}  {catalogue.ref} – {catalogue.title}{only}")
    while True:
        answer = wanted(desk, "Katalog (Nummer oder Name): ")
        if answer in usable:
            return usable[answer]
        if answer.isdecimal() and 1 <= int(answer) <= len(usable):
            return list(usable.values())[int(answer) - 1]
        desk.tell(f"„{answer}“ gibt es nicht. {near(answer, usable)}".strip())


# -- the file to fill in ---------------------------------------------------------------------------------------------


def sheet(title: str, subject: str, catalogue: Catalogue, day: str) -> str:
    """A commented assessment with every criterion as a question. It is valid as it stands: nothing is answered yet.

    `subject`: lines that say what is examined.
    """
    return "\n".join([*_head(title, subject, catalogue, day), *_questions(catalogue)]) + "\n"


def _head(title: str, subject: str, catalogue: Catalogue, day: str) -> Iterator[str]:
    yield f"# Prüfung nach: {catalogue.title}, Ausgabe {catalogue.edition.id}"
    yield "# Zeilen mit # sind Erläuterungen. Wer etwas nicht weiß, schreibt das: unanswered oder cannot-tell sind ehrliche Antworten."
    yield "# Alle Angaben: Seite „Dateiformat“. Prüfen mit: pruefbuch validate"
    yield f"# Hilfe zu jeder Frage, mit Beispielen für die Stufen: Seite „Kataloge“ oder {posixpath.dirname(catalogue.path)}/<frage>.md"
    yield f'catalogue: "{catalogue.ref}"'
    yield "subject:"
    yield f"  id: {slugify(title)}"
    yield f"  title: {quoted(title)}"
    yield subject
    yield "  # phase: planning   # wie weit es ist: idea (Idee), planning (Planung), implementation (Umsetzung), operation (Betrieb), ended"
    yield "  # summary: Worum es geht, in zwei, drei Sätzen."
    yield f"date: {day}"
    yield "# unit: Die Stelle, die geprüft hat; keine Namen von Personen."
    yield "# reviewed_by: Die Stelle, die gegengelesen hat; auch hier keine Namen."
    yield "# paper: {number: Nummer der Vorlage, url: https://…}"
    yield "# decision: {text: Was beschlossen wurde., date: 2027-03-01}   # erst nach der Sitzung"
    yield "# comment: Was über das Ganze zu sagen ist, auch ein Satz dazu, warum nichts berührt ist."
    yield ""


def _questions(catalogue: Catalogue) -> Iterator[str]:
    yield "# Jede Bewertung kurz (eine Stufe) oder ausführlich:"
    yield "#   kriterium:"
    yield "#     level: stufe"
    yield "#     reason: Warum."
    yield "#     evidence: [{title: Name des Nachweises, url: https://…}]"
    yield "#     measures: [{text: Was wir tun., state: planned, due: 2027-03}]"
    yield "#     alternatives: Was sonst geprüft wurde und warum es nicht vorgeschlagen wird."
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
        yield "#   exemption: {class: art, reason: Warum.}"
        for each in catalogue.exemptions:
            yield f"#     {each.id} – {each.label}"


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
    for word, meaning in _NON_VALUES.items():
        if word in criterion.allows:
            yield from _comment(f"   {word} – {meaning}")
    if criterion.form.kind is not FormKind.LEVEL:
        yield from _comment(f"Schreibweise: {_spelling(criterion)}")
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
    if criterion.form.kind is FormKind.TEXT:
        return "{text: Ihre Antwort.}"
    if criterion.form.kind is FormKind.SELECTION:
        return "{level: [stufe, stufe]}"
    return "{level: {" + ", ".join(f"{axis.id}: stufe" for axis in criterion.form.axes) + "}}"


def _comment(text: str) -> Iterator[str]:
    indent = "      " if text.startswith("   ") else ""
    for number, line in enumerate(textwrap.wrap(text.strip(), _WIDTH - len(indent)) or [""]):
        prefix = indent[:-3] if indent and number == 0 else indent
        yield f"  # {prefix}{line}".rstrip()
