"""Facts that contradict each other are named with both their places; towns of one name are told apart wherever they stand."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest

from plots import BASE, PROBE, SHEET, book_of, problems_of, tree_of
from printed import SITE, new_printer, pages_of, register_of
from pruefbuch.book import Book, load
from pruefbuch.exports.feed import feed
from pruefbuch.exports.geojson import geojson
from pruefbuch.exports.search_documents import of_book, of_result
from pruefbuch.model.common import PartialDate
from pruefbuch.render.page import Page
from pruefbuch.rules.frozen import sums
from pruefbuch.views.facets import facets

SOURCE = "source: https://example.org/"
TOWN = "assessments/musterort/"


def town(name: str, more: str = "", *, kind: str = "Stadt", made_up: bool = False) -> str:
    """A municipality.yml."""
    return f"name: {name}\nkind: {kind}\nmade_up: {str(made_up).lower()}\n{more}"


def state(letters: str) -> str:
    """The Land of a town, with the source that a real one needs."""
    return f"state: {letters}\nsources: [https://example.org/]\n"


def keys(*rows: str) -> str:
    """The keys of a town."""
    return "ags:\n" + "".join(f"  - {{{row}, {SOURCE}}}\n" for row in rows)


def of_towns(*texts: str) -> list[str]:
    """What is said of towns, in the folders a, b, c."""
    files = {f"assessments/{folder}/municipality.yml": text for folder, text in zip("abc", texts, strict=False)}
    return [line.removeprefix("assessments/") for line in problems_of(files)]


# -- dates -------------------------------------------------------------------------------------------------------------


def test_a_date_is_surely_before_another_in_every_reading() -> None:
    dates = [PartialDate(2024), PartialDate(2025, 1), PartialDate(2025, 2, 1), PartialDate(2025, 2, 2), PartialDate(2026)]
    assert all(one.surely_before(other) and not other.surely_before(one) for one, other in pairwise(dates))
    assert not PartialDate(2025).surely_before(PartialDate(2025, 6)) and not PartialDate(2025, 6).surely_before(
        PartialDate(2025)
    )


@pytest.mark.parametrize(
    ("day", "wrong"), [("2026-11-30", False), ("2026-12-01", False), ("2026-12-02", True), ("2026", False), ("2027", True)]
)
def test_where_the_day_is_known_nothing_has_happened_after_it(day: str, *, wrong: bool) -> None:
    dated = SHEET.replace("2026-03", day)
    decided = SHEET + f"decision: {{text: Ja., date: {day}}}\n"
    submitted = SHEET + f"paper: {{number: V 1, date: {day}}}\n"
    people = town("Musterort", f"population: {{count: 9, date: {day}}}\n", made_up=True)
    garden = f"title: Garten\ncategories: [food]\nplace: {{lat: 51.2, lon: 11.4}}\nfounded: {day}\n"
    cases = {
        f"{TOWN}radweg.yml:3": dated,
        f"{TOWN}radweg.yml:5": decided,
        f"{TOWN}radweg.yml:5 ": submitted,
        f"{TOWN}municipality.yml:4": people,
        f"{TOWN}initiatives/garten.yml:4": garden,
    }
    for place, text in cases.items():
        path, _, line = place.partition(":")
        errors = load(tree_of({path: text})._replace(today=date(2026, 11, 30))).errors
        assert [(error.place.path, error.place.line) for error in errors] == [(path, int(line))] * wrong
        assert all(f"das Datum {day}, nach heute (2026-11-30)" in error.found for error in errors)


@pytest.mark.parametrize(("status", "wrong"), [("retired", True), ("draft", False)])
def test_only_a_draft_says_when_it_is_to_come(status: str, *, wrong: bool) -> None:
    edition = BASE[PROBE].replace("{date: 2026, status: draft}", f"{{date: 2062, status: {status}}}")
    folder = PROBE.rpartition("/")[0]
    frozen = "".join(f"{digest}  {name}\n" for name, digest in sums(folder, tree_of({PROBE: edition}).checksums).items())
    files = tree_of({PROBE: edition, f"{folder}/SHA256SUMS": frozen} if wrong else {PROBE: edition})
    found = [(error.place.path, error.found) for error in load(files._replace(today=date(2026, 11, 30))).errors]
    fault = "die veröffentlichte Ausgabe hat das Datum 2062, nach heute (2026-11-30)"
    assert found == [(PROBE, fault)] * wrong


def of_years(*years: int) -> list[str]:
    """What is said where nobody knows the day of assessments of these years; the catalogue is of 2026."""
    sheets = {f"{TOWN}v{year}.yml": SHEET.replace("2026-03", str(year)).replace("radweg", f"v{year}") for year in years}
    return [line for line in problems_of(sheets) if "future" in line]


def test_without_a_clock_a_date_far_after_the_others_is_wrong() -> None:
    (only,) = of_years(2024, 2025, 2026, 2062)
    assert only.startswith(
        f"{TOWN}v2062.yml:3:1 future: die Prüfung hat das Datum 2062, 36 Jahre nach dem vorigen im Prüfbuch (2026"
    )
    assert len(of_years(2024, 2025, 2026, 2062, 2072)) == 2
    assert of_years(2024, 2026, 2033) == []
    assert of_years(1990, 2025, 2026) == []  # an old one among new ones says nothing of the new ones


def test_a_date_far_ahead_does_not_reach_the_feed() -> None:
    files = {f"{TOWN}v{year}.yml": SHEET.replace("2026-03", str(year)).replace("radweg", f"v{year}") for year in (2025, 2062)}
    assert book_of(files).errors != ()


def of_sheet(more: str = "", kind: str = "paper", rating: str = "kein-effekt") -> list[str]:
    """What is said of an assessment of 5 March 2026."""
    sheet = SHEET.replace("2026-03", "2026-03-05").replace("project", kind).replace("b: kein-effekt", f"b: {rating}")
    return problems_of({f"{TOWN}radweg.yml": sheet + more})


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "decision: {text: Ja., date: 2026-03-04}\n",
            "der Beschluss (2026-03-04) liegt vor der Prüfung der Vorlage (2026-03-05, Zeile 3)",
        ),
        ("decision: {text: Ja., date: 2026-03}\n", ""),
        (
            "paper: {date: 2026-05}\ndecision: {text: Ja., date: 2026-04-30}\n",
            "der Beschluss (2026-04-30) liegt vor der Vorlage (2026-05, Zeile 5)",
        ),
        ("paper: {date: 2026-04}\ndecision: {text: Ja., date: 2026-04-30}\n", ""),
        ("paper: {date: 1926-04}\n", "die Vorlage ist von 1926-04"),
    ],
)
def test_the_order_of_paper_assessment_and_decision(more: str, expected: str) -> None:
    assert [line.partition("date-order: ")[2] for line in of_sheet(more)] == [expected][: bool(expected)]


def test_nobody_checked_anything_long_ago() -> None:
    for year, said in (("1066", ["die Prüfung ist von 1066"]), ("1989", ["die Prüfung ist von 1989"]), ("1990", [])):
        found = problems_of({f"{TOWN}radweg.yml": SHEET.replace("2026-03", year)})
        assert [line.partition("date-order: ")[2] for line in found] == said


def test_a_project_is_accompanied_after_its_decision() -> None:
    assert of_sheet("decision: {text: Ja., date: 2026-03-04}\n", "project") == []


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        (
            "measures: [{text: Messen, state: planned, due: 2026-02}]",
            "die Maßnahme „Messen“ ist „planned“ bis 2026-02, vor der Prüfung",
        ),
        ("measures: [{text: Messen, state: done, due: 2026-02}]", ""),
        ("measures: [{text: Messen, state: running, due: 2026}, {text: Zählen, state: running}]", ""),
        ("evidence: [{title: Gutachten, date: 2026-04}]", "der Nachweis „Gutachten“ (2026-04) ist jünger als die Prüfung"),
        ("evidence: [{title: Gutachten, date: 2026-03}, {title: Zettel}]", ""),
    ],
)
def test_the_order_of_measures_and_evidence(rating: str, expected: str) -> None:
    said = of_sheet(rating=f"{{level: kein-effekt, {rating}}}")
    assert len(said) == bool(expected) and all(expected in line for line in said)
    undated = SHEET.replace("2026-03", "unknown").replace("b: kein-effekt", f"b: {{level: kein-effekt, {rating}}}")
    assert problems_of({f"{TOWN}radweg.yml": undated}) == []


# -- keys and Länder ---------------------------------------------------------------------------------------------------

OLD, NEW = 'code: "16056000"', 'code: "16063105"'


@pytest.mark.parametrize(
    ("rows", "at_once"),
    [
        ((OLD, NEW), True),
        ((f"{OLD}, valid_from: unknown", f"{NEW}, valid_from: 2021-07-01"), True),
        ((f"{OLD}, valid_to: 2021-06-30", f"{NEW}, valid_from: 2021-07-01"), False),
        ((f"{OLD}, valid_to: 2021-07-01", f"{NEW}, valid_from: 2021-07-01"), True),
        ((f"{OLD}, valid_to: 2021", f"{NEW}, valid_from: 2021"), False),
        ((f"{OLD}, valid_to: 2023", f"{NEW}, valid_from: 2021"), True),
        ((f"{OLD}, valid_to: unknown", NEW), False),
        ((f"{OLD}, valid_from: 1994, valid_to: unknown", f"{NEW}, valid_from: 1990, valid_to: 2021"), True),
        ((f"{OLD}, valid_from: 1994, valid_to: 1999", f"{NEW}, valid_from: 2000"), False),
    ],
)
def test_a_town_has_one_key_at_a_time(rows: tuple[str, str], *, at_once: bool) -> None:
    for first, second in (rows, rows[::-1]):
        said = of_towns(town("Ort", keys(first, second)))
        assert len(said) == at_once
        assert all(
            line.startswith("a/municipality.yml:6:12 key: die Schlüssel ") and "(Zeile 5) gelten zugleich" in line
            for line in said
        )


def test_a_key_belongs_to_one_town() -> None:
    (said,) = of_towns(town("Erstort", keys(OLD)), town("Zweitort", keys(OLD)))
    assert said == "b/municipality.yml:5:12 key: den Schlüssel „16056000“ hat auch „Erstort“ (assessments/a/municipality.yml:5)"
    assert of_towns(town("Erstort", keys(f"{OLD}, valid_to: 1999")), town("Zweitort", keys(f"{OLD}, valid_from: 2000"))) == []
    assert of_towns(town("Erstort", keys(f"{OLD}, valid_from: 2000")), town("Zweitort", keys(f"{OLD}, valid_to: 1999"))) == []


def test_days_of_a_key_in_order() -> None:
    wrong = f"{OLD}, valid_from: 2010-05, valid_to: 2009"
    assert [line.split()[1] for line in of_towns(town("Ort", keys(wrong)))] == ["date-order:"]
    assert of_towns(town("Ort", keys(f"{OLD}, valid_from: 2010-05, valid_to: 2010"))) == []


def test_the_land_of_a_town_is_that_of_its_key() -> None:
    (said,) = of_towns(town("Ort", state("TH") + keys('code: "06411000"')))
    assert said.endswith("land: der Schlüssel „06411000“ gehört nach Hessen, „Ort“ aber liegt in Thüringen (Zeile 4)")
    (said,) = of_towns(
        town("Ort", keys(OLD, 'code: "06411000", valid_from: 2000, valid_to: unknown', 'code: "06411001"')),
    )[1:]
    assert said.endswith("„06411001“ gehört nach Hessen, „Ort“ aber liegt in Thüringen (Zeile 5)")
    moved = keys('code: "13000000", valid_to: 1993-06-29', 'code: "03355049", valid_from: 1993-06-30')
    assert of_towns(town("Ort", state("NI") + moved)) == of_towns(town("Ort", moved)) == []


@pytest.mark.parametrize(
    ("facts", "lat", "lon", "said"),
    [
        (state("BY"), 54.32, 10.12, "der Ort liegt in Schleswig-Holstein, „Ort“ aber liegt in Bayern (Zeile 4)"),
        (keys('code: "09162000"'), 54.32, 10.12, "der Ort liegt in Schleswig-Holstein, „Ort“ aber liegt in Bayern (Zeile 5)"),
        (state("BY"), 48.40, 9.99, ""),  # Ulm, within the tolerance on this side of the Danube
        (state("BW"), 48.5734, 7.7521, "lat 48.5734, lon 7.7521 liegt nicht in Deutschland"),
        ("", 54.32, 10.12, ""),
    ],
)
def test_a_town_lies_in_its_land(facts: str, lat: float, lon: float, said: str) -> None:
    found = of_towns(town("Ort", f"{facts}place: {{lat: {lat}, lon: {lon}, {SOURCE}}}\n"))
    assert [line.partition(": ")[2] for line in found] == [said][: bool(said)]


def test_a_wrong_key_and_a_place_that_follows_from_it_are_one_problem() -> None:
    facts = state("TH") + keys('code: "06411000"') + f"place: {{lat: 49.87, lon: 8.65, {SOURCE}}}\n"
    assert len(of_towns(town("Ort", facts))) == 1


@pytest.mark.parametrize("facts", [state("BY"), keys('code: "09162000"')])
def test_an_initiative_lies_in_the_land_of_its_town(facts: str) -> None:
    garden = "title: Garten\ncategories: [food]\nplace: {lat: 50.98, lon: 10.32}\nsources: [https://example.org/]\n"
    (said,) = problems_of(
        {"assessments/a/municipality.yml": town("Ort", facts), "assessments/a/initiatives/garten.yml": garden}
    )
    assert said == (
        "assessments/a/initiatives/garten.yml:3:8 initiative-land: die Initiative liegt in Thüringen, „Ort“ aber in Bayern "
        f"(assessments/a/municipality.yml:{4 + ('ags' in facts)})"
    )


# -- the same thing twice ------------------------------------------------------------------------------------------------


def test_of_a_subject_one_assessment_is_valid_on_a_day() -> None:
    day = SHEET.replace("2026-03", "2026-03-05")
    files = {f"{TOWN}a.yml": day, f"{TOWN}b.yml": day + "unit: Amt\n", f"{TOWN}c.yml": day}
    said = problems_of(files)
    assert said == [
        f"{TOWN}b.yml:3:1 twin: „radweg“ hat am 2026-03-05 schon eine gültige Prüfung: {TOWN}a.yml:3",
        f"{TOWN}c.yml:1:1 twin: die Datei ist Byte für Byte dieselbe wie {TOWN}a.yml:1",
    ]
    replaced = day + "status: superseded\nstatus_reason: Neu.\nsuperseded_by: b\n"
    assert problems_of({f"{TOWN}a.yml": replaced, f"{TOWN}b.yml": day}) == []
    for unclear in ("2026-03", "2026", "unknown"):
        month = SHEET.replace("2026-03", unclear)
        assert problems_of({f"{TOWN}a.yml": month, f"{TOWN}b.yml": month + "unit: Amt\n"}) == [
            f"{TOWN}b.yml:3:1 twin: welche Prüfung von „radweg“ neuer ist, diese oder {TOWN}a.yml:3, sagt kein Datum"
        ]
    assert problems_of(
        {f"{TOWN}a.yml": day, "assessments/zweitort/a.yml": day, "assessments/zweitort/municipality.yml": town("Z")}
    ) == [f"assessments/zweitort/a.yml:1:1 twin: die Datei ist Byte für Byte dieselbe wie {TOWN}a.yml:1"]


def test_a_paper_is_one_subject() -> None:
    one = SHEET + "paper: {number: V 0123/26}\n"
    other = one.replace("radweg", "steg").replace("V 0123/26", "v-0123/26")
    assert problems_of({f"{TOWN}a.yml": one, f"{TOWN}b.yml": other}) == [
        f"{TOWN}b.yml:5:1 paper: die Vorlage „v-0123/26“ ist hier „steg“, in {TOWN}a.yml:5 „radweg“"
    ]
    assert problems_of({f"{TOWN}a.yml": one, f"{TOWN}b.yml": one.replace("2026-03", "2026-04")}) == []
    paper = one.replace("project", "paper")
    later = paper.replace("2026-03", "2026-04")
    assert problems_of({f"{TOWN}a.yml": paper, f"{TOWN}b.yml": later}) == [
        f"{TOWN}b.yml:5:1 paper: die Vorlage „V 0123/26“ hat schon eine gültige Prüfung nach derselben Ausgabe: {TOWN}a.yml:1"
    ]
    address = paper.replace("number: V 0123/26", "url: https://ris.beispiel.de/17")
    steg = address.replace("radweg", "steg").replace("/17", "/17/#top")
    assert problems_of({f"{TOWN}a.yml": address, f"{TOWN}b.yml": steg}) == [
        f"{TOWN}b.yml:5:1 paper: die Vorlage „https://ris.beispiel.de/17/#top“ ist hier „steg“, in {TOWN}a.yml:5 „radweg“"
    ]
    gone = "status: withdrawn\nstatus_reason: Irrtum.\n"
    assert problems_of({f"{TOWN}a.yml": paper + gone, f"{TOWN}b.yml": later}) == []
    none = "paper: {date: 2026}\n"
    assert problems_of({f"{TOWN}a.yml": SHEET + none, f"{TOWN}b.yml": SHEET.replace("radweg", "steg") + none}) == []


SUPERSEDED = SHEET + "status: superseded\nstatus_reason: Korrektur.\nsuperseded_by: "


def test_a_successor_is_not_older_and_holds() -> None:
    older = {f"{TOWN}a.yml": SUPERSEDED + "b\n", f"{TOWN}b.yml": SHEET.replace("2026-03", "2025")}
    assert problems_of(older) == [
        f"{TOWN}a.yml:7:1 succession: der Nachfolger „b“ ist von 2025 ({TOWN}b.yml:3), diese von 2026-03 ({TOWN}a.yml:3)"
    ]
    assert problems_of(older | {f"{TOWN}b.yml": SHEET.replace("2026-03", "2026")}) == []
    gone = SHEET + "status: withdrawn\nstatus_reason: Irrtum.\n"
    chain = {f"{TOWN}a.yml": SUPERSEDED + "b\n", f"{TOWN}b.yml": SUPERSEDED + "c\n", f"{TOWN}c.yml": gone}
    assert problems_of(chain) == [f"{TOWN}b.yml:7:1 succession: der Nachfolger „c“ ist zurückgezogen ({TOWN}c.yml:5)"]


# -- towns of one name -------------------------------------------------------------------------------------------------


def names(*texts: str) -> list[str]:
    """What towns are called, in the folders a, b, c."""
    files = {f"assessments/{folder}/municipality.yml": text for folder, text in zip("abc", texts, strict=False)}
    return [found.name for found in book_of(files).municipalities.values() if found.id in "abc"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((town("Neustadt", state("HE")), town("Altstadt", state("HE"))), ["Neustadt", "Altstadt"]),
        ((town("Neustadt", state("HE")), town("Neustadt", state("SN"))), ["Neustadt (Hessen)", "Neustadt (Sachsen)"]),
        ((town("Neustadt", keys(OLD)), town("neustadt", state("SN"))), ["Neustadt (Thüringen)", "neustadt (Sachsen)"]),
        ((town("Neustadt", state("HE")), town("Neustadt", made_up=True)), ["Neustadt (Hessen)", "Neustadt (erfunden)"]),
        (
            (town("Fulda", state("HE")), town("Fulda", state("HE"), kind="Landkreis")),
            ["Fulda (Stadt)", "Fulda (Landkreis)"],
        ),
        (
            (town("Ort", state("HE")), town("Ort", state("HE"), kind="Dorf"), town("Ort", state("SN"))),
            ["Ort (Stadt, Hessen)", "Ort (Dorf, Hessen)", "Ort (Stadt, Sachsen)"],
        ),
        (
            (town("Neustadt", "distinction: an der Orla\n" + state("TH")), town("Neustadt", state("TH"))),
            ["Neustadt (an der Orla)", "Neustadt (Thüringen)"],
        ),
        ((town("Neustadt", state("TH")), town("Neustadt", state("TH"))), ["Neustadt (a)", "Neustadt (b)"]),
        (
            (town("Neustadt", "distinction: am Bach\n"), town("Neustadt", "distinction: Am Bach\n")),
            ["Neustadt (a)", "Neustadt (b)"],
        ),
    ],
)
def test_names_that_occur_twice_carry_what_tells_them_apart(texts: tuple[str, ...], expected: list[str]) -> None:
    assert names(*texts) == expected
    said = of_towns(*texts)
    assert len(said) == ("(b)" in expected[1])
    assert all("heißt auch die Kommune in assessments/a/municipality.yml:1" in line for line in said)


def test_a_name_that_another_town_gets_is_told_apart_too() -> None:
    """„Neustadt (Hessen)“ may stand in a file itself."""
    towns = {
        "a": town("Neustadt", state("HE")),
        "b": town("Neustadt", state("BY")),
        "c": town("Neustadt (Hessen)", state("HE")),
    }
    book = book_of({f"assessments/{folder}/municipality.yml": text for folder, text in towns.items()})
    assert [each.name for each in book.municipalities.values()][:3] == [
        "Neustadt (a)",
        "Neustadt (Bayern)",
        "Neustadt (Hessen) (c)",
    ]
    assert [(each.place.path, each.rule) for each in book.problems] == [("assessments/c/municipality.yml", "name")]


@pytest.fixture(scope="module")
def neustadt() -> Book:
    """Two towns of the name, each with a result, a place and an initiative."""
    place = f"place: {{lat: 50.85, lon: 9.11, {SOURCE}}}\n", f"place: {{lat: 51.03, lon: 14.21, {SOURCE}}}\n"
    files = {}
    for folder, letters, where in zip("ab", ("HE", "SN"), place, strict=True):
        files[f"assessments/{folder}/municipality.yml"] = town("Neustadt", state(letters) + where)
        files[f"assessments/{folder}/weg.yml"] = SHEET.replace("2026-03", f"2026-0{1 + len(files)}")
        files[f"assessments/{folder}/initiatives/garten.yml"] = (
            f"title: Garten\ncategories: [food]\n{where.replace(SOURCE, 'name: Park')}sources: [https://example.org/]\n"
        )
    book = book_of(files)
    assert book.problems == ()
    return book


LABELS = ("Neustadt (Hessen)", "Neustadt (Sachsen)")


def test_every_page_says_which_of_them(neustadt: Book) -> None:
    """Wherever a page names one of them, the Land stands beside it: in titles, lists, filters, citation, reports."""
    pages = pages_of(neustadt)
    for folder, label in zip("ab", LABELS, strict=True):
        own = [page for uri, page in pages.items() if f"/{folder}/" in uri or uri.endswith(f"/{folder}.md")]
        titles = ["Radweg – ", "Garten – ", "", "Berichte für den Rat – "]
        assert {f"{title}{label}" for title in titles} <= {page.title for page in own}
        assert all(label in page.html for page in own)
    for page in pages.values():
        assert bare(page) == 0, page.uri


def bare(page: Page) -> int:
    """How often the name stands without what tells it apart."""
    text = page.html + page.title
    return text.count("Neustadt") - sum(text.count(label) for label in LABELS)


def test_every_export_says_which_of_them(neustadt: Book) -> None:
    printer = new_printer()
    register = register_of(neustadt, printer)
    ((_, atom),) = feed(register, SITE)
    assert all(atom.decode().count(label) >= 2 for label in LABELS)
    (options,) = (found.options for found in facets(register) if found.name == "municipality")
    assert [option.label for option in options] == list(LABELS)
    ((_, points),) = geojson(register, SITE)
    titles = [feature["properties"]["title"] for feature in json.loads(points)["features"]]
    assert titles == [*LABELS, "Garten", "Garten"]
    documents = of_book((), neustadt.context)["municipality"]
    assert [found.title for found in documents[:2]] == list(LABELS)
    assert [found.detail.split(" · ")[0] for found in documents[3:]] == list(LABELS)
    results = [of_result(neustadt.open(name), neustadt.context) for name in neustadt.entries]
    assert [found.detail.split(" · ")[0] for found in results] == list(LABELS)


def test_two_catalogues_of_one_title_are_named() -> None:
    other = PROBE.replace("/probe/", "/andere/")
    (said,) = problems_of({other: BASE[PROBE]})
    assert said == f"{PROBE}:1:1 name: „Probekatalog“ heißt auch der Katalog „andere“ in {other}:1"
