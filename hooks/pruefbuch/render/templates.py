"""The templates: everything is escaped, what is not there is an error, texts are translated when a template is compiled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from pruefbuch import markup
from pruefbuch.texts import content_lang, foreign, gettext, translations
from pruefbuch.views.links import lead
from pruefbuch.views.markdown import SectionedMarkdown

PIECES = "pieces.html"
RESULT = "result.html"


class Pieces:
    """Draws single pieces: the macros of the template `pieces.html`."""

    def __init__(self, templates: Environment) -> None:
        self._templates = templates

    @cached_property
    def macros(self) -> object:
        """The macros. To compile them takes longer than to see that nothing has changed, so it is done when the first is drawn."""
        return self._templates.get_template(PIECES).module

    def __call__(self, name: str, *views: object) -> Markup:
        """The HTML of a piece."""
        found: Markup = getattr(self.macros, name)(*views)
        return found


class _Translated(NodeTransformer):
    """Puts the text in the place of every call of _() that has no variables: it is the same on every page."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 – the name that Jinja's visitor looks for
        self.generic_visit(node)
        name, texts = node.node, [each.value for each in node.args if isinstance(each, nodes.Const)]
        if isinstance(name, nodes.Name) and name.name == "_" and len(texts) == len(node.args) == 1 and not node.kwargs:
            return nodes.MarkSafe(nodes.Const(gettext(texts[0])), lineno=node.lineno)
        return node


class _Environment(Environment):
    """Jinja's environment, with texts translated once."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        found: nodes.Template = _Translated().visit(tree)
        return found


def environment(folders: Sequence[Path], compiled: BytecodeCache | None = None) -> Environment:
    """The templates of some folders, the first of a name counts; some may be `compiled` already."""
    found = _Environment(
        loader=FileSystemLoader(folders, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        lstrip_blocks=True,
        trim_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    found.install_gettext_translations(translations(), newstyle=True)  # type: ignore[attr-defined]  # comes with the i18n extension
    found.globals |= {"content_lang": content_lang(), "foreign": foreign}
    found.filters |= {"markdown": markup.render, "sections": _sections}
    return found


def _sections(written: SectionedMarkdown) -> tuple[markup.Section, ...]:
    """The sections of a long text, with links as the page it stands on needs them."""
    return markup.sections(written.text, partial(lead, written.page))
