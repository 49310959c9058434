"""Views in, pages out. Pure; the same book gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import BytecodeCache
from markupsafe import Markup, escape

from pruefbuch import markup
from pruefbuch.addresses import (
    CATALOGUES,
    COMPARE,
    HOME,
    LESSONS,
    MAP,
    MUNICIPALITIES,
    RESULTS,
    archive_uri,
    assessment_uri,
    catalogue_uri,
    criterion_uri,
    followups_uri,
    initiative_uri,
    municipality_uri,
    report_uri,
)
from pruefbuch.book import Context
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue, Criterion, EditionStatus
from pruefbuch.model.initiatives import Initiative
from pruefbuch.render.compiled import CompiledFragments, trusted
from pruefbuch.render.council import council_view
from pruefbuch.render.course import Relatives
from pruefbuch.render.fragments import FragmentCache
from pruefbuch.render.lessons import lessons_view
from pruefbuch.render.page import Page, headings
from pruefbuch.render.rating_list import Rater, rating_list
from pruefbuch.render.reports import ReportRenderer
from pruefbuch.render.results import ResultView, draw_pieces, result_view
from pruefbuch.render.rows import Rows
from pruefbuch.render.templates import RESULT, Pieces, environment
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment
from pruefbuch.texts import foreign, gettext, own
from pruefbuch.views import words
from pruefbuch.views.catalogues import catalogue_view
from pruefbuch.views.comparing import compare_view
from pruefbuch.views.council import ReportPage
from pruefbuch.views.criteria import criterion_view
from pruefbuch.views.distribution import EditionAnswers
from pruefbuch.views.followups import follow_ups_page
from pruefbuch.views.home import home_view
from pruefbuch.views.initiatives import initiative_view
from pruefbuch.views.links import Anchor, edition_title, href
from pruefbuch.views.lists import archive_list, catalogues_view, municipalities_view, real_and_made_up, results_view
from pruefbuch.views.maps import map_view
from pruefbuch.views.municipalities import municipality_view
from pruefbuch.views.paging import Paging, archive_paging
from pruefbuch.views.register import Card, Register
from pruefbuch.views.related import Near, neighbours_view
from pruefbuch.views.rows import result_summary

HOME_PIECES = ("search", "state", "newest")


class PageRenderer:
    """Makes pages in the language that is spoken when the renderer is made. What results by an edition have in common is drawn once."""

    def __init__(self, templates: Sequence[Path], site_url: str, compiled: BytecodeCache | None = None) -> None:
        """`site_url` is where the site is published, for citations; of the templates some may be `compiled` already."""
        self.templates = environment(templates, compiled)
        self.draw = Pieces(self.templates)
        self.pieces = CompiledFragments(self.draw)
        self.site_url = site_url
        self.templates.globals["result_rows"] = Rows(self.pieces)
        self._results = CompiledFragments(lambda name, view: self.templates.get_template(name).render(view=view))
        self._reports = ReportRenderer(self.pieces)
        self._fragments: dict[str, FragmentCache] = {}

    def prepare(self, *, lists: bool) -> None:
        """Load the templates of result pages, or of lists: before workers are made, for else each of them would compile them."""
        for name in self.templates.list_templates() if lists else (RESULT,):
            self.templates.get_template(name)
        _ = self.draw.macros  # last: they take longest, and may be compiled elsewhere meanwhile

    def fragments(self, catalogue: Catalogue) -> FragmentCache:
        """What the results of an edition have in common. Another catalogue of the same name gets fragments of its own."""
        fragments = self._fragments.get(catalogue.ref)
        if fragments is None or fragments.catalogue is not catalogue:
            fragments = self._fragments[catalogue.ref] = FragmentCache(catalogue, self.draw)
        return fragments

    def summary(self, scored: ScoredAssessment, catalogue: Catalogue) -> Markup:
        """A result in a line."""
        return trusted(self.pieces.fill("summary", result_summary(scored, catalogue)))

    # -- results -----------------------------------------------------------------------------------------------------

    def assessments(self, results: Sequence[tuple[ScoredAssessment, Relatives]], context: Context) -> Iterator[Page]:
        """The pages of assessments, each with what it shows of the others of its subject."""
        editions = [self.fragments(context.catalogues[scored.assessment.catalogue]) for scored, _ in results]
        drawn = draw_pieces((scored, fragments) for (scored, _), fragments in zip(results, editions, strict=True))
        views = [
            result_view(scored, relatives, pieces, fragments, context, self.site_url)
            for (scored, relatives), pieces, fragments in zip(results, drawn, editions, strict=True)
        ]
        for view, (scored, _) in zip(views, results, strict=True):
            yield self._assessment(view, scored.assessment)

    def _assessment(self, view: ResultView, assessment: Assessment) -> Page:
        title = _title_of_result(view.title, view.municipality.text, view.state, made_up=view.made_up)
        about = f"{title}, {view.date}, {view.catalogue.text}"
        body = self._results.fill(RESULT, view)
        uri = assessment_uri(assessment.id)
        return Page(uri, escape(title), escape(about), body, assessment.path, headings(body))

    def moved(self, former: str, entry: AssessmentSummary, context: Context) -> Page:
        """The page at a former address of an assessment."""
        town = context.municipalities[entry.municipality]
        title = _title_of_result(entry.title, town.name, words.status_unless_valid(entry.status), made_up=town.made_up)
        view = Anchor(title, href(assessment_uri(former), assessment_uri(entry.id)))
        return self._page(
            assessment_uri(former), "moved.html", view, title, gettext("This assessment has another address now.")
        )

    def moved_page(self, former: str, uri: str, title: str) -> Page:
        """The page at a former address of a page that people have written."""
        view = Anchor(title, href(former, uri))
        return self._page(former, "moved_page.html", view, title, gettext("This page has another address now."))

    # -- the start page ----------------------------------------------------------------------------------------------

    def home(self, title: str, html: str, register: Register) -> Page:
        """The start page: what people have written, and for ${search}, ${state} and ${newest} what the book says of itself."""
        view = home_view(register)
        for name in HOME_PIECES:
            html = html.replace(f"<p>${{{name}}}</p>", own(self.draw(f"home_{name}", view)))
        about = markup.plain(html.partition("<p>")[2].partition("</p>")[0])
        html = foreign(Markup(html))  # noqa: S704 – clean, with pieces drawn of templates that escape
        body = html.encode()
        return Page(HOME, escape(title), escape(about), body, f"content/{HOME}", headings(body))

    # -- lists -------------------------------------------------------------------------------------------------------

    def results(self, register: Register) -> Page:
        """The overview of results."""
        return self._page(RESULTS, "results.html", results_view(register), gettext("Results"))

    def municipalities(self, register: Register) -> Page:
        """The overview of municipalities."""
        return self._page(MUNICIPALITIES, "municipalities.html", municipalities_view(register), gettext("Municipalities"))

    def catalogues(self, register: Register) -> Page:
        """The overview of catalogues."""
        return self._page(CATALOGUES, "catalogues.html", catalogues_view(register), gettext("Catalogues"))

    def lessons(self, register: Register) -> Page:
        """The page of all lessons."""
        return self._page(LESSONS, "lessons.html", lessons_view(register, self.pieces), gettext("Lessons from assessments"))

    def compare(self) -> Page:
        """The page on which results stand side by side."""
        return self._page(COMPARE, "compare.html", compare_view(), gettext("Compare results"))

    def map(self, register: Register) -> Page:
        """The map."""
        return self._page(MAP, "map.html", map_view(register), gettext("Map of change"))

    def initiative(self, initiative: Initiative, context: Context) -> Page:
        """The page of an initiative."""
        view = initiative_view(initiative, context.municipalities[initiative.municipality])
        title = title_with_example_mark(f"{view.title} – {view.town.text}", made_up=view.made_up)
        return self._page(initiative_uri(initiative.id), "initiative.html", view, title, source=initiative.path)

    def municipality(self, town_id: str, register: Register, near: Sequence[Near]) -> Page:
        """The page of a municipality; `near` are its neighbours."""
        town = register.book.municipalities[town_id]
        title = title_with_example_mark(town.name, made_up=town.made_up)
        view, neighbours = municipality_view(town, register), self.draw("neighbours", neighbours_view(town, near))
        return self._page(municipality_uri(town.id), "municipality.html", view, title, source=town.path, neighbours=neighbours)

    def follow_ups(self, town_id: str, number: int, register: Register) -> Page:
        """A further page of the open follow-ups of a municipality."""
        town = register.book.municipalities[town_id]
        view = follow_ups_page(town_id, number, register.of_municipality[town_id], register.book)
        uri, name = followups_uri(town_id, number), gettext("Open follow-ups")
        title = title_with_example_mark(f"{name}, {number} – {town.name}", made_up=town.made_up)
        way = Anchor(town.name, href(uri, municipality_uri(town_id)))
        return self._page(uri, "followups.html", view, title, town=way, made_up=town.made_up)

    def council(self, town_id: str, page: ReportPage, all_pages: Sequence[ReportPage], register: Register) -> Page:
        """A page of the reports of a municipality to its council.

        It names its reports itself and has no table of contents, which would be another for each municipality, and with it the frame.
        """
        town = register.book.municipalities[town_id]
        view = council_view(town, page, all_pages, register, self.site_url, self._reports)
        name = gettext("Reports to the council")
        title = title_with_example_mark(f"{name} – {town.name}", made_up=town.made_up)
        about = f"{title}: {', '.join(report.label for report in view.reports)}"
        html = self.templates.get_template("council.html").render(view=view)
        return Page(report_uri(town_id, page.number), escape(title), escape(about), html.encode(), "", ())

    def catalogue(self, catalogue: Catalogue, register: Register) -> Page:
        """The page of an edition."""
        view = catalogue_view(catalogue, register)
        return self._page(catalogue_uri(catalogue), "catalogue.html", view, edition_title(catalogue), source=_source(catalogue))

    def criterion(
        self,
        criterion: Criterion,
        catalogue: Catalogue,
        group: Sequence[Rater],
        context: Context,
        answers: EditionAnswers,
        paging: Paging,
    ) -> Page:
        """The page of a criterion with the ratings on it in the newest assessments, `group`; `paging` leads to the others."""
        view = criterion_view(criterion, catalogue, context, answers, paging)
        ratings = rating_list(criterion, group, self.fragments(catalogue))
        title, source = f"{view.name} – {edition_title(catalogue)}", _source(catalogue)
        uri = criterion_uri(catalogue, criterion.id)
        return self._page(uri, "criterion.html", view, title, criterion.question, source=source, ratings=ratings)

    def archive(self, uri: str, main: str, title: str, cards: Sequence[Card], number: int, register: Register) -> Page:
        """An older page of a list of results."""
        view = archive_list(uri, main, cards, number, register)
        title = f"{title}, {view.paging.label}"
        return self._page(archive_uri(uri, number), "archive.html", view, title, name=title)

    def criterion_archive(
        self,
        criterion: Criterion,
        catalogue: Catalogue,
        cards: Sequence[Card],
        number: int,
        group: Sequence[Rater],
    ) -> Page:
        """An older page of the ratings on a criterion: those of the assessments in `group`."""
        main = criterion_uri(catalogue, criterion.id)
        uri = archive_uri(main, number)
        paging = archive_paging(main, main, cards, number)
        name = f"{criterion.name}, {paging.label}"
        ratings = rating_list(criterion, group, self.fragments(catalogue))
        title = f"{name} – {edition_title(catalogue)}"
        return self._page(uri, "ratings.html", paging, title, ratings=ratings, name=name)

    def _page(
        self, uri: str, template: str, view: object, title: str, about: str = "", *, source: str = "", **more: object
    ) -> Page:
        body = self.templates.get_template(template).render(view=view, **more).encode()
        return Page(uri, escape(title), escape(about or title), body, source, headings(body))


def lists(register: Register) -> Iterator[tuple[str, str, str, tuple[Card, ...]]]:
    """Every list of results that may have older pages: its address, the page of its newest, a title, its cards."""
    titles = (gettext("Results"), title_with_example_mark(gettext("Results"), made_up=True))
    for title, (uri, cards) in zip(titles, real_and_made_up(register).items(), strict=True):
        yield uri, RESULTS, title, cards
    for town_id, cards in register.of_municipality.items():
        town = register.book.municipalities[town_id]
        yield (
            municipality_uri(town_id),
            municipality_uri(town_id),
            title_with_example_mark(town.name, made_up=town.made_up),
            cards,
        )
    for ref, cards in register.of_catalogue.items():
        catalogue = register.book.catalogues[ref]
        yield catalogue_uri(catalogue), catalogue_uri(catalogue), edition_title(catalogue), cards


def _source(catalogue: Catalogue) -> str:
    """The file to edit; a frozen edition has none: a change of it would be an error."""
    return catalogue.path if catalogue.edition.status is EditionStatus.DRAFT else ""


def _title_of_result(title: str, town: str, state: str, *, made_up: bool) -> str:
    """The title of a result with whose it is and, where it holds no more, its state."""
    return title_with_example_mark(" – ".join(filter(None, (title, town, state))), made_up=made_up)


def title_with_example_mark(title: str, *, made_up: bool) -> str:
    """The title with the mark of made-up examples: it stands alone in a browser tab or a list of search results."""
    return f"{title} – {gettext('Example (made up)')}" if made_up else title
