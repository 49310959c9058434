"""`pruefbuch update`: renews what `init` wrote and nobody has changed since, after the program was renewed."""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from pruefbuch import starter, tree
from pruefbuch.cli.blanks import (
    OPERATOR,
    PROJECT,
    answers_of,
    files_of,
    program_version,
    renewed_project,
    wheel,
)
from pruefbuch.cli.console import Console, Refusal, root_of

NAME = "update"
HELP = "erneuert nach einer neuen Fassung des Programms, was „init“ geschrieben hat und seither niemand geändert hat"
EXAMPLE = "pruefbuch update --check"

_OWN = re.compile(r"assessments/|content/kataloge/|" + re.escape(OPERATOR))
"""what belongs to the town from the first day"""


class Fate(StrEnum):
    """What becomes of a file."""

    RENEW = "erneuern"
    KEEP = "bleibt"
    SAME = "gleich"


@dataclass(frozen=True)
class Plan:
    """What there is to do: for each file what becomes of it and how it looks in this version."""

    site: starter.Site
    program: str
    fates: Mapping[str, Fate]
    files: Mapping[str, bytes]
    """pyproject.toml among them, with all checksums"""

    def of(self, fate: Fate) -> list[str]:
        """The files that have this fate."""
        return [path for path, own in self.fates.items() if own is fate]


def arguments(parser: argparse.ArgumentParser) -> None:
    """--check."""
    parser.add_argument("--check", action="store_true", help="nur zeigen, was zu erneuern wäre, mit den Unterschieden")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Renew the files, or show what would be renewed: then 1 where there is something to do."""
    root = root_of(Path())
    plan = _plan(root)
    if arguments.check:
        for line in _shown(plan, root):
            console.out(line)
        return 1 if plan.of(Fate.RENEW) else 0
    renewed = plan.of(Fate.RENEW)
    tree.write(root, {path: plan.files[path] for path in renewed})
    console.out(f"{_counted(renewed)} erneuert: {', '.join(renewed)}" if renewed else "Nichts zu erneuern")
    if changed := plan.of(Fate.KEEP):
        verb = "ist von Ihnen geändert und bleibt" if len(changed) == 1 else "sind von Ihnen geändert und bleiben"
        console.out(
            f"{_counted(changed)} {verb}: {', '.join(changed)} („pruefbuch update --check“ zeigt den Unterschied; um die neue zu nehmen, "
            "die Datei löschen und „pruefbuch update“ aufrufen)"
        )
    if renewed:
        console.out("Jetzt prüfen mit: pruefbuch validate")
    return 0


def _plan(root: Path) -> Plan:
    """What there is to do in a site. Refused where it was not made by `init`, or by a newer version."""
    try:
        site = starter.site_of(root)
        answers = answers_of(site) if site else None
    except (starter.NoToml, KeyError, ValueError, TypeError) as error:
        raise Refusal(
            f"„{PROJECT}“ lässt sich nicht lesen ({error}); bitte wiederherstellen (git checkout {PROJECT})"
        ) from error
    if site is None or answers is None:
        raise Refusal(f"dieses Prüfbuch hat „pruefbuch init“ nicht angelegt: in „{PROJECT}“ fehlt „[tool.pruefbuch]“")
    program = program_version()
    if _order(site.version) > _order(program):
        raise Refusal(
            f"das Buch ist mit {site.version} angelegt, eingerichtet ist {program}; bitte „.venv/bin/pip install -r "
            "requirements.txt“ aufrufen"
        )
    fresh = {path: data for path, data in files_of(answers, program, wheel()[0]).items() if not _OWN.match(path)}
    fates = {path: _fate(path, data, root, site) for path, data in fresh.items() if path != PROJECT}
    written = {path: data for path, data in fresh.items() if path in fates and fates[path] is not Fate.KEEP}
    old = _read(root / PROJECT) or b""
    earlier = {path: value for path, value in site.written.items() if path not in written}
    project = renewed_project(old.decode(), answers, program, written, earlier).encode()
    fates[PROJECT] = Fate.SAME if project == old else Fate.RENEW
    return Plan(site, program, fates, {**fresh, PROJECT: project})


def _fate(path: str, fresh: bytes, root: Path, site: starter.Site) -> Fate:
    """What becomes of a file. One that somebody has deleted is written: so a town takes the new one instead of its own."""
    now = _read(root / path)
    if now == fresh:
        return Fate.SAME
    unchanged = now is None or sha256(now).hexdigest() == site.written.get(path)
    return Fate.RENEW if unchanged else Fate.KEEP


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _order(number: str) -> tuple[int, ...]:
    """A version as numbers, to compare."""
    return tuple(int(part) for part in re.findall(r"\d+", number))


def _counted(paths: list[str]) -> str:
    return f"{len(paths)} Datei{'en' * (len(paths) != 1)}"


def _shown(plan: Plan, root: Path) -> Iterator[str]:
    """What would be done, with the differences to files that stay."""
    yield f"Angelegt mit {plan.site.version}, eingerichtet ist {plan.program}"
    for path in plan.of(Fate.RENEW):
        note = "nur die Fassung und was sich „update“ merkt" if path == PROJECT else "seit init unverändert"
        yield f"  {Fate.RENEW:<12} {path:<40} {note}"
    for path in plan.of(Fate.KEEP):
        yield f"  {Fate.KEEP:<12} {path:<40} von Ihnen geändert; Unterschied unten"
    yield f"  {Fate.SAME:<12} {_counted(plan.of(Fate.SAME))}"
    yield f"  {'nie berührt':<12} assessments/, content/kataloge/, {OPERATOR}"
    for path in plan.of(Fate.KEEP):
        now, new = ((root / path).read_text("utf-8", "replace"), plan.files[path].decode())
        lines = difflib.unified_diff(
            now.splitlines(), new.splitlines(), f"{path} (bei Ihnen)", f"{path} ({plan.program})", lineterm=""
        )
        yield from ("", *lines)
    yield ""
    yield "Nichts wurde geschrieben." + (" Erneuern mit: pruefbuch update" if plan.of(Fate.RENEW) else "")
