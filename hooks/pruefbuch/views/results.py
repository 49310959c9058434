"""The page of a result: who checked what, the short picture, every rating, the reckoning, the course, how to cite it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Decision, Origin, Paper
from pruefbuch.model.catalogues import Catalogue, CatalogueKind
from pruefbuch.model.results import Outcome, Result
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import link
from pruefbuch.views.course import Course, course
from pruefbuch.views.links import METHOD_PAGE, Anchor, address, href
from pruefbuch.views.profile import Figure, Row, rows, score_figure
from pruefbuch.views.ratings import RatedDimension, rated_dimensions
from pruefbuch.views.reckoning import Reckoning, reckonings
from pruefbuch.views.register import Register
from pruefbuch.views.rows import edition_title
from pruefbuch.views.steps import ConflictView, NextStepView, conflicts, next_steps


@dataclass(frozen=True, slots=True)
class Dated:
    """A paper or decision: what it is called, where it stands, and of when it is."""

    source: Anchor
    date: str


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Why a paper was not checked: the class with its description, and the reason in this case."""

    label: str
    description: str
    reason: str


@dataclass(frozen=True, slots=True)
class Citation:
    """What names this result for good."""

    municipality: str
    title: str
    date: str
    edition: str
    ref: str
    scoring: str
    checksum: str
    url: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything that a result page shows."""

    title: str
    municipality: Anchor
    made_up: bool
    taken_over: bool
    kind: str
    digital: bool
    date: str
    catalogue: Anchor
    own_catalogue: bool
    status: str
    withdrawn: bool
    status_reason: str
    superseded_by: Anchor | None
    unit: str
    reviewed_by: str
    paper: Dated | None
    decision: Dated | None
    summary: Markup
    comment: Markup
    note: Markup
    path: str
    sources: tuple[Anchor, ...]
    outcome: str
    not_checked: NotChecked | None
    delegation: Anchor | None
    answered: int
    asked: int
    rows: tuple[Row, ...]
    overall: Figure | None
    conflicts: tuple[ConflictView, ...]
    steps: tuple[NextStepView, ...]
    dimensions: tuple[RatedDimension, ...]
    reckonings: tuple[Reckoning, ...]
    course: Course
    method_page: str
    citation: Citation


def result_view(assessment: Assessment, register: Register, site_url: str) -> ResultView:
    """The page of an assessment; `site_url` is the address under which the site is published, for the citation."""
    here = assessment_uri(assessment.id)
    book = register.book
    catalogue, result = book.catalogues[assessment.catalogue], book.results[assessment.id]
    town = book.municipalities[assessment.municipality]
    checked = result.outcome is not Outcome.EXEMPT and result.outcome is not Outcome.DELEGATED
    return ResultView(
        title=assessment.subject.title,
        municipality=Anchor(town.name, href(here, municipality_uri(town.id))),
        made_up=town.made_up,
        taken_over=assessment.origin is Origin.TAKEN_OVER,
        kind=words.subject_kind(assessment.subject.kind),
        digital=assessment.subject.digital,
        date=date_text(assessment.date),
        catalogue=Anchor(edition_title(catalogue), href(here, catalogue_uri(catalogue))),
        own_catalogue=catalogue.kind is CatalogueKind.OWN,
        status=words.status(assessment.status),
        withdrawn=assessment.status is AssessmentStatus.WITHDRAWN,
        status_reason=assessment.status_reason,
        superseded_by=_successor(assessment, register, here),
        unit=assessment.unit,
        reviewed_by=assessment.reviewed_by,
        paper=_paper(assessment.paper) if assessment.paper else None,
        decision=_decision(assessment.decision) if assessment.decision else None,
        summary=markup.render(assessment.subject.summary),
        comment=markup.render(assessment.comment),
        note=markup.render(assessment.note),
        path=assessment.path,
        sources=tuple(link(each) for each in assessment.sources),
        outcome=result.outcome.value,
        not_checked=_not_checked(assessment, catalogue),
        delegation=link(assessment.delegation) if assessment.delegation else None,
        answered=result.answered,
        asked=result.asked,
        rows=rows(assessment, catalogue, result) if checked else (),
        overall=score_figure(result.overall, catalogue.overall, catalogue, "") if result.overall and checked else None,
        conflicts=conflicts(catalogue, result) if checked else (),
        steps=next_steps(catalogue, result) if checked else (),
        dimensions=rated_dimensions(assessment, register, here) if checked else (),
        reckonings=reckonings(catalogue, result) if checked else (),
        course=course(assessment, register, here),
        method_page=href(here, METHOD_PAGE),
        citation=_citation(assessment, town.name, catalogue, result, site_url.rstrip("/") + "/" + address(here)),
    )


def _successor(assessment: Assessment, register: Register, here: str) -> Anchor | None:
    if not assessment.superseded_by:
        return None
    newer = register.book.assessments[f"{assessment.municipality}/{assessment.superseded_by}"]
    return Anchor(f"{newer.subject.title}, {date_text(newer.date)}", href(here, assessment_uri(newer.id)))


def _paper(paper: Paper) -> Dated:
    return Dated(Anchor(paper.number or paper.url, paper.url), date_text(paper.date) if paper.date else "")


def _decision(decision: Decision) -> Dated:
    return Dated(Anchor(decision.text, decision.url), date_text(decision.date) if decision.date else "")


def _not_checked(assessment: Assessment, catalogue: Catalogue) -> NotChecked | None:
    if assessment.exemption is None:
        return None
    found = next(each for each in catalogue.exemptions if each.id == assessment.exemption.exemption_class)
    return NotChecked(found.label, found.description, assessment.exemption.reason)


def _citation(assessment: Assessment, town: str, catalogue: Catalogue, result: Result, url: str) -> Citation:
    return Citation(
        municipality=town,
        title=assessment.subject.title,
        date=date_text(assessment.date),
        edition=edition_title(catalogue),
        ref=catalogue.ref,
        scoring=result.scoring,
        checksum=assessment.checksum,
        url=url,
    )
