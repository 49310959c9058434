"""`pruefbuch init`: begins the site of a town. Asks what it needs, then writes one new folder, all of it or nothing."""

from __future__ import annotations

import argparse
import shlex
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pruefbuch import starter, tree
from pruefbuch.cli.blanks import OPERATOR, Answers, Forge, files_of, program_version, wheel
from pruefbuch.cli.console import Console, Refusal, chosen, prompt, yes
from pruefbuch.cli.offer import chosen_edition, edition_files, offered
from pruefbuch.engine.command import SETTINGS
from pruefbuch.model import german
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.characters import forbidden
from pruefbuch.model.lands import LANDS
from pruefbuch.model.slugs import slugify
from pruefbuch.model.suggest import suggest
from pruefbuch.wording import listing

NAME = "init"
HELP = "legt das Prüfbuch einer Kommune an: ein neuer Ordner mit höchstens 15 Dateien und den gewählten Katalogen"
EXAMPLE = "pruefbuch init musterau"

_PLACEHOLDERS = "‹"
_MEANING = {
    "README.md": "wie bei Ihnen geprüft wird und wie eine Prüfung dazukommt",
    SETTINGS: "Name, Adresse, Farben",
    "pyproject.toml": "welches Programm in welcher Fassung",
    "requirements.txt": "dasselbe zum Einrichten, mit allem, was es braucht",
    "CODEOWNERS": "wer welche Änderung gelesen haben muss",
    "hooks/main.py": "schließt das Prüfbuch an (eine Zeile)",
    "content/index.md": "Startseite",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The folder and, for whoever is not asked, all answers."""
    parser.add_argument("folder", type=Path, metavar="ORDNER", help="neuer oder leerer Ordner; „.git“ darf darin liegen")
    parser.add_argument("--name", metavar="NAME", help="Name der Kommune, zum Beispiel Musterau")
    parser.add_argument("--kind", metavar="ART", help="Stadt, Gemeinde, Landkreis …")
    parser.add_argument("--state", metavar="LAND", help="Kürzel des Landes, zum Beispiel SN")
    parser.add_argument("--forge", metavar="PLATTFORM", help=listing(Forge))
    parser.add_argument("--url", metavar="ADRESSE", help="Adresse der fertigen Seite, mit https://")
    parser.add_argument("--repo", metavar="ADRESSE", help="Adresse des Repositoriums; ohne sie fehlt der Stift auf den Seiten")
    parser.add_argument(
        "--catalogue",
        metavar="KATALOG",
        action="append",
        help="Katalog@Ausgabe; darf mehrmals stehen (pruefbuch catalogue list)",
    )
    parser.add_argument("--no-guide", action="store_true", help="ohne den Leitfaden von Prüfbuch")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Ask for what was not said, then write the folder. Nothing that exists is overwritten."""
    target = Path(arguments.folder)
    check_free(target)
    answers = _Questions(arguments, console).answers()
    editions = [offered()[ref] for ref in answers.catalogues]
    files = files_of(answers, program_version(), wheel()[0])
    begin(target, {**files, **{path: data for edition in editions for path, data in edition_files(edition).items()}})
    for line in _told(target, files, editions):
        console.out(line)
    return 0


def check_free(target: Path) -> None:
    """Refuse a folder in which something lies."""
    if not target.is_dir():
        if target.exists() or target.is_symlink():
            raise Refusal(f"„{target}“ ist kein Ordner; bitte einen neuen Ordner nennen")
        return
    if site := _site(target):
        raise Refusal(
            f"„{target}“ ist schon ein Prüfbuch (angelegt mit {site.version}); zum Erneuern darin „pruefbuch update“ aufrufen"
        )
    names = sorted(path.name for path in target.iterdir() if path.name != ".git")
    if names:
        more = f" und {len(names) - 1} weitere" if len(names) > 1 else ""
        raise Refusal(
            f"„{target}“ ist nicht leer ({names[0]}{more}); bitte einen neuen Ordner nennen, „init“ überschreibt nichts"
        )


def _site(target: Path) -> starter.Site | None:
    try:
        return starter.site_of(target)
    except starter.NoToml:
        return None


def begin(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder: all files go into one beside it, which is then renamed."""
    stage = target.absolute().with_name(f".{target.absolute().name}.neu")
    shutil.rmtree(stage, ignore_errors=True)  # of a run that was killed
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
        stage.mkdir()
        tree.write(stage, files)
        if target.is_dir() and any(target.iterdir()):  # .git stays where it is
            for path in sorted(stage.iterdir()):
                path.rename(target / path.name)
        else:
            stage.rename(target)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


class _Questions:
    """What has to be known: taken from the call, else asked, and checked in both cases."""

    def __init__(self, arguments: argparse.Namespace, console: Console) -> None:
        self.said = arguments
        self.console = console
        self.missing = [f"--{key}" for key in ("name", "state", "forge", "url", "catalogue") if not getattr(arguments, key)]

    def answers(self) -> Answers:
        """All answers; refused where nobody is there to give them."""
        try:
            return self._answers()
        except EOFError:
            raise Refusal(
                f"ohne Terminal fehlen {listing(self.missing)}; bitte angeben oder den Befehl in einem Terminal aufrufen"
            ) from None

    def _answers(self) -> Answers:
        answers = Answers(
            name=self._one("name", "Name der Kommune: ", _name),
            kind=self._kind(),
            state=self._one("state", f"Land als Kürzel ({' '.join(LANDS)}): ", _state),
            forge=self._forge(),
            repo=self._repo(),
            url=self._one("url", "Adresse der fertigen Seite (mit https://): ", _address),
            catalogues=self._catalogues(),
            guide=self._guide(),
        )
        if self.missing and not yes(self.console, f"So in „{self.said.folder}“ anlegen?"):
            raise Refusal("nichts wurde geschrieben")
        return answers

    def _one(self, key: str, request: str, check: Callable[[str], str]) -> str:
        """An answer; one that was said in the call and does not fit is refused, any other is asked for again."""
        if said := getattr(self.said, key):
            return check(said)
        while True:
            try:
                return check(prompt(self.console, request))
            except Refusal as refusal:
                self.console.err(f"{refusal}.")

    def _kind(self) -> str:
        if self.said.kind or not self.missing:
            return _line("kind", self.said.kind or "Stadt")
        return _line("kind", self.console.ask("Art [Stadt]: ").strip() or "Stadt")

    def _repo(self) -> str:
        if self.said.repo or not self.missing:
            return _address(self.said.repo) if self.said.repo else ""
        said = self.console.ask("Adresse des Repositoriums (leer: später eintragen): ").strip()
        return _address(said) if said else ""

    def _forge(self) -> Forge:
        if self.said.forge:
            return Forge(_word("die Plattform", self.said.forge, [*Forge]))
        for number, forge in enumerate(Forge, 1):
            self.console.err(f"  {number}  {forge.value:<8} {forge.label}")
        ways = {forge.value: tuple(forge.label.split(", ")) for forge in Forge}
        return Forge(chosen(self.console, "Wo liegt das Repositorium? Nummer oder Name: ", ways))

    def _catalogues(self) -> tuple[str, ...]:
        if self.said.catalogue:
            return tuple(dict.fromkeys(chosen_edition(ref).ref for ref in self.said.catalogue))
        for number, edition in enumerate(offered().values(), 1):
            self.console.err(f"  {number}  {edition.ref} – {edition.title} (eigener Wortlaut, kein amtlicher Katalog)")
        ways = {ref: (edition.id, edition.title) for ref, edition in offered().items()}
        refs = [chosen(self.console, "Womit wollen Sie prüfen? Nummer oder Name: ", ways)]
        while len(refs) < len(ways) and yes(self.console, "Noch ein Katalog?"):
            refs.append(chosen(self.console, "Nummer oder Name: ", ways))
        return tuple(dict.fromkeys(refs))

    def _guide(self) -> bool:
        if self.said.no_guide or not self.missing:
            return not self.said.no_guide
        return yes(self.console, "Leitfaden von Prüfbuch übernehmen?")


def _line(key: str, text: str) -> str:
    if len(text) > 100 or forbidden(text) or "\n" in text:
        raise Refusal(f"„--{key}“ ist kein Name aus sichtbaren Zeichen; erlaubt sind höchstens 100")
    return text


def _name(text: str) -> str:
    if not slugify(text):
        raise Refusal(f"aus „{text}“ lässt sich kein Ordnername bilden; bitte den Namen der Kommune mit Buchstaben angeben")
    return _line("name", text)


def _state(text: str) -> str:
    return _word("das Land", text, LANDS, german.STATES)


def _word(what: str, text: str, allowed: Iterable[str], ways: Mapping[str, Iterable[str]] | None = None) -> str:
    """One of the words that are allowed."""
    if text not in (words := [*allowed]):
        asked = suggest(text, words, ways)
        raise Refusal("; ".join(filter(None, (f"{what} „{text}“ gibt es nicht", f"erlaubt: {listing(words)}", asked))))
    return text


def _address(text: str) -> str:
    """An address of a site or a repository."""
    parts = urlsplit(text)
    if parts.scheme not in ("https", "http") or not parts.hostname or forbidden(text) or set(text) & set(' "\\<>'):
        raise Refusal(f"„{text}“ ist keine Adresse; bitte mit https:// angeben")
    return text


def _told(target: Path, files: Mapping[str, bytes], editions: Iterable[Catalogue]) -> Iterable[str]:
    """What was written, and how to go on."""
    editions = [*editions]
    word = "Katalog" if len(editions) == 1 else "Kataloge"
    yield f"{target} angelegt: {len(files)} Dateien, dazu {len(editions)} {word} mit Prüfsummen"
    open_ = files[OPERATOR].decode().count(_PLACEHOLDERS)
    meaning = {**_MEANING, OPERATOR: f"wer die Seite betreibt: {open_} Angaben fehlen noch"}
    for path in files:
        told = "Ihre Kommune; daneben kommen die Prüfungen" if path.startswith("assessments/") else meaning.get(path, "")
        yield f"  {path:<44} {told}".rstrip()
    for edition in editions:
        folder = f"{starter.EDITIONS}/{edition.id}/{edition.edition.id}/"
        yield f"  {folder:<44} {len(edition_files(edition))} Dateien, unverändert aus Prüfbuch {program_version()}"
    yield "\nJetzt weiter mit:"
    beside = f"--find-links {shlex.quote(folder)} " if (folder := wheel()[1]) else ""
    yield f"  cd {shlex.quote(str(target))} && python3 -m venv .venv && .venv/bin/pip install {beside}-r requirements.txt"
    yield "  .venv/bin/pruefbuch serve"
