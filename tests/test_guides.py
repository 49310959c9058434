"""The guides: what they reckon by hand is what the program reckons, and every page says as of when and from where it knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from pruefbuch import tree
from pruefbuch.book import Context, load_context
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Aggregation, Catalogue, Criterion, Method
from pruefbuch.model.common import NonValue
from pruefbuch.model.results import DimensionResult, Score, Standing
from pruefbuch.scoring import SCORING_VERSION, score
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.figures import coverage, exact, figure, limit, span
from pruefbuch.views.words import non_value

ROOT = Path(__file__).parent.parent
GUIDES = sorted((ROOT / "content" / "leitfaden").glob("*.md"))
WORKED = (ROOT / "content" / "leitfaden" / "nachgerechnet.md").read_text("utf-8")
LIGHTS, CHATBOT = "beispielhausen-an-der-probe/strassenbeleuchtung-2026", "musterlingen/ki-chatbot-2026"


# -- what is reckoned by hand ----------------------------------------------------------------------------------------


class Section(NamedTuple):
    """A heading "Vorhaben: Dimension" with the result it links to, the rows of its table, and the words around it."""

    dimension: str
    assessment: str
    rows: list[list[str]]
    prose: str


class Found(NamedTuple):
    """What the program makes of the dimension of a section."""

    checked: ScoredAssessment
    catalogue: Catalogue
    part: DimensionResult
    score: Score
    aggregation: Aggregation


@cache
def context() -> Context:
    return load_context(tree.read(ROOT))


def sections() -> Iterator[Section]:
    for text in WORKED.split("\n## ")[1:]:
        title, _, body = text.partition("\n")
        linked = re.search(r"\]\([.][.]/ergebnisse/(\S+)[.]md\)", body)
        if linked:
            table = [line.split("|")[1:-1] for line in body.split("\n") if line.startswith("| ")]
            prose = " ".join(line for line in body.split("\n") if not line.startswith("|"))
            yield Section(title.partition(": ")[2], linked[1], [[cell.strip("* ") for cell in row] for row in table[1:]], prose)


def reckoned(section: Section) -> Found:
    checked = context().check(f"assessments/{section.assessment}.yml").scored
    assert checked
    catalogue = context().catalogues[checked.assessment.catalogue]
    dimension = next(each for each in catalogue.dimensions if each.label == section.dimension)
    part = next(each for each in checked.result.dimensions if each.dimension == dimension.id)
    assert part.score
    return Found(checked, catalogue, part, part.score, dimension.aggregation)


def answer(rating: Rating, criterion: Criterion, catalogue: Catalogue) -> str:
    if rating.non_value:
        return non_value(rating.non_value, catalogue)
    labels = [axis.scale.level(level).label for axis, level in zip(criterion.form.axes, rating.levels, strict=True)]
    return " × ".join(labels)


def expected_rows(found: Found) -> Iterator[list[str]]:
    """The table as it must stand on the page, from the catalogue and the result."""
    catalogue, score = found.catalogue, found.score
    ratings = {each.criterion: each for each in found.checked.assessment.ratings}
    terms = {term.id: term for term in score.terms}
    for criterion in catalogue.criteria:
        if catalogue.field(criterion.field).dimension != found.part.dimension or not criterion.form.valued:
            continue
        begin = [criterion.name, answer(ratings[criterion.id], criterion, catalogue)]
        term = terms.get(criterion.id)
        if found.part.standings[criterion.id] is Standing.NOT_APPLICABLE:
            yield [*begin, "–", "–", "–"]
        elif term:
            adds = [adding(value, term.weight, found.aggregation) for value in (term.low, term.high)]
            yield [*begin, exact(term.weight), between(term.low, term.high), between(*adds)]
    yield ["Summe", "", exact(score.divisor), "", between(score.points_low, score.points_high)]


def adding(value: Fraction, weight: Fraction, aggregation: Aggregation) -> Fraction:
    if aggregation.method is Method.SHARE_MET:
        assert aggregation.met is not None
        return weight if value >= aggregation.met else Fraction(0)
    return weight * value


def between(low: Fraction, high: Fraction) -> str:
    return exact(low) if low == high else f"{exact(low)} bis {exact(high)}"


@pytest.mark.parametrize("section", list(sections()), ids=lambda section: f"{section.assessment}-{section.dimension}")
def test_tables_reckoned_by_hand(section: Section) -> None:
    found = reckoned(section)
    assert section.rows == list(expected_rows(found))
    for points, value in {(found.score.points_low, found.score.low), (found.score.points_high, found.score.high)}:
        assert f"{exact(points)} : {exact(found.score.divisor)} = **{figure(value)}**" in section.prose
    level = found.score.threshold
    assert (f"**„{level.label}“**" if level else "**keine Stufe**") in section.prose


def test_all_kinds_of_reckoning_are_there() -> None:
    assert [(each.assessment, each.dimension) for each in sections()] == [
        (LIGHTS, "Ökologie"),
        (LIGHTS, "Soziales"),
        (CHATBOT, "Ökologie"),
        (LIGHTS, "Umsetzung (Governance)"),
    ]


@pytest.mark.parametrize("section", list(sections()), ids=lambda section: f"{section.assessment}-{section.dimension}")
def test_thresholds_named_beside_a_table(section: Section) -> None:
    """„förderlich“ gilt ab 0,5: each such pair of word and number is one of the catalogue."""
    thresholds = {each.label: limit(each.at) for each in reckoned(section).aggregation.thresholds}
    named = re.findall(r"„([^“]+)“(?: gilt)? ab (\d+(?:,\d+)?)", section.prose)
    assert [(label, at) for label, at in named if thresholds.get(label.lower()) != at] == []
    assert named or section.dimension != "Umsetzung (Governance)"


def test_the_conflict_and_the_knock_out() -> None:
    _ecology, section, *_ = sections()
    found = reckoned(section)
    rule = found.aggregation
    assert rule.up and rule.down
    assert f"gewinnt ab {limit(rule.up)} und verliert bis {limit(rule.down)}" in section.prose
    assert [(each.up, each.down) for each in found.checked.result.conflicts] == [("oekologie", "soziales")]
    ecology, social = (part.score for part in found.checked.result.dimensions[:2])
    assert ecology and social
    assert f"Ökologie steht bei {figure(ecology.low)}, Soziales bei {figure(social.low)}" in section.prose
    (cap,) = social.caps
    assert found.catalogue.criterion(cap.criterion).name.split()[0] + " ist außerdem ein K.-o.-Kriterium" in section.prose
    assert f"nicht über „{cap.threshold}“ hinaus" in section.prose


def test_what_is_open_and_what_hiding_would_bring() -> None:
    section = next(each for each in sections() if each.assessment == CHATBOT)
    found = reckoned(section)
    assert f"Beantwortet: **{coverage(found.part.answered, found.part.asked)}**" in section.prose
    assert found.score.threshold_at_best
    assert f"Bestenfalls wäre es **„{found.score.threshold_at_best.label}“**" in section.prose
    step = next(each for each in found.checked.result.next_steps if each.dimension == found.part.dimension)
    assert step is found.checked.result.next_steps[0]
    assert f"{exact(step.gain * found.score.divisor)} : {exact(found.score.divisor)} = **{figure(step.gain)}**" in section.prose
    hidden = [
        replace_with_silence(each) if each.criterion == "sparsame-software" else each
        for each in found.checked.assessment.ratings
    ]
    silent = score(replace(found.checked.assessment, ratings=tuple(hidden)), found.catalogue)
    low = next(each.score for each in silent.dimensions if each.dimension == found.part.dimension)
    assert low
    assert f"{exact(low.points_low)} : {exact(low.divisor)} = {figure(low.low)}" in section.prose


def replace_with_silence(rating: Rating) -> Rating:
    return Rating(rating.criterion, rating.place, non_value=NonValue.UNANSWERED)


def test_the_rules_the_page_was_reckoned_by() -> None:
    assert f"Rechenregeln Version {SCORING_VERSION}" in WORKED
    assert context().check(f"assessments/{LIGHTS}.yml").scored
    assert "`nh-digital` 2026" in WORKED


def test_figures_quoted_on_other_pages() -> None:
    """How to read a result quotes two results; its numbers are theirs."""
    text = (ROOT / "content" / "leitfaden" / "ergebnis-lesen.md").read_text("utf-8")
    lights, chatbot = (context().check(f"assessments/{each}.yml").scored for each in (LIGHTS, CHATBOT))
    assert lights and chatbot
    shares = [part.score for part in (lights.result.dimensions[0], chatbot.result.dimensions[1])]
    for found in shares:
        assert found and f"| {span(found.low, found.high)}" in text
    assert (
        f"„{coverage(chatbot.result.answered, chatbot.result.asked)}“ heißt: {chatbot.result.asked - chatbot.result.answered} Fragen"
        in text
    )


# -- every page ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_every_guide_ends_with_its_date_and_sources(path: Path) -> None:
    foot = path.read_text("utf-8").rpartition("\n## ")[2]
    assert foot.startswith("Stand und Quellen\n\nStand: ")
    assert re.match(
        r"Stand: (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember) 20\d\d\b", foot[19:]
    )
    assert re.search("Quelle|Urteil|Vorschlag|Festlegung", foot[19:])


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_sources_are_addresses(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8"))
    outside = [target for target in targets if ":" in target]
    assert [target for target in outside if not target.startswith("https://")] == []


def test_every_guide_can_be_reached_from_the_overview() -> None:
    links = {path.name: set(re.findall(r"\]\(([a-z-]+[.]md)", path.read_text("utf-8"))) for path in GUIDES}
    reached, todo = {"index.md"}, ["index.md"]
    while todo:
        new = links[todo.pop()] - reached
        reached |= new
        todo += new
    assert reached == set(links)


def test_the_glossary_has_every_word_of_the_house() -> None:
    table = (ROOT / "hooks" / "README.md").read_text("utf-8").partition("## Words\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[2] for line in table.split("\n") if line.startswith("| ")][1:]
    words = {word.strip() for row in rows for word in row.split(",")} - {"–", "Fehler", "Hinweis"}
    glossary = (ROOT / "content" / "leitfaden" / "glossar.md").read_text("utf-8")
    assert {"Katalog", "Ausgabe", "Vorhaben"} <= words
    assert [word for word in sorted(words) if not re.search(rf"^\| {word}\b", glossary, re.MULTILINE)] == []
