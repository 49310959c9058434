"""The whole story: files in, a book out, whatever the files hold."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plots import BASE, PROBE, SHEET, book_of, problems_of, tree_of
from pruefbuch import tree
from pruefbuch.book import Changed, load

ROOT = Path(__file__).parent.parent
PATH = "assessments/musterort/radweg.yml"


def test_the_shipped_book_is_sound() -> None:
    book = load(tree.read(ROOT))
    assert book.errors == ()
    assert {"nh-digital@2026", "wernigerode@2021", "lueneburg@2022"} <= book.catalogues.keys()
    assert all(book.check(name).assessment.id == name for name in book.entries)


def test_one_sheet() -> None:
    book = book_of({PATH: SHEET})
    assert book.problems == ()
    assert book.check("musterort/radweg").assessment.catalogue == "probe@2026"
    assert book.entries["musterort/radweg"].answered == 3


def test_problems_of_all_files_come_in_one_run_in_order() -> None:
    found = problems_of({PATH: "a: 1\n", "assessments/musterort/app.yml": "b: 1\n", "assessments/leer/x.yml": SHEET})
    assert found == sorted(found)
    assert {line.split(":")[0] for line in found} == {
        PATH,
        "assessments/musterort/app.yml",
        "assessments/leer/municipality.yml",
    }


def test_a_sheet_of_an_unsound_catalogue_is_left_out_without_noise() -> None:
    broken = BASE[PROBE].replace("method: weighted-mean", "method: mittel")
    book = book_of({PATH: SHEET, PROBE: broken})
    assert book.entries == {}
    assert {problem.place.path for problem in book.problems} == {PROBE}


def test_files_elsewhere_are_no_sheets() -> None:
    book = book_of(
        {"content/index.md": "# Start\n", "assessments/musterort/tief/x.yml": SHEET, "assessments/Groß/x.yml": SHEET}
    )
    assert book.entries == {}


def test_catalogue_texts_come_without_their_heading() -> None:
    catalogue = BASE[PROBE].replace("licence:", "guidance: [Warum]\nlicence:")
    folder = PROBE.rsplit("/", 1)[0]
    texts = {f"{folder}/{name}.md": f"# Kriterium {name.upper()}\r\n\r\n## Warum\r\n\r\nDarum.\r\n" for name in "abc"}
    book = book_of({PROBE: catalogue, f"{folder}/index.md": "# Probekatalog\n\nEinleitung.\n", **texts})
    assert book.problems == ()
    found = book.catalogues["probe@2026"]
    assert found.intro == "Einleitung."
    assert found.criterion("a").guidance == "## Warum\n\nDarum."


def test_progress_names_each_sheet() -> None:
    seen: list[str] = []
    load(tree_of({PATH: SHEET}), seen.append)
    assert seen == [PATH]


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_of_keys_and_files_changes_nothing(chance: random.Random) -> None:
    lines = SHEET.splitlines()
    chance.shuffle(lines)
    second = {"assessments/musterort/zwei.yml": SHEET.replace("2026-03", "2026-05") + "unit: Amt\n"}
    files = {PATH: "\n".join(lines) + "\n", **second}
    shuffled, sheets = list(tree_of(files).texts.items()), list(tree_of(files).sheets)
    chance.shuffle(shuffled)
    chance.shuffle(sheets)
    book = load(tree_of(files)._replace(texts=dict(shuffled), sheets=tuple(sheets)))
    reference = book_of({PATH: SHEET, **second})
    assert book.problems == reference.problems == ()
    assert [book.check(name).result for name in book.entries] == [reference.check(name).result for name in reference.entries]
    assert list(book.entries) == sorted(book.entries)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_makes_the_book_throw(text: str) -> None:
    book = book_of({PATH: text, PROBE: BASE[PROBE] + text, "assessments/musterort/municipality.yml": text})
    assert all(problem.found for problem in book.problems)


def test_a_file_that_changes_while_the_book_is_open() -> None:
    tree_ = tree_of({PATH: SHEET})
    texts = dict(tree_.texts)
    book = load(tree_._replace(texts=texts))
    assert book.open("musterort/radweg").subject.title == "Radweg"
    texts[PATH] = "a: 1"
    for look in (book.check, book.open):
        with pytest.raises(Changed):
            look("musterort/radweg")
