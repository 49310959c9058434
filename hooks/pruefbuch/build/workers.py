"""Work on all cores where it splits cleanly: one function, many tasks, outcomes in the order of the tasks.

Workers are forks of this process. They find the function, its tasks and whatever those refer to in their memory; only outcomes are pickled.
"""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from typing import Any, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_inherited: tuple[Callable[[Any], Any], Sequence[Any]] = (repr, ())
"""the function and its tasks, set before workers are forked"""


def each(work: Callable[[Task], Outcome], tasks: Sequence[Task]) -> Iterator[Outcome]:
    """What `work` makes of each task, in order. This process does itself what no worker can: there are none, or they cannot begin.

    Whatever `work` raises is raised here, also from a worker. OSError where a worker has died.
    """
    global _inherited
    _inherited = work, tasks
    pool = _pool(min(len(tasks), _cores()))
    if pool is None:
        yield from map(work, tasks)
        return
    futures = _submitted(pool, len(tasks))
    try:
        for future in futures:
            yield future.result()
    except BrokenProcessPool as error:
        raise ChildProcessError(errno.ENOMEM, "a worker process has died; perhaps there was not enough memory") from error
    finally:
        pool.shutdown(wait=bool(futures), cancel_futures=True)
    if not futures:
        yield from map(work, tasks)


def _submitted(pool: ProcessPoolExecutor, count: int) -> list[Future[Any]]:
    """The tasks as the workers have them; none where the system gives no process or thread for them."""
    try:
        return [pool.submit(_run, number) for number in range(count)]
    except (OSError, RuntimeError):
        for child in multiprocessing.active_children():  # that have begun: they would wait for tasks for ever
            child.kill()
        return []


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
    with suppress(RuntimeError):  # no thread to be had: it works all the same
        threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    os._exit(len(wait([parent.sentinel])))


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
