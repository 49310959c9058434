"""What the search finds: results from the newest to the oldest, municipalities and initiatives, catalogues and criteria, guides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from pruefbuch import markup, search
from pruefbuch.addresses import assessment_uri, catalogue_uri, criterion_uri, initiative_uri, municipality_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Assessment
from pruefbuch.model.catalogues import Catalogue
from pruefbuch.model.lands import LANDS
from pruefbuch.model.synonyms import Synonyms
from pruefbuch.texts import date_text, gettext
from pruefbuch.views import words
from pruefbuch.views.links import address, edition_title

SEARCH = "suche/"
"""the folder of the index in the site"""
ABOUT = 160
"""characters of a text that stand below the title of a hit, at most"""
_TITLE = re.compile(r"<h1\b.*?</h1>", re.DOTALL)
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`#>|\\]+")
"""what people write in Markdown beside words"""

Guide = tuple[str, str, str]
"""a written page: address of its source, title, HTML"""


def of_book(guides: Iterable[Guide], context: Context) -> dict[str, list[search.Document]]:
    """Everything but the results, in the groups in which hits are shown."""
    return {
        "municipality": [*_municipalities(context), *_initiatives(context)],
        "criterion": [*chain.from_iterable(map(_criteria, context.catalogues.values()))],
        "guide": [*map(_guide, guides)],
    }


def _guide(guide: Guide) -> search.Document:
    uri, title, html = guide
    about = markup.plain(_TITLE.sub("", html, count=1)).replace("¶", "")
    return search.Document(address(uri), "guide", title, "", markup.plain(html), shortened(about))


def _criteria(catalogue: Catalogue) -> Iterator[search.Document]:
    """An edition and its criteria."""
    title, text = edition_title(catalogue), f"{catalogue.ref} {catalogue.intro}"
    yield search.Document(address(catalogue_uri(catalogue)), "catalogue", title, "", text, shortened(catalogue.intro))
    for criterion in catalogue.criteria:
        text = f"{criterion.id} {criterion.question} {criterion.guidance}"
        uri, about = criterion_uri(catalogue, criterion.id), shortened(criterion.question)
        yield search.Document(address(uri), "criterion", criterion.name, title, text, about)


def _municipalities(context: Context) -> Iterator[search.Document]:
    for town in context.municipalities.values():
        keys = " ".join(key.code for key in town.keys)
        detail = _joined(town.kind, LANDS.get(town.state, ""), _mark(town.made_up))
        uri, about = municipality_uri(town.id), shortened(town.about)
        yield search.Document(address(uri), "municipality", town.name, detail, f"{keys} {town.about}", about)


def _initiatives(context: Context) -> Iterator[search.Document]:
    for initiative in context.initiatives.values():
        town = context.municipalities[initiative.municipality]
        detail = _joined(town.name, *map(words.category, initiative.categories), _mark(town.made_up))
        text = " ".join((initiative.description, *initiative.tags, initiative.spot.name))
        uri, about = initiative_uri(initiative.id), shortened(initiative.description)
        yield search.Document(address(uri), "initiative", initiative.title, detail, text, about)


def of_result(assessment: Assessment, context: Context) -> search.Document:
    """A result: its title, its state where it no longer holds, whose it is, and its short texts."""
    town, subject = context.municipalities[assessment.municipality], assessment.subject
    catalogue = edition_title(context.catalogues[assessment.catalogue])
    state = words.status_unless_valid(assessment.status)
    detail = _joined(state, town.name, _mark(town.made_up), date_text(assessment.date), catalogue)
    paper, decision = assessment.paper, assessment.decision
    texts = (
        f"{paper.number} {''.join(paper.number.split())}" if paper else "",
        decision.text if decision else "",
        subject.summary,
        assessment.unit,
        assessment.comment,
    )
    about = shortened(subject.summary or (decision.text if decision else ""))
    return search.Document(address(assessment_uri(assessment.id)), "result", subject.title, detail, "\n".join(texts), about)


def reasons_of(assessment: Assessment) -> str:
    """The words of all that gives a reason for the ratings of an assessment."""
    texts = [rating.reason for rating in assessment.ratings]
    for rating in assessment.ratings:
        if not rating.is_usual:
            texts += (rating.text, rating.alternatives, rating.lesson, *[measure.text for measure in rating.measures])
    return search.reason_words("\n".join(texts))


def files(groups: Mapping[str, Sequence[search.IndexEntry]], synonyms: Synonyms) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the index."""
    for name, data in search.files(groups, synonyms).items():
        yield f"{SEARCH}{name}", data


def reason_paths(number: int, results: int) -> list[str]:
    """The files of the words of reasons in a segment of so many results."""
    folder = f"{SEARCH}reasons/"
    return [f"{folder}{number}.json", *(f"{folder}{number}-{bucket}.json" for bucket in range(search.bucket_count(results)))]


def shortened(text: str) -> str:
    """The beginning of a Markdown text as plain words, at most ABOUT characters and no half word."""
    plain = " ".join(_MARKUP.sub(r"\1", text[: 3 * ABOUT]).split())
    return plain if len(plain) <= ABOUT else f"{plain[:ABOUT].rpartition(' ')[0]} …"


def _mark(made_up: bool) -> str:
    return gettext("Example (made up)") if made_up else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
