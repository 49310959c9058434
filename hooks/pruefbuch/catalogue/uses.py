"""What a catalogue says and nothing would ever use: a key beside a method that has no use for it, a scale nobody asks by.

It is looked for in a catalogue that has been read without errors, so that all its parts are known. What can have no effect at all is
an error; what only cannot come up with these values (a threshold above the best possible) is a hint.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from pruefbuch.catalogue import reaching
from pruefbuch.model.catalogues import Catalogue, Criterion, Dimension, FormKind
from pruefbuch.model.common import NonValue
from pruefbuch.scoring.methods import MethodRule, rule_of
from pruefbuch.scoring.plan import CataloguePlan, plan_of
from pruefbuch.scoring.reach import Part, closes, parts_of
from pruefbuch.typed import Reader
from pruefbuch.wording import listing

ID = "unused"


class _Read(NamedTuple):
    """A catalogue with what it was read from, and what scoring makes of it."""

    root: Reader
    catalogue: Catalogue
    plan: CataloguePlan
    home: dict[str, Dimension]
    """the dimension of each field"""

    def rule(self, criterion: Criterion) -> MethodRule | None:
        """How the dimension of a criterion is reckoned."""
        return rule_of(self.home[criterion.field].aggregation.method)


def check(root: Reader, catalogue: Catalogue) -> None:
    """Note everything that is not used."""
    dimensions = {dimension.id: dimension for dimension in catalogue.dimensions}
    home = {field.id: dimensions[field.dimension] for field in catalogue.fields}
    read = _Read(root, catalogue, plan_of(catalogue), home)
    _check_groups(read)
    _check_dimensions(read)
    for reader, criterion in zip(root.each("criteria"), catalogue.criteria, strict=True):
        _check_criterion(reader, criterion, read)
    _check_defaults(read)
    _check_labels(read)


def _unused(reader: Reader, key: str, fault: str, allowed: str, remedy: str) -> None:
    reader.diagnostics.error(reader.place_of(key), ID, fault, allowed, remedy)


# -- groups ------------------------------------------------------------------------------------------------------------


def _check_groups(read: _Read) -> None:
    """Scales, fields and dimensions that nothing names. A stage is a step of the check also where no criterion of it could be read."""
    root, catalogue = read.root, read.catalogue
    asked = {axis.scale.id for criterion in catalogue.criteria for axis in criterion.form.axes}
    allowed, remedy = "nur, was ein Kriterium braucht", "streichen oder bei einem Kriterium angeben"
    for reader, scale in zip(root.each("scales"), catalogue.scales, strict=True):
        if scale.id not in asked:
            _unused(reader, "id", f"die Skala „{scale.id}“ nennt kein Kriterium", allowed, remedy)
    filled = {criterion.field for criterion in catalogue.criteria}
    for reader, field in zip(root.each("fields"), catalogue.fields, strict=True):
        if field.id not in filled:
            _unused(reader, "id", f"das Themenfeld „{field.id}“ nennt kein Kriterium", allowed, remedy)
    for reader, dimension in zip(root.each("dimensions"), catalogue.dimensions, strict=True):
        if dimension not in read.home.values():
            remedy = "streichen oder bei einem Themenfeld angeben"
            _unused(reader, "id", f"die Dimension „{dimension.id}“ nennt kein Themenfeld", "mindestens ein Themenfeld", remedy)


# -- methods -----------------------------------------------------------------------------------------------------------


def _check_dimensions(read: _Read) -> None:
    """Keys of dimensions and of the whole that their methods, or those of others, leave without use."""
    overall, parts = rule_of(read.catalogue.overall.method), list[Part]()
    for reader, plan in zip(read.root.each("dimensions"), read.plan.dimensions, strict=True):
        dimension, rule = plan.dimension, plan.rule
        aggregation = dimension.aggregation
        if rule is None:
            allowed = (
                "nur bei einer Methode, die rechnet; ohne Zahlenwert gewinnt und verliert eine Dimension nach ihren Stufen"
            )
            reader.misplaced("conflict", f"„conflict“ steht bei „method: {aggregation.method}“", allowed)
        elif dimension in read.home.values():
            parts += reaching.check(reader, aggregation, rule, parts_of(plan, read.plan), dimension.weight)
        if rule is not None and aggregation.up is not None and not _has_rival(dimension, read):
            fault = "„conflict“ steht bei der einzigen Dimension, die gewinnen oder verlieren kann"
            reader.misplaced("conflict", fault, "nur, wo eine andere verlieren oder gewinnen kann")
        if rule is None or overall is None or not overall.weighted:
            method = aggregation.method if rule is None else read.catalogue.overall.method
            why = "" if rule is None else " unter „overall“"
            fault = f"„weight“ steht hier bei „method: {method}“{why}"
            reader.misplaced("weight", fault, "nur, wo ein Gesamtwert die Dimensionen gewichtet")
        elif overall.divided and dimension.weight and [one for one in read.plan.dimensions if one.rule] == [plan]:
            fault = "„weight“ steht bei der einzigen Dimension mit einem Zahlenwert"
            reader.misplaced("weight", fault, "nur, wo sie neben anderen zählt: Ein Mittel aus einem bleibt, was es ist")
    _check_overall(read, overall, parts)


def _has_rival(dimension: Dimension, read: _Read) -> bool:
    """Whether another dimension can gain or lose, so that a conflict can come about."""
    return any(
        other.aggregation.up is not None or (rule_of(other.aggregation.method) is None and _has_effects(other, read))
        for other in read.home.values()
        if other is not dimension
    )


def _has_effects(dimension: Dimension, read: _Read) -> bool:
    return any(
        level.effect is not None and level.effect.touches
        for criterion in read.catalogue.criteria
        if read.home[criterion.field] is dimension
        for axis in criterion.form.axes
        for level in axis.scale.levels
    )


def _check_overall(read: _Read, rule: MethodRule | None, parts: Sequence[Part]) -> None:
    reader, aggregation = read.root.child("overall"), read.catalogue.overall
    if reader is None or rule is None:
        return
    if all(rule_of(dimension.aggregation.method) is None for dimension in read.catalogue.dimensions):
        fault = f"unter „overall“ steht „method: {aggregation.method}“, und keine Dimension hat einen Zahlenwert"
        allowed = "ein Gesamtwert nur aus Dimensionen, die rechnen"
        _unused(reader, "method", fault, allowed, "„overall: {method: none}“ schreiben oder den Dimensionen eine Methode geben")
    elif parts:
        reaching.check(reader, aggregation, rule, parts, Fraction(1))


# -- criteria ----------------------------------------------------------------------------------------------------------


def _check_criterion(reader: Reader, criterion: Criterion, read: _Read) -> None:
    rule, method = read.rule(criterion), read.home[criterion.field].aggregation.method
    if rule is None or not rule.weighted or not criterion.form.valued:
        why = f"bei „method: {method}“" if rule is None or not rule.weighted else "bei einer Antwort ohne Werte"
        reader.misplaced("weight", f"„weight“ steht {why}", "nur, wo die Methode der Dimension gewichtet")
    elif rule.divided and criterion.weight and len(_weighed(criterion, read)) == 1:
        fault = f"„weight“ steht beim einzigen Kriterium, mit dem „{read.home[criterion.field].id}“ rechnet"
        reader.misplaced("weight", fault, "nur, wo es neben anderen zählt: Ein Mittel aus einem bleibt, was es ist")
    for first, second in zip(criterion.form.axes, criterion.form.axes[1:], strict=False):
        if len(second.unless) == len(first.scale.levels):
            fault = f"nach „unless“ entfällt die Achse „{second.id}“ bei jeder Stufe der ersten"
            _unused(reader, "axes", fault, "nicht alle Stufen der ersten Achse", "Stufen streichen, bei denen sie gefragt wird")
    if criterion.knock_out is not None:
        _check_knock_out(reader, criterion, read)
    if criterion.gate is not None:
        _check_gate(reader, criterion, read)


def _weighed(criterion: Criterion, read: _Read) -> list[str]:
    """The criteria of a dimension that count, with their weights."""
    home = read.home[criterion.field]
    return [one.id for one in read.catalogue.criteria if read.home[one.field] is home and one.form.valued and one.weight]


def _check_knock_out(reader: Reader, criterion: Criterion, read: _Read) -> None:
    """A cap at the highest threshold holds nothing down, and one with every answer makes the levels above it a promise nobody keeps."""
    assert criterion.knock_out is not None  # asked for only where there is one
    group = reader.child("knock_out")
    assert group is not None  # it was read
    if len(criterion.knock_out.levels) == len(criterion.form.axes[0].scale.levels):
        fault, allowed = "das K.-o. trifft bei jeder Antwort", "mindestens eine Stufe, die es nicht trifft"
        _unused(group, "levels", fault, allowed, "Stufen streichen, die nicht begrenzen sollen")
    cap = criterion.knock_out.cap
    rows = (read.home[criterion.field].aggregation.thresholds, read.catalogue.overall.thresholds)
    if all(cap not in [threshold.id for threshold in row[:-1]] for row in rows):
        fault = f"das K.-o. begrenzt auf „{cap}“, und das ist schon die höchste Stufe"
        _unused(reader, "knock_out", fault, "eine Stufe, über der es noch eine gibt", "„cap“ ändern oder „knock_out“ streichen")


def _check_gate(reader: Reader, criterion: Criterion, read: _Read) -> None:
    """A gate that closes nothing, or that closes with every answer."""
    assert criterion.gate is not None  # asked for only where there is one
    closed = {other.field for other in read.catalogue.criteria if closes(criterion, other, read.plan)}
    group, idle = reader.child("gate"), [name for name in criterion.gate.fields if name not in closed]
    assert group is not None  # it was read
    if criterion.form.kind is FormKind.SELECTION:
        fault = "eine Vorfrage mit mehreren Antworten sagt nicht, ob ihre Themenfelder gefragt sind"
        remedy = "„scale“ statt „select“ schreiben oder „gate“ streichen"
        _unused(reader, "gate", fault, "eine Antwort, die schließt oder offen lässt", remedy)
    if idle:
        fault = f"die Vorfrage beendet {listing(idle)}, wo sie keinem Kriterium vorausgeht"
        _unused(group, "fields", fault, "Themenfelder mit Kriterien, die dann entfallen", "Themenfeld streichen oder ändern")
    if len(criterion.gate.levels) == len(criterion.form.axes[0].scale.levels):
        fault, allowed = (
            "die Vorfrage beendet ihre Themenfelder bei jeder Antwort",
            "mindestens eine Stufe, die sie offen lässt",
        )
        _unused(group, "levels", fault, allowed, "Stufen streichen, bei denen weitergefragt wird")


# -- defaults ----------------------------------------------------------------------------------------------------------


def _check_defaults(read: _Read) -> None:
    """Defaults of the catalogue that hold for no criterion: all have their own, or none has such a level on its first axis."""
    readers, criteria = read.root.each("criteria"), read.catalogue.criteria
    if all(reader.has("allows") for reader in readers):
        fault = "„allows“ steht als Vorgabe da, und jedes Kriterium hat ein eigenes"
        read.root.misplaced("allows", fault, "nur, wo die Vorgabe für ein Kriterium gilt")
    group = read.root.child("requires")
    if group is None:
        return
    for key in ("reason", "evidence", "alternatives"):
        levels = {
            level.id
            for reader, criterion in zip(readers, criteria, strict=True)
            if not _has_own(reader, key)
            for axis in criterion.form.axes[:1]
            for level in axis.scale.levels
        }
        _check_default(group, key, levels)


def _has_own(reader: Reader, key: str) -> bool:
    own = reader.child("requires")
    return own is not None and own.has(key)


def _check_default(group: Reader, key: str, levels: Iterable[str]) -> None:
    every = not group.has(key) or getattr(group.node(key), "text", "") == "all"
    names = [] if every else [name for name in group.slugs(key) if name not in levels]
    remedy = "streichen oder durch eine Stufe ersetzen, nach der „level“ oder die erste Achse fragt"
    if names:
        fault = f"{listing(names)} unter „{key}“ gibt es auf keiner Achse, für die diese Vorgabe gilt"
        _unused(group, key, fault, "Stufen der einzigen oder ersten Achse eines Kriteriums", remedy)
    elif group.has(key) and every and not levels:
        fault = f"„{key}“ steht als Vorgabe da und gilt für kein Kriterium"
        _unused(group, key, fault, "nur, wo ein Kriterium Stufen und nichts Eigenes hat", f"„{key}“ streichen")


def _check_labels(read: _Read) -> None:
    """Own words for what no criterion allows. What nobody answers needs no permission, nor does what another paper answers."""
    group, catalogue = read.root.child("labels"), read.catalogue
    allowed = {NonValue.UNANSWERED}.union(*(criterion.allows for criterion in catalogue.criteria))
    if catalogue.delegation:
        allowed.add(NonValue.REFERS_ELSEWHERE)
    for word in NonValue:
        if group is not None and word not in allowed:
            fault = f"ein eigenes Wort für „{word}“, das kein Kriterium erlaubt"
            group.misplaced(word, fault, "nur, was unter „allows“ steht", f"streichen oder „{word}“ unter „allows“ aufnehmen")
