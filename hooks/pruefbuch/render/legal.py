"""Entries of the operator in the legal pages."""

from __future__ import annotations

import re

from pruefbuch.model.operators import TEXTS, Operator
from pruefbuch.render.literal import literal
from pruefbuch.rules.legal import ENTRY


def filled(markdown: str, operator: Operator | None) -> str:
    """A legal page with the operator's texts for ${entry}. Lines are plain text wherever they stand; what has several lines is Markdown."""
    texts = operator.texts if operator else {}

    def text(placeholder: re.Match[str]) -> str:
        value = texts.get(placeholder[1], "")
        return value if placeholder[1] in TEXTS else literal(value)

    return ENTRY.sub(text, markdown)
