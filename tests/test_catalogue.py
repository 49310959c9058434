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
        return probe(("method: weighted-mean", method)).dimensions[0].aggregation

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
        ("scale: wirkung}", "form: text, requires: {reason: [hemmend]}}", "unknown-level"),
        ("scale: wirkung}", "form: text, gate: {levels: [hemmend], fields: [feld]}}", "unknown-level"),
        ("scale: wirkung}", "form: text, knock_out: {levels: all, cap: t}}", "unknown-id"),
        ("scale: wirkung}", "scale: wirkung, references: [{scheme: SDG, codes: [[1]]}]}", "not-a-text"),
        ("scale: wirkung}", "scale: wirkung, levels: {hemmend: nur eine}}", "missing-key"),
    ],
)  # fmt: skip
def test_wrong(old: str, new: str, rule: str) -> None:
    assert f" {rule}: " in "\n".join(problems_of({PROBE: BASE[PROBE].replace(old, new, 1)}))


def test_a_catalogue_with_other_folders_is_no_catalogue() -> None:
    assert "catalogue-path" in problems_of({"content/kataloge/Groß/2026/catalogue.yml": BASE[FORMEN]})[0]
