"""`pruefbuch new`: asks for town, title and catalogue, and writes a file to fill in."""

from __future__ import annotations

import argparse
from pathlib import Path

from pruefbuch import tree
from pruefbuch.book import Book
from pruefbuch.catalogue.sheets import sheet
from pruefbuch.cli import initiatives
from pruefbuch.cli.console import Console, Refusal, open_book, prompt, quoted, root_of
from pruefbuch.model.catalogues import Catalogue, CatalogueKind
from pruefbuch.model.lands import LANDS
from pruefbuch.model.slugs import slugify
from pruefbuch.model.suggest import suggest

NAME = "new"
HELP = "beginnt eine neue Prüfung: fragt nach Kommune, Titel und Katalog und schreibt eine Datei zum Ausfüllen"

_WHICH = "Was unterscheidet sie? Es steht dann in Klammern hinter dem Namen, zum Beispiel „an der Orla“: "


def arguments(parser: argparse.ArgumentParser) -> None:
    """--initiative; everything else is asked."""
    parser.add_argument("--initiative", action="store_true", help="eine Initiative für die Wandelkarte statt einer Prüfung")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Ask, then write one file (and municipality.yml where the town is new). Nothing that exists is overwritten."""
    root = root_of(Path())
    files, book = open_book(root, console)
    new_files: dict[str, str] = {}
    town = _town(book, files, console, new_files)
    begin = _initiative if arguments.initiative else _assessment
    path, text = begin(town, book, console, new_files)
    if path in {*files.sheets, *files.texts}:
        raise Refusal(f"„{path}“ gibt es schon; bitte dort weiterschreiben oder einen anderen Titel wählen")
    new_files[path] = text
    tree.write(root, {name: text.encode() for name, text in new_files.items()})
    for written in new_files:
        console.out(f"{written} geschrieben")
    console.out(f"Jetzt ausfüllen, dann prüfen mit: pruefbuch validate {path}")
    return 0


def _assessment(town: str, book: Book, console: Console, _new_files: dict[str, str]) -> tuple[str, str]:
    """Path and text of a new assessment."""
    title = prompt(console, "Titel des Vorhabens: ")
    stem = _named(title)
    catalogue = _catalogue(book, console)
    # A file name has at most 60 characters, eight of them for the month.
    name = f"{stem[:52].strip('-')}-{console.today:%Y-%m}"
    paper, digital = _yes(console, "Ist es eine Vorlage für den Rat?"), _yes(console, "Ist es ein Digitalvorhaben?")
    subject = (
        f"  id: {stem}",
        f"  title: {quoted(title)}",
        f"  kind: {'paper' if paper else 'project'}",
        f"  digital: {'true' if digital else 'false'}",
    )
    return f"assessments/{town}/{name}.yml", sheet(catalogue, subject, console.today.isoformat())


def _named(title: str) -> str:
    """The title as the name of a file."""
    name = slugify(title)
    if not name:
        raise Refusal(f"aus „{title}“ lässt sich kein Dateiname bilden; bitte Buchstaben a–z oder Ziffern verwenden")
    return name


def _initiative(town: str, book: Book, console: Console, new_files: dict[str, str]) -> tuple[str, str]:
    """Path and text of a new initiative."""
    title = prompt(console, "Titel der Initiative: ")
    name = _named(title)
    municipality = book.municipalities.get(town)
    made_up = municipality.made_up if municipality else "made_up: true" in "".join(new_files.values())
    return f"assessments/{town}/{tree.INITIATIVES}/{name}.yml", initiatives.ask(title, console, made_up=made_up)


def _town(book: Book, files: tree.Tree, console: Console, new_files: dict[str, str]) -> str:
    """The folder of the town; of a new one also its municipality.yml."""
    answer = prompt(console, "Kommune (nur der Name, ohne „Stadt“ oder „Gemeinde“): ")
    town = slugify(answer)
    if not town:
        raise Refusal(f"aus „{answer}“ lässt sich kein Ordnername bilden; bitte Buchstaben a–z oder Ziffern verwenden")
    namesakes = [known for known in book.municipalities.values() if town in (known.id, slugify(known.bare_name))]
    for known in namesakes:
        told = ", ".join(filter(None, (known.kind, LANDS.get(known.land, ""), f"assessments/{known.id}")))
        if _yes(console, f"Ist „{known.name}“ gemeint ({told})?"):
            return known.id
    distinction = prompt(console, _WHICH) if namesakes else ""
    town = slugify(f"{answer} {distinction}")
    path = f"assessments/{town}/municipality.yml"
    if path not in files.texts:
        suggestion = "" if namesakes else suggest(town, book.municipalities)
        console.err(f"„{answer}“ ist neu im Prüfbuch. {suggestion}".strip())
        kind = prompt(console, "Art der Kommune (Stadt, Gemeinde, Landkreis …): ")
        made_up = _yes(console, "Ist der Ort erfunden, also ein Beispiel?")
        told_apart = f"distinction: {quoted(distinction)}\n" if distinction else ""
        new_files[path] = (
            f"name: {quoted(answer)}\n{told_apart}kind: {quoted(kind)}\nmade_up: {'true' if made_up else 'false'}\n"
        )
    return town


def _yes(console: Console, question: str) -> bool:
    return prompt(console, f"{question} (j/n): ").lower().startswith("j")


def _catalogue(book: Book, console: Console) -> Catalogue:
    """One of the editions that may be used, by number or name; those of a single town come last."""
    usable = {
        ref: catalogue
        for ref, catalogue in sorted(book.catalogues.items(), key=lambda item: item[1].kind is CatalogueKind.DOCUMENTED)
        if catalogue.edition.status.usable
    }
    if not usable:
        raise Refusal("es gibt noch keinen brauchbaren Katalog unter content/kataloge")
    for number, catalogue in enumerate(usable.values(), 1):
        only = " (nur, um Prüfungen aus Ratsunterlagen zu übernehmen)" if catalogue.kind is CatalogueKind.DOCUMENTED else ""
        console.err(f"  {number}  {catalogue.ref} – {catalogue.title}{only}")
    while True:
        answer = prompt(console, "Katalog (Nummer oder Name): ")
        if answer in usable:
            return usable[answer]
        if answer.isdecimal() and 1 <= int(answer) <= len(usable):
            return list(usable.values())[int(answer) - 1]
        console.err(f"„{answer}“ gibt es nicht. {suggest(answer, usable)}".strip())
