"""Where the order of levels, their values, their effects and their signs contradict each other.

Pages say „von der schlechtesten zur besten“, take the last level for the best and list by effect what speaks for a subject. So all
that a level says of itself has to point the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise, product

from pruefbuch.model.catalogues import Effect, Form, Level
from pruefbuch.model.verdicts import verdict_of
from pruefbuch.typed import Reader

_SIGN = {Effect.UP: 1, Effect.NEUTRAL: 0, Effect.DOWN: -1}
_MARKS = {**dict.fromkeys("+▲△↑", 1), **dict.fromkeys("-−–▼▽↓", -1), **dict.fromkeys("0○●±", 0)}
_ORDER = "von der schlechtesten zur besten Stufe: erst down, dann neutral, dann up"


def check_levels(groups: Sequence[Reader], levels: Sequence[Level], *, ordered: bool) -> None:
    """Note what the levels of a scale say against each other. Their values rise already where the scale is ordered."""
    both = list(zip(groups, levels, strict=True))
    ranked = both if ordered else sorted((pair for pair in both if pair[1].value is not None), key=lambda pair: _value(pair[1]))
    if _effects_fall(ranked) or _values_deny_effects(both) or _signs_deny_effects(both) or _words_deny_effects(both):
        return
    # Of two levels that stand side by side the signs tell more than of two that others stand between.
    near, far = [(pair, _signs_fall) for pair in pairwise(ranked)], [(pair, _words_fall) for pair in combinations(ranked, 2)]
    for ((_, worse), (group, better)), fall in (*(near if ordered else ()), *far):
        if fall(worse, better):
            fault = f"„{better.label}“ steht nach „{worse.label}“ und scheint nach seinen Zeichen oder Worten schlechter"
            remedy = "prüfen und notfalls umkehren"
            group.diagnostics.hint(group.place, "level-order", fault, "von der schlechtesten zur besten Stufe", remedy)
            return


def _effects_fall(ranked: Sequence[tuple[Reader, Level]]) -> bool:
    """Whether an effect is worse than one before it, or another where the values are equal; noted where it is so."""
    effective = [(group, level, level.effect) for group, level in ranked if level.effect is not None]
    for (_, worse, before), (group, better, after) in pairwise(effective):
        equal = better.value is not None and better.value == worse.value
        if _SIGN[after] < _SIGN[before] or (equal and after is not before):
            where = "hat denselben Wert wie" if equal else "steht über"
            fault = f"„{better.id}“ (effect: {after}) {where} „{worse.id}“ (effect: {before})"
            remedy = "Reihenfolge der Stufen, „value“ oder „effect“ ändern"
            group.diagnostics.error(group.place_of("effect"), "level-effects", fault, _ORDER, remedy)
            return True
    return False


def _values_deny_effects(both: Sequence[tuple[Reader, Level]]) -> bool:
    """Whether a value says the contrary of an effect; noted for each level.

    Only where some value is negative 0 is the middle: on a scale from 0 to 3 the 0 may be the worst level, and 1 bad as well.
    """
    signed = any(level.value is not None and level.value < 0 for _, level in both)
    denied = False
    for group, level in both:
        if level.value is None or level.effect is None:
            continue
        fault = f"„{level.id}“ hat den Wert {level.value} und „effect: {level.effect}“"
        verdict = _verdict(level.value, level.effect, signed=signed)
        place, allowed, remedy = group.place_of("effect"), "up über 0, neutral bei 0, down unter 0", "eines von beiden ändern"
        if verdict is not None:
            note = group.diagnostics.error if verdict else group.diagnostics.hint
            note(place, "level-effects", fault, allowed, remedy)
            denied = True
    return denied


def _verdict(value: Fraction, effect: Effect, *, signed: bool) -> bool | None:
    """Whether value and effect contradict each other (True), or only one of them says that something changes (False); else None."""
    sign = _sign(value)
    if not signed:
        return False if effect is Effect.UP and not sign else None
    if sign * _SIGN[effect] < 0:
        return True
    return None if bool(sign) is effect.touches else False


def _signs_deny_effects(both: Sequence[tuple[Reader, Level]]) -> bool:
    """Whether a „+“ or „▼“ says the contrary of an effect or a value; noted at the first."""
    for group, level in both:
        said = {_sign(mark) for mark in _marks(level) if mark}
        meant = _SIGN[level.effect] if level.effect is not None else 0
        if len(said) > 1 or -meant in said - {0}:
            fault = f"Zeichen „{level.short}“ und „{level.symbol}“ der Stufe „{level.id}“"
            fault += f" widersprechen „effect: {level.effect}“" if meant else " widersprechen sich"
            group.diagnostics.hint(
                group.place, "level-effects", fault, "Zeichen, die dasselbe sagen", "Zeichen oder „effect“ ändern"
            )
            return True
    return False


def _words_deny_effects(both: Sequence[tuple[Reader, Level]]) -> bool:
    """Whether „hemmend“ is said to be up, or „fördernd“ down; noted at the first."""
    for group, level in both:
        said, meant = verdict_of(level.label), _direction(level)
        if said is not None and said.direction is not None and meant is not None and said.direction * meant < 0:
            fault = f"„{level.label}“ heißt die Stufe „{level.id}“ mit „effect: {level.effect}“"
            remedy = "„label“ oder „effect“ ändern"
            group.diagnostics.hint(group.place, "level-effects", fault, "ein Wort, das dasselbe sagt", remedy)
            return True
    return False


def _signs_fall(worse: Level, better: Level) -> bool:
    """Whether the signs of two levels fall."""
    return any(
        low is not None and high is not None and high < low for low, high in zip(_marks(worse), _marks(better), strict=True)
    )


def _words_fall(worse: Level, better: Level) -> bool:
    """Whether the words of two levels fall: „sehr fördernd“ before „fördernd“, „hemmend“ after „kein Effekt“."""
    low, high = verdict_of(worse.label), verdict_of(better.label)
    if low is None or high is None:
        return False
    ranks = low.rank(_direction(worse)), high.rank(_direction(better))
    if ranks[0] is None or ranks[1] is None:
        return False
    # „gut“ and „förderlich“ say the same of different things: only one word can be compared with itself.
    return ranks[1] < ranks[0] and (low.word == high.word or ranks[0] * ranks[1] <= 0)


def _direction(level: Level) -> int | None:
    """Up or down as the level says itself; None where it does not, or says that nothing changes."""
    return None if level.effect is None or not level.effect.touches else _SIGN[level.effect]


def _marks(level: Level) -> tuple[int | None, int | None]:
    """How many plus (or minus) signs the short form and the symbol are; None where they are something else."""
    return _count(level.short), _count(level.symbol)


def _count(text: str) -> int | None:
    if re.fullmatch(r"[-−–+]\d", text):
        return int(text[1]) * _MARKS[text[0]]
    known = [_MARKS.get(character) for character in text]
    return None if None in known or not known else sum(mark for mark in known if mark is not None)


def check_axes(reader: Reader, form: Form) -> None:
    """Note the first answer on two axes whose value, the product of both, says the contrary of an effect."""
    first, second = (axis.scale.levels for axis in form.axes)
    place = reader.place_of("axes")
    if form.valued and any(_value(one) < 0 for one in first) and any(_value(other) < 0 for other in second):
        fault = "auf beiden Achsen gibt es Werte unter 0, und malgenommen ergeben zwei davon einen Wert über 0"
        reader.diagnostics.error(
            place, "axes-values", fault, "Werte unter 0 auf einer der Achsen", "Werte der Stärke ab 0 wählen"
        )
        return
    for one, other, fault, wrong in _denied_answers(form):
        note = reader.diagnostics.error if wrong else reader.diagnostics.hint
        answer = f"die Antwort „{one.id}“ mit „{other.id}“ {fault}"
        note(place, "level-effects", answer, "Werte und Wirkungen in derselben Richtung", "„value“ oder „effect“ ändern")
        return


def _denied_answers(form: Form) -> Iterator[tuple[Level, Level, str, bool]]:
    first, second = form.axes
    asked = [level for level in first.scale.levels if level.id not in second.unless]
    signed = form.valued and any(_value(level) < 0 for axis in form.axes for level in axis.scale.levels)
    for one, other in product(asked, second.scale.levels):
        effects = [level.effect for level in (one, other) if level.effect is not None]
        if {_SIGN[effect] for effect in effects} >= {1, -1}:
            yield one, other, "wirkt zugleich up und down", True
        for effect in effects:
            value = _value(one) * _value(other) if form.valued else None
            verdict = None if value is None else _verdict(value, effect, signed=signed)
            # What one level alone says against itself is noted at its scale.
            if verdict is not None and all(level.value for level in (one, other) if level.effect is effect):
                yield one, other, f"hat den Wert {value} und „effect: {effect}“", verdict


def _value(level: Level) -> Fraction:
    assert level.value is not None  # asked for only where levels have values
    return level.value


def _sign(value: Fraction | int) -> int:
    return (value > 0) - (value < 0)
