"""The theme `pruefbuch`, which MkDocs finds by the entry point `mkdocs.themes`: templates, scripts and styles over those of Material.

MkDocs takes the folder in which this module lies. A wheel holds the templates there. In the repository of the program they lie in
theme_overrides/, so there the module says that it does too.
"""

from pruefbuch import starter
from pruefbuch.engine import guard

__file__ = str(starter.TEMPLATES / "__init__.py")
guard.install()
