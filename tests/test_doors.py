"""One pipeline: whoever asks for a book, by whatever door, is told the same problems and sees the same results."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from plots import BASE, SHEET
from printed import COMPILED, SITE, TEMPLATES
from pruefbuch import cli, reports, tree
from pruefbuch.book import load
from pruefbuch.cli.console import Console
from pruefbuch.engine import command
from pruefbuch.engine.devserver import DevServer
from pruefbuch.engine.session import Session
from pruefbuch.model.common import Problem, Severity
from test_builder import frame, write

SOUND = "assessments/musterort/radweg.yml"
GOOD = {**BASE, SOUND: SHEET, "assessments/musterort/zwei.yml": SHEET.replace("radweg", "zwei")}
BAD = {
    **GOOD,
    "assessments/musterort/art.yml": SHEET.replace("kind: project", "kind: paper"),  # a rule between files
    "assessments/musterort/b.yml": SHEET.replace("a: foerdernd", "a: gibt-es-nicht"),
    "assessments/musterort/c.yml": SHEET.replace(", c: hemmend", ""),  # a hint
    "assessments/musterort/d.yml": "a: [\n",
    "assessments/musterort/e.yml": SHEET.replace("probe@2026", "formen@2026"),
    "assessments/ohne/f.yml": SHEET,  # a folder without a municipality
    "assessments/falsch/municipality.yml": "name: 1\n",
    "assessments/falsch/g.yml": SHEET.replace("ratings:", "superseded_by: gibt-es-nicht\nratings:"),
    "content/kataloge/weg/2026/catalogue.yml": "id: weg\n",
    "assessments/musterort/h.yml": SHEET.replace("probe@2026", "weg@2026"),  # of an edition with errors
}


def called(*arguments: str) -> tuple[int, list[str]]:
    """What a command returns and says."""
    lines: list[str] = []
    console = Console(lines.append, lines.append, lambda _: "", colour=False, live=False, today=date(2027, 1, 1))
    return cli.main(arguments, console), lines


def built(root: Path, today: date | None = None) -> tuple[Problem, ...]:
    """What a build says; the second one remembers the first."""
    found = []
    for _ in range(2):
        session = Session.begin(root, (TEMPLATES,), SITE, root / "site", COMPILED, today)
        session.add_guide("index.md", "Start", "<h1>Start</h1>")
        found.append(session.print(frame))
        if any(problem.severity is Severity.ERROR for problem in found[-1]):
            session.give_up()
        else:
            session.publish()
    assert found[0] == found[1]
    return found[0]


def served(root: Path, today: date | None = None) -> tuple[Problem, ...]:
    """What the server for writing says."""
    server = DevServer(root, (), lambda: today)
    Session.begin(root, (TEMPLATES,), SITE, root / "site", COMPILED).show(frame, server)
    return server.problems


RULES = "completeness missing-key municipality status subject twin unknown-key unknown-level yaml-syntax"


@pytest.mark.parametrize(("files", "rules"), [(GOOD, ""), (BAD, RULES)], ids=["good", "bad"])
def test_every_door_tells_the_same_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], rules: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, files)
    book = load(tree.read(tmp_path))
    assert " ".join(sorted({problem.rule for problem in book.problems})) == rules
    assert built(tmp_path) == served(tmp_path) == book.problems
    said = [*map(reports.text, book.problems)]
    assert called("validate", ".") == (1 if rules else 0, [*said, reports.summary(book.problems)])
    for path in book.context.tree.sheets:
        own = [reports.text(each) for each in book.context.check(path).problems if each.severity is Severity.ERROR]
        status, lines = called("score", path)
        assert set(own) <= set(lines) <= set(said) if status else not own, path


def test_every_door_knows_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(command.TODAY, "2027-01-01")
    today = command.day_of_build()
    assert today == date(2027, 1, 1)
    ahead = SHEET.replace("2026-03", "2029-03")
    write(tmp_path, {**GOOD, SOUND: ahead, "assessments/musterort/zwei.yml": SHEET.replace("2026-03", "2027-01-02")})
    (problem,) = built(tmp_path, today)
    assert (problem.place.path, problem.rule) == (SOUND, "future")
    assert served(tmp_path, today) == (problem,)
    assert called("validate", ".") == (1, [reports.text(problem), reports.summary([problem])])
    assert called("score", SOUND) == (1, [reports.text(problem)])
    assert called("score", "assessments/musterort/zwei.yml")[0] == 0


def test_without_a_word_the_day_is_that_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    for said in ("", "gestern"):
        monkeypatch.setenv(command.TODAY, said)
        assert command.day_of_build() in {date.today(), date.today() - timedelta(1)}  # noqa: DTZ011 – the clock is what is asked for
