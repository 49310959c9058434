"""One rating: a word, or a group with level, reason, evidence, measures."""

from __future__ import annotations

from collections.abc import Container
from collections.abc import Mapping as AbstractMapping
from fractions import Fraction
from typing import assert_never

from pruefbuch.model.assessments import Evidence, Measure, MeasureState, Rating
from pruefbuch.model.catalogues import Axis, Criterion, Form, FormKind, Scale
from pruefbuch.model.common import NonValue
from pruefbuch.source import Mapping, Node, Scalar, Sequence
from pruefbuch.typed import HARMLESS, NULL, Diagnostics, Reader, is_line, is_url, scalar, unknown_word

_NON_VALUES = {word.value: word for word in NonValue}


def read_rating(criterion: Criterion, node: Node, diagnostics: Diagnostics) -> Rating:
    """The rating of a criterion. A bare word or list stands for its levels or non-value."""
    if isinstance(node, Mapping):
        return _usual_rating(criterion, node.entries) or _full_rating(criterion, Reader(node, diagnostics))
    levels, non_value = _answer(criterion, node, diagnostics)
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
    if answer is None or len(reason.text) > HARMLESS or text in NULL:
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
        if title.text in NULL or not is_line(title.text) or not is_url(url.text):
            return None
        evidence.append(Evidence(title.text.strip(), url.text))
    return tuple(evidence)


# -- every rating ----------------------------------------------------------------------------------------------------


def _full_rating(criterion: Criterion, reader: Reader) -> Rating:
    text = ""
    levels: tuple[str, ...] = ()
    non_value: NonValue | None = None
    if criterion.form.kind is FormKind.TEXT and reader.has("text"):
        text = reader.text("text")
    else:
        node = reader.node("level", required=True)
        if node is not None:
            levels, non_value = _answer(criterion, node, reader.diagnostics)
    rating = Rating(
        criterion.id,
        reader.place_of("level"),
        levels,
        non_value,
        reader.text("reason"),
        tuple([_evidence(item) for item in reader.each("evidence")]),
        text,
        _amounts(reader, criterion.form, levels),
        measures=tuple([_measure(item, criterion.form) for item in reader.each("measures")]),
        alternatives=reader.text("alternatives"),
        refers_to=reader.link("refers_to"),
        lesson=reader.text("lesson"),
    )
    reader.done()
    return rating


# -- the answer ------------------------------------------------------------------------------------------------------


def _answer(criterion: Criterion, node: Node, diagnostics: Diagnostics) -> tuple[tuple[str, ...], NonValue | None]:
    """The levels or the non-value that a node names."""
    if isinstance(node, Scalar) and node.text in _NON_VALUES:
        return (), _NON_VALUES[node.text]
    match criterion.form.kind:
        case FormKind.LEVEL:
            return _level(criterion.form.axes[0].scale, node, diagnostics, criterion.allows), None
        case FormKind.AXES:
            return _axes(criterion.form, node, diagnostics), None
        case FormKind.SELECTION:
            return _selection(criterion.form.axes[0].scale, node, diagnostics), None
        case FormKind.TEXT:
            diagnostics.error(
                node.place,
                "rating",
                "dieses Kriterium hat keine Stufen",
                "{text: …} oder ein Wort für „kein Wert“",
                "als {text: Ihre Antwort.} schreiben",
            )
            return (), None
        case _:
            assert_never(criterion.form.kind)


def _level(scale: Scale, node: Node, diagnostics: Diagnostics, others: Container[NonValue] = ()) -> tuple[str, ...]:
    """One level, or nothing where the node names none; `others` may stand there too and are named in the message."""
    word = scalar(diagnostics, node, "„level“")
    if word is None:
        return ()
    text = word.text
    if text in scale.by_id:
        return (text,)
    options = [*(level.id for level in scale.levels), *(other for other in NonValue if other in others)]
    unknown_word(diagnostics, word.place, "unknown-level", "die Stufe", text, options)
    return ()


def _axes(form: Form, node: Node, diagnostics: Diagnostics) -> tuple[str, ...]:
    """One level per axis that is asked."""
    wanted = ", ".join(f"{axis.id}: …" for axis in form.axes)
    if not isinstance(node, Mapping):
        diagnostics.error(
            node.place, "rating", "die Bewertung nennt nicht beide Achsen", f"{{{wanted}}}", "beide Achsen angeben"
        )
        return ()
    reader = Reader(node, diagnostics)
    levels: list[str] = []
    for axis in form.axes:
        levels += _axis(reader, axis, levels)
    reader.done()
    return tuple(levels)


def _axis(reader: Reader, axis: Axis, before: list[str]) -> tuple[str, ...]:
    """The level of one axis; none where the first axis makes it void."""
    void = bool(axis.unless.intersection(before))
    node = reader.node(axis.id, required=not void)
    if node is None:
        return ()
    if void:
        fault = f"„{axis.id}“ ist angegeben, obwohl es bei „{before[0]}“ entfällt"
        reader.diagnostics.error(node.place, "rating", fault, f"bei „{before[0]}“ keine Angabe", f"„{axis.id}“ streichen")
    return _level(axis.scale, node, reader.diagnostics)


def _selection(scale: Scale, node: Node, diagnostics: Diagnostics) -> tuple[str, ...]:
    """Any number of levels, at least one, none twice; in the order of the scale."""
    if not isinstance(node, Sequence) or not node.items:
        diagnostics.error(
            node.place, "rating", "die Bewertung ist keine Auswahl", "eine Liste von Stufen: [a, b]", "in [ ] setzen"
        )
        return ()
    chosen = [level for item in node.items for level in _level(scale, item, diagnostics)]
    for name in dict.fromkeys(level for level in chosen if chosen.count(level) > 1):
        diagnostics.error(node.place, "repeated", f"„{name}“ ist doppelt ausgewählt", "jede Stufe einmal", "eine streichen")
    return tuple(level.id for level in scale.levels if level.id in chosen)


def _amounts(reader: Reader, form: Form, levels: tuple[str, ...]) -> AbstractMapping[str, Fraction]:
    """The number beside a level, or one beside each selected level, in the unit of the form."""
    # Without a level there is nothing that the number could belong to: then it stays an unknown key.
    if not form.unit or not levels or not reader.has("amount"):
        return {}
    if form.kind is FormKind.LEVEL:
        return {level: reader.number("amount") for level in levels}
    group = reader.child("amount")
    if group is None:
        return {}
    amounts = {level: group.number(level) for level in levels if group.has(level)}
    group.done()
    return amounts


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
    node = reader.scalar("expected") if form.kind is FormKind.LEVEL else None
    if node is None:
        return ""
    return "".join(_level(form.axes[0].scale, node, reader.diagnostics))
