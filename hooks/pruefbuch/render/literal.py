"""Plain text in a page that the engine makes of Markdown."""

from __future__ import annotations

import re
from html import escape

_MARKS = re.compile(r"[\\`*_{}\[\]()#+!|~-]")


def literal(text: str) -> str:
    """Markdown that shows a text as it is, also as an address."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", escape(text))
