"""`pruefbuch new`: asks for town, title and catalogue, and writes a file to fill in."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from pruefbuch import tree
from pruefbuch.book import Book
from pruefbuch.cli import initiatives
from pruefbuch.cli.desk import Desk, Refusal, open_book, quoted, root_of, wanted
from pruefbuch.model.catalogues import Catalogue, Criterion, EditionStatus, FormKind, Scale
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
    answer = wanted(desk, "Kommune: ")
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
    """One of the editions that may be used, by number or name."""
    usable = {ref: each for ref, each in book.catalogues.items() if each.edition.status is not EditionStatus.RETIRED}
    if not usable:
        raise Refusal("es gibt noch keinen brauchbaren Katalog unter content/kataloge")
    for number, catalogue in enumerate(usable.values(), 1):
        desk.tell(f"  {number}  {catalogue.ref} – {catalogue.title}")
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
    yield f'catalogue: "{catalogue.ref}"'
    yield "subject:"
    yield f"  id: {slugify(title)}"
    yield f"  title: {quoted(title)}"
    yield subject
    yield "  # phase: planning   # wie weit es ist: idea (Idee), planning (Planung), implementation (Umsetzung), operation (Betrieb), ended"
    yield "  # summary: Worum es geht, in zwei, drei Sätzen."
    yield f"date: {day}"
    yield "# unit: Die Stelle, die geprüft hat; keine Namen von Personen."
    yield "# paper: {number: Nummer der Vorlage, url: https://…}"
    yield ""


def _questions(catalogue: Catalogue) -> Iterator[str]:
    yield "# Jede Bewertung kurz (eine Stufe) oder ausführlich:"
    yield "#   kriterium:"
    yield "#     level: stufe"
    yield "#     reason: Warum."
    yield "#     evidence: [{title: Name des Nachweises, url: https://…}]"
    yield "#     measures: [{text: Was wir tun., state: planned, due: 2027-03}]"
    yield "#     alternatives: Was sonst geprüft wurde und warum es nicht vorgeschlagen wird."
    yield "#     lesson: Was andere daraus lernen können."
    yield from _exemptions(catalogue)
    yield "ratings:"
    gates = [(criterion.id, criterion.gate.fields) for criterion in catalogue.criteria if criterion.gate]
    for field in catalogue.fields:
        criteria = [criterion for criterion in catalogue.criteria if criterion.field == field.id]
        if criteria:
            yield ""
            yield f"  # ===== {field.label} ====="
        for criterion in criteria:
            yield ""
            yield from _question(criterion, _gate_before(criterion, gates))


def _exemptions(catalogue: Catalogue) -> Iterator[str]:
    if catalogue.exemptions:
        yield "# Wird die Vorlage nicht geprüft, statt „ratings“:"
        yield "#   exemption: {class: art, reason: Warum.}"
        for each in catalogue.exemptions:
            yield f"#     {each.id} – {each.label}"


def _gate_before(criterion: Criterion, gates: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The first question that may end the check of the criterion's field; empty where nothing does. As scoring asks them."""
    for name, fields in gates:
        if name == criterion.id:
            return ""
        if criterion.field in fields:
            return name
    return ""


def _question(criterion: Criterion, gate: str) -> Iterator[str]:
    yield from _comment(f"{criterion.name}: {criterion.question}".rstrip(": "))
    for axis in criterion.form.axes:
        if criterion.form.kind is FormKind.AXES:
            yield from _comment(f"{axis.id} – {axis.label}:")
        yield from _levels(criterion, axis.scale)
    for word, meaning in _NON_VALUES.items():
        if word in criterion.allows:
            yield from _comment(f"   {word} – {meaning}")
    if criterion.form.kind is not FormKind.LEVEL:
        yield from _comment(f"Schreibweise: {_spelling(criterion)}")
    if criterion.form.kind is FormKind.LEVEL and criterion.form.unit:
        yield from _comment(f"Wenn bekannt, dazu: amount in {criterion.form.unit}")
    if criterion.gate:
        yield from _comment(f"Bei {' oder '.join(_gate_words(criterion))} entfallen die Fragen, die darauf folgen.")
    if gate:
        yield from _comment(f"Nur, wenn „{gate}“ die Prüfung nicht beendet: in der nächsten Zeile „# “ entfernen.")
    # What may not be left unanswered has no neutral filling, and what a gate may close is not asked yet: both stay comments.
    open_line = NonValue.UNANSWERED in criterion.allows and not gate
    yield f"  {'' if open_line else '# '}{criterion.id}: unanswered"


def _gate_words(criterion: Criterion) -> list[str]:
    """The levels that end the check, in the order of the scale."""
    closing = criterion.gate.levels if criterion.gate else ()
    return [f"„{level.id}“" for level in criterion.form.axes[0].scale.levels if level.id in closing]


def _levels(criterion: Criterion, scale: Scale) -> Iterator[str]:
    first = criterion.form.axes[0].scale is scale
    for level in scale.levels:
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
