"""The German Länder: their letters (ISO 3166-2:DE), their names, and the digits with which a municipality key begins."""

from __future__ import annotations

LANDS = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}
"""names by letters"""
BY_THE_SEA = frozenset({"HB", "HH", "MV", "NI", "SH"})

_IN_ORDER_OF_KEYS = "SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH"
_OF_DIGITS = {f"{number:02}": letters for number, letters in enumerate(_IN_ORDER_OF_KEYS.split(), 1)}


def land_of_key(code: str) -> str:
    """The letters of the Land in which a municipality with this key lies; "" where there is none for its first two digits."""
    return _OF_DIGITS.get(code[:2], "")
