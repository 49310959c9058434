"""Tables of what was measured, with the targets beside the ratios."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bench.measure import Figures


class Ratio(NamedTuple):
    """A measured ratio or amount and the most that it may be; `least` where it may not be too small either."""

    name: str
    value: float
    most: float
    least: float = 0
    unit: str = ""

    @property
    def kept(self) -> bool:
        """Whether the target is reached."""
        return self.least <= self.value <= self.most


class Part(NamedTuple):
    """A part of the report: figures by program and size, then targets."""

    title: str
    rows: Sequence[tuple[str, int, Figures]] = ()
    ratios: Sequence[Ratio] = ()


def markdown(part: Part) -> Iterator[str]:
    """A part as lines of Markdown; nothing where nothing was measured."""
    if not part.rows:
        return
    yield f"\n## {part.title}\n"
    yield "| program | assessments | seconds | ms per assessment | CPU seconds | peak memory (MiB) |\n|---|--:|--:|--:|--:|--:|"
    for name, size, figures in part.rows:
        memory = f"{figures.memory:.0f}" if figures.memory else "–"
        each = f"{1000 * figures.seconds / size:.3f}"
        yield f"| {name} | {size} | {figures.seconds:.2f} | {each} | {figures.cpu:.2f} | {memory} |"
    if part.ratios:
        yield "\n| what | measured | target | |\n|---|--:|--:|---|"
    for ratio in part.ratios:
        target = f"{ratio.least:g} to {ratio.most:g}" if ratio.least else f"≤ {ratio.most:g}"
        yield f"| {ratio.name} | {round(ratio.value, 3):g}{ratio.unit} | {target}{ratio.unit} | {'kept' if ratio.kept else '**lost**'} |"
