"""The reports of a municipality to its council: what was checked in a half-year, made of nothing but the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri, report_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import AssessmentStatus, Municipality, Origin
from pruefbuch.model.catalogues import CatalogueKind
from pruefbuch.model.results import Outcome
from pruefbuch.render.compiled import joined, trusted
from pruefbuch.render.report_items import EditionReader, report_item
from pruefbuch.render.reports import ReportRenderer
from pruefbuch.summary.briefs import certain, possible
from pruefbuch.summary.entries import AssessmentSummary
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.council import PeriodResults, ReportPage, due_from_elsewhere, undated_reports
from pruefbuch.views.figures import coverage
from pruefbuch.views.followups import FollowUp, FollowUpRow, follow_ups, newest, row
from pruefbuch.views.links import METHOD_PAGE, Anchor, address, href
from pruefbuch.views.periods import period_of
from pruefbuch.views.register import Register


class Unchecked(NamedTuple):
    """A paper that was not checked itself. `label` is the class of the exemption; it is empty where another paper has the check."""

    subject: Anchor
    date: str
    paper: str
    label: str
    reason: str
    decision: str
    decided: str


class Corrected(NamedTuple):
    """An assessment that does not hold any more."""

    subject: Anchor
    date: str
    status: str
    reason: str
    newer: Anchor | None


class UsedEdition(NamedTuple):
    """An edition that was used, and whether its wording is our own."""

    edition: Anchor
    own: bool


class Report(NamedTuple):
    """A half-year. Numbers are texts, so that most half-years fill the same compiled fragment; "" is a number that is not shown.

    `dated`: its half is known; `scored`: some of its results may have figures. `due` are measures of other half-years that fall due in it.
    """

    part: str
    label: str
    town: str
    dated: bool
    checked: str
    replaced: str
    exempt: str
    elsewhere: str
    withdrawn: str
    conflicts: str
    possible_conflicts: str
    answered: str
    briefs: Markup
    scored: bool
    unchecked: tuple[Unchecked, ...]
    measures: tuple[FollowUpRow, ...]
    due: tuple[FollowUpRow, ...]
    corrected: tuple[Corrected, ...]
    editions: tuple[UsedEdition, ...]
    url: str
    method_page: str


class DrawnReport(NamedTuple):
    """A report with what leads to it."""

    part: str
    label: str
    html: Markup


class CouncilView(NamedTuple):
    """A page of reports, the newest first, with the ways to the pages beside it. `undated`: there are results without a half-year."""

    town: Anchor
    made_up: bool
    taken_over: bool
    reports: tuple[DrawnReport, ...]
    newer: str
    older: str
    undated: tuple[Anchor, ...]


def council_view(
    town: Municipality,
    page: ReportPage,
    all_pages: Sequence[ReportPage],
    register: Register,
    site_url: str,
    renderer: ReportRenderer,
) -> CouncilView:
    """A page of reports, of all pages of the municipality; `site_url` is where the site is published."""
    here, cards = report_uri(town.id, page.number), register.of_municipality[town.id]
    due = due_from_elsewhere(page, follow_ups(cards, register.book))
    writer = _ReportWriter(here, town.name, register.book, site_url.rstrip("/") + "/" + address(here), due, renderer)
    reports = [writer.report(results) for results in reversed(page.periods)]
    return CouncilView(
        town=Anchor(town.name, href(here, municipality_uri(town.id))),
        made_up=town.made_up,
        taken_over=any(card.entry.origin is Origin.TAKEN_OVER for results in page.periods for card in results.cards),
        reports=tuple(DrawnReport(report.part, report.label, trusted(renderer.draw("report", report))) for report in reports),
        newer=href(here, report_uri(town.id, page.number + 1)) if page.number < len(all_pages) else "",
        older=href(here, report_uri(town.id, page.number - 1)) if page.number > 1 else "",
        undated=undated_reports(town.id, page, all_pages),
    )


class _ReportWriter:
    """Writes the reports that stand on one page."""

    def __init__(self, page: str, town: str, book: Book, url: str, due: Sequence[FollowUp], renderer: ReportRenderer) -> None:
        self.page, self.town, self.book, self.url, self.due, self.renderer = page, town, book, url, due, renderer

    def report(self, results: PeriodResults) -> Report:
        """The report on a period."""
        entries = [card.entry for card in results.cards]
        standing = [entry for entry in entries if entry.status is not AssessmentStatus.WITHDRAWN]
        checked = [entry for entry in standing if entry.outcome.rated]
        outcomes = [entry.outcome for entry in standing]
        readers = {
            ref: self.renderer.reader(self.book.catalogues[ref]) for ref in sorted({entry.catalogue for entry in standing})
        }
        return Report(
            part=results.period.part,
            label=results.period.label,
            town=self.town,
            dated=bool(results.period.half),
            checked=str(len(checked)),
            replaced=_some(sum(entry.status is AssessmentStatus.SUPERSEDED for entry in checked)),
            exempt=_some(outcomes.count(Outcome.EXEMPT)),
            elsewhere=_some(outcomes.count(Outcome.DELEGATED)),
            withdrawn=_some(len(entries) - len(standing)),
            conflicts=str(sum(bool(certain(entry.brief.conflicts)) for entry in checked)),
            possible_conflicts=_some(sum(_only_possible(entry) for entry in checked)),
            answered=_answered(checked) if checked else "",
            briefs=joined(self._item(entry, readers[entry.catalogue]) for entry in checked),
            scored=any(readers[entry.catalogue].scored for entry in checked),
            unchecked=tuple(self._unchecked(entry) for entry in standing if not entry.outcome.rated),
            measures=self._rows(follow_ups(results.cards, self.book)),
            due=self._rows(measure for measure in self.due if period_of(measure.note.due) == results.period),
            corrected=tuple(self._corrected(entry) for entry in entries if entry.status is not AssessmentStatus.FINAL),
            editions=tuple(map(self._edition, readers.values())),
            url=f"{self.url}#{results.period.part}",
            method_page=href(self.page, METHOD_PAGE),
        )

    def _item(self, entry: AssessmentSummary, reader: EditionReader) -> bytes:
        return self.renderer.draw("brief", report_item(entry, reader, self.book, self.page))

    def _rows(self, measures: Iterable[FollowUp]) -> tuple[FollowUpRow, ...]:
        return tuple(row(measure, self.book, self.page) for measure in measures)

    def _subject(self, entry: AssessmentSummary) -> Anchor:
        return Anchor(entry.title, href(self.page, assessment_uri(entry.id)))

    def _unchecked(self, entry: AssessmentSummary) -> Unchecked:
        name, _, reason = entry.brief.exemption.partition(" ")
        classes = self.book.catalogues[entry.catalogue].exemptions
        label = next((exemption.label for exemption in classes if exemption.id == name), "")
        decided = date_text(entry.brief.decided) if entry.brief.decided else ""
        return Unchecked(
            self._subject(entry), date_text(entry.date), entry.brief.paper, label, reason, entry.brief.decision, decided
        )

    def _corrected(self, entry: AssessmentSummary) -> Corrected:
        later = newest(entry, self.book)
        newer = None if later is entry else Anchor(date_text(later.date), href(self.page, assessment_uri(later.id)))
        return Corrected(
            self._subject(entry), date_text(entry.date), words.status(entry.status), entry.brief.status_reason, newer
        )

    def _edition(self, reader: EditionReader) -> UsedEdition:
        way = href(self.page, catalogue_uri(reader.catalogue))
        return UsedEdition(Anchor(reader.title, way), reader.catalogue.kind is CatalogueKind.OWN)


def _some(number: int) -> str:
    return str(number) if number else ""


def _only_possible(entry: AssessmentSummary) -> bool:
    """Whether its conflicts of goals all depend on what is unknown."""
    conflicts = entry.brief.conflicts
    return bool(possible(conflicts)) and not certain(conflicts)


def _answered(checked: Sequence[AssessmentSummary]) -> str:
    return coverage(sum(entry.answered for entry in checked), sum(entry.asked for entry in checked))
