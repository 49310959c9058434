"""Publishing: what is checked, and that the old site stays whole whatever happens at whatever moment."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import signal
import subprocess
import sys
import threading
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import pytest
from filelock import Timeout
from hypothesis import given
from hypothesis import strategies as st

from pruefbuch.build import output
from pruefbuch.release import Release, Unsound, inspection, manifest, publish

HOOKS = Path(__file__).parent.parent / "hooks"
SOURCE = manifest.SourceState("c0ffee", False, 1_700_000_000, {"pruefbuch": "1.0"})


def page(body: str = "", head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>\n"


SITE = {
    "index.html": page('<a href="a/">A</a> <a href="a/#teil">Teil</a> <img src="bild.svg">'),
    "a/index.html": page(
        '<h2 id="teil">Teil</h2><a href="..">Start</a> <a href="../index.html">auch</a> <a href="#teil">hier</a>'
    ),
    "bild.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
    "daten.json": "{}",
    "sitemap.xml": "<urlset/>",
    "suche/index.json": "[]",
}


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def read(folder: Path) -> dict[str, str]:
    """The files of a site without its manifest."""
    return {path: (folder / path).read_text("utf-8") for path in output.files(folder) if path != manifest.NAME}


def whole(folder: Path) -> bool:
    """Whether the manifest is true of a folder."""
    listed = json.loads((folder / manifest.NAME).read_text("utf-8"))["files"]
    paths = {path for path in output.files(folder) if path != manifest.NAME and not path.startswith(".")}
    return {path: sha256((folder / path).read_bytes()).hexdigest() for path in paths} == dict(listed)


def faults(folder: Path, files: dict[str, str], expected: tuple[str, ...] = ()) -> list[str]:
    write(folder, files)
    return inspection.inspect(folder, expected).faults


# -- inspection ------------------------------------------------------------------------------------------------------


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    write(tmp_path, SITE)
    found = inspection.inspect(tmp_path, ["a/index.html"])
    assert found.faults == []
    assert found.digests == {path: sha256(text.encode()).hexdigest() for path, text in SITE.items()}


def test_a_page_that_is_missing(tmp_path: Path) -> None:
    assert faults(tmp_path, SITE, ("b/index.html",)) == ["b/index.html: Diese Seite fehlt"]


@pytest.mark.parametrize(
    "link",
    [
        "b/",
        "a/#anders",
        "a",
        "#weg",
        "/b/",
        "../x/",
        "a/../../index.html",
        "a/?frage#anders",
        "%61/b/",
        "bild.sv",
        "index.html#o",
    ],
)
def test_links_that_lead_nowhere(tmp_path: Path, link: str) -> None:
    for name in ("href", "src"):
        (fault,) = faults(tmp_path, {**SITE, "index.html": page(f'<a class="x"\n {name}="{link}">x</a>')})
        assert fault.startswith("index.html: Der Link auf „") and fault.endswith("“ führt ins Leere")


@pytest.mark.parametrize(
    "link",
    ["", ".", "./", "a/", "./a/", "a/.", "a/../a/", "a/#teil", "%61/", "a/?q=1#teil", "/a/", "/", "https://x.de/weg/", "//x.de/weg",
     "mailto:a@b.de", "a/index.html#teil", "?q=1", "a/..", "a/#", "#"],
)  # fmt: skip
def test_links_that_lead_somewhere_or_elsewhere(tmp_path: Path, link: str) -> None:
    assert faults(tmp_path, {**SITE, "index.html": page(f'<a href="{link}">x</a>')}) == []


def test_links_with_a_base(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://stadt.example/nachhaltig/">'
    links = '<a href="/nachhaltig/a/#teil">ja</a><a href="/nachhaltig">ja</a><a href="/a/">nein</a>'
    assert faults(tmp_path, {**SITE, "index.html": page(links, head)}) == ["index.html: Der Link auf „/a/“ führt ins Leere"]


def test_entities_in_links_and_parts(tmp_path: Path) -> None:
    body = '<h2 id="a&amp;b">x</h2><a href="#a&amp;b">y</a><a href="#%C3%BC">z</a><p id="ü"></p>'
    assert faults(tmp_path, {**SITE, "index.html": page(body)}) == []


def test_text_that_looks_like_a_link(tmp_path: Path) -> None:
    assert faults(tmp_path, {**SITE, "index.html": page('<p>Man schreibt href="weg/" in ein a.</p>')}) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [("index.html", "<html>halb"), ("daten.json", "{"), ("k.geojson", "["), ("sitemap.xml", "<a>"), ("bild.svg", "<svg"),
     ("a/index.html", "")],
)  # fmt: skip
def test_files_that_are_broken_by_themselves(tmp_path: Path, path: str, text: str) -> None:
    found = faults(tmp_path, {**SITE, path: text})
    assert [fault for fault in found if fault.startswith(f"{path}: Die ")]


SEGMENTS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3)


@given(SEGMENTS, SEGMENTS, st.booleans())
def test_links_are_followed_as_browsers_do(source: list[str], target: list[str], to_file: bool) -> None:
    start, end = "/".join([*source, "index.html"]), "/".join([*target, "index.html"])
    link = os.path.relpath(end, "/".join(source) or ".")
    link = link if to_file else f"{link.removesuffix('index.html')}" or "./"
    assert inspection.target_of(link, start, "/") == end
    assert inspection.target_of("/" + end, start, "/") == end


# -- publishing ------------------------------------------------------------------------------------------------------

NEW = {**SITE, "neu.json": "[]"}


def publish_files(target: Path, files: dict[str, str]) -> Release:
    return publish(target, lambda folder: write(folder, files), ["index.html"], SOURCE)


def test_the_first_site_and_the_next(tmp_path: Path) -> None:
    target = tmp_path / "www" / "site"
    assert publish_files(target, SITE) == (len(SITE), [])
    assert read(target) == SITE and whole(target)
    publish_files(target, NEW)
    assert read(target) == NEW and whole(target)
    assert sorted(entry.name for entry in target.parent.iterdir()) == [".site.lock", "site"]


def test_the_manifest_says_what_a_site_was_made_from(tmp_path: Path) -> None:
    publish_files(tmp_path / "site", SITE)
    found = json.loads((tmp_path / "site" / manifest.NAME).read_text("utf-8"))
    assert found["format"] == "pruefbuch-manifest-1"
    assert found["source"] == {"commit": "c0ffee", "changed": False, "time": "2023-11-14T22:13:20+00:00"}
    assert found["made_with"] == {"pruefbuch": "1.0"}


def test_what_is_hidden_is_taken_along(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)
    write(target, {".htaccess": "x", ".well-known/security.txt": "y"})
    (target / ".link").symlink_to("irgendwo")
    target.chmod(0o750)
    publish_files(target, NEW)
    assert read(target) == {**NEW, ".htaccess": "x", ".well-known/security.txt": "y"}
    assert (target / ".link").readlink() == Path("irgendwo") and target.stat().st_mode & 0o777 == 0o750


def test_a_link_is_turned(tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    target = tmp_path / "site"
    target.symlink_to("alt")
    for files in (SITE, NEW, NEW, SITE):
        publish_files(target, files)
        assert target.is_symlink() and read(target) == files and whole(target)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".site.lock", "alt", "site", target.readlink().name]


def test_faults_stop_and_the_old_site_stays(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)
    with pytest.raises(Unsound, match="führt ins Leere"):
        publish_files(target, {**NEW, "index.html": page('<a href="weg/">x</a>')})
    assert read(target) == SITE and whole(target)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".site.lock", "site"]


def test_nothing_foreign_is_cleared_away(tmp_path: Path) -> None:
    target = tmp_path / "site"
    write(target, {"urlaub.txt": "Bilder"})
    with pytest.raises(output.Refused, match="enthält etwas anderes"):
        publish_files(target, SITE)
    assert read(target) == {"urlaub.txt": "Bilder"}


LIKE_OURS = {"suche/index.json": "[]", "sitemap.xml": "<urlset/>", "antrag.pdf": "wichtig"}


@pytest.mark.parametrize(
    "marked",
    [None, "", "[]", "{}", '{"name": "App"}', '{"format": "pruefbuch-manifest-1"}', '{"format": [], "files": {}}', "\0",
     '{"format": "anderes", "files": {"sitemap.xml": ""}}'],
)  # fmt: skip
def test_a_folder_is_ours_by_our_mark_alone(tmp_path: Path, marked: str | None) -> None:
    """Not by what lies there, nor by somebody else's file of the same name."""
    write(tmp_path / "t", LIKE_OURS if marked is None else {**LIKE_OURS, manifest.NAME: marked})
    before = {path: (tmp_path / "t" / path).read_bytes() for path in output.files(tmp_path / "t")}
    with pytest.raises(output.Refused, match="enthält etwas anderes"):
        publish_files(tmp_path / "t", SITE)
    assert {path: (tmp_path / "t" / path).read_bytes() for path in output.files(tmp_path / "t")} == before


@pytest.mark.parametrize("path", ["antrag.pdf", "a/antrag.pdf", "a/.versteckt", "neu/x", "leer/"])
def test_what_somebody_put_into_a_site_is_not_cleared_away(tmp_path: Path, path: str) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)
    if path.endswith("/"):
        (target / path).mkdir()
    else:
        write(target, {path: "wichtig"})
    with pytest.raises(output.Refused, match=rf"„{target}/{path.split('/')[0]}.*“ ist nicht von Prüfbuch und ginge verloren"):
        publish_files(target, NEW)
    assert (target / path).exists() and not [*tmp_path.glob(".site.publish*")]


def test_a_link_to_a_folder_in_a_site_is_not_ours(tmp_path: Path) -> None:
    write(tmp_path / "bilder", {"x.png": "x"})
    publish_files(tmp_path / "site", SITE)
    (tmp_path / "site" / "bilder").symlink_to(tmp_path / "bilder")
    with pytest.raises(output.Refused, match="bilder“ ist nicht von Prüfbuch"):
        publish_files(tmp_path / "site", NEW)


def test_only_releases_of_ours_are_cleared_beside_a_link(tmp_path: Path) -> None:
    (tmp_path / "alt").mkdir()
    (tmp_path / "site").symlink_to("alt")
    write(tmp_path / "site.0123456789ab", {"urlaub.txt": "Bilder"})
    publish_files(tmp_path / "site", SITE)
    publish_files(tmp_path / "site", NEW)
    assert (tmp_path / "site.0123456789ab" / "urlaub.txt").exists()


def test_pages_that_are_gone_are_named(tmp_path: Path) -> None:
    publish_files(tmp_path / "site", {**SITE, "weg/index.html": page(), "weg.json": "[]"})
    assert publish_files(tmp_path / "site", SITE).gone == ["weg/index.html"]


def test_everybody_may_read_what_is_published(tmp_path: Path) -> None:
    """Whatever rights whoever publishes gives to files of their own."""
    mask = os.umask(0o077)
    try:
        publish_files(tmp_path / "www" / "site", SITE)
        publish_files(tmp_path / "www" / "site", NEW)
    finally:
        os.umask(mask)
    for place in (tmp_path / "www", *(tmp_path / "www").rglob("*")):
        assert place.name == ".site.lock" or place.stat().st_mode & 0o777 == (0o755 if place.is_dir() else 0o644), place


def test_what_killed_runs_have_left_is_cleared(tmp_path: Path) -> None:
    for name in (".site.publish", ".site.publish-abc", ".site.new", ".site.publish.old"):
        write(tmp_path / name, {"x": "x"})
    publish_files(tmp_path / "site", SITE)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".site.lock", ".site.new", "site"]


def test_folders_that_are_nested_too_deep(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)
    folder = os.open(target, os.O_RDONLY)
    for number in range(2500):
        os.mkdir(".tief" if not number else "a", dir_fd=folder)
        below = os.open(".tief" if not number else "a", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    with pytest.raises(output.Refused, match="zu tief verschachtelte Ordner"):
        publish_files(target, NEW)
    assert (target / "index.html").exists()
    subprocess.run(["rm", "-rf", str(tmp_path)], check=True)
    with pytest.raises(OSError, match="File name too long"):
        publish_files(tmp_path / "/".join("a" * 1500), SITE)


def test_one_at_a_time(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)
    with output.lock(target), pytest.raises(output.Refused, match="schreibt gerade ein anderer Bau"):
        publish_files(target, NEW)
    assert read(target) == SITE


@pytest.mark.parametrize("lack", ["function", "disk"])
def test_where_folders_cannot_be_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lack: str) -> None:
    target = tmp_path / "site"
    publish_files(target, SITE)

    class Library:
        def __init__(self, *_: Any, **__: Any) -> None:
            if lack == "disk":
                self.renameat2 = self.refuse

        def refuse(self, *_: Any) -> int:
            ctypes.set_errno(errno.EINVAL)
            return -1

    monkeypatch.setattr(ctypes, "CDLL", Library)
    with pytest.raises(OSError, match="site") as caught:
        publish_files(target, NEW)
    assert caught.value.errno == (errno.ENOSYS if lack == "function" else errno.EINVAL)
    assert read(target) == SITE and whole(target)


def test_readers_never_see_a_gap(tmp_path: Path) -> None:
    """While one site takes the place of another again and again, a reader always finds a whole one."""
    target = tmp_path / "site"
    publish_files(target, SITE)
    done, seen = threading.Event(), []

    def look() -> None:
        while not done.is_set():
            folder = os.open(target, os.O_RDONLY)  # as a web server does that opens the folder and then what is in it
            try:
                names = sorted(os.listdir(folder))  # noqa: PTH208 – the folder that was opened, wherever it is now
            except FileNotFoundError:  # the old folder, opened just before it was cleared away
                names = []
            os.close(folder)
            if names:
                seen.append(names)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(30):
        publish_files(target, NEW if number % 2 else SITE)
    done.set()
    reader.join()
    wholes = [sorted([*{path.split("/")[0] for path in files}, manifest.NAME]) for files in (SITE, NEW)]
    assert seen and all(names in wholes or set(names) < set(wholes[1]) for names in seen)


# -- faults at every moment ------------------------------------------------------------------------------------------

HARM = """
import os, signal, sys
sys.path.insert(0, {hooks!r})
from pathlib import Path
from pruefbuch.release import manifest, publish
from pruefbuch.release import switching

harm = sys.argv[1]
EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.chmod", "os.scandir", "os.listdir", "ctypes.dlsym")
count = 0

def watch(event, arguments):
    global count
    if event not in EVENTS or not any({folder!r} in str(each) for each in arguments) and not event.startswith("ctypes"):
        return
    count += 1
    if count == number:
        if harm == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(int(harm), "no", "somewhere")

def build(folder):
    for path, text in {files!r}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

def run():
    try:
        sys.addaudithook(watch)
        publish(Path({target!r}), build, ["index.html"], manifest.SourceState("", False, 0, {{}}))
        return 0 if number else count
    except OSError:
        return 1

for line in sys.stdin:
    number = int(line)
    copy = os.fork()
    if not copy:
        os._exit(run())
    print(os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]), flush=True)
"""


class Harmed:
    """Publishes again and again, each time in a copy of one process that meets with harm at the n-th thing it does to files."""

    def __init__(self, target: Path, harm: str) -> None:
        script = HARM.format(hooks=str(HOOKS), folder=str(target.parent), files=NEW, target=str(target))
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, harm], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def publish(self, number: int) -> int:
        """The exit code of the copy; without harm (0) how many things it does."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


@pytest.mark.usefixtures("unwatched")
@pytest.mark.parametrize("kind", ["folder", "link"])
@pytest.mark.parametrize("harm", ["kill", str(errno.ENOSPC)])
def test_the_old_site_stays_whole_whatever_happens(tmp_path: Path, harm: str, kind: str) -> None:
    """Killed or without space at each single step: what stands there is the old site or the new one, whole; the next run succeeds."""
    target = tmp_path / "site"
    if kind == "link":
        target.symlink_to("alt", target_is_directory=True)
        (tmp_path / "alt").mkdir()
    publish_files(target, SITE)
    outcomes = set()
    with Harmed(target, harm) as harmed:
        steps = harmed.publish(0)
        assert 30 < steps < 250
        for number in range(1, steps + 1):
            publish_files(target, SITE)
            code = harmed.publish(number)
            assert code == -signal.SIGKILL if harm == "kill" else code in (0, 1)
            assert whole(target), number
            assert read(target) in (SITE, NEW), number
            outcomes.add(len(read(target)))
    assert outcomes == {len(SITE), len(NEW)}
    publish_files(target, SITE)
    assert len([entry for entry in tmp_path.iterdir() if entry.name.startswith("site")]) == (2 if kind == "link" else 1)
    assert not [*tmp_path.glob(".site.publish*")]


def test_a_lock_that_cannot_be_made_is_no_other_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in /proc, where nobody can make a file."""

    def refuse(file: Path, timeout: int) -> None:
        raise Timeout(str(file))

    monkeypatch.setattr(output, "FileLock", refuse)
    with pytest.raises(PermissionError):
        publish_files(tmp_path / "site", SITE)


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    target = tmp_path / "site"
    script = (
        f"import sys, time; sys.path.insert(0, {str(HOOKS)!r})\nfrom pathlib import Path\nfrom pruefbuch.build import output\n"
        f"with output.lock(Path({str(target)!r})):\n    print('held', flush=True)\n    time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        with pytest.raises(output.Refused):
            publish_files(target, SITE)
        holder.kill()
    publish_files(target, SITE)
    assert whole(target)


# -- origin ----------------------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    who = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@y", "GIT_COMMITTER_NAME": "x", "GIT_COMMITTER_EMAIL": "x@y"}
    env = {**os.environ, **who, "GIT_COMMITTER_DATE": "1700000000 +0000"}
    return subprocess.run(["git", *arguments], cwd=root, env=env, check=True, capture_output=True, text=True).stdout.strip()


def test_the_origin_is_the_commit(tmp_path: Path) -> None:
    assert manifest.source_state(tmp_path).commit == ""
    git(tmp_path, "init", "-q")
    write(tmp_path, {"content/a.md": "a", ".gitignore": "*.tmp\n"})
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "a")
    found = manifest.source_state(tmp_path)
    assert (found.commit, found.changed, found.time) == (git(tmp_path, "rev-parse", "HEAD"), False, 1_700_000_000)
    assert found.made_with["PyYAML"]
    write(tmp_path, {"hooks/x.tmp": "what git ignores beside the book"})
    assert not manifest.source_state(tmp_path).changed
    for path in ("b.txt", "content/a.tmp"):
        write(tmp_path, {path: "b"})
        assert manifest.source_state(tmp_path).changed
        (tmp_path / path).unlink()
    git(tmp_path, "update-index", "--assume-unchanged", "content/a.md")
    write(tmp_path, {"content/a.md": "anders"})
    assert manifest.source_state(tmp_path).changed


def test_the_origin_is_not_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside another repository, in one of another account, or called by git for another one."""
    other, book = tmp_path / "other", tmp_path / "other" / "buch"
    write(other, {"a.txt": "a", ".gitignore": "buch\n", "buch/content/a.md": "a"})
    assert manifest.source_state(book).unknown == "der Ordner liegt in keinem Git-Repository"
    git(other, "init", "-q")
    git(other, "add", ".")
    git(other, "commit", "-qm", "a")
    assert manifest.source_state(book).unknown == "die Dateien des Prüfbuchs stehen nicht unter Versionsverwaltung"
    git(book, "init", "-q")
    git(book, "add", ".")
    assert manifest.source_state(book).unknown.startswith("git meldet: fatal: your current branch")
    git(book, "commit", "-qm", "b")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    found = manifest.source_state(book)
    monkeypatch.delenv("GIT_DIR")
    assert (found.commit, found.unknown) == (git(book, "rev-parse", "HEAD"), "")


def test_a_repository_of_another_account_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"bin/git": "#!/bin/sh\necho 'fatal: detected dubious ownership in repository' >&2; exit 128\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin", prepend=":")
    assert "git config --global --add safe.directory" in manifest.source_state(tmp_path).unknown


def test_without_git_there_is_no_origin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = manifest.source_state(tmp_path)
    assert (found.commit, found.changed, found.time) == ("", False, 0)
    (tmp_path / "site").mkdir()
    manifest.write(tmp_path / "site", {}, found)
    assert json.loads((tmp_path / "site" / manifest.NAME).read_text("utf-8"))["source"] == {
        "commit": None,
        "changed": None,
        "time": None,
        "unknown": "git ist nicht installiert oder ließ sich nicht starten",
    }
