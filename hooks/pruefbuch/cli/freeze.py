"""`pruefbuch freeze`: writes the checksums of a catalogue edition when it is published."""

from __future__ import annotations

import argparse
from pathlib import Path

from pruefbuch import catalogue, source, tree
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.model.common import Severity
from pruefbuch.model.slugs import is_slug
from pruefbuch.model.suggest import question, suggest
from pruefbuch.rules.frozen import SUMS, sums
from pruefbuch.typed import Diagnostics
from pruefbuch.wording import listing

NAME = "freeze"
HELP = "friert eine Katalogausgabe ein, sobald sie veröffentlicht wird"
EXAMPLE = "pruefbuch freeze nh-digital@2026"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The edition to freeze."""
    parser.add_argument("edition", metavar="KATALOG@AUSGABE", help="zum Beispiel nh-digital@2026")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write SHA256SUMS beside catalogue.yml; an edition that is frozen already is refused."""
    root = root_of(Path())
    files = tree.read(root)
    folder = _folder(arguments.edition, files)
    if f"{folder}/{SUMS}" in files.texts:
        raise Refusal(f"„{arguments.edition}“ ist schon eingefroren; Änderungen gehören in eine neue Ausgabe")
    _check_status(arguments.edition, f"{folder}/catalogue.yml", files)
    lines = [f"{digest}  {name}\n" for name, digest in sums(folder, files.checksums).items()]
    tree.write(root, {f"{folder}/{SUMS}": "".join(lines).encode()})
    console.out(f"{folder}/{SUMS} geschrieben ({len(lines)} Dateien)")
    return 0


def _folder(ref: str, files: tree.Tree) -> str:
    """The folder of an edition; a refusal that names those that are there where it is none of them."""
    paths = (path.split("/") for path in files.texts if path.endswith("/catalogue.yml"))
    folders = {f"{parts[2]}@{parts[3]}": "/".join(parts[:4]) for parts in paths if len(parts) == 5 and is_slug(parts[3])}
    if ref not in folders:
        of_catalogue = [name for name in folders if name.partition("@")[0] == ref or folders[name] == ref.strip("/")]
        asked = question(of_catalogue) or suggest(ref, folders) or f"es gibt: {listing(folders) or 'noch keine'}"
        raise Refusal(f"eine Ausgabe „{ref}“ gibt es nicht; erwartet wird „katalog@ausgabe“; {asked}")
    return folders[ref]


def _check_status(ref: str, path: str, files: tree.Tree) -> None:
    """Refuse to freeze what is not to be published, or not sound: its checksums would be wrong as soon as it is."""
    mapping, problems = source.read(path, files.texts[path])
    diagnostics = Diagnostics()
    name, _, number = ref.partition("@")
    edition = catalogue.read(mapping, name, number, "", diagnostics).edition if mapping else None
    if edition is None or any(problem.severity is Severity.ERROR for problem in (*problems, *diagnostics.problems)):
        raise Refusal(f"„{ref}“ hat Fehler; bitte erst beheben, was „pruefbuch validate {path}“ nennt")
    if not edition.status.frozen:
        raise Refusal(f"„{ref}“ ist ein Entwurf; bitte erst in „{path}“ unter „edition“ „status: published“ setzen")
