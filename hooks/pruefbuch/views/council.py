"""The reports of a municipality to its council: what was checked in a half-year, made of nothing but the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from pruefbuch.addresses import assessment_uri, catalogue_uri, municipality_uri, report_uri
from pruefbuch.book import Book
from pruefbuch.model.assessments import AssessmentStatus, Municipality, Origin
from pruefbuch.model.catalogues import CatalogueKind
from pruefbuch.model.entries import Entry
from pruefbuch.model.results import Outcome
from pruefbuch.texts import date_text
from pruefbuch.views import words
from pruefbuch.views.briefs import Brief, Scheme, brief
from pruefbuch.views.comparing import is_rated
from pruefbuch.views.figures import coverage
from pruefbuch.views.followups import FollowUp, FollowUpRow, follow_ups, newest, row
from pruefbuch.views.links import METHOD_PAGE, Anchor, address, href
from pruefbuch.views.periods import Bundle, Held, Period, bundles, period_of, periods
from pruefbuch.views.reckoning import joined
from pruefbuch.views.register import Register
from pruefbuch.views.rows import edition_title

Draw = Callable[[Brief], Markup]


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


class Edition(NamedTuple):
    """An edition that was used, and whether its wording is our own."""

    edition: Anchor
    own: bool


class Report(NamedTuple):
    """A half-year. `dated`: its half is known; `scored`: some of its results have figures. `due` are measures of other half-years that fall due in it."""

    part: str
    label: str
    dated: bool
    checked: int
    replaced: int
    exempt: int
    elsewhere: int
    withdrawn: int
    conflicts: int
    answered: str
    briefs: Markup
    scored: bool
    unchecked: tuple[Unchecked, ...]
    measures: tuple[FollowUpRow, ...]
    due: tuple[FollowUpRow, ...]
    corrected: tuple[Corrected, ...]
    editions: tuple[Edition, ...]
    url: str


class CouncilView(NamedTuple):
    """A page of reports, the newest first, with the ways to the pages beside it. `undated`: there are results without a half-year."""

    town: Anchor
    kind: str
    made_up: bool
    taken_over: bool
    reports: tuple[Report, ...]
    newer: str
    older: str
    undated: tuple[Anchor, ...]
    method_page: str


def town_bundles(town_id: str, register: Register) -> list[Bundle]:
    """All reports of a municipality."""
    return bundles(periods(register.of_municipality[town_id]))


def elsewhere(bundle: Bundle, found: Sequence[FollowUp]) -> list[FollowUp]:
    """The measures that fall due in the half-years of a page and stand in assessments of other ones."""
    here = {held.period for held in bundle.held}
    return [each for each in found if each.pledge.due and _due_from_elsewhere(each, here)]


def _due_from_elsewhere(each: FollowUp, wanted: set[Period]) -> bool:
    due = period_of(each.pledge.due)
    return due in wanted and due != period_of(each.entry.date)


def later(bundle: Bundle, book: Book) -> Iterator[str]:
    """The assessments that hold instead of older ones on a page of reports."""
    for held in bundle.held:
        for card in held.cards:
            found = newest(card.entry, book)
            if found is not card.entry:
                yield found.id


def council_view(
    town: Municipality, bundle: Bundle, found: Sequence[Bundle], register: Register, site_url: str, draw: Draw
) -> CouncilView:
    """A page of reports, of all that are `found` for the municipality; `site_url` is where the site is published."""
    book, here = register.book, report_uri(town.id, bundle.number)
    cards = register.of_municipality[town.id]
    desk = _Desk(here, book, site_url.rstrip("/") + "/" + address(here), elsewhere(bundle, follow_ups(cards, book)), draw)
    return CouncilView(
        town=Anchor(town.name, href(here, municipality_uri(town.id))),
        kind=town.kind,
        made_up=town.made_up,
        taken_over=any(card.entry.origin is Origin.TAKEN_OVER for held in bundle.held for card in held.cards),
        reports=tuple(desk.report(held) for held in reversed(bundle.held)),
        newer=href(here, report_uri(town.id, bundle.number + 1)) if bundle.number < len(found) else "",
        older=href(here, report_uri(town.id, bundle.number - 1)) if bundle.number > 1 else "",
        undated=undated(town.id, found, bundle),
        method_page=href(here, METHOD_PAGE),
    )


class _Desk:
    """Writes the reports of one page, with all that they have in common."""

    def __init__(self, here: str, book: Book, url: str, due: Sequence[FollowUp], draw: Draw) -> None:
        self.here, self.book, self.url, self.due, self.draw = here, book, url, due, draw
        self.schemes: dict[str, Scheme] = {}

    def scheme(self, ref: str) -> Scheme:
        """What the results of an edition are read by."""
        found = self.schemes.get(ref)
        if found is None:
            found = self.schemes[ref] = Scheme(self.book.catalogues[ref])
        return found

    def report(self, held: Held) -> Report:
        """The report on a period."""
        entries = [card.entry for card in held.cards]
        standing = [entry for entry in entries if entry.status is not AssessmentStatus.WITHDRAWN]
        checked = [entry for entry in standing if is_rated(entry.outcome)]
        outcomes = [entry.outcome for entry in standing]
        briefs = [brief(each, self.scheme(each.catalogue), self.book, self.here) for each in checked]
        due = [each for each in self.due if period_of(each.pledge.due) == held.period]
        return Report(
            part=held.period.part,
            label=held.period.label,
            dated=bool(held.period.half),
            checked=len(checked),
            replaced=sum(entry.status is AssessmentStatus.SUPERSEDED for entry in checked),
            exempt=outcomes.count(Outcome.EXEMPT),
            elsewhere=outcomes.count(Outcome.DELEGATED),
            withdrawn=len(entries) - len(standing),
            conflicts=sum(bool(entry.told.conflicts) for entry in checked),
            answered=coverage(sum(entry.answered for entry in checked), sum(entry.asked for entry in checked)),
            briefs=joined(map(self.draw, briefs)),
            scored=any(line.value for each in briefs for line in each.lines),
            unchecked=tuple(self._unchecked(each) for each in standing if not is_rated(each.outcome)),
            measures=tuple(row(each, self.book, self.here) for each in follow_ups(held.cards, self.book)),
            due=tuple(row(each, self.book, self.here) for each in due),
            corrected=tuple(self._corrected(entry) for entry in entries if entry.status is not AssessmentStatus.FINAL),
            editions=tuple(map(self._edition, sorted({entry.catalogue for entry in standing}))),
            url=f"{self.url}#{held.period.part}",
        )

    def _subject(self, entry: Entry) -> Anchor:
        return Anchor(entry.title, href(self.here, assessment_uri(entry.id)))

    def _unchecked(self, entry: Entry) -> Unchecked:
        name, reason = entry.told.exemption
        classes = self.book.catalogues[entry.catalogue].exemptions
        label = next((each.label for each in classes if each.id == name), "")
        decided = date_text(entry.told.decided) if entry.told.decided else ""
        return Unchecked(
            self._subject(entry), date_text(entry.date), entry.told.paper, label, reason, entry.told.decision, decided
        )

    def _corrected(self, entry: Entry) -> Corrected:
        found = newest(entry, self.book)
        newer = None if found is entry else Anchor(date_text(found.date), href(self.here, assessment_uri(found.id)))
        return Corrected(
            self._subject(entry), date_text(entry.date), words.status(entry.status), entry.told.status_reason, newer
        )

    def _edition(self, ref: str) -> Edition:
        catalogue = self.book.catalogues[ref]
        return Edition(
            Anchor(edition_title(catalogue), href(self.here, catalogue_uri(catalogue))), catalogue.kind is CatalogueKind.OWN
        )


def undated(town_id: str, found: Sequence[Bundle], bundle: Bundle) -> tuple[Anchor, ...]:
    """The ways from a page of reports to the results of which no half-year is known."""
    here = report_uri(town_id, bundle.number)
    return tuple(
        Anchor(held.period.label, href(here, report_uri(town_id, each.number), held.period.part))
        for each in found
        for held in each.held
        if not held.period.half
    )
