"""Being told by the system which files change. Only the door that serves needs this, and the library it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch


def observer() -> BaseObserver:
    """An observer of folders that only tells of changes: systems also tell when a file was read, and whoever reads would hear himself."""
    # Loaded here: a build never needs it, and it takes as long as a tenth of all else.
    from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
    from watchdog.observers import Observer

    found, changes = Observer(), [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
    schedule = found.schedule

    def scheduled(handler: Any, path: str, *, recursive: bool = False, **_: object) -> ObservedWatch:
        return schedule(handler, path, recursive=recursive, event_filter=changes)

    found.schedule = scheduled  # type: ignore[assignment]  # the same with one argument settled
    return found
