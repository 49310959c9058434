"""`pruefbuch score`: the reckoning of one assessment, term by term."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pruefbuch import reports, tree
from pruefbuch.book import FileResult, load_context
from pruefbuch.cli.console import Console, Refusal, root_of
from pruefbuch.model.assessments import Assessment, AssessmentStatus
from pruefbuch.model.catalogues import Aggregation, Catalogue
from pruefbuch.model.common import Severity
from pruefbuch.model.results import DimensionResult, NextStep, Outcome, Result, Score
from pruefbuch.rules import future
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import Anchor
from pruefbuch.views.profile import Spread, distribution, score_figure
from pruefbuch.views.reckoning import reckoning_view, rules_of, term_row
from pruefbuch.views.steps import step_view

NAME = "score"
HELP = "rechnet eine Prüfung vor"
EXAMPLE = "pruefbuch score assessments/musterlingen/buerger-app-2026-09.yml"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="eine Prüfung, zum Beispiel assessments/musterlingen/app.yml")


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the result of the assessment and how it was reckoned."""
    path: Path = arguments.file
    root = root_of(path)
    inside = path.resolve().relative_to(root).as_posix()
    context = load_context(tree.read(root, console.today))
    result = context.check(inside) if inside in context.tree.sheets else FileResult(inside, ())
    ahead = [*future.check({inside: result.summary}, {}, {}, context.tree)] if result.summary else []
    if result.scored is None or ahead:
        errors = [problem for problem in (*context.problems, *result.problems, *ahead) if problem.severity is Severity.ERROR]
        problems = [problem for problem in errors if problem.place.path == inside or "catalogue" in problem.place.path]
        for problem in problems:
            console.out(reports.text(problem, colour=console.colour))
        if problems:
            return 1
        raise Refusal(f"„{path}“ ist keine Prüfung; erwartet wird assessments/<kommune>/<name>.yml")
    for line in lines(result.scored, context.catalogues[result.scored.assessment.catalogue]):
        console.out(line)
    return 0


def lines(checked: ScoredAssessment, catalogue: Catalogue) -> Iterator[str]:
    """The result as text lines, with its reckoning where there is one."""
    assessment, result = checked
    state = [words.status(assessment.status)] if assessment.status is not AssessmentStatus.FINAL else []
    yield " · ".join([assessment.subject.title, date_text(assessment.date), *state, f"{catalogue.title} ({catalogue.ref})"])
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
        yield f"Gesamt: {_figure(result.overall, catalogue.overall, catalogue)}"
        yield from _reckoning(result.overall, catalogue.overall, labels)
    for conflict in result.conflicts:
        up, down = labels[conflict.up], labels[conflict.down]
        if conflict.certain:
            yield f"Zielkonflikt: {up} gewinnt, {down} verliert"
        else:
            yield f"Möglicher Zielkonflikt: {up} könnte gewinnen, {down} verlieren"
    if result.next_steps and assessment.status is AssessmentStatus.FINAL:
        yield "\nNächste Schritte:"
        yield from (_step(step, catalogue, labels) for step in result.next_steps)


def _ending(assessment: Assessment, catalogue: Catalogue, result: Result) -> str:
    """Why there is nothing to reckon; empty where there is."""
    if assessment.exemption:
        label = next(kind.label for kind in catalogue.exemptions if kind.id == assessment.exemption.exemption_class)
        return f"nicht geprüft, Ausnahme „{label}“: {assessment.exemption.reason}"
    if result.outcome is Outcome.DELEGATED and assessment.delegation:
        return f"in einem anderen Papier geprüft: {assessment.delegation.title or assessment.delegation.url}"
    if result.outcome is Outcome.ENDED_EARLY:
        return "früh beendet: Die Vorfragen haben alle Themenfelder beendet, die übrigen Fragen entfallen."
    return ""


def _dimension(part: DimensionResult, label: str, catalogue: Catalogue, assessment: Assessment) -> Iterator[str]:
    answered = f"{coverage(part.answered, part.asked)} beantwortet"
    if part.score is None:
        criteria = [criterion for criterion in catalogue.criteria if criterion.id in part.standings]
        spreads = distribution(assessment, catalogue, criteria, part).spreads
        levels = "; ".join(map(_counts, spreads)) or "nichts gefragt"
        yield f"{label}, ohne Zahlenwert: {levels} ({answered})"
        return
    aggregation = next(dimension.aggregation for dimension in catalogue.dimensions if dimension.id == part.dimension)
    yield f"{label}: {_figure(part.score, aggregation, catalogue)} ({answered})"
    yield from _reckoning(part.score, aggregation, {criterion.id: criterion.name for criterion in catalogue.criteria})


def _counts(spread: Spread) -> str:
    counts = ", ".join(f"{count.number} × {count.chip.word}" for count in spread.counts)
    return f"{spread.label}: {counts}" if spread.label else counts


def _figure(score: Score, aggregation: Aggregation, catalogue: Catalogue) -> str:
    figure = score_figure(score, aggregation, catalogue, "")
    text = f"{figure.value} auf {figure.worst} bis {figure.best}, Stufe: {figure.level or 'keine'}"
    if not figure.uncapped:
        return text
    caps = [cap.criterion + ("" if cap.certain else " (unbekannt, schlechtester Fall)") for cap in score.caps]
    return f"{text}, gedeckelt durch {' und '.join(caps)}"


def _reckoning(score: Score, aggregation: Aggregation, names: dict[str, str]) -> Iterator[str]:
    """How the method reckons, one line per term, then the sum and what becomes of it: the same as on the page."""
    view = reckoning_view("", score, aggregation, rules_of("", "", aggregation), ())
    yield f"  {view.rules.formula}"
    rows = [term_row(Anchor(names[term.id], ""), term.standing, term, aggregation) for term in score.terms]
    width = max(len(row.name.text) for row in rows)
    for row in rows:
        adds = f"{gettext('Weight')} {row.weight} × {row.value} → {row.adds}" if view.weighted else row.value
        yield f"  {row.name.text:<{width}}  {adds}  {row.standing}"
    yield f"  {gettext('Sum') if view.weighted else gettext('Smallest value')}: {view.points}"
    if view.divisor:
        yield f"  {gettext('divided by the sum of weights')}: {view.divisor}"
    if view.exact:
        yield f"  {gettext('looked up in the table') if view.looked_up else gettext('exactly')}: {view.exact}"
    yield f"  {gettext('rounded')}: {view.rounded}"


def _step(step: NextStep, catalogue: Catalogue, labels: dict[str, str]) -> str:
    """A next step. The criterion is named by its id: so it is found in the file."""
    view = step_view(step, catalogue, labels[step.dimension])
    target = f" „{view.to.word}“" if view.to else ""
    gain = f" {view.gain}" if view.gain else " unverändert"
    reaches = f", erreicht „{view.reaches}“" if view.reaches else ""
    return f"  {step.criterion}: {view.action}{target} (Untergrenze {view.dimension}{gain}{reaches})"
