"""Pages that people write as a whole (content/*.md): what of Markdown, front matter and HTML they may use.

MkDocs makes their HTML, so they may have more than other texts: a table of contents, links between pages, pictures of the site itself.
They pass the same two walls as all texts: Markdown without raw HTML, then nh3 with a list of what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import nh3
from markdown import Extension, Markdown

from pruefbuch.markup import ATTRIBUTES, SCHEMES, TAGS, without_empty_heads
from pruefbuch.model import characters
from pruefbuch.rules.written_pages import HIDDEN

_IDS = re.compile(r"[a-z0-9][\w-]*")
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_TAGS = TAGS | _HEADINGS | {"img"}
_ATTRIBUTES = {
    **ATTRIBUTES,
    "a": {"href", "title", "class"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    **{name: {"id"} for name in _HEADINGS},
}
_CLASSES = {"a": re.compile("headerlink"), "code": re.compile(r"language-[\w+-]+")}
_SCHEME = re.compile(r"([^/?#]*):")


class NoHtml(Extension):
    """Takes raw HTML out of the Markdown of MkDocs: it shows as the text it is."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


def clean(html: str) -> str:
    """The HTML of a page, reduced to elements that show text and pictures of the site, and to links."""
    cleaned = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        link_rel=None,
        attribute_filter=_attribute,
    )
    return characters.seen(without_empty_heads(cleaned))


def front_matter(meta: Mapping[str, object]) -> dict[str, object]:
    """The front matter that the theme may show. The theme escapes nothing, so texts are escaped here."""
    texts = {key: escape(characters.seen(value)) for key in ("title", "description") if isinstance(value := meta.get(key), str)}
    hide = meta.get("hide")
    return {**texts, "hide": [part for part in hide if part in HIDDEN] if isinstance(hide, list) else []}


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "id":  # the theme finds its own parts by ids with two underscores; one of them twice stops all its scripts
        return value if _IDS.fullmatch(value) else None
    if name == "class":
        # Also of elements that are not on the list, such as the one around a table of contents: what is in them stays.
        return value if tag in _CLASSES and _CLASSES[tag].fullmatch(value) else None
    if name == "src":
        return value if _is_own(value) else None
    if name == "href":
        scheme = _SCHEME.match(value)
        return value if (scheme[1].lower() in SCHEMES if scheme else _is_own(value)) else None
    return value


def _is_own(address: str) -> bool:
    """Whether an address stays on the site: browsers read a backslash as a slash, and skip what cannot be seen."""
    return not _SCHEME.match(address) and not re.match(r"[\x00-\x20]*[/\\]\s*[/\\]", address)
