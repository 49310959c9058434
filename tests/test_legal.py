"""Impressum, Datenschutz, Barrierefreiheit, Lizenz: filled in from one file, checked before anything is published."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import problems_of, tree_of
from pruefbuch import reports, texts
from pruefbuch.book import load_context
from pruefbuch.engine.session import Session
from pruefbuch.markup import plain
from pruefbuch.model.operators import ENTRIES, LINES, TEXTS, DataLicence, Operator
from pruefbuch.render import legal
from pruefbuch.rules.legal import FOLDER, OPERATOR, PAGES, check, unpublishable

ROOT = Path(__file__).parent.parent
SHIPPED = (ROOT / OPERATOR).read_text("utf-8")
GOOD = (
    "".join(f"{key}: Wert von {key}\n" for key in (*LINES, *TEXTS))
    + "enforcement_url: https://land.de/stelle\nstate: TH\neasy_language: false\ndata_licence: dl-de/by-2-0\n"
)


def operator(text: str = GOOD) -> Operator:
    found = load_context(tree_of({OPERATOR: text})).operator
    assert found is not None
    return found


def test_a_page_names_what_the_operator_has_written() -> None:
    page = "**${name}**, [${email}](mailto:${email}), [${data_licence}](${data_licence_url}), ${hosting}"
    assert legal.filled(page, operator()) == (
        "**Wert von name**, [Wert von email](mailto:Wert von email), [Datenlizenz Deutschland &#45; Namensnennung]".replace(
            "&#45; Namensnennung", "– Namensnennung – Version 2.0"
        )
        + "(https://www.govdata.de/dl&#45;de/by&#45;2&#45;0), Wert von hosting"
    )
    assert legal.filled("a ${name} b", None) == "a  b"


def test_all_entries_are_there_and_every_licence_has_its_address() -> None:
    assert set(operator().texts) == set(ENTRIES)
    assert all(licence.link.title and licence.link.url for licence in DataLicence)
    assert operator(GOOD.replace("easy_language: false", "easy_language: true")).easy_language


@given(st.text(st.sampled_from("abc *_`[]()<>&#!\\~|{}-+."), min_size=1))
def test_lines_stay_what_they_are(text: str) -> None:
    """Whatever stands in a line, Markdown shows it and does nothing with it."""
    import markdown

    shown = Operator({"name": text}, easy_language=False)
    html = markdown.markdown(legal.filled("x${name}x", shown))
    assert plain(html).split() == f"x{text}x".split()
    assert html.startswith("<p>x") and html.count("<") == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("name: Wert von name\n", ""), "1:1 missing-key: die Angabe „name“ fehlt"),
        (("state: TH", "state: XX"), "14:8 unknown-word: das Land „XX“ gibt es nicht"),
        (("https://land.de/stelle", "javascript:alert(1)"), "13:18 not-a-url"),
        (("dl-de/by-2-0", "gemeinfrei"), "16:15 unknown-word: für „data_licence“ das Wort „gemeinfrei“ gibt es nicht"),
        (("easy_language: false", "easy_language: nein"), "15:16 not-a-flag: „easy_language“ ist „nein“"),
        (("state: TH", "state: RP"), "15:16 easy-language: „easy_language“ ist false; in RP verlangt das Landesrecht"),
        (("state: TH", "state: TH\nextra: x"), "15:1 unknown-key: die Angabe „extra“ gibt es nicht"),
        (("Wert von name", "‹Name›"), "1:7 legal: noch auszufüllen, an 1 Stelle: „‹Name›“ ist ein Platzhalter"),
    ],
)
def test_what_can_be_wrong_with_operator_yml(change: tuple[str, str], problem: str) -> None:
    (found,) = problems_of({OPERATOR: GOOD.replace(*change)})
    assert found.startswith(f"{OPERATOR}:{problem}")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-11-30", "30. November 2026"),
        ("2026-11", "November 2026"),
        ("2026", "2026"),
        ("30. November 2026", "30. November 2026"),
        ("im Herbst", "im Herbst"),
    ],
)
def test_a_date_is_printed_in_german(written: str, shown: str) -> None:
    dated = operator(GOOD.replace("Wert von statement_date", written))
    texts.speak("en")
    try:
        assert legal.filled("am ${statement_date}", dated) == f"am {shown}"
    finally:
        texts.speak("de")


@pytest.mark.parametrize("written", ["2026-02-31", "31.02.2026"])
def test_a_date_that_the_calendar_does_not_have(written: str) -> None:
    (problem,) = problems_of({OPERATOR: GOOD.replace("Wert von statement_date", written)})
    assert problem.startswith(f"{OPERATOR}:10:17 not-a-date: „statement_date“ ist „{written}“: den 31. Februar gibt es nicht")


def test_an_entry_that_does_not_exist() -> None:
    assert problems_of({f"{FOLDER}impressum.md": "# Impressum\n\n${nane} und ${name}\n"}) == [
        f"{FOLDER}impressum.md:3:1 legal: die Angabe „${{nane}}“ gibt es nicht"
    ]


def test_what_stops_a_publication() -> None:
    files = {OPERATOR: GOOD, **dict.fromkeys(PAGES, "# x\n\n${name}\n")}
    assert [*unpublishable(tree_of(files), {"mkdocs.yml": "site_url: https://stadt.de/\n"})] == []
    assert [each.place.path for each in unpublishable(tree_of({}), {})] == [OPERATOR, *PAGES]
    open_ = {**files, OPERATOR: GOOD.replace("Wert von name", "‹Name›  # ‹auch›"), PAGES[0]: "# x\n\nfrei: ‹Text›\n"}
    found = [*unpublishable(tree_of(open_), {"mkdocs.yml": "a: b\nsite_url: https://x.example.org/\n"})]
    assert [tuple(each.place) for each in found] == [(PAGES[0], 3, 7), (OPERATOR, 1, 7), ("mkdocs.yml", 2, 21)]
    assert [reports.text(each).partition(": ")[2] for each in (found[0], next(unpublishable(tree_of({}), {})))] == [
        "Fehler: „‹Text›“ ist ein Platzhalter; vor der Veröffentlichung die eigenen Angaben; ausfüllen [legal]",
        "Fehler: die Datei fehlt; jede Seite im Netz braucht sie; aus der Vorlage von Prüfbuch übernehmen [legal]",
    ]


def test_a_placeholder_over_two_lines_is_one() -> None:
    (found,) = unpublishable(tree_of({OPERATOR: GOOD + "x: >-\n  ‹Was\n  fehlt?›\n", **dict.fromkeys(PAGES, "# x\n")}), {})
    assert (found.place.line, found.found) == (18, "„‹Was fehlt?›“ ist ein Platzhalter")


def test_no_page_needs_the_one_that_can_be_switched_off() -> None:
    """A link to it would stop the publication of everybody who leaves it out."""
    pages = [path for path in (ROOT / "content").rglob("*.md") if "leichte-sprache.md" in path.read_text("utf-8")]
    assert [path.name for path in pages] == []


def test_the_declaration_of_accessibility_has_the_parts_it_must_have() -> None:
    """The model of the Commission (2018/1523): scope, conformance, what is not accessible, date and method, feedback, enforcement."""
    text = (ROOT / "content/rechtliches/barrierefreiheit.md").read_text("utf-8")
    assert "Die Erklärung gilt für" in text and "Selbstbewertung" in text
    for entry in ("accessibility_gaps", "statement_date", "feedback", "phone", "enforcement", "enforcement_url"):
        assert f"${{{entry}}}" in text, entry
    assert "vollständig, teilweise oder nicht" in SHIPPED.lower()


def test_one_place_and_two_to_fill_in() -> None:
    one, two = ([*check({}, {}, {}, tree_of({PAGES[0]: text}))] for text in ("‹a›", "‹a› ‹b›"))
    assert "an 1 Stelle: " in one[0].found and "an 2 Stellen: " in two[0].found
    (unknown,) = check({}, {}, {}, tree_of({PAGES[0]: "${ganz-anderes}"}))
    assert unknown.remedy == "eine der Angaben aus operator.yml einsetzen"


def test_the_shipped_file_is_sound_but_not_filled_in() -> None:
    (hint,) = problems_of({OPERATOR: SHIPPED})
    assert " legal: noch auszufüllen, an 14 Stellen" in hint


@pytest.mark.parametrize(("easy", "left_out"), [("true", False), ("false", True)])
def test_leichte_sprache_is_a_switch(tmp_path: Path, easy: str, left_out: bool) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / "assessments").mkdir()
    (tmp_path / OPERATOR).write_text(GOOD.replace("easy_language: false", f"easy_language: {easy}"), "utf-8")
    for name in ("index.md", "rechtliches/leichte-sprache.md"):
        (tmp_path / "content" / name).write_text("# Seite\n", "utf-8")
    session = Session.begin(tmp_path, (ROOT / "theme_overrides" / "pruefbuch",), "https://x.de/", tmp_path / "site")
    assert session.is_left_out("rechtliches/leichte-sprache.md") == left_out
    assert (
        session.is_left_out("rechtliches/operator.yml")
        and session.is_left_out("sitemap.xml")
        and not session.is_left_out("index.md")
    )
    assert session.fill_in("rechtliches/impressum.md", "${name}") == "Wert von name"
    assert session.fill_in("index.md", "${name}") == "${name}"
    session.give_up()
