"""The benchmark at a small size: ratios, never seconds. `python -m bench` measures the whole, beside more programs."""

from __future__ import annotations

from pathlib import Path

from bench import builders, parts
from bench.measure import timed
from bench.report import Part, Ratio, markdown

SIZE = 600


def test_far_ahead_of_the_engine_alone(tmp_path: Path) -> None:
    """A twentieth at ten thousand; at a few hundred, most of our time is the start of MkDocs. Both print the same."""
    part = parts.beside_peers(["stock"], SIZE, 1, tmp_path)
    (ratio,) = part.ratios
    assert ratio.value <= 0.3, list(markdown(part))


def test_the_cost_of_a_result_does_not_grow(tmp_path: Path) -> None:
    few, many = (builders.pruefbuch(f"Prüfbuch, {size}", size, tmp_path / str(size)) for size in (SIZE, 3 * SIZE))
    seconds = []
    for builder in (few, many, few, many):
        builder.forget()
        seconds.append(timed(builder)[0])
    assert min(seconds[1::2]) / 3 <= 1.1 * min(seconds[::2])


def test_building_again_is_quick_and_the_same(tmp_path: Path) -> None:
    part = parts.warm(3 * SIZE, 1, tmp_path)
    quick = {ratio.name: ratio.value for ratio in part.ratios}
    assert quick["nothing changed / cold"] <= 0.6, list(markdown(part))
    assert quick["one edited / cold"] <= 0.75, list(markdown(part))
    assert [name for name, value in quick.items() if name.startswith("files") and value] == []


def test_a_report() -> None:
    assert list(markdown(Part("Leer"))) == []
    assert [Ratio("x", value, 2, 1).kept for value in (0.5, 1, 2, 2.5)] == [False, True, True, False]
