"""The language of the surface: `theme.language` in mkdocs.yml is the one switch, and what the settings leave unsaid follows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from markupsafe import Markup

from pruefbuch.addresses import CATALOGUES, HOME, LESSONS, MAP, MUNICIPALITIES, RESULTS
from pruefbuch.engine.settings import Settings
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


def choose(theme: Mapping[str, Any], extensions: MutableMapping[str, Any], settings: Settings) -> None:
    """Speak the language of the theme, also where it shows what the settings may name. Raises settings.Unusable."""
    wanted = theme["language"]
    if not isinstance(wanted, str) or wanted not in LANGUAGES:
        allowed = f"erlaubt: {', '.join(LANGUAGES)}"
        remedy = "eine davon eintragen; weitere Sprachen: CONTRIBUTING.md"
        raise settings.refusal(("theme", "language"), f"die Sprache der Oberfläche ist „{wanted}“", allowed, remedy)
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
