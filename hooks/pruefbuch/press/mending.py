"""Material's base template, mended: theme_overrides/ replaces whole templates, this only a few of their words."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import BaseLoader, Environment

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


class Mended(BaseLoader):
    """A loader whose templates are mended when they are read, once for all pages."""

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The template; it is our bug where Material says something else by now."""
        source, name, fresh = self.loader.get_source(environment, template)
        for old, new in MENDS.get(template, {}).items():
            if old not in source:
                raise LookupError(f"{template} of this Material has no {old!r}: look at {__name__}")
            source = source.replace(old, new)
        return source, name, fresh
