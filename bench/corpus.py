"""Writes a plot: a whole book of made-up assessments, the same bytes for the same size. Nothing in it is about a real place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.words import Words, slug, towns

SEED = 20261123
TOWN_SIZE = 50
"""assessments of a town"""
CATALOGUE = "content/kataloge/bench/2026"
_LEVELS = ("stark-hemmend", "hemmend", "neutral", "foerdernd", "stark-foerdernd")
_LIKELY = (6, 16, 30, 34, 14)
"""how likely each level is"""
_UNITS = ("Stabsstelle Digitales", "Bauamt", "Kämmerei", "Klimaschutzmanagement", "Hauptamt", "Amt für Umwelt & Grün")
_DECISIONS = ("einstimmig beschlossen", "geändert beschlossen", "mehrheitlich beschlossen", "vertagt")
_PAGES = {
    "index.md": "# Start\n\nAlles hier ist erfunden: [Ergebnisse](ergebnisse/index.md).\n",
    "methode.md": "# So wird gerechnet\n\nWie im Prüfbuch beschrieben.\n",
    "mitmachen/dateiformat.md": "# Dateiformat\n\nWie im Prüfbuch beschrieben.\n",
    "betrieb/webserver.md": "# Webserver\n\nWie im Prüfbuch beschrieben.\n",
}
"""the written pages that the navigation leads to"""
_FIELDS = {
    "oekologie": ("Ökologie", {"klima": "Klima und Energie", "stoffe": "Stoffe und Geräte", "natur": "Natur und Flächen"}),
    "soziales": ("Soziales", {"teilhabe": "Teilhabe", "arbeit": "Arbeit", "daten": "Daten und Rechte"}),
    "wirtschaft": ("Wirtschaft", {"haushalt": "Haushalt", "betrieb": "Betrieb und Ausstieg"}),
}
_CRITERIA = {
    "klima": ("Stromverbrauch", "Wärmebedarf", "Verkehr", "Treibhausgase", "Spitzenlast"),
    "stoffe": ("Lebensdauer", "Rohstoffe", "Verpackung", "Abfall"),
    "natur": ("Bodenverbrauch", "Gewässer", "Artenvielfalt"),
    "teilhabe": ("Barrierefreiheit", "Analoger Zugang", "Leichte Sprache", "Beteiligung"),
    "arbeit": ("Gute Arbeit", "Qualifizierung", "Arbeitsschutz"),
    "daten": ("Datensparsamkeit", "Selbstbestimmung", "Auskunft"),
    "haushalt": ("Gesamtkosten", "Folgekosten", "Förderung", "Wertschöpfung"),
    "betrieb": ("Offene Standards", "Quelloffenheit", "Sicherheit", "Ausstieg"),
}
CRITERIA = tuple(slug(title) for titles in _CRITERIA.values() for title in titles)
"""the ids of all criteria, in the order of the catalogue"""
_KNOCK_OUT = slug("Barrierefreiheit")


class Subject(NamedTuple):
    """What is examined."""

    id: str
    title: str
    kind: str


@dataclass
class _Town:
    """A town and the files that it has so far: text by name without ending."""

    name: str
    files: dict[str, str] = field(default_factory=dict)
    subjects: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        return slug(self.name)


def write(folder: Path, size: int) -> None:
    """Write a plot of so many assessments into a new folder: assessments, catalogue and pages, but no settings."""
    for path, text in files(size):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def files(size: int) -> Iterator[tuple[str, str]]:
    """(path, text) of every file of a plot."""
    catalogue = _catalogue()
    yield f"{CATALOGUE}/catalogue.yml", catalogue
    yield f"{CATALOGUE}/SHA256SUMS", f"{sha256(catalogue.encode()).hexdigest()}  catalogue.yml\n"
    yield from ((f"content/{name}", text) for name, text in _PAGES.items())
    random = Random(SEED)  # noqa: S311 -- nothing here is secret, and it must come out the same each time
    words = Words(random)
    names = towns(-(-size // TOWN_SIZE))
    for number, name in enumerate(names):
        town = _Town(name)
        share = size // len(names) + (number < size % len(names))
        while len(town.files) < share:
            _add_subject(town, share - len(town.files), random, words)
        yield f"assessments/{town.id}/municipality.yml", _municipality(town, words)
        yield from ((f"assessments/{town.id}/{name}.yml", text) for name, text in town.files.items())


def _municipality(town: _Town, words: Words) -> str:
    about = words.sentence(8, 16)
    chance = sha256(town.id.encode()).digest()
    place = f"{{lat: {49 + chance[0] / 64:.3f}, lon: {9 + chance[1] / 128:.3f}}}"
    return f"name: {town.name}\nkind: Gemeinde\nmade_up: true\nplace: {place}\nabout: {about}\n"


# -- assessments -----------------------------------------------------------------------------------------------------


def _add_subject(town: _Town, room: int, random: Random, words: Words) -> None:
    """A new subject with its assessments: one in ten has an earlier one, which most often is superseded by the later."""
    title = words.title()
    subject = Subject(slug(title), title, random.choice(("project", "paper")))
    if subject.id in town.subjects:
        return
    town.subjects.add(subject.id)
    count = min(room, random.choices((1, 2, 3), (90, 9, 1))[0])
    years = sorted(random.sample(range(2018, 2026), count))
    dates = [f"{year}-{random.randint(1, 12):02}" for year in years]
    names = [f"{subject.id}-{date}" for date in dates]
    superseded = random.random() < 0.7
    for position, (name, date) in enumerate(zip(names, dates, strict=True)):
        newer = names[position + 1] if superseded and position + 1 < count else ""
        town.files[name] = _assessment(subject, date, newer, random, words)


def _assessment(subject: Subject, date: str, newer: str, random: Random, words: Words) -> str:
    day = f"-{random.randint(1, 28):02}" if random.random() < 0.5 else ""
    lines = [
        "catalogue: bench@2026",
        "subject:",
        f"  id: {subject.id}",
        f"  title: {subject.title}",
        f"  kind: {subject.kind}",
        f"  digital: {'true' if random.random() < 0.6 else 'false'}",
        f"  summary: {words.sentence(12, 24)}",
        f"date: {date}{day}",
    ]
    if newer:
        lines += ["status: superseded", f"status_reason: {words.sentence(5, 9)}", f"superseded_by: {newer}"]
    lines.append(f"unit: {random.choice(_UNITS)}")
    if subject.kind == "paper":
        lines += ["paper:", f"  number: {random.randint(1, 1999):04}-StR/{date[:4]}", f"  date: {date}-01"]
        lines += ["decision:", f"  text: {random.choice(_DECISIONS)}", f"  date: {date}-28"]
    if random.random() < 0.1:
        lines.append(f"comment: {words.sentence(10, 20)}")
    return "\n".join([*lines, "ratings:", *_ratings(random, words)]) + "\n"


def _ratings(random: Random, words: Words) -> Iterator[str]:
    """One rating for each criterion. One assessment in ten leaves some out; that is a hint of `validate`, no error."""
    gaps = random.randint(1, 5) if random.random() < 0.1 else 0
    left_out = set(random.sample(CRITERIA, gaps))
    for criterion in CRITERIA:
        if criterion in left_out:
            continue
        yield f"  {criterion}:"
        chance = random.random()
        if chance < 0.04:
            yield "    level: not-applicable"
        elif chance < 0.09:
            yield f"    level: {random.choice(('unanswered', 'cannot-tell'))}"
        else:
            yield f"    level: {random.choices(_LEVELS, _LIKELY)[0]}"
        yield f"    reason: {words.sentence(6, 14)}"
        if random.random() < 0.2:
            yield "    evidence:"
            yield f"      - title: {words.noun()}"
            yield f"        url: https://ris.example.org/?vo={random.randint(1, 9999)}&teil=1"


# -- catalogue -------------------------------------------------------------------------------------------------------


def _catalogue() -> str:
    parts = [_HEAD, "dimensions:\n"]
    parts += [_DIMENSION.format(id=dimension, label=label) for dimension, (label, _) in _FIELDS.items()]
    parts.append("fields:\n")
    for dimension, (_, fields) in _FIELDS.items():
        parts += [f"  - {{id: {name}, label: {label}, dimension: {dimension}}}\n" for name, label in fields.items()]
    parts.append("overall: {method: none}\ncriteria:\n")
    pairs = [(name, title) for name, titles in _CRITERIA.items() for title in titles]
    for number, (name, title) in enumerate(pairs):
        parts.append(_CRITERION.format(id=slug(title), field=name, title=title, weight=(2, 1, 1, 3, 1)[number % 5]))
        if slug(title) == _KNOCK_OUT:
            parts.append("    knock_out: {levels: [stark-hemmend], cap: ausgeglichen}\n")
    return "".join(parts)


_HEAD = """\
title: Vergleichskatalog
kind: own
notice: Dieser Katalog ist erfunden. Er dient nur dazu, Programme zu messen.
licence: CC-BY-4.0
edition:
  date: 2026-01
  status: published
scales:
  - id: wirkung
    label: Wirkung
    levels:
      - {id: stark-hemmend, label: stark hemmend, short: "−−", symbol: "▼▼", value: -2, effect: down, description: Es schadet deutlich.}
      - {id: hemmend, label: hemmend, short: "−", symbol: "▼", value: -1, effect: down, description: Es schadet erkennbar.}
      - {id: neutral, label: neutral, short: "0", symbol: "●", value: 0, effect: neutral, description: Es ändert nichts.}
      - {id: foerdernd, label: fördernd, short: "+", symbol: "▲", value: 1, effect: up, description: Es hilft erkennbar.}
      - {id: stark-foerdernd, label: stark fördernd, short: "++", symbol: "▲▲", value: 2, effect: up, description: Es hilft deutlich.}
"""
_DIMENSION = """\
  - id: {id}
    label: {label}
    method: weighted-mean
    thresholds:
      - {{id: ausgeglichen, label: ausgeglichen, at: 0, description: Vorteile und Nachteile wiegen sich auf.}}
      - {{id: foerderlich, label: förderlich, at: 0.5, description: Die Vorteile überwiegen.}}
      - {{id: vorbildlich, label: vorbildlich, at: 1.25, description: Fast überall hilft es deutlich.}}
    conflict: {{up: 0.5, down: -0.5}}
"""
_CRITERION = """\
  - id: {id}
    field: {field}
    title: {title}
    question: Was bewirkt das Vorhaben bei „{title}“?
    scale: wirkung
    weight: {weight}
    allows: [not-applicable, cannot-tell, unanswered]
"""
