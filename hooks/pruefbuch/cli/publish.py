"""`pruefbuch publish`: builds the site, checks it, and puts it in the place of the old one in a single step."""

from __future__ import annotations

import argparse
import errno
from datetime import date
from functools import partial
from pathlib import Path

from pruefbuch import release, reports, tree
from pruefbuch.book import load_context
from pruefbuch.build import output
from pruefbuch.build.published import PUBLISHED
from pruefbuch.build.targets import path_of
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.engine import command
from pruefbuch.release import manifest
from pruefbuch.rules import legal

NAME = "publish"
HELP = "baut die Seite, prüft sie und setzt sie in einem Schritt an die Stelle der alten"
EXAMPLE = "pruefbuch publish public"

_NO_EXCHANGE = (
    "auf diesem Datenträger lassen sich zwei Ordner nicht in einem Schritt tauschen; bitte den Ordner einmal von Hand durch einen "
    "symbolischen Link ersetzen (mv seite seite.alt; ln -s seite.alt seite), dann wird nur der Link umgestellt"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """TARGET."""
    parser.add_argument(
        "target", type=Path, metavar="ORDNER", help="Ordner der Seite, zum Beispiel der, den der Webserver ausliefert"
    )


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Publish into the target; 1 where the book, a page or a link is not sound, 2 where the target cannot be written."""
    root = root_of(Path())
    target = arguments.target.absolute()
    source = manifest.source_state(root)
    files = tree.read(root)
    expected = map(path_of, PUBLISHED.always(load_context(files)))
    if problems := sorted(legal.unpublishable(files, (root / command.SETTINGS).read_text("utf-8"), command.SETTINGS)):
        console.err(
            "\n".join([*(reports.text(problem, colour=console.colour) for problem in problems), reports.summary(problems)])
        )
        return 1
    try:
        count = release.publish(target, partial(_build, root, source, console.today), expected, source)
    except release.Unsound as error:
        console.err(f"{error}\nNichts wurde veröffentlicht; die bisherige Seite steht unverändert.")
        return 1
    except (output.Refused, command.NotInstalled) as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(_reason_of(target, error)) from error
    console.out(f"{target}: {count} Dateien veröffentlicht, Prüfsummen in {manifest.NAME}")
    return 0


def _build(root: Path, source: manifest.SourceState, today: date, folder: Path) -> None:
    """Let the engine build into a folder. The date of the site is that of the commit."""
    if not command.build(root, folder, source.time, today):
        raise release.Unsound("Die Seite ließ sich nicht bauen; oben steht, woran es liegt.")


def _reason_of(target: Path, error: OSError) -> str:
    """A sentence on what the system refused, with a way out."""
    reasons = {
        errno.ENOSPC: "der Datenträger ist voll; bitte Platz schaffen, denn alte und neue Seite liegen kurz nebeneinander",
        errno.EDQUOT: "der zugeteilte Speicherplatz ist verbraucht; alte und neue Seite liegen kurz nebeneinander",
        errno.EROFS: "der Datenträger lässt sich nur lesen; bitte einen anderen Ordner nennen",
        errno.EACCES: f"in „{target.parent}“ darf nicht geschrieben werden; bitte Rechte geben oder einen anderen nennen",
        **dict.fromkeys((errno.ENOSYS, errno.EINVAL), _NO_EXCHANGE),
    }
    reason = reasons.get(error.errno or 0, f"das System meldet: {error}")
    return f"„{target}“ ließ sich nicht schreiben: {reason}. Die bisherige Seite steht unverändert."
