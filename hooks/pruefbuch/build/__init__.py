"""From the book to the files of a site: many pages, few of them new. The story is told in `builder`."""
