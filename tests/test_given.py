"""What the page of a criterion counts and lists: tallies, spread, sizes, what can be narrowed, lessons, related results, neighbours."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from math import cos, hypot, radians

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criterion_book import COUNT, FILES
from plots import ROOT, book_of
from printed import new_printer, pages_of, register_of
from pruefbuch import compact
from pruefbuch.book import load
from pruefbuch.exports import facets
from pruefbuch.geo import Places
from pruefbuch.geo.neighbours import RADIUS, kilometres
from pruefbuch.model.assessments import AssessmentStatus, Municipality, Population
from pruefbuch.model.catalogues import Effect
from pruefbuch.model.common import NonValue
from pruefbuch.summary.answers import CLOSED, NON_VALUES, effect_of, is_given, ranks_of
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.tree import read
from pruefbuch.views import distribution as spreads
from pruefbuch.views.answers import Kind, pull
from pruefbuch.views.distribution import EditionAnswers, answer_table
from pruefbuch.views.facets import Facet, RatingFacets
from pruefbuch.views.overview import oldest_first
from pruefbuch.views.related import MOST, Neighbourhood, nearby, of_edition
from pruefbuch.views.sizes import Size, in_full, short, size_of
from sample_book import MUSTERSTADT, NEW, OLD, TESTHEIM, sample_book

BOOK = sample_book()
LARGE = book_of(FILES)
REGISTER = register_of(LARGE, new_printer())
PAAR = LARGE.catalogues["paar@2026"]


# -- tallies -----------------------------------------------------------------------------------------------------------


def answer_codes(name: str) -> dict[str, str]:
    """The answers of an assessment by criterion."""
    entry = BOOK.entries[name]
    names = [each.id for each in BOOK.catalogues[entry.catalogue].criteria]
    return dict(zip(names, entry.answer_codes.split(" "), strict=True))


def test_answer_codes_say_how_everything_was_answered() -> None:
    assert answer_codes("musterstadt/app-2026-09") == {
        "vorfrage": "1",
        "strom": "0",
        "geraete": "n",
        "flaeche": "c",
        "zugang": "2",
        "sprache": "d",  # the file does not mention it, and the whole assessment refers elsewhere
        "preis": "0",
        "klima": "2",
        "ziel": "2",
        "art": "0+1",
        "text": "t",
        "unlesbar": "e",
    }
    early = answer_codes("musterstadt/app-2026-03")
    assert (early["strom"], early["geraete"], early["preis"]) == (CLOSED, CLOSED, "")
    assert set(answer_codes("musterstadt/frei").values()) == {""}
    assert answer_codes("testheim/uebernommen") == {"strom": "r", "rest": "1", "alt": "0"}


def test_answer_codes_can_be_read_again() -> None:
    assert [ranks_of(each) for each in ("3", "0+2", "t", "-", "", "n")] == [(3,), (0, 2), (), (), (), ()]
    assert [is_given(each) for each in ("3", "t", "u", "-", "", "d")] == [True, True, True, False, False, False]
    assert set(NON_VALUES.values()) == set(NonValue)
    strom, art = NEW.criterion("strom"), NEW.criterion("art")
    assert [effect_of(each, strom) for each in ("0", "1", "2", "u", "")] == [Effect.DOWN, Effect.NEUTRAL, Effect.UP, None, None]
    assert effect_of("0+1", art) is None


def test_an_answer_code_pulls_where_the_rating_does() -> None:
    """The page of a criterion sorts ratings by what it reads, the file beside it by what was remembered of them."""
    for book in (BOOK, load(read(ROOT))):
        for entry in book.entries.values():
            catalogue, assessment = book.catalogues[entry.catalogue], book.check(entry.id).assessment
            ratings = {rating.criterion: rating for rating in assessment.ratings}
            for criterion, answer in zip(catalogue.criteria, entry.answer_codes.split(" "), strict=True):
                rating = ratings.get(criterion.id)
                assert is_given(answer) is (rating is not None)
                if rating is not None and rating.non_value is None:
                    assert effect_of(answer, criterion) is pull(criterion.form, rating.levels)[0], (entry.id, criterion.id)


def test_what_stands_beside_is_remembered() -> None:
    entry = BOOK.entries["musterstadt/app-2026-09"]
    assert entry.evidence == "strom/Messung\nstrom/"
    assert entry.lessons == "strom"
    assert msgspec.json.decode(compact.dumps(entry), type=AssessmentSummary) == entry


# -- spread ------------------------------------------------------------------------------------------------------------


def test_a_spread_counts_what_a_plain_look_counts() -> None:
    """Every valid assessment of the large book, looked at one by one."""
    entries = [card.entry for card in REGISTER.of_catalogue[PAAR.ref]]
    found = EditionAnswers(PAAR, answer_table(entries, PAAR), LARGE.municipalities).distribution(PAAR.criterion("bach"))
    assert (found.groups, found.totals, found.left_out) == (("real", "made-up"), (2, COUNT + 2), 1)
    for place, made_up in enumerate((False, True)):
        answers: dict[str, int] = {}
        for name in LARGE.entries:
            assessment = LARGE.check(name).assessment
            town = LARGE.municipalities[assessment.municipality]
            if assessment.catalogue == PAAR.ref and assessment.status == "final" and town.made_up is made_up:
                rating = next(each for each in assessment.ratings if each.criterion == "bach")
                word = {"foerdernd": "fördernd", "kein-effekt": "kein Effekt"}.get(
                    "".join(rating.levels), "".join(rating.levels)
                )
                answers[word or "nicht beantwortet"] = answers.get(word or "nicht beantwortet", 0) + 1
        assert {row.chip.word: row.shares[place].number for row in found.rows if row.shares[place].number} == answers


def test_every_assessment_is_counted_once_in_a_spread() -> None:
    for catalogue in (NEW, OLD):
        entries = [entry for entry in BOOK.entries.values() if entry.catalogue == catalogue.ref]
        tallies = EditionAnswers(catalogue, answer_table(entries, catalogue), BOOK.municipalities)
        for criterion in catalogue.criteria:
            found = tallies.distribution(criterion)
            if not found.several:
                parts = zip(*(row.shares for row in found.rows), strict=True)
                assert tuple(sum(part.number for part in column) for column in parts) == found.totals, criterion.id


def test_a_spread_says_in_words_what_has_no_level() -> None:
    entries = [entry for entry in BOOK.entries.values() if entry.catalogue == NEW.ref]
    tallies = EditionAnswers(NEW, answer_table(entries, NEW), BOOK.municipalities)
    words = {row.chip.word: row.shares[0].number for row in tallies.distribution(NEW.criterion("flaeche")).rows}
    assert words == {
        "hemmend": 0,
        "neutral": 0,
        "fördernd": 0,
        "nicht ermittelbar": 2,  # as the catalogue calls it
        "nicht geprüft (Ausnahme)": 2,
        "in anderem Papier geprüft": 1,
    }
    assert tallies.distribution(NEW.criterion("text")).rows[0].chip.word == "mit Text beantwortet"
    several = tallies.distribution(NEW.criterion("art"))
    assert several.several
    assert (tallies.ratings(NEW.criterion("flaeche")), tallies.lessons(NEW.criterion("strom"))) == (3, 2)
    assert EditionAnswers(NEW, answer_table((), NEW), {}).distribution(NEW.criterion("strom")).groups == ()


def test_evidence_of_one_kind_counts_together_however_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = BOOK.entries["musterstadt/app-2026-09"]
    kinds = ["Messung", "messung", "Messung", "Gutachten", ""]
    entries = [entry._replace(evidence=f"strom/{kind}") for kind in kinds]
    found = EditionAnswers(NEW, answer_table(entries, NEW), BOOK.municipalities).distribution(NEW.criterion("strom")).evidence
    assert [(row.kind, row.numbers) for row in found] == [("Messung", (3,)), ("Gutachten", (1,)), ("Art nicht genannt", (1,))]
    monkeypatch.setattr(spreads, "NAMED", 1)
    assert (
        len(EditionAnswers(NEW, answer_table(entries, NEW), BOOK.municipalities).distribution(NEW.criterion("strom")).evidence)
        == 1
    )


# -- sizes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "size"),
    [
        (1, Size.RURAL),
        (4_999, Size.RURAL),
        (5_000, Size.SMALL),
        (19_999, Size.SMALL),
        (20_000, Size.MEDIUM),
        (99_999, Size.MEDIUM),
        (100_000, Size.LARGE),
        (3_700_000, Size.LARGE),
    ],
)
def test_sizes_by_population(count: int, size: Size) -> None:
    assert size_of(replace(MUSTERSTADT, population=Population(count))) is size


def test_a_district_has_no_size_and_unknown_stays_unknown() -> None:
    assert size_of(replace(MUSTERSTADT, population=None)) is Size.UNKNOWN
    assert size_of(replace(TESTHEIM, population=Population(100_000))) is Size.DISTRICT
    assert size_of(replace(MUSTERSTADT, kind="kreisfreie Stadt", population=Population(100_000))) is Size.LARGE
    assert (short(Size.SMALL), in_full(Size.SMALL)) == ("Kleinstadt", "Kleinstadt (5 000 bis unter 20 000)")


# -- narrowing ---------------------------------------------------------------------------------------------------------


def test_the_file_beside_a_page_has_all_assessments_the_oldest_first() -> None:
    entries = [card.entry for card in oldest_first(REGISTER) if card.entry.catalogue == PAAR.ref]
    found = RatingFacets(answer_table(entries, PAAR), LARGE.context)
    effect = found.effect(PAAR.criterion("bach"), 0)
    kinds = [tuple(effect.options[number].value for number in effect.sets[of]) for of in effect.of]
    expected = {"foerdernd": Kind.UP, "hemmend": Kind.DOWN, "kein-effekt": Kind.OTHER, "": Kind.MISSING}
    for entry, kind in zip(entries, kinds, strict=True):
        rating = LARGE.check(entry.id).assessment.ratings[0]
        holds = entry.status is AssessmentStatus.FINAL
        assert kind == (expected["".join(rating.levels)] if holds else Kind.PAST,)
    assert [facet.name for facet in found.common] == ["state", "size", "example"]
    data = json.loads(facets.file(facets.packed((effect,)), facets.packed(found.common), 1))
    assert (data["page"], data["pages"], [each["name"] for each in data["facets"]]) == (
        100,
        1,
        ["effect", "state", "size", "example"],
    )


def _words(effect: Facet) -> list[str]:
    return ["".join(effect.options[number].value for number in effect.sets[of]) for of in effect.of]


def test_who_has_not_rated_it_has_no_effect() -> None:
    rated = ("app-2026-09", "app-2026-03", "frei", "verweis")
    entries = [BOOK.entries[f"musterstadt/{name}"]._replace(status=AssessmentStatus.FINAL) for name in rated]
    names = [each.id for each in NEW.criteria]
    found = RatingFacets(answer_table(entries, NEW), BOOK.context)
    for name, expected in (
        ("strom", ["down", "", "", ""]),
        ("text", ["other", "", "", ""]),
        ("flaeche", ["missing", "up", "", ""]),
        ("sprache", ["", "down", "", ""]),
    ):
        assert _words(found.effect(NEW.criterion(name), names.index(name))) == expected, name


@pytest.mark.parametrize("status", [AssessmentStatus.SUPERSEDED, AssessmentStatus.WITHDRAWN])
def test_what_holds_no_more_neither_helps_nor_harms(status: AssessmentStatus) -> None:
    entries = [BOOK.entries[f"musterstadt/{name}"]._replace(status=status) for name in ("app-2026-09", "app-2026-03", "frei")]
    found = RatingFacets(answer_table(entries, NEW), BOOK.context)
    place = [each.id for each in NEW.criteria].index("flaeche")
    assert _words(found.effect(NEW.criterion("flaeche"), place)) == ["past", "past", ""]


def test_numbers_on_pages_are_those_of_the_file() -> None:
    """A script finds a rating by its number, on the page itself or an older one."""
    pages = pages_of(LARGE)
    entries = [card.entry for card in oldest_first(REGISTER) if card.entry.catalogue == PAAR.ref]
    seen = []
    for uri in ("kataloge/paar/2026/bach.md", "kataloge/paar/2026/bach/archiv/1.md"):
        for item in pages[uri].html.split('<li data-number="')[1:]:
            number, _, rest = item.partition('"')
            assert f"/{entries[int(number)].id}/#k-bach" in rest
            seen.append(int(number))
            assert (int(number) < 100) is ("archiv" in uri)
    lessons = [number for number, entry in enumerate(entries) if entry.lessons]
    assert sorted(seen) == sorted([*range(len(entries)), *lessons])


# -- related results and neighbours ------------------------------------------------------------------------------------


def test_related_results_are_few_valid_and_of_different_subjects() -> None:
    found = of_edition(PAAR, REGISTER.of_catalogue[PAAR.ref], LARGE.municipalities)
    assert found.keys() == {"criteria", "kinds"}
    assert [each.id for each in found["criteria"]["bach"]] == [
        "aehrenfeld/teich",
        "nahstadt/ufer",
        *(f"musterort/v-{number}" for number in (156, 155, 151, 150)),
    ]
    assert "wind" not in found["criteria"]  # nobody was helped there
    assert [len(group) for group in found["kinds"].values()] == [MOST]
    assert all(each.subject.count("/") == 1 for group in found["criteria"].values() for each in group)


def test_nobody_looks_further_than_the_lists_are_long() -> None:
    """What comes after all lists are full changes nothing."""
    cards, short = REGISTER.of_catalogue[PAAR.ref], replace(PAAR, criteria=(PAAR.criterion("bach"),))
    assert PAAR.criteria[0].id == "bach"
    assert of_edition(short, cards, LARGE.municipalities) == {
        **(found := of_edition(PAAR, cards, LARGE.municipalities)),
        "criteria": {"bach": found["criteria"]["bach"]},
    }


def test_an_empty_edition_has_no_related_results() -> None:
    assert of_edition(NEW, (), {}) == {"criteria": {}, "kinds": {}}


def test_neighbours_are_of_the_same_sort_and_have_results() -> None:
    around = Neighbourhood(REGISTER)
    towns = LARGE.municipalities
    assert [(each.km, each.municipality.id, each.newest.id) for each in around.of(towns["musterort"])] == [
        (22, "nahstadt", "nahstadt/ufer")
    ]
    assert around.of(towns["fernstadt"]) == around.of(towns["erdkreis"]) == around.of(towns["aehrenfeld"]) == ()
    ((km, found),) = nearby(around.of(towns["nahstadt"]))
    assert (km, found.id, found.town, found.made_up) == (22, "musterort/v-159", "Musterort", True)


DEGREES = st.tuples(st.floats(47.3, 55.1), st.floats(5.9, 15.1))


@settings(max_examples=60)
@given(st.lists(DEGREES, min_size=1, max_size=40), st.integers(1, 6), st.booleans())
def test_neighbours_are_those_of_a_plain_search(points: list[tuple[float, float]], most: int, crowded: bool) -> None:
    if crowded:
        points = [(51 + (lat - 51) / 20, 10 + (lon - 10) / 20) for lat, lon in points]
    places = {f"t-{number}": place for number, place in enumerate(points)}
    index = Places(places)
    for name, place in places.items():
        plain = sorted((round(kilometres(place, other)), key) for key, other in places.items() if key != name)
        expected = [each for each in plain if each[0] <= RADIUS][:most]
        assert [tuple(each) for each in index.near(*place, most, name)] == expected


def test_kilometres() -> None:
    assert round(kilometres((52.52, 13.405), (48.137, 11.575))) == 504  # Berlin to Munich
    assert kilometres((51, 10), (51, 10)) == 0
    chance = random.Random(7)
    for _ in range(50):
        lat, lon = chance.uniform(47.3, 55.1), chance.uniform(5.9, 15.1)
        up, right = chance.uniform(-0.3, 0.3), chance.uniform(-0.3, 0.3)
        flat = hypot(up * 111.2, right * 111.2 * cos(radians(lat + up / 2)))
        assert kilometres((lat, lon), (lat + up, lon + right)) == pytest.approx(flat, rel=0.01, abs=0.05)


def test_a_town_without_a_place_has_no_neighbours() -> None:
    town = Municipality("x", "X", "Stadt", made_up=True)
    assert Neighbourhood(REGISTER).of(town) == ()
