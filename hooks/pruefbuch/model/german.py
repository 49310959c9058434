"""What people call the words of the format: first as our own pages do, then as they write without looking it up.

Nothing is read by it. A message leads from there to the word of the format; a test holds that it knows every word of our pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from pruefbuch.model.assessments import AssessmentStatus, MeasureState, Origin, Phase, SubjectKind
from pruefbuch.model.catalogues import CatalogueKind, CriterionChange, EditionStatus, Effect, Method
from pruefbuch.model.common import NonValue
from pruefbuch.model.initiatives import Category
from pruefbuch.model.lands import LANDS
from pruefbuch.model.offers import OfferKind
from pruefbuch.model.operators import DataLicence

Word = TypeVar("Word", bound=StrEnum)
Spellings = Mapping[str, tuple[str, ...]]
"""other ways to write a word, by the word"""

NON_VALUES = {
    NonValue.NOT_APPLICABLE: ("nicht anwendbar", "nicht zutreffend", "trifft nicht zu", "n. a.", "n. z."),
    NonValue.CANNOT_TELL: (
        "nicht einschätzbar",
        "nicht abschätzbar",
        "nicht bewertbar",
        "nicht beurteilbar",
        "weiß nicht",
        "unklar",
    ),
    NonValue.UNANSWERED: ("nicht beantwortet", "unbeantwortet", "offen", "keine Angabe", "k. A.", "keine Antwort"),
    NonValue.REFERS_ELSEWHERE: (
        "anderswo behandelt",
        "an anderer Stelle",
        "verweist",
        "Verweis",
        "steht in einem anderen Papier",
    ),
    NonValue.NOT_RECOVERED: ("in der Quelle nicht lesbar", "nicht lesbar", "unlesbar"),
}
_STATUS = {
    AssessmentStatus.FINAL: ("gültig", "endgültig", "abgeschlossen", "fertig"),
    AssessmentStatus.SUPERSEDED: ("ersetzt", "abgelöst", "überholt"),
    AssessmentStatus.WITHDRAWN: ("zurückgezogen", "zurückgenommen"),
}
_ORIGINS = {
    Origin.OWN: ("von der Kommune veröffentlicht", "von der Kommune", "eigene", "selbst"),
    Origin.TAKEN_OVER: ("übernommen", "übernommen aus öffentlichen Ratsunterlagen", "aus Ratsunterlagen"),
}
_SUBJECTS = {
    SubjectKind.PROJECT: ("Projekt", "Vorhaben"),
    SubjectKind.PAPER: ("Vorlage", "Ratsvorlage", "Beschlussvorlage", "Vorlage für den Rat"),
}
_PHASES = {
    Phase.IDEA: ("Idee",),
    Phase.PLANNING: ("in Planung", "Planung", "geplant"),
    Phase.IMPLEMENTATION: ("in Umsetzung", "Umsetzung"),
    Phase.OPERATION: ("im Betrieb", "Betrieb", "in Betrieb"),
    Phase.ENDED: ("beendet", "abgeschlossen", "Ende"),
}
_MEASURES = {
    MeasureState.PLANNED: ("geplant", "in Planung", "vorgesehen"),
    MeasureState.RUNNING: ("läuft", "laufend", "begonnen", "in Arbeit", "in Umsetzung"),
    MeasureState.DONE: ("erledigt", "umgesetzt", "fertig", "abgeschlossen"),
    MeasureState.DROPPED: ("aufgegeben", "verworfen"),
}
_CATEGORIES = {
    Category.ENERGY: ("Energie und Klima", "Energie", "Klima"),
    Category.MOBILITY: ("Mobilität", "Verkehr"),
    Category.FOOD: ("Ernährung und Gärten", "Ernährung", "Gärten", "Garten", "Essen"),
    Category.SHARING: ("Reparieren, Teilen, Tauschen", "Reparieren", "Teilen", "Tauschen"),
    Category.NATURE: ("Natur und Wasser", "Natur", "Wasser"),
    Category.HOUSING: ("Bauen und Wohnen", "Bauen", "Wohnen"),
    Category.DIGITAL: ("Digitales und offene Daten", "Digitales", "offene Daten"),
    Category.LEARNING: ("Lernen und Kultur", "Lernen", "Kultur", "Bildung"),
    Category.COMMUNITY: ("Nachbarschaft und Teilhabe", "Nachbarschaft", "Teilhabe"),
    Category.ECONOMY: ("Wirtschaft und Versorgung", "Wirtschaft", "Versorgung"),
}
_EFFECTS = {
    Effect.UP: ("fördernd", "dafür", "positiv", "hilft"),
    Effect.NEUTRAL: ("neutral", "kein Effekt", "keine Wirkung"),
    Effect.DOWN: ("hemmend", "dagegen", "negativ", "schadet"),
}
_METHODS = {
    Method.NONE: ("kein Zahlenwert, nur Profil", "kein Zahlenwert", "nur Profil", "keine"),
    Method.WEIGHTED_MEAN: ("gewichtetes Mittel", "gewichteter Mittelwert"),
    Method.SUM: ("Summe",),
    Method.MINIMUM: ("Minimum", "kleinster Wert"),
    Method.SHARE_MET: ("Anteil erfüllter Kriterien", "Anteil erfüllt"),
    Method.INDEX: ("Punkte mit Indextabelle", "Indextabelle"),
}
_EDITIONS = {
    EditionStatus.DRAFT: ("Entwurf",),
    EditionStatus.PUBLISHED: ("veröffentlicht",),
    EditionStatus.RETIRED: ("nicht mehr in Gebrauch", "zurückgezogen", "veraltet"),
}
_KINDS = {
    CatalogueKind.OWN: ("eigener Wortlaut", "eigener", "eigen"),
    CatalogueKind.DOCUMENTED: ("nach öffentlichen Unterlagen dokumentiert", "dokumentiert"),
}
_CHANGES = {
    CriterionChange.KEPT: ("unverändert", "beibehalten", "gleich"),
    CriterionChange.REWORDED: ("neu formuliert", "umformuliert"),
    CriterionChange.MOVED: ("verschoben", "umbenannt"),
    CriterionChange.SPLIT: ("aufgeteilt", "geteilt"),
    CriterionChange.MERGED: ("zusammengelegt", "zusammengefasst"),
    CriterionChange.DROPPED: ("entfallen", "gestrichen"),
}
_OFFERS = {
    OfferKind.FUNDING: ("Förderung", "Fördermittel"),
    OfferKind.ADVICE: ("Beratung",),
    OfferKind.TRAINING: ("Schulung", "Fortbildung"),
    OfferKind.TOOL: ("Werkzeug",),
    OfferKind.NETWORK: ("Netzwerk",),
}
_LICENCES = {
    DataLicence.DL_DE_BY: ("Datenlizenz Deutschland – Namensnennung – Version 2.0", "DL-DE-BY-2.0", "dl-de-by"),
    DataLicence.DL_DE_ZERO: ("Datenlizenz Deutschland – Zero – Version 2.0", "DL-DE-ZERO-2.0", "dl-de-zero"),
    DataLicence.CC_BY: ("Creative Commons Namensnennung 4.0 International", "CC BY 4.0", "CC-BY"),
    DataLicence.CC_ZERO: ("Creative Commons CC0 1.0 Universell", "CC0 1.0", "CC0"),
}


def _plain(table: Mapping[Word, tuple[str, ...]]) -> Spellings:
    return {str(word): ways for word, ways in table.items()}


WORDS: Mapping[type[StrEnum], Spellings] = {
    NonValue: _plain(NON_VALUES),
    AssessmentStatus: _plain(_STATUS),
    Origin: _plain(_ORIGINS),
    SubjectKind: _plain(_SUBJECTS),
    Phase: _plain(_PHASES),
    MeasureState: _plain(_MEASURES),
    Category: _plain(_CATEGORIES),
    Effect: _plain(_EFFECTS),
    Method: _plain(_METHODS),
    EditionStatus: _plain(_EDITIONS),
    CatalogueKind: _plain(_KINDS),
    CriterionChange: _plain(_CHANGES),
    OfferKind: _plain(_OFFERS),
    DataLicence: _plain(_LICENCES),
}
_OTHER_NAMES = {
    "BY": ("Freistaat Bayern",),
    "NW": ("NRW",),
    "RP": ("RLP",),
    "SN": ("Freistaat Sachsen",),
    "TH": ("Freistaat Thüringen",),
}
STATES: Spellings = {letters: (name, *_OTHER_NAMES.get(letters, ())) for letters, name in LANDS.items()}
"""the Länder by their letters"""
KEYS: Spellings = {
    "about": ("Beschreibung", "über"),
    "ags": ("Gemeindeschlüssel", "Amtlicher Gemeindeschlüssel"),
    "alternatives": ("Alternativen", "geprüfte Alternativen"),
    "amount": ("Menge", "Betrag", "Zahl"),
    "catalogue": ("Katalog",),
    "categories": ("Kategorien", "Kategorie", "category"),
    "comment": ("Kommentar", "Stellungnahme", "Bemerkung"),
    "count": ("Anzahl", "Einwohnerzahl"),
    "criteria": ("Kriterien",),
    "date": ("Datum", "Tag", "Stand"),
    "decision": ("Beschluss",),
    "delegation": ("Verweis",),
    "description": ("Beschreibung",),
    "digital": ("Digitalvorhaben",),
    "dimensions": ("Dimensionen",),
    "due": ("fällig", "Frist", "Termin", "bis"),
    "edition": ("Ausgabe",),
    "evidence": ("Nachweis", "Nachweise", "Beleg", "Belege"),
    "exemption": ("Ausnahme",),
    "expected": ("erwartet",),
    "fields": ("Themenfelder",),
    "founded": ("gegründet", "seit"),
    "id": ("Kennung",),
    "kind": ("Art",),
    "label": ("Bezeichnung",),
    "lesson": ("Erfahrung", "Erfahrungen", "Lehre"),
    "level": ("Stufe", "Bewertung"),
    "levels": ("Stufen",),
    "links": ("Link",),
    "made_up": ("erfunden", "Beispiel"),
    "measures": ("Maßnahmen", "Maßnahme"),
    "method": ("Methode",),
    "name": ("Bezeichnung",),
    "note": ("Anmerkung", "Hinweis", "Notiz"),
    "number": ("Nummer",),
    "origin": ("Herkunft",),
    "paper": ("Vorlage", "Ratsvorlage"),
    "phase": ("Phase",),
    "former_names": ("frühere Namen", "früherer Name", "hieß früher", "former_name"),
    "place": ("Ort", "Lage"),
    "population": ("Einwohnerzahl", "Einwohner"),
    "question": ("Frage",),
    "ratings": ("Bewertungen", "rating"),
    "reason": ("Begründung", "Grund", "warum"),
    "refers_to": ("Verweis", "verweist auf"),
    "reviewed_by": ("gegengelesen von", "gegengelesen", "geprüft von"),
    "scale": ("Skala",),
    "scales": ("Skalen",),
    "sources": ("Quellen", "Quelle", "source"),
    "source": ("Quelle", "sources"),
    "state": ("Land", "Bundesland", "Stand"),
    "status": ("Stand", "Zustand"),
    "status_reason": ("Grund", "Begründung"),
    "subject": ("Vorhaben", "Gegenstand"),
    "summary": ("Zusammenfassung", "Kurzfassung"),
    "superseded_by": ("ersetzt durch",),
    "symbol": ("Zeichen",),
    "tags": ("Schlagwörter", "Stichwörter"),
    "text": ("Antwort", "Freitext"),
    "title": ("Titel",),
    "unit": ("Einheit", "Stelle"),
    "url": ("Adresse", "Link", "Internetadresse"),
    "value": ("Wert",),
    "website": ("Webseite", "Homepage", "Internetseite"),
    "weight": ("Gewicht", "Gewichtung"),
}
"""names of entries; which of two is meant depends on which may stand there"""
