"""A book for tests of the pages of criteria: so many assessments that older pages are needed; two real towns, three made-up places, near
each other or far. All of it is made up."""

from __future__ import annotations

from overview_book import DOWN, FLAT, OPEN, PAIR, UP
from plots import BASE, SHEET, TOWN

COUNT = 160
"""of assessments in Musterort: one older page, sixty on the page itself"""
LEVELS = (UP, UP, DOWN, FLAT, OPEN)
SOURCE = "https://example.org/einwohner"


def town(name: str, more: str = "", *, made_up: bool = True, kind: str = "Stadt") -> str:
    return f"name: {name}\nkind: {kind}\nmade_up: {'true' if made_up else 'false'}\n{more}"


def sheet(subject: str, title: str, date: str, bach: str, more: str = "", head: str = "") -> str:
    """An assessment by the pair catalogue: a rating of Bach, with what stands beside it, and of the others."""
    about = f"{{id: {subject}, title: {title}, kind: project, digital: false}}"
    return (
        f"catalogue: paar@2026\nsubject: {about}\ndate: {date}\n{head}ratings:\n"
        f"  bach:\n    level: {bach}\n    reason: Grund von {title}.\n{more}  wind: {FLAT}\n  zugang: {UP}\n"
    )


PROOF = (
    f"    evidence:\n      - {{title: Messreihe, url: '{SOURCE}', kind: Messung, date: 2026-02}}\n      - {{title: Notiz}}\n"
)
MEASURE = "    measures: [{text: Ufer bepflanzen., state: done}]\n"
LESSON = "    lesson: Erst *messen*, dann bauen.\n"
FILES = {
    **BASE,
    "content/kataloge/paar/2026/catalogue.yml": PAIR,
    TOWN: town("Musterort", "population: {count: 3000, date: 2025}\nplace: {lat: 51.0, lon: 11.0}\n"),
    "assessments/nahstadt/municipality.yml": town(
        "Nahstadt", "population: {count: 120000, date: 2025}\nplace: {lat: 51.2, lon: 11.0}\n"
    ),
    "assessments/fernstadt/municipality.yml": town("Fernstadt", "place: {lat: 53.0, lon: 8.5}\n"),
    "assessments/aehrenfeld/municipality.yml": town(
        "Ährenfeld",
        f"state: NI\nsources: ['{SOURCE}']\npopulation: {{count: 30000, date: 2023-12-31, source: '{SOURCE}'}}\n"
        f"place: {{lat: 51.55, lon: 10.1, source: '{SOURCE}'}}\n",
        made_up=False,
    ),
    "assessments/erdkreis/municipality.yml": town(
        "Erdkreis", f"state: ST\nsources: ['{SOURCE}']\n", made_up=False, kind="Landkreis"
    ),
    **{
        f"assessments/musterort/v-{number}.yml": sheet(
            f"s-{number}", f"Vorhaben {number}", f"{1850 + number}", LEVELS[number % len(LEVELS)]
        )
        for number in range(COUNT)
    },
    "assessments/nahstadt/ufer.yml": sheet("ufer", "Uferweg", "2026-05", UP, PROOF + MEASURE + LESSON),
    "assessments/fernstadt/kanal.yml": sheet("kanal", "Kanal", "2026-04", DOWN, "    alternatives: Ein Graben.\n"),
    "assessments/aehrenfeld/teich.yml": sheet("teich", "Teich", "2026-03", UP, PROOF),
    "assessments/aehrenfeld/teich-alt.yml": sheet(
        "teich", "Teich", "1840-03", DOWN, LESSON, "status: superseded\nstatus_reason: Neu.\nsuperseded_by: teich\n"
    ),
    "assessments/erdkreis/deich.yml": sheet("deich", "Deich", "1845", OPEN),
    "assessments/aehrenfeld/anders.yml": SHEET.replace("radweg", "anders").replace("Radweg", "Allee"),
}
