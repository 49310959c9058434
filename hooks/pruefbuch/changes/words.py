"""What changes, in sentences. What files say stands in them as `Quoted`, so that whoever prints them knows which words are not ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from pruefbuch.addresses import assessment_uri
from pruefbuch.changes.values import (
    AnswerChange,
    CatalogueChange,
    Change,
    Changes,
    DimensionChange,
    Direction,
    Reached,
    ResultChange,
)
from pruefbuch.model.assessments import AssessmentStatus
from pruefbuch.starter import EDITIONS
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.figures import span

_ARROWS = {Direction.UP: " ▲", Direction.DOWN: " ▼", Direction.WIDER: " ◂▸", Direction.SAME: "", Direction.OTHER: ""}
_NAMED = 12
"""criteria or entries that a sentence names"""


class Quoted(NamedTuple):
    """Words of a file."""

    text: str


Phrase = tuple[str | Quoted, ...]
"""a line: our words, and those of files"""


class Block(NamedTuple):
    """What there is to say of one result or edition: a sign and a line, what matters most, and everything else.

    `quiet`: no level, answer or state is another one; only figures are, or what stands beside them.
    """

    sign: str
    head: Phrase
    main: tuple[Phrase, ...] = ()
    more: tuple[Phrase, ...] = ()
    quiet: bool = False


class ResultFate(NamedTuple):
    """What becomes of results, in a word for one and for several."""

    one: str
    several: str


_REMOVED, _WITHDRAWN = ResultFate("entfällt", "entfallen"), ResultFate("wird zurückgezogen", "werden zurückgezogen")
_WORSE, _ADDED = ResultFate("wird schlechter", "werden schlechter"), ResultFate("kommt dazu", "kommen dazu")
_SUPERSEDED, _FINAL = ResultFate("wird ersetzt", "werden ersetzt"), ResultFate("gilt wieder", "gelten wieder")
_OTHER, _UNREADABLE = ResultFate("ändert sich", "ändern sich"), ResultFate("ist nicht berechenbar", "sind nicht berechenbar")
_FATES = (_REMOVED, _WITHDRAWN, _WORSE, _ADDED, _SUPERSEDED, _FINAL, _OTHER, _UNREADABLE)
"""the worst first"""
_SIGNS = {
    _REMOVED: "-",
    _WITHDRAWN: "!",
    _WORSE: "~",
    _ADDED: "+",
    _SUPERSEDED: "!",
    _FINAL: "!",
    _OTHER: "~",
    _UNREADABLE: "?",
}
_OF_STATUS = {
    AssessmentStatus.WITHDRAWN: _WITHDRAWN,
    AssessmentStatus.SUPERSEDED: _SUPERSEDED,
    AssessmentStatus.FINAL: _FINAL,
}


def fate(result: ResultChange) -> ResultFate:
    """What becomes of a result, in the one word that says most."""
    match result.change:
        case Change.REMOVED:
            return _REMOVED
        case Change.ADDED:
            return _ADDED
        case Change.UNREADABLE:
            return _UNREADABLE
        case Change.CHANGED | Change.TOUCHED:
            return _fate_of_state(result)
        case _:
            assert_never(result.change)


def _fate_of_state(result: ResultChange) -> ResultFate:
    """What becomes of a result that was there and is there."""
    if result.new_status is AssessmentStatus.WITHDRAWN:
        return _WITHDRAWN
    return _WORSE if result.lowered else _OF_STATUS[result.new_status] if result.new_status else _OTHER


# -- the first line ----------------------------------------------------------------------------------------------------


def headline(changes: Changes) -> str:
    """The consequence for the public in one sentence; errors come first."""
    if changes.errors:
        return f"{changes.errors} Fehler: So darf es nicht veröffentlicht werden."
    fates = [fate(result) for result in changes.results]
    counts = [(number, word) for word in _FATES if (number := fates.count(word))]
    if counts:
        first, *others = [f"{number} {word.one if number == 1 else word.several}" for number, word in counts]
        count, _, verb = first.partition(" ")
        return f"{count} Ergebnis{'se' * (count != '1')} {'; '.join([verb, *others])}."
    if changes.catalogues:
        editions = "1 Katalogausgabe ist" if len(changes.catalogues) == 1 else f"{len(changes.catalogues)} Katalogausgaben sind"
        return f"{editions} anders; an den Ergebnissen ändert sich nichts."
    return (
        "An den Ergebnissen ändert sich nichts."
        if changes.others or changes.gone
        else "Für die Öffentlichkeit ändert sich nichts."
    )


# -- a block for each --------------------------------------------------------------------------------------------------


def blocks(changes: Changes) -> list[Block]:
    """What there is to say: editions, then results, those first that the public would miss most."""
    rank = {word: number for number, word in enumerate(_FATES)}
    results = sorted(changes.results, key=lambda result: (rank[fate(result)], result.id))
    return [*map(_edition, changes.catalogues), *map(_result, results)]


def _result(result: ResultChange) -> Block:
    about: Phrase = (Quoted(result.id),)
    if result.title:
        about += (": ", Quoted(result.title), ", ", Quoted(result.town), f", {date_text(result.date)}")
    word = fate(result)
    main = _unreadable(result) if word is _UNREADABLE else [*_states(result), *_compared(result), *_answers(result)]
    return Block(_SIGNS[word], (*about, f" {word.one}"), tuple(main), tuple(_more(result)), quiet=_is_quiet(result))


def _is_quiet(result: ResultChange) -> bool:
    return fate(result) is _OTHER and not result.answers and not any(_has_risen(part) for part in result.dimensions)


def _unreadable(result: ResultChange) -> Iterator[Phrase]:
    if result.after:
        yield ("war nicht berechenbar, jetzt: ", Quoted(result.after.gist))
    elif result.before:
        yield ("solange Fehler in der Datei oder im Katalog stehen; bisher: ", Quoted(result.before.gist))
    else:
        yield ("solange Fehler in der Datei oder im Katalog stehen",)


def _states(result: ResultChange) -> Iterator[Phrase]:
    """What it says as a whole, before and after, and in which state and why."""
    before, after = result.before, result.after
    if result.former:
        yield ("früher ", Quoted(result.former))
    if before and after and before.status is not after.status:
        yield (f"{words.status(before.status)} → {words.status(after.status)}",)
    if after and after.status_reason and (before is None or before.status_reason != after.status_reason):
        yield ("Grund: ", Quoted(after.status_reason))
    if before and (after is None or before.gist != after.gist or before.status is not after.status):
        yield ("bisher: ", Quoted(before.gist))
    if after and (before is None or before.gist != after.gist):
        yield ("künftig: " if before else "", Quoted(after.gist))
    if after is None and result.removal:
        yield ("Grund im Commit: ", Quoted(result.removal))
    if before and after and before.edition != after.edition:
        yield ("Katalog: ", Quoted(before.edition), " → ", Quoted(after.edition))


def _compared(result: ResultChange) -> Iterator[Phrase]:
    """The levels that are others than before."""
    if result.compared:
        yield ("verglichen mit ", Quoted(result.compared), f" ({date_text(result.compared_date)})")
    if result.change is not Change.REMOVED:
        yield from (_dimension(part) for part in result.dimensions if part.lowered or _has_risen(part))


def _has_risen(part: DimensionChange) -> bool:
    return (
        part.direction is Direction.UP
        and part.before is not None
        and part.after is not None
        and part.before.level != part.after.level
    )


def _dimension(part: DimensionChange) -> Phrase:
    caps = part.after.caps if part.after else ()
    held: Phrase = (", begrenzt durch ", *_joined(caps)) if caps else ()
    return (Quoted(part.label), ": ", *_reached(part.before), " → ", *_reached(part.after), _ARROWS[part.direction], *held)


def _reached(reached: Reached | None) -> Phrase:
    if reached is None:
        return ("ohne Wert",)
    return (span(reached.low, reached.high), *((" ", Quoted(reached.word)) if reached.word else ()))


def _answers(result: ResultChange) -> Iterator[Phrase]:
    """The answers that made it: all that are worse, with their reasons; of a new result that is compared only which these are."""
    if result.compared and result.answers:
        yield (f"{len(result.answers)} Antwort{'en' * (len(result.answers) != 1)} anders als dort",)
    for answer in result.answers:
        if answer.direction.sinks or not result.compared:
            yield from _answer(answer)
    for promise in result.due:
        yield ("neu fällig: ", f"{date_text(promise.due)}: " if promise.due else "ohne Datum: ", Quoted(promise.text))
    if result.settled:
        yield (f"{result.settled} Maßnahme{'n zählen' if result.settled > 1 else ' zählt'} nicht mehr als offen",)


def _answer(answer: AnswerChange) -> Iterator[Phrase]:
    yield (
        "Antwort ",
        Quoted(answer.name),
        " (",
        Quoted(answer.criterion),
        "): ",
        Quoted(answer.before),
        " → ",
        Quoted(answer.after),
        _ARROWS[answer.direction],
    )
    if answer.reason:
        yield ("Grund: " if answer.fresh else "Grund (wie vorher): ", Quoted(answer.reason))


def _more(result: ResultChange) -> Iterator[Phrase]:
    """Everything else."""
    for part in result.dimensions:
        if not (part.lowered or _has_risen(part)) and part.before != part.after and result.change is not Change.REMOVED:
            yield _dimension(part) if part.before else (Quoted(part.label), ": ", *_reached(part.after))
    if result.explained:
        yield ("andere Begründung, Nachweise oder Maßnahmen: ", *_joined(result.explained))
    if result.fields:
        yield ("außerdem anders: ", *_joined(result.fields))
    if result.change is Change.ADDED:
        yield ("neue Seite: ", Quoted(f"/{assessment_uri(result.id).removesuffix('.md')}/"))


def _joined(names: Iterable[str]) -> Phrase:
    named = [*names]
    parts = [part for name in named[:_NAMED] for part in (", ", Quoted(name))][1:]
    return (*parts, f" und {len(named) - _NAMED} weitere") if len(named) > _NAMED else tuple(parts)


# -- editions ----------------------------------------------------------------------------------------------------------

_EDITIONS = {
    Change.ADDED: ("+", "kommt dazu"),
    Change.REMOVED: ("-", "entfällt"),
    Change.UNREADABLE: ("?", "hat Fehler; danach geprüfte Ergebnisse sind nicht berechenbar"),
    Change.CHANGED: ("~", "sagt anderes"),
    Change.TOUCHED: ("~", "sagt anderes"),
}


def _edition(edition: CatalogueChange) -> Block:
    sign, what = _EDITIONS[edition.change]
    main: list[Phrase] = []
    if edition.previous:
        main.append(("löst ", Quoted(edition.previous), " ab"))
    if edition.reason:
        main.append(("Grund: ", Quoted(edition.reason)))
    main += [(Quoted(name), f": {change}") for name, change in edition.criteria[:_NAMED]]
    if len(edition.criteria) > _NAMED:
        main.append((f"und {len(edition.criteria) - _NAMED} weitere Kriterien",))
    if edition.results:
        main.append(
            (f"berührt {len(edition.results)} Ergebnis{'se' * (len(edition.results) != 1)}: ", *_joined(edition.results))
        )
    return Block(sign, ("Katalog ", Quoted(edition.ref), f" {what}"), tuple(main))


def remainder(changes: Changes) -> Iterator[Phrase]:
    """The files that differ and are neither results nor editions."""
    others, gone = ([path for path in paths if not path.startswith(f"{EDITIONS}/")] for paths in (changes.others, changes.gone))
    if others:
        yield (f"Anders {'ist' if len(others) == 1 else 'sind'} auch: ", *_joined(others))
    if gone:
        yield (f"Es {'entfällt' if len(gone) == 1 else 'entfallen'} auch: ", *_joined(gone))
    if changes.outside:
        yield (f"Neben dem Buch {'ist 1 Datei' if changes.outside == 1 else f'sind {changes.outside} Dateien'} anders.",)
