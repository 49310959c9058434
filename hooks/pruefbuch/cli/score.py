"""`pruefbuch score`: the reckoning of one assessment, term by term."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from pruefbuch import reports
from pruefbuch.cli.desk import Desk, Refusal, open_book, root_of
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.figures import german
from pruefbuch.model.results import DimensionResult, NextStep, Result, Score, Standing, StepKind, Term

NAME = "score"
HELP = "rechnet eine Prüfung vor"

PLACES = 2
_STANDINGS = {
    Standing.RATED: "bewertet",
    Standing.UNKNOWN: "unbekannt",
    Standing.NOT_APPLICABLE: "entfällt",
    Standing.CLOSED: "entfällt",
}
_STEPS = {StepKind.ANSWER: "beantworten", StepKind.IMPROVE: "verbessern auf", StepKind.MEASURE: "Maßnahme umsetzen:"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="eine Prüfung, zum Beispiel assessments/musterlingen/app.yml")


def run(arguments: argparse.Namespace, desk: Desk) -> int:
    """Print the result of the assessment and how it was reckoned."""
    path: Path = arguments.file
    root = root_of(path)
    inside = path.resolve().relative_to(root).as_posix()
    _, book = open_book(root, desk)
    found = [each for each in book.assessments.values() if each.path == inside]
    if not found:
        problems = [problem for problem in book.errors if problem.place.path == inside or "catalogue" in problem.place.path]
        for problem in problems:
            desk.say(reports.text(problem, colour=desk.colour))
        if problems:
            return 1
        raise Refusal(f"„{path}“ ist keine Prüfung; erwartet wird assessments/<kommune>/<name>.yml")
    assessment = found[0]
    for line in lines(assessment, book.catalogues[assessment.catalogue], book.results[assessment.id]):
        desk.say(line)
    return 0


def lines(assessment: Assessment, catalogue: Catalogue, result: Result) -> Iterator[str]:
    """The reckoning as text lines."""
    yield f"{assessment.subject.title} · {assessment.date or 'Datum unbekannt'} · {catalogue.title} ({catalogue.ref})"
    yield f"beantwortet: {result.answered} von {result.asked} · Rechenregeln {result.scoring} · {assessment.path}"
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    for part in result.dimensions:
        yield ""
        yield from _dimension(part, labels[part.dimension], catalogue)
    if result.overall:
        yield ""
        yield f"Gesamt: {_figure(result.overall)}"
        yield from _reckoning(result.overall, labels)
    for conflict in result.conflicts:
        yield f"Zielkonflikt: {labels[conflict.up]} gewinnt, {labels[conflict.down]} verliert"
    if result.next_steps:
        yield "\nNächste Schritte:"
        yield from (_step(step, labels) for step in result.next_steps)


def _dimension(part: DimensionResult, label: str, catalogue: Catalogue) -> Iterator[str]:
    coverage = f"{part.answered} von {part.asked} beantwortet"
    if part.score is None:
        yield f"{label}: kein Zahlenwert ({coverage})"
        return
    yield f"{label}: {_figure(part.score)} ({coverage})"
    yield from _reckoning(part.score, {criterion.id: criterion.name for criterion in catalogue.criteria})


def _figure(score: Score) -> str:
    level = score.level.label if score.level else "keine"
    text = f"{_span(score.low, score.high)} auf {german(score.worst, PLACES)} bis {german(score.best, PLACES)}, Stufe: {level}"
    if score.level == score.level_uncapped:
        return text
    caps = [cap.criterion + ("" if cap.certain else " (unbekannt, schlechtester Fall)") for cap in score.caps]
    return f"{text}, gedeckelt durch {' und '.join(caps)}"


def _reckoning(score: Score, names: dict[str, str]) -> Iterator[str]:
    width = max((len(names[term.id]) for term in score.terms), default=0)
    for term in score.terms:
        yield f"  {names[term.id]:<{width}}  {_term(term)}"
    points = _span(score.points_low, score.points_high)
    yield f"  {score.method}: {points} : {german(score.divisor, PLACES)} = {_span(score.low, score.high)}"


def _term(term: Term) -> str:
    return f"Gewicht {german(term.weight, PLACES)} × {_span(term.low, term.high)}  {_STANDINGS[term.standing]}"


def _span(low: Fraction, high: Fraction) -> str:
    texts = [german(value, PLACES) for value in (low, high)]
    return texts[0] if low == high else f"{texts[0]} bis {texts[1]}"


def _step(step: NextStep, labels: dict[str, str]) -> str:
    reach = f", erreicht „{step.reaches.label}“" if step.reaches else ""
    target = f" {step.to}" if step.to else ""
    return f"  {step.criterion}: {_STEPS[step.kind]}{target} (Untergrenze {labels[step.dimension]} +{german(step.gain, PLACES)}{reach})"
