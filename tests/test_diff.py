"""`pruefbuch diff`: what changes for the public between two commits, read as git stores them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from diff_book import APP, BOOK, CATALOGUE, KURZ, NEXT, SENSORS, File, Repository, sheet
from own_site import begin
from pruefbuch import git, tree
from pruefbuch.changes import commits
from pruefbuch.changes.comparing import compare
from pruefbuch.changes.printing import LONGEST, MARK, MOST_BLOCKS, MOST_LINES, MOST_PROBLEMS, MOST_SHOWN, code, markdown, text
from pruefbuch.changes.values import (
    AnswerChange,
    AssessmentState,
    CatalogueChange,
    Change,
    Changes,
    DimensionChange,
    Direction,
    Promise,
    Reached,
    ResultChange,
)
from pruefbuch.changes.words import headline
from pruefbuch.git import Objects, Silent
from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.common import Place, Problem, Severity
from test_cli import call

CASES = Path(__file__).parent / "cases" / "diff"
DAY = date(2026, 11, 30)
NEW_APP = "assessments/musterlingen/buerger-app-2026-11.yml"
MADE_BY = {"zugang": "Seit der Fassung 2.1 lassen sich Mängel mit dem Vorleseprogramm nicht mehr melden."}
WITHDRAWN = "status: withdrawn\nstatus_reason: Die Angaben stammten aus dem Datenblatt eines anderen Sensors.\n"
HOSTILE = (
    "@stadtrat ![x](https://boese.example/p.png) <img src=x onerror=alert(1)> [Freigabe](https://boese.example) | #1 `a` ``"
)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository, with the current folder in its book."""
    made = Repository(tmp_path / "buch")
    monkeypatch.chdir(made.root)
    return made


def edition(changes: str = "Das Klima zählt einfach.", weight: str = "1") -> str:
    """The catalogue as a further edition."""
    names = re.findall(r"\bid: (\S+?),? *(?:\n +)?field:", CATALOGUE)
    mapping = "".join(f"    - {{change: kept, before: [{name}], after: [{name}]}}\n" for name in names)
    head = f"edition:\n  date: 2027\n  status: draft\n  changes: {changes}\n  previous: '2026'\n  mapping:\n{mapping}"
    plain = CATALOGUE.replace("edition: {date: 2026, status: draft, changes: Erste Ausgabe.}\n", head)
    return plain.replace("weight: 2}", f"weight: {weight}}}")


def sensors(head: str = "") -> str:
    return sheet("parkraumsensoren", "Sensoren für freie Parkplätze", "2026-02-11", ratings={"strom": "cannot-tell"}, head=head)


def propose(
    repository: Repository, after: Mapping[str, File | None], before: Mapping[str, File] | None = None, message: str = "x"
) -> Changes:
    """What a proposal changes; `before` are files beside those of the book."""
    repository.propose({**BOOK, **(before or {})}, after, message)
    return compare(repository.root, "main", "vorschlag", DAY)


def faults(changes: Changes) -> list[str]:
    return [f"{each.place.path}:{each.place.line}:{each.place.column} {each.rule}: {each.found}" for each in changes.problems]


# -- six kinds of proposals ------------------------------------------------------------------------------------------------


def many() -> dict[str, str]:
    """A dozen assessments by the edition of before."""
    return {
        f"assessments/musterlingen/vorhaben-{number}.yml": sheet(
            f"vorhaben-{number}", f"Vorhaben {number}", f"2026-0{number % 9 + 1}"
        )
        for number in range(11)
    }


def anew(text: str) -> str:
    return text.replace("kurz@2026", "kurz@2027")


MEASURE = "    measures:\n      - {text: Auch als Webseite anbieten, state: planned, due: 2027-03}\n  beruehrt:"
KINDS: dict[str, tuple[dict[str, File], dict[str, File | None]]] = {
    "neu": (
        {},
        {
            NEW_APP: sheet(
                date="2026-11",
                ratings={"stand": "offen", "strom": "neutral"},
                reasons={"stand": "Der Vertrag lief aus."},
                text="Kein Modul mehr.",
            ).replace("  beruehrt:", MEASURE)
        },
    ),
    "sinkt": ({}, {APP: sheet(ratings={"zugang": "hemmend"}, reasons=MADE_BY)}),
    "zurueckgezogen": ({}, {SENSORS: sensors(head=WITHDRAWN)}),
    "ausgabe": (
        {**many(), APP: sheet(ratings={"strom": "neutral"})},
        {
            NEXT: edition("Das Klima zählt halb.", "0.5"),
            **{path: anew(text) for path, text in many().items()},
            APP: anew(sheet(ratings={"strom": "neutral"})),
        },
    ),
    "fehler": (
        {},
        {
            APP: sheet(ratings={"zugang": "hemmend"}),
            SENSORS: None,
            NEW_APP: sheet(date="2026-11").replace("level: foerdernd", "level: fördernd", 1),
        },
    ),
    "feindlich": (
        {},
        {"assessments/neu-exempel/bad.yml": sheet("bad", json.dumps(HOSTILE), reasons={"klima": json.dumps(HOSTILE)})},
    ),
}


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_proposal_of_each_kind(kind: str, form: str, repository: Repository, *, update: bool) -> None:
    """ReadResult like code: what the public is told, word for word."""
    before, after = KINDS[kind]
    repository.propose({**BOOK, **before}, after)
    code, said, told = call("diff", "main", "vorschlag", "--format", form)
    file = CASES / f"{kind}.{'md' if form == 'markdown' else 'txt'}"
    if update:
        file.write_text(said + "\n", "utf-8")
    assert said + "\n" == file.read_text("utf-8")
    assert (code, told) == (int(kind == "fehler"), "")


def test_json_says_the_same(repository: Repository) -> None:
    repository.propose(*({**BOOK, **KINDS["sinkt"][0]}, KINDS["sinkt"][1]))
    found = json.loads(call("diff", "main", "vorschlag", "--format", "json")[1])
    assert (found["headline"], found["publishable"]) == ("1 Ergebnis wird schlechter.", True)
    assert [found["base"], found["head"]] == repository.git("rev-parse", "main", "vorschlag").split()
    (result,) = found["results"]
    lower = result["dimensions"][1]
    assert (result["change"], result["lowered"], lower["direction"]) == ("changed", True, "down")
    assert lower["from"] == {"low": "1", "high": "1", "level": "foerderlich", "capped_by": []}
    assert lower["to"] == {"low": "3/5", "high": "3/5", "level": "ausgeglichen", "capped_by": ["zugang"]}
    (answer,) = result["answers"]
    assert (answer["criterion"], answer["to"], answer["reason_is_new"]) == ("zugang", "hemmend", True)


def test_json_of_everything_else(repository: Repository) -> None:
    """A new edition, a measure that is due, what is gone."""
    before, after = KINDS["ausgabe"]
    repository.propose({**BOOK, **before}, {**after, **KINDS["neu"][1], SENSORS: None})
    found = json.loads(call("diff", "main", "vorschlag", "--format", "json")[1])
    (catalogue,) = found["catalogues"]
    assert catalogue["criteria"] == {"klima": "Gewicht 2 → 0,5"} and len(catalogue["results"]) == 12
    by_id = {result["id"]: result for result in found["results"]}
    assert by_id["musterlingen/buerger-app-2026-11"]["due"] == [
        {"criterion": "mitsprache", "text": "Auch als Webseite anbieten", "due": "2027-03"}
    ]
    assert by_id["neu-exempel/parkraumsensoren-2026"]["to"] is None
    assert [each["rule"] for each in found["problems"]] == ["removed"]


def test_for_a_forge_only_what_is_wrong(repository: Repository) -> None:
    repository.propose(BOOK, KINDS["sinkt"][1])
    assert call("diff", "main", "vorschlag", "--format", "github") == (0, "", "")
    repository.propose(BOOK, {APP: sheet(ratings={"zugang": "hemmend"})})
    code, said, _ = call("diff", "main", "vorschlag", "--format", "github")
    assert code == 1
    assert said.startswith(
        "::error file=assessments/musterlingen/buerger-app-2026-09.yml,line=16,col=12,title=lowered::„zugang“ sinkt von"
    )


# -- nothing for the public ------------------------------------------------------------------------------------------------


def test_nothing_changes(repository: Repository) -> None:
    changes = propose(repository, {"README.md": "Anders.\n", APP: "# Ein Kommentar.\n" + BOOK[APP]})
    assert [*text(changes)] == ["Für die Öffentlichkeit ändert sich nichts.", "", "Neben dem Buch ist 1 Datei anders."]
    assert [*markdown(changes)][-2:] == ["", MARK]


def test_pages_are_named(repository: Repository) -> None:
    changes = propose(repository, {"content/a.md": "# A\n", "content/b.md": "# B\n", "x": "", "y": ""})
    assert [*text(changes)] == [
        "An den Ergebnissen ändert sich nichts.",
        "",
        "Anders sind auch: content/a.md, content/b.md",
        "Neben dem Buch sind 2 Dateien anders.",
    ]


def test_pages_that_are_gone_are_named(repository: Repository) -> None:
    pages: dict[str, File] = {"content/a.md": "# A\n", "content/b.md": "# B\n"}
    changes = propose(repository, {"content/a.md": None}, pages)
    assert [*text(changes)] == ["An den Ergebnissen ändert sich nichts.", "", "Es entfällt auch: content/a.md"]
    both = propose(repository, dict.fromkeys(pages), pages)
    assert [*text(both)][-1] == "Es entfallen auch: content/a.md, content/b.md"


def test_what_others_did_since_does_not_count(repository: Repository) -> None:
    repository.propose(BOOK, KINDS["sinkt"][1])
    repository.commit({**BOOK, SENSORS: sheet("anders", "Anders")}, "main", repository.git("rev-parse", "main"))
    changes = compare(repository.root, "main", "vorschlag", DAY)
    assert [result.id for result in changes.results] == ["musterlingen/buerger-app-2026-09"]


def test_the_same_commits_make_the_same_bytes(repository: Repository) -> None:
    before, after = KINDS["ausgabe"]
    repository.propose({**BOOK, **before}, after)
    calls = [call("diff", "main", "vorschlag", "--format", form) for form in ("text", "markdown", "json") for _ in range(2)]
    assert calls[::2] == calls[1::2]


# -- a lower level -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratings", "what"),
    [
        ({"zugang": "hemmend"}, "„zugang“ sinkt von „fördernd“ auf „hemmend“"),
        ({"strom": "cannot-tell"}, "„strom“ sinkt von „fördernd“ auf „nicht einschätzbar“"),
        ({"gruppen": "[junge, laute]"}, "„gruppen“ sinkt von „hilft Jungen, hilft Alten“ auf „hilft Jungen, stört Nachbarn“"),
        (
            {"achsen": "{wohin: foerdernd, wie: gering}"},
            "„achsen“ sinkt von „Wohin fördernd, Wie stark groß“ auf „Wohin fördernd, Wie stark gering“",
        ),
        ({"stand": "offen"}, "„stand“ sinkt von „geregelt“ auf „offen“"),
    ],
)
def test_a_worse_answer_needs_a_new_reason(ratings: dict[str, str], what: str, repository: Repository) -> None:
    """The old one does not do, nor the same with other signs and blanks."""
    (name,) = ratings
    for reason in (f"Grund von {name}.", f"„grund  von {name}“"):
        (fault,) = faults(propose(repository, {APP: sheet(ratings=ratings, reasons={name: reason})}))
        assert fault.endswith(f" lowered: {what}, der Grund ist derselbe wie vorher")
    changes = propose(repository, {APP: sheet(ratings=ratings, reasons={name: "Etwas Neues kam heraus."})})
    assert faults(changes) == [] and [answer.criterion for answer in changes.results[0].answers] == [name]


def test_an_answer_that_is_gone_needs_a_reason(repository: Repository) -> None:
    lost = sheet(ratings={"strom": ""})
    changes = propose(repository, {APP: lost})
    assert [fault for fault in faults(changes) if "lowered" in fault] == [
        f"{APP}:8:1 lowered: „strom“ sinkt von „fördernd“ auf „nicht beantwortet“, ein Grund fehlt"
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"stand": "offen"}, {"stand": "geregelt"}),
        ({"beruehrt": "ja"}, {"beruehrt": "nein"}),
        ({"strom": "cannot-tell"}, {"strom": "hemmend"}),
        ({"gruppen": "[junge]"}, {"gruppen": "[alte]"}),
    ],
)
def test_other_answers_need_no_new_reason(before: dict[str, str], after: dict[str, str], repository: Repository) -> None:
    changes = propose(repository, {APP: sheet(ratings=after)}, {APP: sheet(ratings=before)})
    assert faults(changes) == [] and len(changes.results[0].answers) == 1


def test_a_level_that_sinks_with_what_counts_no_more(repository: Repository) -> None:
    """Nobody answers worse; but what was good does not apply any more."""
    before = {APP: sheet(ratings={"strom": "hemmend"})}
    gone = {"strom": "hemmend", "klima": "not-applicable"}
    (fault,) = faults(propose(repository, {APP: sheet(ratings=gone)}, before))
    assert fault.endswith(
        "lowered: „Ökologie“ sinkt mit „klima“ („fördernd“ → „nicht anwendbar“), der Grund ist derselbe wie vorher"
    )
    assert faults(propose(repository, {APP: sheet(ratings=gone, reasons={"klima": "Es gibt dort keins."})}, before)) == []


def test_a_figure_that_is_lost_is_a_level_that_sinks(repository: Repository) -> None:
    none = {"strom": "not-applicable", "klima": "not-applicable"}
    changes = propose(repository, {APP: sheet(ratings=none)})
    assert len(faults(changes)) == 1 and changes.results[0].lowered
    assert "    Ökologie: 1,00 förderlich → ohne Wert ▼" in text(changes)
    back = propose(repository, {APP: BOOK[APP]}, {APP: sheet(ratings=none)})
    assert faults(back) == [] and "    Ökologie: ohne Wert → 1,00 förderlich" not in text(back)


def test_text_and_explanations(repository: Repository) -> None:
    changed = sheet(title="Stadt-App", reasons={"klima": "Nun gemessen."}, text="Doch noch etwas.")
    changes = propose(repository, {APP: changed})
    said = [*text(changes)]
    assert "    Antwort Lehren (lehren): Nichts weiter. → Doch noch etwas." in said
    assert "    andere Begründung, Nachweise oder Maßnahmen: klima" in said
    assert "    außerdem anders: subject" in said
    assert headline(changes) == "1 Ergebnis ändert sich."


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("neutral", "cannot-tell", Direction.WIDER),
        ("cannot-tell", "neutral", Direction.OTHER),
        ("neutral", "foerdernd", Direction.UP),
        ("foerdernd", "neutral", Direction.DOWN),
    ],
)
def test_where_a_figure_goes_whose_level_stays(before: str, after: str, direction: Direction, repository: Repository) -> None:
    heavy = {KURZ: CATALOGUE.replace("weight: 2}", "weight: 6}"), APP: sheet(ratings={"strom": before})}
    changed = sheet(ratings={"strom": after}, reasons={"strom": "Neu gemessen."})
    (result,) = propose(repository, {APP: changed}, heavy).results
    assert [part.direction for part in result.dimensions] == [direction, Direction.SAME]
    assert not result.lowered


# -- states --------------------------------------------------------------------------------------------------------------


def superseded(by: str) -> str:
    return f"status: superseded\nstatus_reason: Es gibt eine neuere.\nsuperseded_by: {by}\n"


def test_withdrawn_with_the_reason_of_before(repository: Repository) -> None:
    before = {APP: sheet(head=superseded("buerger-app-2026-11")), NEW_APP: sheet(date="2026-11")}
    same = sheet(head="status: withdrawn\nstatus_reason: Es gibt eine neuere.\n")
    (fault,) = faults(propose(repository, {APP: same}, before))
    assert fault == f"{APP}:8:1 withdrawn: die Prüfung wird zurückgezogen, der Grund ist derselbe wie vorher"
    assert faults(propose(repository, {APP: sheet(head=WITHDRAWN)}, before)) == []


def test_superseded_and_valid_again(repository: Repository) -> None:
    older = {APP: sheet(head=superseded("buerger-app-2026-11"))}
    changes = propose(repository, {**older, NEW_APP: sheet(date="2026-11")})
    assert headline(changes) == "1 Ergebnis kommt dazu; 1 wird ersetzt."
    assert "    gültig → ersetzt" in text(changes)
    back = propose(repository, {APP: BOOK[APP]}, {**older, NEW_APP: sheet(date="2026-11")})
    assert headline(back) == "1 Ergebnis gilt wieder."


@pytest.mark.parametrize(
    ("instead", "rules"),
    [
        ("exemption: {class: personal, reason: Es geht um eine Person.}\n", []),
        ("delegation: {title: V 12, url: 'https://ris.example/12'}\n", ["lowered"]),
        ("comment: Nun im Ganzen geprüft.\ndelegation: {title: V 12, url: 'https://ris.example/12'}\n", []),
    ],
)
def test_ratings_that_are_gone(instead: str, rules: list[str], repository: Repository) -> None:
    changes = propose(repository, {APP: BOOK[APP].partition("ratings:")[0] + instead})
    assert [problem.rule for problem in changes.problems] == rules
    assert any("künftig: " in line for line in text(changes))


def test_removed(repository: Repository) -> None:
    changes = propose(repository, {SENSORS: None})
    (problem,) = changes.problems
    assert faults(changes) == [f"{SENSORS}:1:1 removed: die Prüfung war veröffentlicht und fehlt"]
    line = "Entfernt: neu-exempel/parkraumsensoren-2026 – Grund"
    assert f"in einer Zeile „{line}“" in problem.remedy
    told = propose(repository, {SENSORS: None}, None, f"Weg damit\n\n{line.replace('Grund', 'Löschung nach Art. 17 DSGVO.')}\n")
    assert faults(told) == []
    assert [*text(told)][-1] == "    Grund im Commit: Löschung nach Art. 17 DSGVO."
    other = propose(repository, {SENSORS: None}, None, "Entfernt: musterlingen/buerger-app-2026-09 – anderer Grund")
    assert len(other.problems) == 1


def test_renamed(repository: Repository) -> None:
    changes = propose(repository, {APP: None, NEW_APP: BOOK[APP]})
    (problem,) = changes.problems
    assert "in „musterlingen/buerger-app-2026-11“ ergänzen: „former_names: [buerger-app-2026-09]“" in problem.remedy
    named = propose(repository, {APP: None, NEW_APP: sheet(head="former_names: [buerger-app-2026-09]\n")})
    assert faults(named) == [] and named.results[0].former == "musterlingen/buerger-app-2026-09"
    assert "    früher musterlingen/buerger-app-2026-09" in text(named)
    worse = sheet(head="former_names: [buerger-app-2026-09]\n", ratings={"zugang": "hemmend"})
    assert [problem.rule for problem in propose(repository, {APP: None, NEW_APP: worse}).problems] == ["lowered"]


def test_what_was_never_published_may_go(repository: Repository) -> None:
    changes = propose(repository, {SENSORS: None}, {SENSORS: "catalogue: nix\n"})
    assert faults(changes) == [] and [*text(changes)][-1] == "- neu-exempel/parkraumsensoren-2026 entfällt"


def test_unreadable_and_readable_again(repository: Repository) -> None:
    broken = BOOK[APP].replace("date: 2026-09", "date: morgen")
    worse = propose(repository, {APP: broken})
    assert worse.errors == 1 and [result.change for result in worse.results] == [Change.UNREADABLE]
    assert [*text(worse)][-1].startswith("    solange Fehler in der Datei oder im Katalog stehen; bisher: Ökologie: förderlich")
    better = propose(repository, {APP: BOOK[APP]}, {APP: broken})
    assert better.errors == 0 and [*text(better)][-3].startswith("    war nicht berechenbar, jetzt: Ökologie: förderlich")


def test_what_is_wrong_elsewhere_because_of_it(repository: Repository) -> None:
    """The successor of a file that did not change is removed."""
    before = {APP: sheet(head=superseded("buerger-app-2026-11")), NEW_APP: sheet(date="2026-11")}
    changes = propose(repository, {NEW_APP: None}, before)
    assert [problem.rule for problem in changes.problems] == ["succession", "removed"]


# -- measures --------------------------------------------------------------------------------------------------------------


def with_measure(text: str) -> str:
    return sheet().replace("  beruehrt:", f"    measures:\n      - {text}\n  beruehrt:")


def test_measures_that_are_due_and_those_that_are_settled(repository: Repository) -> None:
    planned = with_measure("{text: Rampe bauen, state: planned}")
    due = propose(repository, {APP: planned})
    assert "    neu fällig: ohne Datum: Rampe bauen" in text(due)
    done = propose(repository, {APP: with_measure("{text: Rampe bauen, state: done}")}, {APP: planned})
    assert "    1 Maßnahme zählt nicht mehr als offen" in text(done)
    two = planned.replace(
        "Rampe bauen, state: planned}", "Rampe bauen, state: planned}\n      - {text: Lift bauen, state: running}"
    )
    gone = propose(repository, {APP: two.replace("ratings:", WITHDRAWN + "ratings:")}, {APP: two})
    assert "    2 Maßnahmen zählen nicht mehr als offen" in text(gone)
    kept = propose(repository, {NEW_APP: sheet(date="2026-11")}, {APP: planned})
    assert kept.results[0].settled == 1


# -- editions --------------------------------------------------------------------------------------------------------------

HEAVIER = CATALOGUE.replace("weight: 2}", "weight: 1}")


def test_a_draft_that_judges_otherwise_touches_its_results(repository: Repository) -> None:
    before = {SENSORS: sheet("parkraumsensoren", "Sensoren", "2026-02", ratings={"strom": "hemmend"})}
    changes = propose(repository, {KURZ: HEAVIER.replace("weight: 1}", "weight: 0.5}")}, before)
    assert [(result.id, result.change) for result in changes.results] == [("neu-exempel/parkraumsensoren-2026", Change.TOUCHED)]
    assert changes.catalogues[0].results == ("neu-exempel/parkraumsensoren-2026",)
    (fault,) = faults(changes)
    assert fault.startswith(f"{KURZ}:1:1 lowered: „Ökologie“ sinkt, ohne dass eine Antwort anders ist")
    said = HEAVIER.replace("weight: 1}", "weight: 0.5}").replace("Erste Ausgabe.", "Das Klima zählt weniger.")
    assert faults(propose(repository, {KURZ: said}, before)) == []


def test_a_draft_that_judges_the_same(repository: Repository) -> None:
    """Only words for those who answer: nothing is looked at."""
    changes = propose(repository, {KURZ: CATALOGUE.replace("Hilft es dem Klima?", "Dient es dem Klima?")})
    assert changes.results == () and changes.catalogues[0].criteria == (("klima", "fragt oder bewertet anders"),)
    assert headline(changes) == "1 Katalogausgabe ist anders; an den Ergebnissen ändert sich nichts."
    names = re.findall(r"\bid: (\S+?),? *(?:\n +)?field:", CATALOGUE)
    pages = {KURZ.replace("catalogue.yml", f"{name}.md"): f"# {name}\n\n## Warum\n\nDarum.\n" for name in (*names, "index")}
    guided = {KURZ: CATALOGUE.replace("scales:", "guidance: [Warum]\nscales:", 1), **pages}
    intro = propose(repository, {KURZ.replace("catalogue.yml", "klima.md"): "# K\n\n## Warum\n\nSo.\n"}, guided)
    assert [change.ref for change in intro.catalogues] == ["kurz@2026"] and intro.results == ()


def test_an_edition_says_why_whatever_else_is_answered(repository: Repository) -> None:
    """An answer of another dimension has nothing to do with it; one that opens or closes fields may have."""
    before: dict[str, File] = {APP: sheet(ratings={"strom": "neutral"})}
    after = anew(sheet(ratings={"strom": "neutral"}, text="Anders."))
    (result,) = propose(repository, {NEXT: edition("Das Klima zählt halb.", "0.5"), APP: after}, before).results
    assert result.lowered and [answer.criterion for answer in result.answers] == ["lehren"]
    assert faults(propose(repository, {NEXT: edition("Das Klima zählt halb.", "0.5"), APP: after}, before)) == []


def test_a_field_that_is_closed(repository: Repository) -> None:
    """What a gate of another dimension leaves out counts no more: whoever closes it says why."""
    gated = CATALOGUE.replace("scale: ja-nein}", "scale: ja-nein, gate: {levels: [nein], fields: [klima]}}")
    few = {"klima": "", "strom": ""}
    closed = sheet(ratings={**few, "beruehrt": "nein"})
    before: dict[str, File] = {KURZ: gated}
    (fault,) = faults(propose(repository, {APP: closed}, before))
    assert "lowered: „Ökologie“ sinkt mit „beruehrt“ („ja“ → „nein“), der Grund ist derselbe wie vorher" in fault
    opened = propose(repository, {APP: sheet(ratings={**few})}, {**before, APP: closed})
    assert [problem.severity for problem in opened.problems] == [Severity.HINT]
    told = sheet(ratings={**few, "beruehrt": "nein"}, reasons={"beruehrt": "Seit der Umstellung auf Papier nicht mehr."})
    assert faults(propose(repository, {APP: told}, before)) == []


def test_levels_of_another_name(repository: Repository) -> None:
    """Which of two levels is lower is told by where they begin."""
    first = "label: Ökologie\n    method: weighted-mean\n    thresholds: ["
    levels = "{id: ausgeglichen, label: ausgeglichen, at: 0}, {id: foerderlich, label: förderlich, at: 0.5}]"
    named = CATALOGUE.replace(first + levels, first + "{id: mitte, label: mittel, at: 0}, {id: oben, label: hoch, at: 0.7}]")
    assert named != CATALOGUE
    changes = propose(repository, {KURZ: named})
    lowered = {result.id: [part.lowered for part in result.dimensions] for result in changes.results}
    assert lowered["musterlingen/buerger-app-2026-09"] == [False, False]
    assert lowered["neu-exempel/parkraumsensoren-2026"] == [False, False]
    unlevelled = re.sub(r"    thresholds: .*\n", "", CATALOGUE)
    gone = propose(repository, {KURZ: unlevelled})
    assert all(part.lowered for result in gone.results for part in result.dimensions if part.id == "soziales")


def test_criteria_that_come_and_go(repository: Repository) -> None:
    strom = "  - {id: strom, field: klima, stage: haupt, title: Strom, question: Spart es Strom?, scale: wirkung}\n"
    other = CATALOGUE.replace(strom, strom.replace("strom", "wasser").replace("Strom", "Wasser"))
    changes = propose(repository, {KURZ: other})
    assert changes.catalogues[0].criteria == (("wasser", "neu"), ("strom", "entfällt"))
    assert {result.change for result in changes.results} == {Change.UNREADABLE}


def test_an_edition_with_errors_and_one_that_goes(repository: Repository) -> None:
    broken = propose(repository, {KURZ: CATALOGUE.replace("kind: own", "kind: eigen")})
    assert [change.change for change in broken.catalogues] == [Change.UNREADABLE]
    assert [result.change for result in broken.results] == [Change.UNREADABLE] * 2
    assert [problem.place.path for problem in broken.problems] == [KURZ]
    gone = propose(repository, {KURZ: None})
    assert [(change.change, change.title) for change in gone.catalogues] == [(Change.REMOVED, "Kurzer Check")]
    assert {problem.rule for problem in gone.problems} == {"unknown-catalogue"}
    assert "- Katalog kurz@2026 entfällt" in text(gone)


def test_another_catalogue_is_not_compared(repository: Repository) -> None:
    other = {KURZ.replace("kurz", "anders"): CATALOGUE.replace("title: Kurzer Check", "title: Anderer Check")}
    changes = propose(repository, {**other, NEW_APP: sheet(date="2026-11", catalogue="anders@2026")})
    assert changes.results[0].compared == "" and changes.results[0].answers == ()
    moved = propose(repository, {APP: sheet(catalogue="anders@2026")}, other)
    assert "    Katalog: kurz@2026 → anders@2026" in text(moved)


def test_a_scale_that_is_another_one(repository: Repository) -> None:
    """Whether an answer is worse cannot be told across two scales."""
    other = edition().replace(
        "title: Strom, question: Spart es Strom?, scale: wirkung", "title: Strom, question: Spart es Strom?, scale: stand"
    )
    other = other.replace('symbol: "□", effect', 'symbol: "□", value: -1, effect').replace(
        'symbol: "■", effect', 'symbol: "■", value: 1, effect'
    )
    changes = propose(repository, {NEXT: other, APP: anew(sheet(ratings={"strom": "geregelt"}))})
    assert changes.problems == ()
    assert [(answer.criterion, answer.direction) for answer in changes.results[0].answers] == [("strom", Direction.OTHER)]


# -- long lists ------------------------------------------------------------------------------------------------------------


def result(number: int, **more: object) -> ResultChange:
    state = AssessmentState("a@1", AssessmentStatus.FINAL, "", "x")
    made = ResultChange(f"ort/a-{number:03}", "A", "Ort", None, Change.ADDED, after=state)
    return made._replace(**more)  # type: ignore[arg-type]


def changes_of(*results: ResultChange, problems: tuple[Problem, ...] = (), others: tuple[str, ...] = ()) -> Changes:
    return Changes("0" * 40, "1" * 40, results, (), problems, others, (), 0)


def test_long_lists_are_counted() -> None:
    problem = Problem(Place("a.yml"), "x", "a", "b", "c")
    problems = tuple(problem._replace(place=Place("a.yml", line)) for line in range(1, MOST_PROBLEMS + 3))
    many = changes_of(*[result(number) for number in range(MOST_BLOCKS + 1)], problems=problems)
    assert [*text(many)][-1] == "und 1 weiteres"
    lines = [*markdown(many)]
    assert f"- und {MOST_BLOCKS + 1 - MOST_SHOWN} weitere, siehe Protokoll" in lines
    assert "und 2 weitere im Protokoll" in lines
    answers = tuple(
        AnswerChange(f"k-{number}", "K", "d", Place("a.yml"), "gut", "schlecht", Direction.DOWN)
        for number in range(MOST_LINES + 9)
    )
    long = [*markdown(changes_of(result(1, change=Change.CHANGED, answers=answers)))]
    assert "  - und 10 weitere" in long and len(long) < 25
    named = [*text(changes_of(others=tuple(f"content/{number}.md" for number in range(20))))]
    assert named[-1].endswith("content/11.md und 8 weitere")


def test_many_criteria_are_counted() -> None:
    criteria = tuple((f"k-{number}", "neu") for number in range(20))
    catalogue = CatalogueChange("a@1", "A", Change.CHANGED, criteria=criteria, results=("ort/a",))
    lines = [*text(changes_of()._replace(catalogues=(catalogue, catalogue._replace(ref="a@2", results=(), criteria=()))))]
    assert lines[0] == "2 Katalogausgaben sind anders; an den Ergebnissen ändert sich nichts."
    assert "    und 8 weitere Kriterien" in lines and "    berührt 1 Ergebnis: ort/a" in lines


# -- what files say does nothing in Markdown ---------------------------------------------------------------------------------

PARSER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
OURS = {MARK, "<details><summary>Einzelheiten</summary>", "</details>"}
SNIPPETS = (
    "@stadtrat", "#1", "![x](https://boese.example/p.png)", "[a](https://boese.example)", "<img src=x>", "<details>", "-->", "</details>",
    "`", "``", "```", "|", "\\|", "\\", "\n", "\r\n", "\u2028", "\n\n# A", "\n- x", "$$", "~~~", "&#64;x", "<!--", "https://boese.example",
    "www.boese.example", "*a*", "__b__", "\u202e", "[^1]", ":tada:", "/close", "    x", " ", "a",
)  # fmt: skip
hostile = st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=5)), max_size=12).map("".join)


def tokens(lines: Iterator[str]) -> Iterator[Token]:
    """Everything that a parser of CommonMark with tables sees."""
    for token in PARSER.parse("\n".join(lines)):
        yield token
        yield from token.children or ()


def says(one: str, two: str) -> Changes:
    """Changes in which these words stand wherever words of files may stand."""
    state = AssessmentState(one, AssessmentStatus.WITHDRAWN, two, one)
    answer = AnswerChange(one, two, one, Place(two), one, two, Direction.DOWN, two, fresh=True)
    low, high = Reached(Fraction(0), Fraction(1), one, two, (one, two)), Reached(Fraction(1), Fraction(1), two, one)
    part = DimensionChange(one, two, high, low, Direction.DOWN, lowered=True)
    hit = ResultChange(
        one,
        two,
        one,
        None,
        Change.CHANGED,
        state,
        state._replace(gist=two),
        one,
        two,
        None,
        (part,),
        (answer,),
        (one, two),
        (two,),
    )
    new = hit._replace(change=Change.ADDED, due=(Promise(one, two),), removal=one)
    gone = hit._replace(change=Change.REMOVED, after=None, removal=two)
    edition = CatalogueChange(one, two, Change.ADDED, one, two, ((one, "neu"),), (two,))
    problem = Problem(Place(one), "x", two, one, one)
    return Changes("0" * 40, "1" * 40, (hit, new, gone), (edition,), (problem,), (one, two), (two,), 0)


@given(hostile, hostile)
def test_markdown_is_inert(one: str, two: str) -> None:
    """Whatever stands in a title, reason, name, path or message: a parser sees what it sees where plain letters stand there."""
    plain = says("a" * bool(one), ("a" if one == two else "b") * bool(two))
    found = [*tokens(markdown(says(one, two)))]
    kinds = [token.type for token in found]
    assert kinds == [token.type for token in tokens(markdown(plain))]
    assert not {"image", "link_open", "fence", "code_block", "heading_open", "html_inline", "hr"} & {*kinds}
    assert {token.content.strip() for token in found if token.type == "html_block"} == OURS
    outside = "".join(token.content for token in found if token.type == "text")
    assert not re.search(r"[@#!<>`\\$&|\[\]]|boese|www", outside), outside


@given(hostile, hostile)
def test_text_stays_in_its_lines(one: str, two: str) -> None:
    lines = [*text(says(one, two))]
    assert len(lines) == len([*text(says("a" * bool(one), ("a" if one == two else "b") * bool(two)))])
    assert all(line.splitlines() in ([line], []) and "\x1b" not in line for line in lines)


@pytest.mark.parametrize(
    ("said", "table", "shown"),
    [
        ("a", False, "`a`"),
        ("", False, "`–`"),
        ("a`b", False, "`` a`b ``"),
        ("``", False, "``` `` ```"),
        ("a|b", True, "`a\\|b`"),
        ("a\\\\|b", True, "`a\\|b`"),
        ("a\n b\u202e", False, "`a b\ufffd`"),
        ("x" * 500, False, f"`{'x' * (LONGEST - 1)}…`"),
    ],
)
def test_a_span_of_code(said: str, table: bool, shown: str) -> None:
    assert code(said, table=table) == shown
    (inline,) = [token for token in PARSER.parse(f"a {code(said)}") if token.type == "inline"]
    assert [child.type for child in inline.children or ()] == ["text", "code_inline"]


# -- how commits are read ----------------------------------------------------------------------------------------------------


def test_a_commit_says_what_its_folder_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same texts, names and problems, whatever lies there; on disk only where it is checked out."""
    repository = Repository(tmp_path / "buch")
    deep = "/".join("abcdefghijklmnopqrstuvw")
    files: dict[str, File] = {
        **BOOK,
        APP: ("100755", BOOK[APP]),
        "content/link.md": ("120000", "/etc/passwd"),
        "assessments/ort": ("120000", "musterlingen"),
        "content/.versteckt/x.yml": "a: b\n",
        "assessments/neu-exempel/.x.yml": "a: b\n",
        f"content/{deep}/x.md": "# X\n",
        f"content/{deep[:-2]}/x.md": "# X\n",
        "content/gross.md": b"a" * (tree.MAX_BYTES + 1),
        "content/latin.md": "# Öl\n".encode("latin-1"),
        "content/Bild.PNG": b"\x89PNG",
        "content/bild.png": b"\x89PNG",
        "assessments/neu-exempel/Übel.yml": "a: b\n",
        ".hidden/content/x.md": "# X\n",
        "README.md": "x",
    }
    commit = repository.commit(files)
    with Objects(repository.root) as objects:
        stored = commits.tree_of(commits.read(repository.root, commit), objects, DAY)
        repository.git("checkout", "-q", "-f", "main")
        checked_out = tree.read(repository.root, DAY)
        assert stored._replace(stored=None, root=repository.root) == checked_out
        sheets = [stored.sheet(path) for path in stored.sheets]
        assert [
            sheet._replace(state=None) for sheet in map(checked_out.sheet, checked_out.sheets) if isinstance(sheet, tree.Sheet)
        ] == sheets
        assert stored.data("content/bild.png") == b"\x89PNG"


def test_a_submodule_is_no_folder(repository: Repository) -> None:
    commit = repository.commit(BOOK)
    changes = propose(repository, {"content/fremd": ("160000", commit)})
    assert faults(changes) == ["content/fremd:1:1 unreadable: hier liegt ein anderes Repositorium (Submodul)"]


def test_a_book_in_a_folder_of_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(tmp_path, "buch")
    monkeypatch.chdir(repository.root / "content")
    repository.propose(BOOK, {APP: sheet(ratings={"zugang": "hemmend"})})
    code, said, _ = call("diff", "main", "vorschlag")
    assert code == 1
    assert said.splitlines()[1].startswith("../assessments/musterlingen/buerger-app-2026-09.yml:16:12: Fehler: „zugang“ sinkt")


def test_only_what_differs_is_read(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one result changed, no assessment of another municipality, however many there are; and none twice."""
    more = {
        f"assessments/ort-{town}/{name}.yml": "name: Ort\nkind: Stadt\nmade_up: true\n"
        if name == "municipality"
        else sheet(f"v-{name}")
        for town in range(20)
        for name in ("municipality", "a", "b", "c")
    }
    read: list[str] = []
    asked = Objects.read

    def counted(self: Objects, name: str, most: int) -> bytes | int:
        read.append(name)
        return asked(self, name, most)

    monkeypatch.setattr(Objects, "read", counted)
    changes = propose(repository, KINDS["sinkt"][1], more)
    assert len(changes.results) == 1
    names = repository.git("ls-tree", "-r", "main", "--", *(path for path in more if "municipality" not in path)).splitlines()
    assert len(names) == 60 and not {line.split()[2] for line in names} & {*read}
    sheets = {repository.git("rev-parse", f"{branch}:{APP}") for branch in ("main", "vorschlag")}
    assert len(sheets) == 2 and all(read.count(name) == 1 for name in sheets)


def test_nothing_of_a_proposal_is_run(repository: Repository) -> None:
    """Neither hooks nor filters, attributes, modules of Python or settings of it."""
    trap = repository.top / "gelaufen"
    program = f"#!/bin/sh\ntouch '{trap}'\n"
    programs = [
        "filter.x.smudge",
        "filter.x.clean",
        "diff.x.textconv",
        "diff.external",
        "core.pager",
        "core.fsmonitor",
        "gpg.program",
    ]
    for name, value in {**dict.fromkeys(programs, program), "log.showSignature": "true"}.items():
        repository.git("config", name, value)
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hook = repository.top / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(program, "utf-8")
    python = f"import pathlib; pathlib.Path({str(trap)!r}).touch()\n"
    bad: dict[str, File | None] = {
        ".gitattributes": "* filter=x diff=x\n",
        "hooks/main.py": python,
        "hooks/pruefbuch/__init__.py": python,
        "conftest.py": python,
        "mkdocs.yml": "hooks: [hooks/main.py]\n",
    }
    repository.propose(BOOK, {**bad, **KINDS["sinkt"][1]})
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        (repository.top / ".git/hooks" / name).chmod(0o755)
    assert call("diff", "main", "vorschlag")[0] == 0
    assert not trap.exists()
    assert [path for path in repository.root.rglob("*") if ".git" not in path.parts and path.is_file()] == []


def test_a_site_that_takes_pages_from_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it takes is said by the commit, not by what lies in the folder."""
    site = begin(tmp_path / "seite")
    files: dict[str, File] = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()
    }
    repository = Repository(tmp_path / "leer")
    monkeypatch.chdir(repository.root)
    repository.propose(
        files, {"content/index.md": "# Neu\n\n${search}\n", "content/mehr.md": "# Mehr\n\n[Methode](methode.md)\n"}
    )
    changes = compare(repository.root, "main", "vorschlag", DAY)
    assert (faults(changes), changes.others) == ([], ("content/index.md", "content/mehr.md"))
    repository.propose(files, {"pyproject.toml": "[tool.pruefbuch\n"})
    found = faults(compare(repository.root, "main", "vorschlag", DAY))
    assert any(fault.startswith("pyproject.toml:1:1 settings: ist kein TOML") for fault in found)
    repository.propose(files, {"pyproject.toml": b"#" * (tree.MAX_BYTES + 1)})
    assert compare(repository.root, "main", "vorschlag", DAY).outside == 1


# -- what cannot be compared -------------------------------------------------------------------------------------------------


def refused(*arguments: str) -> str:
    code, said, told = call("diff", *arguments)
    assert (code, said) == (2, "") and len(told.splitlines()) == 1, (code, said, told)
    return told.removeprefix("pruefbuch: ")


@pytest.mark.parametrize("name", ["--output=x", "-x", "", "a b", "main\n", "a\u202eb", "\x00"])
def test_a_name_is_never_an_option(name: str, repository: Repository) -> None:
    repository.commit(BOOK)
    for names in ((name, "main"), ("main", name)):
        with pytest.raises(commits.NotComparable, match="ist kein Name eines Standes; bitte einen Zweig"):
            compare(repository.root, *names, DAY)


def test_unknown_commits(repository: Repository) -> None:
    commit = repository.commit(BOOK)
    assert refused("mian", "main") == "den Stand „mian“ gibt es hier nicht; meinten Sie „main“?"
    assert refused("main", "zzz").startswith("den Stand „zzz“ gibt es hier nicht; bitte „git fetch“ aufrufen oder zwei Stände")
    tree_name = repository.git("rev-parse", "main^{tree}")
    assert refused(tree_name, "main").startswith(f"den Stand „{tree_name}“ gibt es hier nicht")
    assert call("diff", commit[:12], "main") == (0, "Für die Öffentlichkeit ändert sich nichts.", "")
    assert call("diff", "main") == (0, "Für die Öffentlichkeit ändert sich nichts.", "")


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in tree.FOLDERS:
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    assert refused("main") == (
        "der Ordner liegt in keinem Git-Repository; „diff“ vergleicht zwei Stände aus git, bitte im Ordner des Buchs aufrufen"
    )
    monkeypatch.chdir(tmp_path / "content")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refused("main").startswith("git ist nicht installiert oder ließ sich nicht starten; ")
    with pytest.raises(Silent), Objects(tmp_path):
        pass


def test_histories_that_have_nothing_in_common(repository: Repository) -> None:
    repository.commit(BOOK)
    repository.commit({**BOOK, "x": "y"}, "fremd")
    assert refused("main", "fremd") == (
        "„main“ und „fremd“ haben keinen gemeinsamen Vorfahren; bitte „git fetch“ aufrufen oder zwei Stände derselben Geschichte nennen "
        "(git log --oneline --all)"
    )


def test_a_shallow_repository(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.propose(BOOK, KINDS["sinkt"][1])
    repository.git("clone", "-q", "--depth=1", "--no-single-branch", f"file://{repository.top}", str(tmp_path / "flach"))
    monkeypatch.chdir(tmp_path / "flach")
    for name in tree.FOLDERS:
        (tmp_path / "flach" / name).mkdir(exist_ok=True)
    shallow = "das Repositorium ist flach geholt; bitte „git fetch --unshallow“ aufrufen"
    assert (
        refused("origin/main", "origin/vorschlag")
        == f"„origin/main“ und „origin/vorschlag“ haben keinen gemeinsamen Vorfahren, {shallow}"
    )
    assert refused("HEAD~7", "HEAD") == f"den Stand „HEAD~7“ gibt es hier nicht, {shallow}"


def test_a_repository_that_is_not_whole(repository: Repository) -> None:
    repository.propose(BOOK, KINDS["sinkt"][1])
    name = repository.git("rev-parse", f"vorschlag:{APP}")
    repository.git("repack", "-a", "-d", "-q")
    packs = [*(repository.top / ".git/objects/pack").glob("*.pack")]
    data = packs[0].read_bytes()
    packs[0].rename(repository.top / "all.pack")
    for left in (repository.top / ".git/objects/pack").iterdir():
        left.unlink()
    repository.git("unpack-objects", "-q", said=data)
    (repository.top / ".git/objects" / name[:2] / name[2:]).unlink()
    assert (
        refused("main", "vorschlag")
        == f"das Objekt {name[:12]} fehlt, das Repositorium ist unvollständig; bitte „git fetch“ aufrufen"
    )


def test_a_repository_of_another_account(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho 'fatal: detected dubious ownership in repository' >&2; exit 128\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    assert "bitte „git config --global --add safe.directory" in refused("main")


def test_a_git_that_fails_is_not_believed(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nread name\necho \"$name blob 5\"\nprintf 'ab'\nexit 3\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(fake.parent), prepend=os.pathsep)
    with pytest.raises(Silent, match="git ließ sich nicht zu Ende lesen"), Objects(tmp_path) as objects:
        objects.read("0" * 40, 10)
    assert not git.is_object("--all") and not git.is_object("0" * 41)


def test_hints_stop_nothing(repository: Repository) -> None:
    """Hints of the files that differ are shown and stop nothing."""
    changes = propose(repository, {NEW_APP: sheet(date="2026-11", title="Stadt-App")})
    assert [(problem.rule, problem.severity) for problem in changes.problems] == [("subject", Severity.HINT)]
    assert changes.errors == 0 and headline(changes) == "1 Ergebnis kommt dazu."
