"""A town's own site: what `init` writes, what the program adds, how further catalogues and newer versions come in."""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from mkdocs.plugins import PluginCollection

from own_site import NEWER, VERSION, begin, fill_in, words
from pruefbuch import door, starter, system, tree
from pruefbuch.addresses import without_dead_links
from pruefbuch.book import load
from pruefbuch.cli import blanks
from pruefbuch.cli.blanks import Forge
from pruefbuch.cli.offer import offered
from pruefbuch.engine import command, guard, hooks
from pruefbuch.links.finding import links_of
from test_cli import ROOT, call
from test_site import build, html_files

COMMON = [
    ".gitignore", "README.md", "assessments/musterau/municipality.yml", "content/index.md", "content/rechtliches/operator.yml",
    "hooks/main.py", "mkdocs.yml", "pyproject.toml", "requirements.txt",
]  # fmt: skip
OF_FORGE = {
    Forge.GITHUB: [
        ".github/ISSUE_TEMPLATE/pruefung.md", ".github/pull_request_template.md", ".github/workflows/pruefbuch.yml",
        ".github/workflows/woechentlich.yml", "CODEOWNERS",
    ],
    Forge.GITLAB: [
        ".gitlab-ci.yml", ".gitlab/issue_templates/pruefung.md", ".gitlab/merge_request_templates/Default.md", "CODEOWNERS",
    ],
    Forge.FORGEJO: [
        ".forgejo/issue_template/pruefung.md", ".forgejo/pull_request_template.md", ".forgejo/workflows/pruefbuch.yml",
        ".forgejo/workflows/woechentlich.yml", "CODEOWNERS",
    ],
    Forge.SERVER: ["betrieb/pruefbuch.service", "betrieb/pruefbuch.timer"],
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new site, with the current folder in it."""
    root = begin(tmp_path / "Prüf buch")
    monkeypatch.chdir(root)
    return root


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# -- what is written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("forge", Forge)
def test_a_site_is_a_handful_of_files_beside_its_catalogues(forge: Forge, tmp_path: Path) -> None:
    root = begin(tmp_path / "neu", forge=forge, repo="")
    own = [path for path in files(root) if not path.startswith("content/kataloge/")]
    assert own == sorted(COMMON + OF_FORGE[forge]) and len(own) <= 15
    assert sorted(tmp_path.iterdir()) == [root]
    assert "<<" not in "".join((root / path).read_text("utf-8") for path in own)
    assert [*yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["theme"]] == ["name", "language"]
    assert not load(tree.read(root)).errors


def test_the_catalogue_is_that_of_the_program_with_its_checksums(site: Path) -> None:
    folder = "content/kataloge/klimacheck/2026"
    assert files(site / folder) == files(ROOT / folder) and "SHA256SUMS" in files(site / folder)
    assert all((site / folder / name).read_bytes() == (ROOT / folder / name).read_bytes() for name in files(site / folder))


def test_what_was_answered_stands_where_it_belongs(site: Path) -> None:
    settings = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))
    assert settings["site_name"] == "Prüfbuch Stadt Musterau"
    assert settings["site_url"] == "https://pruefbuch.musterau.test/"
    assert settings["edit_uri"] == "edit/main/content/"
    assert (site / "assessments/musterau/municipality.yml").read_text("utf-8").startswith('name: "Musterau"\nkind: "Stadt"\n')
    operator = (site / "content/rechtliches/operator.yml").read_text("utf-8")
    assert '\nname: "Stadt Musterau"\n' in operator and "\nstate: SN\n" in operator and operator.count("‹") == 12
    assert "@musterau/betrieb" in (site / "CODEOWNERS").read_text("utf-8")
    assert "`klimacheck@2026`" in (site / "README.md").read_text("utf-8")


def test_what_was_written_is_recorded_for_later(site: Path) -> None:
    recorded = tomllib.loads((site / "pyproject.toml").read_text("utf-8"))
    assert recorded["project"]["dependencies"] == [f"pruefbuch[site]=={VERSION}"]
    known = recorded["tool"]["pruefbuch"]
    assert known["version"] == VERSION
    assert known["answers"]["catalogues"] == ["klimacheck@2026"] and known["answers"]["guide"] is True
    own = [path for path in files(site) if path != "pyproject.toml" and not path.startswith("content/kataloge/")]
    assert known["written"] == {path: sha256((site / path).read_bytes()).hexdigest() for path in own}


def test_names_that_need_quoting_stay_names(tmp_path: Path) -> None:
    name = 'Bad "Muster" \\ an: der #Au'
    root = begin(tmp_path / "neu", name=name, kind="Gemeinde")
    assert load(tree.read(root)).municipalities["bad-muster-an-der-au"].bare_name == name
    assert tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["pruefbuch"]["answers"]["name"] == name


def test_the_kind_is_not_said_twice(tmp_path: Path) -> None:
    root = begin(tmp_path / "neu", name="Landkreis Musterau", kind="Landkreis")
    assert "# Prüfbuch Landkreis Musterau\n" in (root / "README.md").read_text("utf-8")


def test_an_empty_folder_and_a_fresh_repository_are_free(tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert "README.md" in files(begin(tmp_path / "leer"))
    (tmp_path / "klon/.git").mkdir(parents=True)
    (tmp_path / "klon/.git/HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    assert {".git/HEAD", "README.md", ".gitignore"} <= {*files(begin(tmp_path / "klon"))}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["klon", "leer"]


# -- the recipes -----------------------------------------------------------------------------------------------------


def read_yaml(file: Path) -> Any:
    return yaml.safe_load(file.read_text("utf-8"))


def test_the_recipe_for_github_is_safe(site: Path) -> None:
    """As this repository's own: who may write runs nothing of a proposal, nobody's text becomes a command, actions are pinned."""
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run([zizmor, "--offline", "--quiet", "--pedantic", site / ".github"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout
    jobs = read_yaml(site / ".github/workflows/pruefbuch.yml")["jobs"]
    assert jobs["check"]["permissions"] == {"contents": "read"} and not [
        step for step in jobs["deploy"]["steps"] if "run" in step
    ]


@pytest.mark.parametrize(
    ("forge", "file"),
    [
        (Forge.GITHUB, ".github/workflows/pruefbuch.yml"),
        (Forge.GITLAB, ".gitlab-ci.yml"),
        (Forge.FORGEJO, ".forgejo/workflows/pruefbuch.yml"),
    ],
)
def test_a_proposal_is_checked_compared_and_shown_and_the_main_branch_published(
    forge: Forge, file: str, tmp_path: Path
) -> None:
    """In this order, and with nothing of the tests of the program."""
    root = begin(tmp_path / "neu", forge=forge)
    commands = re.findall(r"\.venv/bin/pruefbuch (\w+)", (root / file).read_text("utf-8"))
    assert [*dict.fromkeys(commands)][:3] == ["validate", "diff", "build"] and "publish" in commands
    assert "pytest" not in (root / file).read_text("utf-8") and "make " not in (root / file).read_text("utf-8")
    assert read_yaml(root / file)


# -- the packages ----------------------------------------------------------------------------------------------------


class Installed:
    """An installed package of which is known how it came."""

    version = VERSION

    def __init__(self, told: str | None) -> None:
        self.told = told

    def read_text(self, name: str) -> str | None:
        assert name == "direct_url.json"
        return self.told


def test_the_wheel_that_was_installed_is_pinned_with_its_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PEP 610 keeps it where pip was given the file; then all packages carry theirs, for pip asks for all or none."""
    told = f'{{"url": "file:///mit%20Leerzeichen/x.whl", "archive_info": {{"hashes": {{"sha256": "{"a" * 64}"}}}}}}'
    monkeypatch.setattr(blanks, "_installed", lambda: Installed(told))
    said = call(*words(tmp_path / "neu"))[1]
    assert ".venv/bin/pip install --find-links '/mit Leerzeichen' -r requirements.txt" in said
    text = (tmp_path / "neu/requirements.txt").read_text("utf-8")
    assert f"\npruefbuch=={VERSION} \\\n    --hash=sha256:{'a' * 64}\n" in text
    packages = re.findall(r"^([\w.-]+)==\S+( \\)?$", text, re.MULTILINE)
    assert len(packages) > 20 and all(hashed for _, hashed in packages)


@pytest.mark.parametrize("told", [None, '{"dir_info": {"editable": true}}'])
def test_where_its_checksum_is_unknown_none_is_asked_for(
    told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blanks, "_installed", lambda: Installed(told))
    text = (begin(tmp_path / "neu") / "requirements.txt").read_text("utf-8")
    assert "--hash" not in text and "\\" not in text and f"\npruefbuch=={VERSION}\n" in text and "Ohne Prüfsummen" in text


def test_a_program_that_is_not_installed_has_neither_version_nor_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Installed:
        raise PackageNotFoundError

    monkeypatch.setattr(blanks, "_installed", missing)
    assert (blanks.program_version(), blanks.wheel()) == ("0", ("", ""))


def test_documents_name_the_file_of_this_version() -> None:
    for name in ("README.md", "content/leitfaden/fuer-betrieb.md"):
        assert {*re.findall(r"pruefbuch-(\d[\d.]*)-py3", (ROOT / name).read_text("utf-8"))} == {VERSION}, name


# -- questions -------------------------------------------------------------------------------------------------------


def test_whoever_says_nothing_is_asked(tmp_path: Path) -> None:
    answers = [
        "???", "Musterau", "", "Sachsen-Paradies", "SN", "githup", "3", "https://forge.musterau.test/musterau/pruefbuch",
        "pruefbuch.musterau.test", "https://pruefbuch.musterau.test/", "klimacheck", "j", "2", "n", "n", "j",
    ]  # fmt: skip
    code, said, told = call("init", str(tmp_path / "neu"), answers=answers)
    assert code == 0, told
    assert "aus „???“ lässt sich kein Ordnername bilden" in told
    assert "das Land „Sachsen-Paradies“ gibt es nicht" in told
    assert "„githup“ gibt es nicht. meinten Sie „github“?" in told
    assert "„pruefbuch.musterau.test“ ist keine Adresse; bitte mit https:// angeben." in told
    assert said.splitlines()[0] == f"{tmp_path / 'neu'} angelegt: 14 Dateien, dazu 2 Kataloge mit Prüfsummen"
    assert said.splitlines()[-1] == "  .venv/bin/pruefbuch serve"
    known = starter.site_of(tmp_path / "neu")
    assert known is not None and not known.guide
    assert known.answers["kind"] == "Stadt" and known.answers["forge"] == "forgejo"
    assert known.answers["catalogues"] == ["klimacheck@2026", "nh-beschluss@2026"]


def test_all_catalogues_may_be_chosen(tmp_path: Path) -> None:
    call(*words(tmp_path / "neu", catalogue="", repo="", kind=""), answers=["", "", "1", "j", "2", "j", "3", "j", "j"])
    known = starter.site_of(tmp_path / "neu")
    assert known is not None and known.answers["catalogues"] == [*offered()] and known.answers["repo"] == ""


def test_whoever_does_not_agree_gets_nothing(tmp_path: Path) -> None:
    code, _, told = call(*words(tmp_path / "neu", name=""), answers=["Musterau", "j", "n"])
    assert (code, told.splitlines()[-1]) == (2, "pruefbuch: nichts wurde geschrieben")
    assert not (tmp_path / "neu").exists()


REFUSED = [
    (words("neu", name="", state=""), "ohne Terminal fehlen „--name“, „--state“; bitte angeben oder den Befehl in einem Terminal aufrufen"),
    (words("neu", forge="githup"), "„githup“ gibt es nicht; erlaubt: „github“, „gitlab“, „forgejo“, „server“; meinten Sie „github“"),
    (words("neu", state="Sachsen"), "meinten Sie „SN“?"),
    (words("neu", url="pruefbuch.musterau.test"), "„pruefbuch.musterau.test“ ist keine Adresse; bitte mit https:// angeben"),
    (words("neu", url='https://a.test/"x'), "ist keine Adresse"),
    (words("neu", repo="git@forge:x/y"), "„git@forge:x/y“ ist keine Adresse; bitte mit https:// angeben"),
    (words("neu", name="???"), "aus „???“ lässt sich kein Ordnername bilden; bitte den Namen der Kommune mit Buchstaben angeben"),
    (words("neu", name="Muster\u202eau"), "„--name“ ist kein Name aus sichtbaren Zeichen; erlaubt sind höchstens 100"),
    (words("neu", catalogue="klimachek"), "gibt es nicht; meinten Sie „klimacheck@2026“? Alle zeigt „pruefbuch catalogue list“"),
    (words("neu", catalogue="klimacheck"), "meinten Sie „klimacheck@2026“?"),
    (words("neu", catalogue="lueneburg@2021"), "den Katalog „lueneburg@2021“ gibt es nicht; es gibt: „klimacheck@2026“"),
    (words("neu", catalogue="klimacheck@2031"), "„klimacheck@2031“ kennt dieses Prüfbuch nicht; bekannt: „2026“; bitte eine davon nennen"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "sentence"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_does_not_fit_is_refused_in_one_sentence(
    said: list[str], sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, told = call(*said)
    assert (code, out, len(told.splitlines())) == (2, "", 1 + told.count("Name der Kommune: "))
    assert sentence in told.splitlines()[-1]
    assert files(tmp_path) == []


def test_nothing_is_overwritten(site: Path, tmp_path: Path) -> None:
    code, _, told = call(*words(site))
    assert code == 2
    assert (
        told
        == f"pruefbuch: „{site}“ ist schon ein Prüfbuch (angelegt mit {VERSION}); zum Erneuern darin „pruefbuch update“ aufrufen"
    )
    other = tmp_path / "andere"
    other.mkdir()
    (other / "a.txt").write_text("", "utf-8")
    assert call(*words(other))[2] == (
        f"pruefbuch: „{other}“ ist nicht leer (a.txt); bitte einen neuen Ordner nennen, „init“ überschreibt nichts"
    )
    (other / "pyproject.toml").write_text("[tool.pruefbuch\n", "utf-8")
    assert "ist nicht leer (a.txt und 1 weitere)" in call(*words(other))[2]
    assert "ist kein Ordner" in call(*words(other / "a.txt"))[2]
    assert files(other) == ["a.txt", "pyproject.toml"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no", "x")

    monkeypatch.setattr(system, "write", full)
    code, _, told = call(*words(tmp_path / "neu"))
    assert code == 2 and "der Datenträger ist voll; bitte Platz schaffen" in told
    assert [*tmp_path.iterdir()] == []


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call("--version")
    assert (ended.value.code, capsys.readouterr().out) == (0, f"pruefbuch {VERSION}\n")


# -- what the program adds -------------------------------------------------------------------------------------------


def test_pages_come_from_the_program_unless_the_site_has_its_own(site: Path) -> None:
    page = "content/methode.md"
    provided = tree.read(site)
    assert provided.texts[page] == (ROOT / page).read_text("utf-8") and page in provided.provided
    (site / page).write_text("# Unsere Regeln\n", "utf-8")
    own = tree.read(site)
    assert own.texts[page] == "# Unsere Regeln\n" and page not in own.provided
    assert list(own.texts) == sorted(own.texts)
    assert own.provided < provided.provided
    assert not {
        path for path in provided.provided if path.startswith(("assessments/", "content/kataloge/", "content/angebote/"))
    }


def test_without_the_guide_only_what_every_site_needs_comes(tmp_path: Path) -> None:
    root = begin(tmp_path / "neu", "--no-guide")
    provided = tree.read(root).provided
    assert {"content/rechtliches/impressum.md", "content/methode.md", "content/mitmachen/dateiformat.md"} <= provided
    assert not [path for path in provided if path.startswith(("content/leitfaden/", "content/betrieb/"))]
    assert "leitfaden" not in (root / "content/index.md").read_text("utf-8")


def test_links_of_provided_pages_are_looked_after_by_the_program(site: Path) -> None:
    (site / "content/unser.md").write_text("# Wir\n\n<https://www.musterau.de/seite>\n", "utf-8")
    assert {place.path for place in links_of(tree.read(site)).values()} <= {
        path for path in files(site) if not path.startswith("content/leitfaden/")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Da](da.md) und [fort](fort.md).", "[Da](da.md) und fort."),
        ("[Teil](../fort.md#teil)", "Teil"),
        ("[Oben](../oben.md)", "[Oben](../oben.md)"),
        ("[Adresse](https://musterau.test/fort.md) [Anker](#fort)", "[Adresse](https://musterau.test/fort.md) [Anker](#fort)"),
    ],
)
def test_dead_links_leave_their_words(text: str, expected: str) -> None:
    assert without_dead_links(text, "a/seite.md", {"a/da.md", "oben.md"}.__contains__) == expected


def test_a_pyproject_that_cannot_be_read_is_a_problem(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "pyproject.toml").write_text("[tool.pruefbuch]\nversion = \n", "utf-8")
    code, said, _ = call("validate")
    assert code == 1 and "pyproject.toml" in said and "ist kein TOML: Invalid value (at line 2" in said
    (site / "pyproject.toml").unlink()
    (site / "pyproject.toml").mkdir()
    assert "pyproject.toml" in call("validate")[1]


def test_links_of_a_catalogue_to_others_that_were_not_taken_are_no_fault(site: Path) -> None:
    """Its wording is frozen; in a book of the program's own they would be."""
    page = "content/kataloge/klimacheck/2026/index.md"
    (link,) = re.findall(r"\[([^]]+)\]\(\.\./\.\./nh-beschluss/2026/index\.md\)", (site / page).read_text("utf-8"))
    assert "guidance-link" not in call("validate")[1]
    intro = load(tree.read(site)).catalogues["klimacheck@2026"].intro
    assert link in intro and "nh-beschluss/2026" not in intro
    (site / page).write_text(
        (site / page).read_text("utf-8").replace("nh-beschluss/2026/index", "nh-beschluss/2026/nichts"), "utf-8"
    )
    assert "der Link „../../nh-beschluss/2026/nichts.md“ führt zu keiner Seite" in call("validate")[1]


# -- the built site --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("guide", ["mit", "ohne"])
def test_a_new_site_builds_and_is_published_with_all_links_whole(
    guide: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Publishing looks at every link of every page."""
    if guide == "ohne":
        site = begin(tmp_path / "ohne", "--no-guide")
        monkeypatch.chdir(site)
    code, said, told = call("publish", str(tmp_path / "public"))
    assert code == 1 and "operator.yml:4:10: Fehler: „‹Straße und Hausnummer" in said + told
    fill_in(site)
    code, said, told = call("publish", str(tmp_path / "public"))
    assert code == 0, said + told
    pages = {path.relative_to(tmp_path / "public").as_posix() for path in html_files(tmp_path / "public")}
    assert {
        "index.html",
        "kataloge/klimacheck/2026/index.html",
        "kommunen/musterau/index.html",
        "rechtliches/impressum/index.html",
    } <= pages
    assert ("leitfaden/fuer-verwaltung/index.html" in pages) is (guide == "mit")
    home = (tmp_path / "public/index.html").read_text("utf-8")
    assert "assets/pruefbuch.css" in home and "musterlingen" not in home
    menu = re.findall(r'href="([^"]+)" class="md-tabs__link"', home)
    assert [urljoin("https://x.test/", href) for href in menu][1:4] == [
        "https://x.test/ergebnisse/", "https://x.test/kommunen/", "https://x.test/karte/",
    ]  # fmt: skip


def test_what_the_settings_say_counts(site: Path, tmp_path: Path) -> None:
    settings = site / "mkdocs.yml"
    more = "nav: [index.md, Ergebnisse: ergebnisse/index.md]\nextra_css: [assets/eigen.css]\nnot_in_nav: |\n  *.md\n"
    more += "markdown_extensions: [sane_lists, tables, toc]\n"
    settings.write_text(settings.read_text("utf-8") + more, "utf-8")
    text = settings.read_text("utf-8").replace("  # custom_dir", "  custom_dir")
    settings.write_text(text, "utf-8")
    (site / "theme_overrides/assets").mkdir(parents=True)
    (site / "theme_overrides/assets/eigen.css").write_text("p { color: red; }\n", "utf-8")
    (site / "theme_overrides/pruefbuch").mkdir()
    council = (ROOT / "theme_overrides/pruefbuch/municipality.html").read_text("utf-8")
    (site / "theme_overrides/pruefbuch/municipality.html").write_text(council + "<p>Eigene Vorlage</p>\n", "utf-8")
    done = build(site, tmp_path / "public")
    assert done.returncode == 0, done.stdout + done.stderr
    home = (tmp_path / "public/index.html").read_text("utf-8")
    assert home.index("assets/pruefbuch.css") < home.index("assets/eigen.css")
    assert len(re.findall(r'class="md-tabs__link"', home)) == 2
    assert "Eigene Vorlage" in (tmp_path / "public/kommunen/musterau/index.html").read_text("utf-8")


def test_a_build_says_only_what_tells_something(site: Path, tmp_path: Path) -> None:
    """Neither what Material thinks of its own end, nor which pages the engine leaves to this program."""
    env = {**os.environ, "PYTHONPATH": ""}
    env.pop("NO_MKDOCS_2_WARNING", None)
    command = [sys.executable, "-m", "mkdocs", "build", "-f", str(site / "mkdocs.yml"), "-d", str(tmp_path / "public")]
    done = subprocess.run(command, env=env, cwd=site, capture_output=True, encoding="utf-8", check=True)
    lines = [line for line in (done.stdout + done.stderr).splitlines() if "Hinweis: " not in line]
    assert [re.sub(r"[ -]+(Building|Documentation|Cleaning) .*", r" \1", line) for line in lines] == [
        "INFO Cleaning",
        "INFO Building",
        "INFO Documentation",
    ]


DOORS = {
    "leer": "",
    "zum Teil": "from pruefbuch.engine.hooks import on_config\n",
    "fort": None,
}


@pytest.mark.parametrize("name", DOORS)
def test_without_a_whole_door_nothing_is_built(name: str, site: Path, tmp_path: Path) -> None:
    """Never a site without results; the one that stands stays."""
    (tmp_path / "public").mkdir()
    (tmp_path / "public/index.html").write_text("bisher", "utf-8")
    if (text := DOORS[name]) is None:
        settings = site / "mkdocs.yml"
        settings.write_text(settings.read_text("utf-8").replace("hooks: [hooks/main.py]", ""), "utf-8")
    else:
        (site / "hooks/main.py").write_text(text, "utf-8")
    done = build(site, tmp_path / "public")
    assert done.returncode == 1
    assert "Das Prüfbuch ist nicht angeschlossen, es entstünde eine Seite ohne Ergebnisse" in done.stdout + done.stderr
    assert files(tmp_path / "public") == ["index.html"] and (tmp_path / "public/index.html").read_text("utf-8") == "bisher"


def test_the_door_has_all_events() -> None:
    assert door.__all__ == sorted(name for name in vars(hooks) if name.startswith("on_"))
    assert all(getattr(door, name) is getattr(hooks, name) for name in door.__all__)


def test_the_guard_stands_once() -> None:
    guard.install()
    first = PluginCollection.on_config
    guard.install()
    assert PluginCollection.on_config is first


# -- build and serve -------------------------------------------------------------------------------------------------


def test_build_makes_the_same_site_as_the_engine(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert call("build")[0] == 0
    assert build(site, site / "andere").returncode == 0
    assert files(site / "site") == files(site / "andere")
    assert all((site / "site" / name).read_bytes() == (site / "andere" / name).read_bytes() for name in files(site / "site"))


def test_serve_calls_the_engine(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def remember(words: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(words)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(subprocess, "run", remember)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert call("serve", "--port", str(port))[0] == 0
    assert calls[0][1:] == ["-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", "-f", str(site / "mkdocs.yml")]


@pytest.mark.parametrize("port", ["0", "65536", "99999", "acht", "-1", "８０"])
def test_a_port_that_is_none_is_refused(port: str, site: Path) -> None:
    code, _, told = call("serve", f"--port={port}")
    assert code == 2
    assert told == f"pruefbuch: „{port}“ ist kein Anschluss; erlaubt: 1 bis 65535; zum Beispiel: pruefbuch serve --port 8001"


def test_a_port_that_is_taken_is_refused(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, told = call("serve", "--port", str(port))
    assert code == 2 and f"Anschluss {port} ist belegt" in told and "„pruefbuch serve --port " in told


@pytest.mark.parametrize("name", ["build", "serve"])
def test_without_an_engine_both_say_what_to_do(name: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    code, _, told = call(name)
    assert code == 2 and "MkDocs ist nicht installiert; bitte „.venv/bin/pip install -r requirements.txt“ ausführen" in told


# -- catalogues ------------------------------------------------------------------------------------------------------


def test_catalogues_are_listed_and_added(site: Path) -> None:
    _, said, _ = call("catalogue", "list")
    book, _, program = said.partition(f"Im Programm {VERSION}, noch nicht im Buch")
    assert re.search(r"^  klimacheck@2026 .* 0 Prüfungen$", book, re.MULTILINE)
    assert "nh-digital@2026" in program and "lueneburg" not in program
    others = [ref for ref in offered() if ref != "klimacheck@2026"]
    for ref in others:
        code, said, _ = call("catalogue", "add", ref)
        assert code == 0 and "Prüfsummen stimmen" in said
    assert call("catalogue", "list")[1].endswith(f"Im Programm {VERSION}, noch nicht im Buch\n  keiner")
    assert not load(tree.read(site)).errors
    assert call("catalogue", "add", others[0])[:2] == (0, f"{others[0]} ist schon im Buch, Byte für Byte gleich; nichts zu tun")


def test_what_a_town_has_decided_by_is_not_overwritten(site: Path) -> None:
    page = site / "content/kataloge/klimacheck/2026/index.md"
    page.write_text("# Anders\n", "utf-8")
    code, _, told = call("catalogue", "add", "klimacheck@2026")
    assert (code, page.read_text("utf-8")) == (2, "# Anders\n")
    assert "„klimacheck@2026“ liegt schon im Buch, aber „index.md“ ist anders" in told


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (["add"], "es fehlt: KATALOG@AUSGABE"),
        (["list", "x"], "„x“ ist hier zu viel"),
        (["weg"], "„weg“ gibt es bei „list|add“ nicht; erlaubt: „list“, „add“"),
        (["add", "nh-digtal@2026"], "meinten Sie „nh-digital@2026“?"),
    ],
)
def test_a_wrong_call_of_catalogue_is_refused(said: list[str], sentence: str, site: Path) -> None:
    code, _, told = call("catalogue", *said)
    assert code == 2 and sentence in told


# -- newer versions --------------------------------------------------------------------------------------------------


@pytest.fixture
def newer(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A later version of the program, with another recipe, another README and one more file."""
    folder = tmp_path / "blanks"
    shutil.copytree(ROOT / "hooks/pruefbuch/blanks", folder)
    for name in ("github", "readme"):
        text = (folder / f"{name}.txt").read_text("utf-8")
        (folder / f"{name}.txt").write_text(text.replace("\n", f"\n# neu in {NEWER}\n", 1), "utf-8")
    monkeypatch.setattr(blanks, "FOLDER", folder)
    monkeypatch.setattr("pruefbuch.cli.update.program_version", lambda: NEWER)


def test_right_after_init_there_is_nothing_to_renew(site: Path) -> None:
    code, said, _ = call("update", "--check")
    assert (code, said.splitlines()[0]) == (0, f"Angelegt mit {VERSION}, eingerichtet ist {VERSION}")
    assert said.splitlines()[-1] == "Nichts wurde geschrieben."
    assert call("update")[:2] == (0, "Nichts zu erneuern")


@pytest.mark.usefixtures("newer")
def test_update_renews_what_nobody_has_changed(site: Path) -> None:
    readme, recipe, project = site / "README.md", site / ".github/workflows/pruefbuch.yml", site / "pyproject.toml"
    readme.write_text(readme.read_text("utf-8") + "Von uns.\n", "utf-8")
    text = project.read_text("utf-8").replace('requires-python = ">=3.11"', 'requires-python = ">=3.12"')
    project.write_text(text, "utf-8")
    (site / "content/index.md").unlink()
    operator = (site / "content/rechtliches/operator.yml").read_bytes()
    before = {path: (site / path).read_bytes() for path in files(site)}
    code, said, _ = call("update", "--check")
    assert code == 1
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert [line for line in lines if line.startswith(("erneuern", "bleibt"))] == [
        "erneuern content/index.md seit init unverändert",
        "erneuern .github/workflows/pruefbuch.yml seit init unverändert",
        "erneuern requirements.txt seit init unverändert",
        "erneuern pyproject.toml nur die Fassung und was sich „update“ merkt",
        "bleibt README.md von Ihnen geändert; Unterschied unten",
    ]
    assert {"--- README.md (bei Ihnen)", f"+++ README.md ({NEWER})", "-Von uns.", f"+# neu in {NEWER}"} <= {*said.splitlines()}
    assert said.splitlines()[-1] == "Nichts wurde geschrieben. Erneuern mit: pruefbuch update"
    assert {path: (site / path).read_bytes() for path in files(site)} == before

    code, said, _ = call("update")
    assert code == 0 and said.splitlines()[-1] == "Jetzt prüfen mit: pruefbuch validate"
    assert f"# neu in {NEWER}" in recipe.read_text("utf-8") and readme.read_text("utf-8").endswith("Von uns.\n")
    assert (site / "content/index.md").is_file() and (site / "content/rechtliches/operator.yml").read_bytes() == operator
    known = tomllib.loads(project.read_text("utf-8"))
    assert known["project"]["requires-python"] == ">=3.12" and known["project"]["dependencies"] == [f"pruefbuch[site]=={NEWER}"]
    assert known["tool"]["pruefbuch"]["version"] == NEWER
    assert call("update", "--check")[0] == 0
    assert call("update")[1].splitlines()[0] == "Nichts zu erneuern"

    readme.unlink()  # the way to take the new one instead
    assert call("update")[1].splitlines()[0] == "2 Dateien erneuert: README.md, pyproject.toml"
    assert f"# neu in {NEWER}" in readme.read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (f'version = "{VERSION}"', 'version = "98.0.0"', f"das Buch ist mit 98.0.0 angelegt, eingerichtet ist {VERSION}"),
        ('forge = "github"', 'forge = "sourceforge"', "„pyproject.toml“ lässt sich nicht lesen ('sourceforge' is not a valid Forge)"),
        ('name = "Musterau"\n', "", "„pyproject.toml“ lässt sich nicht lesen ('name')"),
        ("[tool.pruefbuch]", "[tool.pruefbuch", "„pyproject.toml“ lässt sich nicht lesen"),
        ("[tool.pruefbuch", "[tool.anderes", "hat „pruefbuch init“ nicht angelegt: in „pyproject.toml“ fehlt „[tool.pruefbuch]“"),
    ],
)  # fmt: skip
def test_update_refuses_what_it_cannot_renew(old: str, new: str, sentence: str, site: Path) -> None:
    project = site / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace(old, new), "utf-8")
    before = {path: (site / path).read_bytes() for path in files(site)}
    code, _, told = call("update")
    assert code == 2 and sentence in told and len(told.splitlines()) == 1
    assert {path: (site / path).read_bytes() for path in files(site)} == before
