"""Patches of Material's base template: theme_overrides/ replaces whole templates, this only a few of their words."""

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

PATCHES: dict[str, dict[str, str]] = {
    "base.html": {
        # Every page has a link to its content, and it comes first; the content begins with its title.
        _SKIP: "",
        _ARTICLE: _ARTICLE.replace(">", ' id="__inhalt">'),
        # What opens the menu is for the keyboard and for screen readers too: it stands in the header (partials/header.html).
        _DRAWER: '<a href="#__inhalt" class="md-skip">{{ lang.t("action.skip") }}</a>',
        # Boxes to tick take no autocomplete.
        _SEARCH: _SEARCH.replace(' autocomplete="off"', ""),
    }
}
"""by template: the text of Material, and the text in its place"""


def patched(make: Callable[[], Environment], bytecode: BytecodeCache | None = None) -> Environment:
    """The environment of the theme, made by `make`, with its templates patched; `bytecode` keeps them compiled."""
    env = make()
    assert isinstance(env.loader, FileSystemLoader)
    env.loader = PatchingLoader(env.loader.searchpath)
    env.bytecode_cache = bytecode
    return env


class PatchingLoader(FileSystemLoader):
    """The templates in some folders, patched when they are read, once for all pages."""

    def list_templates(self) -> list[str]:
        """All files but those in hidden folders: nothing of them is published, and Material has 14,000 icons there."""
        templates = set[str]()
        for top in self.searchpath:
            for folder, subfolders, names in os.walk(top):
                subfolders[:] = [name for name in subfolders if not name.startswith(".")]
                templates |= {(Path(folder) / name).relative_to(top).as_posix() for name in names}
        return sorted(templates)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The patched template. LookupError where Material has other words by now: then the patch is out of date."""
        source, name, fresh = super().get_source(environment, template)
        for old, new in PATCHES.get(template, {}).items():
            if old not in source:
                raise LookupError(f"{template} of this Material has no {old!r}: look at {__name__}")
            source = source.replace(old, new)
        return source, name, fresh
