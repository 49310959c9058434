"""An index of the site that scales and knows German: made in shards, so that a reader loads only what a query needs.

`index_entry` looks at one document alone, `files` makes the index of all entries; the words of reasons stand beside it, in `segment_files`.
The other half stands in theme_overrides/assets/search.js, which takes words apart in the same way.
"""

from pruefbuch.search.index import Document, IndexEntry, files, index_entry
from pruefbuch.search.reasons import SEGMENT, bucket_count, reason_words, segment_files
from pruefbuch.search.words import phrase, stem, terms

__all__ = [
    "SEGMENT",
    "Document",
    "IndexEntry",
    "bucket_count",
    "files",
    "index_entry",
    "phrase",
    "reason_words",
    "segment_files",
    "stem",
    "terms",
]
