"""The page of a municipality and its reports: half-years, what is still to be done, which fields were touched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import book_of
from printed import bare_cards, new_printer, pages_of, register_of
from pruefbuch.book import Book
from pruefbuch.markup import plain
from pruefbuch.model.common import PartialDate
from pruefbuch.render import report_items
from pruefbuch.summary import briefs
from pruefbuch.texts import speak
from pruefbuch.views import council, followups
from pruefbuch.views.council import PeriodResults, paged
from pruefbuch.views.followups import FollowUps, follow_ups_page
from pruefbuch.views.municipalities import municipality_view
from pruefbuch.views.periods import Period, period_of
from pruefbuch.views.register import Register

TOWN = "assessments/musterort/"


def sheet(subject: str, date: str, measures: str = "", more: str = "", levels: str = "foerdernd kein-effekt hemmend") -> str:
    """An assessment by the probe catalogue, with the measures of criterion b."""
    a, b, c = levels.split()
    b = f"{{level: {b}, measures: [{measures}]}}" if measures else b
    about = f"{{id: {subject}, title: Vorhaben {subject}, kind: paper, digital: true}}"
    return f"catalogue: probe@2026\nsubject: {about}\ndate: {date}\n{more}ratings: {{a: {a}, b: {b}, c: {c}}}\n"


def book(files: Mapping[str, str]) -> Book:
    """A book of these assessments of one town."""
    found = book_of({f"{TOWN}{name}.yml": text for name, text in files.items()})
    assert found.errors == ()
    return found


def text_of(found: Book, uri: str) -> str:
    """A page as it is read."""
    return " ".join(plain(pages_of(found)[uri].html).split())


# -- half-years --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "period", "label", "part"),
    [
        (PartialDate(2026, 1, 1), Period(2026, 1), "1. Halbjahr 2026", "h-2026-1"),
        (PartialDate(2026, 6, 30), Period(2026, 1), "1. Halbjahr 2026", "h-2026-1"),
        (PartialDate(2026, 7), Period(2026, 2), "2. Halbjahr 2026", "h-2026-2"),
        (PartialDate(2026, 12, 31), Period(2026, 2), "2. Halbjahr 2026", "h-2026-2"),
        (PartialDate(2026), Period(2026), "2026, Halbjahr unbekannt", "h-2026"),
        (None, Period(), "Ohne Datum", "h-0"),
    ],
)
def test_every_date_has_a_period(date: PartialDate | None, period: Period, label: str, part: str) -> None:
    assert period_of(date) == period
    assert (period.label, period.part) == (label, part)


def test_periods_speak_the_language_of_the_surface() -> None:
    speak("en")
    assert [Period(2026, half).label for half in range(3)] == [
        "2026, half-year unknown",
        "First half of 2026",
        "Second half of 2026",
    ]
    speak("de")


def held(counts: list[int]) -> list[PeriodResults]:
    """Periods with so many results each; what the results say does not matter here."""
    return [PeriodResults(Period(2000 + number), (None,) * count) for number, count in enumerate(counts)]  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 90), max_size=30), st.integers(1, 90))
def test_a_full_page_of_reports_never_changes(counts: list[int], newer: int) -> None:
    found, more = paged(held(counts)), paged(held([*counts, newer]))
    assert [each for page in found for each in page.periods] == held(counts)
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    for page in found[:-1]:
        assert sum(len(each.cards) for each in page.periods) >= council.FULL
        assert sum(len(each.cards) for each in page.periods[:-1]) < council.FULL
    assert more[: len(found) - 1] == found[:-1]


# -- what is still to be done ------------------------------------------------------------------------------------------

MEASURES = {
    "a-2024": sheet("a", "2024-05", "{text: Alt, state: planned, due: 2025-01}"),
    "a-2026": sheet(
        "a",
        "2026-02",
        "{text: Irgendwann, state: planned}, {text: Im Jahr, state: running, due: 2026}, {text: Im Juni, state: planned, due: 2026-06},"
        "{text: Am Ersten, state: running, due: 2026-06-01}, {text: Getan, state: done, due: 2026-01}, {text: Nicht mehr, state: dropped}",
    ),
    "b": sheet("b", "2026-03", "{text: Zurück, state: planned}", "status: withdrawn\nstatus_reason: Irrtum.\n"),
    "c-1": sheet(
        "c", "2025-03", "{text: Ersetzt, state: planned}", "status: superseded\nstatus_reason: Neu.\nsuperseded_by: c-2\n"
    ),
    "c-2": sheet("c", "2025-04"),
    "d-1": sheet("d", "2025-07", "{text: Gilt wieder, state: planned, due: 2027}"),
    "d-2": sheet("d", "2026-04", "{text: Falsch, state: planned}", "status: withdrawn\nstatus_reason: Irrtum.\n"),
}


def todo(found: Book, number: int = 1) -> FollowUps:
    """A page of the follow-ups of the town."""
    register = Register.of(found, bare_cards(found))
    return follow_ups_page("musterort", number, register.of_municipality["musterort"], found)


def test_only_the_newest_assessment_that_holds_brings_follow_ups() -> None:
    """Not one that was withdrawn or superseded, not an older one of the same subject; where the newest was withdrawn, the one before."""
    found = todo(book(MEASURES))
    assert [(group.label, [(row.text, row.due or "–", row.state) for row in group.rows]) for group in found.groups] == [
        ("1. Halbjahr 2026", [("Am Ersten", "1. Juni 2026", "läuft"), ("Im Juni", "Juni 2026", "geplant")]),
        ("2026, Halbjahr unbekannt", [("Im Jahr", "2026", "läuft")]),
        ("2027, Halbjahr unbekannt", [("Gilt wieder", "2027", "geplant")]),
        ("ohne Termin", [("Irgendwann", "–", "geplant")]),
    ]
    assert (found.open, found.done, found.dropped, found.pages) == (5, 1, 1, ())


def test_a_follow_up_leads_to_its_rating() -> None:
    row = todo(book(MEASURES)).groups[0].rows[0]
    assert row.criterion.href == "../../ergebnisse/musterort/a-2026/#k-b"
    assert (row.subject.text, row.date, row.day) == ("Vorhaben a", "Februar 2026", "2026-06-01")


def test_many_follow_ups_have_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followups, "SIZE", 2)
    found = book(MEASURES)
    pages = [todo(found, number) for number in (1, 2, 3)]
    assert [[row.text for group in page.groups for row in group.rows] for page in pages] == [
        ["Am Ersten", "Im Juni"],
        ["Im Jahr", "Gilt wieder"],
        ["Irgendwann"],
    ]
    assert [each.text for each in pages[0].pages] == [
        "1: 1. Juni 2026 – Juni 2026",
        "2: 2026 – 2027",
        "3: ohne Termin – ohne Termin",
    ]
    here = "https://example.org/kommunen/musterort/folgeschritte/2/"
    assert [each.href and urljoin(here, each.href) for each in pages[1].pages] == [
        "https://example.org/kommunen/musterort/#folgeschritte",
        "",
        "https://example.org/kommunen/musterort/folgeschritte/3/#folgeschritte",
    ]
    made = pages_of(found)
    assert {"kommunen/musterort/folgeschritte/2.md", "kommunen/musterort/folgeschritte/3.md"} <= made.keys()
    assert "Gilt wieder" in made["kommunen/musterort/folgeschritte/2.md"].html
    assert "Gilt wieder" not in made["kommunen/musterort.md"].html


def test_where_nothing_is_left_to_do_it_is_said() -> None:
    assert "Keine offenen Folgeschritte. Keine gültige Prüfung nennt eine Maßnahme." in text_of(
        book({"a": sheet("a", "2026")}), "kommunen/musterort.md"
    )
    done = book({"a": sheet("a", "2026", "{text: Messen, state: done}")})
    assert "Keine offenen Folgeschritte. Erledigt: 1, aufgegeben: 0." in text_of(done, "kommunen/musterort.md")
    assert "Folgeschritte" not in text_of(book({}), "kommunen/musterort.md")


# -- the page ----------------------------------------------------------------------------------------------------------


def test_the_timeline_counts_every_result_once_and_leads_to_its_report() -> None:
    found = book(MEASURES | {"u": sheet("u", "unknown")})
    pages = pages_of(found)
    renderer = new_printer()
    view = municipality_view(found.municipalities["musterort"], register_of(found, renderer))
    assert [(each.name.text, each.number) for each in view.periods] == [
        ("1. Halbjahr 2026", 3),
        ("2. Halbjahr 2025", 1),
        ("1. Halbjahr 2025", 2),
        ("1. Halbjahr 2024", 1),
        ("Ohne Datum", 1),
    ]
    assert sum(each.number for each in view.periods) == len(found.entries)
    assert [each.width for each in view.periods] == ["240", "80", "160", "80", "80"]
    for each in view.periods:
        path, _, part = each.name.href.partition("#")
        assert part in pages[f"kommunen/musterort/{path.rstrip('/')}.md"].anchors


def test_fields_that_were_touched_lead_to_their_results() -> None:
    found = book({"a": sheet("a", "2026"), "b": sheet("b", "2026", levels="kein-effekt kein-effekt kein-effekt")})
    renderer = new_printer()
    (group,) = municipality_view(found.municipalities["musterort"], register_of(found, renderer)).fields
    assert group.edition == "Probekatalog, Ausgabe 2026"
    assert [(each.name.text, each.number) for each in group.fields] == [("Feld", 1)]
    assert group.fields[0].name.href == "../../ergebnisse/?municipality=musterort&field=probe@2026/feld"


# -- reports -----------------------------------------------------------------------------------------------------------


def reports(found: Book, uri: str = "kommunen/musterort/bericht/1.md") -> dict[str, str]:
    """The reports on a page as they are read, by their part."""
    parts = re.findall(r'<section class="pb-report" id="([^"]+)"(.*?)</section>', pages_of(found)[uri].html, re.DOTALL)
    return {part: " ".join(plain(f"<p{html}").split()) for part, html in parts}


def test_a_report_says_what_the_book_says() -> None:
    text = reports(book(MEASURES | {"c-2": sheet("c", "2025-04", more="decision: {text: vertagt, date: 2025-05-06}\n")}))[
        "h-2025-1"
    ]
    for part in (
        "1. Halbjahr 2025",
        "alle Nachhaltigkeitsprüfungen aus Musterort",
        "Geprüft 2 davon inzwischen ersetzt: 1 Beantwortete Fragen 6 von 6 Mit Zielkonflikt 0",
        "Vorhaben c März 2025 · Vorlage, digital · Probekatalog, Ausgabe 2026 · ersetzt · neuere Prüfung: April 2025",
        "Beschluss: vertagt, 6. Mai 2025",
        "Keine gültige Prüfung dieses Berichts nennt eine Maßnahme.",
        "Ersetzt und zurückgezogen Vorhaben c, März 2025: ersetzt. Neu. Neuer ist: April 2025",
        "Katalog: Probekatalog, Ausgabe 2026. Eigener Wortlaut – kein amtlicher Katalog",
        "Der Bericht gibt das Prüfbuch so wieder, wie es eingetragen ist.",
        "https://pruefbuch.example.org/kommunen/musterort/bericht/1/#h-2025-1",
    ):
        assert part in text, part


def test_what_was_withdrawn_is_named_and_not_counted() -> None:
    text = reports(book(MEASURES))["h-2026-1"]
    assert "Geprüft 1 Zurückgezogen 2 Beantwortete Fragen 3 von 3" in text
    assert text.count("Vorhaben b") == 1
    assert "Vorhaben b, März 2026: zurückgezogen. Irrtum." in text
    assert "Neuer ist: Juli 2025" in text  # what holds again is an older one
    assert "Falsch" not in text and "Zurück," not in text


def test_measures_of_other_half_years_that_fall_due_are_named() -> None:
    files = {
        "alt": sheet(
            "alt", "2025-08", "{text: Nachmessen, state: done, due: 2026-02}, {text: Dämmen, state: planned, due: 2027-02}"
        ),
        "neu": sheet("neu", "2026-03", "{text: Jetzt, state: planned, due: 2026-05}"),
    }
    first = reports(book(files))["h-2026-1"]
    own, _, due = first.partition("1. Halbjahr 2026: fällig, aus anderen Prüfungen")
    assert "Jetzt Mai 2026" in own and "Nachmessen" not in own
    assert "Nachmessen Februar 2026 ● erledigt" in due and "Dämmen" not in due
    assert "fällig" not in reports(book(files))["h-2025-2"]


def test_without_a_half_year_a_report_says_so() -> None:
    found = book({"a": sheet("a", "2026"), "b": sheet("b", "unknown"), "c": sheet("c", "2026-09")})
    assert list(reports(found)) == ["h-2026-2", "h-2026", "h-0"]
    assert "nicht bekannt, in welchem Halbjahr" in reports(found)["h-2026"]
    html = pages_of(found)["kommunen/musterort/bericht/1.md"].html
    assert 'sie stehen hier: <a href="#h-0">Ohne Datum</a>, <a href="#h-2026">2026, Halbjahr unbekannt</a>' in html


def test_many_results_make_more_pages_of_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(council, "FULL", 2)
    found = book({f"p-{number}": sheet(f"p-{number}", f"20{10 + number}-01") for number in range(5)})
    pages = {uri: page for uri, page in pages_of(found).items() if "/bericht/" in uri}
    assert [list(reports(found, uri)) for uri in pages] == [["h-2011-1", "h-2010-1"], ["h-2013-1", "h-2012-1"], ["h-2014-1"]]
    middle = pages["kommunen/musterort/bericht/2.md"].html
    assert 'musterort/bericht/3/">neuere Berichte</a>' in middle and 'musterort/bericht/1/">ältere Berichte</a>' in middle
    assert "neuere Berichte" not in pages["kommunen/musterort/bericht/3.md"].html


def test_a_long_list_of_unknowns_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "NAMED", 2)
    unknown = "unanswered"
    some = book({"a": sheet("a", "2026-01", levels=f"foerdernd {unknown} {unknown}")})
    assert "Nicht bekannt: Kriterium B, Kriterium C" in reports(some)["h-2026-1"]
    assert "weitere" not in reports(some)["h-2026-1"]
    many = book({"a": sheet("a", "2026-01", levels=f"{unknown} {unknown} {unknown}")})
    assert "Nicht bekannt: Kriterium A, Kriterium B und 1 weitere" in reports(many)["h-2026-1"]


def test_drawn_lines_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_items, "MOST", 1)
    found = book({"a": sheet("a", "2026")})
    drawn: list[report_items.DimensionLine] = []

    def draw(line: report_items.DimensionLine) -> bytes:
        drawn.append(line)
        return line.answered.encode()

    scheme = report_items.EditionReader(found.catalogues["probe@2026"], draw)
    assert [scheme.lines(part) for part in ("1/2", "1/2", "2/2", "1/2")] == ["1 von 2", "1 von 2", "2 von 2", "1 von 2"]
    assert len(drawn) == 3
