"""An index of the site that scales and knows German: made in shards, so that a reader loads only what a query needs.

`entry` looks at one document alone, `files` makes the index of all entries. The other half stands in
theme_overrides/assets/search.js, which takes words apart in the same way.
"""

from pruefbuch.search.index import Document, Entry, entry, files
from pruefbuch.search.words import stem, terms

__all__ = ["Document", "Entry", "entry", "files", "stem", "terms"]
