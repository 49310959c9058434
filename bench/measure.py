"""Runs programs and says how long they took, how much they reckoned, how much memory they held. Needs Linux for the memory."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.builders import Builder, FailedError

_INTERVAL = 0.02
"""seconds between two looks at the memory"""


class Figures(NamedTuple):
    """What one program took: medians of its runs, and the most memory that it and its children held at once (MiB)."""

    seconds: float
    cpu: float
    memory: float


def interleaved(builders: Sequence[Builder], runs: int, meanwhile: Callable[[], None] = lambda: None) -> dict[str, Figures]:
    """Cold builds in turn, by name. The first round is not timed: it warms the disk's cache and is watched for memory.

    The last one, which takes longest, has all others before and after it (A B C B A), as machines grow slower and faster meanwhile.
    `meanwhile` is called when all sites of that first round are there.
    """
    memory = {}
    for builder in builders:
        builder.forget()
        memory[builder.name] = watched(builder)
    meanwhile()
    times: dict[str, list[tuple[float, float]]] = {builder.name: [] for builder in builders}
    for _ in range(runs):
        for builder in (*builders, *builders[-2::-1]):
            builder.forget()
            times[builder.name].append(timed(builder))
    return {name: middle(found, memory[name]) for name, found in times.items()}


def middle(times: Sequence[tuple[float, float]], memory: float = 0) -> Figures:
    """The medians of some runs; without memory where it was not watched."""
    return Figures(median(seconds for seconds, _ in times), median(cpu for _, cpu in times), memory)


def timed(builder: Builder) -> tuple[float, float]:
    """Seconds and CPU seconds of one build. What others have yet to write to the disk is written before."""
    os.sync()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = _start(builder)
    _finish(process, builder)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def watched(builder: Builder) -> float:
    """MiB of memory that one build held at most: of the process and all below it, what they share counted once (PSS)."""
    process = _start(builder)
    peak, done = 0, threading.Event()

    def watch() -> None:
        nonlocal peak
        while not done.wait(_INTERVAL):
            peak = max(peak, sum(map(_memory, _tree(process.pid))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        _finish(process, builder)
    finally:
        done.set()
        watcher.join()
    return peak / 1024


def _start(builder: Builder) -> subprocess.Popen[bytes]:
    env = {**os.environ, **builder.env}
    return subprocess.Popen(builder.command, cwd=builder.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # noqa: S603 -- ours


def _finish(process: subprocess.Popen[bytes], builder: Builder) -> None:
    output, _ = process.communicate()
    if process.returncode:
        tail = output.decode(errors="replace")[-2000:]
        raise FailedError(f"{builder.name} ended with {process.returncode}:\n{tail}")


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    found = [root]
    for pid in found:
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):
                found += map(int, file.read_text().split())
    return found


def _memory(pid: int) -> int:
    """KiB that a process holds; 0 where it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
