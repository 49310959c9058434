"""The door of this site: MkDocs calls the events of Prüfbuch. What they do stands in `pruefbuch/engine/hooks.py`."""

from pruefbuch.door import *  # noqa: F403 – all of them
