"""What the search finds: guides, catalogues, criteria, municipalities and initiatives first, then results from the newest to the oldest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pruefbuch import markup, search
from pruefbuch.addresses import assessment_uri, catalogue_uri, criterion_uri, initiative_uri, municipality_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.lands import LANDS
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.links import address, edition_title

Guide = tuple[str, str, str]
"""a written page: address of its source, title, HTML"""


def of_book(guides: Iterable[Guide], context: Context) -> Iterator[search.Document]:
    """Everything but the results."""
    for uri, title, html in guides:
        yield search.Document(address(uri), "guide", title, "", markup.plain(html))
    for catalogue in context.catalogues.values():
        title = edition_title(catalogue)
        yield search.Document(address(catalogue_uri(catalogue)), "catalogue", title, "", f"{catalogue.ref} {catalogue.intro}")
        for criterion in catalogue.criteria:
            text = f"{criterion.id} {criterion.question} {criterion.guidance}"
            yield search.Document(address(criterion_uri(catalogue, criterion.id)), "criterion", criterion.name, title, text)
    for town in context.municipalities.values():
        keys = " ".join(key.code for key in town.keys)
        detail = _joined(town.kind, LANDS.get(town.state, ""), _mark(town.made_up))
        yield search.Document(address(municipality_uri(town.id)), "municipality", town.name, detail, f"{keys} {town.about}")
    for initiative in context.initiatives.values():
        town = context.municipalities[initiative.municipality]
        detail = _joined(town.name, *map(words.category, initiative.categories), _mark(town.made_up))
        text = " ".join((initiative.description, *initiative.tags, initiative.spot.name))
        yield search.Document(address(initiative_uri(initiative.id)), "initiative", initiative.title, detail, text)


def of_result(assessment: Assessment, context: Context) -> search.Document:
    """A result: its title, whose it is, and its short texts. Reasons are found on the pages of the criteria."""
    town, subject = context.municipalities[assessment.municipality], assessment.subject
    catalogue = edition_title(context.catalogues[assessment.catalogue])
    detail = _joined(town.name, _mark(town.made_up), date_text(assessment.date), catalogue)
    paper, decision = assessment.paper, assessment.decision
    texts = (
        paper.number if paper else "",
        decision.text if decision else "",
        subject.summary,
        assessment.unit,
        assessment.comment,
    )
    return search.Document(address(assessment_uri(assessment.id)), "result", subject.title, detail, "\n".join(texts))


def files(entries: Sequence[search.IndexEntry]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the index."""
    for name, data in search.files(entries).items():
        yield f"suche/{name}", data


def _mark(made_up: bool) -> str:
    return gettext("Example (made up)") if made_up else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
