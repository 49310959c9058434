"""`pruefbuch publish`: builds the site, checks it, and puts it in the place of the old one in a single step."""

from __future__ import annotations

import argparse
import errno
import os
import subprocess
import sys
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from pruefbuch import release, reports, tree
from pruefbuch.book import load_context
from pruefbuch.build import output
from pruefbuch.build.targets import page_path
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.engine.session import pages_of
from pruefbuch.release import manifest
from pruefbuch.rules import legal

NAME = "publish"
HELP = "baut die Seite, prüft sie und setzt sie in einem Schritt an die Stelle der alten"

SETTINGS = "mkdocs.yml"
ENGINES = ("properdocs", "mkdocs")
"""the first that is installed builds; MkDocs comes along with the theme, ProperDocs is somebody’s decision"""

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
    origin = manifest.origin_of(root)
    files = tree.read(root)
    expected = map(page_path, pages_of(load_context(files)))
    if problems := sorted(legal.unpublishable(files, (root / SETTINGS).read_text("utf-8"), SETTINGS)):
        console.err("\n".join([*(reports.text(each, colour=console.colour) for each in problems), reports.summary(problems)]))
        return 1
    try:
        count = release.publish(target, partial(_build, root, origin), expected, origin)
    except release.Stop as stop:
        console.err(f"{stop}\nNichts wurde veröffentlicht; die bisherige Seite steht unverändert.")
        return 1
    except output.Refused as error:
        raise Refusal(str(error)) from error
    except OSError as error:
        raise Refusal(_of_the_system(target, error)) from error
    console.out(f"{target}: {count} Dateien veröffentlicht, Prüfsummen in {manifest.NAME}")
    return 0


def _build(root: Path, origin: manifest.Origin, folder: Path) -> None:
    """Let the engine build, strictly. Its dates are those of the commit, so that the same commit makes the same bytes."""
    engine = next((name for name in ENGINES if find_spec(name)), None)
    if engine is None:
        raise Refusal("MkDocs ist nicht installiert; bitte „make install“ ausführen")
    command = [sys.executable, "-m", engine, "build", "--strict", "-f", str(root / SETTINGS), "-d", str(folder)]
    env = {"SOURCE_DATE_EPOCH": str(origin.time)} if origin.time else {}
    if subprocess.run(command, env={**env, **os.environ}, cwd=root, check=False).returncode:  # noqa: S603 – our own words
        raise release.Stop("Die Seite ließ sich nicht bauen; oben steht, woran es liegt.")


def _of_the_system(target: Path, error: OSError) -> str:
    """What the system refused, with a way out; the old site is as it was."""
    ways = {
        errno.ENOSPC: "der Datenträger ist voll; bitte Platz schaffen, denn alte und neue Seite liegen kurz nebeneinander",
        errno.EDQUOT: "der zugeteilte Speicherplatz ist verbraucht; alte und neue Seite liegen kurz nebeneinander",
        errno.EROFS: "der Datenträger lässt sich nur lesen; bitte einen anderen Ordner nennen",
        errno.EACCES: f"in „{target.parent}“ darf nicht geschrieben werden; bitte Rechte geben oder einen anderen nennen",
        **dict.fromkeys((errno.ENOSYS, errno.EINVAL), _NO_EXCHANGE),
    }
    reason = ways.get(error.errno or 0, f"das System meldet: {error}")
    return f"„{target}“ ließ sich nicht schreiben: {reason}. Die bisherige Seite steht unverändert."
