"""Criteria: the question, the form of its answer, its limits and references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from pruefbuch.catalogue.contradictions import check_axes
from pruefbuch.catalogue.scales import repeated
from pruefbuch.model import german
from pruefbuch.model.catalogues import (
    Axis,
    Criterion,
    Dimension,
    Field,
    Form,
    FormKind,
    Gate,
    KnockOut,
    Reference,
    Requirements,
    Scale,
    Stage,
    Threshold,
)
from pruefbuch.model.common import NonValue
from pruefbuch.model.slugs import is_slug
from pruefbuch.scoring.methods import rule_of
from pruefbuch.source import Scalar
from pruefbuch.typed import Reader, scalar, unknown_word

DEFAULT_ALLOWS = frozenset(NonValue) - {NonValue.NOT_APPLICABLE}
_ALL = ("alle", "allen", "jede", "jeder")
_OF_LEVELS = ("levels", "requires", "knock_out", "gate")
_REQUIRABLE = ("reason", "evidence", "alternatives")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the criteria of a catalogue refer to."""

    scales: Mapping[str, Scale]
    dimensions: Mapping[str, Dimension]
    fields: Mapping[str, Field]
    stages: Mapping[str, Stage]
    overall: tuple[Threshold, ...]
    allows: frozenset[NonValue]
    requires: Reader | None


def read_criteria(root: Reader, frame: Frame) -> tuple[Criterion, ...]:
    """The criteria of a catalogue, in the order of the file."""
    criteria: dict[str, Criterion] = {}
    multiplied = set[tuple[str, ...]]()
    for reader in root.each("criteria", required=True):
        criterion = _criterion(reader, frame)
        scales = tuple(axis.scale.id for axis in criterion.form.axes)
        if len(scales) == 2 and scales not in multiplied:
            # What two scales say against each other is one cause, however many criteria use both.
            multiplied.add(scales)
            check_axes(reader, criterion.form)
        if criterion.id in criteria:
            repeated(reader, "das Kriterium", criterion.id)
        criteria[criterion.id] = criterion
    if frame.requires is not None:
        _check_defaults(frame)
    return tuple(criteria.values())


def _criterion(reader: Reader, frame: Frame) -> Criterion:
    title, question, note = _words(reader)
    before = len(reader.diagnostics.problems)
    form = _form(reader, frame)
    field = _known_id(reader, "field", "das Themenfeld", frame.fields)
    judged = len(reader.diagnostics.problems) == before
    levelled = judged and bool(form.axes)
    criterion = Criterion(
        id=reader.slug("id", required=True),
        field=field,
        stage=_known_id(reader, "stage", "die Stufe der Prüfung", frame.stages, default=list(frame.stages)[-1]),
        title=title,
        question=question,
        form=form,
        weight=reader.number("weight", default=Fraction(1), least=Fraction(0)),
        level_texts=_level_texts(reader, form) if levelled else {},
        allows=read_allows(reader, frame.allows),
        requires=_requirements(reader, form, frame.requires) if levelled else Requirements(),
        knock_out=_knock_out(reader, form, field, frame) if levelled else None,
        gate=_gate(reader, form, frame) if levelled else None,
        references=_references(reader),
        note=note,
        simple=reader.line("simple"),
    )
    if judged:
        _check_method(reader, criterion, frame)
        if not levelled:
            for key in _OF_LEVELS:
                reader.misplaced(key, f"„{key}“ steht neben „form: text“", "nur bei Stufen")
    else:
        # Without its scale or field nothing can be said of what depends on them: one cause, one message.
        reader.nodes((*_OF_LEVELS, "unit"))
    reader.done()
    return criterion


def _words(reader: Reader) -> tuple[str, str, str]:
    """Title, question and note. A title that the source did not yield is null, and a note says so."""
    unread = not reader.has("title") and "title" in reader.mapping.entries
    title = "" if unread else reader.line("title", required=True)
    return title, reader.line("question", required=not unread), reader.text("note", required=unread)


def _known_id(reader: Reader, key: str, what: str, known: Mapping[str, object], default: str = "") -> str:
    """The id under a key; a problem where it is none of the known ones."""
    node = reader.scalar(key, required=not default)
    if node is None or node.text in known:
        return node.text if node else default
    labels = {name: (getattr(thing, "label", ""),) for name, thing in known.items()}
    unknown_word(reader.diagnostics, node.place, "unknown-id", what, node.text, known, labels)
    return node.text


# -- form ------------------------------------------------------------------------------------------------------------


def _form(reader: Reader, frame: Frame) -> Form:
    """Exactly one of `scale`, `select`, `axes` and `form: text` says how the criterion is answered."""
    given = [key for key in ("scale", "select", "axes", "form") if reader.has(key)]
    if len(given) != 1:
        fault = f"das Kriterium hat {' und '.join(f'„{key}“' for key in given) or 'keine Form der Antwort'}"
        allowed = "genau eines von „scale“, „select“, „axes“ und „form: text“"
        reader.diagnostics.error(reader.place, "form", fault, allowed, "eines davon angeben")
        return Form(FormKind.TEXT)
    if given in (["axes"], ["form"]):
        fault, allowed = f"„unit“ steht neben „{given[0]}“", "eine Einheit nur neben „scale“ oder „select“"
        reader.misplaced("unit", fault, allowed)
    if given == ["axes"]:
        return Form(FormKind.AXES, _axes(reader, frame))
    if given == ["form"]:
        _text_form(reader)
        return Form(FormKind.TEXT)
    kind = FormKind.LEVEL if given == ["scale"] else FormKind.SELECTION
    scale = _scale(reader, given[0], frame)
    axes = (Axis("level", "Stufe", scale),) if scale else ()
    return Form(kind if axes else FormKind.TEXT, axes, reader.line("unit"))


def _text_form(reader: Reader) -> None:
    node = reader.scalar("form")
    if node is not None and node.text != "text":
        spellings = {"text": ("Freitext", "frei", "Text")}
        unknown_word(reader.diagnostics, node.place, "form", "für „form“ das Wort", node.text, ("text",), spellings)


def _scale(reader: Reader, key: str, frame: Frame) -> Scale | None:
    return frame.scales.get(_known_id(reader, key, "die Skala", frame.scales))


def _axes(reader: Reader, frame: Frame) -> tuple[Axis, ...]:
    axes: list[Axis] = []
    for group in reader.each("axes", required=True):
        axis_id, label = group.slug("id", required=True), group.line("label", required=True)
        scale = _scale(group, "scale", frame)
        if not axes:
            group.misplaced("unless", "„unless“ steht bei der ersten Achse", "nur bei der zweiten, die dann entfällt")
        unless = _levels_of(group, "unless", axes[0].scale) if axes else frozenset[str]()
        group.done()
        if scale:
            axes.append(Axis(axis_id, label, scale, unless))
    if len({axis.id for axis in axes}) != 2 or len(axes) != 2:
        fault = f"„axes“ hat {len(axes)} brauchbare Achsen"
        reader.diagnostics.error(
            reader.place_of("axes"), "axes", fault, "genau zwei mit verschiedener Kennung", "Achsen berichtigen"
        )
    return tuple(axes)


def _levels_of(reader: Reader, key: str, scale: Scale | None, *, required: bool = False) -> frozenset[str]:
    """Level ids of a scale: a list, or the word all."""
    known = tuple(level.id for level in scale.levels) if scale else ()
    if _means_all(reader, key):
        return frozenset(known)
    names = reader.slugs(key, required=required)
    for name in names:
        if name not in known and is_slug(name):
            _unknown_level(reader, key, name, [scale] if scale else [])
    return frozenset(names)


def _means_all(reader: Reader, key: str) -> bool:
    """Whether there stands the word for every level, noted where it is a German one."""
    node = reader.node(key)
    if isinstance(node, Scalar) and node.text in _ALL:
        unknown_word(
            reader.diagnostics, node.place, "unknown-word", f"für „{key}“ das Wort", node.text, ("all",), {"all": _ALL}
        )
    return isinstance(node, Scalar) and node.text in ("all", *_ALL)


def _unknown_level(reader: Reader, key: str, name: str, scales: Iterable[Scale]) -> None:
    """Note a level that none of the scales has."""
    levels = {level.id: (level.label, level.short, level.symbol) for scale in scales for level in scale.levels}
    unknown_word(reader.diagnostics, reader.place_of(key), "unknown-level", "die Stufe", name, levels, levels)


def _level_texts(reader: Reader, form: Form) -> dict[str, str]:
    """What each level of the first axis means for this criterion: for all levels or for none."""
    group = reader.child("levels")
    if group is None:
        return {}
    texts = {level.id: group.text(level.id, required=True) for axis in form.axes[:1] for level in axis.scale.levels}
    group.done()
    return texts


# -- limits ----------------------------------------------------------------------------------------------------------


def read_allows(reader: Reader, default: frozenset[NonValue]) -> frozenset[NonValue]:
    """The non-values that may be given."""
    if not reader.has("allows"):
        return default
    allowed = set[NonValue]()
    for node in reader.items("allows"):
        word = scalar(reader.diagnostics, node, "ein Eintrag von „allows“")
        if word is not None and word.text in allowed:
            fault = f"„{word.text}“ steht doppelt in „allows“"
            reader.diagnostics.error(word.place, "repeated", fault, "jedes Wort einmal", "eines streichen")
        elif word is not None and word.text in tuple(NonValue):
            allowed.add(NonValue(word.text))
        elif word is not None:
            what, spellings = "für „allows“ das Wort", german.WORDS[NonValue]
            unknown_word(reader.diagnostics, word.place, "unknown-word", what, word.text, tuple(NonValue), spellings)
    return frozenset(allowed)


def _requirements(reader: Reader, form: Form, default: Reader | None) -> Requirements:
    """Own requirements of a criterion where it names them, else those of the catalogue as far as its scale has the levels."""
    scale = form.axes[0].scale if form.axes else None
    own = reader.child("requires")
    levels = {}
    for key in _REQUIRABLE:
        if own is not None and own.has(key):
            levels[key] = _levels_of(own, key, scale)
        elif default is not None and scale is not None:
            levels[key] = _default_levels(default, key, scale)
    if own is not None:
        own.done()
    return Requirements(**levels)


def _default_levels(default: Reader, key: str, scale: Scale) -> frozenset[str]:
    known = frozenset(level.id for level in scale.levels)
    node = default.node(key)
    if isinstance(node, Scalar) and node.text == "all":
        return known
    # Problems of this list are noted once, by _check_defaults, not once per criterion.
    return known & {entry.text for entry in getattr(node, "items", ()) if isinstance(entry, Scalar)}


def _check_defaults(frame: Frame) -> None:
    """The default requirements name levels of at least one scale."""
    assert frame.requires is not None
    known = dict.fromkeys(level.id for scale in frame.scales.values() for level in scale.levels)
    for key in _REQUIRABLE:
        if _means_all(frame.requires, key):
            continue
        for name in frame.requires.slugs(key):
            if name not in known and is_slug(name):
                _unknown_level(frame.requires, key, name, frame.scales.values())
    frame.requires.done()


def _knock_out(reader: Reader, form: Form, field: str, frame: Frame) -> KnockOut | None:
    group = reader.child("knock_out")
    if group is None:
        return None
    scale = form.axes[0].scale if form.axes else None
    levels = _levels_of(group, "levels", scale, required=True)
    dimension = frame.dimensions.get(frame.fields[field].dimension) if field in frame.fields else None
    own = dimension.aggregation.thresholds if dimension else ()
    names = [level.id for level in scale.levels] if scale and scale.ordered else []
    if levels.issubset(names) and not levels.issubset(names[: len(levels)]):
        # Else a better answer could lower the level reached.
        allowed = "die schlechtesten Stufen der Skala, lückenlos"
        group.diagnostics.error(
            group.place_of("levels"), "knock-out", "das K.-o. trifft nicht die schlechtesten Stufen", allowed, "ändern"
        )
    cap = _known_id(group, "cap", "die Stufe", {threshold.id: threshold for threshold in (*own, *frame.overall)})
    group.done()
    return KnockOut(levels, cap)


def _gate(reader: Reader, form: Form, frame: Frame) -> Gate | None:
    group = reader.child("gate")
    if group is None:
        return None
    scale = form.axes[0].scale if form.axes else None
    levels = _levels_of(group, "levels", scale, required=True)
    fields = group.slugs("fields", required=True)
    for name in fields:
        if name not in frame.fields and is_slug(name):
            unknown_word(group.diagnostics, group.place_of("fields"), "unknown-id", "das Themenfeld", name, frame.fields)
    group.done()
    return Gate(levels, fields)


def _references(reader: Reader) -> tuple[Reference, ...]:
    references = []
    for group in reader.each("references"):
        codes = _codes(group)
        references.append(Reference(group.line("scheme", required=True), group.line("edition"), codes, group.line("note")))
        group.done()
    return tuple(references)


def _codes(group: Reader) -> tuple[str, ...]:
    nodes = (scalar(group.diagnostics, node, "ein Eintrag") for node in group.items("codes", required=True))
    return tuple(node.text for node in nodes if node is not None)


def _check_method(reader: Reader, criterion: Criterion, frame: Frame) -> None:
    """A scale without values cannot be reckoned with: its criterion would silently not count."""
    field = frame.fields.get(criterion.field)
    dimension = frame.dimensions.get(field.dimension) if field else None
    if dimension is None or rule_of(dimension.aggregation.method) is None or criterion.gate or not criterion.form.axes:
        return
    if not criterion.form.valued:
        fault = f"die Skala von „{criterion.id}“ hat keine Werte, die Dimension „{dimension.id}“ rechnet aber"
        allowed = "Werte an allen Stufen, method: none oder eine Eingangsfrage (gate)"
        reader.diagnostics.error(reader.place, "no-values", fault, allowed, "„value“ an den Stufen ergänzen")
