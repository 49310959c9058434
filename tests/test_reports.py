"""Problems as text for people and programs."""

from __future__ import annotations

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from pruefbuch import reports
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.suggest import suggest

ERROR = Problem(Place("a/b.yml", 3, 7), "rule", "9 ist zu groß", "0 bis 4", "Zahl ändern")
HINT = Problem(Place("c.yml"), "other", "100 %\nfertig", "a, b: c", "x", Severity.HINT)


def test_text() -> None:
    assert reports.text(ERROR) == "a/b.yml:3:7: Fehler: 9 ist zu groß; 0 bis 4; Zahl ändern [rule]"
    assert reports.text(HINT).startswith("c.yml:1:1: Hinweis: ")


def test_colour_only_adds_colour() -> None:
    coloured = reports.text(ERROR, colour=True)
    assert coloured.startswith("\x1b[1ma/b.yml:3:7:\x1b[0m \x1b[31mFehler\x1b[0m: ")
    for code in ("\x1b[1m", "\x1b[31m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == reports.text(ERROR)


def test_nothing_in_a_line_can_command_the_terminal_or_break_the_line() -> None:
    nasty = ERROR._replace(place=Place("a\x1b[2J\nb.yml"), found="\x1b]0;x\x07 und\u2028weiter")
    line = reports.text(nasty)
    assert line.splitlines() == [line]
    assert "\x1b" not in line
    assert line.startswith("a\ufffd[2J b.yml:1:1: Fehler: \ufffd]0;x\ufffd und weiter; ")


def test_summary() -> None:
    assert reports.summary([]) == "Alles in Ordnung."
    assert reports.summary([ERROR]) == "1 Fehler in 1 Datei. Mit Fehlern wird nichts veröffentlicht."
    assert (
        reports.summary([ERROR, ERROR, HINT]) == "2 Fehler und 1 Hinweis in 2 Dateien. Mit Fehlern wird nichts veröffentlicht."
    )
    assert reports.summary([HINT, HINT]) == "2 Hinweise in 1 Datei. Hinweise halten die Veröffentlichung nicht auf."


def test_json() -> None:
    found = json.loads(reports.as_json([ERROR, HINT]))
    assert found["version"] == 1
    assert found["problems"][0] == {
        "path": "a/b.yml",
        "line": 3,
        "column": 7,
        "severity": "error",
        "rule": "rule",
        "found": "9 ist zu groß",
        "allowed": "0 bis 4",
        "remedy": "Zahl ändern",
    }
    assert found["problems"][1]["severity"] == "hint"


def test_github_escapes_what_would_end_the_command() -> None:
    lines = reports.github([ERROR, HINT._replace(place=Place("a,b:c.yml"))]).splitlines()
    assert lines[0] == "::error file=a/b.yml,line=3,col=7,title=rule::9 ist zu groß; 0 bis 4; Zahl ändern"
    assert lines[1] == "::notice file=a%2Cb%3Ac.yml,line=1,col=1,title=other::100 %25%0Afertig; a, b: c; x"


def test_gitlab_fingerprints_survive_moved_lines_and_are_unique() -> None:
    moved = ERROR._replace(place=Place("a/b.yml", 30, 7))
    first, second = (json.loads(reports.gitlab(found)) for found in ([ERROR, HINT], [moved, moved, HINT]))
    assert first[0]["fingerprint"] == second[0]["fingerprint"]
    assert len({row["fingerprint"] for row in second}) == 3
    assert first[0]["location"] == {"path": "a/b.yml", "lines": {"begin": 3}}
    assert (first[0]["severity"], first[1]["severity"]) == ("critical", "info")


def test_gitlab_fingerprints_do_not_hang_on_line_numbers_in_the_words() -> None:
    moved = ERROR._replace(allowed="steht schon in Zeile 9")
    first, second = (json.loads(reports.gitlab([problem]))[0] for problem in (ERROR, moved))
    assert first["fingerprint"] == second["fingerprint"]
    assert first["description"] != second["description"]


def test_no_problems() -> None:
    assert reports.github([]) == ""
    assert json.loads(reports.as_json([])) == {"version": 1, "problems": []}
    assert json.loads(reports.gitlab([])) == []


PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.builds(Place, st.text(), st.integers(1), st.integers(1)),
        st.just("rule"),
        st.text(),
        st.text(),
        st.text(),
        st.sampled_from(Severity),
    )
)


@given(PROBLEMS)
def test_any_problems(problems: list[Problem]) -> None:
    """Whatever names and texts hold: one line each, and reports that programs can read."""
    assert all(len(reports.text(problem).splitlines()) == 1 for problem in problems)
    assert len(json.loads(reports.as_json(problems))["problems"]) == len(problems)
    fingerprints = [row["fingerprint"] for row in json.loads(reports.gitlab(problems))]
    assert len(set(fingerprints)) == len(problems)
    assert [line.split(" ")[0] for line in reports.github(problems).split("\n") if line] == [
        "::error" if problem.severity is Severity.ERROR else "::notice" for problem in problems
    ]


def test_near() -> None:
    assert suggest("foerdend", ["foerdernd", "hemmend"]) == "meinten Sie „foerdernd“?"
    assert suggest("Förderlich", ["foerdernd"]) == "meinten Sie „foerdernd“?"
    assert suggest("xyz", ["foerdernd", "hemmend"]) == ""
    assert suggest("x", []) == ""
    assert suggest("???", ["???!", "a"]) == "meinten Sie „???!“?"
    assert suggest("STRASSE", ["Straße"]) == "meinten Sie „Straße“?"
    assert suggest("x" * 5000, ["x" * 4999]) == ""


@given(st.lists(st.text(max_size=8), max_size=6), st.text(max_size=8), st.randoms(use_true_random=False))
def test_near_does_not_hang_on_the_order(words: list[str], word: str, chance: random.Random) -> None:
    shuffled = list(words)
    chance.shuffle(shuffled)
    assert suggest(word, words) == suggest(word, shuffled)
    assert suggest(word, [*words, word]) != ""
