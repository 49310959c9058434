"""The language of the surface: `theme.language` in mkdocs.yml is the one switch, and what the settings leave unsaid follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

from pruefbuch import reports
from pruefbuch.addresses import CATALOGUES, HOME, LESSONS, MAP, MUNICIPALITIES, RESULTS
from pruefbuch.model.common import Place, Problem
from pruefbuch.texts import CONTENT, LANGUAGES, N_, content_lang, foreign, gettext, speak

_TITLES = {
    HOME: N_("Home"),
    RESULTS: N_("Results"),
    MUNICIPALITIES: N_("Municipalities"),
    MAP: N_("Map of change"),
    CATALOGUES: N_("Catalogues"),
    LESSONS: N_("Lessons from assessments"),
}
_PALETTES = {"default": N_("Dark appearance"), "slate": N_("Light appearance")}
"""what the switch of a palette leads to"""


class Unspoken(ValueError):
    """mkdocs.yml names a language in which there are no texts; the text says where, and which there are."""


def choose(theme: Mapping[str, Any], extensions: MutableMapping[str, Any], settings: Path) -> None:
    """Speak the language of the theme, also where it shows what mkdocs.yml (the file `settings`) may name. Raises Unspoken."""
    wanted = theme["language"]
    if wanted not in LANGUAGES:
        allowed = f"erlaubt: {', '.join(LANGUAGES)}"
        remedy = "eine davon eintragen; weitere Sprachen: CONTRIBUTING.md"
        fault = f"die Sprache der Oberfläche ist „{wanted}“"
        raise Unspoken(reports.text(Problem(_place(settings), "language", fault, allowed, remedy)))
    speak(wanted)
    extensions.setdefault("toc", {}).setdefault("permalink_title", gettext("Permanent link"))
    for scheme, toggle in _toggles(theme.get("palette")):
        toggle.setdefault("name", gettext(_PALETTES[scheme]))


def name(pages: Iterable[Any]) -> None:
    """Name the overviews in the navigation, where mkdocs.yml does not. `pages` are those of an engine, with `file` and `title`."""
    for page in pages:
        if page.title is None and page.file.src_uri in _TITLES:
            page.title = gettext(_TITLES[page.file.src_uri])


def words() -> dict[str, Any]:
    """What the templates around every page say their texts with."""
    return {"_": gettext, "content": CONTENT, "content_lang": content_lang()}


def page(html: str) -> str:
    """A written page, which is clean HTML, marked where it is in another language than what stands around it."""
    return foreign(Markup(html))  # noqa: S704 – clean


def _toggles(palettes: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The switches between the palettes of the theme that are ours to name."""
    for palette in palettes if isinstance(palettes, list) else ():
        if "toggle" in palette and palette.get("scheme") in _PALETTES:
            yield palette["scheme"], palette["toggle"]


def _place(settings: Path) -> Place:
    """Where the language stands."""
    node: Any = yaml.compose(settings.read_text("utf-8"), yaml.SafeLoader)
    for key in ("theme", "language"):
        node = next((value for name, value in node.value if name.value == key), node)
    return Place(settings.name, node.start_mark.line + 1, node.start_mark.column + 1)
