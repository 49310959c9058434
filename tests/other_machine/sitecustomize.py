"""Python runs a module of this name at its start. It makes a machine whose clock, order of files and cores are as the variables say."""

import datetime
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

real_time, real_scandir, real_listdir = time.time, os.scandir, os.listdir
SHIFT = float(os.environ.get("OTHER_CLOCK", "0"))
CORES = int(os.environ.get("OTHER_CORES", "0"))
shuffle = random.Random(1).shuffle


class Entries:
    """What os.scandir returns, in another order."""

    def __init__(self, path: Any = ".") -> None:
        with real_scandir(path) as entries:
            found = list(entries)
        shuffle(found)
        self.entries: Iterator[os.DirEntry[Any]] = iter(found)

    def __iter__(self) -> Iterator[os.DirEntry[Any]]:
        return self.entries

    def __next__(self) -> os.DirEntry[Any]:
        return next(self.entries)

    def __enter__(self) -> "Entries":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def close(self) -> None:
        pass


def listdir(path: Any = ".") -> list[Any]:
    found = real_listdir(path)
    shuffle(found)
    return found


class Datetime(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "Datetime":
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> "Datetime":
        return cls.now(datetime.UTC).replace(tzinfo=None)


if SHIFT:  # datetime.date.today asks time.time
    time.time, time.time_ns = lambda: real_time() + SHIFT, lambda: int((real_time() + SHIFT) * 1e9)
    setattr(datetime, "datetime", Datetime)
if "OTHER_ORDER" in os.environ:
    setattr(os, "scandir", Entries)
    setattr(os, "listdir", listdir)
if CORES:
    setattr(os, "sched_getaffinity", lambda _process: set(range(CORES)))
    setattr(os, "cpu_count", lambda: CORES)
Path(os.environ["OTHER_MACHINE"]).touch()
