"""A site with the theme of Prüfbuch but without its door would be a site without results. This stops its build before it begins."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from types import ModuleType

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import PluginCollection

_NO_DOOR = (
    "mkdocs.yml: Das Prüfbuch ist nicht angeschlossen, es entstünde eine Seite ohne Ergebnisse; erlaubt: „hooks: [hooks/main.py]“ in "
    "mkdocs.yml und in hooks/main.py die Zeile „from pruefbuch.door import *“; bitte so ergänzen"
)


def install() -> None:
    """From now on a build with this engine begins only where the door is whole.

    The engine offers no event to a theme. It loads the module of the theme, though, before it tells its plugins that it begins.
    """
    begin = PluginCollection.on_config
    if begin.__module__ == __name__:
        return

    @wraps(begin, assigned=("__doc__", "__name__"))
    def on_config(plugins: PluginCollection, config: MkDocsConfig) -> MkDocsConfig:
        if config.theme.name == "pruefbuch" and not _has_door(config):
            raise Abort(_NO_DOOR)
        return begin(plugins, config)

    PluginCollection.on_config = on_config  # type: ignore[assignment,method-assign]  # there is no event for themes


def _has_door(config: MkDocsConfig) -> bool:
    """Whether one of the hooks of the settings has all events of Prüfbuch."""
    from pruefbuch.engine import hooks  # it takes long to load, and whoever only asks for the theme does not need it

    events = {name: event for name, event in vars(hooks).items() if name.startswith("on_")}
    modules: Mapping[str, ModuleType] = dict(config.hooks)  # type: ignore[arg-type]  # they are one by name
    return any(events.items() <= vars(module).items() for module in modules.values())
