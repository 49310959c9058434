"""What the settings of a site that `pruefbuch init` made leave unsaid: it is as in the settings of the program itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig

from pruefbuch import starter
from pruefbuch.engine.settings import Settings

_ALWAYS = ("extra_css", "extra_javascript")
"""lists that come before those of the site: the pages of the book need these files"""
_UNLESS_SET = ("exclude_docs", "not_in_nav", "validation")


def complete(config: MkDocsConfig, written: Settings, has_page: Callable[[str], bool]) -> None:
    """Complete the settings of a site; what is `written` in its own stays. `has_page`: whether the navigation may lead to a source."""
    own = _program(config)
    for key in _ALWAYS:
        config[key] = [*own[key], *(entry for entry in config[key] if entry not in own[key])]
    for key in _UNLESS_SET:
        if key not in written.parts:
            config[key] = own[key]
    if "markdown_extensions" not in written.parts:
        config.markdown_extensions, config.mdx_configs = own.markdown_extensions, own.mdx_configs
    if "nav" not in written.parts:
        config.nav = [*_existing(own.nav, has_page)]
    for key in ("generator", "scope"):
        config.extra.setdefault(key, own.extra[key])


def _program(config: MkDocsConfig) -> MkDocsConfig:
    """The settings of the program, as the engine reads them."""
    text = (starter.HOME / "mkdocs.yml").read_text("utf-8")
    program = yaml.safe_load(text)
    keys = (*_ALWAYS, *_UNLESS_SET, "markdown_extensions", "nav", "extra")
    own = MkDocsConfig(config_file_path=config.config_file_path)
    own.load_dict(
        {"site_name": config.site_name, "docs_dir": config.docs_dir, "plugins": [], **{key: program[key] for key in keys}}
    )
    failed, _ = own.validate()
    assert not failed
    return own


def _existing(entries: Any, has_page: Callable[[str], bool]) -> Iterator[Any]:
    """The entries of a navigation that lead somewhere: pages, and groups of them."""
    for entry in entries:
        if isinstance(entry, str):
            yield from [entry] if has_page(entry) else []
            continue
        ((title, target),) = entry.items()
        if isinstance(target, list):
            yield from [{title: group}] if (group := [*_existing(target, has_page)]) else []
        elif has_page(target):
            yield entry
