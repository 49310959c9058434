"""Sites as `pruefbuch init` makes them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from test_cli import ROOT, call

VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
NEWER = "99.0.0"

CALL = {
    "--name": "Musterau",
    "--kind": "Stadt",
    "--state": "SN",
    "--forge": "github",
    "--url": "https://pruefbuch.musterau.test/",
    "--repo": "https://forge.musterau.test/musterau/pruefbuch",
    "--catalogue": "klimacheck@2026",
}
"""what may be said in the call, as a town that does not exist would say it"""


def words(folder: Path | str, *more: str, **others: str) -> list[str]:
    """The words of a call of `init`; `others` stand in the place of what CALL says, "" leaves one out."""
    said = {**CALL, **{f"--{key}": value for key, value in others.items()}}
    return ["init", str(folder), *(word for key, value in said.items() if value for word in (key, value)), *more]


def begin(folder: Path, *more: str, **others: str) -> Path:
    """A new site."""
    code, said, told = call(*words(folder, *more, **others))
    assert (code, told) == (0, ""), said + told
    return folder


def fill_in(site: Path) -> None:
    """What a town fills in before it publishes."""
    operator = site / "content/rechtliches/operator.yml"
    text = re.sub(r"‹[^›]*›|example\.org", "musterau.test", operator.read_text("utf-8"))
    operator.write_text(text.replace("statement_date: musterau.test", "statement_date: 2026-11-30"), "utf-8")
