"""One rating: a word, or a group with level, reason, evidence, measures."""

from __future__ import annotations

import re
from collections.abc import Mapping as AbstractMapping
from fractions import Fraction
from typing import assert_never

from pruefbuch.model import german, phrases
from pruefbuch.model.assessments import Evidence, Measure, MeasureState, Rating
from pruefbuch.model.catalogues import Axis, Criterion, Form, FormKind, Scale
from pruefbuch.model.common import NonValue
from pruefbuch.model.suggest import meant
from pruefbuch.source import Mapping, Node, Scalar, Sequence
from pruefbuch.typed import HARMLESS, Diagnostics, Reader, is_line, is_url, unknown_word
from pruefbuch.wording import NULL, kind_of, listing

_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_NON_VALUES = {word.value: word for word in NonValue}


KEYS = ("level", "reason", "evidence", "text", "amount", "measures", "alternatives", "refers_to", "lesson", "note")
"""what a rating may hold"""
Labels = AbstractMapping[NonValue, str]
"""a catalogue's own words for non-values"""


def read_rating(criterion: Criterion, node: Node, diagnostics: Diagnostics, labels: Labels) -> Rating:
    """The rating of a criterion. A bare word or list stands for its levels or non-value."""
    if isinstance(node, Mapping):
        return _usual_rating(criterion, node.entries) or _full_rating(criterion, Reader(node, diagnostics), labels)
    levels, non_value = _answer(criterion, node, diagnostics, labels)
    return Rating(criterion.id, node.place, levels, non_value=non_value)


# -- the usual rating ------------------------------------------------------------------------------------------------
#
# Nearly all ratings are a level and a reason, some with evidence. `_full_rating` asks for each of the twelve things that a rating may
# hold; not to ask saves about 5 % of the CPU time of a build (0.8 of 17 seconds for 3,000 assessments). Both make the same rating, and
# where there is anything to say about one, only `_full_rating` says it.


def _usual_rating(criterion: Criterion, entries: AbstractMapping[str, Node]) -> Rating | None:
    """A rating of a level and a reason, with or without evidence; None where there is more or something may be wrong."""
    level, reason, evidence = entries.get("level"), entries.get("reason"), entries.get("evidence")
    if type(level) is not Scalar or type(reason) is not Scalar or len(entries) > 2 + (evidence is not None):
        return None
    answer, text = criterion.words.get(level.text), reason.text.strip()
    if answer is None or len(reason.text) > HARMLESS or "|" in text or text in NULL or phrases.is_phrase(text):
        return None
    sources = () if evidence is None else _usual_evidence(evidence)
    return None if sources is None else Rating(criterion.id, level.place, *answer, text, sources)


def _usual_evidence(node: Node) -> tuple[Evidence, ...] | None:
    """Evidence of titles with addresses; None where there is more or something may be wrong."""
    if type(node) is not Sequence:
        return None
    evidence: list[Evidence] = []
    for item in node.items:
        entries = item.entries if type(item) is Mapping else {}
        title, url = entries.get("title"), entries.get("url")
        if type(title) is not Scalar or type(url) is not Scalar or len(entries) > 2:
            return None
        if title.text in NULL or phrases.is_phrase(title.text) or not is_line(title.text) or not is_url(url.text):
            return None
        evidence.append(Evidence(title.text.strip(), url.text))
    return tuple(evidence)


# -- every rating ----------------------------------------------------------------------------------------------------


def _full_rating(criterion: Criterion, reader: Reader, labels: Labels) -> Rating:
    text = ""
    levels: tuple[str, ...] = ()
    non_value: NonValue | None = None
    node = _level_node(criterion, reader)
    if node is not None:
        levels, non_value = _answer(criterion, node, reader.diagnostics, labels)
    elif criterion.form.kind is FormKind.TEXT:
        text = reader.text("text", required=True)
    rating = Rating(
        criterion.id,
        reader.place_of("level"),
        levels,
        non_value,
        reader.text("reason"),
        tuple([_evidence(item) for item in reader.each("evidence")]),
        text,
        _amounts(reader, criterion, levels, non_value),
        measures=tuple([_measure(item, criterion.form) for item in reader.each("measures")]),
        alternatives=reader.text("alternatives"),
        refers_to=reader.link("refers_to"),
        lesson=reader.text("lesson"),
        note=reader.text("note"),
    )
    if criterion.form.kind is not FormKind.TEXT:
        fault, remedy = f"„{criterion.id}“ wird nicht mit einem Text beantwortet", "als „reason: …“ schreiben"
        reader.misplaced("text", fault, "„text“ nur, wo der Katalog „form: text“ sagt", remedy)
    reader.done()
    return rating


# -- the answer ------------------------------------------------------------------------------------------------------


def _level_node(criterion: Criterion, reader: Reader) -> Node | None:
    """What stands under „level“; None, with a problem where nothing else answers, where nothing does."""
    kind, axes = criterion.form.kind, criterion.form.axes
    if kind is FormKind.TEXT and (reader.has("text") or not reader.has("level")):
        return None
    if kind is FormKind.AXES and not reader.has("level") and (loose := reader.nodes([axis.id for axis in axes])):
        fault = f"{listing(loose)} {'stehen' if len(loose) > 1 else 'steht'} nicht unter „level“"
        remedy = f"als „{_axes_form(criterion.form, [getattr(node, 'text', '') for node in loose.values()])}“ schreiben"
        reader.diagnostics.error(reader.place, "rating", fault, _axes_allowed(criterion.form), remedy)
        return None
    choices = [level.id for level in axes[0].scale.levels] if kind is FormKind.LEVEL else ()
    return reader.node("level", required=True, values=choices)


def _answer(
    criterion: Criterion, node: Node, diagnostics: Diagnostics, labels: Labels
) -> tuple[tuple[str, ...], NonValue | None]:
    """The levels or the non-value that a node names."""
    if isinstance(node, Scalar) and node.text in _NON_VALUES:
        return (), _NON_VALUES[node.text]
    others = {str(word): (*german.NON_VALUES[word], labels.get(word, "")) for word in NonValue if word in criterion.allows}
    if criterion.form.kind is FormKind.LEVEL:
        return _level(criterion.form.axes[0].scale, node, diagnostics, others), None
    if isinstance(node, Scalar) and meant(node.text, others, others):
        unknown_word(diagnostics, node.place, "unknown-word", "das Wort", node.text, others, others)
        return (), None
    match criterion.form.kind:
        case FormKind.AXES:
            return _axes(criterion.form, node, diagnostics), None
        case FormKind.SELECTION:
            return _selection(criterion.form.axes[0].scale, node, diagnostics, others), None
        case FormKind.TEXT:
            fault, allowed = "dieses Kriterium hat keine Stufen", "{text: …} oder ein Wort für „kein Wert“"
            diagnostics.error(node.place, "rating", fault, allowed, 'als {text: "…"} schreiben')
            return (), None
        case _:
            assert_never(criterion.form.kind)


_NO_OTHERS: german.Spellings = {}


def _level(scale: Scale, node: Node, diagnostics: Diagnostics, others: german.Spellings = _NO_OTHERS) -> tuple[str, ...]:
    """One level, or nothing where the node names none; `others` may stand there too and are named in the message."""
    if isinstance(node, Scalar) and node.text in scale.by_id:
        return (node.text,)
    options = [*scale.by_id, *others]
    if isinstance(node, Scalar):
        unknown_word(diagnostics, node.place, "unknown-level", "die Stufe", node.text, options, _spellings(scale) | {**others})
        return ()
    words = [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Sequence) else []
    remedy = f"„{words[0]}“ ohne [ ] schreiben" if len(words) == 1 and words[0] in options else "ein Wort davon einsetzen"
    diagnostics.error(node.place, "not-a-text", f"„level“ ist {kind_of(node)}", f"eine Stufe: {listing(options)}", remedy)
    return ()


def _spellings(scale: Scale) -> dict[str, tuple[str, ...]]:
    """How else the levels of a scale are called on our pages."""
    return {level.id: (level.label, level.short, level.symbol) for level in scale.levels}


def _axes(form: Form, node: Node, diagnostics: Diagnostics) -> tuple[str, ...]:
    """One level per axis that is asked."""
    if not isinstance(node, Mapping):
        nodes = node.items if isinstance(node, Sequence) else [node]
        words = [item.text for item in nodes if isinstance(item, Scalar)]
        remedy = f"als „{_axes_form(form, words)}“ schreiben"
        fault = "die Bewertung sagt nicht, welche Achse sie meint"
        diagnostics.error(node.place, "rating", fault, _axes_allowed(form), remedy)
        return ()
    reader = Reader(node, diagnostics)
    levels: list[str] = []
    for axis in form.axes:
        levels += _axis(reader, axis, levels)
    reader.done()
    return tuple(levels)


def _axes_allowed(form: Form) -> str:
    """How an answer on two axes is written."""
    first, second = form.axes
    alone = [level.id for level in first.scale.levels if level.id in second.unless]
    both = f"level: {{{first.id}: …, {second.id}: …}}"
    return both + "".join(f"; bei „{level}“ nur level: {{{first.id}: {level}}}" for level in alone)


def _axes_form(form: Form, words: list[str]) -> str:
    """The answer on two axes that somebody gave in other words, as it is written; „…“ for what was not said."""
    levels: list[str] = []
    parts: list[str] = []
    for axis in form.axes:
        if axis.unless.isdisjoint(levels):
            named = [level for word in words for level in _levels_meant(axis.scale, word)]
            levels += named[:1]
            parts.append(f"{axis.id}: {named[0] if named else '…'}")
    return f"level: {{{', '.join(parts)}}}"


def _levels_meant(scale: Scale, word: str) -> list[str]:
    """The level that a word names, or one of several words."""
    whole = [word] if word in scale.by_id else meant(word, scale.by_id, _spellings(scale))
    return whole if len(whole) == 1 else [part for part in re.split(r"[\s,;/+]+", word) if part in scale.by_id]


def _axis(reader: Reader, axis: Axis, before: list[str]) -> tuple[str, ...]:
    """The level of one axis; none where the first axis makes it void."""
    void = bool(axis.unless.intersection(before))
    asked = bool(before) or not axis.unless
    node = reader.node(axis.id, required=asked and not void, values=axis.scale.by_id)
    if node is None:
        return ()
    if void:
        fault = f"„{axis.id}“ ist angegeben, obwohl es bei „{before[0]}“ entfällt"
        reader.diagnostics.error(node.place, "rating", fault, f"bei „{before[0]}“ keine Angabe", f"„{axis.id}“ streichen")
    return _level(axis.scale, node, reader.diagnostics)


def _selection(scale: Scale, node: Node, diagnostics: Diagnostics, others: german.Spellings) -> tuple[str, ...]:
    """Any number of levels, at least one, none twice; in the order of the scale."""
    if not isinstance(node, Sequence):
        words = _levels_meant(scale, node.text) if isinstance(node, Scalar) else []
        remedy = f"als [{', '.join(words)}] schreiben" if words else "in [ ] setzen"
        allowed = f"eine Liste von Stufen in [ ]: {listing(scale.by_id)}"
        diagnostics.error(node.place, "rating", "die Bewertung ist keine Auswahl", allowed, remedy)
        return ()
    if not node.items:
        allowed, remedy = f"mindestens eine Stufe: {listing(scale.by_id)}", "mindestens eine Stufe eintragen"
        instead = f" oder statt der Liste „{NonValue.UNANSWERED}“" if NonValue.UNANSWERED in others else ""
        diagnostics.error(node.place, "rating", "die Auswahl ist leer", allowed, remedy + instead)
        return ()
    chosen = [level for item in node.items for level in _level(scale, item, diagnostics)]
    for name in dict.fromkeys(level for level in chosen if chosen.count(level) > 1):
        diagnostics.error(node.place, "repeated", f"„{name}“ ist doppelt ausgewählt", "jede Stufe einmal", "eine streichen")
    return tuple(level.id for level in scale.levels if level.id in chosen)


def _amounts(
    reader: Reader, criterion: Criterion, levels: tuple[str, ...], non_value: NonValue | None
) -> AbstractMapping[str, Fraction]:
    """The number beside a level, or one beside each selected level, in the unit of the form."""
    if not reader.has("amount"):
        return {}
    if not criterion.form.unit:
        fault = f"der Katalog nennt bei „{criterion.id}“ keine Einheit, in der „amount“ gelten könnte"
        reader.misplaced("amount", fault, "eine Zahl nur, wo der Katalog eine Einheit nennt")
    elif non_value:
        reader.misplaced("amount", f"„amount“ steht neben „{non_value}“", "eine Zahl nur neben einer Stufe")
    if not criterion.form.unit or not levels:
        return {}
    if criterion.form.kind is FormKind.LEVEL:
        return {level: _amount(reader, "amount") for level in levels}
    return _amounts_of(reader, levels)


def _amounts_of(reader: Reader, levels: tuple[str, ...]) -> AbstractMapping[str, Fraction]:
    """A number beside each of several levels."""
    node = reader.node("amount")
    if isinstance(node, Scalar):
        form = f"{{{', '.join(f'{level}: …' for level in levels)}}}"
        fault, allowed = f"„amount“ ist {kind_of(node)}", f"je Stufe eine Zahl: {form}"
        reader.diagnostics.error(node.place, "not-a-group", fault, allowed, f"als „amount: {form}“ schreiben")
        return {}
    group = reader.child("amount")
    if group is None:
        return {}
    amounts = {level: _amount(group, level) for level in levels if group.has(level)}
    group.done()
    return amounts


def _amount(reader: Reader, key: str) -> Fraction:
    """A number that can be read in one way only: 12.500 is twelve and a half to programs, and twelve thousand and more to Germans."""
    node, value = reader.node(key), reader.number(key)
    if isinstance(node, Scalar) and _THOUSANDS.fullmatch(node.text):
        fault = f"„{key}“ ist „{node.text}“: das kann {node.text.replace('.', ' ')} heißen oder {node.text.replace('.', ',')}"
        whole, part = node.text.replace(".", ""), node.text.rstrip("0").rstrip(".")
        remedy = f"„{whole}“ oder „{part if part != node.text else f'{part}0'}“ schreiben"
        reader.diagnostics.error(node.place, "ambiguous-number", fault, "eine Zahl, die nur eines heißen kann", remedy)
    return value


# -- what stands beside it -------------------------------------------------------------------------------------------


def _evidence(reader: Reader) -> Evidence:
    evidence = Evidence(reader.line("title", required=True), reader.url("url"), reader.line("kind"), reader.date("date"))
    reader.done()
    return evidence


def _measure(reader: Reader, form: Form) -> Measure:
    measure = Measure(
        text=reader.text("text", required=True),
        state=reader.word("state", MeasureState),
        due=reader.date("due"),
        expected=_expected(reader, form),
    )
    reader.done()
    return measure


def _expected(reader: Reader, form: Form) -> str:
    """The level a measure is to bring: only where one level is the whole answer."""
    if form.kind is not FormKind.LEVEL:
        fault, allowed = "eine erwartete Stufe gibt es hier nicht", "„expected“ nur, wo eine Stufe die ganze Antwort ist"
        reader.misplaced("expected", fault, allowed)
        return ""
    node = reader.scalar("expected")
    return "" if node is None else "".join(_level(form.axes[0].scale, node, reader.diagnostics))
