"""`pruefbuch publish`: builds the site, checks it, and puts it in the place of the old one in a single step."""

from __future__ import annotations

import argparse
import errno
import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from pruefbuch import release, reports, system, tree
from pruefbuch.book import load_context
from pruefbuch.build import output
from pruefbuch.build.published import PUBLISHED
from pruefbuch.build.targets import path_of
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.engine import command
from pruefbuch.engine.settings import Settings
from pruefbuch.release import manifest
from pruefbuch.rules import legal

NAME = "publish"
HELP = "baut die Seite, prüft sie und setzt sie in einem Schritt an die Stelle der alten"
EXAMPLE = "pruefbuch publish public"

_NO_EXCHANGE = (
    "auf diesem Datenträger lassen sich zwei Ordner nicht in einem Schritt tauschen; bitte den Ordner einmal von Hand durch einen "
    "symbolischen Link ersetzen (mv seite seite.alt; ln -s seite.alt seite), dann wird nur der Link umgestellt"
)
_RENAMED = "Wurde eine Prüfung oder Seite umbenannt, nennt ihre Datei den alten Namen: former_names: [alter-name]."
_SHOWN = 10
"""addresses that a hint names"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """TARGET."""
    parser.add_argument(
        "target", type=Path, metavar="ORDNER", help="Ordner der Seite, zum Beispiel der, den der Webserver ausliefert"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Publish into the target; 1 where the book, a page or a link is not sound, 2 where the target cannot be written."""
    root = root_of(Path())
    target = _named(arguments.target)
    source = manifest.source_state(root)
    files = tree.read(root)
    expected = map(path_of, PUBLISHED.always(load_context(files)))
    if problems := sorted(legal.unpublishable(files, Settings.read(root / command.SETTINGS).values())):
        console.err(
            "\n".join([*(reports.text(problem, colour=console.colour) for problem in problems), reports.summary(problems)])
        )
        return 1
    try:
        count, gone = release.publish(target, partial(_build, root, source, console.today), expected, source)
    except release.Unsound as error:
        console.err(f"{error}\nNichts wurde veröffentlicht; die bisherige Seite steht unverändert.")
        return 1
    except (output.Refused, command.NotInstalled) as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(_reason_of(target, error)) from error
    tell(target, source, gone, console)
    console.out(f"{target}: {count} Dateien veröffentlicht, Prüfsummen in {manifest.NAME}")
    return 0


def _build(root: Path, source: manifest.SourceState, today: date, folder: Path) -> None:
    """Let the engine build into a folder. The date of the site is that of the commit."""
    if not command.build(root, folder, source.time, today):
        raise release.Unsound("Die Seite ließ sich nicht bauen; oben steht, woran es liegt.")


def _named(target: Path) -> Path:
    """The folder that is meant. Refused where nothing can lie beside it."""
    path = target.absolute() if target.name not in ("", "..") else target.resolve()
    if path.parent == path:
        raise Refusal(
            f"„{target}“ ist die Wurzel des Dateisystems und lässt sich nicht ersetzen; bitte einen Ordner darin nennen"
        )
    return path


def tell(target: Path, source: manifest.SourceState, gone: Sequence[str], console: Console) -> None:
    """Say what whoever publishes should know."""
    if source.unknown:
        console.err(
            f"Hinweis: Aus welchem Commit die Seite entstand, ist unbekannt ({source.unknown}); {manifest.NAME} sagt das."
        )
    if pages := [page for page in gone if not re.search(r"/[0-9]+/index\.html$", page)]:
        more = f" und {len(pages) - _SHOWN} weitere" if len(pages) > _SHOWN else ""
        shown = ", ".join(f"„{page.removesuffix('index.html')}“" for page in pages[:_SHOWN])
        console.err(f"Hinweis: Diese Adressen der letzten Veröffentlichung führen ins Leere: {shown}{more}. {_RENAMED}")
    places = [place for place in (target, *target.parents) if place.stat().st_mode & 0o005 != 0o005]
    if places:
        console.err(f"Hinweis: „{places[-1]}“ dürfen nicht alle lesen; ein Webserver mit eigenem Konto braucht: chmod o+rx")


def _reason_of(target: Path, error: OSError) -> str:
    """A sentence on what the system refused, with a way out."""
    reason = _NO_EXCHANGE if error.errno in (errno.ENOSYS, errno.EINVAL) else system.reason(error)
    return f"„{target}“ ließ sich nicht schreiben: {reason}. Die bisherige Seite steht unverändert."
