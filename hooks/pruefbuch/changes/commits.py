"""The files of a commit as a tree, without checking them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pruefbuch import git, starter, tree
from pruefbuch.git import Objects, Silent
from pruefbuch.model import characters
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.suggest import meant, question, resembling
from pruefbuch.tree import FOLDERS, MAX_BYTES, MAX_DEPTH, Tree

_LINK, _FILES = "120000", ("100644", "100755")
_MOST_MESSAGES = 1000
"""commits whose messages are looked at"""
_REMOVED = re.compile(r"^(?:Entfernt|Removed):[ \t]*([a-z0-9-]+/[a-z0-9-]+)[ \t]*[-–—:,][ \t]*(\S.*)$", re.MULTILINE)


class NotComparable(Exception):
    """Two states that cannot be compared; the text says why and what to do."""


class Entry(NamedTuple):
    """A file of a commit: its mode, and the name of the object that holds its bytes."""

    mode: str
    object: str


class Commit(NamedTuple):
    """A commit by its whole name, and the files that it has in the folder of the book, by path from there."""

    id: str
    files: Mapping[str, Entry]


def pair(root: Path, base: str, head: str) -> tuple[str, str]:
    """The two commits to compare: the last one that both have in common, and `head`. What others did since is not its doing."""
    try:
        git.say(root, "rev-parse", "--git-dir")
    except Silent as silent:
        raise NotComparable(f"{silent}; „diff“ vergleicht zwei Stände aus git, bitte im Ordner des Buchs aufrufen") from silent
    first, last = _commit(root, base), _commit(root, head)
    shared = _answer(root, "merge-base", first, last).split()
    if not shared:
        raise NotComparable(f"„{base}“ und „{head}“ haben keinen gemeinsamen Vorfahren{_way_out(root)}")
    return shared[0], last


def _commit(root: Path, name: str) -> str:
    """The whole name of the commit that is meant: it can be no option of git, whatever is called."""
    if not name or name.startswith("-") or characters.forbidden(name) or any(map(str.isspace, name)):
        allowed = "bitte einen Zweig, ein Tag oder einen Commit nennen"
        raise NotComparable(f"„{characters.masked(name, '?')}“ ist kein Name eines Standes; {allowed}")
    commit = _answer(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if git.is_object(commit):
        return commit
    names = git.say(root, "for-each-ref", "--format=%(refname:short)").split()
    asked = question(meant(name, names)) or resembling(name, names)
    raise NotComparable(f"den Stand „{name}“ gibt es hier nicht" + (f"; {asked}" if asked else _way_out(root)))


def _answer(root: Path, *arguments: str) -> str:
    """What git says; "" where it says no."""
    try:
        return git.say(root, *arguments)
    except Silent:
        return ""


def _way_out(root: Path) -> str:
    if git.say(root, "rev-parse", "--is-shallow-repository") == "true":
        return ", das Repositorium ist flach geholt; bitte „git fetch --unshallow“ aufrufen"
    return "; bitte „git fetch“ aufrufen oder zwei Stände derselben Geschichte nennen (git log --oneline --all)"


def read(root: Path, commit: str) -> Commit:
    """The files that a commit has in the folder."""
    files = {}
    for line in git.listed(root, "ls-tree", "-r", "-z", commit).split(b"\0")[:-1]:
        kind, _, path = line.partition(b"\t")
        mode, _, name = kind.decode().split(" ")
        files[tree.shown(path.decode("utf-8", "surrogateescape"))] = Entry(mode, name)
    return Commit(commit, files)


def tree_of(commit: Commit, objects: Objects, today: date) -> Tree:
    """The tree that its files make. Assessments are read when they are asked for."""
    files: dict[str, Entry] = {}
    problems: list[Problem] = []
    for path, entry in commit.files.items():
        problem = _misplaced(path, entry)
        if problem:
            problems.append(problem)
        elif _is_seen(path):
            files[path] = entry

    def stored(path: str) -> bytes | Problem:
        data = objects.read(files[path].object, MAX_BYTES)
        return tree.too_large(path, data) if isinstance(data, int) else data

    def site() -> starter.Site | None:
        entry = commit.files.get(starter.SETTINGS)
        data = objects.read(entry.object, MAX_BYTES) if entry and entry.mode in _FILES else b""
        return starter.site_in(data.decode()) if isinstance(data, bytes) else None

    return tree.of_files(files, stored, site, problems)._replace(today=today, stored=stored)


def _is_seen(path: str) -> bool:
    """Whether a file belongs to the book: hidden ones are ignored, as on disk."""
    return path.split("/", 1)[0] in FOLDERS and "/." not in path


def _misplaced(path: str, entry: Entry) -> Problem | None:
    if not _is_seen(path):
        return None
    if entry.mode == _LINK:
        return tree.symlink(path)
    if entry.mode not in _FILES:
        fault, remedy = "hier liegt ein anderes Repositorium (Submodul)", "die Dateien selbst aufnehmen"
        return Problem(Place(path), "unreadable", fault, "nur Dateien und Ordner", remedy)
    parts = path.split("/")
    return tree.too_deep("/".join(parts[: MAX_DEPTH + 1])) if len(parts) > MAX_DEPTH + 1 else None


def removals(root: Path, base: str, head: str, objects: Objects) -> Mapping[str, str]:
    """Why assessments were removed, by their ids, as the messages of the commits from base to head say it in lines of their own."""
    commits = git.say(root, "rev-list", f"--max-count={_MOST_MESSAGES}", head, f"^{base}").split()
    return dict(_reasons(objects.read(name, MAX_BYTES) for name in reversed(commits)))


def _reasons(commits: Iterable[bytes | int]) -> Iterable[tuple[str, str]]:
    for data in commits:
        message = data.partition(b"\n\n")[2].decode("utf-8", "replace") if isinstance(data, bytes) else ""
        yield from ((match[1], match[2].strip()) for match in _REMOVED.finditer(message))
