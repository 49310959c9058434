"""What everything is published as: PUBLISHED lists the files made for an assessment, a municipality, an edition, a criterion, the book.

A build and the server for writing make what stands there, the sitemap and the inspection before a release expect it, and what stands
there no longer goes from the site. Whoever adds a file adds an entry: it says how its files are made, and which are always there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from pruefbuch import compact, search
from pruefbuch.addresses import (
    CATALOGUES,
    COMPARE,
    FEED,
    GEOJSON,
    HOME,
    LESSONS,
    MAP,
    MUNICIPALITIES,
    RESULTS,
    archive_uri,
    assessment_uri,
    blank_path,
    catalogue_uri,
    criterion_uri,
    followups_uri,
    initiative_uri,
    municipality_uri,
    report_uri,
)
from pruefbuch.book import SYNONYMS, Context
from pruefbuch.build.moved import former, former_addresses
from pruefbuch.build.output import Output, key_of
from pruefbuch.build.targets import INDEX, File, SitePlan, Target, path_of
from pruefbuch.catalogue.sheets import is_offered, sheet
from pruefbuch.exports import facets, overview, search_documents
from pruefbuch.exports.feed import feed
from pruefbuch.exports.feed import newest as newest_in_feed
from pruefbuch.exports.geojson import geojson
from pruefbuch.exports.sitemap import paths, sitemap
from pruefbuch.model.assessments import Municipality
from pruefbuch.model.catalogues import Catalogue, Criterion
from pruefbuch.model.initiatives import Initiative
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.course import Relatives, with_relatives
from pruefbuch.render.lessons import telling
from pruefbuch.render.pages import lists
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.views.council import due_from_elsewhere, report_pages, successor_ids, undated_reports
from pruefbuch.views.followups import follow_ups, page_count, still_open
from pruefbuch.views.maps import holdings
from pruefbuch.views.paging import archive, archived
from pruefbuch.views.register import Card
from pruefbuch.views.related import edition_path, nearby, of_edition, town_path

Subject = TypeVar("Subject")
InEdition = tuple[Catalogue, int, Criterion]
"""a criterion with its edition and its place there"""


@dataclass(frozen=True)
class AssessmentFile:
    """A file for every assessment. `uri` has "*" for its id; `make` gives the pages of some, or the contents of other files.

    Its target, with those of all assessments of the same subject, has a key that names these assessments with their context.
    """

    uri: str
    make: Callable[[PageRenderer, Sequence[tuple[ScoredAssessment, Relatives]], Context], Iterable[Page | bytes]]

    @cached_property
    def _around(self) -> tuple[str, str]:
        before, _, after = path_of(self.uri).partition("*")
        return before, after

    def path(self, assessment_id: str) -> str:
        """The file of an assessment in the site."""
        before, after = self._around
        return f"{before}{assessment_id}{after}"

    def assessment_id(self, path: str) -> str:
        """The assessment of a file; empty where the path is of another kind."""
        before, after = self._around
        name = path[len(before) : -len(after)] if path.startswith(before) and path.endswith(after) else ""
        return name if name.count("/") == 1 else ""  # a page below that of an assessment has the same beginning and end


class Publication(NamedTuple, Generic[Subject]):
    """Files for every subject of a kind. `targets` plans all of them; `always` are the addresses of those that are there in any case."""

    targets: Callable[[SitePlan, Subject], Iterable[Target]]
    always: Callable[[Subject], Sequence[str]] = lambda _: ()


@dataclass(frozen=True)
class Published:
    """The files for each assessment, municipality, initiative, edition and criterion; and for the book as a whole.

    `of_targets` come last: they list the addresses of all others.
    """

    assessment: tuple[AssessmentFile, ...]
    municipality: tuple[Publication[Municipality], ...]
    initiative: tuple[Publication[Initiative], ...]
    edition: tuple[Publication[Catalogue], ...]
    criterion: tuple[Publication[InEdition], ...]
    book: tuple[Publication[None], ...]
    of_targets: tuple[Callable[[SitePlan, Sequence[Target]], Iterable[Target]], ...]

    def assessment_paths(self, assessment_id: str) -> list[str]:
        """The files of an assessment in the site."""
        return [file.path(assessment_id) for file in self.assessment]

    def assessment_id(self, path: str) -> str:
        """The assessment of a file in the site; empty where there can be none."""
        return next(filter(None, (file.assessment_id(path) for file in self.assessment)), "")

    def always(self, context: Context) -> list[str]:
        """Addresses of files that are to be there in the end: what written pages may link to, and what a release expects."""
        names = [path.removeprefix("assessments/").removesuffix(".yml") for path in context.tree.sheets]
        return [
            *(file.uri.replace("*", name) for file in self.assessment for name in names),
            *(uri for kind, subject in self._kinds(context) for uri in kind.always(subject)),
        ]

    def targets(self, plan: SitePlan) -> list[Target]:
        """Everything but the files of assessments. What takes longest comes first."""
        targets = [target for kind, subject in self._kinds(plan.book.context) for target in kind.targets(plan, subject)]
        return [*targets, *(target for listing in self.of_targets for target in listing(plan, targets))]

    def _kinds(self, context: Context) -> Iterator[tuple[Publication[Any], Any]]:
        editions = context.catalogues.values()
        criteria = [(edition, *place) for edition in editions for place in enumerate(edition.criteria)]
        for kinds, subjects in (
            (self.book, (None,)),
            (self.criterion, criteria),
            (self.edition, editions),
            (self.initiative, context.initiatives.values()),
            (self.municipality, context.municipalities.values()),
        ):
            for subject in subjects:
                yield from ((kind, subject) for kind in kinds)


# -- assessments -----------------------------------------------------------------------------------------------------


def subject_target(
    group: Sequence[Card], check: Callable[[str], ScoredAssessment], renderer: PageRenderer, context: Context
) -> Target:
    """The files of all assessments of a subject, oldest first; `check` gives each of them with its result."""

    def make() -> Iterator[File]:
        for path, _, content in subject_files([group], check, renderer, context):
            yield content if isinstance(content, Page) else (path, content)

    paths = [path for card in group for path in PUBLISHED.assessment_paths(card.entry.id)]
    return Target(tuple(paths), _subject_key(group), make)


def subject_files(
    groups: Iterable[Sequence[Card]], check: Callable[[str], ScoredAssessment], renderer: PageRenderer, context: Context
) -> Iterator[tuple[str, str, Page | bytes]]:
    """Path, key and content of the files of all assessments of some subjects: as their targets have them, but made together."""
    keys = list[str]()
    results = list[tuple[ScoredAssessment, Relatives]]()
    for group in groups:
        keys += [_subject_key(group)] * len(group)
        results += with_relatives(group, [check(card.entry.id) for card in group])
    for file in PUBLISHED.assessment:
        for key, (scored, _), content in zip(keys, results, file.make(renderer, results, context), strict=True):
            yield file.path(scored.assessment.id), key, content


def _subject_key(group: Sequence[Card]) -> str:
    return group[0].key if len(group) == 1 else key_of(card.key for card in group)


def subject_targets(plan: SitePlan, there: Mapping[str, Output]) -> Iterator[Target]:
    """One target for each subject whose files are not all there yet: most were made when they were checked, or lie in the site."""
    for names in plan.book.histories.values():
        target = subject_target([plan.cards[name] for name in names], plan.book.check, plan.renderer, plan.book.context)
        if not all(path in there and there[path].key == target.key for path in target.paths):
            yield target


# -- the book --------------------------------------------------------------------------------------------------------


def _search(plan: SitePlan, _: None) -> Iterator[Target]:
    """The index of the search: results come last, the newest first. Whoever only changes answers or reasons leaves it as it is."""
    results, context = [plan.results[card.entry.path] for card in plan.register.cards], plan.book.context
    synonyms = plan.checksums.get(SYNONYMS, "")
    key = key_of(chain((plan.library, plan.towns, synonyms), *plan.guides, [result.search_key for result in results]))

    def make() -> Iterable[File]:
        groups = {
            name: [*map(search.index_entry, documents)]
            for name, documents in search_documents.of_book(plan.guides, context).items()
        }
        groups["result"] = [search.IndexEntry.of(result.search_text, result.search_key) for result in results]
        return search_documents.files(groups, context.synonyms)

    yield Target((), key, make, search_documents.SEARCH)


def _reasons(plan: SitePlan, _: None) -> Iterator[Target]:
    """The words of reasons for the search, in segments from the oldest result: a new result leaves all but the last as they are."""
    cards = plan.register.cards[::-1]
    for number, start in enumerate(range(0, len(cards), search.SEGMENT)):
        segment = cards[start : start + search.SEGMENT]
        paths = search_documents.reason_paths(number, len(segment))

        def make(paths: Sequence[str] = paths, segment: Sequence[Card] = segment) -> Iterable[File]:
            words = [plan.results[card.entry.path].reason_words for card in segment]
            return zip(paths, search.segment_files(words), strict=True)

        yield plan.target(paths, plan.shown(segment), make)


def _overviews(plan: SitePlan, _: None) -> Iterator[Target]:
    """The overviews, and the page of all lessons."""
    renderer, register = plan.renderer, plan.register
    yield plan.page(RESULTS, plan.everything, lambda: renderer.results(register))
    yield plan.page(MUNICIPALITIES, plan.everything, lambda: renderer.municipalities(register))
    yield plan.page(CATALOGUES, plan.everything, lambda: renderer.catalogues(register))
    yield plan.page(LESSONS, plan.shown(telling(register), plan.library), lambda: renderer.lessons(register))


def _browsing(plan: SitePlan, _: None) -> Iterator[Target]:
    """What the overview filters and lists in the browser, the newest results as a feed, and the page that compares results."""
    register, renderer = plan.register, plan.renderer
    yield plan.target((overview.INDEX, overview.TITLES), plan.everything, lambda: overview.index(register))
    for path, cards in overview.shards(register):
        yield plan.target((path,), plan.shown(cards), partial(overview.shard, path, cards))
    yield plan.target((FEED,), plan.shown(newest_in_feed(register)), lambda: feed(register, renderer.site_url))
    yield plan.page(COMPARE, key_of(()), renderer.compare)


def _home(plan: SitePlan, _: None) -> Iterator[Target]:
    """The start page, where there is one."""
    for uri, title, html in plan.guides:
        if uri == HOME:
            key = key_of((plan.everything, title, html))
            yield plan.page(uri, key, partial(plan.renderer.home, title, html, plan.register))


def _map(plan: SitePlan, _: None) -> Iterator[Target]:
    """The map with its data. A result that is only changed leaves it as it is."""
    held = (f"{town} {count} {' '.join(refs)}" for town, (count, refs) in holdings(plan.register).items())
    key = key_of((plan.library, plan.towns, *held))
    yield plan.page(MAP, key, lambda: plan.renderer.map(plan.register))
    yield plan.target((GEOJSON,), key, lambda: geojson(plan.register, plan.renderer.site_url))


def _archives(plan: SitePlan, _: None) -> Iterator[Target]:
    """The older pages of every list of results."""
    for uri, main, title, cards in lists(plan.register):
        for number in range(1, archived(len(cards)) + 1):
            key = plan.shown(archive(cards, number), title, str(number < archived(len(cards))))
            make = partial(plan.renderer.archive, uri, main, title, cards, number, plan.register)
            yield plan.page(archive_uri(uri, number), key, make)


def _sitemap(plan: SitePlan, targets: Sequence[Target]) -> Iterator[Target]:
    """The addresses of all pages: of assessments, of all other targets but former addresses, and those that people have written."""
    left = {path_of(uri) for uri in former(plan)}
    published = [path for target in targets for path in target.paths if path not in left]
    published += [path for name in plan.cards for path in PUBLISHED.assessment_paths(name)]
    addresses = sorted({*plan.written, *(path.removesuffix(INDEX) for path in published if path.endswith(INDEX))})
    yield plan.target(paths(len(addresses)), key_of(addresses), lambda: sitemap(plan.renderer.site_url, addresses))


# -- municipalities --------------------------------------------------------------------------------------------------


def _municipality_uris(town: Municipality) -> tuple[str, str]:
    return municipality_uri(town.id), town_path(town.id)


def _municipality(plan: SitePlan, town: Municipality) -> Iterator[Target]:
    """The page of a municipality, and beside it the newest results of its neighbours."""
    near = plan.neighbourhood.of(town)
    cards = plan.register.of_municipality[town.id]
    key = plan.shown(cards, plan.towns, *(f"{neighbour.km} {plan.cards[neighbour.newest.id].key}" for neighbour in near))

    def make() -> Iterator[File]:
        yield plan.renderer.municipality(town.id, plan.register, near)
        yield town_path(town.id), compact.dumps(nearby(near))

    yield plan.target(_municipality_uris(town), key, make)


def _follow_ups_and_reports(plan: SitePlan, town: Municipality) -> Iterator[Target]:
    """Further pages of open follow-ups, and the reports to the council. A new result leaves older reports as they are."""
    cards, register, renderer = plan.register.of_municipality[town.id], plan.register, plan.renderer
    measures = follow_ups(cards, plan.book)
    key = plan.shown(cards, plan.towns)
    for number in range(2, page_count(still_open(measures)) + 1):
        yield plan.page(followups_uri(town.id, number), key, partial(renderer.follow_ups, town.id, number, register))
    reports = report_pages(town.id, register)
    for page in reports:
        beside = [*successor_ids(page, plan.book), *(measure.entry.id for measure in due_from_elsewhere(page, measures))]
        undated_results = (f"{text} {way}" for text, way, _ in undated_reports(town.id, page, reports))
        key = plan.shown(
            (card for results in page.periods for card in results.cards),
            plan.library,
            plan.checksums.get(town.path, ""),
            town.name,
            str(page.number < len(reports)),
            *(plan.cards[name].key for name in beside),
            *undated_results,
        )
        yield plan.page(report_uri(town.id, page.number), key, partial(renderer.council, town.id, page, reports, register))


def _initiative_uris(initiative: Initiative) -> tuple[str]:
    return (initiative_uri(initiative.id),)


def _initiative(plan: SitePlan, initiative: Initiative) -> Iterator[Target]:
    """The page of an initiative: it shows its file and its municipality."""
    town = plan.book.municipalities[initiative.municipality]
    key = key_of((*(plan.checksums.get(path, "") for path in (initiative.path, town.path)), town.name))
    yield plan.page(*_initiative_uris(initiative), key, lambda: plan.renderer.initiative(initiative, plan.book.context))


# -- catalogues ------------------------------------------------------------------------------------------------------


def _edition_uris(catalogue: Catalogue) -> list[str]:
    offered = [blank_path(catalogue)] if is_offered(catalogue) else []
    return [catalogue_uri(catalogue), edition_path(catalogue), *offered]


def _edition(plan: SitePlan, catalogue: Catalogue) -> Iterator[Target]:
    """The page of an edition, results to which others lead, and an empty assessment to take home."""
    cards = plan.register.of_catalogue[catalogue.ref]
    page, related, *offered = _edition_uris(catalogue)
    key = plan.shown(cards, plan.library)

    def results() -> Iterator[File]:
        yield related, compact.dumps(of_edition(catalogue, cards, plan.book.municipalities))

    yield plan.page(page, key, lambda: plan.renderer.catalogue(catalogue, plan.register))
    yield plan.target((related,), key, results)
    for path in offered:
        yield plan.target((path,), plan.library, partial(_blank, path, catalogue))


def _blank(path: str, catalogue: Catalogue) -> Iterator[File]:
    yield path, sheet(catalogue).encode()


def _older_ratings(plan: SitePlan, catalogue: Catalogue) -> Iterator[Target]:
    """The older pages of all criteria together: they show the same files."""
    pages = plan.criterion_pages[catalogue.ref]
    uris = [criterion_uri(catalogue, criterion.id) for criterion in catalogue.criteria]
    for number in range(1, archived(len(pages.cards)) + 1):
        key = plan.shown(archive(pages.cards, number), str(number < archived(len(pages.cards))))
        yield plan.target([archive_uri(uri, number) for uri in uris], key, partial(pages.archive, number))


def _criterion_uris(subject: InEdition) -> tuple[str, str]:
    catalogue, _, criterion = subject
    return criterion_uri(catalogue, criterion.id), facets.path(catalogue, criterion)


def _criterion(plan: SitePlan, subject: InEdition) -> Iterator[Target]:
    """The page of a criterion, and what its ratings can be narrowed by."""
    catalogue, place, _ = subject
    pages = plan.criterion_pages[catalogue.ref]
    yield plan.target(_criterion_uris(subject), pages.keys[place], partial(pages.page, place))


PUBLISHED = Published(
    assessment=(AssessmentFile(assessment_uri("*"), PageRenderer.assessments),),
    municipality=(Publication(_municipality, _municipality_uris), Publication(_follow_ups_and_reports)),
    initiative=(Publication(_initiative, _initiative_uris),),
    edition=(Publication(_edition, _edition_uris), Publication(_older_ratings)),
    criterion=(Publication(_criterion, _criterion_uris),),
    book=(
        Publication(_search),
        Publication(_reasons),
        Publication(_overviews, lambda _: (RESULTS, MUNICIPALITIES, CATALOGUES, LESSONS)),
        Publication(_browsing, lambda _: (COMPARE, FEED, overview.INDEX, overview.TITLES)),
        Publication(_map, lambda _: (MAP, GEOJSON)),
        Publication(_home),
        Publication(_archives),
        Publication(former_addresses),
    ),
    of_targets=(_sitemap,),
)
