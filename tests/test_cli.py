"""The commands as a person meets them: arguments and answers in, text and exit code out."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pruefbuch import tree
from pruefbuch.book import load
from pruefbuch.catalogue.sheets import is_offered, sheet
from pruefbuch.cli import COMMANDS, main, parser
from pruefbuch.cli.console import Console, Refusal

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"


class Table:
    """A desk that remembers what was said and answers from a list."""

    def __init__(self, answers: list[str], *, live: bool = False, colour: bool = False) -> None:
        self.said: list[str] = []
        self.brief: list[str] = []
        self.answers = answers
        self.console = Console(self.said.append, self.brief.append, self._ask, colour, live, date(2026, 11, 23))

    def _ask(self, question: str) -> str:
        self.brief.append(question)
        if not self.answers:
            raise EOFError
        return self.answers.pop(0)


@pytest.fixture
def plot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book of its own, with the current folder in it."""
    root = tmp_path / "Prüf buch"
    shutil.copytree(CASES / "bad" / "content" / "kataloge" / "formen", root / "content" / "kataloge" / "formen")
    town = root / "assessments" / "musterort"
    town.mkdir(parents=True)
    (town / "municipality.yml").write_text("name: Musterort\nkind: Gemeinde\nmade_up: true\n", "utf-8")
    (town / "radweg.yml").write_text(GOOD, "utf-8")
    monkeypatch.chdir(root)
    return root


GOOD = """\
catalogue: formen@2026
subject: {id: radweg, title: Radweg, kind: project, digital: false}
date: 2026-03
ratings:
  relevant: ja
  stufe: foerdernd
  achsen: {level: {richtung: foerdernd, staerke: gross}}
  auswahl: {level: [kein-effekt], amount: {kein-effekt: 0.5}}
  freitext: {text: Nichts weiter.}
"""


def call(*argv: str, answers: list[str] | None = None, live: bool = False) -> tuple[int, str, str]:
    table = Table(answers or [], live=live)
    code = main(argv, table.console)
    return code, "\n".join(table.said), "\n".join(table.brief)


# -- validate --------------------------------------------------------------------------------------------------------


def test_validate_says_that_all_is_well(plot: Path) -> None:
    assert call("validate")[0] == 0


def test_what_the_system_refuses_is_one_sentence(plot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "no", "links.csv")

    monkeypatch.setattr(tree, "write", refuse)
    code, _, told = call("links", "--add")
    assert (code, told.splitlines()) == (
        2, ["pruefbuch: „links.csv“: dazu fehlen die Rechte; bitte Rechte geben oder einen anderen Ordner nennen"],
    )  # fmt: skip
    assert not (plot / "links.csv").exists()


def test_hints_do_not_fail(plot: Path) -> None:
    (plot / "assessments/musterort/radweg.yml").write_text(GOOD.replace("  freitext: {text: Nichts weiter.}\n", ""), "utf-8")
    code, said, _ = call("validate")
    assert code == 0
    assert "assessments/musterort/radweg.yml:4:1: Hinweis: ohne Bewertung: „freitext“" in said


def test_errors_fail_and_name_the_place(plot: Path) -> None:
    (plot / "assessments/musterort/radweg.yml").write_text(GOOD.replace("stufe: foerdernd", "stufe: foerdend"), "utf-8")
    code, said, _ = call("validate")
    assert code == 1
    assert "assessments/musterort/radweg.yml:6:10: Fehler: die Stufe „foerdend“ gibt es nicht" in said
    assert "meinten Sie „foerdernd“?" in said


def test_one_file_is_judged_in_its_book(plot: Path) -> None:
    other = plot / "assessments/musterort/anderes.yml"
    other.write_text("catalogue: nix\n", "utf-8")
    assert call("validate", "assessments/musterort/radweg.yml") == (
        0,
        call("validate", "assessments/musterort/radweg.yml")[1],
        "",
    )
    code, said, _ = call("validate", str(other))
    assert code == 1
    assert "radweg.yml" not in said
    assert call("validate", "assessments/musterort")[0] == 1


def test_an_unsound_catalogue_is_named_with_the_file_it_should_judge(plot: Path) -> None:
    path = plot / "content/kataloge/formen/2026/catalogue.yml"
    path.write_text(path.read_text("utf-8").replace("method: sum", "method: summe"), "utf-8")
    code, said, _ = call("validate", "assessments/musterort/radweg.yml")
    assert code == 1
    assert "content/kataloge/formen/2026/catalogue.yml" in said


def test_paths_are_those_of_the_current_folder(plot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plot / "assessments/musterort/radweg.yml").write_text("a: 1\n", "utf-8")
    monkeypatch.chdir(plot / "assessments")
    _, said, _ = call("validate", "musterort/radweg.yml")
    assert said.startswith("musterort/radweg.yml:1:1:")


@pytest.mark.parametrize("form", ["json", "github", "gitlab"])
def test_other_formats(plot: Path, form: str) -> None:
    (plot / "assessments/musterort/radweg.yml").write_text("a: 1\n", "utf-8")
    code, said, _ = call("validate", "--format", form)
    assert code == 1
    assert "assessments/musterort/radweg.yml" in said
    if form != "github":
        json.loads(said)


def test_github_format_is_silent_where_nothing_is_wrong(plot: Path) -> None:
    assert call("validate", "--format", "github") == (0, "", "")


@pytest.mark.parametrize(
    ("path", "reason"),
    [("gibt-es-nicht.yml", "gibt es nicht"), ("lies.txt", "gehört nicht zum Prüfbuch"), ("..", "liegt in keinem Prüfbuch")],
)
def test_calls_that_cannot_be_carried_out(plot: Path, path: str, reason: str) -> None:
    (plot / "lies.txt").write_text("x", "utf-8")
    code, said, told = call("validate", path)
    assert (code, said) == (2, "")
    assert reason in told


def test_progress_only_where_a_person_watches(plot: Path) -> None:
    for number in range(600):
        (plot / f"assessments/musterort/p{number}.yml").write_text(GOOD, "utf-8")
    assert "von 601 Dateien" in call("validate", live=True)[2]
    assert call("validate")[2] == ""


def test_validate_of_the_bad_folder_as_a_process() -> None:
    """The whole corpus through the real command: exit code 1, no traceback, one line per problem and a summary."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "pruefbuch", "validate", "tests/cases/bad"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    expected = (CASES / "bad" / "expected.txt").read_text("utf-8").splitlines()
    # The command knows the day; the corpus has one of its own.
    said = re.sub(r"nach heute \([0-9-]+\)", "nach heute (2026-11-30)", done.stdout)
    assert said.splitlines()[:-1] == [f"tests/cases/bad/{line}" for line in expected]


# -- score -----------------------------------------------------------------------------------------------------------


def test_score_shows_the_reckoning(plot: Path) -> None:
    code, said, _ = call("score", "assessments/musterort/radweg.yml")
    assert code == 0
    assert "Umwelt: 3,00 auf −3 bis 3, Stufe: sehr gut (3 von 3 beantwortet)" in said
    assert "Gewicht 1 × 2 → 2  bewertet" in said
    assert "  Summe: 3\n  gerundet: 3,00" in said
    assert "Rest, ohne Zahlenwert: 1 × kein Effekt; In Worten: 1 × mit Text beantwortet (2 von 2 beantwortet)" in said


def test_score_shows_spans_caps_and_steps(plot: Path) -> None:
    catalogue = plot / "content/kataloge/formen/2026/catalogue.yml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("at: 2}", "at: 1}"), "utf-8")
    path = plot / "assessments/musterort/radweg.yml"
    path.write_text(GOOD.replace("stufe: foerdernd", "stufe: unanswered"), "utf-8")
    _, said, _ = call("score", str(path))
    assert "1,00 bis 3,00" in said
    assert "gedeckelt durch stufe (unbekannt, schlechtester Fall)" in said
    assert "Nächste Schritte:" in said
    assert "stufe: beantworten" in said


def test_score_shows_the_whole_and_conflicts(plot: Path) -> None:
    path = plot / "content/kataloge/formen/2026/catalogue.yml"
    text = path.read_text("utf-8").replace("overall: {method: none}", "overall: {method: minimum}")
    path.write_text(text.replace("    method: sum\n", "    method: sum\n    conflict: {up: 1, down: -1}\n"), "utf-8")
    sheet = plot / "assessments/musterort/radweg.yml"
    rating = "auswahl: {level: [hemmend], reason: Mehr Verkehr.}"
    sheet.write_text(GOOD.replace("auswahl: {level: [kein-effekt], amount: {kein-effekt: 0.5}}", rating), "utf-8")
    _, said, _ = call("score", str(sheet))
    assert "Gesamt: 3,00" in said
    assert "  Umwelt  3  bewertet\n  Kleinster Wert: 3\n  gerundet: 3,00" in said
    assert "Zielkonflikt: Umwelt gewinnt, Rest verliert" in said
    sheet.write_text(sheet.read_text("utf-8").replace("stufe: foerdernd", "stufe: unanswered"), "utf-8")
    path.write_text(path.read_text("utf-8").replace("{up: 1, down: -1}", "{up: 3, down: -1}"), "utf-8")
    _, said, _ = call("score", str(sheet))
    assert "Möglicher Zielkonflikt: Umwelt könnte gewinnen, Rest verlieren" in said


def test_score_shows_from_which_value_a_share_counts(plot: Path) -> None:
    path = plot / "content/kataloge/formen/2026/catalogue.yml"
    path.write_text(path.read_text("utf-8").replace("method: sum", "method: share-met\n    met: 1"), "utf-8")
    _, said, _ = call("score", "assessments/musterort/radweg.yml")
    assert "Gewicht 1 × 2 → 1  bewertet" in said
    assert "Erfüllt ist ein Kriterium ab dem Wert 1." in said


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "klein-musterroda/platzname-2026",
            "früh beendet: Die Vorfragen haben alle Themenfelder beendet, die übrigen Fragen entfallen.",
        ),
        ("klein-musterroda/umschuldung-2026", "nicht geprüft, Ausnahme „Finanzvorlage ohne Spielraum“: Der Kredit läuft aus"),
        (
            "landkreis-erdachtal/archiv-scan-2026",
            "in einem anderen Papier geprüft: Stellungnahme der Verwaltung zur Vorlage KT 2026/044",
        ),
    ],
)
def test_score_of_what_was_not_rated_says_why(name: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    _, said, _ = call("score", f"assessments/{name}.yml")
    assert said.splitlines()[2].startswith(line)
    assert len(said.splitlines()) == 3


def test_score_shows_a_dimension_in_which_nothing_was_asked(plot: Path) -> None:
    path = plot / "content/kataloge/formen/2026/catalogue.yml"
    path.write_text(path.read_text("utf-8").replace("fields: [klima]}", "fields: [sonst]}", 1), "utf-8")
    sheet = plot / "assessments/musterort/radweg.yml"
    rated = GOOD.replace("relevant: ja", "relevant: {level: nein, reason: Kein Klima.}").partition("  auswahl:")[0]
    sheet.write_text(rated, "utf-8")
    assert "Rest, ohne Zahlenwert: nichts gefragt (0 von 0 beantwortet)" in call("score", "assessments/musterort/radweg.yml")[1]


def test_score_of_a_bad_file_says_why(plot: Path) -> None:
    (plot / "assessments/musterort/radweg.yml").write_text("catalogue: x\n", "utf-8")
    code, said, _ = call("score", "assessments/musterort/radweg.yml")
    assert code == 1
    assert "den Katalog „x“ gibt es nicht" in said


def test_score_of_another_file_is_refused(plot: Path) -> None:
    code, _, told = call("score", "assessments/musterort/municipality.yml")
    assert code == 2
    assert "ist keine Prüfung" in told


# -- new -------------------------------------------------------------------------------------------------------------


def test_new_writes_a_file_that_is_valid_as_it_stands(plot: Path) -> None:
    code, said, _ = call("new", answers=["Musterort", "j", "Bürger-App „Mängel“", "1", "n", "j"])
    assert code == 0
    path = plot / "assessments/musterort/buerger-app-maengel-2026-11.yml"
    assert path.name in said
    text = path.read_text("utf-8")
    assert "  kind: project\n  digital: true\n" in text
    assert "Wie wirkt es?" in text
    assert "hemmend – hemmend [Pflicht: Begründung, Alternativen]" in text
    book = load(tree.read(plot))
    assert not book.errors
    assert book.entries["musterort/buerger-app-maengel-2026-11"].title == "Bürger-App „Mängel“"
    assert call("validate")[0] == 0


def test_new_asks_again_and_makes_the_town(plot: Path) -> None:
    answers = ["", "Neu-Bad Öd", "Stadt", "j", " ", "Radweg", "7", "formn@2026", "formen@2026", "j", "n"]
    code, _, told = call("new", answers=answers)
    assert code == 0
    assert "meinten Sie „formen@2026“?" in told
    assert load(tree.read(plot)).municipalities["neu-bad-oed"].made_up


NEUSTADT = "name: Neustadt\nkind: Stadt\nmade_up: true\nstate: HE\nsources: [https://example.org/]\n"


def test_new_asks_which_town_of_a_name_is_meant(plot: Path) -> None:
    (plot / "assessments/neustadt").mkdir()
    (plot / "assessments/neustadt/municipality.yml").write_text(NEUSTADT, "utf-8")
    code, _, told = call("new", answers=["neustadt", "j", "Radweg", "formen@2026", "j", "n"])
    assert code == 0 and (plot / "assessments/neustadt/radweg-2026-11.yml").is_file()
    assert "Ist „Neustadt“ gemeint (Stadt, Hessen, assessments/neustadt)?" in told
    other = ["Neustadt", "n", "an der Orla", "Stadt", "j", "Radweg", "formen@2026", "j", "n"]
    code, said, _ = call("new", answers=other)
    assert code == 0 and "assessments/neustadt-an-der-orla/municipality.yml geschrieben" in said
    towns = load(tree.read(plot)).municipalities
    assert [town.name for town in towns.values()] == ["Musterort", "Neustadt (Hessen)", "Neustadt (an der Orla)"]
    _, _, told = call("new", answers=["Neustadt", "n", "j", "Steg", "formen@2026", "j", "n"])
    assert "Ist „Neustadt (an der Orla)“ gemeint (Stadt, assessments/neustadt-an-der-orla)?" in told
    assert (plot / "assessments/neustadt-an-der-orla/steg-2026-11.yml").is_file()
    code, said, _ = call("new", answers=["Neustadt", "n", "n", "an der Orla", "Wehr", "formen@2026", "j", "n"])
    assert code == 0 and "municipality.yml" not in said  # what tells it apart names a town that is there
    assert (plot / "assessments/neustadt-an-der-orla/wehr-2026-11.yml").is_file()


def test_validate_knows_the_day(plot: Path) -> None:
    sheet = plot / "assessments/musterort/radweg.yml"
    sheet.write_text(GOOD.replace("2026-03", "2026-11-24"), "utf-8")  # somewhere on earth it is tomorrow
    assert call("validate")[:2] == (0, "Alles in Ordnung.")
    sheet.write_text(GOOD.replace("2026-03", "2026-11-25"), "utf-8")
    code, said, _ = call("validate")
    assert code == 1
    assert "radweg.yml:3:1: Fehler: die Prüfung hat das Datum 2026-11-25, nach heute (2026-11-23)" in said


def test_new_never_overwrites(plot: Path) -> None:
    answers = ["Musterort", "j", "Radweg", "1", "j", "n"]
    assert call("new", answers=list(answers))[0] == 0
    path = plot / "assessments/musterort/radweg-2026-11.yml"
    path.write_text("eigenes", "utf-8")
    code, _, told = call("new", answers=list(answers))
    assert code == 2
    assert "gibt es schon" in told
    assert path.read_text("utf-8") == "eigenes"


def test_new_without_answers_writes_nothing(plot: Path) -> None:
    before = sorted(plot.rglob("*"))
    assert call("new", answers=["Musterort"])[0] == 2
    assert sorted(plot.rglob("*")) == before


def test_new_refuses_what_makes_no_name_and_a_book_without_catalogues(plot: Path) -> None:
    assert "kein Ordnername" in call("new", answers=["???"])[2]
    shutil.rmtree(plot / "content/kataloge")
    (plot / "content/kataloge").mkdir()
    assert "noch keinen brauchbaren Katalog" in call("new", answers=["Musterort", "j", "Radweg"])[2]


def test_new_for_every_shipped_catalogue_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assessments").mkdir()
    monkeypatch.chdir(tmp_path)
    shipped = load(tree.read(tmp_path)).catalogues
    assert "nh-digital@2026" in shipped
    for number, ref in enumerate(shipped):
        town = ["Musterort", "Stadt", "j"] if number == 0 else ["Musterort", "j"]
        assert call("new", answers=[*town, f"Vorhaben {number}", ref, "n", "n"])[0] == 0
    assert not load(tree.read(tmp_path)).errors


def test_new_asks_no_more_than_the_first_questions_where_they_may_end_the_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper that touches nothing is done when every "unanswered" of the sheet has become "nein"."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assessments").mkdir()
    monkeypatch.chdir(tmp_path)
    assert call("new", answers=["Musterort", "Stadt", "j", "Platzname", "nh-beschluss@2026", "j", "n"])[0] == 0
    path = tmp_path / "assessments/musterort/platzname-2026-11.yml"
    sheet = path.read_text("utf-8")
    assert "  kind: paper\n  digital: false\n" in sheet
    assert "#     personal – Personalangelegenheit" in sheet
    assert "  # Bei „nein“ entfallen die weiteren Fragen zu „Klimaschutz und Energie“." in sheet
    assert (
        "  # Entfällt bei „beruehrt-klima: nein“. Sonst in der nächsten Zeile „# “ entfernen und antworten.\n  # treibhausgase: una"
        in sheet
    )
    # The two minutes come first, in one piece: all ten questions before the first of the others.
    first, _, second = sheet.partition("  # ########## Prüfung ##########\n")
    assert "  # ########## Berührt? ##########\n  # Zehn Felder, zehnmal ja oder nein." in first
    assert (first.count("\n  beruehrt-"), second.count("\n  # =====")) == (10, 10)
    assert "=====" not in first
    path.write_text(sheet.replace(": unanswered", ": nein"), "utf-8")
    assert call("validate", str(path))[:2] == (0, "Alles in Ordnung.")
    touched = sheet.replace("beruehrt-klima: unanswered", "beruehrt-klima: ja").replace(
        "# treibhausgase: una", "treibhausgase: una"
    )
    path.write_text(touched.replace("treibhausgase: unanswered", "treibhausgase: hemmend"), "utf-8")
    code, said, _ = call("validate", str(path))
    assert code == 1
    assert "ohne „reason“" in said
    assert "ohne „alternatives“" in said


def test_new_says_in_which_unit_a_number_may_stand_beside_a_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assessments").mkdir()
    monkeypatch.chdir(tmp_path)
    assert call("new", answers=["Musterort", "Stadt", "j", "Radweg", "klimacheck@2026", "j", "n"])[0] == 0
    sheet = (tmp_path / "assessments/musterort/radweg-2026-11.yml").read_text("utf-8")
    assert "  # Wenn bekannt, dazu: amount in t CO2e/a" in sheet
    assert "=====" not in sheet  # each stage has one question; its field says nothing more
    assert "  klimawirkung: unanswered" in sheet


def test_new_offers_catalogues_of_a_single_town_last_and_says_what_they_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assessments").mkdir()
    monkeypatch.chdir(tmp_path)
    code, _, told = call("new", answers=["Musterort", "Stadt", "j", "App", "nh-digital@2026", "n", "j"])
    offered = [line for line in told.splitlines() if re.match(r"  \d  ", line)]
    assert code == 0
    assert [("@" in line, "nur, um Prüfungen aus Ratsunterlagen" in line) for line in offered] == [(True, False)] * 3 + [
        (True, True)
    ] * 4
    sheet = (tmp_path / "assessments/musterort/app-2026-11.yml").read_text("utf-8")
    assert "  # strength – Stärke (entfällt bei „keine“):" in sheet
    assert (
        "# Hilfe zu jeder Frage, mit Beispielen für die Stufen: Seite „Kataloge“ oder content/kataloge/nh-digital/2026/<frage>.md"
        in sheet
    )
    for line in ("unit: Amt", "reviewed_by: Anderes Amt", "comment: Ein Satz.", "decision: {text: Ja., date: 2026-11-23}"):
        key = line.partition(":")[0]
        sheet, count = re.subn(rf"^# {key}: .*$", line, sheet, flags=re.MULTILINE)
        assert count == 1, key
    (tmp_path / "assessments/musterort/app-2026-11.yml").write_text(sheet, "utf-8")
    code, said, _ = call("validate", "assessments")
    assert (code, said.count("\n")) == (0, 1)
    assert ":33:1: Hinweis: 0 von 29 beantwortet; " in said


def test_the_empty_sheet_of_every_catalogue_for_any_town_is_valid_when_it_says_what_is_examined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What readers take from the page of a catalogue; those of a single town offer none."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "assessments/musterort").mkdir(parents=True)
    (tmp_path / "assessments/musterort/municipality.yml").write_text("name: Musterort\nkind: Stadt\nmade_up: true\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    offered = [each for each in load(tree.read(tmp_path)).catalogues.values() if is_offered(each)]
    assert sorted(each.ref for each in offered) == ["klimacheck@2026", "nh-beschluss@2026", "nh-digital@2026"]
    for each in offered:
        assert sheet(each).splitlines()[1] == "# Eigener Wortlaut, kein amtlicher Katalog."
        (tmp_path / f"assessments/musterort/{each.id}.yml").write_text(sheet(each), "utf-8")
    code, said, _ = call("validate", "assessments")
    assert (code, said.count("ist noch das Beispiel des leeren Bogens"), said.count("Fehler: ")) == (1, 6, 6)
    for each in offered:
        text = sheet(each).replace("id: kurzname", f"id: vorhaben-{each.id}").replace("Titel des Vorhabens", each.id)
        (tmp_path / f"assessments/musterort/{each.id}.yml").write_text(text, "utf-8")
    code, said, _ = call("validate", "assessments")
    assert (code, said.splitlines()[-1]) == (0, "3 Hinweise in 3 Dateien. Hinweise halten die Veröffentlichung nicht auf.")
    assert [len(each.criteria) for each in offered] == [int(found) for found in re.findall(r"0 von (\d+) beantwortet", said)]


def test_new_refuses_a_title_that_makes_no_name(plot: Path) -> None:
    code, _, told = call("new", answers=["Musterort", "j", "???", "1", "j", "n"])
    assert code == 2 and "kein Dateiname" in told


def test_new_initiative_is_valid_as_it_stands(plot: Path) -> None:
    answers = ["Musterort", "j", "Garten für alle", "essen", "foot", "3", "hinterm Rathaus", "10.32, 50.98", "50.98, 10.32"]
    code, said, told = call("new", "--initiative", answers=answers)
    assert code == 0
    assert "assessments/musterort/initiatives/garten-fuer-alle.yml geschrieben" in said
    assert "meinten Sie „food“?" in told
    assert told.count("kein Ort in Deutschland") == 2
    found = load(tree.read(plot))
    assert not found.errors
    assert found.initiatives["musterort/garten-fuer-alle"].categories == ("food",)
    assert (
        "gibt es schon" in call("new", "--initiative", answers=["Musterort", "j", "Garten, für alle", "food", "50.98 10.32"])[2]
    )
    assert "kein Dateiname" in call("new", "--initiative", answers=["Musterort", "j", "???"])[2]


def test_new_initiative_of_a_real_town_asks_for_its_source(plot: Path) -> None:
    answers = ["Echtdorf", "Gemeinde", "n", "Dachstrom", "energy", "50.98,10.32", "das weiß jeder", "https://example.org/"]
    code, _, told = call("new", "--initiative", answers=answers)
    assert code == 0
    assert "was sich nachlesen lässt" in told
    assert load(tree.read(plot)).initiatives["echtdorf/dachstrom"].sources[0].url == "https://example.org/"


def test_new_asks_again_until_it_hears_yes_or_no(plot: Path) -> None:
    code, _, told = call("new", answers=["Musterort", "j", "Bürgerdialog", "1", "vielleicht", "Ja.", "doch", "NEIN"])
    assert code == 0
    assert (told.count("weder ja noch nein"), told.count("(j/n)")) == (2, 5)
    text = (plot / "assessments/musterort/buergerdialog-2026-11.yml").read_text("utf-8")
    assert "  kind: paper\n  digital: false\n" in text


@pytest.mark.parametrize("name", ["formen", "Alle Formen", "alle formen", "1", "1.", "FORMEN@2026"])
def test_new_takes_a_catalogue_by_id_title_or_number(plot: Path, name: str) -> None:
    assert call("new", answers=["Musterort", "j", "Radweg", name, "n", "n"])[0] == 0
    assert (plot / "assessments/musterort/radweg-2026-11.yml").is_file()


def test_new_asks_which_edition_where_several_go_by_a_name(plot: Path) -> None:
    shutil.copytree(plot / "content/kataloge/formen/2026", plot / "content/kataloge/formen/2027")
    code, _, told = call("new", answers=["Musterort", "j", "Radweg", "formen", "formen@2027", "n", "n"])
    assert code == 0
    assert "„formen“ heißen mehrere. meinten Sie „formen@2026“ oder „formen@2027“?" in told


@pytest.mark.parametrize("answer", ["Stadt Musterort", "Gemeinde Musterort", "Mustrort", "Große Kreisstadt Musterort"])
def test_new_asks_whether_a_town_of_the_book_is_meant(plot: Path, answer: str) -> None:
    code, said, told = call("new", answers=[answer, "j", "Radweg", "1", "n", "n"])
    assert code == 0
    assert "Ist „Musterort“ gemeint (Gemeinde" in told
    assert "assessments/musterort/radweg-2026-11.yml" in said
    assert call("new", answers=[answer, "n", "Stadt", "j", "Radweg", "1", "n", "n"])[0] == 0
    assert len(list((plot / "assessments").iterdir())) == 2


def test_new_does_not_cut_names_within_a_word(plot: Path) -> None:
    title = "Neubau einer barrierefreien Radwegeverbindung zwischen Bahnhof und Gewerbegebiet Nordwest"
    assert call("new", answers=["Musterort", "j", title, "1", "n", "n"])[0] == 0
    path = plot / "assessments/musterort/neubau-einer-barrierefreien-radwegeverbindung-2026-11.yml"
    assert "  id: neubau-einer-barrierefreien-radwegeverbindung-zwischen\n" in path.read_text("utf-8")


# -- freeze ----------------------------------------------------------------------------------------------------------


def test_freeze_and_then_change(plot: Path) -> None:
    catalogue = plot / "content/kataloge/formen/2026/catalogue.yml"
    catalogue.write_text(catalogue.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    code, said, _ = call("validate")
    assert code == 1
    assert "„pruefbuch freeze formen@2026“ aufrufen" in said
    assert call("freeze", "formen@2026")[0] == 0
    assert call("validate")[0] == 0
    assert call("freeze", "formen@2026")[0] == 2
    catalogue.write_text(catalogue.read_text("utf-8") + "\n", "utf-8")
    code, said, _ = call("validate")
    assert code == 1
    assert "„catalogue.yml“ ist verändert" in said
    assert "für eine neue Ausgabe den Ordner unter neuem Namen kopieren" in said


def test_freeze_of_what_does_not_exist(plot: Path) -> None:
    for ref in ("formen", "content/kataloge/formen/2026", "formn@2026"):
        code, _, told = call("freeze", ref)
        assert code == 2
        assert "erwartet wird „katalog@ausgabe“; meinten Sie „formen@2026“?" in told
    assert "es gibt: „formen@2026“" in call("freeze", "x")[2]


def test_freeze_of_a_draft_or_of_what_has_errors_says_what_to_do_first(plot: Path) -> None:
    code, _, told = call("freeze", "formen@2026")
    assert (code, list(plot.rglob("SHA256SUMS"))) == (2, [])
    assert (
        "ist ein Entwurf; bitte erst in „content/kataloge/formen/2026/catalogue.yml“ unter „edition“ „status: published“"
        in told
    )
    path = plot / "content/kataloge/formen/2026/catalogue.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("status: draft", "status: published"), "utf-8")
    assert call("freeze", "formen@2026")[0] == 0
    (path.parent / "SHA256SUMS").unlink()
    for broken in (text.replace("method: sum", "method: summe"), "a: [", text.replace("status: draft", "status: Entwurf")):
        path.write_text(broken, "utf-8")
        assert "„formen@2026“ hat Fehler; bitte erst beheben" in call("freeze", "formen@2026")[2]


# -- the door itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argv", "fault"),
    [
        ((), "es fehlt: BEFEHL"),
        (("validat",), "„validat“ gibt es als Befehl nicht; erlaubt: „init“, „new“, „validate“"),
        (("validat",), "meinten Sie „validate“?"),
        (("score",), "es fehlt: DATEI"),
        (("freeze",), "es fehlt: KATALOG@AUSGABE"),
        (("score", "a", "b"), "„b“ ist hier zu viel"),
        (("validate", "--foo"), "„--foo“ ist hier zu viel"),
        (("validate", "--format"), "nach „--format“ fehlt ein Wert"),
        (("validate", "--format", "xml"), "„xml“ gibt es bei „--format“ nicht; erlaubt: „text“, „json“"),
        (("new", "--initiative=ja"), "„--initiative“ nimmt keinen Wert, hier steht „ja“"),
    ],
)
def test_wrong_arguments_are_answered_in_german_with_an_example(argv: tuple[str, ...], fault: str) -> None:
    code, said, told = call(*argv)
    assert (code, said) == (2, "")
    assert fault in told
    command = argv[0] if argv and argv[0] in [module.NAME for module in COMMANDS] else "validate"
    assert f"zum Beispiel: pruefbuch {command}" in told
    assert "--help" in told


def test_what_argparse_says_in_words_of_its_own_stays_german() -> None:
    with pytest.raises(Refusal, match="der Aufruf ist so nicht zu verstehen; zum Beispiel: pruefbuch"):
        parser().error("something new")


def test_every_example_is_a_call_that_can_be_read() -> None:
    for module in COMMANDS:
        assert parser().parse_args(module.EXAMPLE.split()[1:]).run is module.run


def test_every_command_is_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for command in COMMANDS:
        assert f"pruefbuch {command.NAME}" in text
        assert command.HELP


def test_output_into_a_closed_pipe_is_no_traceback() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    line = f'"{sys.executable}" -m pruefbuch validate tests/cases/bad | head -n 1'
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") == 1


def test_desk_of_the_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console.of_terminal()
    console.out("gesagt")
    console.err("gemeldet")
    console.err("\rlaufend")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("gesagt\n", "gemeldet\n\rlaufend")
    assert not console.colour
    assert not console.live


def test_a_stream_that_knows_no_encoding_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    Console.of_terminal().out("gesagt")
    assert stream.getvalue() == "gesagt\n"


def test_a_reader_that_goes_away(plot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duplicated: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda old, new: duplicated.append((old, new)))
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)

    def gone(_text: str) -> None:
        raise BrokenPipeError

    console = Console(gone, gone, input, False, False, date(2026, 11, 23))
    assert main(["validate"], console) == 1
    assert len(duplicated) == 1


def test_paths_of_two_books_in_one_call(plot: Path, tmp_path: Path) -> None:
    other = tmp_path / "anderes"
    shutil.copytree(plot, other)
    (other / "assessments/musterort/radweg.yml").write_text("a: 1\n", "utf-8")
    code, said, _ = call("validate", str(plot), str(other))
    assert code == 1
    assert "../anderes/assessments/musterort/radweg.yml:1:1" in said


def test_help_is_german() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "pruefbuch", "--help"]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "prüft das ganze Prüfbuch" in done.stdout
    assert {"Aufruf:", "Angaben:", "Schalter:"} <= {word for line in done.stdout.splitlines() for word in line.split()}
    assert not re.search("usage|positional|options|show this", done.stdout)
