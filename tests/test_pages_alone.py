"""A page is the same whatever was printed before it: nothing that is kept to be used again may show up where it does not belong."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

import probes
from plots import ROOT
from printed import SITE, book_of_values, new_printer
from pruefbuch.book import Book, load
from pruefbuch.model.assessments import Assessment, Evidence, Exemption, Rating
from pruefbuch.model.catalogues import Catalogue, ExemptionClass
from pruefbuch.model.common import Link, PartialDate, Place
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.compiled import CompiledFragments
from pruefbuch.render.course import Relatives
from pruefbuch.render.layouts import LayoutContext, Layouts
from pruefbuch.render.rating_list import raters, rating_list
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
    pages = [*renderer.assessments([(book.check(papers[number].id), Relatives()) for number in order], book.context)]
    for page in pages:
        assert [heading.id for heading in page.headings] == headings_of(page)
    assert len(pages[0].headings) != len(pages[1].headings)


# -- any page of any book ----------------------------------------------------------------------------------------------

REASONS = ("", "Grund.", "**Fett** & mehr.", "a < b. Und noch ein Satz.")
EVIDENCE = ((), (Evidence("Notiz"),), (Evidence("Z", "https://example.org", "Messung", PartialDate(2026, 2)), Evidence("<N>")))
LINK = Link("Umweltbericht", "https://example.org/umwelt")
Draw = Callable[[PageRenderer, Layouts], bytes]


@st.composite
def explained(draw: st.DrawFn, of: Rating) -> Rating:
    """A rating with some of what may stand beside it."""
    more: dict[str, Any] = {"reason": draw(st.sampled_from(REASONS)), "evidence": draw(st.sampled_from(EVIDENCE))}
    if draw(st.booleans()):
        more["amounts"] = {level: Fraction(draw(st.integers(1, 3))) for level in of.levels}
    if draw(st.integers(0, 3)) == 3:
        more |= {"lesson": "Früher *messen*.", "alternatives": "Papier.", "refers_to": LINK}
    return of._replace(**more)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Some assessments of a town by one catalogue: complete or not, with a field closed, ended early, delegated or exempt."""
    found = draw(probes.checks())[1]
    door = probes.criterion("tor", probes.one(probes.scale("nein, ja")), field=found.criteria[0].field)
    door = replace(door, gate=probes.gate("nein", door.field))
    personal = ExemptionClass("personal", "Personal")
    catalogue = replace(found, criteria=(door, *found.criteria), exemptions=(personal,), delegation=True)
    papers: dict[str, Assessment] = {}
    for number in range(draw(st.integers(2, 4))):
        paper = probes.an_assessment(draw, catalogue)
        ratings = tuple(draw(explained(rating)) for rating in paper.ratings)
        kind = draw(st.sampled_from(["plain", "plain", "delegated", "exempt"]))
        name = f"{MUSTERSTADT.id}/papier-{number}"
        papers[name] = replace(
            paper,
            id=name,
            path=f"assessments/{name}.yml",
            checksum=f"{number}" * 64,
            municipality=MUSTERSTADT.id,
            catalogue=catalogue.ref,
            ratings=() if kind == "exempt" else ratings,
            exemption=Exemption("personal", "Eine Stelle.") if kind == "exempt" else None,
            delegation=LINK if kind == "delegated" else None,
        )
    return book_of_values({catalogue.ref: catalogue}, {MUSTERSTADT.id: MUSTERSTADT}, papers)


def theme(context: LayoutContext) -> str:
    """A theme that shows all that it is told."""
    contents = "".join(f"<li>{level} {name} {title}</li>" for level, name, title in context.headings)
    return (
        f"{context.uri}<title>{context.title}</title>{context.description}{context.url}{contents}{context.html}{context.source}"
    )


def drawings(book: Book) -> list[Draw]:
    """What draws each page of an assessment in the theme, and each list of ratings on a criterion."""
    (catalogue,) = book.catalogues.values()

    def result(name: str) -> Draw:
        return lambda renderer, layouts: layouts.document(
            next(renderer.assessments([(book.check(name), Relatives())], book.context))
        )

    def ratings(number: int) -> Draw:
        def draw(renderer: PageRenderer, _: Layouts) -> bytes:
            papers = [book.check(name).assessment for name in book.entries]
            found = raters(papers, book.context, "kataloge/probe/2026/k.md", len(papers), renderer.pieces)
            return str(rating_list(catalogue.criteria[number], found, renderer.fragments(catalogue))).encode()

        return draw

    return [*map(result, book.entries), *map(ratings, range(len(catalogue.criteria)))]


def forget() -> None:
    """Empty everything that the program keeps beside a renderer."""
    modules = [module for name, module in sys.modules.items() if name.startswith("pruefbuch.")]
    for module in modules:
        for value in list(vars(module).values()):
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def uncompiled(self: Any, name: str, *views: object, fixed: tuple[object, ...] = ()) -> bytes:
    """Stands in for CompiledFragments.fill: renders the template for this view alone."""
    html: str = self._draw(name, *fixed, *html_of(views))
    return html.encode()


def html_of(view: Any) -> Any:
    """The view with fragments as templates take them."""
    if isinstance(view, bytes):
        return Markup(view.decode())
    if isinstance(view, tuple):
        return getattr(type(view), "_make", tuple)([html_of(value) for value in view])
    return view


def alone(draw: Draw, *, compiled: bool) -> bytes:
    """What a program draws that has drawn nothing before; where it is not compiled, every template is rendered in full."""
    forget()
    with pytest.MonkeyPatch.context() as patch:
        if not compiled:
            patch.setattr(CompiledFragments, "fill", uncompiled)
        return draw(new_printer(), Layouts(theme, SITE))


@settings(max_examples=12, deadline=None)
@given(books(), st.integers(0, 1000), st.booleans())
def test_a_page_is_the_same_whatever_was_drawn_before(book: Book, seed: int, compiled: bool) -> None:
    pages = drawings(book)
    expected = [alone(draw, compiled=compiled) for draw in pages]
    renderer, layouts = new_printer(), Layouts(theme, SITE)
    order = list(range(len(pages))) * 2
    random.Random(seed).shuffle(order)
    for number in order:
        assert pages[number](renderer, layouts) == expected[number]
