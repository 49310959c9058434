"""Compiled templates that are kept: taken only where nothing else has made them, and from where nobody else may write."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, nodes

from plots import SHEET
from pruefbuch.engine import bytecode
from pruefbuch.engine.bytecode import TemplateCache, private_folder
from test_site import ROOT, build, plot


class Counting(Environment):
    """Knows which templates it had to compile itself."""

    compiled: list[str]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self.compiled.append(str(name))
        return super()._parse(source, name, filename)


def rendered(folder: Path, source: str = "eins", made_by: str = "de") -> tuple[str, list[str]]:
    """What a template shows in a process that begins with this folder, and what had to be compiled for it."""
    environment = Counting(
        loader=DictLoader({"a.html": source}), autoescape=True, bytecode_cache=TemplateCache(folder, made_by)
    )
    environment.compiled = []
    return environment.get_template("a.html").render(), environment.compiled


# -- what is kept ----------------------------------------------------------------------------------------------------


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    assert rendered(tmp_path) == ("eins", ["a.html"])
    assert rendered(tmp_path) == ("eins", [])
    assert rendered(tmp_path, source="zwei") == ("zwei", ["a.html"])
    assert rendered(tmp_path, source="zwei", made_by="en") == ("zwei", ["a.html"])
    assert rendered(tmp_path, source="zwei", made_by="en") == ("zwei", [])
    assert len([*tmp_path.iterdir()]) == 1


@given(st.data())
def test_a_damaged_file_is_compiled_anew(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    rendered(folder)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.sampled_from([whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :], b"", whole + b"x"])
        | st.binary(max_size=200)
    )
    file.write_bytes(damaged)
    assert rendered(folder) == ("eins", ["a.html"])
    assert file.read_bytes() == whole


def test_where_there_is_no_space_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        assert rendered(tmp_path) == ("eins", ["a.html"])
    assert [*tmp_path.iterdir()] == []
    (tmp_path / "gone").mkdir()
    cache = TemplateCache(tmp_path / "gone", "de")
    (tmp_path / "gone").rmdir()
    assert (
        Environment(loader=DictLoader({"a": "eins"}), autoescape=True, bytecode_cache=cache).get_template("a").render()
        == "eins"
    )


def test_the_folder_does_not_grow_for_ever(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert TemplateCache.open(home / "book", "de")
    (folder,) = home.glob("**/templates")
    for name in ("a", "b", "c"):
        (folder / name).touch()
    monkeypatch.setattr(bytecode, "MOST", 3)
    assert TemplateCache.open(home / "book", "de") and len([*folder.iterdir()]) == 3
    (folder / "d").touch()
    assert TemplateCache.open(home / "book", "de") and [*folder.iterdir()] == []


# -- where it is kept ------------------------------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of a user's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def test_the_folder_is_closed_to_others(home: Path) -> None:
    folder = private_folder(home / "cache" / "templates", home / "book")
    assert folder == home / "cache" / "templates"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert private_folder(folder, home / "book") == folder


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777, 0o770, 0o755])
def test_a_folder_that_is_open_to_others_is_not_used(home: Path, mode: int) -> None:
    folder = home / "templates"
    folder.mkdir()
    folder.chmod(mode)
    assert private_folder(folder, home / "book") is None


@pytest.mark.parametrize(("mode", "used"), [(0o720, False), (0o702, False), (0o755, True), (0o1777, True)])
def test_others_cannot_put_another_folder_in_its_place(home: Path, mode: int, used: bool) -> None:
    folder = home / "above" / "cache" / "templates"
    folder.mkdir(mode=0o700, parents=True)
    (home / "above").chmod(mode)
    assert (private_folder(folder, home / "book") is not None) == used


def test_a_link_is_not_followed(home: Path) -> None:
    (home / "elsewhere").mkdir(mode=0o700)
    (home / "templates").symlink_to(home / "elsewhere", target_is_directory=True)
    assert private_folder(home / "templates", home / "book") is None
    (home / "nowhere").symlink_to(home / "gone")
    assert private_folder(home / "nowhere", home / "book") is None


def test_a_folder_of_somebody_else_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = home / "templates"
    folder.mkdir(mode=0o700)
    owner = folder.stat().st_uid
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert private_folder(folder, home / "book") is None


def test_where_there_is_no_folder_of_the_users_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("x")
    assert private_folder(home / "file" / "templates", home / "book") is None  # a home in which nothing can be made
    assert private_folder(Path("~/templates"), home / "book") is None  # no home
    assert private_folder(home / "book" / ".cache", home / "book") is None  # XDG_CACHE_HOME as some set it in CI
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "file"))
    assert TemplateCache.open(home / "book", "de") is None
    monkeypatch.delattr(os, "getuid")  # as on Windows
    assert private_folder(home / "templates", home / "book") == home / "templates"


def test_ci_restores_nothing_from_other_runs() -> None:
    """What CI keeps between runs may be written by a proposal of a stranger; whoever adds such a cache must leave these files out."""
    recipes = [*(ROOT / ".github").rglob("*.yml"), ROOT / ".gitlab-ci.yml", ROOT / ".ci" / "run"]
    assert len(recipes) > 4
    for recipe in recipes:
        assert not re.search(r"actions/cache|^\s*cache:|XDG_CACHE_HOME", recipe.read_text("utf-8"), re.MULTILINE), recipe


# -- real builds -----------------------------------------------------------------------------------------------------


def test_a_build_shows_an_edited_template_and_runs_nothing_from_an_open_folder(home: Path) -> None:
    root = plot(home / "book", {"assessments/musterort/a.yml": SHEET})
    (root / "theme_overrides").unlink()
    for path in (ROOT / "theme_overrides").rglob("*"):
        if path.is_file():
            target = root / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    page = home / "site/ergebnisse/musterort/a/index.html"
    assert build(root, home / "site").returncode == 0
    first = page.read_bytes()
    kept = {file.name: file.stat().st_mtime_ns for file in (home / "cache/pruefbuch/templates").iterdir()}
    assert len(kept) > 50
    template = root / "theme_overrides/pruefbuch/result.html"
    template.write_text(template.read_text("utf-8") + "<p>ganz neu</p>\n", "utf-8")
    assert build(root, home / "site").returncode == 0
    again = {file.name: file.stat().st_mtime_ns for file in (home / "cache/pruefbuch/templates").iterdir()}
    assert again.keys() == kept.keys() and sum(again[name] != kept[name] for name in kept) == 1
    assert b"<p>ganz neu</p>" in page.read_bytes() and b"<p>ganz neu</p>" not in first
    (home / "cache/pruefbuch/templates").chmod(0o777)
    done = build(root, home / "site")
    assert done.returncode == 0 and "Vorlagen werden jedes Mal neu übersetzt" in done.stderr
