"""Pages can be read: sentences are short enough, and what measures them knows a sentence."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from prose import Sentence, main, mean, sentences
from pruefbuch import tree
from pruefbuch.book import OFFERS, load_context
from pruefbuch.model.catalogues import Catalogue

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "content").rglob("*.md"))


class Bound(NamedTuple):
    """How long sentences of a page, or of the pages in a folder, may be, in words."""

    path: str
    mean: int
    longest: int


BOUNDS = (
    Bound("content/rechtliches/leichte-sprache.md", 8, 12),
    Bound("content/leitfaden/", 12, 25),
    Bound("content/kataloge/", 16, 33),
    Bound("content/", 15, 30),
)
"""the first that fits holds"""


def complaints(path: str, text: str) -> list[str]:
    """What is too long on a page: file, line, the sentence."""
    bound = next(each for each in BOUNDS if path.startswith(each.path))
    found = sentences(text)
    long = [each for each in found if each.length > bound.longest]
    lines = [f"{path}:{each.line}: {each.length} Wörter, höchstens {bound.longest}: {each.text}" for each in long]
    if mean(found) > bound.mean:
        lines.append(f"{path}:1: im Mittel {float(mean(found)):.1f} Wörter je Satz, höchstens {bound.mean}")
    return lines


@pytest.mark.parametrize("path", [path.relative_to(ROOT).as_posix() for path in PAGES])
def test_pages_are_readable(path: str) -> None:
    assert complaints(path, (ROOT / path).read_text("utf-8")) == []


def catalogue_texts(catalogue: Catalogue) -> str:
    """What catalogue.yml lets readers read, as paragraphs."""
    texts = [catalogue.notice, catalogue.edition.changes]
    texts += [level.description for scale in catalogue.scales for level in scale.levels]
    texts += [each.description for each in catalogue.dimensions] + [each.description for each in catalogue.fields]
    texts += [each.description for each in catalogue.stages] + [each.description for each in catalogue.exemptions]
    for criterion in catalogue.criteria:
        texts += [criterion.question, *criterion.level_texts.values(), criterion.note]
    return "\n\n".join(texts)


def test_what_stands_in_data_is_readable_too() -> None:
    context = load_context(tree.read(ROOT))
    found = {each.path: catalogue_texts(each) for each in context.catalogues.values()}
    found[OFFERS] = "\n\n".join(offer.description for offer in context.offers)
    assert len(found) == 8
    assert all(len(sentences(text)) > 10 for text in found.values())
    assert [line for path, text in found.items() for line in complaints(path, text)] == []


def test_a_complaint_names_page_line_and_sentence() -> None:
    long = "Dieser Satz " + "hat " * 24 + "Wörter."
    text = f"# Titel\n\nKurz ist gut.\n{long}\n"
    assert complaints("content/leitfaden/x.md", text) == [
        f"content/leitfaden/x.md:4: 27 Wörter, höchstens 25: {long}",
        "content/leitfaden/x.md:1: im Mittel 27.0 Wörter je Satz, höchstens 12",
    ]
    assert complaints("content/x.md", text) == ["content/x.md:1: im Mittel 27.0 Wörter je Satz, höchstens 15"]
    assert complaints("content/kataloge/x.md", text)[0].startswith("content/kataloge/x.md:1: im Mittel")


# -- what measures ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eins. Zwei! Drei?", ["Eins.", "Zwei!", "Drei?"]),
        ("„Ja.“ Sie sagte: Nein.", ["„Ja.", "Sie sagte: Nein."]),
        (
            "Das gilt, z. B. Apps, d. h. Programme nach Nr. 5 Abs. 2.",
            ["Das gilt, z. B. Apps, d. h. Programme nach Nr. 5 Abs. 2."],
        ),
        ("Bis zum 5. Mai 2027. Danach 1. sofort.", ["Bis zum 5. Mai 2027.", "Danach 1. sofort."]),
        ("Ab 0,5. Die Stufe gilt.", ["Ab 0,5.", "Die Stufe gilt."]),
        ("Stand 24.3.2026 ist da.", ["Stand 24.3.2026 ist da."]),
        ("Ein K.-o.-Kriterium begrenzt. `no` bleibt.", ["Ein K.-o.-Kriterium begrenzt.", "`no` bleibt."]),
        ("Ein [Link. Mit Punkt](https://a.example/b.%20C) zählt. Gut.", ["Ein Link.", "Mit Punkt zählt.", "Gut."]),
        ("[Erster](a.md) Satz. [Zweiter](b.md) Satz.", ["Erster Satz.", "Zweiter Satz."]),
        ("**Fett.** Dünn.", ["**Fett.", "Dünn."]),
        ("- Eins\n- Zwei.\n  Weiter\n1. Drei", ["Eins", "Zwei.", "Weiter", "Drei"]),
        ("> Zitat\n> geht weiter", ["Zitat", "geht weiter"]),
        ("Ein Plan  \nhat: \nzwei Zeilen", ["Ein Plan", "hat: zwei Zeilen"]),
        ("# Kein Satz\n\nEin Satz", ["Ein Satz"]),
        ("---\ntitle: Kein Satz.\n---\n\nEin Satz", ["Ein Satz"]),
        ("Vorher\n\n```yaml\nkein: Satz.\n```\n\nNachher", ["Vorher", "Nachher"]),
        ("| Kopf | Zwei |\n|---|--:|\n| Zelle. Noch eine | [Link](a.md) |", ["Kopf", "Zwei", "Zelle.", "Noch eine", "Link"]),
        ("", []),
        ("– …", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [each.text for each in sentences(text)] == expected


def test_places_are_those_of_the_page() -> None:
    text = "---\na: b\n---\n# Titel\n\nEins ist\nlang. Zwei [geht\nweiter](https://a.example/\nb) hier.\nDrei.\n\n| a |\n|---|\n| b |\n"
    assert [(each.line, each.text) for each in sentences(text)] == [
        (6, "Eins ist lang."),
        (7, "Zwei geht weiter hier."),
        (10, "Drei."),
        (12, "a"),
        (14, "b"),
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Rund 6 000 Menschen", 3),
        ("Wert −1,57 – oder 0,5", 4),
        ("Der Befehl `pruefbuch new` hilft", 4),
        ("nach Nr. 5 und z. B. Apps", 6),
        ("Bürgerinnen und Bürger (auch Gäste)", 5),
    ],
)
def test_length(text: str, length: int) -> None:
    assert sentences(text)[0].length == length


def test_fragments_and_cells_make_no_page_easier() -> None:
    assert mean(sentences("Das sind genau fünf Wörter. Kurz. | a |\n\n| eins zwei drei vier |\n|---|\n")) == 5
    assert mean(sentences("Kurz.")) == 0
    assert mean([Sentence(1, "", 4, True), Sentence(2, "", 5, True)]) == Fraction(9, 2)


def test_the_helper_lists_the_longest(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("Kurz.\n\nDas sind genau fünf Wörter.\n\nA b. C d. E f. G h. I j.\n", "utf-8")
    main([str(page)])
    assert capsys.readouterr().out.splitlines() == [
        f"{page}: 7 Sätze, im Mittel 5.0 Wörter",
        f"  {page}:3: 5 Wörter: Das sind genau fünf Wörter.",
        *(f"  {page}:5: 2 Wörter: {text}" for text in ("A b.", "C d.", "E f.", "G h.")),
    ]
