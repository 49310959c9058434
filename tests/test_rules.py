"""Rules beyond the shape of a file, where the corpus of bad files does not reach."""

from __future__ import annotations

from plots import BASE, PROBE, SHEET, TOWN, book_of, problems_of, tree_of
from pruefbuch import reports
from pruefbuch.book import load
from pruefbuch.rules.frozen import sums

PATH = "assessments/musterort/radweg.yml"
SUPERSEDED = SHEET + "status: superseded\nstatus_reason: Korrektur.\nsuperseded_by: "


def test_a_successor_with_problems_of_its_own_is_no_second_problem() -> None:
    found = problems_of({PATH: SUPERSEDED + "neu\n", "assessments/musterort/neu.yml": "a: 1\n"})
    assert {line.split(":")[0] for line in found} == {"assessments/musterort/neu.yml"}


def test_chains_of_successors() -> None:
    chain = {PATH: SUPERSEDED + "b\n", "assessments/musterort/b.yml": SUPERSEDED + "c\n"}
    assert problems_of({**chain, "assessments/musterort/c.yml": SHEET}) == []
    circle = problems_of({**chain, "assessments/musterort/c.yml": SUPERSEDED + "b\n"})
    assert len([line for line in circle if "führt im Kreis" in line]) == 3
    assert "diese Datei gibt es nicht" in problems_of(chain)[0]


def test_a_near_name_is_suggested() -> None:
    book = book_of({PATH: SUPERSEDED + "radweg-neus\n", "assessments/musterort/radweg-neu.yml": SHEET})
    assert book.problems[0].remedy == "meinten Sie „radweg-neu“?"


def test_pages_must_differ_also_by_case() -> None:
    for path in ("content/ergebnisse/musterort/Radweg.md", "content/Ergebnisse/musterort/radweg/index.md"):
        assert "collision" in "\n".join(problems_of({PATH: SHEET, path: "# x\n"}))
    files = {PATH: SHEET}
    assert load(tree_of(files, others=("content/ergebnisse/musterort/radweg/index.html",))).errors[0].rule == "collision"
    assert problems_of({"content/kommunen.md": "# x\n"})[0].startswith("content/kommunen.md:1:1 collision")
    assert problems_of({"content/a.md": "# x\n", "content/a/index.md": "# x\n"})[0].startswith(
        "content/a/index.md:1:1 collision"
    )
    assert problems_of({"content/index.md": "# x\n", "content/a/b.md": "# x\n"}) == []


def test_reports_and_follow_ups_keep_their_addresses() -> None:
    for folder in ("bericht", "folgeschritte"):
        (found,) = (each for each in problems_of({f"content/kommunen/musterort/{folder}/1.md": "# x\n"}) if "collision" in each)
        assert found == (
            f"content/kommunen/musterort/{folder}/1.md:1:1 collision: content/kommunen/musterort/{folder}/1.md würde die Seite "
            f"„kommunen/musterort/{folder}/1“, und dort stehen Berichte oder Folgeschritte einer Kommune"
        )
    assert "collision" not in "".join(problems_of({"content/kommunen/musterort/bericht/hinweise.md": "# x\n"}))


def test_what_is_said_of_pages_that_meet() -> None:
    files = {
        PATH: SHEET,
        "content/kommunen/index.md": "# x\n",
        "content/ergebnisse/archiv/2.md": "# x\n",
        "content/index.md": "# x\n",
    }
    older, overview = (reports.text(each) for each in book_of(files).errors if each.rule == "collision")
    assert older == (
        "content/ergebnisse/archiv/2.md:1:1: Fehler: content/ergebnisse/archiv/2.md würde die Seite „ergebnisse/archiv/2“, und dort stehen "
        "ältere Einträge einer Liste; jede Seite hat ihre eigene Adresse; Ordner oder Datei umbenennen [collision]"
    )
    assert overview == (
        "content/kommunen/index.md:1:1: Fehler: content/kommunen/index.md und eine Übersicht werden dieselbe Seite „kommunen“; "
        "jede Seite hat ihre eigene Adresse; eine der Dateien umbenennen [collision]"
    )
    assert problems_of({"content/index.md": "# x\n", "content/index/index.md": "# x\n"}) != []
    assert problems_of({"content/kataloge/probe/2026/a/index.md": "# x\n"})[0].startswith(
        "content/kataloge/probe/2026/a/index.md:1:1 coll"
    )


def test_a_few_missing_ratings_are_named_many_counted() -> None:
    five = book_of({PATH: SHEET.replace("{a: foerdernd, b: kein-effekt, c: hemmend}", "{a: foerdernd}")})
    assert [each.found for each in five.problems] == ["ohne Bewertung: „b“, „c“"]


def test_texts_of_catalogues_are_no_pages_of_their_own() -> None:
    folder = PROBE.rsplit("/", 1)[0]
    assert problems_of({f"{folder}/index.md": "# Probekatalog\n"}) == []


def test_help_texts() -> None:
    folder = PROBE.rsplit("/", 1)[0]
    files = {
        PROBE: BASE[PROBE].replace("licence:", "guidance: [Warum, 'Maßnahmen, die helfen']\nlicence:"),
        f"{folder}/a.md": "# Kriterium A\n\n## Warum\n\n## Massnahmen, die helfen\n",
        f"{folder}/b.md": "# Kriterium B #\n\nText\n\n## Warum ##\n\n## Maßnahmen, die helfen\n\n### Mehr\n",
        f"{folder}/c.md": "Text zuerst\n",
    }
    book = book_of(files)
    assert [(problem.place.path[-4:], problem.remedy) for problem in book.problems] == [
        ("a.md", "meinten Sie „Massnahmen, die helfen“?"),
        ("c.md", "Überschrift dem Katalog angleichen oder umgekehrt"),
        ("c.md", "Abschnitt ergänzen"),
        ("c.md", "Abschnitt ergänzen"),
    ]


def test_frozen_editions_stay_as_they_are() -> None:
    published = {PROBE: BASE[PROBE].replace("status: draft", "status: retired")}
    folder = PROBE.rsplit("/", 1)[0]
    list_ = "".join(f"{digest}  {name}\n" for name, digest in sums(folder, tree_of(published).checksums).items())
    frozen = {**published, f"{folder}/SHA256SUMS": list_}
    assert problems_of(frozen) == []
    changed = problems_of({**frozen, PROBE: published[PROBE] + "\n"})
    assert changed == [f"{PROBE}:1:1 frozen: „catalogue.yml“ ist verändert"]
    added = problems_of({**frozen, f"{folder}/index.md": "# Probekatalog\n"})
    assert added == [f"{folder}/index.md:1:1 frozen: „index.md“ ist hinzugekommen"]


def test_missing_criteria_are_counted() -> None:
    many = "".join(f"  - {{id: k{number}, field: feld, title: K, question: K?, scale: wirkung}}\n" for number in range(7))
    book = book_of({PROBE: BASE[PROBE] + many, PATH: SHEET})
    assert book.problems[0].found == "ohne Bewertung: „k0“, „k1“, „k2“, „k3“, „k4“ und 2 weitere"
    assert "musterort/radweg" in book.entries


def test_made_up_and_real_are_never_mixed() -> None:
    taken = SHEET + "origin: taken-over\nsources: [https://example.org/]\n"
    assert problems_of({PATH: taken})[0].startswith(f"{PATH}:5:1 municipality: „Musterort“ ist erfunden")
    assert problems_of({PATH: taken, TOWN: "name: Ort\nkind: Stadt\nmade_up: false\n"}) == []


def test_nothing_takes_the_place_of_older_pages() -> None:
    town = "name: Archiv\nkind: Stadt\nmade_up: true\n"
    found = problems_of(
        {
            "assessments/archiv/municipality.yml": town,
            "assessments/archiv/1.yml": SHEET,
            "assessments/archiv/a.yml": SHEET.replace("03", "04"),
        }
    )
    (only,) = found
    assert only.startswith("assessments/archiv/1.yml:1:1 collision: ")
    assert "„ergebnisse/archiv/1“" in only


def test_whoever_could_not_tell_says_why_wherever_a_level_asks_for_something() -> None:
    """Also where it asks for evidence or alternatives alone: else the word would be the way around them."""
    sheet = SHEET.replace("a: foerdernd", "a: cannot-tell")
    scale = "Wirkt es auf A?, scale: wirkung"
    for key, what in (("evidence", "einen Nachweis"), ("alternatives", "geprüfte Alternativen"), ("reason", "sie")):
        probe = BASE[PROBE].replace(scale, f"{scale}, requires: {{{key}: [hemmend]}}")
        (problem,) = book_of({PROBE: probe, PATH: sheet}).problems
        assert (problem.rule, problem.allowed) == (
            "requirement",
            f"mit Begründung, weil der Katalog {what} bei „hemmend“ verlangt",
        )
        told = sheet.replace("a: cannot-tell", "a: {level: cannot-tell, reason: Es fehlt eine Messung.}")
        assert problems_of({PROBE: probe, PATH: told}) == []
    assert problems_of({PATH: sheet}) == []


def test_only_what_was_taken_over_may_be_unreadable() -> None:
    sheet = SHEET.replace("a: foerdernd", "a: not-recovered")
    assert problems_of({PATH: sheet}) == [
        f"{PATH}:4:14 non-value: „a“ ist „not-recovered“, und die Prüfung ist die eigene der Kommune"
    ]
    taken = sheet + "origin: taken-over\nsources: [https://ris.beispiel.de/1]\n"
    real = BASE[TOWN].replace("made_up: true", "made_up: false")
    assert not any("not-recovered" in each for each in problems_of({PATH: taken, TOWN: real}))


def test_notes_of_those_who_took_over_stand_only_where_somebody_did() -> None:
    assert problems_of({PATH: SHEET + "note: Wie erschlossen.\n"}) == [
        f"{PATH}:5:1 transcription: „note“ ist die Anmerkung derer, die die Prüfung übernommen haben; übernommen ist sie nicht"
    ]


def test_an_empty_text_is_no_entry() -> None:
    """Where one is required it is missing, elsewhere it says as little as null; a group without entries says nothing."""
    for empty in ('""', '"  "', "''", "null"):
        assert problems_of({PATH: SHEET.replace("title: Radweg", f"title: {empty}")}) == [
            f"{PATH}:2:30 missing-key: „title“ ist leer"
        ]
        assert problems_of({PATH: SHEET + f"unit: {empty}\npaper: {{number: {empty}, url: https://ris.beispiel.de/1}}\n"}) == []
    assert problems_of({PATH: SHEET + "paper: {}\n"}) == [f"{PATH}:5:8 empty-group: die Gruppe ist leer"]
    assert problems_of({PATH: SHEET + "decision: {}\n"}) == [f"{PATH}:5:11 missing-key: die Angabe „text“ fehlt"]
