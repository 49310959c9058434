"""What is measured: each part is a function that runs programs and returns a part of the report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from bench import builders, compare
from bench.builders import Builder
from bench.markdown import sheets
from bench.measure import Figures, interleaved, middle, timed
from bench.plots import plot
from bench.report import Part, Ratio

PEERS: dict[str, tuple[Callable[[int, Path], Builder], float]] = {
    "eleventy": (builders.eleventy, 1.2),
    "hugo": (builders.hugo, 0.35),
    "stock": (builders.stock, 1 / 20),
}
"""each peer, and the most that Prüfbuch may take of its time, like for like; the slowest comes last"""
_EVERYTHING_OF_HUGO = 1.0
_LINEAR, _LINEAR_LARGE = 1.1, 0.15
_MEMORY, _MEMORY_EACH = 400, 25
_WARM = 1 / 8
_COLD, _UNCHANGED, _EDITED = "cold", "nothing changed", "one edited"
_AGAIN = 3
"""builds with nothing changed, and as many with one edited, after each cold one: they are over in a tenth of the time, and noise is not"""


def beside_peers(names: Sequence[str], size: int, runs: int, out: Path) -> Part:
    """Prüfbuch beside some of its peers, all cold. That all of them print the same is checked before they are timed."""
    builders.renew_frames(out)
    like, everything = builders.like(size, out), builders.everything(size, out)
    peers = {name: PEERS[name][0](size, out) for name in names}
    sites = {each.name: each.out for each in (like, everything, *peers.values())}
    found = interleaved([like, everything, *peers.values()], runs, lambda: print_checked(plot(size), sites))
    ratios = [
        Ratio(f"like for like: Prüfbuch / {peers[name].name}", _ratio(found, like, peers[name]), PEERS[name][1])
        for name in names
    ]
    if "hugo" in peers:
        value = _ratio(found, everything, peers["hugo"])
        ratios.append(Ratio("everything: Prüfbuch / Hugo like for like", value, _EVERYTHING_OF_HUGO))
    return Part("Beside its peers", [(name, size, figures) for name, figures in found.items()], ratios)


def print_checked(source: Path, sites: dict[str, Path]) -> None:
    """Compare the sites and say how many pages are the same."""
    print(f"{compare.check(source, sites)} pages of {', '.join(sites)} show the same.")


def _ratio(found: dict[str, Figures], one: Builder, other: Builder) -> float:
    return found[one.name].seconds / found[other.name].seconds


def linear(size: int, runs: int, out: Path, *, large: bool) -> Part:
    """Whether time and memory grow no faster than the number of assessments; with `large` also up to ten times as many."""
    fewer, more = size * 3 // 10, size * (10 if large else 2)
    small, most = (
        builders.pruefbuch(f"Prüfbuch, {name}", each, out / name) for name, each in (("fewer", fewer), ("more", more))
    )
    full = builders.everything(size, out)
    found = interleaved([small, full, most], runs)
    most.forget()
    sizes = ((small, fewer), (full, size), (most, more))
    rows = [("Prüfbuch, everything", each, found[builder.name]) for builder, each in sizes]
    few, here, many = (figures.seconds / each for _, each, figures in rows)
    growth = (rows[2][2].memory - rows[1][2].memory) * 1024 / (more - size)
    ratios = [
        Ratio(f"ms per assessment, {size} / {fewer}", here / few, _LINEAR),
        Ratio(f"memory at {size}", rows[1][2].memory, _MEMORY, unit=" MiB"),
        Ratio(f"memory for each further assessment up to {more}", growth, _MEMORY_EACH, unit=" KiB"),
    ]
    if large:
        ratios.append(Ratio(f"ms per assessment, {more} / {size}", many / here, 1 + _LINEAR_LARGE, 1 - _LINEAR_LARGE))
    return Part("Growth", rows, ratios)


# -- warm ------------------------------------------------------------------------------------------------------------


def warm(size: int, runs: int, out: Path) -> Part:
    """Builds over a site that is there: nothing changed, one assessment edited. The bytes must be those of a cold build elsewhere."""
    builder, elsewhere = builders.everything(size, out), builders.pruefbuch("elsewhere", size, out / "elsewhere")
    file = sheets(plot(size))[size // 2]
    text = file.read_text("utf-8")
    times: dict[str, list[tuple[float, float]]] = {_COLD: [], _UNCHANGED: [], _EDITED: []}
    try:
        for run in range(runs):
            builder.forget()
            file.write_text(text, "utf-8")
            times[_COLD].append(timed(builder))
            cold = checksums(builder.out)
            times[_UNCHANGED] += [timed(builder) for _ in range(_AGAIN)]
            unchanged = _differing(cold, checksums(builder.out))
            for again in range(_AGAIN):
                file.write_text(_edit(text, run * _AGAIN + again), "utf-8")
                times[_EDITED].append(timed(builder))
        site = checksums(builder.out)
        elsewhere.forget()
        timed(elsewhere)
        edited = _differing(checksums(elsewhere.out), site)
    finally:
        file.write_text(text, "utf-8")
        elsewhere.forget()
    found = {name: middle(pairs) for name, pairs in times.items()}
    ratios = [
        ratio
        for name, names in ((_UNCHANGED, unchanged), (_EDITED, edited))
        for ratio in (
            Ratio(f"{name} / {_COLD}", found[name].seconds / found[_COLD].seconds, _WARM),
            Ratio(f"files that a cold build writes otherwise, {name} {' '.join(names[:3])}".strip(), len(names), 0),
        )
    ]
    return Part("Building again", [(f"Prüfbuch, {name}", size, figures) for name, figures in found.items()], ratios)


def _edit(text: str, number: int) -> str:
    """An assessment with another answer and another reason than with the number before."""
    level = ("hemmend", "foerdernd")[number % 2]
    old, new = ("    level: foerdernd\n    reason: ", f"    level: {level}\n    reason: Nachtrag {number}. ")
    assert old in text
    return text.replace(old, new, 1)


def checksums(site: Path) -> dict[str, str]:
    """SHA-256 of every file of a site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def _differing(cold: dict[str, str], found: dict[str, str]) -> list[str]:
    return sorted(name for name in cold.keys() | found.keys() if cold.get(name) != found.get(name))
