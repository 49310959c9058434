"""Editions that come, go or say something else, and the results that are judged by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pruefbuch.book import Context
from pruefbuch.changes.values import CatalogueChange, Change, ResultChange
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.starter import EDITIONS
from pruefbuch.tree import Sheet
from pruefbuch.views.figures import exact


def different_editions(before: Context, after: Context, different: Collection[str]) -> list[str]:
    """The refs of editions of which a file is not as before."""
    folders = {tuple(path.split("/")[2:4]) for path in different if path.startswith(f"{EDITIONS}/") and path.count("/") > 3}
    return sorted({"@".join(folder) for folder in folders}.intersection({*before.known, *after.known}))


def using(before: Context, after: Context, refs: Iterable[str]) -> Iterator[str]:
    """The assessments that name one of these editions and may be judged otherwise by it. Only then are all of them looked at."""
    names = [ref for ref in refs if _checksum(before.known.get(ref)) != _checksum(after.known.get(ref))]
    for path in after.tree.sheets if names else ():
        sheet = after.tree.sheet(path)
        if isinstance(sheet, Sheet) and any(name in sheet.text for name in names):
            yield path


def _checksum(catalogue: Catalogue | None) -> str:
    return catalogue.checksum if catalogue else ""


def catalogue_changes(
    refs: Iterable[str], before: Context, after: Context, results: Iterable[ResultChange]
) -> Iterator[CatalogueChange]:
    """What becomes of these editions, each with the results that were or are judged by it."""
    listed = [*results]
    for ref in refs:
        old, new = before.known.get(ref), after.known.get(ref)
        change = Change.REMOVED if ref not in after.known else Change.ADDED if ref not in before.known else Change.CHANGED
        shown = new or old
        previous = f"{new.id}@{new.edition.previous}" if new and new.edition.previous and change is Change.ADDED else ""
        earlier = after.known.get(previous) if previous else old
        yield CatalogueChange(
            ref,
            shown.title if shown else "",
            Change.UNREADABLE if new is None and change is not Change.REMOVED else change,
            previous,
            new.edition.changes if new else "",
            tuple(_criteria(earlier, new)) if earlier and new else (),
            tuple(result.id for result in listed if ref in _judged_by(result)),
        )


def _judged_by(result: ResultChange) -> set[str]:
    return {state.edition for state in (result.before, result.after) if state}


def _criteria(before: Catalogue, after: Catalogue) -> Iterator[tuple[str, str]]:
    """The criteria that are not as before, and in a word what became of them."""
    for name in dict.fromkeys([*after.by_id, *before.by_id]):
        old, new = before.by_id.get(name), after.by_id.get(name)
        if old is None or new is None:
            yield name, "neu" if old is None else "entfällt"
        elif old.weight != new.weight:
            yield name, f"Gewicht {exact(old.weight)} → {exact(new.weight)}"
        elif _judged(old) != _judged(new):
            yield name, "fragt oder bewertet anders"


def _judged(criterion: Criterion) -> Criterion:
    """A criterion without what only helps to answer it."""
    return replace(criterion, guidance="", note="", simple="", references=())
