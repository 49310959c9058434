"""What `pruefbuch init` writes: answers → the files of a site, from the texts in blanks/. `pruefbuch update` writes them anew."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import assert_never
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pruefbuch import starter
from pruefbuch.cli.console import quoted
from pruefbuch.engine.command import SETTINGS
from pruefbuch.model.slugs import slugify

PACKAGE = "pruefbuch"
PROJECT = starter.SETTINGS
PACKAGES = "requirements.txt"
OPERATOR = "content/rechtliches/operator.yml"
FOLDER = Path(__file__).parents[1] / "blanks"
_HASH = re.compile(r" \\\n    --hash=\S+")
_RECORD = "\n[tool.pruefbuch]"
"""where the part of pyproject.toml begins that only `init` and `update` write"""


class Forge(StrEnum):
    """Where the repository of a site lies."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"
    SERVER = "server"

    @property
    def label(self) -> str:
        """Its name, for people."""
        match self:
            case Forge.GITHUB:
                return "GitHub"
            case Forge.GITLAB:
                return "GitLab, openCode"
            case Forge.FORGEJO:
                return "Forgejo, Codeberg"
            case Forge.SERVER:
                return "eigener Server, ohne Plattform"
            case _:
                assert_never(self)

    @property
    def edit_uri(self) -> str:
        """Where its page to edit a file is, behind the address of a repository."""
        match self:
            case Forge.GITHUB:
                return "edit/main/content/"
            case Forge.GITLAB:
                return "-/edit/main/content/"
            case Forge.FORGEJO | Forge.SERVER:
                return "_edit/main/content/"
            case _:
                assert_never(self)

    @property
    def blanks(self) -> Mapping[str, str]:
        """What only sites on this forge have: blank by path."""
        match self:
            case Forge.GITHUB:
                return {
                    "CODEOWNERS": "codeowners",
                    ".github/workflows/pruefbuch.yml": "github",
                    ".github/workflows/woechentlich.yml": "github-weekly",
                    ".github/ISSUE_TEMPLATE/pruefung.md": "request",
                    ".github/pull_request_template.md": "proposal",
                }
            case Forge.GITLAB:
                return {
                    "CODEOWNERS": "codeowners",
                    ".gitlab-ci.yml": "gitlab",
                    ".gitlab/issue_templates/pruefung.md": "request",
                    ".gitlab/merge_request_templates/Default.md": "proposal",
                }
            case Forge.FORGEJO:
                return {
                    "CODEOWNERS": "codeowners-forgejo",
                    ".forgejo/workflows/pruefbuch.yml": "forgejo",
                    ".forgejo/workflows/woechentlich.yml": "forgejo-weekly",
                    ".forgejo/issue_template/pruefung.md": "request",
                    ".forgejo/pull_request_template.md": "proposal",
                }
            case Forge.SERVER:
                return {"betrieb/pruefbuch.service": "service", "betrieb/pruefbuch.timer": "timer"}
            case _:
                assert_never(self)


@dataclass(frozen=True)
class Answers:
    """What is asked when a site begins. `catalogues` are refs of editions; `repo` is "" where nobody has said it."""

    name: str
    kind: str
    state: str
    forge: Forge
    url: str
    repo: str
    catalogues: tuple[str, ...]
    guide: bool

    @property
    def town(self) -> str:
        """The folder of the municipality."""
        return slugify(self.name)

    @property
    def title(self) -> str:
        """The municipality as it signs: its kind before its name, where the name does not say it."""
        return self.name if self.kind.casefold() in self.name.casefold() else f"{self.kind} {self.name}"


def program_version() -> str:
    """The version of the installed program; "0" where it is not installed but only lies on Python's path."""
    try:
        return _installed().version
    except PackageNotFoundError:
        return "0"


def files_of(answers: Answers, program: str, checksum: str) -> dict[str, bytes]:
    """The files of a site by path, without its catalogues; pyproject.toml comes last and keeps the checksums of the others.

    `program` is the version that the site is made with, `checksum` the SHA-256 (hex) of its wheel, "" where it is not known.
    """
    paths = {
        "README.md": "readme",
        SETTINGS: "settings",
        ".gitignore": "gitignore",
        "hooks/main.py": "main",
        f"assessments/{answers.town}/municipality.yml": "municipality",
        "content/index.md": "index",
        **answers.forge.blanks,
    }
    words = _words(answers, program)
    texts = {path: _texts().get_template(f"{blank}.txt").render(words) for path, blank in paths.items()}
    texts[PACKAGES] = packages(program, checksum)
    texts[OPERATOR] = _operator(answers)
    project = _texts().get_template("pyproject.txt").render(words)
    texts[PROJECT] = project.rstrip() + "\n" + record(answers, program, {path: text.encode() for path, text in texts.items()})
    return {path: text.encode() for path, text in texts.items()}


def packages(program: str, checksum: str) -> str:
    """The list for pip: that version of the program, and all that it needs. With a checksum of its wheel all packages carry theirs."""
    text = (starter.HOME / PACKAGES).read_text("utf-8")
    listed = text[text.index("\n", text.rindex("make lock")) + 1 :].rstrip()
    words = {"version": program, "checksum": checksum, "packages": listed if checksum else _HASH.sub("", listed)}
    return _texts().get_template("requirements.txt").render(words)


def record(answers: Answers, program: str, written: Mapping[str, bytes], kept: Mapping[str, str] | None = None) -> str:
    """The part of pyproject.toml that says how the site was made, for `update`.

    `kept`: SHA-256 (hex) of what an earlier version wrote and somebody has changed since.
    """
    sums = {path: sha256(data).hexdigest() for path, data in written.items()} | dict(kept or {})
    lines = [_RECORD, f"version = {_toml(program)}   # Fassung, mit der zuletzt „init“ oder „update“ lief", ""]
    lines += ["[tool.pruefbuch.answers]", *(f"{key} = {_toml(value)}" for key, value in asdict(answers).items()), ""]
    lines += ["[tool.pruefbuch.written]   # SHA-256 dessen, was das Programm geschrieben hat"]
    lines += [f"{_toml(path)} = {_toml(checksum)}" for path, checksum in sorted(sums.items())]
    return "\n".join(lines) + "\n"


def renewed_project(text: str, answers: Answers, program: str, written: Mapping[str, bytes], kept: Mapping[str, str]) -> str:
    """A pyproject.toml with another version of the program; what a town has written into it stays."""
    own = text.partition(_RECORD)[0].rstrip()
    pinned = re.sub(rf"({PACKAGE}\[site\]==)[^\"',\s]+", rf"\g<1>{program}", own)
    return pinned + "\n" + record(answers, program, written, kept)


def answers_of(site: starter.Site) -> Answers:
    """What was answered when a site began. KeyError, ValueError or TypeError where somebody has changed that past reading."""
    known = site.answers
    texts = {key: str(known[key]) for key in ("name", "kind", "state", "url", "repo")}
    return Answers(**texts, forge=Forge(known["forge"]), catalogues=tuple(map(str, known["catalogues"])), guide=site.guide)


def wheel() -> tuple[str, str]:
    """Where the installed wheel came from: the SHA-256 (hex) of the file, and its folder where it lies on this machine; else "".

    pip writes it down where it was given the file or its address (PEP 610).
    """
    try:
        told = json.loads(_installed().read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        told = {}
    checksum = told.get("archive_info", {}).get("hashes", {}).get("sha256", "")
    file = urlsplit(told.get("url", "")) if checksum else urlsplit("")
    return str(checksum), str(Path(unquote(file.path)).parent) if file.scheme == "file" else ""


def _installed() -> Distribution:
    return distribution(PACKAGE)


def _words(answers: Answers, program: str) -> dict[str, object]:
    """What the blanks say."""
    owner = urlsplit(answers.repo).path.strip("/").partition("/")[0] or answers.town
    return {
        **asdict(answers),
        "forge": answers.forge.value,
        "town": answers.town,
        "title": answers.title,
        "edit_uri": answers.forge.edit_uri,
        "owner": owner,
        "version": program,
    }


def _operator(answers: Answers) -> str:
    """operator.yml with what is known already; what is not stays marked as to be filled in."""
    text = (starter.HOME / OPERATOR).read_text("utf-8")
    known = {"name": quoted(answers.title), "state": answers.state}
    return re.sub(r"^(name|state): ‹[^›]*›", lambda line: f"{line[1]}: {known[line[1]]}", text, flags=re.MULTILINE)


def _texts() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 – YAML, Markdown and the like, whose values are quoted where they stand
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    environment.filters |= {"quoted": quoted, "code": "`{}`".format}
    return environment


def _toml(value: object) -> str:
    """A text, a flag or a list of texts as TOML writes it: as JSON does, with what JSON lets stand escaped too (U+007F)."""
    items = list(value) if isinstance(value, tuple) else value
    return json.dumps(items, ensure_ascii=False).replace("\x7f", "\\u007f")
