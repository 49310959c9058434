"""Being told by the system which files change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from pruefbuch.press import folders

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_CHANGES = (FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent)

Stamps = dict[str, tuple[int, int]]
"""size and time of the last change of files, by path"""


def observer() -> BaseObserver:
    """An observer of folders that only tells of changes: systems also tell when a file was read, and whoever reads would hear himself."""
    found = Observer()
    schedule = found.schedule

    def scheduled(handler: Any, path: str, *, recursive: bool = False, **_: object) -> ObservedWatch:
        return schedule(handler, path, recursive=recursive, event_filter=list(_CHANGES))

    found.schedule = scheduled  # type: ignore[assignment]  # the same with one argument settled
    return found


def stamps_of(paths: Iterable[str]) -> Stamps:
    """The stamps of files, without those that are gone."""
    return {path: stamp for path in paths if (stamp := folders.stamp(path)) is not None}


def files_below(places: Iterable[Path]) -> list[str]:
    """Files, and all files below folders."""
    found = (place.rglob("*") if place.is_dir() else (place,) for place in places)
    return [str(path) for paths in found for path in paths if "__pycache__" not in path.parts]
