"""The catalogues in our own wording are complete, frozen and in use."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from printed import bare_cards, new_printer
from prose import mean, sentences
from pruefbuch.book import Book
from pruefbuch.model.catalogues import Catalogue, CatalogueKind, Criterion, EditionStatus, FormKind, Method
from pruefbuch.views.catalogues import catalogue_view
from pruefbuch.views.register import Register

ROOT = Path(__file__).parent.parent
OWN = ("nh-digital@2026", "nh-beschluss@2026", "klimacheck@2026")
NEW = OWN[1:]
SECTIONS = ("Warum das zählt", "Woran man die Stufen erkennt", "Nachweise", "Maßnahmen, die helfen")
DIGITAL = (*SECTIONS[:2], "Ein Fall", "Häufige Fehler", *SECTIONS[2:], "In kleinen Orten")


@pytest.fixture(params=OWN)
def catalogue(request: pytest.FixtureRequest, book: Book) -> Catalogue:
    return book.catalogues[request.param]


def _sections(text: str) -> dict[str, str]:
    """What stands under each heading of a help text."""
    parts = re.split(r"^## +(.+?) *$", text, flags=re.MULTILINE)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def test_own_catalogues_are_frozen_and_say_what_they_are_not(catalogue: Catalogue, book: Book) -> None:
    assert not book.errors
    assert catalogue.kind is CatalogueKind.OWN
    assert catalogue.edition.status is EditionStatus.PUBLISHED
    assert (ROOT / catalogue.path).with_name("SHA256SUMS").is_file()
    assert re.search(r"nicht der amtliche|kein amtlicher text", catalogue.notice, re.IGNORECASE)


def test_own_catalogues_are_shown_by_made_up_towns(catalogue: Catalogue, book: Book) -> None:
    shown = [entry for entry in book.entries.values() if entry.catalogue == catalogue.ref]
    assert len(shown) >= 2
    assert all(book.municipalities[entry.municipality].made_up for entry in shown)


WHERE = {"why": "Warum das zählt", "evidence": "Nachweise", "measures": "Maßnahmen, die helfen"}
"""the section of a help text for each of them"""


def lacking(criterion: Criterion) -> list[str]:
    """Which of the six things that each criterion must have are not there."""
    found = _sections(criterion.guidance)
    there = {
        "question": criterion.question.endswith("?"),
        "levels": criterion.form.kind is FormKind.TEXT
        or all(criterion.level_texts.get(level.id) for level in criterion.form.axes[0].scale.levels),
        "references": bool(criterion.references),
        **{what: len(found.get(name, "")) > 20 for what, name in WHERE.items()},
    }
    return [what for what, yes in there.items() if not yes]


def test_every_criterion_has_question_why_levels_evidence_measures_references(catalogue: Catalogue) -> None:
    assert len(catalogue.criteria) == {"nh-digital@2026": 29, "nh-beschluss@2026": 32, "klimacheck@2026": 2}[catalogue.ref]
    assert {criterion.id: lacking(criterion) for criterion in catalogue.criteria if lacking(criterion)} == {}


def test_what_a_criterion_lacks_is_seen(catalogue: Catalogue) -> None:
    for criterion in catalogue.criteria:
        if criterion.form.kind is not FormKind.TEXT:
            assert lacking(replace(criterion, level_texts=dict(list(criterion.level_texts.items())[1:]))) == ["levels"]
        assert lacking(replace(criterion, question="Strom")) == ["question"]
        assert lacking(replace(criterion, references=())) == ["references"]
        for what, name in WHERE.items():
            assert lacking(replace(criterion, guidance=criterion.guidance.replace(f"## {name}\n", "## Sonst\n"))) == [what]


def test_help_texts_have_every_section_that_the_catalogue_promises(catalogue: Catalogue) -> None:
    for criterion in catalogue.criteria:
        found = _sections(criterion.guidance)
        assert all(len(found[name]) > 20 for name in catalogue.guidance), criterion.id


def test_every_question_is_asked_in_plain_language_too(catalogue: Catalogue) -> None:
    found = [sentence for criterion in catalogue.criteria for sentence in sentences(criterion.simple)]
    assert all(criterion.simple.endswith("?") for criterion in catalogue.criteria)
    assert [each.text for each in found if each.length > 15] == []
    assert mean(found) <= 12


@pytest.mark.parametrize("ref", NEW)
def test_help_texts_of_the_new_catalogues_have_these_sections(ref: str, book: Book) -> None:
    catalogue = book.catalogues[ref]
    assert set(SECTIONS) <= set(catalogue.guidance)


def test_help_texts_of_digital_projects_tell_a_case_mistakes_and_what_it_takes(book: Book) -> None:
    catalogue = book.catalogues["nh-digital@2026"]
    assert catalogue.guidance == DIGITAL
    for criterion in catalogue.criteria:
        found = _sections(criterion.guidance)
        assert tuple(found)[: len(DIGITAL)] == DIGITAL, criterion.id
        assert set(found) <= {*DIGITAL, "Bezug"}, criterion.id
        assert re.search(r"\]\(https?://|ausgedacht", found["Ein Fall"]), criterion.id
        assert "](http" in found.get("Bezug", "](http"), criterion.id
        assert 2 <= len(re.findall(r"^- ", found["Häufige Fehler"], re.MULTILINE)) <= 4, criterion.id
        efforts = re.findall(r"^- \*\*(\w+):\*\* \S", found["Maßnahmen, die helfen"], re.MULTILINE)
        assert list(dict.fromkeys(efforts)) == ["Klein", "Mittel", "Groß"], criterion.id
        assert efforts == sorted(efforts, key=["Klein", "Mittel", "Groß"].index), criterion.id


def test_ten_fields_each_with_its_first_question(book: Book) -> None:
    catalogue = book.catalogues["nh-beschluss@2026"]
    assert len(catalogue.fields) == 10
    assert len(catalogue.exemptions) == 5
    links = {(each.scheme, each.edition) for criterion in catalogue.criteria for each in criterion.references}
    assert links == {("SDG", ""), ("BNK", "2021")}
    assert [each.id for each in catalogue.dimensions] == [each.dimension for each in catalogue.fields]
    assert all(each.aggregation.method is Method.NONE for each in catalogue.dimensions)
    for field in catalogue.fields:
        first, *others = [each for each in catalogue.criteria if each.field == field.id]
        assert first.gate is not None and first.gate.fields == (field.id,)
        assert len(others) in (2, 3)
        for each in others:
            levels = [level.id for level in each.form.axes[0].scale.levels]
            assert levels == ["sehr-hemmend", "hemmend", "kein-effekt", "foerdernd", "sehr-foerdernd"]
            effects = {level.id: level.effect for level in each.form.axes[0].scale.levels}
            assert [level for level, effect in effects.items() if effect == "neutral"] == ["kein-effekt"]
            assert each.requires.reason == effects.keys() - {"kein-effekt"}
            assert each.requires.alternatives == {level for level, effect in effects.items() if effect == "down"}


def test_own_catalogues_lead_to_each_other(book: Book) -> None:
    """Links between the texts of catalogues are links on the pages, too."""
    register, sections = Register.of(book, bare_cards(book)), new_printer().templates.filters["sections"]
    found = {}
    for ref in NEW:
        html = "".join(section.body for section in sections(catalogue_view(book.catalogues[ref], register).intro))
        found[ref] = re.findall(r'href="(\.[^"]*)"', html)
    assert found == {
        "nh-beschluss@2026": ["../../../kataloge/nh-digital/2026/", "../../../kataloge/klimacheck/2026/"],
        "klimacheck@2026": ["../../../kataloge/nh-beschluss/2026/"],
    }


def test_the_shipped_assessments_show_every_way_through_the_check(book: Book) -> None:
    shown = [book.open(name) for name, entry in book.entries.items() if entry.catalogue in NEW]
    ratings = [rating for each in shown for rating in each.ratings]
    assert any(rating.alternatives for rating in ratings)
    assert any(rating.non_value == "cannot-tell" for rating in ratings)
    assert any(rating.amounts for rating in ratings)
    assert any(rating.evidence and rating.measures for rating in ratings)
    assert any(each.ratings and all(rating.levels == ("nein",) for rating in each.ratings) for each in shown)
    assert any(each.exemption for each in shown)
    assert all(each.decision for each in shown)
