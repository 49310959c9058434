"""Templates cut to shape say what the templates themselves say."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from printed import Album
from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.characters import forbidden
from pruefbuch.model.results import Standing
from pruefbuch.render import fragments
from pruefbuch.render.compiled import CompiledFragment, CompiledFragments, placeholder
from pruefbuch.scoring import score
from sample_book import FULL, NEW, assessment


class Inner(NamedTuple):
    text: str
    html: Markup
    flag: bool


class View(NamedTuple):
    title: str
    many: tuple[Inner, ...]
    status: AssessmentStatus
    maybe: Inner | None
    number: int


TEMPLATE = Environment(autoescape=True, undefined=StrictUndefined).from_string(
    "<h1>{{ v.title }}</h1>{% for each in v.many %}{{ loop.index }}{% if each.flag %}!{% endif %}{{ each.html }}{{ each.text }}{% endfor %}"
    "{% if v.status == 'withdrawn' %}weg{% endif %}{{ v.maybe.text if v.maybe else 'nichts' }}{{ v.number }}<a title='{{ v.title }}'></a>"
)
TEXTS = st.text(alphabet="a<>&\"' {}%1", max_size=5)
INNER = st.builds(Inner, TEXTS, TEXTS.map(lambda text: Markup.escape(text) + Markup("<b></b>")), st.booleans())
VIEWS = st.builds(
    View, TEXTS, st.lists(INNER, max_size=3).map(tuple), st.sampled_from(AssessmentStatus), st.none() | INNER, st.integers(0, 2)
)


def render(_name: str, view: Any) -> str:
    return TEMPLATE.render(v=view)


@given(st.lists(VIEWS, max_size=8))
def test_filled_is_what_rendered_would_be(views: list[View]) -> None:
    fragments = CompiledFragments(render)
    assert [fragments.fill("view", view).decode() for view in views] == [render("view", view) for view in views]


def test_a_shape_is_rendered_once_and_few_are_kept() -> None:
    seen: list[View] = []

    def count(name: str, view: View) -> str:
        seen.append(view)
        return render(name, view)

    compiled = CompiledFragments(count, 1)
    one, two = (View(title, (), AssessmentStatus.FINAL, None, 1) for title in ("a", ""))
    for view in (one, one._replace(title="b"), two, one):
        assert compiled.fill("view", view).decode() == render("view", view)
    assert len(seen) == 3


def test_marks_cannot_come_from_files() -> None:
    assert forbidden(placeholder(1)) == (0, 2)


def test_a_text_may_stand_twice_or_never() -> None:
    assert CompiledFragment(f"{placeholder(1)}-{placeholder(1)}").fill([b"a", b"b"]) == b"b-b"
    assert CompiledFragment("fest").fill([]) == b"fest"


def test_few_pieces_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST", 1)
    album = Album()
    pieces = fragments.FragmentCache(NEW, album)
    for name in ("strom", "zugang", "strom"):
        rating = next(each for each in FULL if each.criterion == name)
        pieces.answer(rating, Standing.RATED, NEW.criterion(name))
    assert len(album.views) == 3
    ratings = {each.criterion: each for each in FULL}
    result = score(assessment("a/b", FULL), NEW)
    first, second = ([face.line for each in pieces.of_result(result, ratings) for face in each.answers] for _ in range(2))
    assert len(first) == len(second) == len(NEW.criteria)
    assert not {*first} & {*second}


class Pressed(NamedTuple):
    piece: bytes
    text: str


@pytest.mark.parametrize("piece", [b"", "<b>ä</b>".encode()])
def test_a_pressed_piece_shows_as_it_is_or_not_at_all(piece: bytes) -> None:
    template = Environment(autoescape=True).from_string("{{ v.piece }}-{{ v.text }}")
    for text in ("ä", "<"):
        found = CompiledFragments(lambda _name, view: template.render(v=view)).fill("view", Pressed(piece, text))
        assert found == piece + b"-" + str(Markup.escape(text)).encode()
