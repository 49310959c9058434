"""`pruefbuch new --initiative`: asks for what an entry of the map must have, and writes it down."""

from __future__ import annotations

import re

from pruefbuch.cli.console import Console, chosen, prompt, quoted
from pruefbuch.geo import lands_at, project
from pruefbuch.model.initiatives import Category
from pruefbuch.model.phrases import EXAMPLES, MONTH
from pruefbuch.typed import is_url
from pruefbuch.views import words

_DEGREES = re.compile(r"([0-9]{1,2}\.[0-9]{1,9})[ ,;]+([0-9]{1,2}\.[0-9]{1,9})")


def ask(title: str, console: Console, *, made_up: bool) -> str:
    """The text of the file: valid as it stands, with the rest as comments."""
    category, (lat, lon) = _category(console), _degrees(console)
    source = "" if made_up else _source(console)
    lines = [
        "# Eine Initiative für die Wandelkarte. Zeilen mit # sind Erläuterungen. Alle Angaben: Seite „Dateiformat“.",
        "# Keine Namen, E-Mail-Adressen oder Telefonnummern von Personen.",
        f"title: {quoted(title)}",
        f"categories: [{category}]   # bis zu drei; die erste bestimmt das Zeichen auf der Karte",
        f"place: {{lat: {lat}, lon: {lon}}}   # dazu, wenn Sie möchten, name: was dort steht",
        f"# description: {EXAMPLES['summary']}",
        f"# tags: [{EXAMPLES['tag']}, {EXAMPLES['tag']}]",
        f"# founded: {MONTH}",
        f"# links: [{{title: {EXAMPLES['link']}, url: https://…}}]",
        f"sources: [{quoted(source)}]" if source else "",
    ]
    return "\n".join(lines).rstrip() + "\n"


def _category(console: Console) -> Category:
    for number, category in enumerate(Category, 1):
        console.err(f"  {number}  {category} – {words.category(category)}")
    names = {str(category): (words.category(category),) for category in Category}
    return Category(chosen(console, "Kategorie (Nummer oder Name): ", names))


def _degrees(console: Console) -> tuple[str, str]:
    while True:
        match = _DEGREES.fullmatch(prompt(console, "Ort als Grad Nord und Ost (zum Beispiel 50.98, 10.32): "))
        if match and lands_at(project(float(match[1]), float(match[2]))):
            return match[1], match[2]
        console.err(
            "Das ist kein Ort in Deutschland. Erst die Breite (47.3 bis 55.1), dann die Länge (5.9 bis 15.1), mit Punkt."
        )


def _source(console: Console) -> str:
    while not is_url(answer := prompt(console, "Öffentliche Quelle (https://…): ")) or not answer.startswith("https://"):
        console.err("Bitte eine Adresse mit https:// angeben: Über echte Orte steht hier nur, was sich nachlesen lässt.")
    return answer
