"""What may not happen to a result that was published: to sink, to be withdrawn or to vanish without a word why.

Right: a worse answer with a new reason; `status: withdrawn` with `status_reason`; a file that is renamed and names its former name.
Wrong: a lower level with the old reason; a file that is deleted. Whoever read the result has a right to learn why it is another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from pruefbuch.changes.results import ReadResult, Side
from pruefbuch.changes.values import AnswerChange, Change, DimensionChange, Direction, ResultChange
from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.model.common import Place, Problem

LOWERED, WITHDRAWN, REMOVED = "lowered", "withdrawn", "removed"
_NEW_REASON = "eine gesenkte Stufe braucht einen neuen Grund"


def faults_of(change: ResultChange, former: str, base: Side, head: Side) -> Iterator[Problem]:
    """The problems of a change of a result; `former` is its file in base."""
    before, after = base.read(former), head.read(change.path)
    if before is None:
        return
    if change.change is Change.REMOVED:
        yield from _removed(change, before, base, head)
    if after is None:
        return
    if change.new_status is AssessmentStatus.WITHDRAWN and _same(before.state.status_reason, after.state.status_reason):
        allowed, remedy = "wer zurückzieht, sagt neu, warum", "„status_reason: …“ neu schreiben"
        fault = "die Prüfung wird zurückgezogen, der Grund ist derselbe wie vorher"
        yield Problem(after.entry.place_of("status"), WITHDRAWN, fault, allowed, remedy)
    if before.entry.outcome.rated and not after.entry.outcome.rated:
        yield from _unrated(before, after)
        return
    sunk = [answer for answer in change.answers if answer.direction.sinks]
    yield from (_sunk(answer) for answer in sunk if not answer.fresh)
    yield from _lowered(change, before, after)


def _removed(change: ResultChange, before: ReadResult, base: Side, head: Side) -> Iterator[Problem]:
    if change.removal:
        return
    twins = [
        file.summary.id
        for path, file in head.files.items()
        if path not in base.files
        and file.summary
        and (file.summary.municipality, file.summary.subject, file.summary.date)
        == (before.entry.municipality, before.entry.subject, before.entry.date)
    ]  # fmt: skip
    if twins:
        remedy = f"wurde sie umbenannt, in „{twins[0]}“ ergänzen: „former_names: [{change.id.partition('/')[2]}]“"
    else:
        remedy = (
            "Datei wiederherstellen und „status: withdrawn“ mit „status_reason“ setzen; verlangt das Recht die Löschung, steht der "
            f"Grund im Commit in einer Zeile „Entfernt: {change.id} – Grund“"
        )
    fault, allowed = "die Prüfung war veröffentlicht und fehlt", "was veröffentlicht war, bleibt lesbar"
    yield Problem(Place(change.path), REMOVED, fault, allowed, remedy)


def _unrated(before: ReadResult, after: ReadResult) -> Iterator[Problem]:
    """A paper that is exempt now says why in its exemption; one that is checked elsewhere says it in a comment."""
    old, new = before.scored.assessment, after.scored.assessment
    if new.exemption is None and _same(old.comment, new.comment):
        fault = "die Bewertungen fallen weg, die Prüfung verweist nur noch auf ein anderes Papier"
        yield Problem(new.place_of("delegation"), LOWERED, fault, _NEW_REASON, "in „comment“ sagen, warum")


def _sunk(answer: AnswerChange) -> Problem:
    fault = f"„{answer.criterion}“ sinkt von „{answer.before}“ auf „{answer.after}“, {_old_reason(answer)}"
    return Problem(answer.place, LOWERED, fault, _NEW_REASON, "„reason: …“ neu schreiben")


def _old_reason(answer: AnswerChange) -> str:
    return "der Grund ist derselbe wie vorher" if answer.reason else "ein Grund fehlt"


def _lowered(change: ResultChange, before: ReadResult, after: ReadResult) -> Iterator[Problem]:
    """Levels that sink although no answer does: answers that count no more, a catalogue that says something else."""
    for part in change.dimensions:
        makers = [answer for answer in change.answers if _may_make(answer, part, after)] if part.lowered else []
        if not part.lowered or any(answer.direction.sinks for answer in makers):
            continue
        makers = [answer for answer in makers if answer.direction is Direction.OTHER]
        if makers:
            yield from (_sunk_with(answer, part) for answer in makers[:1] if not any(maker.fresh for maker in makers))
        elif not _edition_says_why(before, after):
            fault = f"„{part.label}“ sinkt, ohne dass eine Antwort anders ist, und die Ausgabe sagt nicht, warum"
            yield Problem(
                Place(after.catalogue.path), LOWERED, fault, _NEW_REASON, "„changes: …“ unter „edition“ neu schreiben"
            )


def _may_make(answer: AnswerChange, part: DimensionChange, after: ReadResult) -> bool:
    """Whether an answer may have made a figure: it belongs to that dimension, or opens and closes fields; to the whole belong all."""
    return part.id in (answer.dimension, "") or after.catalogue.criterion(answer.criterion).gate is not None


def _sunk_with(answer: AnswerChange, part: DimensionChange) -> Problem:
    fault = f"„{part.label}“ sinkt mit „{answer.criterion}“ („{answer.before}“ → „{answer.after}“), {_old_reason(answer)}"
    return Problem(answer.place, LOWERED, fault, _NEW_REASON, "„reason: …“ neu schreiben")


def _edition_says_why(before: ReadResult, after: ReadResult) -> bool:
    old, new = before.catalogue, after.catalogue
    return bool(new.edition.changes) and (old.ref != new.ref or not _same(old.edition.changes, new.edition.changes))


def _same(old: str, new: str) -> bool:
    return old.split() == new.split()
