"""Entries of the operator in the legal pages."""

from __future__ import annotations

import re

from pruefbuch.model.operators import DATES, TEXTS, Operator
from pruefbuch.render.literal import literal
from pruefbuch.rules.legal import ENTRY
from pruefbuch.texts import date_in_content
from pruefbuch.typed import parse_date


def filled(markdown: str, operator: Operator | None) -> str:
    """A legal page with the operator's texts for ${entry}.

    Dates are in German; lines are plain text wherever they stand; what has several lines is Markdown.
    """
    texts = operator.texts if operator else {}

    def text(placeholder: re.Match[str]) -> str:
        value = texts.get(placeholder[1], "")
        date = parse_date(value) if placeholder[1] in DATES else None
        if date is not None:
            return date_in_content(date)
        return value if placeholder[1] in TEXTS else literal(value)

    return ENTRY.sub(text, markdown)
