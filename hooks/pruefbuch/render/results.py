"""The page of a result: who checked what, the short picture, every rating, the reckoning, the course, how to cite it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Assessment, AssessmentStatus, Decision, Origin, Paper
from pruefbuch.model.catalogues import Catalogue, CatalogueKind
from pruefbuch.model.results import Outcome, Result
from pruefbuch.render.course import Relatives, course
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.render.highlights import highlights
from pruefbuch.render.ratings import profile_rows, rated_dimensions, unasked
from pruefbuch.summary.briefs import together
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.answers import link
from pruefbuch.views.comparing import pick_href
from pruefbuch.views.figures import coverage
from pruefbuch.views.links import FROM_RESULT, METHOD_PAGE, Anchor, address, edition_title, href
from pruefbuch.views.related import Related, helped_elsewhere, related


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
    """Everything that a result page shows. `state` is the status where the assessment holds no more, else empty."""

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
    state: str
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
    pieces: ResultPieces
    conflicts: tuple[tuple[str, str], ...]
    possible_conflicts: tuple[tuple[str, str], ...]
    course: bytes
    related: Related
    method_page: str
    citation: Citation
    compare: str


class ResultPieces(NamedTuple):
    """What is drawn of the answers of a result; nothing of one that was not checked.

    `rows` are those of the profile, `said` and `overall_said` the same in words; `scored`: one of them has a figure. `helped` leads to
    others who did well in what helps most here. There are no `steps` for what holds no more.
    """

    scored: bool = False
    overall: bytes = b""
    overall_said: bytes = b""
    rows: bytes = b""
    said: bytes = b""
    highlights: bytes = b""
    steps: tuple[bytes, ...] = ()
    dimensions: bytes = b""
    reckonings: bytes = b""
    helped: bytes = b""


class _Drawing:
    """A result that is being drawn, stage after stage."""

    def __init__(self, scored: ScoredAssessment, fragments: FragmentCache) -> None:
        self.scored, self.fragments = scored, fragments

    def look_up(self) -> None:
        """The fragments of its answers and figures."""
        self.ratings = {rating.criterion: rating for rating in self.scored.assessment.ratings}
        self.dimensions = self.fragments.of_result(self.scored.result, self.ratings)

    def draw_highlights(self) -> None:
        """What speaks for and against, and who else does well there."""
        shown, gains = highlights(self.dimensions, self.ratings, self.fragments)
        helped = helped_elsewhere(gains, self.fragments.catalogue)
        self.highlights = self.fragments.fill("highlights", shown)
        self.helped = self.fragments.fill("helped_elsewhere", helped) if helped else b""

    def draw_profile(self) -> None:
        """The profile and the next steps."""
        assessment, result = self.scored
        self.rows, self.said = profile_rows(self.scored, self.dimensions, self.fragments)
        steps = result.next_steps if assessment.status is AssessmentStatus.FINAL else ()
        self.steps = tuple([self.fragments.step(step) for step in steps])

    def draw_ratings(self) -> None:
        """Every rating."""
        self.rated = rated_dimensions(self.scored, self.dimensions, self.ratings, self.fragments)

    def draw_reckonings(self) -> None:
        """How all figures are reckoned."""
        self.reckonings = self.fragments.reckonings(self.scored.result, self.dimensions)

    def pieces(self) -> ResultPieces:
        """All that was drawn."""
        overall = self.scored.result.overall
        whole = self.fragments.figure("", overall) if overall else None
        return ResultPieces(
            scored=any(dimension.figure for dimension in self.dimensions),
            overall=whole.cells.fill([b""]) if whole else b"",
            overall_said=whole.said if whole and self.rows else b"",
            rows=self.rows,
            said=self.said,
            highlights=self.highlights,
            steps=self.steps,
            dimensions=self.rated,
            reckonings=self.reckonings,
            helped=self.helped,
        )


_STAGES = (
    _Drawing.look_up,
    _Drawing.draw_highlights,
    _Drawing.draw_profile,
    _Drawing.draw_ratings,
    _Drawing.draw_reckonings,
)


def draw_pieces(results: Iterable[tuple[ScoredAssessment, FragmentCache]]) -> list[ResultPieces]:
    """What is drawn of the answers of some results, each with the fragments of its edition.

    All of them go through a stage before the next one begins: a processor is faster at what it has just done, here by a fifth.
    """
    drawings = [_Drawing(scored, fragments) if scored.result.outcome.rated else None for scored, fragments in results]
    for stage in _STAGES:
        for drawing in drawings:
            if drawing is not None:
                stage(drawing)
    return [ResultPieces() if drawing is None else drawing.pieces() for drawing in drawings]


def result_view(
    scored: ScoredAssessment,
    relatives: Relatives,
    pieces: ResultPieces,
    fragments: FragmentCache,
    context: Context,
    site_url: str,
) -> ResultView:
    """The page of an assessment; `pieces` are drawn of its answers, `fragments` are those of its edition.

    `site_url` is the address under which the site is published, for the citation.
    """
    assessment, result = scored
    here = assessment_uri(assessment.id)
    catalogue, town = fragments.catalogue, context.municipalities[assessment.municipality]
    labels = fragments.labels
    story = course(scored, relatives, context, fragments)
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
        state=words.status_unless_valid(assessment.status),
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
        sources=tuple(map(link, assessment.sources)),
        outcome=result.outcome,
        not_checked=_not_checked(assessment, catalogue),
        delegation=link(assessment.delegation) if assessment.delegation else None,
        answered=coverage(result.answered, result.asked),
        unasked=str(unasked(scored)) if result.outcome is Outcome.ENDED_EARLY else "",
        pieces=pieces,
        conflicts=_labelled(result, labels, certain=True),
        possible_conflicts=_labelled(result, labels, certain=False),
        course=fragments.fill("course", story) if story.rows else b"",
        related=related(assessment, catalogue),
        method_page=FROM_RESULT + address(METHOD_PAGE),
        citation=_citation(assessment, town.name, catalogue, result, site_url.rstrip("/") + "/" + address(here)),
        compare=pick_href(assessment) if result.outcome.rated else "",
    )


def _labelled(result: Result, labels: Mapping[str, str], *, certain: bool) -> tuple[tuple[str, str], ...]:
    """The conflicts of goals that are certain, or those that depend on what is unknown: these in one."""
    pairs = [(labels[pair.up], labels[pair.down]) for pair in result.conflicts if pair.certain is certain]
    return tuple(pairs) if certain else together(pairs)


def _successor(newer: AssessmentSummary, here: str) -> Anchor:
    return Anchor(f"{newer.title}, {date_text(newer.date)}", href(here, assessment_uri(newer.id)))


def _paper(paper: Paper) -> Dated:
    return Dated(Anchor(paper.number or paper.url, paper.url, external=True), date_text(paper.date) if paper.date else "")


def _decision(decision: Decision) -> Dated:
    return Dated(Anchor(decision.text, decision.url, external=True), date_text(decision.date) if decision.date else "")


def _not_checked(assessment: Assessment, catalogue: Catalogue) -> NotChecked | None:
    if assessment.exemption is None:
        return None
    classes = {exemption_class.id: exemption_class for exemption_class in catalogue.exemptions}
    exemption_class = classes[assessment.exemption.exemption_class]
    return NotChecked(exemption_class.label, exemption_class.description, assessment.exemption.reason)


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
