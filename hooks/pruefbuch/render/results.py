"""The page of a result: who checked what, the short picture, every rating, the reckoning, the course, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.book import Library
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Decision, Origin, Paper, Rating
from pruefbuch.model.catalogues import Catalogue, CatalogueKind, Criterion
from pruefbuch.model.results import Outcome, Result
from pruefbuch.render.course import Relatives, course
from pruefbuch.render.faces import Shown
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.render.highlights import picture
from pruefbuch.render.ratings import rated_dimensions, rows, unasked
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import link
from pruefbuch.views.comparing import pick_href
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import FROM_RESULT, METHOD_PAGE, Anchor, address, edition_title, href
from pruefbuch.views.reckoning import reckonings
from pruefbuch.views.related import Related, related


class Dated(NamedTuple):
    """A paper or decision: what it is called, where it stands, and of when it is."""

    source: Anchor
    date: str


class NotChecked(NamedTuple):
    """Why a paper was not checked: the class with its description, and the reason in this case."""

    label: str
    description: str
    reason: str


class Citation(NamedTuple):
    """What names this result for good."""

    municipality: str
    title: str
    date: str
    edition: str
    ref: str
    scoring: str
    checksum: str
    short: str
    url: str


class ResultView(NamedTuple):
    """Everything that a result page shows."""

    title: str
    municipality: Anchor
    made_up: bool
    taken_over: bool
    kind: str
    digital: bool
    phase: str
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
    paper_number: str
    decision: Dated | None
    summary: Markup
    comment: Markup
    note: Markup
    path: str
    sources: tuple[Anchor, ...]
    outcome: Outcome
    not_checked: NotChecked | None
    delegation: Anchor | None
    answered: str
    unasked: str
    rows: bytes
    said: bytes
    scored: bool
    overall: Markup | None
    picture: bytes
    conflicts: tuple[tuple[str, str], ...]
    steps: tuple[Markup, ...]
    dimensions: bytes
    reckonings: bytes
    course: bytes
    related: Related
    method_page: str
    citation: Citation
    compare: str


class _Drawn(NamedTuple):
    """What is drawn of the answers of a result; nothing of one that was not checked. `strong` are the criteria that gain most."""

    scored: bool = False
    overall: Markup | None = None
    rows: bytes = b""
    said: bytes = b""
    picture: bytes = b""
    strong: tuple[Criterion, ...] = ()
    steps: tuple[Markup, ...] = ()
    dimensions: bytes = b""
    reckonings: bytes = b""


class _Asked(NamedTuple):
    """A result with answers to show; `ratings` by criterion."""

    checked: ScoredAssessment
    shown: tuple[Shown, ...]
    ratings: Mapping[str, Rating]
    shared: FragmentCache


def result_views(
    results: Sequence[tuple[ScoredAssessment, Relatives]], shared: Sequence[FragmentCache], book: Library, site_url: str
) -> list[ResultView]:
    """The pages of assessments; `shared` is what the edition of each shows alike.

    `site_url` is the address under which the site is published, for the citation.
    """
    drawn = _draw([(checked, each) for (checked, _), each in zip(results, shared, strict=True)])
    return [
        _view(checked, pieces, relatives, book, each, site_url)
        for (checked, relatives), each, pieces in zip(results, shared, drawn, strict=True)
    ]


def _draw(results: Iterable[tuple[ScoredAssessment, FragmentCache]]) -> list[_Drawn]:
    """What is drawn of results: one kind of work after the other, as in `Context.judge`."""
    found = [_asked(*each) for each in results]
    asked = [each for each in found if each is not None]
    pictures = [picture(each.shown, each.ratings, each.shared) for each in asked]
    pressed = [each.shared.picture(short) for each, (short, _) in zip(asked, pictures, strict=True)]
    profiles = [rows(each.checked, each.shown, each.shared) for each in asked]
    steps = [tuple([each.shared.step(step) for step in each.checked.result.next_steps]) for each in asked]
    dimensions = [rated_dimensions(*each) for each in asked]
    reckoned = [reckonings(each.checked.result, each.shown, each.shared) for each in asked]
    drawn = (
        _Drawn(any(part.figured for part in each.shown), _overall(each), row, said, short, strong, step, rated, reckoning)
        for each, (row, said), short, (_, strong), step, rated, reckoning in zip(
            asked, profiles, pressed, pictures, steps, dimensions, reckoned, strict=True
        )
    )
    return [_Drawn() if each is None else next(drawn) for each in found]


def _asked(checked: ScoredAssessment, shared: FragmentCache) -> _Asked | None:
    if not checked.result.outcome.rated:
        return None
    ratings = {rating.criterion: rating for rating in checked.assessment.ratings}
    return _Asked(checked, shared.shown(checked.result, ratings), ratings, shared)


def _overall(each: _Asked) -> Markup | None:
    score = each.checked.result.overall
    return each.shared.figured("", score).cells if score else None


def _view(
    checked: ScoredAssessment, drawn: _Drawn, relatives: Relatives, book: Library, shared: FragmentCache, site_url: str
) -> ResultView:
    assessment, result = checked
    here = assessment_uri(assessment.id)
    catalogue, town = shared.catalogue, book.municipalities[assessment.municipality]
    asked = result.outcome.rated
    story = course(checked, relatives, book, shared)
    return ResultView(
        title=assessment.subject.title,
        municipality=Anchor(town.name, FROM_RESULT + address(municipality_uri(town.id))),
        made_up=town.made_up,
        taken_over=assessment.origin is Origin.TAKEN_OVER,
        kind=words.subject_kind(assessment.subject.kind),
        digital=assessment.subject.digital,
        phase=words.phase(assessment.subject.phase) if assessment.subject.phase else "",
        date=date_text(assessment.date),
        catalogue=Anchor(edition_title(catalogue), FROM_RESULT + address(catalogue_uri(catalogue))),
        own_catalogue=catalogue.kind is CatalogueKind.OWN,
        status=words.status(assessment.status),
        withdrawn=assessment.status is AssessmentStatus.WITHDRAWN,
        status_reason=assessment.status_reason,
        superseded_by=_successor(relatives.successor, here) if relatives.successor else None,
        unit=assessment.unit,
        reviewed_by=assessment.reviewed_by,
        paper=_paper(assessment.paper) if assessment.paper else None,
        paper_number=assessment.paper.number if assessment.paper else "",
        decision=_decision(assessment.decision) if assessment.decision else None,
        summary=markup.render(assessment.subject.summary),
        comment=markup.render(assessment.comment),
        note=markup.render(assessment.note),
        path=assessment.path,
        sources=tuple(link(each) for each in assessment.sources),
        outcome=result.outcome,
        not_checked=_not_checked(assessment, catalogue),
        delegation=link(assessment.delegation) if assessment.delegation else None,
        answered=coverage(result.answered, result.asked),
        unasked=str(unasked(checked)) if result.outcome is Outcome.ENDED_EARLY else "",
        rows=drawn.rows,
        said=drawn.said,
        scored=drawn.scored,
        overall=drawn.overall,
        picture=drawn.picture,
        conflicts=tuple((shared.labels[each.up], shared.labels[each.down]) for each in result.conflicts) if asked else (),
        steps=drawn.steps,
        dimensions=drawn.dimensions,
        reckonings=drawn.reckonings,
        course=shared.course(story) if story.rows else b"",
        related=related(assessment, drawn.strong, shared),
        method_page=FROM_RESULT + address(METHOD_PAGE),
        citation=_citation(assessment, town.name, catalogue, result, site_url.rstrip("/") + "/" + address(here)),
        compare=pick_href(assessment) if asked else "",
    )


def _successor(newer: AssessmentSummary, here: str) -> Anchor:
    return Anchor(f"{newer.title}, {date_text(newer.date)}", href(here, assessment_uri(newer.id)))


def _paper(paper: Paper) -> Dated:
    return Dated(Anchor(paper.number or paper.url, paper.url, external=True), date_text(paper.date) if paper.date else "")


def _decision(decision: Decision) -> Dated:
    return Dated(Anchor(decision.text, decision.url, external=True), date_text(decision.date) if decision.date else "")


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
        short=assessment.checksum[:12],
        url=url,
    )
