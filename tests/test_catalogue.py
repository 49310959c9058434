"""catalogue.yml → a catalogue, with every form, method and limit."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from plots import BASE, FORMEN, PROBE, book_of, problems_of
from pruefbuch.model.catalogues import (
    Aggregation,
    Catalogue,
    CatalogueKind,
    CriterionChange,
    EditionStatus,
    Effect,
    FormKind,
    Gate,
    IndexStep,
    KnockOut,
    Method,
    Reference,
    Requirements,
)
from pruefbuch.model.common import NonValue, PartialDate


def probe(*changes: tuple[str, str]) -> Catalogue:
    """The small test catalogue with changes."""
    text = BASE[PROBE]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    book = book_of({PROBE: text})
    assert book.problems == ()
    return book.catalogues["probe@2026"]


@pytest.fixture(scope="module")
def formen() -> Catalogue:
    return book_of({}).catalogues["formen@2026"]


def test_what_it_is(formen: Catalogue) -> None:
    assert (formen.ref, formen.title, formen.kind) == ("formen@2026", "Alle Formen", CatalogueKind.OWN)
    assert formen.edition.date == PartialDate(2026, 1)
    assert [stage.id for stage in formen.stages] == ["relevanz", "haupt"]
    assert formen.exemptions[0].label == "Personalangelegenheit"
    assert not formen.delegation
    assert len(formen.checksum) == 64


def test_forms(formen: Catalogue) -> None:
    forms = {criterion.id: criterion.form for criterion in formen.criteria}
    assert [form.kind for form in forms.values()] == [
        FormKind.LEVEL,
        FormKind.LEVEL,
        FormKind.AXES,
        FormKind.SELECTION,
        FormKind.TEXT,
    ]
    assert forms["stufe"].unit == "t CO2/a"
    assert forms["achsen"].axes[1].unless == {"kein-effekt"}
    assert [forms[name].valued for name in ("relevant", "stufe", "achsen", "freitext")] == [False, True, True, False]
    level = forms["stufe"].axes[0].scale.level("hemmend")
    assert (level.value, level.effect, level.symbol) == (Fraction(-1), Effect.DOWN, "▼")
    assert forms["stufe"].axes[0].scale.rank("foerdernd") == 2


def test_limits(formen: Catalogue) -> None:
    stufe = formen.criterion("stufe")
    assert stufe.allows == {NonValue.NOT_APPLICABLE, NonValue.UNANSWERED}
    assert stufe.knock_out == KnockOut(frozenset({"hemmend"}), "gut")
    assert stufe.requires == Requirements(reason=frozenset({"hemmend"}), alternatives=frozenset({"hemmend"}))
    relevant = formen.criterion("relevant")
    assert relevant.gate == Gate(frozenset({"nein"}), ("klima",))
    assert relevant.requires == Requirements(reason=frozenset({"nein"}))
    assert (relevant.stage, stufe.stage) == ("relevanz", "haupt")
    assert formen.criterion("freitext").requires == Requirements()


def test_what_does_not_exist(formen: Catalogue) -> None:
    for find in (formen.criterion, formen.field, formen.scales[0].level):
        with pytest.raises(KeyError):
            find("gibt-es-nicht")


def test_all_levels_may_be_required() -> None:
    assert probe(("scale: wirkung}", "scale: wirkung, requires: {evidence: all}}")).criterion("a").requires.evidence == {
        "hemmend",
        "kein-effekt",
        "foerdernd",
    }
    assert len(probe(("scales:", "requires: {reason: all}\nscales:")).criterion("b").requires.reason) == 3


def test_methods() -> None:
    def aggregation(method: str) -> Aggregation:
        return probe(("method: weighted-mean", method), *RIVAL).dimensions[0].aggregation

    share = aggregation("method: share-met, met: 1/2")
    assert (share.method, share.met) == (Method.SHARE_MET, Fraction(1, 2))
    index = aggregation("method: index, steps: [{at: -3, index: 0}, {at: 1.5, index: 2}]")
    assert index.steps == (IndexStep(Fraction(-3), Fraction(0)), IndexStep(Fraction(3, 2), Fraction(2)))
    bounds = aggregation("method: sum, thresholds: [{id: t, label: T, at: 0}], conflict: {up: 1, down: -1}")
    assert (bounds.up, bounds.down, bounds.thresholds[0].id) == (Fraction(1), Fraction(-1), "t")
    assert probe(("overall: {method: none}", "overall: {method: minimum}")).overall.method is Method.MINIMUM


def test_words_notes_and_references() -> None:
    catalogue = probe(
        ("title: Kriterium A, question: Wirkt es auf A?", "title: null, note: Nicht lesbar."),
        (
            "title: Kriterium B, question: Wirkt es auf B?",
            "title: B, question: B?, references: [{scheme: BNK, edition: '2021', codes: ['10'], note: Von uns.}]",
        ),
        ("question: Wirkt es auf C?", "question: C?, levels: {hemmend: schlecht, kein-effekt: gleich, foerdernd: gut}"),
        ("criteria:", "labels: {cannot-tell: nicht ermittelbar}\nsources: [https://example.org/]\ncriteria:"),
    )
    assert (catalogue.criterion("a").title, catalogue.criterion("a").name) == ("", "A")
    assert catalogue.criterion("b").name == "B"
    assert catalogue.criterion("b").references == (Reference("BNK", "2021", ("10",), "Von uns."),)
    assert catalogue.criterion("c").level_texts["foerdernd"] == "gut"
    assert catalogue.non_value_labels == {NonValue.CANNOT_TELL: "nicht ermittelbar"}
    assert catalogue.sources[0].url == "https://example.org/"


def test_editions_are_mapped() -> None:
    older = PROBE.replace("2026", "2025")
    mapping = """edition:
  date: 2026
  status: draft
  previous: "2025"
  mapping:
    - {change: kept, before: [a], after: [a]}
    - {change: split, before: [b], after: [b, c]}
    - {change: dropped, before: [c], reason: Doppelt.}
"""
    book = book_of({older: BASE[PROBE], PROBE: BASE[PROBE].replace("edition: {date: 2026, status: draft}\n", mapping)})
    assert book.problems == ()
    lines = book.catalogues["probe@2026"].edition.mapping
    assert [(line.change, line.before, line.after) for line in lines] == [
        (CriterionChange.KEPT, ("a",), ("a",)),
        (CriterionChange.SPLIT, ("b",), ("b", "c")),
        (CriterionChange.DROPPED, ("c",), ()),
    ]
    assert lines[1].place.line == 11


@pytest.mark.parametrize("change", CriterionChange)
def test_each_kind_of_change_takes_and_gives_its_number_of_criteria(change: CriterionChange) -> None:
    fitting = {CriterionChange.SPLIT: {(1, 2)}, CriterionChange.MERGED: {(2, 1)}, CriterionChange.DROPPED: {(1, 0), (2, 0)}}
    for before, after in itertools.product((1, 2), (0, 1, 2)):
        line = f"{{change: {change}, before: {['a', 'b'][:before]}, after: {['a', 'b'][:after]}, reason: Grund.}}"
        edition = f"edition: {{date: 2026, status: draft, previous: '2025', mapping: [{line}]}}"
        problems = problems_of({PROBE: BASE[PROBE].replace("edition: {date: 2026, status: draft}", edition)})
        assert any("unter before" in problem for problem in problems) is ((before, after) not in fitting.get(change, {(1, 1)}))


def test_only_a_draft_may_change_and_only_a_retired_edition_is_used_no_more() -> None:
    assert [status for status in EditionStatus if not status.frozen] == [EditionStatus.DRAFT]
    assert [status for status in EditionStatus if not status.usable] == [EditionStatus.RETIRED]


def test_an_unsound_edition_before_is_not_compared_with() -> None:
    edition = 'edition: {date: 2026, status: draft, previous: "2025", mapping: [{change: kept, before: [x], after: [a]}]}'
    changed = BASE[PROBE].replace("edition: {date: 2026, status: draft}", edition)
    found = problems_of({PROBE.replace("2026", "2025"): "title: x\n", PROBE: changed})
    assert not [line for line in found if line.startswith(PROBE)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("dimensions:", "dimensions:\n  - {id: alles, label: A, method: none}", "repeated-id"),
        ("scale: wirkung}", "axes: [{id: x, label: X, scale: nichts}, {id: y, label: Y, scale: wirkung}]}", "unknown-id"),
        ("scale: wirkung}", "scale: wirkung, unit: 1, knock_out: {levels: [hemmend], cap: t}}", "unknown-id"),
        ("scale: wirkung}", "scale: wirkung, knock_out: {cap: t}}", "missing-key"),
        ("scale: wirkung}", "scale: wirkung, knock_out: {levels: [kein-effekt], cap: t}}", "knock-out"),
        ("scale: wirkung}", "scale: wirkung, gate: {levels: [], fields: [feld]}}", "empty-list"),
        ("scale: wirkung}", "form: text, requires: {reason: [hemmend]}}", "unknown-key"),
        ("scale: wirkung}", "form: text, gate: {levels: [hemmend], fields: [feld]}}", "unknown-key"),
        ("scale: wirkung}", "form: text, knock_out: {levels: all, cap: t}}", "unknown-key"),
        ("scale: wirkung}", "scale: wirkung, references: [{scheme: SDG, codes: [[1]]}]}", "not-a-text"),
        ("scale: wirkung}", "scale: wirkung, levels: {hemmend: nur eine}}", "missing-key"),
    ],
)  # fmt: skip
def test_wrong(old: str, new: str, rule: str) -> None:
    assert f" {rule}: " in "\n".join(problems_of({PROBE: BASE[PROBE].replace(old, new, 1)}))


def test_a_catalogue_with_other_folders_is_no_catalogue() -> None:
    assert "catalogue-path" in problems_of({"content/kataloge/Groß/2026/catalogue.yml": BASE[FORMEN]})[0]


# -- what no table gives, what contradicts itself, what nobody uses ------------------------------------------------------

LEVELS = BASE[PROBE][BASE[PROBE].index("      - {id: hemmend") : BASE[PROBE].index("dimensions:")]
ONE_DIMENSION = "method: weighted-mean"
ONE_SCALE = "scale: wirkung}"
STRENGTH = """
  - id: staerke
    label: Stärke
    levels:
      - {id: gering, label: gering, short: g, symbol: "·", value: 1}
      - {id: gross, label: groß, short: G, symbol: "!", value: 2}
dimensions:"""
WORDS = STRENGTH.replace(", value: 1", "").replace(", value: 2", "")
AXES = "axes: [{scale: wirkung, id: x, label: X}, {scale: staerke, id: y, label: Y}]}"


RIVAL = [
    ("\nfields:", "\n  - {id: rest, label: Rest, method: none}\nfields:\n  - {id: dort, label: Dort, dimension: rest}"),
    ("c, field: feld", "c, field: dort"),
]
"""a second dimension, which may lose where the first gains"""


def notes_of(*changes: tuple[str, str]) -> list[str]:
    """The problems of the small test catalogue with changes: "rule: found"."""
    text = BASE[PROBE]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return [problem.split(" ", 1)[1] for problem in problems_of({PROBE: text})]


@pytest.mark.parametrize(
    ("method", "more", "notes"),
    [
        # Three criteria from −1 to 1: points from −3 to 3.
        (
            "index, steps: [{at: 1, index: 5}, {at: 2, index: 6}]",
            [],
            ["steps-begin: „steps“ beginnt bei 1, möglich sind Punkte ab -3"],
        ),
        (
            "index, steps: [{at: -2, index: 5}, {at: 2, index: 6}]",
            [],
            ["steps-begin: „steps“ beginnt bei -2, möglich sind Punkte ab -3"],
        ),
        ("index, steps: [{at: -3, index: 5}, {at: 2, index: 6}]", [], []),
        (
            "index, steps: [{at: -3, index: 5}, {at: 4, index: 6}]",
            [],
            ["unreachable: der Index ab 4 kann nie herauskommen, möglich ist -3 bis 3"],
        ),
        (
            "index, steps: [{at: -5, index: 5}, {at: -3, index: 6}]",
            [],
            ["unreachable: der Index ab -5 kann nie herauskommen, möglich ist -3 bis 3"],
        ),
        # What may be left out adds 0: at best with values below 0.
        (
            "index, steps: [{at: -3, index: 5}, {at: -1, index: 6}]",
            [
                ("value: 1, effect: up", "value: -1"),
                ("value: 0, effect: neutral", "value: -2"),
                ("value: -1, effect: down", "value: -3"),
                (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}"),
                (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}"),
            ],
            ["steps-begin: „steps“ beginnt bei -3, möglich sind Punkte ab -9"],
        ),
        (
            "sum, thresholds: [{id: t, label: T, at: -9}, {id: u, label: U, at: 0}]",
            [
                ("value: 1, effect: up", "value: -1"),
                ("value: 0, effect: neutral", "value: -2"),
                ("value: -1, effect: down", "value: -3"),
                (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}"),
                (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}"),
            ],
            ["unreachable: die Stufe ab 0 kann nie herauskommen, möglich ist -9 bis -1"],
        ),
        (
            "weighted-mean, thresholds: [{id: t, label: T, at: 0}, {id: u, label: U, at: 2}]",
            [],
            ["unreachable: die Stufe ab 2 kann nie herauskommen, möglich ist -1 bis 1"],
        ),
        (
            "minimum, thresholds: [{id: t, label: T, at: -2}, {id: u, label: U, at: -1}]",
            [],
            ["unreachable: die Stufe ab -2 kann nie herauskommen, möglich ist -1 bis 1"],
        ),
        (
            "weighted-mean, conflict: {up: 2, down: -2}",
            RIVAL,
            ["unreachable: „up“ ist 2, möglich ist -1 bis 1", "unreachable: „down“ ist -2, möglich ist -1 bis 1"],
        ),
        ("share-met, met: 2", [], ["unreachable: „met“ ist 2, und kein Kriterium liegt je nach Antwort darüber oder darunter"]),
        ("share-met, met: 1, thresholds: [{id: t, label: T, at: 1}]", [], []),
        (
            "weighted-mean",
            [("overall: {method: none}", "overall: {method: index, steps: [{at: 0, index: 1}]}")],
            ["steps-begin: „steps“ beginnt bei 0, möglich sind Punkte ab -1"],
        ),
        ("weighted-mean", [("overall: {method: none}", "overall: {method: index, steps: [{at: -1, index: 1}]}")], []),
        (
            "index, steps: [{at: 0, index: 1}]",
            [("overall: {method: none}", "overall: {method: minimum}")],
            ["steps-begin: „steps“ beginnt bei 0, möglich sind Punkte ab -3"],
        ),
    ],
)
def test_tables_fit_what_can_come_up(method: str, more: list[tuple[str, str]], notes: list[str]) -> None:
    assert notes_of((ONE_DIMENSION, f"method: {method}"), *more) == notes


def test_a_mean_is_best_without_what_may_be_left_out() -> None:
    """Values of −1 to 1, and of −2 to −1 where the answer may not apply: 1 at best, not 0."""
    twice = [(ONE_SCALE, "scale: last, allows: [not-applicable]}")] * 2
    burden = STRENGTH.replace("id: staerke", "id: last").replace("value: 1", "value: -2").replace("value: 2", "value: -1")
    mean = (ONE_DIMENSION, "method: weighted-mean, thresholds: [{id: t, label: T, at: -1.6}, {id: u, label: U, at: 1.1}]")
    assert notes_of(("dimensions:", burden), mean, *twice) == [
        "unreachable: die Stufe ab 11/10 kann nie herauskommen, möglich ist -5/3 bis 1"
    ]


FROM_ONE = [("value: -1", "value: 1"), ("value: 0", "value: 2"), ("value: 1, effect: up", "value: 3, effect: up")]
NOT_ASKED = [
    (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}"),
    (ONE_SCALE, "scale: wirkung, gate: {levels: [hemmend], fields: [feld]}}"),
]


@pytest.mark.parametrize("left_out", NOT_ASKED)
@pytest.mark.parametrize(
    ("method", "more", "pays"),
    [
        ("sum", FROM_ONE, True),
        ("index, steps: [{at: 1, index: 5}]", FROM_ONE, True),
        ("sum", [], False),
        ("weighted-mean", FROM_ONE, False),
        ("minimum", FROM_ONE, False),
        ("share-met, met: 1", [], False),
        ("sum, conflict: {up: 1, down: -1}", RIVAL, False),
    ],
)
def test_nobody_gains_by_saying_nothing(
    method: str, more: list[tuple[str, str]], left_out: tuple[str, str], *, pays: bool
) -> None:
    """In place of „not applicable“, or in place of an answer that would close a field."""
    fault = "steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
    notes = notes_of((ONE_DIMENSION, f"method: {method}"), *more, left_out)
    assert notes == [f"silence-pays: bei „method: {method.partition(',')[0]}“ {fault}"] * pays


def test_nobody_gains_by_saying_nothing_on_another_scale_or_of_a_dimension() -> None:
    below = [
        ("value: 1, effect: up", "value: -1"),
        ("value: 0, effect: neutral", "value: -2"),
        ("value: -1, effect: down", "value: -3"),
    ]
    narrow = (ONE_SCALE, "scale: wirkung, allows: [not-applicable]}")
    bounds = (ONE_DIMENSION, "method: sum, conflict: {up: -2, down: -5}")
    rival = [(old, new.replace("method: none", "method: sum, conflict: {up: -1, down: -3}")) for old, new in RIVAL]
    assert notes_of(*below, bounds, *rival, narrow) == [
        "silence-pays: bei „method: sum“ steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
    ]
    fault = "„method: weighted-mean“ steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
    other = (ONE_SCALE, "scale: staerke, allows: [not-applicable]}")
    assert notes_of(("dimensions:", STRENGTH), other) == [f"silence-pays: bei {fault}"]
    dimensions = "\n  - {id: mehr, label: Mehr, method: sum}\nfields:\n  - {id: dort, label: Dort, dimension: mehr}"
    two = [("\nfields:", dimensions), ("a, field: feld", "a, field: dort"), ("{method: none}", "{method: weighted-mean}")]
    assert notes_of(("dimensions:", STRENGTH), *two, other) == [
        "silence-pays: bei „method: sum“ steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
    ]
    smallest = (ONE_DIMENSION, "method: minimum, conflict: {up: 1, down: -1}")
    low = STRENGTH.replace("value: 2", "value: 0").replace("value: 1", "value: -1")
    assert notes_of(("dimensions:", low), smallest, *RIVAL, other) == [
        "silence-pays: bei „method: minimum“ steht besser da, wer schweigt, als wer sagt, dass etwas nicht anwendbar ist"
    ]
    two[0] = (two[0][0], two[0][1].replace("sum", "minimum"))
    assert notes_of(("dimensions:", STRENGTH), *two, other) == [f"silence-pays: bei {fault}"]


@pytest.mark.parametrize(
    ("levels", "notes"),
    [
        # best first, without values
        (
            "gut g + ▲ up, mittel m 0 ● neutral, schlecht s − ▼ down",
            ["level-effects: „m“ (effect: neutral) steht über „g“ (effect: up)"],
        ),
        (
            "sehr.fördernd a x X up, fördernd b y Y up",
            ["level-order: „fördernd“ steht nach „sehr fördernd“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "hemmend a x X down, sehr.hemmend b y Y down",
            ["level-order: „sehr hemmend“ steht nach „hemmend“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "viel a ++ X , wenig b + Y ",
            ["level-order: „wenig“ steht nach „viel“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "viel a x ▲▲ , wenig b y ▲ ",
            ["level-order: „wenig“ steht nach „viel“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        # by words alone, without effect or value; also of levels that others stand between
        (
            "sehr.gut a x X , gut b y Y , schlecht c z Z ",
            ["level-order: „gut“ steht nach „sehr gut“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "positiv a x X up, leicht.positiv b y Y up",
            ["level-order: „leicht positiv“ steht nach „positiv“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "vorteilhaft a x X , offen b y Y , kein.Effekt c z Z ",
            ["level-order: „kein Effekt“ steht nach „vorteilhaft“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        (
            "positiv a x X  -1, negativ b y Y  1",
            ["level-order: „negativ“ steht nach „positiv“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        ("stark.hemmend a x X down, eher.hemmend b y Y down, nicht.hemmend c z Z , gut d w W , förderlich e v V ", []),
        ("gering a x X , mittel b y Y , hoch c z Z ", []),
        (
            "a a +2 A , b b +1 B ",
            ["level-order: „b“ steht nach „a“ und scheint nach seinen Zeichen oder Worten schlechter"],
        ),
        ("hemmend a x X up, gut b y Y up", ["level-effects: „hemmend“ heißt die Stufe „a“ mit „effect: up“"]),
        # value against effect
        (
            "a a a A up -1, b b b B up 0, c c c C up 1",
            ["level-effects: „a“ hat den Wert -1 und „effect: up“", "level-effects: „b“ hat den Wert 0 und „effect: up“"],
        ),
        ("a a a A down -1, b b b B down 1", ["level-effects: „b“ hat den Wert 1 und „effect: down“"]),
        ("a a a A neutral -1, b b b B up 1", ["level-effects: „a“ hat den Wert -1 und „effect: neutral“"]),
        ("a a a A up 0, b b b B up 1", ["level-effects: „a“ hat den Wert 0 und „effect: up“"]),
        ("a a a A down 0, b b b B down 1, c c c C neutral 2", []),
        ("a a a A up 1, b b b B down 2", ["level-effects: „b“ (effect: down) steht über „a“ (effect: up)"]),
        # signs against effect
        ("a a − A up, b b + B up", ["level-effects: Zeichen „−“ und „A“ der Stufe „a“ widersprechen „effect: up“"]),
        ("a a − ▲ , b b + ▼ ", ["level-effects: Zeichen „−“ und „▲“ der Stufe „a“ widersprechen sich"]),
        ("a a − ▼ down, b b ± ● neutral, c c + ▲ up", []),
    ],
)
def test_order_value_effect_and_signs_of_levels_agree(levels: str, notes: list[str]) -> None:
    lines = ""
    for level in levels.split(", "):
        label, name, short, symbol, effect, value = (*level.split(" "), "")[:6]
        more = f", effect: {effect}" * bool(effect) + f", value: {value}" * bool(value)
        lines += f'      - {{id: {name}, label: {label.replace(".", " ")}, short: "{short}", symbol: "{symbol}"{more}}}\n'
    assert notes_of((LEVELS, lines), (ONE_DIMENSION, "method: none")) == notes


def test_levels_without_order_agree_by_their_values() -> None:
    def unordered(*changes: tuple[str, str]) -> list[str]:
        return notes_of(("    levels:", "    ordered: false\n    levels:"), *changes)

    assert unordered() == []
    same = [("value: -1", "value: 3"), ("value: 0", "value: 2"), ("value: 1, effect: up", "value: 3, effect: up")]
    assert unordered(*same) == ["level-effects: „hemmend“ (effect: down) steht über „kein-effekt“ (effect: neutral)"]
    same = [
        ("value: -1", "value: 3"),
        ("value: 0, effect: neutral", "value: 2"),
        ("value: 1, effect: up", "value: 3, effect: up"),
    ]
    assert unordered(*same) == ["level-effects: „foerdernd“ (effect: up) hat denselben Wert wie „hemmend“ (effect: down)"]


@pytest.mark.parametrize(
    ("strength", "notes"),
    [
        ((), []),
        (
            ("value: 1}", "value: -1}"),
            ["axes-values: auf beiden Achsen gibt es Werte unter 0, und malgenommen ergeben zwei davon einen Wert über 0"],
        ),
        (("value: 1}", "value: 0}"), ["level-effects: die Antwort „hemmend“ mit „gering“ hat den Wert 0 und „effect: down“"]),
        (
            ("value: 2}", "value: 2, effect: up}"),
            ["level-effects: die Antwort „hemmend“ mit „gross“ wirkt zugleich up und down"],
        ),
    ],
)
def test_values_and_effects_of_two_axes_agree(strength: tuple[str, str], notes: list[str]) -> None:
    """Said once for two scales, however many criteria use both."""
    both = STRENGTH.replace(*strength) if strength else STRENGTH
    assert notes_of(("dimensions:", both), (ONE_SCALE, AXES), (ONE_SCALE, AXES)) == notes


ASKED_TWICE = [(ONE_SCALE, "scale: wirkung, allows: [unanswered]}")] * 3


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        # methods
        ([(ONE_DIMENSION, "method: none, conflict: {up: 1, down: -1}")], "unknown-key: „conflict“ steht bei „method: none“"),
        (
            [(ONE_DIMENSION, "method: none, thresholds: [{id: t, label: T, at: 0}]")],
            "unknown-key: „thresholds“ steht bei „method: none“",
        ),
        ([(ONE_DIMENSION, "method: sum, met: 1")], "unknown-key: „met“ steht bei „method: sum“"),
        ([(ONE_DIMENSION, "method: sum, steps: [{at: -9, index: 1}]")], "unknown-key: „steps“ steht bei „method: sum“"),
        ([(ONE_DIMENSION, "method: none, weight: 2")], "unknown-key: „weight“ steht hier bei „method: none“"),
        ([(ONE_DIMENSION, "method: sum, weight: 2")], "unknown-key: „weight“ steht hier bei „method: none“ unter „overall“"),
        (
            [(ONE_DIMENSION, "method: sum, weight: 2"), ("{method: none}", "{method: minimum}")],
            "unknown-key: „weight“ steht hier bei „method: minimum“ unter „overall“",
        ),
        (
            [(ONE_DIMENSION, "method: none"), ("{method: none}", "{method: sum}")],
            "unused: unter „overall“ steht „method: sum“, und keine Dimension hat einen Zahlenwert",
        ),
        (
            [("wirkung}", "wirkung, weight: 0}")] * 3,
            "unused: „method: weighted-mean“ steht hier, und nichts mit Wert und Gewicht wird gerechnet",
        ),
        (
            [(ONE_DIMENSION, "method: sum, weight: 0"), ("{method: none}", "{method: sum}")],
            "unused: „method: sum“ steht hier, und nichts mit Wert und Gewicht wird gerechnet",
        ),
        (
            [(ONE_DIMENSION, "method: sum, conflict: {up: 1, down: -1}")],
            "unknown-key: „conflict“ steht bei der einzigen Dimension, die gewinnen oder verlieren kann",
        ),
        (
            [(ONE_DIMENSION, "method: sum, conflict: {up: 1, down: -1}"), *RIVAL, (", effect: down", ""), (", effect: up", "")],
            "unknown-key: „conflict“ steht bei der einzigen Dimension, die gewinnen oder verlieren kann",
        ),
        (
            [(ONE_DIMENSION, "method: sum, weight: 2"), ("{method: none}", "{method: weighted-mean}")],
            "unknown-key: „weight“ steht bei der einzigen Dimension mit einem Zahlenwert",
        ),
        # weights of criteria
        (
            [(ONE_SCALE, "scale: wirkung, weight: 2}"), (ONE_SCALE, "form: text}"), (ONE_SCALE, "scale: wirkung, weight: 0}")],
            "unknown-key: „weight“ steht beim einzigen Kriterium, mit dem „alles“ rechnet",
        ),
        (
            [(ONE_DIMENSION, "method: none"), (ONE_SCALE, "scale: wirkung, weight: 2}")],
            "unknown-key: „weight“ steht bei „method: none“",
        ),
        (
            [(ONE_DIMENSION, "method: minimum"), (ONE_SCALE, "scale: wirkung, weight: 2}")],
            "unknown-key: „weight“ steht bei „method: minimum“",
        ),
        ([(ONE_SCALE, "form: text, weight: 2}")], "unknown-key: „weight“ steht bei einer Antwort ohne Werte"),
        # forms
        ([(ONE_SCALE, "form: text, requires: {reason: all}}")], "unknown-key: „requires“ steht neben „form: text“"),
        ([(ONE_SCALE, "form: text, levels: {hemmend: Hm.}}")], "unknown-key: „levels“ steht neben „form: text“"),
        (
            [(ONE_SCALE, "form: text, gate: {levels: [hemmend], fields: [feld]}}")],
            "unknown-key: „gate“ steht neben „form: text“",
        ),
        (
            [(ONE_SCALE, "form: text, knock_out: {levels: [hemmend], cap: t}}")],
            "unknown-key: „knock_out“ steht neben „form: text“",
        ),
        (
            [("dimensions:", STRENGTH), (ONE_SCALE, AXES.replace("staerke,", "staerke, unless: all,"))],
            "unused: nach „unless“ entfällt die Achse „y“ bei jeder Stufe der ersten",
        ),
        (
            [
                ("dimensions:", STRENGTH),
                (ONE_SCALE, AXES.replace("wirkung,", "wirkung, unless: [gering],")),
            ],
            "unknown-key: „unless“ steht bei der ersten Achse",
        ),
        # knock-outs and gates
        (
            [
                (ONE_DIMENSION, "method: sum, thresholds: [{id: t, label: T, at: 0}, {id: u, label: U, at: 1}]"),
                (ONE_SCALE, "scale: wirkung, knock_out: {levels: all, cap: t}}"),
            ],
            "unused: das K.-o. trifft bei jeder Antwort",
        ),
        (
            [(ONE_SCALE, "select: wirkung, gate: {levels: [hemmend], fields: [feld]}}")],
            "unused: eine Vorfrage mit mehreren Antworten sagt nicht, ob ihre Themenfelder gefragt sind",
        ),
        (
            [
                (ONE_DIMENSION, "method: sum, thresholds: [{id: t, label: T, at: 0}]"),
                (ONE_SCALE, "scale: wirkung, knock_out: {levels: [hemmend], cap: t}}"),
            ],
            "unused: das K.-o. begrenzt auf „t“, und das ist schon die höchste Stufe",
        ),
        (
            [
                ("fields:", "fields:\n  - {id: vorab, label: Vorab, dimension: alles}"),
                ("a, field: feld", "a, field: vorab"),
                (ONE_SCALE, "scale: wirkung, gate: {levels: [hemmend], fields: [feld, vorab]}}"),
            ],
            "unused: die Vorfrage beendet „vorab“, wo sie keinem Kriterium vorausgeht",
        ),
        (
            [(ONE_SCALE, "scale: wirkung, gate: {levels: all, fields: [feld]}}")],
            "unused: die Vorfrage beendet ihre Themenfelder bei jeder Antwort",
        ),
        # groups and defaults
        ([("criteria:", "labels: {}\ncriteria:")], "empty-group: die Gruppe ist leer"),
        ([(ONE_SCALE, "scale: wirkung, requires: {}}")], "empty-group: die Gruppe ist leer"),
        (
            [(ONE_SCALE, "scale: wirkung, allows: [unanswered, unanswered]}")],
            "repeated: „unanswered“ steht doppelt in „allows“",
        ),
        ([("dimensions:", WORDS)], "unused: die Skala „staerke“ nennt kein Kriterium"),
        (
            [("fields:", "fields:\n  - {id: leer, label: Leer, dimension: alles}")],
            "unused: das Themenfeld „leer“ nennt kein Kriterium",
        ),
        (
            [("dimensions:", "dimensions:\n  - {id: leer, label: Leer, method: sum}")],
            "unused: die Dimension „leer“ nennt kein Themenfeld",
        ),
        (
            [
                ("dimensions:", STRENGTH),
                (ONE_SCALE, AXES),
                ("criteria:", "requires: {reason: [gross, hemmend]}\ncriteria:"),
            ],
            "unused: „gross“ unter „reason“ gibt es auf keiner Achse, für die diese Vorgabe gilt",
        ),
        (
            [("scale: wirkung}", "scale: wirkung, requires: {reason: []}}")] * 3
            + [("criteria:", "requires: {reason: all}\ncriteria:")],
            "unused: „reason“ steht als Vorgabe da und gilt für kein Kriterium",
        ),
        (
            [*ASKED_TWICE, ("criteria:", "allows: [unanswered]\ncriteria:")],
            "unknown-key: „allows“ steht als Vorgabe da, und jedes Kriterium hat ein eigenes",
        ),
        (
            [("criteria:", "labels: {not-applicable: passt nicht}\ncriteria:")],
            "unknown-key: ein eigenes Wort für „not-applicable“, das kein Kriterium erlaubt",
        ),
        (
            [*ASKED_TWICE, ("criteria:", "labels: {refers-elsewhere: dort}\ncriteria:")],
            "unknown-key: ein eigenes Wort für „refers-elsewhere“, das kein Kriterium erlaubt",
        ),
    ],
)
def test_what_is_not_used_is_an_error(changes: list[tuple[str, str]], note: str) -> None:
    assert notes_of(*changes) == [note]


def test_what_is_used_is_no_error() -> None:
    assert notes_of((ONE_DIMENSION, "method: sum, weight: 2"), ("{method: none}", "{method: sum}")) == []
    assert notes_of((ONE_SCALE, "scale: wirkung, weight: 2}")) == []
    labels = ("criteria:", "delegation: true\nlabels: {unanswered: offen, refers-elsewhere: dort}\ncriteria:")
    assert notes_of(*ASKED_TWICE, labels) == []
    assert notes_of(("criteria:", "requires: {reason: [hemmend], evidence: []}\ncriteria:")) == []
    assert notes_of(("criteria:", "requires: {reason: all}\ncriteria:")) == []
    gated = (ONE_SCALE, "scale: wirkung, gate: {levels: [hemmend], fields: [feld]}}")
    assert notes_of(gated, gated) == []
