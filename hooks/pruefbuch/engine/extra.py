"""What mkdocs.yml says under `extra`: the theme takes it as it is, so that a value of another kind would end somewhere in a template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pruefbuch.engine.settings import Settings
from pruefbuch.wording import short

_GROUP, _LIST, _TEXT = "eine Gruppe von Angaben", "eine Liste", "ein Text"
_KINDS: dict[str, tuple[str, type | tuple[type, ...]]] = {
    "generator": ("true oder false", bool),
    "homepage": (_TEXT, str),
    **dict.fromkeys(("alternate", "polyfills", "social"), (_LIST, list)),
    **dict.fromkeys(("analytics", "annotate", "consent", "status", "tags"), (_GROUP, Mapping)),
    "version": (f"{_TEXT} oder {_GROUP}", (str, Mapping)),
}
"""what the theme knows, and of which kind it is"""
_ENTRIES = {"alternate": ("name", "link", "lang"), "social": ("icon", "link")}
"""lists of groups, and the texts that each of their entries needs"""
_SCOPE = "/"
"""the policy of every page names the one script that this makes (theme_overrides/main.html)"""


def check(extra: Mapping[str, Any], settings: Settings) -> None:
    """Refuse the first value of a wrong kind. Raises settings.Unusable."""
    if extra.get("scope", _SCOPE) != _SCOPE:
        raise settings.refusal(
            ("extra", "scope"),
            f"„extra.scope“ ist „{short(str(extra['scope']))}“",
            f"erlaubt: {_SCOPE}",
            f"„{_SCOPE}“ eintragen",
        )
    for key, (words, kind) in _KINDS.items():
        value = extra.get(key)
        if value is not None and not isinstance(value, kind):
            fault = f"„extra.{key}“ ist „{short(str(value))}“"
            raise settings.refusal(("extra", key), fault, f"erlaubt: {words}", "berichtigen oder die Zeile löschen")
    for key, needed in _ENTRIES.items():
        for number, entry in enumerate(extra.get(key) or (), 1):
            wrong = [part for part in needed if not isinstance(entry, Mapping) or not isinstance(entry.get(part), str)]
            if wrong:
                fault = f"im {number}. Eintrag von „extra.{key}“ fehlt der Text „{wrong[0]}“"
                allowed = f"je Eintrag: {', '.join(f'{part}: …' for part in needed)}"
                raise settings.refusal(("extra", key), fault, allowed, "ergänzen, Werte in Anführungszeichen setzen")
