"""`pruefbuch new`: asks for town, title and catalogue, and writes a file to fill in."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from pruefbuch import tree
from pruefbuch.book import Book
from pruefbuch.catalogue.sheets import sheet
from pruefbuch.cli import initiatives
from pruefbuch.cli.console import Console, Refusal, chosen, open_book, prompt, quoted, root_of, yes
from pruefbuch.model.catalogues import Catalogue, CatalogueKind
from pruefbuch.model.lands import LANDS
from pruefbuch.model.slugs import MAX_LENGTH, slugify
from pruefbuch.model.suggest import meant

NAME = "new"
HELP = "beginnt eine neue Prüfung: fragt nach Kommune, Titel und Katalog und schreibt eine Datei zum Ausfüllen"
EXAMPLE = "pruefbuch new"

_KIND = re.compile(r"^(?:\w+ )?\w*(?:stadt|gemeinde|kreis|markt|flecken|dorf|kommune)\s+(?:der |von )?(?=\S)", re.IGNORECASE)
"""what stands before the name of a town and is none of it"""

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
    month = f"-{console.today:%Y-%m}"
    name = slugify(title, MAX_LENGTH - len(month)) + month
    paper, digital = yes(console, "Ist es eine Vorlage für den Rat?"), yes(console, "Ist es ein Digitalvorhaben?")
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
    for known in namesakes or [book.municipalities[name] for name in _like(answer, book)]:
        told = ", ".join(filter(None, (known.kind, LANDS.get(known.land, ""), f"assessments/{known.id}")))
        if yes(console, f"Ist „{known.name}“ gemeint ({told})?"):
            return known.id
    distinction = prompt(console, _WHICH) if namesakes else ""
    town = slugify(f"{answer} {distinction}")
    path = f"assessments/{town}/municipality.yml"
    if path not in files.texts:
        console.err(f"„{answer}“ ist neu im Prüfbuch.")
        kind = prompt(console, "Art der Kommune (Stadt, Gemeinde, Landkreis …): ")
        made_up = yes(console, "Ist der Ort erfunden, also ein Beispiel?")
        told_apart = f"distinction: {quoted(distinction)}\n" if distinction else ""
        new_files[path] = (
            f"name: {quoted(answer)}\n{told_apart}kind: {quoted(kind)}\nmade_up: {'true' if made_up else 'false'}\n"
        )
    return town


def _like(answer: str, book: Book) -> list[str]:
    """The towns of the book that an answer may mean: by folder or name, with or without the kind of town before it, or nearly so."""
    ways = {town: (municipality.name, _bare(municipality.name)) for town, municipality in book.municipalities.items()}
    return list(dict.fromkeys([*meant(answer, ways, ways), *meant(_bare(answer), ways, ways)]))


def _bare(name: str) -> str:
    """The name of a town without the kind of town it is."""
    return _KIND.sub("", name).strip()


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
    ways = {ref: (catalogue.id, catalogue.title) for ref, catalogue in usable.items()}
    return usable[chosen(console, "Katalog (Nummer oder Name): ", ways)]
