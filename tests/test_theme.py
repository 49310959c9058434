"""What is patched in Material's templates; a Material that says something else is not taken silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from pruefbuch.engine.theme import PATCHES, PatchingLoader, patched

SOUND = "\n".join(PATCHES["base.html"])


def theme(folder: Path, **templates: str) -> Environment:
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return patched(lambda: Environment(loader=FileSystemLoader([folder]), autoescape=True))


def test_words_are_replaced_and_other_templates_left(tmp_path: Path) -> None:
    environment = theme(tmp_path, base=SOUND, other=SOUND)
    assert environment.loader is not None
    source, _, fresh = environment.loader.get_source(environment, "base.html")
    assert source == "\n".join(PATCHES["base.html"].values())
    assert fresh is not None and fresh()
    assert environment.loader.get_source(environment, "other.html")[0] == SOUND


@pytest.mark.parametrize("missing", PATCHES["base.html"])
def test_another_material_is_noticed(missing: str, tmp_path: Path) -> None:
    environment = theme(tmp_path, base=SOUND.replace(missing, ""))
    with pytest.raises(LookupError, match=r"base\.html of this Material"):
        environment.get_template("base.html")


def test_hidden_files_are_read_but_not_listed(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("ours", "theirs")]
    for folder, names in zip(folders, (("main.html", "a/b.css"), ("main.html", ".icons/c.svg", "d/.e/f.svg")), strict=True):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(folder.name, "utf-8")
    loader = PatchingLoader(folders)
    assert loader.list_templates() == ["a/b.css", "main.html"]
    assert loader.get_source(Environment(autoescape=True), ".icons/c.svg")[0] == "theirs"
