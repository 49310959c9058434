"""Initiatives carry no contact data: these would be those of persons, and what was in git once stays there.

Right: a link to the page of the initiative, where it says itself how to reach it.
Wrong: an e-mail address or a telephone number in any text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pruefbuch.model.assessments import Municipality
from pruefbuch.model.common import Place, Problem
from pruefbuch.model.initiatives import Initiative

ID = "contact-data"

_MAIL = re.compile(r"[\w.+-]+ ?(?:@|[(\[] ?(?:at|ät) ?[)\]]) ?[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|00?)[1-9](?:[ /()-]{0,3}[0-9]){6,14}(?![\w/.-])")


def check(initiative: Initiative, _municipality: Municipality) -> Iterator[Problem]:
    """Problems of the texts of an initiative."""
    texts = {
        "title": (initiative.title,),
        "description": (initiative.description,),
        "place": (initiative.spot.name,),
        "links": tuple(text for each in initiative.links for text in (each.title, each.url)),
        "sources": tuple(text for each in initiative.sources for text in (each.title, each.url)),
    }
    for key, group in texts.items():
        for what, pattern in (("eine E-Mail-Adresse", _MAIL), ("eine Telefonnummer", _PHONE)):
            if any(pattern.search(text) for text in group):
                place = initiative.places.get(key, Place(initiative.path))
                found = f"„{key}“ enthält {what}, wie es aussieht"
                remedy = "streichen; ein Link auf die Seite der Initiative genügt"
                yield Problem(place, ID, found, "keine Kontaktdaten von Personen", remedy)
