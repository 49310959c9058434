"""The newest results for feed readers: Atom (RFC 4287). Times are the dates of the assessments, so the same book gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pruefbuch import markup
from pruefbuch.addresses import FEED, RESULTS, assessment_uri
from pruefbuch.book import Context
from pruefbuch.model.assessments import Origin
from pruefbuch.model.common import PartialDate
from pruefbuch.texts import date_text, gettext, language
from pruefbuch.views import words
from pruefbuch.views.links import address, edition_title
from pruefbuch.views.register import Card, Register

MOST = 50
"""results in the feed"""
_NEVER = PartialDate(1970, 1, 1)
"""the time of an empty feed, for there must be one"""


def newest(register: Register) -> Sequence[Card]:
    """The results in the feed. One whose date nobody knows cannot be new."""
    return [card for card in register.cards[:MOST] if card.entry.date]


def feed(register: Register, site_url: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of the feed; `site_url` is where the site is published."""
    cards, context = newest(register), register.book.context
    entries = "".join(_entry(card, context, site_url) for card in cards)
    feed_url, title, author = site_url + FEED, gettext("feed title"), gettext("feed author")
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language()}">
<title>{escape(title)}</title>
<id>{escape(feed_url)}</id>
<link rel="self" type="application/atom+xml" href="{escape(feed_url)}"/>
<link rel="alternate" type="text/html" href="{escape(site_url + address(RESULTS))}"/>
<updated>{_time(cards[0].entry.date if cards else None)}</updated>
<author><name>{escape(author)}</name></author>
{entries}</feed>
"""
    yield FEED, text.encode()


def _entry(card: Card, context: Context, site_url: str) -> str:
    """A result. Its author is the municipality only where it has published the result itself."""
    entry, town = card.entry, context.municipalities[card.entry.municipality]
    mark = gettext("Example (made up)") if town.made_up else ""
    state = words.status_unless_valid(entry.status)
    title = " – ".join(filter(None, (entry.title, town.name, state, mark)))
    parts = (
        state,
        town.name,
        mark,
        date_text(entry.date),
        edition_title(context.catalogues[entry.catalogue]),
        markup.plain(card.summary),
    )
    url = site_url + address(assessment_uri(entry.id))
    author = f"<author><name>{escape(town.name)}</name></author>\n" if entry.origin is Origin.OWN else ""
    category = f'<category term="{escape(mark)}"/>\n' if mark else ""
    return f"""<entry>
<title>{escape(title)}</title>
<id>{escape(url)}</id>
<link rel="alternate" type="text/html" href="{escape(url)}"/>
<updated>{_time(entry.date)}</updated>
{author}{category}<summary>{escape(" · ".join(filter(None, parts)))}</summary>
</entry>
"""


def _time(date: PartialDate | None) -> str:
    """A date as a time; of what is not known, the first."""
    year, month, day = date or _NEVER
    return f"{year:04}-{month or 1:02}-{day or 1:02}T00:00:00Z"
