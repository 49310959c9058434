"""German as made up as it is plausible: a vocabulary of a few thousand words, sentences, names of towns."""

from __future__ import annotations

from itertools import accumulate, islice
from random import Random

_SMALL = """die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an
nach wie im für man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder zur um
haben einer mir über ihm diese einem uns zum kann doch vor dieser mich ihn hatte seine mehr am denn nun unter sehr
selbst schon hier bis habe dann alle weil ohne gegen jede seit dort zwischen bereits damit deshalb jedoch künftig
bisher kaum etwa rund weiterhin zusätzlich insgesamt teilweise"""
_ADJECTIVES = """örtlich städtisch öffentlich dauerhaft jährlich günstig niedrig höher deutlich gering zuständig
ökologisch größer kleiner zweckmäßig verlässlich übersichtlich gemeinsam barrierefrei zugänglich sparsam erneuerbar
regional überörtlich nachvollziehbar vorläufig mittelfristig erheblich merklich vollständig prüfbar rückbaubar
wiederverwendbar gemessen geschätzt geplant früher später nötig möglich üblich"""
_ENDINGS = ("", "e", "en", "er", "es")
_VERBS = """sinkt steigt bleibt entsteht entfällt genügt fehlt lohnt verändert verringert erhöht stärkt schwächt
benötigt ersetzt ergänzt prüft beschafft betreibt vergibt fördert hemmt schützt öffnet schließt erneuert saniert
verlängert vermeidet verlagert überträgt gewährleistet"""
_FIRST = """Energie Strom Wärme Klima Flächen Boden Wasser Abwasser Abfall Verkehrs Rad Fuß Bus Schul Kinder Senioren
Bürger Rats Verwaltungs Daten Geräte Rechner Netz Server Software Personal Haushalts Förder Betriebs Wartungs Bau Dach
Fassaden Grün Baum Wald Gewässer Lärm Luft Licht Park Markt Kultur Sport Bäder Büro Archiv Melde Vergabe Lizenz
Gebäude Quartiers Straßen Brücken Ufer Küchen Möbel Papier Brennstoff Solar Speicher"""
_SECOND = """verbrauch bedarf nutzung ausbau umbau rückbau betrieb versorgung planung prüfung messung steuerung
beratung förderung sicherung pflege erneuerung beschaffung vergabe lagerung führung fläche anlage stelle zentrale
station gebühr kosten bilanz quelle abgabe aufsicht ordnung satzung vereinbarung genehmigung auskunft beteiligung
erhebung statistik entwicklung schulung übung größe dichte höhe länge öffnung fähigkeit fläche schutz"""
_SPECIAL = ["5", "12", "30", "2030", "1.200", "kWh", "„Stadtwerke“", "F&E", "<10", '"Kommune']
"""what a careless page would break on: signs that mean something in HTML, and quotation marks"""
_PLACES = """Bahnhof Marktplatz Rathaus Stadtpark Mühlenweg Schulzentrum Hallenbad Bauhof Klärwerk Friedhof Südring
Nordtor Hafen Gymnasium Kurpark Schützenplatz Gewerbegebiet Wasserturm Festplatz Museum"""
_PREFIXES = ("", "Groß ", "Klein ", "Neu ", "Alt ", "Ober", "Unter", "Hinter", "Bad ", "Sankt ")
_STEMS = """Zwirbel Knödel Pantoffel Schnipsel Wackel Purzel Kuddel Murmel Schaukel Trödel Plauder Kringel Zottel
Fussel Bummel Haspel Wuschel Kritzel Erdacht Beispiel"""
_TAILS = """hausen heim stedt bach rode ingen dorf kirchen au tal berg furt feld horst moor brück"""
_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})

TOWNS = len(_PREFIXES) * len(_STEMS.split()) * len(_TAILS.split())
"""different names of towns"""


class Words:
    """Draws words and sentences. The n-th most frequent word is drawn about n times as rarely as the first, as in real texts (Zipf)."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._compounds = [first + second for first in _FIRST.split() for second in dict.fromkeys(_SECOND.split())]
        random.shuffle(self._compounds)
        self._words = _vocabulary(self._compounds)
        self._weights = list(accumulate((rank + 3) ** -1.2 for rank in range(len(self._words))))

    def sentence(self, least: int, most: int) -> str:
        """A sentence of so many words, more often a short one. It begins with a noun: YAML then needs no quotation marks."""
        count = min(self._random.randint(least, most) for _ in range(2))
        middle = self._random.choices(self._words, cum_weights=self._weights, k=count - 1)
        return " ".join([self._random.choice(self._compounds), *middle]) + "."

    def noun(self) -> str:
        """A compound noun."""
        return self._random.choice(self._compounds)

    def title(self) -> str:
        """What a subject is called."""
        return f"{self.noun()} {self._random.choice(('am', 'beim', 'rund um'))} {self._random.choice(_PLACES.split())}"


def _vocabulary(compounds: list[str]) -> list[str]:
    """All words, the most frequent first: small words, then nouns with other words among them."""
    adjectives = [adjective + ending for adjective in _ADJECTIVES.split() for ending in _ENDINGS]
    others = iter([*_VERBS.split(), *_SPECIAL, *adjectives])
    mixed = [word for noun in compounds for word in (*islice(others, 3), noun)]
    return list(dict.fromkeys([*_SMALL.split(), *mixed]))


def towns(count: int) -> list[str]:
    """The first so many names of towns."""
    if count > TOWNS:
        raise ValueError(f"there are only {TOWNS} names of towns")
    names = (
        f"{prefix}{stem if not prefix or prefix.endswith(' ') else stem.lower()}{tail}"
        for prefix in _PREFIXES
        for tail in _TAILS.split()
        for stem in _STEMS.split()
    )
    return list(islice(names, count))


def slug(name: str) -> str:
    """A name as part of an address."""
    return name.lower().translate(_PLAIN)
