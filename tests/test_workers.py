"""Work on several cores: everything is done once and comes back in order, whatever happens to a copy of the process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pruefbuch.build import workers

MAIN = os.getpid()
HOOKS = Path(__file__).parent.parent / "hooks"


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


class Meeting:
    """Lets this process and its copies go on only when both have begun, however busy the machine is."""

    def __init__(self) -> None:
        fork = multiprocessing.get_context("fork")
        self._here, self._elsewhere = fork.Event(), fork.Event()

    def here(self) -> bool:
        """Whether this is the process itself; asked by each task, at its beginning."""
        own, other = (self._here, self._elsewhere) if os.getpid() == MAIN else (self._elsewhere, self._here)
        own.set()
        assert other.wait(60)
        return own is self._here


def test_every_task_is_done_once_and_by_several() -> None:
    meeting = Meeting()
    done = list(workers.each(lambda _: meeting.here(), range(60)))
    assert len(done) == 60
    assert set(done) == {True, False}


def test_tasks_may_be_made_while_others_are_done() -> None:
    assert list(workers.each(_square, [1, 2, 3], lambda: [4, 5])) == [1, 4, 9, 16, 25]
    assert list(workers.each(_square, [], lambda: [4])) == [16]
    done = list(workers.each(lambda number: (number, os.getpid()), [1], lambda: [*map(_square, range(20))]))
    assert [number for number, _ in done] == [1, *map(_square, range(20))]
    assert {pid for _, pid in done[1:]} == {MAIN}  # copies do not know of them


def test_a_failure_is_told() -> None:
    with pytest.raises(ValueError, match="here"):
        list(workers.each(_failing(here=True), range(40)))


def test_a_failure_elsewhere_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="has failed"):
        list(workers.each(_failing(here=False), range(40)))
    assert "ValueError: elsewhere" in capfd.readouterr().err


def _failing(*, here: bool) -> Callable[[int], int]:
    meeting = Meeting()

    def work(number: int) -> int:
        if meeting.here() is here:
            raise ValueError("here" if here else "elsewhere")
        return _square(number)

    return work


def test_the_death_of_a_worker_is_noticed() -> None:
    meeting = Meeting()

    def work(number: int) -> int:
        if not meeting.here():
            os.kill(os.getpid(), signal.SIGKILL)
        return _square(number)

    with pytest.raises(RuntimeError, match="or died"):
        list(workers.each(work, range(40)))


def test_the_lock_of_a_worker_that_died_is_free(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb", buffering=0) as file:

        def die(send: Callable[[object], None]) -> None:
            with workers.locked(file):
                send("locked")
                time.sleep(0.2)
                os.kill(os.getpid(), signal.SIGKILL)

        aside = workers.Aside(die)
        assert aside.next(wait=True) == "locked"
        with workers.locked(file):
            assert aside.next(wait=True) is None


def test_only_one_of_several_has_the_lock(tmp_path: Path) -> None:
    """Each adds to what stands in a file; what one of them had not seen would be lost."""
    file, meeting = tmp_path / "count", Meeting()
    file.write_text("0")
    with (tmp_path / "lock").open("wb", buffering=0) as lock:

        def count(_: int) -> None:
            meeting.here()
            with workers.locked(lock):
                number = int(file.read_text())
                time.sleep(0.002)
                file.write_text(str(number + 1))

        list(workers.each(count, range(60)))
    assert file.read_text() == "60"


@pytest.mark.parametrize("without", ["fork", "threads", "affinity"])
def test_work_without_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str) -> None:
    if without == "fork":
        monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
        monkeypatch.setattr(workers, "fcntl", None)
    elif without == "threads":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    else:
        monkeypatch.delattr(os, "sched_getaffinity")
    assert list(workers.each(_square, range(5), lambda: [5])) == [0, 1, 4, 9, 16, 25]
    with (tmp_path / "file").open("wb", buffering=0) as file, workers.locked(file):
        pass


def test_a_copy_never_waits_and_ends_when_nobody_listens() -> None:
    def work(send: Callable[[object], None]) -> None:
        for _ in range(30):
            send("x" * 100_000)

    aside = workers.Aside(work)
    assert aside.next(wait=True) == "x" * 100_000
    aside.stop()
    while aside.next(wait=True) is not None:
        pass
    assert aside.next(wait=False) is None
    aside.stop()


LEFT_BEHIND = """
import os, signal
from pruefbuch.build import workers

def work(send):
    for _ in range(30):
        send("x" * 100_000)

os.sched_getaffinity = lambda _: {0, 1}
assert workers.Aside(work).next(wait=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_sent_is_there_at_once() -> None:
    """Also where it is more than a pipe usually holds (64 KiB): else those that only look whether something is there miss it."""
    letters = [bytes(100_000 if hasattr(workers.fcntl, "F_SETPIPE_SZ") else 10_000)] * 5

    def work(send: workers.Send) -> None:
        for letter in letters:
            send(letter)

    aside = workers.Aside(work)
    (copy,) = multiprocessing.active_children()
    copy.join(60)
    assert not copy.is_alive()  # it ends only when all of them have found room
    assert [aside.next(wait=False) for _ in letters] == letters


def test_a_copy_ends_with_the_process_that_it_was_made_of() -> None:
    """The copy holds the output open: without its end there would be none of this."""
    done = subprocess.run([sys.executable, "-c", LEFT_BEHIND], capture_output=True, timeout=30, cwd=HOOKS, check=False)
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")
