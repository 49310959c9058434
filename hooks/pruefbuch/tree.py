"""The files of a book: finding them, reading them, writing new ones.

Everything else takes what stands under assessments/ and content/ from here; only the engine reads written pages a second time, by itself.
The program's own files (texts, templates, outlines, cache, output, links.csv) are read and written by the rooms they belong to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from pruefbuch import starter, system
from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.slugs import MAX_LENGTH, is_slug, slugify

FOLDERS = ("assessments", "content")
INITIATIVES = "initiatives"
"""the folder in that of a municipality that holds its initiatives"""
MAX_BYTES = 10_000_000
"""of any file; `source` has a stricter limit of its own for YAML"""

MAX_DEPTH = 20
"""folders in folders"""

_FIRST = 64 * 1024
"""bytes that are read before the size of a file is asked for"""
_TEXTS = (".yml", ".md", "/SHA256SUMS")
_NAME_RULE = f"Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche, höchstens {MAX_LENGTH} Zeichen"
_MEANT = {".yml": (".yml", ".yaml"), ".md": (".md", ".markdown")}
"""beginnings of what stands behind the name of a file that should have a suffix"""
_ODD = re.compile(r"[\t\n\r\\]")
_SAVE = "im Editor „Speichern unter“ mit der Kodierung UTF-8 wählen"


Read = Callable[[str], bytes | Problem]
"""gives the bytes of a file by its path, or says why it cannot be read"""


class FileState(NamedTuple):
    """What the system says of a file: its size, when its bytes were last changed, and when anything of it was (ns).

    A file that still has the same state is taken for the same, without reading it.
    """

    size: int
    modified: int
    changed: int


class Sheet(NamedTuple):
    """The text of an assessment file, the SHA-256 (hex) of its bytes, and its state from before it was read."""

    text: str
    checksum: str
    state: FileState | None = None


class Tree(NamedTuple):
    """The files under assessments/ and content/ by POSIX path from the root, in order of their paths.

    `texts`: the YAML, Markdown and checksum files, decoded, without byte order mark, with their line breaks as they are; `others`:
    all other files, also those with a problem; `problems`: files that could not be read, and names that are not allowed;
    `checksums`: SHA-256 (hex) of the bytes of each file that could be read. Assessments are many: `sheets` only names their files,
    each is read when it is asked for. `today`: None where whoever reads the tree knows none. `provided`: paths of pages that the site
    takes from the program; they are among the `texts`. `sound`: pictures that were found sound before (rules/picture_files.py).
    `stored` gives the bytes of files that lie in no folder, as those of a commit.
    """

    texts: Mapping[str, str]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]
    checksums: Mapping[str, str]
    sheets: tuple[str, ...] = ()
    root: Path = Path()
    today: date | None = None
    provided: frozenset[str] = frozenset()
    sound: frozenset[str] = frozenset()
    stored: Read | None = None

    def sheet(self, path: str) -> Sheet | Problem:
        """One of the `sheets`, or why it cannot be read."""
        if path in self.texts:
            return Sheet(self.texts[path], self.checksums[path])
        state = None if self.stored else state_of(f"{self.root}/{path}")
        data = self.data(path)
        if isinstance(data, Problem):
            return data
        text = decode(path, data)
        return text if isinstance(text, Problem) else Sheet(text, sha256(data).hexdigest(), state)

    def data(self, path: str) -> bytes | Problem:
        """The bytes of one of the files, or why it cannot be read."""
        return self.stored(path) if self.stored else _bytes(path, f"{self.root}/{path}")


def state_of(file: str, folder: int | None = None) -> FileState | None:
    """The state of a file; None where it is gone. `folder` may be an open folder below which it lies."""
    try:
        status = os.stat(file, dir_fd=folder)
    except OSError:
        return None
    return FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def find_root(start: Path) -> Path | None:
    """The nearest folder, `start` itself or one above it, that has both assessments/ and content/; None where there is none."""
    start = start.absolute()
    for folder in (start, *start.parents):
        if all((folder / name).is_dir() for name in FOLDERS):
            return folder
    return None


def read(root: Path, today: date | None = None, sound: frozenset[str] = frozenset()) -> Tree:
    """All files of the book in `root`. Hidden files are ignored; symbolic links are problems and not followed."""
    problems: list[Problem] = []
    files = dict(_walk(root, problems))
    files_of_book = of_files(files, lambda path: _bytes(path, files[path].path), lambda: starter.site_of(root), problems)
    return files_of_book._replace(root=root, today=today, sound=sound)


def of_files(
    files: Collection[str], data: Read, site: Callable[[], starter.Site | None], faults: Iterable[Problem] = ()
) -> Tree:
    """The tree of these files, wherever they lie. Assessments are not read; `site` says what the site takes from the program."""
    texts: dict[str, str] = {}
    checksums: dict[str, str] = {}
    problems = [*faults]
    sheets, rest = _parted(sorted(files))
    misnamed = {path: problem for path in rest if (problem := _check_name(PurePosixPath(path), files))}
    problems += misnamed.values()
    for path in rest:
        content = data(path)
        if isinstance(content, Problem):
            problems.append(content)
            continue
        checksums[path] = sha256(content).hexdigest()
        if path.endswith(_TEXTS) and path not in misnamed:
            text = decode(path, content)
            if isinstance(text, Problem):
                problems.append(text)
            else:
                texts[path] = text
    others = tuple(path for path in rest if path not in texts)
    ours = {path: page for path, page in _provided(site, problems).items() if path not in files}
    if ours:
        texts = dict(sorted({**texts, **{path: page.decode() for path, page in ours.items()}}.items()))
        checksums |= {path: sha256(page).hexdigest() for path, page in ours.items()}
    return Tree(texts, others, tuple(sorted(set(problems))), checksums, tuple(sheets), provided=frozenset(ours))


def _provided(site_of: Callable[[], starter.Site | None], problems: list[Problem]) -> Mapping[str, bytes]:
    """The pages that come with the program, where the site takes them from there."""
    place, remedy = Place(starter.SETTINGS), "wiederherstellen, zum Beispiel mit „git checkout pyproject.toml“"
    try:
        site = site_of()
    except ValueError as error:
        problems.append(Problem(place, "settings", f"ist kein TOML: {error}", "TOML (toml.io)", remedy))
        return {}
    except OSError as error:
        problems.append(_unreadable(starter.SETTINGS, error))
        return {}
    return starter.pages(site) if site else {}


def write(target: Path, files: Mapping[str, bytes]) -> None:
    """Write files below `target`, all or none of them. ValueError, and nothing written, for a path that leaves it."""
    base = target.resolve()
    for path in files:
        if not (base / path).resolve().is_relative_to(base):
            raise ValueError(path)
    system.write({(base / path).resolve(): data for path, data in files.items()})


# -- reading ---------------------------------------------------------------------------------------------------------


def _walk(root: Path, problems: list[Problem]) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """(POSIX path, file) of every visible regular file; links, devices and unreadable folders become problems."""
    waiting = [("", [entry for entry in os.scandir(root) if entry.name in FOLDERS])]
    while waiting:
        folder, entries = waiting.pop()
        for entry in entries:
            path = folder + shown(entry.name)
            if entry.is_symlink():
                problems.append(symlink(path))
            elif entry.is_file():
                yield path, entry
            elif entry.is_dir() and path.count("/") == MAX_DEPTH:
                problems.append(too_deep(path))
            elif entry.is_dir():
                waiting.append((path + "/", _entries(path, entry, problems)))
            else:
                fault, remedy = "hier liegt eine Pipe, ein Gerät oder ein Socket", "löschen oder durch eine Datei ersetzen"
                problems.append(Problem(Place(path), "unreadable", fault, "nur Dateien und Ordner", remedy))


def symlink(path: str) -> Problem:
    """The problem of a symbolic link, which is never followed."""
    fault, remedy = "hier liegt ein symbolischer Link", "durch die Datei oder den Ordner selbst ersetzen"
    return Problem(Place(path), "symlink", fault, "nur Dateien und Ordner", remedy)


def too_deep(path: str) -> Problem:
    """The problem of a folder in more than MAX_DEPTH others."""
    fault = f"die Ordner sind zu tief verschachtelt: mehr als {MAX_DEPTH} ineinander"
    return _problem(path, fault, f"höchstens {MAX_DEPTH} Ordner ineinander", "löschen oder weiter oben ablegen")


def _entries(path: str, folder: os.DirEntry[str], problems: list[Problem]) -> list[os.DirEntry[str]]:
    try:
        return [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    except OSError as error:
        problems.append(_unreadable(path, error))
        return []


def shown(name: str) -> str:
    """The name of a file as text."""
    # A name that is no valid UTF-8 shows as escapes: it is a problem by its name, and must not break the printing of it.
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()


def _bytes(path: str, file: str) -> bytes | Problem:
    """The bytes of a file. One that is too large is not read."""
    try:
        with FileIO(file) as stream:
            data = stream.read(_FIRST)
            if len(data) < _FIRST:
                return data
            size = os.fstat(stream.fileno()).st_size
            if size > MAX_BYTES:
                return too_large(path, size)
            while len(data) <= MAX_BYTES and (part := stream.read(MAX_BYTES)):
                data += part
            return data
    except OSError as error:
        return _unreadable(path, error)


def too_large(path: str, size: int) -> Problem:
    """The problem of a file of so many bytes."""
    fault, allowed = f"die Datei hat {megabytes(size)} MB", f"höchstens {MAX_BYTES // 1_000_000} MB"
    return Problem(Place(path), "too-large", fault, allowed, "verkleinern, aufteilen oder anderswo ablegen und verlinken")


def megabytes(size: int) -> str:
    """A number of bytes in MB, rounded up: what is too large never reads as if it were not."""
    return f"{-(-size // 100_000) / 10:.1f}".replace(".", ",")


def _unreadable(path: str, error: OSError) -> Problem:
    reason = "keine Leserechte" if isinstance(error, PermissionError) else f"Meldung des Systems: {type(error).__name__}"
    fault = f"lässt sich nicht lesen ({reason})"
    return Problem(
        Place(path), "unreadable", fault, "Dateien und Ordner, die alle lesen dürfen", "Rechte und Datenträger prüfen"
    )


def decode(path: str, data: bytes) -> str | Problem:
    """The text of a UTF-8 file without byte order mark, or a problem that says in words what the file is instead."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(b"\0") * 3 > len(data):
        return Problem(Place(path), "encoding", "die Datei ist als UTF-16 („Unicode“) gespeichert", "Text in UTF-8", _SAVE)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _wrong_byte(path, data, error.start)
    if "\0" in text:
        place = _place(path, text[: text.index("\0")])
        return Problem(place, "encoding", "die Datei enthält Nullbytes, ist also keine Textdatei", "Text in UTF-8", _SAVE)
    return text.removeprefix("\ufeff")


def _wrong_byte(path: str, data: bytes, index: int) -> Problem:
    """The problem of a byte that is no UTF-8: with us nearly always an umlaut in the encoding of old Windows programs."""
    byte = data[index : index + 1]
    letter = byte.decode("cp1252", "ignore")
    meant = f", vermutlich „{letter}“ in Windows-1252 oder Latin-1" if letter and not characters.forbidden(letter) else ""
    fault = f"das Byte {byte.hex().upper()} ist kein UTF-8{meant}"
    return Problem(_place(path, data[:index].decode("utf-8")), "encoding", fault, "Text in UTF-8", _SAVE)


def _place(path: str, before: str) -> Place:
    """The place after a text that begins with the file."""
    lines = before.removeprefix("\ufeff").split("\n")
    return Place(path, len(lines), len(lines[-1]) + 1)


# -- names -----------------------------------------------------------------------------------------------------------


def _parted(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """The assessment files with names as they should be, nearly all files of a large book; and all others."""
    is_town = cache(is_slug)
    sheets, rest = list[str](), list[str]()
    for path in paths:
        folder, _, town_and_name = path.partition("/")
        town, _, name = town_and_name.partition("/")
        well_named = name.endswith(".yml") and is_slug(name[:-4]) and is_town(town)
        (sheets if well_named and folder == "assessments" and name != "municipality.yml" else rest).append(path)
    return sheets, rest


def _check_name(path: PurePosixPath, files: Collection[str]) -> Problem | None:
    if characters.forbidden(str(path)) or _ODD.search(str(path)):
        fault = "der Name enthält ein Zeichen, das nicht überall erlaubt oder zu sehen ist"
        return _problem(str(path), fault, _NAME_RULE, "umbenennen")
    if path.parts[0] == "assessments":
        return _check_assessment(path, files)
    return _check_suffix(path, files) if path.suffix.lower() in (".yml", ".yaml") else None


def _check_assessment(path: PurePosixPath, files: Collection[str]) -> Problem | None:
    """The problem of a path under assessments/."""
    allowed = f"assessments/<kommune>/<name>.yml oder assessments/<kommune>/{INITIATIVES}/<name>.yml"
    remedy = "Datei dorthin verschieben"
    if len(path.parts) < 3:
        return _problem(str(path), "die Datei liegt nicht im Ordner einer Kommune", allowed, remedy)
    if len(path.parts) > 3 and (len(path.parts) > 4 or path.parts[2] != INITIATIVES):
        return _problem(str(path), "die Datei liegt in einem Unterordner", allowed, remedy)
    town = path.parts[1]
    if not is_slug(town):
        return _problem(f"assessments/{town}", f"der Ordner heißt „{town}“", _NAME_RULE, _rename(slugify(town)))
    return _check_suffix(path, files) or (None if is_slug(path.stem) else _misnamed(path))


def _check_suffix(path: PurePosixPath, files: Collection[str]) -> Problem | None:
    if path.suffix == ".yml":
        return None
    fault = f"die Endung ist „{path.suffix}“" if path.suffix else "der Name hat keine Endung"
    remedy = renaming(path, ".yml", files) or _elsewhere(path)
    return _problem(str(path), fault, "nur Dateien mit der Endung .yml", remedy)


def _elsewhere(path: PurePosixPath) -> str:
    """What to do with a file that is none of ours: what content/ would refuse is not sent there."""
    match path.suffix.lower():
        case ".txt":
            return f"ist es eine Prüfung, umbenennen in „{slugify(path.stem)}.yml“; sonst löschen"
        case ".md" | ".png" | ".jpg" | ".jpeg" | ".webp":
            return "löschen oder unter content/ ablegen"
        case _:
            return "löschen; was andere lesen sollen, als Seite in Markdown unter content/ ablegen"


def renaming(path: PurePosixPath, suffix: str, files: Collection[str]) -> str:
    """How a file gets the right suffix whose name shows that it was meant to have it (a.YML, a.yml.txt, a.yml.bak); "" for others."""
    name = path.name.lower()
    stem = next((name.partition(end)[0] for end in _MEANT[suffix] if end in name), "" if path.suffix else name)
    right = slugify(stem) + suffix
    if not stem or right == suffix:
        return ""
    if str(path.with_name(right)) in files:
        return f"löschen, wenn es eine Kopie von „{right}“ ist"
    return f"umbenennen in „{right}“"


def _misnamed(path: PurePosixPath) -> Problem:
    return _problem(str(path), f"die Datei heißt „{path.name}“", _NAME_RULE, _rename(slugify(path.stem), ".yml"))


def _rename(name: str, suffix: str = "") -> str:
    return f"umbenennen in „{name}{suffix}“" if name else "umbenennen"


def _problem(path: str, fault: str, allowed: str, remedy: str) -> Problem:
    return Problem(Place(path), "file-name", fault, allowed, remedy)
