"""`pruefbuch catalogue list` and `add`: which editions the program has, and how one more comes into a book."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pruefbuch import starter
from pruefbuch.book import Book
from pruefbuch.cli.blanks import program_version
from pruefbuch.cli.console import Console, Refusal, open_book, root_of
from pruefbuch.cli.init import begin
from pruefbuch.cli.offer import chosen_edition, edition_files, offered

NAME = "catalogue"
HELP = "zeigt die Kataloge, die es gibt, oder nimmt einen ins Buch auf"
EXAMPLE = "pruefbuch catalogue add nh-digital@2026"


def arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, or `add` with an edition."""
    parser.add_argument("action", choices=("list", "add"), metavar="list|add", help="zeigen oder aufnehmen")
    parser.add_argument("edition", nargs="?", metavar="KATALOG@AUSGABE", help="was aufgenommen werden soll")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Show the editions, or copy one with its checksums; what a town has decided by is never overwritten."""
    if arguments.action == "list":
        if arguments.edition:
            arguments.parser.error(f"unrecognized arguments: {arguments.edition}")
        for line in _listed(open_book(root_of(Path()), console)[1]):
            console.out(line)
        return 0
    if not arguments.edition:
        arguments.parser.error("the following arguments are required: KATALOG@AUSGABE")
    console.out(_added(root_of(Path()), arguments.edition))
    return 0


def _listed(book: Book) -> Iterator[str]:
    counts = Counter(entry.catalogue for entry in book.entries.values())
    yield "Im Buch"
    for ref, catalogue in book.catalogues.items():
        yield f"  {ref:<20} {catalogue.title:<60} {counts[ref]} Prüfung{'en' * (counts[ref] != 1)}"
    yield f"Im Programm {program_version()}, noch nicht im Buch"
    rest = {ref: catalogue for ref, catalogue in offered().items() if ref not in book.catalogues}
    for ref, catalogue in rest.items():
        yield f"  {ref:<20} {catalogue.title:<60} eigener Wortlaut, kein amtlicher Katalog"
    yield "Aufnehmen mit: pruefbuch catalogue add KATALOG@AUSGABE" if rest else "  keiner"


def _added(root: Path, ref: str) -> str:
    """Copy an edition; returns what was done."""
    edition = chosen_edition(ref)
    files = edition_files(edition)
    folder = f"{starter.EDITIONS}/{edition.id}/{edition.edition.id}"
    if (root / folder).exists():
        changed = [path for path, data in files.items() if not (root / path).is_file() or (root / path).read_bytes() != data]
        if changed:
            raise Refusal(
                f"„{edition.ref}“ liegt schon im Buch, aber „{changed[0].rpartition('/')[2]}“ ist anders; beschlossener Wortlaut wird "
                f"nicht überschrieben, bitte die Änderung zurücknehmen (git checkout {folder})"
            )
        return f"{edition.ref} ist schon im Buch, Byte für Byte gleich; nichts zu tun"
    begin(root / folder, {path.removeprefix(f"{folder}/"): data for path, data in files.items()})
    return (
        f"{folder}/ geschrieben ({len(files)} Dateien, Prüfsummen stimmen)\n"
        "Bestehende Prüfungen ändern sich nicht. Eine neue beginnen mit: pruefbuch new"
    )
