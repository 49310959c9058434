"""Work on all cores where it splits cleanly: one function, many tasks, outcomes in the order of the tasks.

Workers are forks of this process. They find the function, its tasks and whatever those refer to in their memory; only outcomes are pickled.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_inherited: tuple[Callable[[Any], Any], Sequence[Any]] = (repr, ())
"""the function and its tasks, set before workers are forked"""


def each(work: Callable[[Task], Outcome], tasks: Sequence[Task]) -> Iterator[Outcome]:
    """What `work` makes of each task, in order. This process does everything itself where `_pool` gives it no workers.

    Whatever `work` raises is raised here, also from a worker. RuntimeError where a worker has died.
    """
    global _inherited
    _inherited = work, tasks
    pool = _pool(min(len(tasks), _cores()))
    if pool is None:
        yield from map(work, tasks)
        return
    try:
        for future in [pool.submit(_run, number) for number in range(len(tasks))]:
            yield future.result()
    except BrokenProcessPool as error:
        raise RuntimeError("a worker process has died; perhaps there was not enough memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _run(number: int) -> Any:
    work, tasks = _inherited
    return work(tasks[number])


def _pool(count: int) -> ProcessPoolExecutor | None:
    """So many workers. None where there is one core or task, no fork (Windows), or no semaphore (some containers).

    Nor while other threads are running, as in the server for writing: a fork copies their locks, but not them.
    """
    if count > 1 and "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
        with suppress(NotImplementedError, OSError):
            return ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _begin)
    return None


def _begin() -> None:
    """Let a worker end when this process is killed; else it would wait for tasks for ever."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    os._exit(len(wait([parent.sentinel])))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
