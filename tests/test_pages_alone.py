"""A page is the same whatever was printed before it: nothing that is kept to be used again may show up where it does not belong."""

from __future__ import annotations

import re

import pytest

from plots import ROOT
from printed import book_of_values, new_printer
from pruefbuch.book import load
from pruefbuch.model.assessments import Rating
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place
from pruefbuch.render import Page
from pruefbuch.render.course import Relatives
from pruefbuch.tree import read
from sample_book import MUSTERSTADT, assessment


@pytest.fixture(scope="module")
def decisions() -> Catalogue:
    """The catalogue for decisions: its first questions close the fields that a paper does not touch."""
    return load(read(ROOT)).catalogues["nh-beschluss@2026"]


def headings_of(page: Page) -> list[str]:
    """The ids of the headings in the body of a page, but for the page's own."""
    return re.findall(r'<h[2-6] id="([^"]*)"', page.html)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_papers_that_touch_other_fields_have_other_tables_of_contents(order: tuple[int, ...], decisions: Catalogue) -> None:
    gates = [each for each in decisions.criteria if each.gate]
    papers = [
        assessment(
            f"musterstadt/papier-{number}",
            [Rating(gate.id, Place(""), levels=("ja" if gate in touched else "nein",)) for gate in gates],
            catalogue=decisions.ref,
        )
        for number, touched in enumerate((gates[:2], gates[4:8]))
    ]
    book = book_of_values({decisions.ref: decisions}, {MUSTERSTADT.id: MUSTERSTADT}, {each.id: each for each in papers})
    renderer = new_printer()
    pages = [page for number in order for page in renderer.assessments([(book.check(papers[number].id), Relatives())], book)]
    for page in pages:
        assert [heading.id for heading in page.headings] == headings_of(page)
    assert len(pages[0].headings) != len(pages[1].headings)
