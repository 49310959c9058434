"""What speaks for and against: the strongest rating of each dimension, its reason in one sentence."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pruefbuch.model.catalogues import Axis, Effect, Form, FormKind, Level, Scale
from pruefbuch.render.highlights import first_sentence
from pruefbuch.views.answers import pull


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ""),
        ("Ein Satz ohne Ende", "Ein Satz ohne Ende"),
        ("Das ist gut so. Und mehr.", "Das ist gut so."),
        ("Der Versuch endet am 31. Dezember 2026. Danach nicht mehr.", "Der Versuch endet am 31. Dezember 2026. Danach nicht mehr."),
        ("Es gibt z. B. Bäume am Rand. Und Büsche.", "Es gibt z. B. Bäume am Rand."),
        ("Ja. Das ist ein langer zweiter Satz. Und ein dritter.", "Ja. Das ist ein langer zweiter Satz."),
        ("Wer zahlt das eigentlich? Niemand.", "Wer zahlt das eigentlich?"),
        ("**Fett** und [ein Link](https://x.de) dabei. Mehr.", "Fett und ein Link dabei."),
        ("a < b & c in Ordnung", "a < b & c in Ordnung"),
        ("Wort " * 60, "Wort " * 35 + "Wort …"),
        ("Die Hälfte (50 %). Der Rest.", "Die Hälfte (50 %). Der Rest."),
    ],
)  # fmt: skip
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def scale(*effects: Effect | None) -> Scale:
    return Scale("s", "S", tuple(Level(f"l{number}", "", "", "", None, effect) for number, effect in enumerate(effects)))


FIVE = scale(Effect.DOWN, Effect.DOWN, Effect.NEUTRAL, Effect.UP, Effect.UP)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("l0", (Effect.DOWN, Fraction(1))),
        ("l1", (Effect.DOWN, Fraction(1, 2))),
        ("l2", (Effect.NEUTRAL, Fraction(1))),
        ("l3", (Effect.UP, Fraction(1, 2))),
        ("l4", (Effect.UP, Fraction(1))),
    ],
)
def test_how_strongly_a_level_pulls(level: str, expected: tuple[Effect, Fraction]) -> None:
    form = Form(FormKind.LEVEL, (Axis("a", "A", FIVE),))
    assert pull(form, (level,)) == expected


def test_a_second_axis_weakens() -> None:
    form = Form(FormKind.AXES, (Axis("a", "A", FIVE), Axis("b", "B", scale(None, None))))
    assert pull(form, ("l4", "l0")) == (Effect.UP, Fraction(1, 2))
    assert pull(form, ("l4", "l1")) == (Effect.UP, Fraction(1))
    assert pull(form, ("l4",)) == (Effect.UP, Fraction(1))


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (("l4",), (Effect.UP, Fraction(1))),
        (("l3", "l4"), (Effect.UP, Fraction(1))),
        (("l1",), (Effect.DOWN, Fraction(1, 2))),
        (("l1", "l0"), (Effect.DOWN, Fraction(1))),
        (("l5", "l3"), (Effect.UP, Fraction(1, 2))),
        (("l0", "l4"), (None, Fraction(0))),
        (("l2", "l4"), (None, Fraction(0))),
        (("l5",), (None, Fraction(0))),
    ],
)
def test_what_was_chosen_together_pulls_where_it_agrees(
    levels: tuple[str, ...], expected: tuple[Effect | None, Fraction]
) -> None:
    six = scale(*(each.effect for each in FIVE.levels), None)
    assert pull(Form(FormKind.SELECTION, (Axis("a", "A", six),)), levels) == expected


def test_a_text_has_no_direction() -> None:
    assert pull(Form(FormKind.TEXT), ()) == (None, Fraction(0))
