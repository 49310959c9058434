"""What a build prints in its second round, each with the key of what it shows: equal keys, equal files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

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
from pruefbuch.book import Book
from pruefbuch.build.criterion_pages import Edition
from pruefbuch.build.output import Seal
from pruefbuch.build.records import Record
from pruefbuch.catalogue.sheets import is_offered, sheet
from pruefbuch.exports import facets, overview, search_documents
from pruefbuch.exports.feed import feed
from pruefbuch.exports.feed import newest as newest_in_feed
from pruefbuch.exports.geojson import geojson
from pruefbuch.exports.sitemap import paths, sitemap
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.initiatives import Initiative
from pruefbuch.render import Page, PageRenderer
from pruefbuch.render.council import elsewhere, later, undated
from pruefbuch.render.course import Relatives
from pruefbuch.render.lessons import telling
from pruefbuch.render.pages import lists
from pruefbuch.summary.entries import ScoredAssessment
from pruefbuch.tree import Tree
from pruefbuch.views.followups import FollowUp, follow_ups, page_count, still_open
from pruefbuch.views.links import address
from pruefbuch.views.maps import holdings
from pruefbuch.views.paging import archive, archived, newest
from pruefbuch.views.periods import town_bundles
from pruefbuch.views.register import Card, Register
from pruefbuch.views.related import Near, Neighbourhood, edition_path, nearby, of_edition, town_path

SEARCH = "suche/"
_INDEX = "index.html"
Made = Page | tuple[str, bytes]
"""a page, or the path and content of another file"""


class Job(NamedTuple):
    """Files that are made together: those of `paths`, or whatever it makes below `folder`. `key` names all that they show."""

    paths: tuple[str, ...]
    key: str
    run: Callable[[], Iterable[Made]]
    folder: str = ""


def key_of(parts: Iterable[str]) -> str:
    """A short name for what is shown."""
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def page_path(uri: str) -> str:
    """The file of a page in the site."""
    return f"{address(uri)}{_INDEX}"


_BEFORE, _, _AFTER = page_path(assessment_uri("*")).partition("*")


def result_path(name: str) -> str:
    """The file of the page of an assessment: as `page_path`, for the many that there are."""
    return f"{_BEFORE}{name}{_AFTER}"


def subject_key(group: Sequence[Card]) -> str:
    """The key of the pages of a subject, by its assessments, oldest first."""
    return group[0].key if len(group) == 1 else key_of([card.key for card in group])


def with_relatives(
    group: Sequence[Card], checked: Mapping[str, ScoredAssessment]
) -> Iterator[tuple[ScoredAssessment, Relatives]]:
    """All assessments of a subject, oldest first, each with what its page shows of the others."""
    newer = {card.entry.id.rpartition("/")[2]: card.entry for card in group}
    before = None
    for card in group:
        this = checked[card.entry.id]
        yield this, Relatives(group, before, newer.get(card.entry.superseded_by))
        before = this


def subject_job(group: Sequence[Card], renderer: PageRenderer, book: Book) -> Job:
    """The pages of all assessments of a subject, oldest first."""

    def pages() -> list[Page]:
        return renderer.assessments(
            [*with_relatives(group, {card.entry.id: book.check(card.entry.id) for card in group})], book
        )

    return Job(tuple([result_path(card.entry.id) for card in group]), subject_key(group), pages)


class Planner:
    """Plans the jobs of one book."""

    def __init__(self, register: Register, renderer: PageRenderer, tree: Tree) -> None:
        self.register = register
        self.book: Book = register.book
        self.renderer = renderer
        self.cards = {card.entry.id: card for card in register.cards}
        self.library = key_of(
            f"{path} {digest}" for path, digest in tree.checksums.items() if path.startswith("content/kataloge/")
        )
        self.towns = key_of(f"{path} {digest}" for path, digest in tree.checksums.items() if path.startswith("assessments/"))
        self.checksums = tree.checksums
        self.editions = {ref: Edition(each, register, renderer) for ref, each in self.book.catalogues.items()}
        self.addresses: list[str] = []
        self.all = self.shown(register.cards)
        """the key of the list of all results"""

    def job(self, uris: Sequence[str], key: str, run: Callable[[], Iterable[Made]]) -> Job:
        """The job of these pages."""
        paths = tuple(map(page_path, uris))
        self.addresses += [path.removesuffix(_INDEX) for path in paths]
        return Job(paths, key, run)

    def shown(self, cards: Iterable[Card], *more: str) -> str:
        """The key of a list of results."""
        return key_of([*more, *[card.key for card in cards]])

    # -- results -----------------------------------------------------------------------------------------------------

    def results(self, there: Mapping[str, Seal]) -> Iterator[Job]:
        """One job for each subject whose pages are not all there yet: most were printed when their files were read, or lay in the site."""

        def lies(name: str, key: str) -> bool:
            seal = there.get(result_path(name))
            return seal is not None and seal.key == key

        groups = [names for names in self.book.histories.values() if len(names) > 1]
        together = {name for names in groups for name in names}
        for name, card in self.cards.items():
            if not lies(name, card.key) and name not in together:
                yield subject_job([card], self.renderer, self.book)
        for names in groups:
            group = [self.cards[name] for name in names]
            key = subject_key(group)
            if not all(lies(name, key) for name in names):
                yield subject_job(group, self.renderer, self.book)

    # -- lists -------------------------------------------------------------------------------------------------------

    def overviews(self) -> Iterator[Job]:
        """The overviews, and the page of all lessons."""
        everything = key_of((self.all, self.library, self.towns))
        renderer = self.renderer
        for uri, make in (
            (RESULTS, renderer.results),
            (MUNICIPALITIES, renderer.municipalities),
            (CATALOGUES, renderer.catalogues),
        ):
            yield self.job([uri], everything, partial(self._one, make, self.register))
        key = self.shown(telling(self.register), self.library)
        yield self.job([LESSONS], key, partial(self._one, renderer.lessons, self.register))

    def browsing(self) -> Iterator[Job]:
        """What the overview filters and lists in the browser, the newest results as a feed, and the page that compares results."""
        register = self.register
        everything = key_of((self.all, self.library, self.towns))
        yield Job((overview.INDEX, overview.TITLES), everything, partial(overview.index, register))
        for path, cards in overview.shards(register):
            yield Job((path,), self.shown(cards), partial(overview.shard, path, cards))
        yield Job((FEED,), self.shown(newest_in_feed(register)), partial(feed, register, self.renderer.site_url))
        yield self.job([COMPARE], key_of(()), partial(self._one, self.renderer.compare))

    def home(self, guides: Sequence[search_documents.Guide]) -> Iterator[Job]:
        """The start page, where there is one."""
        for uri, title, html in guides:
            if uri == HOME:
                key = key_of((self.all, self.library, self.towns, title, html))
                yield self.job([uri], key, partial(self._one, self.renderer.home, title, html, self.register))

    def map(self) -> Iterator[Job]:
        """The map with its data, and the page of each initiative. A result that is only changed leaves the map as it is."""
        held = (f"{town} {count} {' '.join(refs)}" for town, (count, refs) in holdings(self.register).items())
        key = key_of((self.library, self.towns, *held))
        yield self.job([MAP], key, partial(self._one, self.renderer.map, self.register))
        yield Job((GEOJSON,), key, partial(geojson, self.register, self.renderer.site_url))
        for initiative in self.book.initiatives.values():
            run = partial(self._one, self.renderer.initiative, initiative, self.book)
            yield self.job([initiative_uri(initiative.id)], self._of_initiative(initiative), run)

    def _of_initiative(self, initiative: Initiative) -> str:
        """What the page of an initiative shows: its file and its municipality."""
        town = self.book.municipalities[initiative.municipality]
        return key_of(self.checksums.get(path, "") for path in (initiative.path, town.path))

    def _one(self, make: Callable[..., Page], *what: object) -> tuple[Page]:
        """A job of a single page."""
        return (make(*what),)

    def archives(self) -> Iterator[Job]:
        """The older pages of every list of results."""
        for uri, main, title, cards in lists(self.register):
            for number in range(1, archived(len(cards)) + 1):
                key = self.shown(archive(cards, number), title, str(number < archived(len(cards))))
                yield self.job(
                    [archive_uri(uri, number)],
                    key,
                    partial(self._one, self.renderer.archive, uri, main, title, cards, number, self.register),
                )

    def municipalities(self) -> Iterator[Job]:
        """The page of each municipality, and beside it the newest results of its neighbours."""
        around = Neighbourhood(self.register)
        for name, cards in self.register.of_municipality.items():
            near = around.of(self.book.municipalities[name])
            key = self.shown(cards, self.towns, *(f"{each.km} {self.cards[each.newest.id].key}" for each in near))
            job = self.job([municipality_uri(name)], key, partial(self.municipality, name, near))
            yield job._replace(paths=(*job.paths, town_path(name)))
            found = follow_ups(cards, self.book)
            for number in range(2, page_count(still_open(found)) + 1):
                run = partial(self._one, self.renderer.follow_ups, name, number, self.register)
                yield self.job([followups_uri(name, number)], key, run)
            yield from self._reports(name, found)

    def municipality(self, name: str, near: Sequence[Near]) -> Iterator[Made]:
        """A municipality and its neighbours."""
        yield self.renderer.municipality(name, self.register, near)
        yield town_path(name), compact.dumps(nearby(near))

    def _reports(self, name: str, found: Sequence[FollowUp]) -> Iterator[Job]:
        """The pages of the reports of a municipality, `found` being its measures. A new result leaves older pages as they are."""
        reports = town_bundles(name, self.register)
        town = self.checksums.get(self.book.municipalities[name].path, "")
        for bundle in reports:
            beside = [*later(bundle, self.book), *(each.entry.id for each in elsewhere(bundle, found))]
            more = (
                *(self.cards[each].key for each in beside),
                *(f"{text} {way}" for text, way, _ in undated(name, reports, bundle)),
            )
            cards = (card for held in bundle.held for card in held.cards)
            key = self.shown(cards, self.library, town, str(bundle.number < len(reports)), *more)
            run = partial(self._one, self.renderer.council, name, bundle, reports, self.register)
            yield self.job([report_uri(name, bundle.number)], key, run)

    def sitemap(self, also: Iterable[str]) -> Job:
        """The addresses of all pages, `also` those of pages that are made elsewhere. Those of results follow from their names."""
        others = sorted({*self.addresses, *also})
        names = paths(len(self.cards) + len(others))
        return Job(tuple(names), key_of([*self.book.entries, *others]), partial(self._sitemap, others))

    def _sitemap(self, others: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        results = [result_path(name).removesuffix(_INDEX) for name in self.cards]
        return sitemap(self.renderer.site_url, sorted([*results, *others]))

    def search(self, guides: Sequence[search_documents.Guide], records: Mapping[str, Record]) -> Job:
        """The index of the search: results come last, the newest first. Whoever only changes answers or reasons leaves it as it is."""
        by_id = {record.entry.id: record for record in records.values()}
        results = [by_id[card.entry.id] for card in self.register.cards]
        key = key_of(chain((self.library, self.towns), *guides, [each.words_key for each in results]))
        return Job((), key, partial(_index, guides, self.book, results), SEARCH)

    # -- catalogues --------------------------------------------------------------------------------------------------

    def catalogues(self) -> Iterator[Job]:
        """The page of each edition, the older pages of its criteria, and an empty assessment to take home."""
        for ref, catalogue in self.book.catalogues.items():
            cards = self.register.of_catalogue[ref]
            key = self.shown(cards, self.library)
            yield self.job(
                [catalogue_uri(catalogue)], key, partial(self._one, self.renderer.catalogue, catalogue, self.register)
            )
            if is_offered(catalogue):
                yield Job((blank_path(catalogue),), self.library, partial(_blank, catalogue))
            yield Job((edition_path(catalogue),), key, partial(self.related, catalogue, cards))
            yield from self._older_ratings(self.editions[ref])

    def related(self, catalogue: Catalogue, cards: Sequence[Card]) -> Iterator[Made]:
        """Results of an edition to which result pages lead."""
        yield edition_path(catalogue), compact.dumps(of_edition(catalogue, cards, self.book.municipalities))

    def criteria(self) -> Iterator[Job]:
        """The page of each criterion, and what its ratings can be narrowed by."""
        for edition in self.editions.values():
            shared = self.shown(newest(edition.cards), self.library, self.towns, *edition.beside())
            catalogue = edition.catalogue
            for place, answers in enumerate(edition.answers()):
                criterion = catalogue.criteria[place]
                key, run = key_of((shared, answers)), partial(edition.page, place)
                job = self.job([criterion_uri(catalogue, criterion.id)], key, run)
                yield job._replace(paths=(*job.paths, facets.path(catalogue, criterion)))

    def _older_ratings(self, edition: Edition) -> Iterator[Job]:
        """The older pages of all criteria together: they show the same files."""
        catalogue, cards = edition.catalogue, edition.cards
        uris = [criterion_uri(catalogue, criterion.id) for criterion in catalogue.criteria]
        for number in range(1, archived(len(cards)) + 1):
            key = self.shown(archive(cards, number), str(number < archived(len(cards))))
            yield self.job([archive_uri(uri, number) for uri in uris], key, partial(edition.archive, number))


def _blank(catalogue: Catalogue) -> tuple[tuple[str, bytes]]:
    return ((blank_path(catalogue), sheet(catalogue).encode()),)


def _index(guides: Sequence[search_documents.Guide], book: Book, results: Iterable[Record]) -> Iterator[Made]:
    found = (search.IndexEntry.of(each.words, each.words_key) for each in results)
    return search_documents.files([*map(search.index_entry, search_documents.of_book(guides, book)), *found])


def plan(
    register: Register,
    renderer: PageRenderer,
    records: Mapping[str, Record],
    tree: Tree,
    guides: Sequence[search_documents.Guide],
    also: Sequence[str],
    there: Mapping[str, Seal],
) -> tuple[list[Job], Callable[[], list[Job]]]:
    """Every job of a book: those that take longest, and what plans the others, which takes longer than to plan these.

    `also`: addresses of pages that are made elsewhere, for the sitemap. `there`: files that are made already.
    """
    planner = Planner(register, renderer, tree)
    first = [
        planner.search(guides, records),
        *planner.criteria(),
        *planner.catalogues(),
        *planner.browsing(),
        *planner.overviews(),
        *planner.home(guides),
    ]

    def others() -> list[Job]:
        jobs = [
            *planner.results(there),
            *planner.map(),
            *planner.municipalities(),
            *planner.archives(),
        ]
        return [*jobs, planner.sitemap(also)]

    return first, others
