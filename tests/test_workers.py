"""Work on several cores: everything is done once and comes back in order, whatever happens to a worker."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import process
from pathlib import Path

import pytest

from pruefbuch.build import workers

MAIN = os.getpid()
HOOKS = Path(__file__).parent.parent / "hooks"


@pytest.fixture(autouse=True)
def without_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build: the browser of another test keeps a thread in this process, which holds no lock that a worker needs."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)


@pytest.fixture(autouse=True)
def three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where there is only one."""
    if hasattr(os, "sched_getaffinity"):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})


def _square(number: int) -> int:
    time.sleep(0.002)
    return number * number


def test_work_comes_back_in_order() -> None:
    assert list(workers.each(_square, range(13))) == [number * number for number in range(13)]
    assert list(workers.each(_square, [3])) == [9]
    assert list(workers.each(_square, [])) == []


def test_every_task_is_done_once_and_by_several() -> None:
    """Two tasks that wait for each other end only where each has a process of its own. Nothing but outcomes is pickled."""
    fork = multiprocessing.get_context("fork")
    begun = [fork.Event(), fork.Event()]

    def meet(number: int) -> tuple[int, int]:
        if number < 2:
            begun[number].set()
            assert begun[1 - number].wait(60)
        return number, os.getpid()

    done = list(workers.each(meet, range(60)))
    assert [number for number, _ in done] == list(range(60))
    assert done[0][1] != done[1][1]
    assert MAIN not in {pid for _, pid in done}


def _failing(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return _square(number)


@pytest.mark.parametrize("cores", [1, 3])
def test_a_failure_is_told(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    """The same one, wherever it happens."""
    monkeypatch.setattr(workers, "_cores", lambda: cores)
    with pytest.raises(ValueError, match="seven"):
        list(workers.each(_failing, range(40)))


def test_the_death_of_a_worker_is_noticed() -> None:
    def die(number: int) -> int:
        if number == 3 and os.getpid() != MAIN:
            os.kill(os.getpid(), signal.SIGKILL)
        return _square(number)

    with pytest.raises(ChildProcessError, match="a worker process has died"):
        list(workers.each(die, range(40)))


def test_whoever_wants_no_more_is_not_kept_waiting() -> None:
    """What nobody has begun is not done any more."""

    def slowly(number: int) -> int:
        time.sleep(0.05)
        return number

    done = workers.each(slowly, range(1000))
    start = time.monotonic()
    assert next(done) == 0
    done.close()  # type: ignore[attr-defined]  # it is a generator
    assert time.monotonic() - start < 20


def _no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])


def _threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 2)


def _one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)


def _no_semaphores(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NotImplementedError

    monkeypatch.setattr(process, "_check_system_limits", refuse)


def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first worker begins, the second is refused."""
    start, begun = multiprocessing.get_context("fork").Process.start, list[str]()

    def refuse(self: multiprocessing.process.BaseProcess) -> None:
        begun.append(self.name)
        if len(begun) > 1:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        start(self)

    monkeypatch.setattr(multiprocessing.process.BaseProcess, "start", refuse)


def _no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)


@pytest.mark.parametrize("without", [_no_processes, _no_thread, _no_fork, _threads, _one_core, _no_semaphores])
def test_work_without_workers(monkeypatch: pytest.MonkeyPatch, without: Callable[[pytest.MonkeyPatch], None]) -> None:
    without(monkeypatch)
    assert list(workers.each(lambda number: (number, os.getpid()), range(5))) == [(number, MAIN) for number in range(5)]


LEFT_BEHIND = """
import os, signal, time
from pruefbuch.build import workers

os.sched_getaffinity = lambda _: {0, 1}
for _ in workers.each(lambda _: time.sleep(0.01), range(10_000)):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_the_process_that_they_were_made_of() -> None:
    """Workers hold the output open: without their end there would be none of this."""
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, timeout=30, cwd=HOOKS, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
