"""Scales and their levels."""

from __future__ import annotations

from pruefbuch.catalogue.contradictions import check_levels
from pruefbuch.model.catalogues import Effect, Level, Scale
from pruefbuch.typed import Reader


def read_scales(root: Reader) -> dict[str, Scale]:
    """The scales of a catalogue by id, in the order of the file."""
    scales: dict[str, Scale] = {}
    for reader in root.each("scales"):
        scale = _scale(reader)
        if scale.id in scales:
            repeated(reader, "die Skala", scale.id)
        scales[scale.id] = scale
    return scales


def repeated(reader: Reader, what: str, name: str) -> None:
    """Note that an id is used twice."""
    reader.diagnostics.error(
        reader.place_of("id"), "repeated-id", f"{what} „{name}“ gibt es schon", "jede Kennung einmal", "umbenennen"
    )


def _scale(reader: Reader) -> Scale:
    scale_id = reader.slug("id", required=True)
    label = reader.line("label", required=True)
    ordered = reader.flag("ordered", default=True)
    groups, before = reader.each("levels", required=True), len(reader.diagnostics.problems)
    levels = tuple(_level(group) for group in groups)
    reader.done()
    if not 2 <= len(levels) <= 7:
        reader.diagnostics.error(
            reader.place_of("levels"),
            "level-count",
            f"die Skala „{scale_id}“ hat {len(levels)} Stufen",
            "2 bis 7 Stufen",
            "Stufen ergänzen oder zusammenlegen",
        )
    _check_levels(reader, levels, ordered=ordered)
    if len(reader.diagnostics.problems) == before:
        check_levels(groups, levels, ordered=ordered)
    return Scale(scale_id, label, levels, ordered)


def _level(reader: Reader) -> Level:
    level_id = reader.slug("id", required=True)
    label = reader.line("label", required=True)
    short = reader.line("short", required=True, sign=True)
    symbol = reader.line("symbol", required=True, sign=True)
    value = reader.number("value") if reader.has("value") else None
    effect = reader.word("effect", Effect) if reader.has("effect") else None
    description = reader.text("description")
    reader.done()
    return Level(level_id, label, short, symbol, value, effect, description)


def _check_levels(reader: Reader, levels: tuple[Level, ...], *, ordered: bool) -> None:
    """Ids once, symbols distinct (colour is never the only carrier), values for all or none and rising where ordered."""
    place = reader.place_of("levels")
    for what, words in (("Kennungen", [level.id for level in levels]), ("Symbole", [level.symbol for level in levels])):
        if len(set(words)) != len(words):
            reader.diagnostics.error(
                place, "levels-distinct", f"{what} der Stufen wiederholen sich", "jede einmal", "unterscheiden"
            )
    values = [level.value for level in levels if level.value is not None]
    if values and len(values) != len(levels):
        reader.diagnostics.error(
            place, "level-values", "nur manche Stufen haben einen Wert", "alle oder keine", "„value“ ergänzen"
        )
    elif ordered and any(low >= high for low, high in zip(values, values[1:], strict=False)):
        allowed = "von der schlechtesten zur besten Stufe steigende Werte"
        reader.diagnostics.error(
            place, "level-values", "die Werte der Stufen steigen nicht", allowed, "Reihenfolge oder Werte ändern"
        )
