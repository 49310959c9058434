"""The book: catalogues and municipalities, and what is kept of every assessment.

`check_book` is the whole story, whoever asks: `pruefbuch validate`, a build, the server for writing. `load_context` reads what all
assessments are checked by, `Context.check` reads, checks and scores one of them, `assemble` holds them against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, TypeVar

from pruefbuch import catalogue as catalogue_room
from pruefbuch import rules, source
from pruefbuch.addresses import without_dead_links
from pruefbuch.history import histories, successors
from pruefbuch.model import naming
from pruefbuch.model.assessments import Assessment, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.initiatives import Initiative
from pruefbuch.model.offers import Offer
from pruefbuch.model.operators import Operator
from pruefbuch.model.slugs import is_slug
from pruefbuch.model.synonyms import Synonyms
from pruefbuch.parse import read_assessment, read_initiative, read_municipality, read_offers, read_operator, read_synonyms
from pruefbuch.scoring import score
from pruefbuch.summary.entries import AssessmentSummary, ScoredAssessment, summary_of
from pruefbuch.tree import INITIATIVES, FileState, Sheet, Tree
from pruefbuch.typed import Diagnostics

OFFERS = "content/angebote/offers.yml"
SYNONYMS = "content/suche/synonyms.yml"

Value = TypeVar("Value")
Make = Callable[[source.Mapping, Diagnostics], Value]
"""makes of the nodes of a file what it describes"""


class Changed(Exception):
    """A file that was sound when the book was opened is not any more: somebody has changed it meanwhile."""


class SummarizedFile(Protocol):
    """What the book needs to know of an assessment file. `summary` is None where the file has errors, or its edition."""

    @property
    def path(self) -> str: ...  # noqa: D102 – the class says it
    @property
    def summary(self) -> AssessmentSummary | None: ...  # noqa: D102 – the class says it
    @property
    def problems(self) -> Sequence[Problem]: ...  # noqa: D102 – the class says it


AnyResult = TypeVar("AnyResult", bound=SummarizedFile)


class ReadFile(NamedTuple):
    """An assessment file that was read: None where it has errors. `state` is that of the file from before."""

    path: str
    assessment: Assessment | None
    problems: tuple[Problem, ...]
    state: FileState | None = None


class FileResult(NamedTuple):
    """An assessment file, read, checked and scored. `state` is that of the file from before it was read."""

    path: str
    problems: tuple[Problem, ...]
    scored: ScoredAssessment | None = None
    summary: AssessmentSummary | None = None
    state: FileState | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What every assessment is read by: catalogues by ref ("nh-digital@2026"), municipalities by folder name; and initiatives by id.

    A file with an error is in none of them; `known` has also the editions with errors, as None. `operator` runs the site.
    """

    tree: Tree
    catalogues: Mapping[str, Catalogue]
    municipalities: Mapping[str, Municipality]
    known: Mapping[str, Catalogue | None]
    operator: Operator | None
    problems: tuple[Problem, ...]
    initiatives: Mapping[str, Initiative] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    synonyms: Synonyms = ()

    def check(self, path: str) -> FileResult:
        """One assessment file read, checked and scored."""
        return self.score(self.read(path, self.tree.sheet(path)))

    def read(self, path: str, sheet: Sheet | Problem) -> ReadFile:
        """One assessment file, with the problems that it has by itself."""
        if isinstance(sheet, Problem):
            return ReadFile(path, None, (sheet,))
        name = path.removeprefix("assessments/").removesuffix(".yml")
        assessment, problems = _read(
            path, sheet.text, lambda nodes, diagnostics: read_assessment(nodes, name, sheet.checksum, self.known, diagnostics)
        )
        return ReadFile(path, assessment, tuple(problems), sheet.state)

    def score(self, file: ReadFile) -> FileResult:
        """An assessment that was read, checked by its edition and scored where it has no error.

        One of an edition that has errors itself is left out without a word: it cannot be judged.
        """
        path, assessment, problems, state = file
        catalogue = self.known.get(assessment.catalogue) if assessment else None
        if assessment is None or catalogue is None:
            return FileResult(path, problems)
        problems += tuple(problem for rule in rules.ASSESSMENT_RULES for problem in rule.check(assessment, catalogue))
        if has_errors(problems):
            return FileResult(path, problems)
        scored = ScoredAssessment(assessment, score(assessment, catalogue))
        return FileResult(path, problems, scored, summary_of(scored, catalogue), state)

    def open(self, path: str) -> Assessment:
        """An assessment that was found sound before, without checking it again. `Changed` where it is not any more."""
        assessment = self.read(path, self.tree.sheet(path)).assessment
        if assessment is None:
            raise Changed(path)
        return assessment


@dataclass(frozen=True, slots=True)
class Book:
    """What the files say, in order of their ids.

    `entries` by assessment id; `histories` by (municipality, subject id): the ids of its assessments, oldest first. `successors` leads from
    older assessments of a subject to the newest one that holds, by their ids. A file with an error is in none of them. `open` gives the
    whole assessment of an entry, `check` also its result.
    """

    context: Context
    entries: Mapping[str, AssessmentSummary]
    histories: Mapping[tuple[str, str], tuple[str, ...]]
    successors: Mapping[str, str]
    problems: tuple[Problem, ...]
    open: Callable[[str], Assessment]
    check: Callable[[str], ScoredAssessment]

    @property
    def catalogues(self) -> Mapping[str, Catalogue]:
        """The editions by ref."""
        return self.context.catalogues

    @property
    def municipalities(self) -> Mapping[str, Municipality]:
        """The municipalities by the names of their folders."""
        return self.context.municipalities

    @property
    def initiatives(self) -> Mapping[str, Initiative]:
        """The initiatives by id."""
        return self.context.initiatives

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop publication."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


# -- the story -------------------------------------------------------------------------------------------------------


def load(tree: Tree, progress: Callable[[str], None] = lambda _path: None) -> Book:
    """The book that the files of a tree make, each checked after the other. `progress` is told each assessment's path before."""
    context = load_context(tree)

    def check(paths: Iterable[str]) -> Iterable[FileResult]:
        for path in paths:
            progress(path)
            yield context.check(path)

    book, _ = check_book(context, check)
    return book


def check_book(
    context: Context,
    check: Callable[[Sequence[str]], Iterable[AnyResult]],
    remembered: Callable[[str], AnyResult | None] = lambda _path: None,
) -> tuple[Book, dict[str, AnyResult]]:
    """The book of a context, and the result of each assessment file by its path.

    `remembered` gives the result of a file where one is at hand that still holds. `check` checks all others as `Context.check` does, in
    any order, on as many cores as it likes; it may do more with them, such as print their pages.
    """
    known = {path: remembered(path) for path in context.tree.sheets}
    results = {path: result for path, result in known.items() if result is not None}
    results |= {result.path: result for result in check([path for path in known if path not in results])}
    return assemble(context, results.values()), results


def load_context(tree: Tree) -> Context:
    """The catalogues, municipalities, initiatives and offers of a tree, and who runs the site."""
    known, problems = _load_catalogues(tree)
    municipalities, town_problems = _load_municipalities(tree)
    initiatives, initiative_problems = _load_initiatives(tree, municipalities)
    operator, operator_problems = _load_operator(tree)
    offers, offer_problems = _load_offers(tree)
    synonyms, synonym_problems = _load_synonyms(tree)
    sound = {ref: catalogue for ref, catalogue in known.items() if catalogue is not None}
    files = [problem for rule in rules.TREE_RULES for problem in rule.check(tree)]
    files += [problem for path, text in tree.texts.items() if path.endswith(".md") for problem in _check_text(path, text)]
    all_problems = (
        *tree.problems,
        *problems,
        *town_problems,
        *initiative_problems,
        *operator_problems,
        *offer_problems,
        *synonym_problems,
        *files,
    )
    return Context(tree, sound, municipalities, known, operator, all_problems, initiatives, offers, synonyms)


def assemble(context: Context, results: Iterable[SummarizedFile]) -> Book:
    """The book of a context and the results of its assessment files, with the problems between files."""
    results = [*results]
    summaries = sorted(result.summary for result in results if result.summary is not None)
    entries = {summary.id: summary for summary in summaries}
    problems = {*context.problems, *(problem for result in results for problem in result.problems)}
    for rule in rules.BOOK_RULES:
        problems.update(rule.check(entries, context.municipalities, context.catalogues, context.tree))
    groups = histories(summaries)

    def check(name: str) -> ScoredAssessment:
        scored = context.check(entries[name].path).scored
        if scored is None:
            raise Changed(name)
        return scored

    return Book(
        context,
        entries,
        groups,
        successors(groups, entries),
        tuple(sorted(problems)),
        lambda name: context.open(entries[name].path),
        check,
    )


def _read(path: str, text: str, make: Make[Value]) -> tuple[Value | None, list[Problem]]:
    """One YAML file read, and the value made of it; None with its problems where one of them is an error."""
    mapping, problems = source.read(path, text)
    diagnostics = Diagnostics()
    value = make(mapping, diagnostics) if mapping is not None else None
    all_problems = [*problems, *diagnostics.problems, *_check_text(path, text)]
    return (None if has_errors(all_problems) else value), all_problems


def _check_text(path: str, text: str) -> list[Problem]:
    return [problem for rule in rules.TEXT_RULES for problem in rule.check(path, text)]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


# -- catalogues ------------------------------------------------------------------------------------------------------


def _load_catalogues(tree: Tree) -> tuple[dict[str, Catalogue | None], list[Problem]]:
    """Every edition by ref; None where it has an error."""
    catalogues: dict[str, Catalogue | None] = {}
    problems: list[Problem] = []
    for path in tree.texts:
        if not path.endswith("/catalogue.yml"):
            continue
        parts = path.split("/")
        if len(parts) != 5 or parts[:2] != ["content", "kataloge"] or not all(map(is_slug, parts[2:4])):
            problems.append(_misplaced(path))
            continue
        catalogue, faults = _load_catalogue(tree, path, parts[2], parts[3])
        catalogues[f"{parts[2]}@{parts[3]}"] = catalogue
        problems += faults
    for ref, catalogue in sorted(catalogues.items()):
        if catalogue is not None:
            faults = [problem for rule in rules.CATALOGUE_RULES for problem in rule.check(catalogue, tree, catalogues)]
            problems += faults
            catalogues[ref] = None if has_errors(faults) else _with_texts(catalogue, tree)
    return dict(sorted(catalogues.items())), problems


def _load_catalogue(tree: Tree, path: str, catalogue_id: str, edition_id: str) -> tuple[Catalogue | None, list[Problem]]:
    def build(mapping: source.Mapping, diagnostics: Diagnostics) -> Catalogue:
        return catalogue_room.read(mapping, catalogue_id, edition_id, tree.checksums[path], diagnostics)

    return _read(path, tree.texts[path], build)


def _misplaced(path: str) -> Problem:
    allowed = "content/kataloge/<katalog>/<ausgabe>/catalogue.yml, die Ordner aus Kleinbuchstaben, Ziffern und Bindestrichen"
    return Problem(Place(path), "catalogue-path", "hier wird kein Katalog gelesen", allowed, "Datei dorthin verschieben")


def _with_texts(catalogue: Catalogue, tree: Tree) -> Catalogue:
    """The catalogue with its introduction and help texts, each without its first heading."""
    folder = catalogue.path.rsplit("/", 1)[0]
    criteria = tuple(
        replace(criterion, guidance=_body(tree, f"{folder}/{criterion.id}.md")) for criterion in catalogue.criteria
    )
    return replace(catalogue, criteria=criteria, intro=_body(tree, f"{folder}/index.md"))


def _body(tree: Tree, path: str) -> str:
    """A text without its heading; where a site takes pages from the program, without links to those that it did not take."""
    _, _, body = tree.texts.get(path, "").lstrip("\ufeff \r\n").partition("\n")
    if tree.provided:
        body = without_dead_links(body, path.removeprefix("content/"), lambda uri: f"content/{uri}" in tree.texts)
    return body.replace("\r\n", "\n").strip()


# -- municipalities --------------------------------------------------------------------------------------------------


def _load_municipalities(tree: Tree) -> tuple[dict[str, Municipality], list[Problem]]:
    municipalities: dict[str, Municipality] = {}
    problems: list[Problem] = []
    for path in tree.texts:
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "assessments" and parts[2] == "municipality.yml" and is_slug(parts[1]):
            municipality, faults = _load_municipality(tree, path, parts[1])
            problems += faults
            if municipality is not None:
                municipalities[parts[1]] = municipality
    names = naming.told_apart(municipalities)
    return {key: replace(town, name=names.get(key, town.name)) for key, town in sorted(municipalities.items())}, problems


def _load_municipality(tree: Tree, path: str, folder: str) -> tuple[Municipality | None, list[Problem]]:
    return _read(path, tree.texts[path], lambda mapping, diagnostics: read_municipality(mapping, folder, diagnostics))


# -- the operator, and offers of others --------------------------------------------------------------------------------


def _load_operator(tree: Tree) -> tuple[Operator | None, list[Problem]]:
    text = tree.texts.get(rules.legal.OPERATOR)
    return (None, []) if text is None else _read(rules.legal.OPERATOR, text, read_operator)


def _load_offers(tree: Tree) -> tuple[tuple[Offer, ...], list[Problem]]:
    text = tree.texts.get(OFFERS)
    offers, problems = (None, []) if text is None else _read(OFFERS, text, read_offers)
    return offers or (), problems


def _load_synonyms(tree: Tree) -> tuple[Synonyms, list[Problem]]:
    text = tree.texts.get(SYNONYMS)
    synonyms, problems = (None, []) if text is None else _read(SYNONYMS, text, read_synonyms)
    return synonyms or (), problems


# -- initiatives -----------------------------------------------------------------------------------------------------


def _load_initiatives(tree: Tree, towns: Mapping[str, Municipality]) -> tuple[dict[str, Initiative], list[Problem]]:
    """The initiatives of sound municipalities by id."""
    initiatives: dict[str, Initiative] = {}
    problems: list[Problem] = []
    for path in tree.texts:
        parts = path.split("/")
        if len(parts) != 4 or parts[0] != "assessments" or parts[2] != INITIATIVES:
            continue
        name = f"{parts[1]}/{parts[3].removesuffix('.yml')}"
        initiative, faults = _load_initiative(tree, path, name)
        town = towns.get(parts[1])
        if initiative is not None and town is not None:
            faults += [problem for rule in rules.INITIATIVE_RULES for problem in rule.check(initiative, town, tree)]
            if not has_errors(faults):
                initiatives[name] = initiative
        problems += faults
    return dict(sorted(initiatives.items())), problems


def _load_initiative(tree: Tree, path: str, name: str) -> tuple[Initiative | None, list[Problem]]:
    return _read(path, tree.texts[path], lambda mapping, diagnostics: read_initiative(mapping, name, diagnostics))
