"""What comes from others is fixed, and what CI may do is little."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools import vendored

from test_site import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LISTS = sorted(ROOT.glob("requirements*.txt"))


def read(path: Path) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_do_little(path: Path) -> None:
    """zizmor looks for more (`make checks`); this holds what must not depend on the opinion of a tool."""
    workflow = read(path)
    events = workflow[True]  # YAML 1.1 reads "on" so
    assert "pull_request_target" not in events and "workflow_run" not in events
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 60, name
        writes = {scope for scope, right in job["permissions"].items() if right != "read"}
        assert not writes or name == "deploy"
        for step in job["steps"]:
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step.get("uses", "a/b@" + "0" * 40))
            assert "${{" not in step.get("run", "")  # nobody's text becomes a command
            assert step.get("with", {}).get("persist-credentials") is False or "checkout" not in step.get("uses", "")
            assert not writes or "run" not in step


def test_ci_calls_what_people_call() -> None:
    commands = [
        step["run"] for path in WORKFLOWS for job in read(path)["jobs"].values() for step in job["steps"] if "run" in step
    ]
    commands += [line for job in read(ROOT / ".gitlab-ci.yml").values() for line in job.get("script", [])]
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    called = [re.match(r"make ([a-z]+)", command) for command in commands]
    assert (
        {match[1] for match in called if match}
        == {"test", "twin", "install", "audit", "mutants", "whole", "fuzz", "readers"}
        <= targets
    )
    assert ".venv/bin/pruefbuch publish public" in commands


def test_what_is_program_has_an_owner() -> None:
    owned = re.findall(r"^(/\S+) @\S+$", (ROOT / "CODEOWNERS").read_text("utf-8"), re.MULTILINE)
    assert [path for path in owned if not list(ROOT.glob(path.strip("/")))] == []
    assert {"/mkdocs.yml", "/hooks/", "/theme_overrides/", "/.github/", "/.gitlab-ci.yml", "/CODEOWNERS"} <= {*owned}


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_every_dependency_has_a_checksum(path: Path) -> None:
    packages = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE).strip())
    assert len(packages) >= 6
    assert [
        package
        for package in packages
        if not re.match(r"\S+==\S+(?: ; .*)? \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\\n|$))+$", package)
    ] == []


def test_the_lists_hold_the_same_versions() -> None:
    """What is checked is what is published."""
    versions = [dict(re.findall(r"^(\S+)==(\S+)", path.read_text("utf-8"), re.MULTILINE)) for path in LISTS]
    clashing = {
        name for each in versions for name, found in each.items() if any(other.get(name, found) != found for other in versions)
    }
    assert clashing == set()


def test_what_the_site_needs_stands_in_its_lists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split("[<>=]", each)[0].lower() for each in project["dependencies"]}
    engines = {re.split("[<>=]", each)[0].lower() for each in project["optional-dependencies"]["site"]}
    for name, wanted, unwanted in (("requirements.txt", names | engines, set()), ("requirements-core.txt", names, engines)):
        listed = set(re.findall(r"^(\S+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        assert (wanted - listed, unwanted & listed) == (set(), set()), name


def test_the_bill_of_materials_names_what_lies_in_the_repository(tmp_path: Path) -> None:
    bill = tmp_path / "bill.json"
    bill.write_text('{"components": [{"name": "nh3"}], "specVersion": "1.6"}', "utf-8")
    vendored.add(bill)
    first, second = json.loads(bill.read_text("utf-8"))["components"]
    assert first == {"name": "nh3"}
    assert (second["name"], second["version"], second["licenses"]) == ("lean-qr", "2.7.4", [{"license": {"id": "MIT"}}])
    assert len(second["hashes"][0]["content"]) == 64
    assert {f"{each['name']}-{each['version']}.js" for each in vendored.components()} == {
        path.name for path in (ROOT / "theme_overrides/assets/vendor").iterdir()
    }


def test_images_of_gitlab_are_fixed_or_said_not_to_be() -> None:
    images = [job["image"] for job in read(ROOT / ".gitlab-ci.yml").values() if "image" in job]
    said = "stehen nach ihrem Namen da" in (ROOT / "SECURITY.md").read_text("utf-8")
    assert said is not all("@sha256:" in image for image in images)
