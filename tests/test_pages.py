"""The pages of a small book: reviewed as golden files, sound as HTML, safe whatever the texts say."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from printed import TEMPLATES, book_of_values, pages_of, with_towns
from pruefbuch import tree
from pruefbuch.book import Book, load
from pruefbuch.engine.session import is_input
from pruefbuch.model.common import PartialDate, Place
from pruefbuch.render import Page
from pruefbuch.render.templates import environment
from pruefbuch.views.links import address
from sample_book import sample_book

GOLDEN = Path(__file__).parent / "golden"

PAGES = pages_of(sample_book())
VOID = {"br", "circle", "hr", "input", "path", "rect"}
"""elements that have no end tag (circle, path and rect close themselves)"""
WRITTEN = {"methode/"}
"""pages that the book's pages lead to and that people write"""


class Outline(HTMLParser):
    """Reads a page: open elements, ids, links, headings, and the cells of each row."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.refers: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
            if name in ("aria-labelledby", "aria-describedby"):
                self.refers += (value or "").split()
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


OUTLINES = {uri: Outline(page.html) for uri, page in PAGES.items()}


ALIKE = {f"ergebnisse/musterstadt/app-2026-{month}.md": "ergebnisse/musterstadt/app-2026-09.md" for month in ("03", "10")}
"""page → page that is nearly the same: its file says where lines are those of the other"""


def golden(uri: str) -> Path:
    """The file with the expected page."""
    return GOLDEN / uri.replace("/", "__").replace(".md", ".html")


def shown(uri: str) -> str:
    """A page as its file has it."""
    page = PAGES[uri]
    html = re.sub(r' d="[^"]{200,}"', ' d="…"', page.html)  # the outlines of the Länder say nothing to whoever reads this
    return f"<!-- {page.title} | {page.description} | {page.source or 'no source'} -->\n{html}"


def fragments(text: str, other: str, name: str) -> str:
    """The lines of a page, but where more than two in a row are those of another one, which of them."""
    lines, known = text.split("\n"), other.split("\n")
    parts = []
    for kind, first, last, start, end in SequenceMatcher(None, known, lines, autojunk=False).get_opcodes():
        same = kind == "equal" and last - first > 2
        parts += [f"… lines {first + 1} to {last} of {name}"] if same else lines[start:end]
    return "\n".join(parts)


@pytest.mark.parametrize("uri", PAGES)
def test_golden(uri: str, update: bool) -> None:
    """Read the difference like code; `pytest --update` writes the file anew."""
    actual = shown(uri)
    if other := ALIKE.get(uri):
        actual = fragments(actual, shown(other), golden(other).name)
    if update:
        GOLDEN.mkdir(exist_ok=True)
        golden(uri).write_text(actual, "utf-8")
    assert actual == golden(uri).read_text("utf-8")


def test_fragments_say_all_that_differs() -> None:
    one = "a b c d e f".replace(" ", "\n")
    assert fragments(one.replace("e", "E"), one, "x") == "… lines 1 to 4 of x\nE\nf"
    assert fragments(one.replace("c\n", ""), one, "x") == "a\nb\n… lines 4 to 6 of x"
    assert fragments(f"{one}\n", one, "x") == "… lines 1 to 6 of x\n"


def test_no_golden_file_is_left_over() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {golden(uri).name for uri in PAGES}


@pytest.mark.parametrize("uri", PAGES)
def test_html_is_sound(uri: str) -> None:
    """Closed elements, unique ids, references that lead to one, headings without gaps, no style or script within."""
    outline = OUTLINES[uri]
    assert outline.open == []
    assert [name for name, count in Counter(outline.ids).items() if count > 1] == []
    assert set(outline.refers) <= set(outline.ids)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(outline.levels, outline.levels[1:], strict=False))
    assert not {"script", "style", "iframe", "form", "img", "base"} & outline.tags
    assert not {name for name in outline.attributes if name == "style" or name.startswith("on")}


@pytest.mark.parametrize("uri", PAGES)
def test_cells_stand_apart(uri: str) -> None:
    """Who copies a table, or reads its text by program, must not get the words of two cells glued together."""
    assert not re.search(r"</(?:td|th|dt|dd|li)><(?:td|th|dt|dd|li)[ >]", PAGES[uri].html)
    assert not re.search(r"[^\s>]<span class=.pb-small|</(?:a|span|strong|code)><span class=.pb-", PAGES[uri].html)


@pytest.mark.parametrize("uri", PAGES)
def test_links_lead_somewhere(uri: str) -> None:
    targets = {address(other): page for other, page in PAGES.items()}
    here = "https://x.example/" + address(uri)
    for link in OUTLINES[uri].links:
        parts = urlsplit(urljoin(here, link))
        if parts.netloc != "x.example":
            assert parts.scheme == "https"
        elif not parts.path.endswith(("/catalogue.yml", "/leer.yml", "/karte.geojson", "/feed.xml")):
            path = parts.path[1:]
            assert path in targets.keys() | WRITTEN, link
            if parts.fragment:
                assert parts.fragment in targets[path].anchors, link


def test_headings_become_the_table_of_contents() -> None:
    page = PAGES["ergebnisse/musterstadt/app-2026-09.md"]
    assert [(heading.level, heading.id, heading.title) for heading in page.headings][:2] == [
        (2, "kurzbild", "Auf einen Blick"),
        (2, "naechste-schritte", "Nächste Schritte"),
    ]
    assert {heading.id for heading in page.headings} <= page.anchors


def test_every_criterion_of_a_result_has_a_permanent_address() -> None:
    anchors = PAGES["ergebnisse/musterstadt/app-2026-09.md"].anchors
    assert {"k-strom", "k-unlesbar", "d-oekologie", "r-oekologie", "gesamt"} <= anchors


@pytest.fixture(scope="module")
def papers() -> dict[str, Page]:
    """Pages of the shipped papers that were checked in two stages."""
    book = load(tree.read(TEMPLATES.parents[1]))
    ref = "nh-beschluss@2026"
    names = [name for name, entry in book.entries.items() if entry.catalogue == ref]
    return pages_of(book_of_values({ref: book.catalogues[ref]}, book.municipalities, {name: book.open(name) for name in names}))


def test_a_check_that_ended_early_shows_what_it_asked_and_once_what_not(papers: dict[str, Page]) -> None:
    html = papers["ergebnisse/klein-musterroda/platzname-2026.md"].html
    outline = Outline(html)
    assert html.count('class="pb-criterion"') == html.count("</span> nicht berührt</span>") == 10
    assert re.findall(r'<h3 id="d-[^>]*>([^<]*)', html) == ["Berührt?"]
    assert html.count("nicht gefragt: Themenfeld beendet") == html.count("Nicht gestellte Fragen (22)") == 1
    assert (
        html.count("Die übrigen Fragen (22) wurden deshalb nicht gestellt.") == 2
    )  # on the page, and in the text for the paper
    assert "pb-profile" not in html and "pb-hatch" not in html
    assert len([each for each in outline.ids if each.startswith("k-")]) == 32
    assert not [name for name, count in Counter(outline.ids).items() if count > 1]
    assert not outline.open


def test_fields_that_were_not_touched_are_told_in_one_line_and_hatch_nothing(papers: dict[str, Page]) -> None:
    html = papers["ergebnisse/klein-musterroda/wohngebiet-muehlacker-2026.md"].html
    section = html.partition('id="d-eine-welt"')[2].partition("</section>")[0]
    assert section.count('class="pb-criterion"') == section.count('class="pb-closed"') == 1
    assert re.findall(r'<a id="(k-[^"]*)"', section) == ["k-lieferketten", "k-partnerschaft"]
    row = html.partition('href="#d-eine-welt"')[2].partition("</tr>")[0]
    assert "1 ×" in row and "nicht berührt" in row
    assert "pb-missing" not in row


def test_only_what_may_be_changed_has_a_source() -> None:
    assert PAGES["ergebnisse/musterstadt/frei.md"].source == "assessments/musterstadt/frei.yml"
    assert PAGES["kommunen/testheim.md"].source == "assessments/testheim/municipality.yml"
    assert PAGES["kataloge/muster/2026/strom.md"].source == "content/kataloge/muster/2026/catalogue.yml"
    assert PAGES["kataloge/muster/2025/index.md"].source == ""


def test_the_mark_of_made_up_examples_stands_on_every_page_that_shows_one() -> None:
    for uri in PAGES:
        if "musterstadt" in uri:
            assert "Beispiel (erfunden)" in PAGES[uri].title
        if any("musterstadt" in link for link in OUTLINES[uri].links) or "musterstadt" in uri:
            assert "Beispiel (erfunden)" in PAGES[uri].html


def test_taken_over_results_say_so() -> None:
    assert "keine Veröffentlichung der Kommune" in PAGES["ergebnisse/testheim/uebernommen.md"].html
    assert "in der Quelle nicht lesbar" in PAGES["ergebnisse/testheim/uebernommen.md"].html


def test_every_page_of_a_catalogue_says_that_it_is_not_official() -> None:
    for uri, page in PAGES.items():
        if uri.startswith(("kataloge/muster/", "ergebnisse/musterstadt/")):
            assert "kein amtlicher Katalog" in page.html or "nicht der amtliche Katalog" in page.html, uri


def test_what_only_goes_into_pages() -> None:
    for uri in ("kataloge/nh/2026/index.md", "kataloge/nh/2026/co2.md", "kataloge/nh/2026/SHA256SUMS"):
        assert is_input(uri)
    for uri in ("kataloge/nh/2026/catalogue.yml", "kataloge/index.md", "kataloge/nh/ueber.md", "mitmachen/dateiformat.md"):
        assert not is_input(uri)


def test_an_empty_book_has_its_overviews() -> None:
    pages = pages_of(book_of_values({}, {}, {}))
    assert list(pages) == [
        "angebote/erfahrungen.md",
        "ergebnisse/index.md",
        "karte/index.md",
        "kataloge/index.md",
        "kommunen/index.md",
        "vergleich/index.md",
    ]
    assert all(Outline(page.html).open == [] for page in pages.values())


def test_the_same_book_gives_the_same_pages() -> None:
    book = sample_book()
    turned = with_towns(
        replace(book, entries=dict(reversed(list(book.entries.items())))),
        dict(reversed(list(book.municipalities.items()))),
    )
    assert pages_of(turned) == PAGES


def test_templates_know_what_they_show() -> None:
    """Whatever a view does not have is an error, not a gap on the page."""
    with pytest.raises(UndefinedError):
        environment((TEMPLATES,)).from_string("{{ view.nirgends }}").render(view=object())


# -- hostile texts ---------------------------------------------------------------------------------------------------

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}</h1></td>&lt;b&gt;"
KEPT = {
    "id",
    "path",
    "checksum",
    "catalogue",
    "municipality",
    "field",
    "dimension",
    "stage",
    "criterion",
    "exemption_class",
    "cap",
    "state",
}
"""fields that hold ids, which the format checks character by character; all other texts become hostile"""
ADDRESSES = {"url", "website", "source"}
"""fields that the format checks to be web addresses"""


def poisoned(value: Any, name: str = "") -> Any:
    """The value with every free text in it replaced by a hostile one."""
    if isinstance(value, (Enum, Place, PartialDate, Markup)) or name in KEPT:
        return value
    if isinstance(value, str):
        hostile = "https://example.org/?a=%22&b='" if name in ADDRESSES else HOSTILE
        return hostile if value else value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: poisoned(getattr(value, field.name), field.name)
                for field in dataclasses.fields(value)
                if field.init
            },
        )
    fields = getattr(value, "_fields", ())
    if fields:
        return value._replace(**{field: poisoned(getattr(value, field), field) for field in fields})
    return tuple(poisoned(item, name) for item in value) if isinstance(value, tuple) else value


def poisoned_book() -> Book:
    """The sample book with hostile texts; ids, which the format checks, stay."""
    book = sample_book()
    catalogues = {
        ref: replace(
            poisoned(catalogue),
            edition=poisoned(catalogue.edition)._replace(
                id=catalogue.edition.id,
                previous=catalogue.edition.previous,
                mapping=catalogue.edition.mapping,
            ),
            criteria=tuple(
                replace(poisoned(each), level_texts=dict.fromkeys(each.level_texts, HOSTILE), gate=each.gate)
                for each in catalogue.criteria
            ),
            non_value_labels=dict.fromkeys(catalogue.non_value_labels, HOSTILE),
        )
        for ref, catalogue in book.catalogues.items()
    }
    assessments = {
        name: replace(
            poisoned(each),
            superseded_by=each.superseded_by,
            ratings=tuple(
                poisoned(rating)._replace(levels=rating.levels, measures=_measures(rating)) for rating in each.ratings
            ),
        )
        for name in book.entries
        for each in [book.check(name).assessment]
    }
    municipalities = {name: poisoned(town) for name, town in book.municipalities.items()}
    initiatives = {name: poisoned(each) for name, each in book.initiatives.items()}
    return book_of_values(catalogues, municipalities, assessments, initiatives)


def _measures(rating: Any) -> Any:
    return tuple(measure._replace(text=HOSTILE) for measure in rating.measures)


@pytest.fixture(scope="module")
def hostile() -> tuple[Page, ...]:
    return tuple(pages_of(poisoned_book()).values())


def test_hostile_texts_show_as_text(hostile: tuple[Page, ...]) -> None:
    assert {page.uri for page in hostile} == set(PAGES)
    for page in hostile:
        outline = Outline(page.html)
        assert outline.open == [], page.uri
        assert not {"script", "img", "b"} & outline.tags, page.uri
        assert not any(name.startswith("on") for name in outline.attributes), page.uri
        assert (
            "alert(1)" in page.html or page.uri in ("kommunen/leerstedt.md", "vergleich/index.md") or "&lt;script" in page.title
        )
        assert "49" not in re.sub(r' d="[^"]*"|\d{3,}|[0-9a-f]{12,}', "", page.html), page.uri


def test_titles_and_descriptions_are_escaped(hostile: tuple[Page, ...]) -> None:
    """MkDocs puts them into the page as they are."""
    for page in hostile:
        for text in (page.title, page.description, *(heading.title for heading in page.headings)):
            assert not set("<>\"'") & set(text), page.uri


def test_every_free_text_is_shown_somewhere(hostile: tuple[Page, ...]) -> None:
    """The poisoned book is a real test only if its texts reach the pages."""
    result = next(page for page in hostile if page.uri == "ergebnisse/musterstadt/app-2026-09.md")
    assert result.html.count("&lt;script&gt;") > 50


def test_addresses_of_pages_are_plain() -> None:
    for uri in PAGES:
        assert normpath(uri) == uri
        assert re.fullmatch(r"[a-z0-9/.-]+", uri)
