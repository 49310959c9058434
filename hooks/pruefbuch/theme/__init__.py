"""The theme `pruefbuch`, which MkDocs finds by the entry point `mkdocs.themes`: templates, scripts and styles over those of Material.

MkDocs takes the folder in which this module lies. A wheel holds the templates there. In the repository of the program they lie in
theme_overrides/, so there the module says that it does too.
"""

import os

from pruefbuch import starter
from pruefbuch.engine import command, guard

__file__ = str(starter.TEMPLATES / "__init__.py")
os.environ.setdefault(command.NO_BANNER, "1")  # MkDocs loads this before Material, which reads it
guard.install()
