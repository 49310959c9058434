"""What editors write in Markdown → HTML that does nothing but show text.

Two walls: Python-Markdown without raw HTML, images and attribute lists, then nh3 (ammonia) with a list of what is allowed. Whatever
the first lets through, the second removes. See Python-Markdown's page on sanitization and https://nh3.readthedocs.io/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import nh3
from markdown import Extension, Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from pruefbuch.model import characters
from pruefbuch.model.slugs import slugify

Lead = Callable[[str], str | None]
"""where a link without a scheme leads, as the page needs it; None where nowhere"""
HEADINGS = tuple(f"h{level}" for level in range(1, 7))
TAGS = frozenset(
    {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", *HEADINGS[1:]}
    | {"table", "thead", "tbody", "tr", "th", "td"}
)
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "noopener noreferrer nofollow"

MAX_INDENT = 24
"""columns of leading blanks that count (six levels of lists)"""
MAX_BRACKETS = 200
"""opening brackets that may begin a link; Python-Markdown searches the rest of the text for each"""
_NOTHING = Markup("")
_BRACKET = "\ue000"
"""stands for a bracket that begins no link until the HTML is made"""
_INDENT = re.compile(rf"^[ \t]{{{MAX_INDENT},}}", re.MULTILINE)
_NESTED = re.compile(r"^((?:[ \t]*(?:>|[-+*][ \t]|[0-9]+\.[ \t])){6})(?:[ \t]*(?:>|[-+*][ \t]|[0-9]+\.[ \t]))+", re.MULTILINE)
_PLAIN = r"[^\\`*_\[\]<>&\x00-\x1f\x7f-\xa0\u1680\u2028\u2029\u205f\ue000]"
_PROSE = re.compile(
    r"(?!\s|[#>+\-=]|[0-9]+\.|https?:)"  # what begins a heading, a quotation, a list, or is said by its first word
    rf"(?:{_PLAIN}++|<(?![A-Za-z/!?])|&(?!#?[0-9A-Za-z]+;)|>)++(?<!\s)"
)
"""one line in which nothing means anything to Markdown: "F&E kosten < 10 €" is what it looks like"""
_OUTSIDE_SEPARATORS = " \t>*+.|:-0123456789"
"""what a line between the head of a table and its rows is made of, list or quotation around it included"""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def _number_of(pattern: str) -> Callable[[str], int]:
    matches = re.compile(pattern, re.MULTILINE).finditer
    return lambda text: sum(1 for _ in matches(text))


def _cells(text: str) -> int:
    """How many cells the tables of a text may have: a wide head makes as many in each row, however short that is."""
    if "|" not in text:
        return 0
    return sum(map(_cells_of_block, _BLANK_LINE.split(text)))


def _cells_of_block(block: str) -> int:
    lines = block.split("\n")
    return max((line.count("|") + 1 for line in lines if "|" in line and not line.strip(_OUTSIDE_SEPARATORS)), default=0) * len(
        lines
    )


COSTLY = (
    (_number_of(r"\["), 200, 400, "eckige Klammern"),
    (_number_of("`+"), 400, 2000, "Zeichen für Code (`)"),
    (_number_of(r"^[ >]*(?:#|[=-]+[ \t]*$)"), 100, 500, "Überschriften"),
    (_number_of(r"[*_]+"), 1000, 5000, "Zeichen für Betonung (* und _)"),
    (_number_of("<"), 1000, 1500, "spitze Klammern (<)"),
    (_number_of(r"[\\&]"), 5000, 5000, "Zeichen \\ und &"),
    (_cells, 2000, 4000, "Zellen von Tabellen"),
    (_number_of(r"\n"), 3000, 3000, "Zeilen"),
)
"""what the parser takes long for where much of it stands: its count; how often it may stand in a text or a block of a page, and how
often on a page; its name"""


def costs(text: str, *, page: bool = False) -> Iterator[tuple[int, int, str]]:
    """What there is too much of in a text, or on a page as a whole: how much, how much there may be, its name."""
    for count, most, most_of_page, name in COSTLY:
        allowed = most_of_page if page else most
        if (len(text) > allowed or count is _cells) and (number := count(text)) > allowed:
            yield number, allowed, name


_EMPTY_HEAD = re.compile(r"<th([^>]*)></th>")
_NOWHERE = re.compile(rf'<a(?: title="[^"]*")? rel="{REL}">(.*?)</a>', re.DOTALL)
"""a link that has lost its address: only its words are left"""
_REFERENCE = re.compile(r"&\\*#?[0-9A-Za-z]+;")
"""to a character; others reach a short text only past the reader of its file, which refuses what nobody sees"""
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class _Plain(Extension):
    """Takes raw HTML and images out of Markdown: they show as the text they are. Headings become bold lines, or begin at h2."""

    def __init__(self, *, headings: bool) -> None:
        super().__init__()
        self.headings = headings

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        for name in ("html", "image_link", "image_reference", "short_image_ref"):
            md.inlinePatterns.deregister(name)
        md.treeprocessors.register(_Shifted(md) if self.headings else _Bold(md), "pruefbuch_headings", 5)


class _Bold(Treeprocessor):
    """Headings as bold lines: a short text within a page has no place in its outline."""

    def run(self, root: Element) -> None:
        _embolden(root.iter())


class _Shifted(Treeprocessor):
    """Headings shifted so that the highest one of the text becomes h2; within a list or quotation, where no section begins, bold lines."""

    def run(self, root: Element) -> None:
        headings = [(element, HEADINGS.index(element.tag)) for element in root if element.tag in HEADINGS]
        highest = min((level for _, level in headings), default=0)
        for element, level in headings:
            element.tag = HEADINGS[min(level - highest + 1, 5)]
        for element in root:
            _embolden([*element.iter()][1:])  # the first is the element itself


def _embolden(elements: Iterable[Element]) -> None:
    for element in list(elements):
        if element.tag in HEADINGS:
            bold = Element("strong")
            bold.text, bold[:] = element.text, element[:]
            element.tag, element.text, element[:] = "p", None, [bold]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its heading and what stands below it. What stands before the first heading has no title and id."""

    id: str
    title: Markup
    body: Markup


def render(text: str) -> Markup:
    """Safe HTML of a short Markdown text. Raw HTML shows as text, headings as bold lines; links keep https, http, mailto."""
    if not text:
        return _NOTHING
    return Markup(prose(text) or _convert(text, headings=False))


def prose(text: str) -> str:
    """The same of a text that is one paragraph and needs no parser, as nearly every reason is; "" of any other."""
    if not _PROSE.fullmatch(text):  # a test holds that the parser would make the same of it
        return ""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<p>{text}</p>"


def plain(html: str) -> str:
    """The text of HTML, on one line and not escaped."""
    return " ".join(Markup(html).striptags().split())


def words(text: str) -> str:
    """The words of a short Markdown text, on one line and not escaped."""
    return " ".join(text.split()) if _PROSE.fullmatch(text) else plain(render(text))


def sections(text: str, lead: Lead | None = None) -> tuple[Section, ...]:
    """Safe HTML of a long Markdown text, cut at its highest headings; lower ones begin at h3."""
    before, *parts = _HEADING.split(_convert(text, headings=True, lead=lead))
    pieces = [Section("", Markup(), Markup(before.strip()))] if before.strip() else []
    ids: set[str] = set()
    for title, body in zip(parts[::2], parts[1::2], strict=True):
        pieces.append(Section(_free_id(title, ids), Markup(title), Markup(body.strip())))
    return tuple(pieces)


def _free_id(title: str, ids: set[str]) -> str:
    """An id that no section has yet. Ids of texts begin with "t-", those of templates never do."""
    base = f"t-{slugify(plain(title)) or 'abschnitt'}"
    name, count = base, 1
    while name in ids:
        count += 1
        name = f"{base}-{count}"
    ids.add(name)
    return name


def _tame(text: str) -> str:
    """The text without what makes the parser slow or exhausts its stack; no reader misses a seventh level of a list."""
    shallow = _NESTED.sub(r"\1", _INDENT.sub(" " * MAX_INDENT, text))
    *links, rest = shallow.split("[", MAX_BRACKETS)
    return "[".join([*links, rest.replace("[", _BRACKET)])


@lru_cache(maxsize=2)
def parser(*, headings: bool) -> Markdown:
    """A parser that takes no HTML and no pictures. It is made once per kind, because that takes longer than most texts do.

    It has a state, so it is reset before each text, and no text depends on those before it.
    """
    return Markdown(extensions=[TableExtension(use_align_attribute=True), SaneListExtension(), _Plain(headings=headings)])


def _convert(text: str, *, headings: bool, lead: Lead | None = None) -> str:
    if any(costs(text, page=True)):  # refused where it stands; whoever shows it all the same shows it as it is written
        return f"<p>{escape(text)}</p>"
    html = clean(parser(headings=headings).reset().convert(_tame(text)), lead).replace(_BRACKET, "[")
    # What a reference has become by now is looked at too: no text can spell the marks that stand for something in the house.
    return characters.seen(html) if headings or _REFERENCE.search(text) else html


def clean(html: str, lead: Lead | None = None) -> str:
    """HTML with nothing left but what is on the lists: the second wall, should the parser let something through."""

    def filtered(_tag: str, attribute: str, value: str) -> str | None:
        """Drops addresses without a scheme, on a page of ours they would lead anywhere – unless it is known where."""
        if attribute == "href" and value.split(":", 1)[0].lower() not in SCHEMES:
            return lead(value) if lead else None
        return value

    cleaned = nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=REL, attribute_filter=filtered
    )
    return _NOWHERE.sub(r"\1", without_empty_heads(cleaned))


def without_empty_heads(html: str) -> str:
    """Clean HTML whose empty cells in heads of tables are cells like others: a head of nothing is read out and says nothing."""
    return _EMPTY_HEAD.sub(r"<td\1></td>", html) if "></th>" in html else html
