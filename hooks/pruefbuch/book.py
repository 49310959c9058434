"""The book: everything that was loaded, judged and scored. `load` tells the whole story."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from pruefbuch import catalogue as catalogue_room
from pruefbuch import rules, source
from pruefbuch.history import histories
from pruefbuch.model.assessments import Assessment, Municipality
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.common import Place, Problem, Severity
from pruefbuch.model.results import Result
from pruefbuch.model.slugs import is_slug
from pruefbuch.parse import read_assessment, read_municipality
from pruefbuch.scoring import score
from pruefbuch.tree import Tree
from pruefbuch.typed import Notes

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Book:
    """What the files say, in order of their ids.

    `catalogues` by ref ("nh-digital@2026"), `municipalities` by folder name, `assessments` and `results` by assessment id,
    `histories` by (municipality, subject id): the ids of its assessments, oldest first. A file with an error is in none of them.
    """

    catalogues: Mapping[str, Catalogue]
    municipalities: Mapping[str, Municipality]
    assessments: Mapping[str, Assessment]
    results: Mapping[str, Result]
    histories: Mapping[tuple[str, str], tuple[str, ...]]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop publication."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def load(tree: Tree, progress: Callable[[str], None] = lambda _path: None) -> Book:
    """The book that the files of a tree make. `progress` is told each assessment's path before it is read."""
    problems = list(tree.problems)
    catalogues, found = _load_catalogues(tree)
    problems += found
    municipalities, found = _load_municipalities(tree)
    problems += found
    assessments, found = _load_assessments(tree, catalogues, progress)
    problems += found
    sound = {ref: catalogue for ref, catalogue in catalogues.items() if catalogue is not None}
    for rule in rules.BOOK_RULES:
        problems += rule.check(assessments, municipalities, sound, tree)
    results = {each.id: score(each, sound[each.catalogue]) for each in assessments.values()}
    ordered = tuple(sorted(set(problems)))
    return Book(sound, municipalities, assessments, results, histories(assessments.values()), ordered)


def _read(tree: Tree, path: str, build: Callable[[source.Mapping, Notes], Value]) -> tuple[Value | None, list[Problem]]:
    """One YAML file read and built; None with its problems where one of them is an error."""
    mapping, problems = source.read(path, tree.texts[path])
    notes = Notes()
    value = build(mapping, notes) if mapping is not None else None
    found = [*problems, *notes.problems]
    return (None if has_errors(found) else value), found


def has_errors(problems: list[Problem]) -> bool:
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
        catalogue, found = _load_catalogue(tree, path, parts[2], parts[3])
        catalogues[f"{parts[2]}@{parts[3]}"] = catalogue
        problems += found
    for ref, catalogue in sorted(catalogues.items()):
        if catalogue is not None:
            found = [problem for rule in rules.CATALOGUE_RULES for problem in rule.check(catalogue, tree, catalogues)]
            problems += found
            catalogues[ref] = None if has_errors(found) else _with_texts(catalogue, tree)
    return dict(sorted(catalogues.items())), problems


def _load_catalogue(tree: Tree, path: str, catalogue_id: str, edition_id: str) -> tuple[Catalogue | None, list[Problem]]:
    def build(mapping: source.Mapping, notes: Notes) -> Catalogue:
        return catalogue_room.read(mapping, catalogue_id, edition_id, tree.checksums[path], notes)

    return _read(tree, path, build)


def _misplaced(path: str) -> Problem:
    allowed = "content/kataloge/<katalog>/<ausgabe>/catalogue.yml, die Ordner aus Kleinbuchstaben, Ziffern und Bindestrichen"
    return Problem(Place(path), "catalogue-path", "hier wird kein Katalog gelesen", allowed, "Datei dorthin verschieben")


def _with_texts(catalogue: Catalogue, tree: Tree) -> Catalogue:
    """The catalogue with its introduction and help texts, each without its first heading."""
    folder = catalogue.path.rsplit("/", 1)[0]
    criteria = tuple(replace(each, guidance=_body(tree, f"{folder}/{each.id}.md")) for each in catalogue.criteria)
    return replace(catalogue, criteria=criteria, intro=_body(tree, f"{folder}/index.md"))


def _body(tree: Tree, path: str) -> str:
    _, _, body = tree.texts.get(path, "").lstrip("\ufeff \r\n").partition("\n")
    return body.replace("\r\n", "\n").strip()


# -- municipalities and assessments ----------------------------------------------------------------------------------


def _files(tree: Tree, *, municipality: bool) -> Iterator[tuple[str, str]]:
    """(path, id) of the files directly in a folder of assessments/, with sound names; others are problems of the tree."""
    for path in tree.texts:
        parts = path.split("/")
        if len(parts) == 3 and parts[0] == "assessments" and (parts[2] == "municipality.yml") is municipality:
            stem = parts[2].removesuffix(".yml")
            if is_slug(parts[1]) and is_slug(stem) and parts[2].endswith(".yml"):
                yield path, f"{parts[1]}/{stem}"


def _load_municipalities(tree: Tree) -> tuple[dict[str, Municipality], list[Problem]]:
    municipalities: dict[str, Municipality] = {}
    problems: list[Problem] = []
    for path, file_id in _files(tree, municipality=True):
        folder = file_id.split("/")[0]
        municipality, found = _load_municipality(tree, path, folder)
        problems += found
        if municipality is not None:
            municipalities[folder] = municipality
    return dict(sorted(municipalities.items())), problems


def _load_municipality(tree: Tree, path: str, folder: str) -> tuple[Municipality | None, list[Problem]]:
    return _read(tree, path, lambda mapping, notes: read_municipality(mapping, folder, notes))


def _load_assessments(
    tree: Tree, catalogues: Mapping[str, Catalogue | None], progress: Callable[[str], None]
) -> tuple[dict[str, Assessment], list[Problem]]:
    assessments: dict[str, Assessment] = {}
    problems: list[Problem] = []
    for path, assessment_id in _files(tree, municipality=False):
        progress(path)
        assessment, found = _load_assessment(tree, path, assessment_id, catalogues)
        problems += found
        if assessment is not None:
            assessments[assessment_id] = assessment
    return dict(sorted(assessments.items())), problems


def _load_assessment(
    tree: Tree, path: str, assessment_id: str, catalogues: Mapping[str, Catalogue | None]
) -> tuple[Assessment | None, list[Problem]]:
    """An assessment that is sound in itself and by its catalogue; one of an unsound catalogue is left out."""

    def build(mapping: source.Mapping, notes: Notes) -> Assessment:
        return read_assessment(mapping, assessment_id, tree.checksums[path], catalogues, notes)

    assessment, found = _read(tree, path, build)
    catalogue = catalogues.get(assessment.catalogue) if assessment else None
    if assessment is None or catalogue is None:
        return None, found
    found += [problem for rule in rules.ASSESSMENT_RULES for problem in rule.check(assessment, catalogue)]
    return (None if has_errors(found) else assessment), found
