"""An index of the site that scales and knows German: made in shards, so that a reader loads only what a query needs.

`index_entry` looks at one document alone, `files` makes the index of all entries. The other half stands in
theme_overrides/assets/search.js, which takes words apart in the same way.
"""

from pruefbuch.search.index import Document, IndexEntry, files, index_entry
from pruefbuch.search.words import stem, terms

__all__ = ["Document", "IndexEntry", "files", "index_entry", "stem", "terms"]
