"""A small book for tests of the overview and the comparison: two towns, two catalogues, one subject over time. All of it is made up."""

from __future__ import annotations

import json

from plots import BASE, SHEET, TOWN

PAIR = """\
title: Paarkatalog
kind: own
notice: Nur für Tests.
licence: CC-BY-4.0
edition: {date: 2026, status: draft}
scales:
  - id: wirkung
    label: Wirkung
    levels:
      - {id: hemmend, label: hemmend, short: "−", symbol: "▼", value: -1, effect: down}
      - {id: kein-effekt, label: kein Effekt, short: "0", symbol: "●", value: 0, effect: neutral}
      - {id: foerdernd, label: fördernd, short: "+", symbol: "▲", value: 1, effect: up}
dimensions:
  - {id: natur, label: Natur, method: weighted-mean, thresholds: [{id: gut, label: gut, at: 0.5}], conflict: {up: 0.5, down: -0.5}}
  - {id: menschen, label: Menschen, method: weighted-mean, thresholds: [{id: gut, label: gut, at: 0.5}], conflict: {up: 0.5, down: -0.5}}
fields:
  - {id: wasser, label: Wasser, dimension: natur}
  - {id: luft, label: Luft, dimension: natur}
  - {id: teilhabe, label: Teilhabe, dimension: menschen}
overall: {method: none}
allows: [unanswered]
criteria:
  - {id: bach, field: wasser, title: Bach, question: Bleibt er sauber?, scale: wirkung}
  - {id: wind, field: luft, title: Wind, question: Weht er?, scale: wirkung}
  - {id: zugang, field: teilhabe, title: Zugang, question: Kommen alle hinein?, scale: wirkung}
"""
UP, FLAT, DOWN, OPEN = "foerdernd", "kein-effekt", "hemmend", "unanswered"


def sheet(
    subject: str, title: str, date: str, levels: str, more: str = "", kind: str = "project", digital: str = "false"
) -> str:
    """An assessment by the pair catalogue; `levels` of Bach, Wind and Zugang."""
    ratings = "".join(
        f"  {name}: {{level: {level}, reason: 'Grund für {name}: {level} am {date}.'}}\n"
        for name, level in zip(("bach", "wind", "zugang"), levels.split(), strict=True)
    )
    about = f"{{id: {subject}, title: {json.dumps(title, ensure_ascii=False)}, kind: {kind}, digital: {digital}}}"
    return f"catalogue: paar@2026\nsubject: {about}\ndate: {date}\n{more}ratings:\n{ratings}"


TAKEN = "origin: taken-over\npaper: {number: 1/2023}\nsources: ['https://example.org/vorlage']\n"
FILES = {
    **BASE,
    TOWN: "name: Musterort\nkind: Gemeinde\nmade_up: true\n",
    "content/kataloge/paar/2026/catalogue.yml": PAIR,
    "assessments/aehrenfeld/municipality.yml": (
        "name: Ährenfeld\nkind: Stadt\nmade_up: false\nstate: NI\nsources: ['https://example.org/']\n"
    ),
    "assessments/aehrenfeld/radweg-2024.yml": sheet("radweg", "Radweg am Bach", "2024-05", f"{DOWN} {OPEN} {UP}"),
    "assessments/aehrenfeld/radweg-2025.yml": sheet("radweg", "Radweg am Bach", "2025-05-09", f"{FLAT} {UP} {UP}"),
    "assessments/aehrenfeld/radweg-2026.yml": sheet("radweg", "Radweg am Bach", "2026", f"{UP} {UP} {UP}"),
    "assessments/aehrenfeld/summe.yml": sheet("summe", '=SUMME(1;2)"', "2023-01", f"{DOWN} {DOWN} {UP}", TAKEN, "paper"),
    "assessments/musterort/strasse.yml": sheet("strasse", "Straße ohne Autos", "2026-02", f"{FLAT} {FLAT} {FLAT}"),
    "assessments/musterort/app.yml": sheet(
        "app", "Bürger-App", "2025-11", f"{FLAT} {FLAT} {UP}", digital="true, phase: operation"
    ),
    "assessments/musterort/probe.yml": SHEET.replace("radweg", "probe").replace("Radweg", "Allee"),
}
NEWEST = ["Radweg am Bach", "Radweg am Bach", "Radweg am Bach", '=SUMME(1;2)"', "Allee", "Straße ohne Autos", "Bürger-App"]
"""titles in the order of the overview: real ones first, each newest first"""
