"""The word that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pruefbuch.model.slugs import fold

_LONGEST = 80
"""characters; a longer word is no slip of the pen, and comparing takes time by the square of the length"""


def suggest(word: str, allowed: Iterable[str]) -> str:
    """The question "meinten Sie „fördernd“?" with the allowed word most like this one; "" where none is like it.

    Umlauts, accents and case do not count. Of equally near words it is always the same one, whatever the order of `allowed`.
    """
    if len(word) > _LONGEST:
        return ""
    options: dict[str, str] = {}
    for option in sorted(allowed):
        options.setdefault(fold(option), option)
    matches = get_close_matches(fold(word), options, n=1)
    return f"meinten Sie „{options[matches[0]]}“?" if matches else ""
