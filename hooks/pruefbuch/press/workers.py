"""Work on all cores where it splits cleanly. One function, many tasks, results in the order of the tasks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_job: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""what the workers of this process do; a forked worker finds it where the fork has left it"""


def each(work: Callable[[Task], Outcome], tasks: Sequence[Task]) -> Iterator[Outcome]:
    """What `work` makes of each task, in order. Workers are copies of this process, so `work` may use whatever is in memory.

    In the process itself where there is little to do, where the system cannot fork, and where other threads are running: a fork
    copies their locks but not them.
    """
    count = min(len(tasks), _cores())
    if count < 2 or threading.active_count() > 1:
        yield from map(work, tasks)
        return
    global _job
    _job = (work, tasks)
    try:
        with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), initializer=gc.disable) as pool:
            yield from pool.map(_run, range(len(tasks)))
    finally:
        _job = None


def shared_lock() -> AbstractContextManager[Any]:
    """A lock that this process shares with the workers that are made of it."""
    return multiprocessing.get_context("fork").Lock() if _cores() > 1 else nullcontext()


def _cores() -> int:
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(number: int) -> Any:
    assert _job is not None
    work, tasks = _job
    return work(tasks[number])
