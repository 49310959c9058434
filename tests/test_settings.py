"""What mkdocs.yml says is what counts, wherever it stands; what makes no site is refused in a German sentence with its place."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, InclusionLevel

from plots import tree_of
from pruefbuch.engine import extra, hooks
from pruefbuch.engine.frames import BookFiles, generated_file
from pruefbuch.engine.settings import Settings, Unusable
from pruefbuch.rules import legal
from pruefbuch.rules.legal import OPERATOR, PAGES
from test_legal import GOOD

FILLED = tree_of({OPERATOR: GOOD, **dict.fromkeys(PAGES, "# x\n")})
ADDRESS = "site_url: https://x.example.org/\n"


def settings(root: Path, files: dict[str, str]) -> Settings:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return Settings.read(root / "mkdocs.yml")


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"mkdocs.yml": ADDRESS}, ["mkdocs.yml:1:21"]),
        ({"mkdocs.yml": "site_url: https://stadt.de/  # nicht example.org\n"}, []),
        ({"mkdocs.yml": "INHERIT: base.yml\n", "base.yml": f"a: b\n{ADDRESS}"}, ["base.yml:2:21"]),
        ({"mkdocs.yml": "INHERIT: base.yml\nsite_name: x\n", "base.yml": ADDRESS}, ["base.yml:1:21"]),
        ({"mkdocs.yml": "site_url: https://stadt.de/\nINHERIT: base.yml\n", "base.yml": ADDRESS}, []),
        ({"mkdocs.yml": "INHERIT: a/b.yml\n", "a/b.yml": "INHERIT: ../c.yml\n", "c.yml": ADDRESS}, ["c.yml:1:21"]),
        ({"mkdocs.yml": f"INHERIT: mkdocs.yml\n{ADDRESS}"}, ["mkdocs.yml:2:21"]),
        ({"mkdocs.yml": f"INHERIT: b.yml\n{ADDRESS}", "b.yml": "INHERIT: mkdocs.yml\n"}, ["mkdocs.yml:2:21"]),
        ({"mkdocs.yml": f"INHERIT: fehlt.yml\n{ADDRESS}"}, ["mkdocs.yml:2:21"]),
        ({"mkdocs.yml": f"INHERIT: {{}}\n{ADDRESS}"}, ["mkdocs.yml:2:21"]),
        (
            {"mkdocs.yml": f"INHERIT: !ENV [OWN_BASE, base.yml]\n{ADDRESS}", "base.yml": "repo_url: example.com\n"},
            ["base.yml:1:11", "mkdocs.yml:2:21"],
        ),
        ({"mkdocs.yml": "site_url: !ENV [OWN_SITE, 'https://x.example.org/']\n"}, ["mkdocs.yml:1:38"]),
        ({"mkdocs.yml": "site_url: !ENV [OWN_TOWN, 'https://x.example.org/']\n"}, []),
        ({"mkdocs.yml": "a: 1\nsite_url: !ENV OWN_OTHER\n"}, ["mkdocs.yml:2:21"]),
        ({"mkdocs.yml": "site_url: !ENV OWN_SITE\nb: !ENV []\n"}, []),
        ({"mkdocs.yml": "extra:\n  social:\n    - {icon: x, link: https://example.net/}\n"}, ["mkdocs.yml:3:31"]),
        (
            {"mkdocs.yml": "INHERIT: base.yml\nextra: {a: x}\n", "base.yml": "extra: {a: example.org, b: example.org}\n"},
            ["base.yml:1:28"],
        ),
        ({"mkdocs.yml": "INHERIT: base.yml\nextra: x\n", "base.yml": "extra: {a: example.org}\n"}, []),
        ({"mkdocs.yml": "a: [\n"}, []),
        ({"mkdocs.yml": ""}, []),
        ({}, []),
    ],
)
def test_placeholders_are_found_where_they_count(
    files: dict[str, str], places: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWN_TOWN", "https://stadt.de/")
    monkeypatch.setenv("OWN_OTHER", "https://x.example.org/")
    texts = settings(tmp_path, files).values()
    found = ["{}:{}:{}".format(*problem.place) for problem in legal.unpublishable(FILLED, texts)]
    assert sorted(found) == places


# -- extra -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  scope: 5\n", "mkdocs.yml:2:10: Fehler: „extra.scope“ ist „5“; erlaubt: /; „/“ eintragen [settings]"),
        ("  generator: nein\n", "mkdocs.yml:2:14: Fehler: „extra.generator“ ist „nein“; erlaubt: true oder false; "),
        ("  homepage: [a]\n", "„extra.homepage“ ist „['a']“; erlaubt: ein Text; "),
        (
            "  social: https://stadt.de/\n",
            "mkdocs.yml:2:11: Fehler: „extra.social“ ist „https://stadt.de/“; erlaubt: eine Liste; ",
        ),
        (
            "  social: [https://stadt.de/]\n",
            "im 1. Eintrag von „extra.social“ fehlt der Text „icon“; je Eintrag: icon: …, link: …; ",
        ),
        ("  social: [{icon: x, link: 5}]\n", "fehlt der Text „link“"),
        ("  alternate: [{name: Deutsch, link: /de/, lang: 1}]\n", "im 1. Eintrag von „extra.alternate“ fehlt der Text „lang“"),
        ("  polyfills: 7\n", "„extra.polyfills“ ist „7“; erlaubt: eine Liste; "),
        ("  analytics: x\n", "„extra.analytics“ ist „x“; erlaubt: eine Gruppe von Angaben; "),
        ("  tags: [a]\n", "„extra.tags“ ist „['a']“"),
        ("  version: 2\n", "„extra.version“ ist „2“; erlaubt: ein Text oder eine Gruppe von Angaben; "),
    ],
)
def test_values_of_a_wrong_kind_are_refused(text: str, words: str, tmp_path: Path) -> None:
    written = settings(tmp_path, {"mkdocs.yml": f"extra:\n{text}"})
    with pytest.raises(Unusable) as refused:
        extra.check(yaml.safe_load(text), written)
    assert words in str(refused.value)


def test_values_that_are_right(tmp_path: Path) -> None:
    right: dict[str, Any] = {
        "social": [{"icon": "x", "link": "y"}],
        "generator": False,
        "scope": "/",
        "version": "mike",
        "own": 5,
    }
    extra.check(right, Settings("mkdocs.yml"))
    extra.check({"social": None}, Settings("mkdocs.yml"))


# -- what the events say of them --------------------------------------------------------------------------------------


def test_settings_that_make_no_site(tmp_path: Path) -> None:
    text = 'use_directory_urls: false\nextra:\n  colours: {primary: rgb(255,230,0), link: "#0b4a8f"}\n'
    written = settings(tmp_path, {"mkdocs.yml": text})
    config: Any = SimpleNamespace(use_directory_urls=False)
    with pytest.raises(Unusable, match=r"mkdocs.yml:1:21: Fehler: „use_directory_urls“ ist false; "):
        hooks.settle(config, written)
    config = SimpleNamespace(
        use_directory_urls=True, theme={"language": "de"}, mdx_configs={}, extra=yaml.safe_load(text)["extra"]
    )
    with pytest.raises(Unusable) as refused:
        hooks.settle(config, written)
    assert str(refused.value) == (
        'mkdocs.yml:3:22: Fehler: „extra.colours.primary“ ist „rgb(255,230,0)“; erlaubt: eine Farbe wie "#1f3a5f", '
        'mit Anführungszeichen; „primary: "#ffe600"“ schreiben [settings]'
    )


def test_another_way_to_publish_names_the_right_one() -> None:
    with pytest.raises(Abort, match="„pruefbuch publish site“, danach „ghp-import"):
        hooks.on_startup("gh-deploy", False)


# -- pages of the book exist for plugins ------------------------------------------------------------------------------


def test_pages_of_the_book_exist_for_plugins_and_are_not_printed_by_the_engine() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": "/", "site_dir": "/site"})
    config.plugins = PluginCollection()
    config.plugins._current_plugin = None  # noqa: SLF001 – MkDocs sets it when it calls plugins
    page, result = "index.md", "ergebnisse/a/b.md"
    written = File.generated(config, page, content="")
    overview = generated_file(config, "ergebnisse/index.md")
    files = BookFiles([written, overview], config, {result, "ergebnisse/index.md"})
    assert [file.src_uri for file in files.documentation_pages()] == [page, "ergebnisse/index.md"] == [*files.src_uris]
    assert result in files and page in files and "weg.md" not in files
    files.for_plugins = True
    assert [file.src_uri for file in files.documentation_pages()] == [page, "ergebnisse/index.md", result] == [*files.src_uris]
    assert files.documentation_pages(inclusion=InclusionLevel.all)[-1].url == "ergebnisse/a/b/"
