"""Work on all cores where it splits cleanly. One function, many tasks, results in the order of the tasks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib import import_module
from io import FileIO
from itertools import chain
from multiprocessing.connection import Connection
from tempfile import TemporaryFile
from typing import Any, Self, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
Send = Callable[[Any], None]
_WIDTH = 4
"""bytes of the number of a task"""

_ROOM = 1 << 20
"""bytes in a pipe; as much as Linux lets everybody have"""

fcntl: Any = import_module("fcntl") if os.name == "posix" else None
"""not on Windows; there a process cannot make copies of itself"""


class Aside:
    """A copy of this process that works beside it, on another core. It does nothing where there is none, or where it cannot be made.

    A copy may use whatever is in memory; what it sends is pickled.
    """

    def __init__(self, work: Callable[[Send], None]) -> None:
        """`work` is given a function that sends what it makes; it never waits for this process to listen."""
        self._pid = os.getpid()
        self._letters: Connection | None = None
        if _spare():
            fork = multiprocessing.get_context("fork")
            self._letters, post = fork.Pipe(duplex=False)
            _widen(post)
            self._process = fork.Process(target=_aside, args=(work, self._letters, post), daemon=True)
            self._process.start()
            post.close()

    def next(self, *, wait: bool) -> Any:
        """What was sent next; None where there is nothing more, or, without `wait`, nothing yet. Only this process itself is told."""
        if self._letters is None or os.getpid() != self._pid or not (wait or self._letters.poll()):
            return None
        try:
            return self._letters.recv()
        except (EOFError, OSError):  # the end, or the end in the middle of a letter
            self._letters = None
            return None

    def stop(self) -> None:
        """End it, whatever it is doing."""
        if self._letters is not None:
            self._process.terminate()


def _widen(post: Connection) -> None:
    """Give a pipe more room than a system does: of a letter that finds none nobody knows that it was sent."""
    with suppress(AttributeError, OSError):  # only Linux can, and not for those who have many pipes already
        fcntl.fcntl(post.fileno(), fcntl.F_SETPIPE_SZ, _ROOM)


def _aside(work: Callable[[Send], None], letters: Connection, post: Connection) -> None:
    letters.close()  # else it would wait for itself to listen where the process it was made of is gone
    gc.disable()  # it is over before it could gain by that
    with suppress(OSError), ThreadPoolExecutor(1) as thread:  # nobody may be there any more to listen

        def send(letter: Any) -> None:
            thread.submit(post.send, letter)

        work(send)


def each(
    work: Callable[[Task], Outcome], tasks: Sequence[Task], later: Callable[[], Sequence[Task]] | None = None
) -> Iterator[Outcome]:
    """What `work` makes of each task, in order; this process does its share.

    RuntimeError where a copy of it has failed, which has said why on the standard error output, or has died.
    `later` makes further tasks while copies begin with the first ones. This process does them alone.
    """
    count = min(len(tasks) if later else len(tasks) - 1, _spare())
    with _Turns(len(tasks)) as turns:

        def share(send: Send) -> None:
            for number in turns:
                send((number, work(tasks[number])))

        others = [Aside(share) for _ in range(count)]
        try:
            own = later() if later else ()
            mine = chain(enumerate(own, len(tasks)), ((number, tasks[number]) for number in turns))
            yield from _in_order(_done(work, mine, others), len(tasks) + len(own))
        finally:
            for other in others:
                other.stop()


class _Turns:
    """The numbers of tasks, each for one of the processes that share this: all of them read from one file, at one place.

    Nobody holds a lock, which a process could take to its grave.
    """

    def __init__(self, count: int) -> None:
        self._numbers = TemporaryFile(buffering=0)  # noqa: SIM115 – `__exit__` closes it
        self._numbers.write(b"".join([number.to_bytes(_WIDTH, "big") for number in range(count)]))
        self._numbers.seek(0)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._numbers.close()

    def __iter__(self) -> Iterator[int]:
        while number := self._numbers.read(_WIDTH):
            yield int.from_bytes(number, "big")


def _done(
    work: Callable[[Task], Outcome], mine: Iterable[tuple[int, Task]], others: Sequence[Aside]
) -> Iterator[tuple[int, Outcome]]:
    """(number, outcome) of tasks as they are done, here and elsewhere."""
    for number, task in mine:
        yield number, work(task)
        yield from _heard(others, wait=False)
    yield from _heard(others, wait=True)


def _heard(others: Sequence[Aside], *, wait: bool) -> Iterator[tuple[int, Any]]:
    for other in others:
        while (letter := other.next(wait=wait)) is not None:
            yield letter


def _in_order(done: Iterator[tuple[int, Outcome]], count: int) -> Iterator[Outcome]:
    """What was done, in the order of its numbers."""
    waiting: dict[int, Outcome] = {}
    turn = 0
    for number, outcome in done:
        waiting[number] = outcome
        while turn in waiting:
            yield waiting.pop(turn)
            turn += 1
    if turn < count:
        raise RuntimeError("a copy of this process has failed or died")


@contextmanager
def locked(file: FileIO) -> Iterator[None]:
    """Have a file for this process alone: its copies wait. Where the process that has it dies, it is free again."""
    if fcntl is not None:
        fcntl.lockf(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if fcntl is not None:
            fcntl.lockf(file, fcntl.LOCK_UN)


def _spare() -> int:
    """How many copies of this process may work beside it. None while other threads are running: a fork copies their locks but not them."""
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 0
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) - 1
