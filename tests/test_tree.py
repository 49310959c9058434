"""Files from disk and to disk."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
from hashlib import sha256
from io import FileIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch import tree
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.slugs import MAX_LENGTH, is_slug, slugify


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty book."""
    for name in tree.FOLDERS:
        (tmp_path / name).mkdir()
    return tmp_path


def put(root: Path, path: str, data: str | bytes = "a: b\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def found_in(root: Path) -> list[Problem]:
    """The problems of a tree and of the assessments in it."""
    found = tree.read(root)
    sheets = [found.sheet(path) for path in found.sheets]
    return sorted([*found.problems, *(sheet for sheet in sheets if isinstance(sheet, Problem))])


def problems(root: Path) -> list[tuple[str, str]]:
    return [(problem.place.path, problem.rule) for problem in found_in(root)]


def test_texts_others_and_checksums(root: Path) -> None:
    put(root, "assessments/ort/b.yml", "\ufeffä: b\r\n")
    put(root, "assessments/ort/a.yml")
    put(root, "assessments/ort/municipality.yml", "\ufeffö: b\r\n")
    put(root, "content/bild.png", b"\x89PNG")
    put(root, "content/kataloge/x/1/SHA256SUMS", "")
    put(root, "content/.versteckt/x.yml")
    put(root, "README.md")
    found = tree.read(root)
    assert found.sheets == ("assessments/ort/a.yml", "assessments/ort/b.yml")
    assert list(found.texts) == ["assessments/ort/municipality.yml", "content/kataloge/x/1/SHA256SUMS"]
    assert found.texts["assessments/ort/municipality.yml"] == "ö: b\r\n"
    checksum = sha256("\ufeffä: b\r\n".encode()).hexdigest()
    status = (root / "assessments/ort/b.yml").stat()
    state = tree.FileState(status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    assert found.sheet("assessments/ort/b.yml") == tree.Sheet("ä: b\r\n", checksum, state)
    assert tree.state_of(str(root / "assessments/ort/b.yml")) == state
    assert found.others == ("content/bild.png",)
    assert found.checksums["content/bild.png"] == sha256(b"\x89PNG").hexdigest()
    assert found.problems == ()


def test_root_is_the_nearest_folder_with_both(root: Path) -> None:
    inner = root / "tests"
    (inner / "content").mkdir(parents=True)
    assert tree.find_root(inner / "content") == root
    (inner / "assessments").mkdir()
    assert tree.find_root(inner / "content") == inner
    assert tree.find_root(Path("/")) is None


def test_root_of_a_relative_path(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root / "content")
    assert tree.find_root(Path()) == root


def test_links_are_refused_and_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "geheim.yml"
    outside.write_text("geheim: ja\n")
    (root / "assessments" / "ort").mkdir()
    (root / "assessments" / "ort" / "link.yml").symlink_to(outside)
    (root / "content" / "ordner").symlink_to(tmp_path)
    (root / "content" / "tot").symlink_to(tmp_path / "gibt-es-nicht")
    assert problems(root) == [
        ("assessments/ort/link.yml", "symlink"),
        ("content/ordner", "symlink"),
        ("content/tot", "symlink"),
    ]
    assert tree.read(root) == tree.Tree({}, (), tree.read(root).problems, {}, (), root)


def test_the_folders_themselves_may_be_no_links_either(tmp_path: Path) -> None:
    put(tmp_path, "anderswo/ort/a.yml")
    (tmp_path / "content").mkdir()
    (tmp_path / "assessments").symlink_to(tmp_path / "anderswo")
    assert problems(tmp_path) == [("assessments", "symlink")]
    assert tree.read(tmp_path).texts == {}


def test_large_files_are_not_read(root: Path) -> None:
    put(root, "assessments/ort/gross.yml", b"a" * 10 * 1024 * 1024)
    put(root, "content/film.mp4", b"a" * (tree.MAX_BYTES + 1))
    put(root, "content/gerade-noch.bin", b"a" * tree.MAX_BYTES)
    assert problems(root) == [("assessments/ort/gross.yml", "too-large"), ("content/film.mp4", "too-large")]
    found = tree.read(root)
    assert found_in(root)[0].found == "die Datei hat 10,5 MB"
    assert found.others == ("content/film.mp4", "content/gerade-noch.bin")
    assert list(found.checksums) == ["content/gerade-noch.bin"]


def test_unreadable_files_and_folders(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "assessments/ort/a.yml")
    (root / "content" / "zu").mkdir()
    scandir = os.scandir

    def closed_folder(path: Path) -> object:
        if path.name == "zu":
            raise PermissionError
        return scandir(path)

    def closed_file(path: str) -> FileIO:
        if path.endswith("a.yml"):
            raise OSError("no such device")
        return FileIO(path)

    monkeypatch.setattr(os, "scandir", closed_folder)
    monkeypatch.setattr(tree, "FileIO", closed_file)
    assert problems(root) == [("assessments/ort/a.yml", "unreadable"), ("content/zu", "unreadable")]
    assert [problem.found for problem in found_in(root)] == [
        "lässt sich nicht lesen (Meldung des Systems: OSError)",
        "lässt sich nicht lesen (keine Leserechte)",
    ]


def full(_: Path, data: bytes) -> int:
    raise OSError(errno.ENOSPC, f"no space for {len(data)} bytes")


def test_a_write_that_fails_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an empty file that would count as one, nor a folder, nor one of two files that belong together."""
    (root / "links.csv").write_text("alt")
    (root / "links.csv").chmod(0o600)
    tree.write(root, {"links.csv": b"neu"})
    assert (root / "links.csv").stat().st_mode & 0o777 == 0o600
    before = sorted(root.rglob("*"))
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space"):
        tree.write(root, {"links.csv": b"x", "assessments/neu/municipality.yml": b"y"})
    monkeypatch.undo()
    write, count = Path.write_bytes, list[Path]()

    def second_is_full(file: Path, data: bytes) -> int:
        count.append(file)
        return write(file, data) if len(count) == 1 else full(file, data)

    monkeypatch.setattr(Path, "write_bytes", second_is_full)
    with pytest.raises(OSError, match="no space"):
        tree.write(root, {"links.csv": b"x", "assessments/neu/municipality.yml": b"y"})
    assert sorted(root.rglob("*")) == before and (root / "links.csv").read_text() == "neu"


def test_special_files_are_named_and_not_read(root: Path) -> None:
    """A pipe would keep whoever reads it waiting for ever."""
    (root / "assessments" / "musterort").mkdir(parents=True)
    os.mkfifo(root / "content" / "rohr.yml")
    os.mkfifo(root / "assessments" / "musterort" / "radweg.yml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(root / "assessments" / "s"))
    found = tree.read(root)
    assert [problem.place.path for problem in found.problems] == [
        "assessments/musterort/radweg.yml", "assessments/s", "content/rohr.yml",
    ]  # fmt: skip
    assert {problem.found for problem in found.problems} == {"hier liegt eine Pipe, ein Gerät oder ein Socket"}
    assert not (found.texts or found.others or found.sheets)


def test_folders_that_are_nested_too_deep_are_named(root: Path) -> None:
    folder = os.open(root / "content", os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("a", dir_fd=folder)
        below = os.open("a", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    (problem,) = tree.read(root).problems
    subprocess.run(["rm", "-rf", str(root)], check=True)
    assert problem.place.path == "content" + "/a" * 20
    assert problem.found == "die Ordner sind zu tief verschachtelt: mehr als 20 ineinander"


@pytest.mark.parametrize(
    ("path", "remedy"),
    [
        ("assessments/ort/Bürger App.yml", "umbenennen in „buerger-app.yml“"),
        ("assessments/Groß/app.yml", "umbenennen in „gross“"),
        ("assessments/ort/app.yaml", "umbenennen in „app.yml“"),
        ("assessments/ort/app", "umbenennen in „app.yml“"),
        ("assessments/ort/nul.yml", "umbenennen in „nul-1.yml“"),
        ("assessments/ort/APP.yml", "umbenennen in „app.yml“"),
        ("assessments/ort/???.yml", "umbenennen"),
        ("assessments/ort/tief/app.yml", "Datei dorthin verschieben"),
        ("assessments/app.yml", "Datei dorthin verschieben"),
        ("assessments/ort/app.YML", "umbenennen in „app.yml“"),
        (
            "assessments/ort/Notiz der Woche.docx",
            "löschen; was andere lesen sollen, als Seite in Markdown unter content/ ablegen",
        ),
        ("assessments/ort/Thumbs.db", "löschen; was andere lesen sollen, als Seite in Markdown unter content/ ablegen"),
        ("assessments/ort/notiz.txt", "ist es eine Prüfung, umbenennen in „notiz.yml“; sonst löschen"),
        ("assessments/ort/Bild.PNG", "löschen oder unter content/ ablegen"),
        ("assessments/ort/app.yml.txt", "umbenennen in „app.yml“"),
        ("assessments/ort/app.yml.bak", "umbenennen in „app.yml“"),
        ("assessments/ort/app.yml~", "umbenennen in „app.yml“"),
        ("assessments/ort/App.YML.TXT", "umbenennen in „app.yml“"),
        ("assessments/ort/app.yaml.txt", "umbenennen in „app.yml“"),
        ("assessments/ort/municipality.yml.txt", "umbenennen in „municipality.yml“"),
        ("assessments/ort/initiatives/garten.yml.orig", "umbenennen in „garten.yml“"),
        ("assessments/ort/LIESMICH.md", "löschen oder unter content/ ablegen"),
        ("assessments/ort/zeile\numbruch.yml", "umbenennen"),
        ("content/kataloge/a/1/catalogue.yaml", "umbenennen in „catalogue.yml“"),
        ("content/kataloge/a/1/catalogue.YML", "umbenennen in „catalogue.yml“"),
        ("content/a\u202egnp.md", "umbenennen"),
        ("content/a\\b.md", "umbenennen"),
    ],
)
def test_names(root: Path, path: str, remedy: str) -> None:
    put(root, path)
    found = tree.read(root)
    assert [problem.rule for problem in found.problems] == ["file-name"]
    assert found.problems[0].remedy == remedy
    assert found.texts == {}
    assert found.others == (path,)


def test_a_folder_with_a_bad_name_is_named_once(root: Path) -> None:
    put(root, "assessments/Bad Öd/a.yml")
    put(root, "assessments/Bad Öd/b.yml")
    assert problems(root) == [("assessments/Bad Öd", "file-name")]
    assert tree.read(root).problems[0].found == "der Ordner heißt „Bad Öd“"


def test_names_under_content_are_free_otherwise(root: Path) -> None:
    put(root, "content/Über uns.md")
    put(root, "content/bild Größe.PNG")
    assert problems(root) == []


def test_a_name_that_is_no_unicode_is_a_problem_that_can_be_printed(root: Path) -> None:
    (root / "assessments" / "ort").mkdir()
    Path(os.fsdecode(os.fsencode(root) + b"/assessments/ort/\xff.yml")).write_text("a: b\n")
    found = tree.read(root).problems
    assert [problem.rule for problem in found] == ["file-name"]
    found[0].place.path.encode("utf-8")


def test_files_that_are_no_text_are_named_and_kept_apart(root: Path) -> None:
    put(root, "assessments/ort/a.yml", "für: b\n".encode("latin-1"))
    put(root, "content/b.md", "für".encode("latin-1"))
    found = tree.read(root)
    assert problems(root) == [("assessments/ort/a.yml", "encoding"), ("content/b.md", "encoding")]
    assert (found.texts, found.others) == ({}, ("content/b.md",))
    assert list(found.checksums) == ["content/b.md"]


@pytest.mark.parametrize(
    ("data", "found", "line", "column"),
    [
        ("unit: für\n".encode("latin-1"), "Latin-1", 1, 8),
        (b"a: b\nc: \x80\n", "Windows-1252", 2, 4),
        ("a: b\n".encode("utf-16"), "UTF-16", 1, 1),
        ("a: b\n".encode("utf-16-le"), "UTF-16", 1, 1),
        ("ä: ü\n".encode("utf-16-be"), "UTF-16", 1, 1),
        (b"\xff\xfe\xff\xff", "UTF-16", 1, 1),
        (b"a: b\n" * 10 + b"c\0", "keine Textdatei", 11, 2),
        ("ä: b\nö: ".encode() + b"\xfc", "„ü“ in Windows-1252", 2, 4),
        (b"\xef\xbb\xbfa: \xfc", "„ü“ in Windows-1252", 1, 4),
        (b"a: \x81", "das Byte 81 ist kein UTF-8", 1, 4),
        (b"a: \xad", "das Byte AD ist kein UTF-8", 1, 4),
    ],
)
def test_other_encodings_are_refused_in_words(data: bytes, found: str, line: int, column: int) -> None:
    problem = tree.decode("x.yml", data)
    assert isinstance(problem, Problem)
    assert found in problem.found
    assert problem.place == Place("x.yml", line, column)


@given(st.binary())
def test_any_bytes(data: bytes) -> None:
    found = tree.decode("x.yml", data)
    assert isinstance(found, Problem) or found.encode() == data.removeprefix(b"\xef\xbb\xbf")


def test_write(tmp_path: Path) -> None:
    tree.write(tmp_path, {"a/b.txt": b"c"})
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"c"


@pytest.mark.parametrize("path", ["../b.txt", "/etc/b.txt", "a/../../b.txt"])
def test_write_stays_in_its_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match=r"b\.txt"):
        tree.write(tmp_path / "ziel", {"a.txt": b"c", path: b"c"})
    assert list(tmp_path.iterdir()) == []


def test_write_does_not_follow_links_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "ziel").mkdir()
    (tmp_path / "ziel" / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match=r"b\.txt"):
        tree.write(tmp_path / "ziel", {"link/b.txt": b"c"})


# -- ids -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Bürger-App", "buerger-app"),
        ("Straße & Öl", "strasse-und-oel"),
        ("GROẞ", "gross"),
        ("a\u0308", "ae"),
        ("Café Ørsted Łódź", "cafe-orsted-lodz"),
        ("con", "con-1"),
        ("???", ""),
        ("a--b__c", "a-b-c"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_every_slug_is_one_and_stays_one(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)
    assert slugify(slug) == slug
    assert len(slug) <= MAX_LENGTH


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "A", "ä", "a_b", "a b", "aux", "com1", "a" * 61, "a\n"])
def test_no_slugs(text: str) -> None:
    assert not is_slug(text)
