"""The list of offers in the page that asks for it by ${offers}."""

from __future__ import annotations

from itertools import groupby
from urllib.parse import urlsplit

from pruefbuch.model.lands import LANDS
from pruefbuch.model.offers import Offer, OfferKind
from pruefbuch.render.literal import literal
from pruefbuch.texts import N_, date_text, gettext

PAGE = "angebote/index.md"
MARK = "${offers}"

_KINDS = {
    OfferKind.FUNDING: N_("funding"),
    OfferKind.ADVICE: N_("advice"),
    OfferKind.TRAINING: N_("training"),
    OfferKind.TOOL: N_("tool"),
    OfferKind.NETWORK: N_("network"),
}


def filled(markdown: str, offers: tuple[Offer, ...]) -> str:
    """The page with the offers, those for all towns first, then by Land and title. What a file says is plain text."""
    return markdown.replace(MARK, _listed(offers) if offers else gettext("No offers yet."))


def _listed(offers: tuple[Offer, ...]) -> str:
    ordered = sorted(offers, key=lambda offer: (_place(offer) if offer.state else "", offer.title.casefold()))
    groups = ((place, "\n\n".join(map(_one, group))) for place, group in groupby(ordered, _place))
    return "\n\n".join(f"## {place}\n\n{text}" for place, text in groups)


def _place(offer: Offer) -> str:
    return LANDS[offer.state] if offer.state else gettext("Everywhere in Germany")


def _one(offer: Offer) -> str:
    facts = [gettext(_KINDS[offer.kind]), literal(offer.provider)]
    if offer.until:
        facts.append(gettext("until %(date)s") % {"date": date_text(offer.until)})
    facts.append(_link(N_("offer at %(host)s"), offer.url))
    if offer.source:
        facts.append(_link(N_("described at %(host)s"), offer.source))
    seen = gettext("page opened on %(date)s") % {"date": date_text(offer.checked)}
    facts.append(seen if offer.checked else gettext("page never checked"))
    return f"### {literal(offer.title)}\n\n{literal(offer.description)}\n\n{' · '.join(facts)}"


def _link(key: str, url: str) -> str:
    host = urlsplit(url).netloc.removeprefix("www.")
    return f"[{gettext(key) % {'host': literal(host)}}](<{url}>)"
