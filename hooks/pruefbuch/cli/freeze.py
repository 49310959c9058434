"""`pruefbuch freeze`: writes the checksums of a catalogue edition when it is published."""

from __future__ import annotations

import argparse
from pathlib import Path

from pruefbuch import tree
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.rules.frozen import SUMS, sums

NAME = "freeze"
HELP = "friert eine Katalogausgabe ein, sobald sie veröffentlicht wird"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The edition to freeze."""
    parser.add_argument("edition", metavar="KATALOG@AUSGABE", help="zum Beispiel nh-digital@2026")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write SHA256SUMS beside catalogue.yml; an edition that is frozen already is refused."""
    root = root_of(Path())
    catalogue, _, edition = str(arguments.edition).partition("@")
    folder = f"content/kataloge/{catalogue}/{edition}"
    files = tree.read(root)
    if f"{folder}/catalogue.yml" not in files.texts:
        raise Refusal(f"„{folder}/catalogue.yml“ gibt es nicht; erwartet wird „katalog@ausgabe“")
    if f"{folder}/{SUMS}" in files.texts:
        raise Refusal(f"„{arguments.edition}“ ist schon eingefroren; Änderungen gehören in eine neue Ausgabe")
    lines = [f"{digest}  {name}\n" for name, digest in sums(folder, files.checksums).items()]
    tree.write(root, {f"{folder}/{SUMS}": "".join(lines).encode()})
    console.out(f"{folder}/{SUMS} geschrieben ({len(lines)} Dateien)")
    return 0
