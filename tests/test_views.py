"""What pages show is what the book says: links, colours, pictures, and reckonings that can be reckoned again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from printed import Album, bare_cards, new_printer
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Aggregation, KnockOut, Level, Method, Scale, Threshold
from pruefbuch.model.common import NonValue, PartialDate
from pruefbuch.model.results import Cap, Result, Standing
from pruefbuch.render.course import Course, Relatives, course
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.render.results import ResultView, draw_pieces, result_view
from pruefbuch.scoring import SCORING_VERSION, score
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views import words
from pruefbuch.views.answers import COLOURS, Verdict, given_answer, style, verdict
from pruefbuch.views.bars import WIDTH, Stretch, interval, shares
from pruefbuch.views.criteria import criterion_view
from pruefbuch.views.distribution import EditionAnswers, answer_table
from pruefbuch.views.figures import exact, figure, limit, span
from pruefbuch.views.links import address, href, lead
from pruefbuch.views.methods import words_of
from pruefbuch.views.paging import Paging
from pruefbuch.views.profile import cap_notes, score_figure
from pruefbuch.views.reckoning import Reckoning, TermRow
from pruefbuch.views.register import Card, Register, newest_first, sort_key
from sample_book import FULL, NEW, OLD, assessment, rating, sample_book

BOOK = sample_book()
ALBUM = Album()
SHARED = {ref: FragmentCache(catalogue, ALBUM) for ref, catalogue in BOOK.catalogues.items()}
REGISTER = Register.of(BOOK, bare_cards(BOOK))
FRACTIONS = st.fractions(min_value=-100, max_value=100, max_denominator=60)


def view(name: str) -> ResultView:
    checked = BOOK.check(name)
    shared = SHARED[checked.assessment.catalogue]
    (pieces,) = draw_pieces([(checked, shared)])
    return result_view(checked, relatives(checked), pieces, shared, BOOK.context, "https://example.org/buch")


def relatives(checked: ScoredAssessment) -> Relatives:
    cards = {card.entry.id: card for card in REGISTER.cards}
    names = BOOK.histories[checked.assessment.municipality, checked.assessment.subject.id]
    before = names.index(checked.assessment.id) - 1
    return Relatives([cards[each] for each in names], BOOK.check(names[before]) if before >= 0 else None)


def story(name: str) -> Course:
    """The course of the subject of an assessment."""
    checked = BOOK.check(name)
    return course(checked, relatives(checked), BOOK.context, SHARED[checked.assessment.catalogue])


class Reckoned(NamedTuple):
    """A reckoning with its lines."""

    reckoning: Reckoning
    terms: bytes


def reckoned(name: str) -> list[Reckoned]:
    """The reckonings of an assessment."""
    checked = BOOK.check(name)
    if not checked.result.dimensions:
        return []
    return reckonings(checked.result, checked.assessment.ratings, SHARED[checked.assessment.catalogue])


def reckonings(result: Result, given_: Iterable[Rating], fragments: FragmentCache) -> list[Reckoned]:
    """The reckonings of all dimensions that have a score, and of the whole, with their lines."""
    dimensions = fragments.of_result(result, {rating.criterion: rating for rating in given_})
    found = [
        Reckoned(fragments.reckoning(part.dimension, part.score), b"".join([answer.line for answer in answers]))
        for _, part, answers, _ in dimensions
        if part.score
    ]
    if result.overall:
        found.append(Reckoned(fragments.reckoning("", result.overall), fragments.dimension_lines(result.overall)))
    return found


# -- links -----------------------------------------------------------------------------------------------------------

PAGES = st.sampled_from(
    ["index.md", "methode.md", "ergebnisse/index.md", "ergebnisse/a/b.md", "kataloge/a/2026/index.md", "kataloge/a/2026/c.md"]
)


@given(PAGES, PAGES)
def test_links_lead_to_their_page(here: str, there: str) -> None:
    base = "https://example.org/sub/"
    assert urljoin(base + address(here), href(here, there)).rstrip("/") == (base + address(there)).rstrip("/")
    assert urljoin(base + address(here), href(here, "kataloge/c.yml")) == base + "kataloge/c.yml"


def test_links_to_a_part() -> None:
    assert href("a/b.md", "a/b.md", "teil") == "#teil"
    assert href("a/b.md", "a/c.md", "teil") == "../../a/c/#teil"
    assert href("a/index.md", "a/c.md") == "c/"
    assert href("a/b.md", "a/b.md") == "./"


# -- numbers ---------------------------------------------------------------------------------------------------------


def read(text: str) -> Fraction:
    """The value that an exact figure names."""
    return Fraction(text.replace("−", "-").replace(",", "."))


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero, reckoned otherwise than in the program."""
    size = Fraction(floor(abs(value) * 10**places + Fraction(1, 2)), 10**places)
    return size if value > 0 else -size


@given(FRACTIONS)
def test_exact_figures_lose_nothing(value: Fraction) -> None:
    assert read(exact(value)) == value
    assert read(figure(value)) == rounded(value, 2)
    assert read(limit(value)) == rounded(value, 2)


def test_figures() -> None:
    assert exact(Fraction(-5, 12)) == "−5/12"
    assert exact(Fraction(5, 2)) == "2,5"
    assert limit(Fraction(1)) == "1"
    assert limit(Fraction(1, 3)) == "0,33"
    assert span(Fraction(0), Fraction(1, 3)) == "0,00 bis 0,33"
    assert span(Fraction(1, 300), Fraction(1, 300)) == "0,00"


# -- reckonings ------------------------------------------------------------------------------------------------------


def ends(text: str) -> tuple[Fraction, Fraction]:
    """Both ends of an exact interval as it is shown."""
    low, _, high = text.partition(" bis ")
    return read(low), read(high or low)


def terms(reckoned: Reckoned, album: Album = ALBUM) -> list[TermRow]:
    """The lines of a reckoning."""
    return [row for row in album.shown(reckoned.terms.decode()) if isinstance(row, TermRow)]


def check(reckoned: Reckoned, album: Album = ALBUM) -> None:
    """Reckon again with nothing but what the page shows."""
    counted = [term for term in terms(reckoned, album) if term.value]
    reckoning, method = reckoned.reckoning, reckoned.reckoning.rules
    for side in (0, 1):
        values = [ends(term.value)[side] for term in counted]
        adds = [ends(term.adds)[side] for term in counted]
        points = ends(reckoning.points)[side]
        if not method.weighted:
            assert points == min(values)
        else:
            assert points == sum(adds)
            for term, value, added in zip(counted, values, adds, strict=True):
                met = value >= read(method.met) if method.met else None
                assert added == read(term.weight) * (value if met is None else met)
        result = points
        if reckoning.divisor:
            assert read(reckoning.divisor) == sum(read(term.weight) for term in counted)
            result = points / read(reckoning.divisor)
        if method.lookups:
            result = [read(step.gives) for step in method.lookups if read(step.at) <= points][-1]
        if reckoning.exact:
            assert ends(reckoning.exact)[side] == result
        assert ends(reckoning.rounded)[side] == rounded(result, 2)


@pytest.mark.parametrize("name", sorted(BOOK.entries))
def test_every_figure_can_be_reckoned_again(name: str) -> None:
    for reckoning in reckoned(name):
        check(reckoning)


def test_every_method_is_reckoned_in_the_sample() -> None:
    formulas = {found.reckoning.rules.formula for found in reckoned("musterstadt/app-2026-09")}
    assert formulas == {
        words_of(Aggregation(method, met=Fraction(1))).formula for method in Method if method is not Method.NONE
    }


@given(st.lists(st.sampled_from([*("hemmend", "neutral", "foerdernd"), *NonValue]), min_size=6, max_size=6))
def test_any_answers_can_be_reckoned_again(answers: list[str | NonValue]) -> None:
    names = ("strom", "geraete", "flaeche", "zugang", "sprache", "ziel")
    ratings = [
        rating(name, non_value=found) if isinstance(found, NonValue) else rating(name, found)
        for name, found in zip(names, answers, strict=True)
    ]
    found = assessment("a/b", ratings)
    for reckoning in reckonings(score(found, NEW), found.ratings, SHARED[NEW.ref]):
        check(reckoning)


def test_left_out_criteria_say_why() -> None:
    rows = {term.name.text: term for term in terms(reckoned("musterstadt/app-2026-09")[0])}
    assert rows["Geräte"].standing == "zählt nicht: nicht anwendbar"
    assert rows["Energie relevant?"].standing == "zählt nicht: ohne Zahlenwert"
    closed = {term.name.text: term for term in terms(reckoned("musterstadt/app-2026-03")[0])}
    assert closed["Stromverbrauch"].standing == "zählt nicht: Themenfeld beendet"


def test_the_worked_example_of_the_method_page() -> None:
    """What content/methode.md reckons by hand is what the program reckons."""
    text = (Path(__file__).parent.parent / "content" / "methode.md").read_text("utf-8")
    names = ("strom", "geraete", "flaeche", "wasser")
    allowed = frozenset({NonValue.UNANSWERED, NonValue.NOT_APPLICABLE})
    steps = (Threshold("ausgeglichen", "ausgeglichen", Fraction(0)), Threshold("foerderlich", "förderlich", Fraction(1, 2)))
    whole = NEW.dimensions[0]._replace(aggregation=Aggregation(Method.WEIGHTED_MEAN, thresholds=steps))
    template = replace(NEW.criterion("flaeche"), allows=allowed)
    criteria = tuple(replace(template, id=name, title=name, weight=Fraction(2 if name == "strom" else 1)) for name in names)
    catalogue = replace(NEW, dimensions=(whole,), criteria=criteria, overall=Aggregation(Method.NONE))
    ratings = [rating("strom", "foerdernd"), rating("geraete", "hemmend"), rating("wasser", non_value=NonValue.NOT_APPLICABLE)]
    result, album = score(assessment("a/b", ratings), catalogue), Album()
    (found,) = reckonings(result, ratings, FragmentCache(catalogue, album))
    assert [(term.weight, term.value, term.adds) for term in terms(found, album)] == [
        ("2", "1", "2"),
        ("1", "−1", "−1"),
        ("1", "−1 bis 1", "−1 bis 1"),
        ("", "", ""),
    ]
    shown = found.reckoning
    assert (shown.points, shown.divisor, shown.rounded, shown.level) == ("0 bis 2", "4", "0,00 bis 0,50", "ausgeglichen")
    assert (result.answered, result.asked) == (2, 3)
    assert [(step.criterion, figure(step.gain)) for step in result.next_steps] == [("flaeche", "0,50"), ("geraete", "0,25")]
    assert "Untergrenze: 0 : 4 = **0,00**. Obergrenze: 2 : 4 = **0,50**." in text
    assert f"**Rechenregeln Version {SCORING_VERSION}**" in " ".join(text.split())


# -- pictures --------------------------------------------------------------------------------------------------------


def reach(stretch: Stretch | None) -> tuple[float, float]:
    return (float(stretch.x), float(stretch.x) + float(stretch.width)) if stretch else (0.0, 0.0)


@given(FRACTIONS, FRACTIONS, FRACTIONS, FRACTIONS, st.lists(FRACTIONS))
def test_bars_stay_on_their_track(a: Fraction, b: Fraction, c: Fraction, d: Fraction, thresholds: list[Fraction]) -> None:
    worst, low, high, best = sorted((a, b, c, d))
    bar = interval(low, high, worst, best, thresholds)
    for stretch in (bar.sure, bar.open):
        start, end = reach(stretch)
        assert 0 <= start <= end <= WIDTH + 0.1
    assert 0 <= float(bar.low) <= float(bar.high) <= WIDTH
    assert all(0 <= float(mark) <= WIDTH for mark in bar.thresholds)
    if bar.sure and bar.open:
        (sure, sure_end), (unsure, unsure_end) = reach(bar.sure), reach(bar.open)
        assert sure_end <= unsure + 0.2 or unsure_end <= sure + 0.2  # nothing is sure and open at once


def test_bars_grow_from_zero() -> None:
    bar = interval(Fraction(1, 2), Fraction(3, 4), Fraction(-1), Fraction(1), [Fraction(-1), Fraction(0)])
    assert (bar.zero, bar.sure, bar.open) == ("120", Stretch("120", "60", "pb-sure"), Stretch("180", "30", "pb-open"))
    assert bar.thresholds == ("120",)
    assert interval(Fraction(2), Fraction(2), Fraction(1), Fraction(3), []).sure == Stretch("0", "120", "pb-sure")
    assert interval(Fraction(2), Fraction(2), Fraction(2), Fraction(2), []).zero == ""


@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["a", "b"])), max_size=8))
def test_shares_fill_the_track(parts: list[tuple[int, str]]) -> None:
    found = shares(parts)
    assert len(found) == sum(count > 0 for count, _ in parts)
    if found:
        assert float(found[-1].x) + float(found[-1].width) == pytest.approx(WIDTH, abs=0.11)


# -- levels and words ------------------------------------------------------------------------------------------------


@given(st.integers(2, 7))
def test_colours_run_from_worst_to_best(count: int) -> None:
    scale = Scale("s", "S", tuple(Level(f"l{number}", "L", "l", "●") for number in range(count)))
    steps = [style(scale, level.id) for level in scale.levels]
    assert steps[0] == "pb-step-0"
    assert steps[-1] == f"pb-step-{COLOURS - 1}"
    assert steps == sorted(set(steps))
    assert style(replace(scale, ordered=False), "l0") == "pb-plain"


def test_only_the_first_of_two_axes_is_coloured() -> None:
    klima = next(each for each in FULL if each.criterion == "klima")
    found = verdict(given_answer(klima), Standing.RATED, NEW.criterion("klima"), NEW, delegated=False)
    assert [(chip.axis, chip.word, chip.style) for chip in found.chips] == [
        ("Richtung", "fördernd", "pb-step-6"),
        ("Stärke", "mittel", "pb-plain"),
    ]


def test_a_catalogue_may_have_words_of_its_own() -> None:
    assert words.non_value(NonValue.CANNOT_TELL, NEW) == "nicht ermittelbar"
    assert words.non_value(NonValue.CANNOT_TELL, OLD) == "nicht einschätzbar"


def test_the_same_id_may_name_another_level_in_the_whole() -> None:
    """A knock-out is told in the words of what it holds down: the dimension, or the whole."""
    ours, whole = Threshold("mitte", "mittel", Fraction(0)), Threshold("mitte", "mit Auflagen", Fraction(0))
    caps = (Cap("strom", "mitte", certain=True),)
    for threshold in (ours, whole):
        assert [note.cap for note in cap_notes(caps, Aggregation(Method.SUM, thresholds=(threshold,)), NEW)] == [
            threshold.label
        ]
    dimension = NEW.dimensions[0]._replace(aggregation=NEW.dimensions[0].aggregation._replace(thresholds=(ours,)))
    strom = replace(NEW.criterion("strom"), knock_out=KnockOut(frozenset({"hemmend"}), "mitte"))
    both = replace(NEW, dimensions=(dimension, *NEW.dimensions[1:]), overall=NEW.overall._replace(thresholds=(whole,)))
    shown = criterion_view(strom, both, BOOK.context, EditionAnswers(NEW, answer_table((), NEW), {}), Paging()).knock_out
    assert shown is not None and (shown.in_dimension, shown.in_whole) == ("mittel", "mit Auflagen")


def test_figure_names_the_cap_and_what_is_open() -> None:
    ratings = [rating("strom", "foerdernd", amounts={}), rating("flaeche", "foerdernd")]
    result = score(assessment("a/b", ratings), NEW)
    part = result.dimensions[0]
    assert part.score is not None
    shown = score_figure(part.score, NEW.dimensions[0].aggregation, NEW, "oekologie")
    assert (shown.level, shown.uncapped, shown.at_best) == ("trägt", "", "stark")
    assert [(cap.criterion.text, cap.cap, cap.certain) for cap in shown.caps] == [("Geräte", "trägt", False)]


# -- pages -----------------------------------------------------------------------------------------------------------


def test_newest_first_unknown_dates_last() -> None:
    dates = [None, PartialDate(2025), PartialDate(2026, 1), PartialDate(2026)]
    entry = next(iter(BOOK.entries.values()))
    cards = [Card(entry._replace(id=f"a/{number}", date=date), Markup()) for number, date in enumerate(dates)]
    assert [card.entry.id for card in newest_first(cards)] == ["a/2", "a/3", "a/1", "a/0"]


def test_course_compares_only_within_an_edition() -> None:
    first, second, third = (story(f"musterstadt/app-{name}") for name in ("2025", "2026-03", "2026-09"))
    assert (first.previous, first.changes) == (None, ())
    assert second.previous is not None
    assert (second.comparable, second.changes) == (False, ())
    assert third.comparable
    assert "Stromverbrauch" in {change.criterion.text for change in third.changes}
    assert not story("musterstadt/app-2026-10").changes


def test_changes_never_call_a_closed_question_unanswered() -> None:
    changes = {change.criterion.text: change for change in story("musterstadt/app-2026-09").changes}
    (before,) = ALBUM.shown(changes["Stromverbrauch"].before)
    assert isinstance(before, Verdict)
    assert before.missing == "nicht gefragt: Themenfeld beendet"


def test_a_criterion_stands_under_a_heading_of_its_level() -> None:
    """The same answer stands under a field in one result and under the first questions in another, which ended early."""
    answer_, fragments = rating("flaeche", "foerdernd", reason="Grund."), new_printer().fragments(NEW)
    (fragment,) = (
        answer
        for dimension in fragments.of_result(score(assessment("a/b", [answer_]), NEW), {"flaeche": answer_})
        for answer in dimension.answers
        if answer.criterion.id == "flaeche"
    )
    for level in (4, 5, 4):
        assert f"<h{level} ".encode() in fragments.rated(fragment, answer_, delegated=False, level=level)
    assert b"<h5 " in fragments.rated(fragment, answer_, delegated=False)


def test_ratings_of_different_amounts_tell_their_own() -> None:
    """What speaks most is drawn once for each answer, but an amount belongs to a single rating."""
    before = NEW.criterion("flaeche")
    criterion = replace(before, form=before.form._replace(unit="t"))
    catalogue = replace(NEW, criteria=tuple(criterion if each is before else each for each in NEW.criteria))
    fragments, level = new_printer().fragments(catalogue), criterion.form.axes[0].scale.levels[-1].id
    for amount in (1, 2, 2):
        given = rating(criterion.id, level, amounts={level: Fraction(amount)})
        scored = score(assessment("a/b", [given], catalogue=catalogue.ref), catalogue)
        answers = [answer for part in fragments.of_result(scored, {criterion.id: given}) for answer in part.answers]
        answer = next(answer for answer in answers if answer.criterion.id == criterion.id)
        told = fragments.highlight(answer, given, "Weil.")
        assert f'<span class="pb-amount">{amount} t</span>'.encode() in told


def test_an_exempt_subject_has_nothing_to_compare() -> None:
    assert story("musterstadt/frei").changes == ()


def test_citation_names_the_public_address() -> None:
    assert view("musterstadt/app-2026-09").citation.url == "https://example.org/buch/ergebnisse/musterstadt/app-2026-09/"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../../b/2026/index.md", "../../../kataloge/b/2026/"),
        ("../../b/2026/k.md#t-teil", "../../../kataloge/b/2026/k/#t-teil"),
        ("k.md", "k/"),
        ("../../../methode.md", "../../../methode/"),
        ("../../../../methode.md", None),
        ("/methode.md", None),
        ("//evil.example/a.md", None),
        ("..//evil.md", None),
        ("../b/", None),
        ("#teil", None),
        ("../%2e%2e/b.md", None),
        ("javascript:a.md", None),
    ],
)
def test_links_in_texts_of_a_catalogue(link: str, address: str | None) -> None:
    assert lead("kataloge/a/2026/index.md", link) == address


def test_criteria_know_their_kin() -> None:
    strom = criterion_view(NEW.criterion("strom"), NEW, BOOK.context, EditionAnswers(NEW, answer_table((), NEW), {}), Paging())
    assert [(kin.change, [link.text for link in kin.criteria], kin.reason) for kin in strom.kin] == [
        ("neu formuliert", ["Strom"], "klarer")
    ]
    gone = criterion_view(OLD.criterion("alt"), OLD, BOOK.context, EditionAnswers(OLD, answer_table((), OLD), {}), Paging())
    assert [(kin.change, kin.criteria, kin.reason) for kin in gone.kin] == [("entfallen", (), "überholt")]


def test_names_sort_as_germans_sort() -> None:
    assert sorted(["Zett", "Ätestheim", "Aue", "Straßen", "Strassa"], key=sort_key) == [
        "Ätestheim",
        "Aue",
        "Strassa",
        "Straßen",
        "Zett",
    ]
