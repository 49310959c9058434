"""`pruefbuch score`: the reckoning of one assessment, term by term."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from pruefbuch import reports, tree
from pruefbuch.book import FileResult, load_context
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Aggregation, Catalogue, Method
from pruefbuch.model.common import Severity
from pruefbuch.model.figures import german
from pruefbuch.model.results import DimensionResult, NextStep, Outcome, Result, Score, Standing, StepKind, Term
from pruefbuch.scoring import methods
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.profile import distribution

NAME = "score"
HELP = "rechnet eine Prüfung vor"

PLACES = 2
_STANDINGS = {Standing.RATED: "bewertet", Standing.UNKNOWN: "unbekannt"}
_METHODS = {
    Method.WEIGHTED_MEAN: "gewichtetes Mittel",
    Method.SUM: "Summe",
    Method.MINIMUM: "kleinster Wert",
    Method.SHARE_MET: "Anteil der erfüllten",
    Method.INDEX: "Summe, dann Tabelle",
}
_STEPS = {StepKind.ANSWER: "beantworten", StepKind.IMPROVE: "verbessern auf", StepKind.MEASURE: "Maßnahme umsetzen:"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="eine Prüfung, zum Beispiel assessments/musterlingen/app.yml")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the result of the assessment and how it was reckoned."""
    path: Path = arguments.file
    root = root_of(path)
    inside = path.resolve().relative_to(root).as_posix()
    context = load_context(tree.read(root))
    _, found, checked, *_ = context.check(inside) if inside in context.tree.sheets else FileResult(inside, ())
    if checked is None:
        errors = [problem for problem in (*context.problems, *found) if problem.severity is Severity.ERROR]
        problems = [problem for problem in errors if problem.place.path == inside or "catalogue" in problem.place.path]
        for problem in problems:
            console.out(reports.text(problem, colour=console.colour))
        if problems:
            return 1
        raise Refusal(f"„{path}“ ist keine Prüfung; erwartet wird assessments/<kommune>/<name>.yml")
    for line in lines(checked, context.catalogues[checked.assessment.catalogue]):
        console.out(line)
    return 0


def lines(checked: ScoredAssessment, catalogue: Catalogue) -> Iterator[str]:
    """The result as text lines, with its reckoning where there is one."""
    assessment, result = checked
    yield f"{assessment.subject.title} · {assessment.date or 'Datum unbekannt'} · {catalogue.title} ({catalogue.ref})"
    yield f"beantwortet: {result.answered} von {result.asked} · Rechenregeln {result.scoring} · {assessment.path}"
    ending = _ending(assessment, catalogue, result)
    if ending:
        yield ending
        return
    labels = {dimension.id: dimension.label for dimension in catalogue.dimensions}
    for part in result.dimensions:
        yield ""
        yield from _dimension(part, labels[part.dimension], catalogue, assessment)
    if result.overall:
        yield ""
        yield f"Gesamt: {_figure(result.overall)}"
        yield from _reckoning(result.overall, catalogue.overall, labels)
    for conflict in result.conflicts:
        yield f"Zielkonflikt: {labels[conflict.up]} gewinnt, {labels[conflict.down]} verliert"
    if result.next_steps:
        yield "\nNächste Schritte:"
        yield from (_step(step, labels) for step in result.next_steps)


def _ending(assessment: Assessment, catalogue: Catalogue, result: Result) -> str:
    """Why there is nothing to reckon; empty where there is."""
    if assessment.exemption:
        label = next(each.label for each in catalogue.exemptions if each.id == assessment.exemption.exemption_class)
        return f"nicht geprüft, Ausnahme „{label}“: {assessment.exemption.reason}"
    if result.outcome is Outcome.DELEGATED and assessment.delegation:
        return f"in einem anderen Papier geprüft: {assessment.delegation.title or assessment.delegation.url}"
    if result.outcome is Outcome.ENDED_EARLY:
        return "früh beendet: Die Vorfragen haben alle Themenfelder beendet, die übrigen Fragen entfallen."
    return ""


def _dimension(part: DimensionResult, label: str, catalogue: Catalogue, assessment: Assessment) -> Iterator[str]:
    coverage = f"{part.answered} von {part.asked} beantwortet"
    if part.score is None:
        criteria = [each for each in catalogue.criteria if each.id in part.standings]
        counts = distribution(assessment, catalogue, criteria, part).counts
        given = ", ".join(f"{count.number} × {count.chip.word}" for count in counts) or "nichts gefragt"
        yield f"{label}, ohne Zahlenwert: {given} ({coverage})"
        return
    aggregation = next(each.aggregation for each in catalogue.dimensions if each.id == part.dimension)
    yield f"{label}: {_figure(part.score)} ({coverage})"
    yield from _reckoning(part.score, aggregation, {criterion.id: criterion.name for criterion in catalogue.criteria})


def _figure(score: Score) -> str:
    level = score.threshold.label if score.threshold else "keine"
    text = f"{_span(score.low, score.high)} auf {german(score.worst, PLACES)} bis {german(score.best, PLACES)}, Stufe: {level}"
    if score.threshold == score.threshold_uncapped:
        return text
    caps = [cap.criterion + ("" if cap.certain else " (unbekannt, schlechtester Fall)") for cap in score.caps]
    return f"{text}, gedeckelt durch {' und '.join(caps)}"


def _reckoning(score: Score, aggregation: Aggregation, names: dict[str, str]) -> Iterator[str]:
    """One line per term, then the sum and what becomes of it."""
    width = max(len(names[term.id]) for term in score.terms)
    for term in score.terms:
        yield f"  {names[term.id]:<{width}}  {_term(term, aggregation)}"
    points, method = _span(score.points_low, score.points_high), _METHODS[score.method]
    divided = f" : {german(score.divisor, PLACES)}" if score.method in (Method.WEIGHTED_MEAN, Method.SHARE_MET) else ""
    yield f"  {method}: {points}{divided} = {_span(score.low, score.high)}"


def _term(term: Term, aggregation: Aggregation) -> str:
    """What a term is and adds: weight × value, for a share the weight where the value is met."""
    value, standing = _span(term.low, term.high), _STANDINGS[term.standing]
    if aggregation.method is Method.MINIMUM:
        return f"{value}  {standing}"
    adds = _span(*(methods.part(aggregation, term, side) for side in (methods.LOW, methods.HIGH)))
    sign = " ×" if aggregation.met is None else f", zählt ab {german(aggregation.met, PLACES)}:"
    return f"Gewicht {german(term.weight, PLACES)}{sign} {value} → {adds}  {standing}"


def _span(low: Fraction, high: Fraction) -> str:
    texts = [german(value, PLACES) for value in (low, high)]
    return texts[0] if low == high else f"{texts[0]} bis {texts[1]}"


def _step(step: NextStep, labels: dict[str, str]) -> str:
    reach = f", erreicht „{step.reaches.label}“" if step.reaches else ""
    target = f" {step.to}" if step.to else ""
    return f"  {step.criterion}: {_STEPS[step.kind]}{target} (Untergrenze {labels[step.dimension]} +{german(step.gain, PLACES)}{reach})"
