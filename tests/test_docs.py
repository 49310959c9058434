"""What the documents say is what the code does."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from pruefbuch import rules, tree
from pruefbuch.book import load
from pruefbuch.model.assessments import Phase
from pruefbuch.model.catalogues import CriterionChange, EditionStatus, Method
from pruefbuch.model.common import NonValue
from pruefbuch.model.initiatives import Category
from pruefbuch.source import Node
from pruefbuch.typed import Reader

ROOT = Path(__file__).parent.parent
RULES = (*rules.ASSESSMENT_RULES, *rules.CATALOGUE_RULES, *rules.INITIATIVE_RULES, *rules.BOOK_RULES)
FORMAT = (ROOT / "content" / "mitmachen" / "dateiformat.md").read_text("utf-8")
THEMSELVES = "".join(
    (ROOT / "content" / name).read_text("utf-8") for name in ("rechtliches/operator.yml", "angebote/offers.yml")
)
"""files that explain themselves"""


def test_every_key_that_is_read_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    """Record what the readers ask for while they read both books, and look for it on the page."""
    asked: set[str] = set()
    node = Reader.node

    def recording(self: Reader, key: str, *, required: bool = False, values: Iterable[str] = ()) -> Node | None:
        asked.add(key)
        return node(self, key, required=required, values=values)

    monkeypatch.setattr(Reader, "node", recording)
    books = [load(tree.read(root)) for root in (ROOT, ROOT / "tests" / "cases" / "bad")]
    ids = {
        name
        for book in books
        for catalogue in book.catalogues.values()
        for name in [
            *(criterion.id for criterion in catalogue.criteria),
            *(level.id for scale in catalogue.scales for level in scale.levels),
            *(axis.id for criterion in catalogue.criteria for axis in criterion.form.axes),
        ]
    }
    # Keys that come from a catalogue (its criteria, levels, axes) are not words of the format.
    words = {key for key in asked if re.fullmatch("[a-z_]+", key)} - ids
    assert {"catalogue", "ratings", "knock_out", "valid_from"} <= words
    missing = {key for key in words if not re.search(rf"\b{key}\b", FORMAT + THEMSELVES)}
    assert missing - {"x", "y", "z", "k"} == set()


@pytest.mark.parametrize("words", [Method, NonValue, CriterionChange, EditionStatus, Category, Phase])
def test_every_word_is_documented(words: type[Method]) -> None:
    assert [word for word in words if not re.search(rf"\b{word}\b", FORMAT)] == []


def test_every_rule_explains_itself() -> None:
    assert len({module.ID for module in RULES}) == len(RULES)
    for module in RULES:
        assert module.__doc__ and "Right" in module.__doc__, module.__name__


def test_every_rule_has_a_bad_example() -> None:
    expected = (ROOT / "tests" / "cases" / "bad" / "expected.txt").read_text("utf-8")
    for module in RULES:
        assert f"[{module.ID}]" in expected, module.ID


def test_links_of_the_documents_lead_to_files() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "hooks/README.md", "bench/README.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8")):
            assert ((ROOT / name).parent / target).exists(), f"{name}: {target}"


def test_commands_that_the_documents_name_are_there() -> None:
    targets = {*re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)}
    for name in ("README.md", "CONTRIBUTING.md", "hooks/README.md"):
        text = (ROOT / name).read_text("utf-8")
        assert {*re.findall(r"^make ([a-z]+)|`make ([a-z]+)", text, re.MULTILINE)}, name
        named = {first or second for first, second in re.findall(r"^make ([a-z]+)|`make ([a-z]+)", text, re.MULTILINE)}
        assert named <= targets, (name, named - targets)
        assert [path for path in re.findall(r"tests/[\w./-]*\w", text) if not (ROOT / path).exists()] == [], name


def test_a_contributor_needs_five_minutes() -> None:
    """What stands for developers in the house is in hooks/README.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert text.count("\n") <= 120
    assert {"make test", "--update", "hooks/README.md", ".pre-commit-config.yaml"} <= {
        word for word in ("make test", "--update", "hooks/README.md", ".pre-commit-config.yaml") if word in text
    }


def test_web_servers_send_the_policy_of_the_pages(update: bool) -> None:
    """A policy as header and one in the page both hold: where they differ, something is forbidden that the site needs."""
    policy = re.search(
        r'http-equiv="Content-Security-Policy" content="([^"]*)"', (ROOT / "theme_overrides/main.html").read_text("utf-8")
    )
    assert policy is not None
    page = ROOT / "content" / "betrieb" / "webserver.md"
    text = page.read_text("utf-8")
    wanted = re.sub(
        r'(Content-Security-Policy )"[^"]*"', lambda match: f"{match[1]}\"{policy[1]}; frame-ancestors 'none'\"", text
    )
    if update:
        text = wanted
        page.write_text(text, "utf-8")
    assert text.count("frame-ancestors 'none'\"") == 3
    assert text == wanted


def test_every_attack_has_its_test() -> None:
    """A row of SECURITY.md: attack, what others do, what we do, tests that are there."""
    rows = [
        line.strip("|").split("|") for line in (ROOT / "SECURITY.md").read_text("utf-8").splitlines() if line.startswith("| ")
    ]
    rows = [[cell.strip() for cell in row] for row in rows if not row[0].startswith(" Angriff")]
    assert len(rows) > 40
    for row in rows:
        assert len(row) == 4 and all(row), row
        tests = re.findall(r"`(tests/[^`]+)`", row[3])
        assert tests and all((ROOT / test).exists() for test in tests), row
