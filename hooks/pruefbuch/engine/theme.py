"""Material's base template, mended: theme_overrides/ replaces whole templates, this only a few of their words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader

_SKIP = """\
    <div data-md-component="skip">
      {% if page.toc | first is defined %}
        {% set skip = page.toc | first %}
        <a href="{{ skip.url | url }}" class="md-skip">
          {{ lang.t("action.skip") }}
        </a>
      {% endif %}
    </div>
"""
_TOGGLE = '<input class="md-toggle" data-md-toggle="{0}" type="checkbox" id="__{0}" autocomplete="off">'
_DRAWER, _SEARCH = _TOGGLE.format("drawer"), _TOGGLE.format("search")
_ARTICLE = '<article class="md-content__inner md-typeset">'

MENDS: dict[str, dict[str, str]] = {
    "base.html": {
        # Every page has a link to its content, and it comes first; the content begins with its title.
        _SKIP: "",
        _ARTICLE: _ARTICLE.replace(">", ' id="__inhalt">'),
        # What opens the menu is for the keyboard and for screen readers too (assets/pruefbuch.css). Boxes to tick take no autocomplete.
        _DRAWER: '<a href="#__inhalt" class="md-skip">{{ lang.t("action.skip") }}</a>\n    '
        + _DRAWER.replace(' autocomplete="off"', """ aria-label="{{ lang.t('nav') }}\""""),
        _SEARCH: _SEARCH.replace(' autocomplete="off"', ""),
    }
}
"""template → what stands there → what is to stand there"""


def mended(make: Callable[[], Environment], compiled: BytecodeCache | None = None) -> Environment:
    """The environment of the theme with mended templates, of which some may be `compiled` already."""
    env = make()
    assert isinstance(env.loader, FileSystemLoader)
    env.loader = Mended(env.loader.searchpath)
    env.bytecode_cache = compiled
    return env


class Mended(FileSystemLoader):
    """The templates in some folders, mended when they are read, once for all pages."""

    def list_templates(self) -> list[str]:
        """All files but hidden ones: nothing of them is published, and Material has 14,000 icons there."""
        found = set[str]()
        for top in self.searchpath:
            for here, folders, names in os.walk(top):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {(Path(here) / name).relative_to(top).as_posix() for name in names}
        return sorted(found)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The template; it is our bug where Material says something else by now."""
        source, name, fresh = super().get_source(environment, template)
        for old, new in MENDS.get(template, {}).items():
            if old not in source:
                raise LookupError(f"{template} of this Material has no {old!r}: look at {__name__}")
            source = source.replace(old, new)
        return source, name, fresh
