"""The addresses of all pages for search engines (sitemaps.org protocol 0.9): an index, and lists below its limit of 50,000 each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

MOST = 40_000
"""addresses in a list"""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def paths(count: int) -> list[str]:
    """The files for so many addresses."""
    return ["sitemap.xml", *(f"sitemap-{number}.xml" for number in range(1, -(-count // MOST) + 1))]


def sitemap(site_url: str, addresses: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the index and its lists; `addresses` are relative to the site, which is published at `site_url`."""
    index, *parts = paths(len(addresses))
    for number, part in enumerate(parts):
        urls = (
            f"<url><loc>{escape(site_url + address)}</loc></url>\n"
            for address in addresses[number * MOST : (number + 1) * MOST]
        )
        yield part, f"{_HEAD}<urlset {_SPACE}>\n{''.join(urls)}</urlset>\n".encode()
    maps = (f"<sitemap><loc>{escape(site_url + part)}</loc></sitemap>\n" for part in parts)
    yield index, f"{_HEAD}<sitemapindex {_SPACE}>\n{''.join(maps)}</sitemapindex>\n".encode()
