"""Plain text in a page that the engine makes of Markdown."""

from __future__ import annotations

import re
from html import escape

_MARKS = re.compile(r"[\\`*_{}\[\]()#+!|~-]")


def literal(text: str) -> str:
    """Markdown that shows a text as it is, also as an address."""
    return _MARKS.sub(lambda mark: f"&#{ord(mark[0])};", escape(text))
