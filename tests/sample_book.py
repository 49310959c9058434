"""A small book of model values that has one of everything that pages show. All places are made up; no file is read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from hashlib import sha256
from typing import Any

from printed import book_of_values
from pruefbuch.book import Book
from pruefbuch.model.assessments import (
    Assessment,
    AssessmentStatus,
    Decision,
    Evidence,
    Exemption,
    Measure,
    MeasureState,
    Municipality,
    MunicipalityKey,
    Origin,
    Paper,
    Phase,
    Population,
    Rating,
    Subject,
    SubjectKind,
)
from pruefbuch.model.catalogues import (
    Aggregation,
    Axis,
    Catalogue,
    CatalogueKind,
    Criterion,
    CriterionChange,
    Dimension,
    Edition,
    EditionMapping,
    EditionStatus,
    Effect,
    ExemptionClass,
    Field,
    Form,
    FormKind,
    Gate,
    IndexStep,
    KnockOut,
    Level,
    Method,
    Reference,
    Requirements,
    Scale,
    Stage,
    Threshold,
)
from pruefbuch.model.common import Link, NonValue, PartialDate, Place, Spot
from pruefbuch.model.initiatives import Category, Initiative

N = NonValue
F = Fraction

WIRKUNG = Scale(
    "wirkung",
    "Wirkung",
    (
        Level("hemmend", "hemmend", "−", "▼", F(-1), Effect.DOWN, "Es wird schlechter."),
        Level("neutral", "neutral", "0", "●", F(0), Effect.NEUTRAL),
        Level("foerdernd", "fördernd", "+", "▲", F(1), Effect.UP, "Es wird besser."),
    ),
)
STAERKE = Scale(
    "staerke",
    "Stärke",
    (
        Level("gering", "gering", "1", "◔", F(1)),
        Level("mittel", "mittel", "2", "◑", F(2)),
        Level("hoch", "hoch", "3", "◕", F(3)),
    ),
)
RELEVANZ = Scale("relevanz", "Relevanz", (Level("nein", "nein", "n", "○"), Level("ja", "ja", "j", "●")), ordered=False)
ART = Scale(
    "art",
    "Art der Aufgabe",
    (Level("pflicht", "Pflicht", "P", "■"), Level("freiwillig", "freiwillig", "F", "□")),
    ordered=False,
)

STUFEN = (
    Threshold("schwach", "schwach", F(-1), "Es überwiegen Nachteile."),
    Threshold("traegt", "trägt", F(1, 4), "Vorteile überwiegen."),
    Threshold("stark", "stark", F(3, 4)),
)
ALLOWED = frozenset({N.CANNOT_TELL, N.UNANSWERED, N.REFERS_ELSEWHERE, N.NOT_RECOVERED})


def level(scale: Scale, unit: str = "") -> Form:
    """The form of one level."""
    return Form(FormKind.LEVEL, (Axis("level", "Stufe", scale),), unit)


def criteria() -> tuple[Criterion, ...]:
    """One criterion of every form, with every rule that a criterion may have."""
    effect = level(WIRKUNG)
    axes = Form(
        FormKind.AXES, (Axis("richtung", "Richtung", WIRKUNG), Axis("staerke", "Stärke", STAERKE, frozenset({"neutral"})))
    )
    return (
        Criterion(
            "vorfrage",
            "energie",
            "relevance",
            "Energie relevant?",
            "Verbraucht es Energie?",
            level(RELEVANZ),
            gate=Gate(frozenset({"nein"}), ("energie",)),
            simple="Braucht es Strom?",
        ),
        Criterion(
            "strom",
            "energie",
            "main",
            "Stromverbrauch",
            "Sinkt der Verbrauch?",
            level(WIRKUNG, "kWh/a"),
            F(2),
            {"hemmend": "Er steigt.", "neutral": "Er bleibt gleich.", "foerdernd": "Er sinkt."},
            ALLOWED | {N.NOT_APPLICABLE},
            Requirements(frozenset({"hemmend"}), frozenset({"hemmend", "neutral", "foerdernd"}), frozenset({"hemmend"})),
            KnockOut(frozenset({"hemmend"}), "schwach"),
            references=(Reference("SDG", "", ("7", "13")), Reference("BNK", "2021", ("10",), "nur zum Teil")),
            note="Gemessen, nicht *geschätzt*.",
            guidance="## Warum das zählt\n\nStrom kostet.\n\n## Nachweise\n\n- Zähler\n- Rechnung",
        ),
        Criterion(
            "geraete",
            "energie",
            "main",
            "Geräte",
            "Halten Geräte länger?",
            effect,
            allows=ALLOWED | {N.NOT_APPLICABLE},
            knock_out=KnockOut(frozenset({"hemmend"}), "traegt"),
        ),
        Criterion("flaeche", "raum", "main", "Fläche", "Wird Fläche frei?", effect, allows=ALLOWED),
        Criterion("zugang", "teilhabe", "main", "Zugang", "Kommen alle hinein?", effect, allows=ALLOWED),
        Criterion("sprache", "teilhabe", "main", "Sprache", "Ist es verständlich?", effect, F(1, 3), allows=ALLOWED),
        Criterion("preis", "geld", "main", "Preis", "Trägt es sich?", effect, allows=ALLOWED),
        Criterion("klima", "klima", "main", "Klimawirkung", "Wie stark?", axes, allows=ALLOWED),
        Criterion("ziel", "ziele", "main", "Zielbeitrag", "Dient es dem Ziel?", effect, F(1, 7), allows=ALLOWED),
        Criterion(
            "art",
            "rahmen",
            "main",
            "Art der Aufgabe",
            "Pflicht oder freiwillig?",
            Form(FormKind.SELECTION, (Axis("level", "Stufe", ART),), "€"),
            allows=frozenset(),
        ),
        Criterion("text", "rahmen", "main", "Lehren", "Was haben Sie gelernt?", Form(FormKind.TEXT), allows=ALLOWED),
        Criterion("unlesbar", "rahmen", "main", "", "", effect, allows=ALLOWED, note="Der Wortlaut war nicht zu lesen."),
    )


NEW = Catalogue(
    id="muster",
    edition=Edition(
        "2026",
        PartialDate(2026, 1),
        EditionStatus.DRAFT,
        "Rechnet jetzt.",
        "2025",
        (
            EditionMapping(CriterionChange.REWORDED, ("strom",), ("strom",), "klarer"),
            EditionMapping(CriterionChange.SPLIT, ("rest",), ("geraete", "flaeche")),
            EditionMapping(CriterionChange.DROPPED, ("alt",), (), "überholt"),
        ),
    ),
    kind=CatalogueKind.OWN,
    title="Musterkatalog",
    notice="Nur für *Tests*.",
    licence="CC-BY-4.0",
    scales=(WIRKUNG, STAERKE, RELEVANZ, ART),
    dimensions=(
        Dimension(
            "oekologie",
            "Ökologie",
            Aggregation(Method.WEIGHTED_MEAN, thresholds=STUFEN, up=F(1, 2), down=F(-1, 2)),
            F(2),
            "Luft, Wasser, Boden.",
        ),
        Dimension("soziales", "Soziales", Aggregation(Method.SHARE_MET, met=F(1), thresholds=STUFEN, up=F(1, 2), down=F(0))),
        Dimension("kosten", "Kosten", Aggregation(Method.MINIMUM, thresholds=STUFEN, up=F(1), down=F(-1))),
        Dimension(
            "klima",
            "Klima",
            Aggregation(Method.INDEX, steps=(IndexStep(F(-3), F(0)), IndexStep(F(0), F(1)), IndexStep(F(2), F(5)))),
        ),
        Dimension("ziele", "Ziele", Aggregation(Method.SUM)),
        Dimension("rahmen", "Rahmen", Aggregation(Method.NONE)),
    ),
    fields=(
        Field("energie", "Energie", "oekologie", "Strom und Geräte."),
        Field("raum", "Raum", "oekologie"),
        Field("teilhabe", "Teilhabe", "soziales"),
        Field("geld", "Geld", "kosten"),
        Field("klima", "Klima", "klima"),
        Field("ziele", "Ziele", "ziele"),
        Field("rahmen", "Rahmen", "rahmen"),
    ),
    stages=(Stage("relevance", "Relevanz", "Erst die Vorfragen."), Stage("main", "Hauptprüfung")),
    criteria=criteria(),
    overall=Aggregation(Method.WEIGHTED_MEAN, thresholds=STUFEN),
    exemptions=(
        ExemptionClass("personal", "Personalangelegenheit", "Einzelne Personen."),
        ExemptionClass("sonst", "Sonstiges"),
    ),
    delegation=True,
    non_value_labels={N.CANNOT_TELL: "nicht ermittelbar"},
    sources=(Link("Beschluss", "https://example.org/beschluss"), Link("", "https://example.org/quelle")),
    guidance=("Warum das zählt", "Nachweise"),
    intro="Vorab.\n\n## Für wen\n\nFür alle.\n\n## Für wen\n\nNoch einmal.",
    path="content/kataloge/muster/2026/catalogue.yml",
    checksum="a" * 64,
)

OLD = Catalogue(
    id="muster",
    edition=Edition("2025", None, EditionStatus.RETIRED),
    kind=CatalogueKind.DOCUMENTED,
    title="Musterkatalog",
    notice="Dokumentiert.",
    licence="CC-BY-4.0",
    scales=(WIRKUNG,),
    dimensions=(
        Dimension("oekologie", "Ökologie", Aggregation(Method.NONE)),
        Dimension("soziales", "Soziales", Aggregation(Method.NONE)),
    ),
    fields=(Field("alles", "Alles", "oekologie"), Field("menschen", "Menschen", "soziales"), Field("leer", "Leer", "soziales")),
    stages=(Stage("main", "Prüfung"),),
    criteria=tuple(
        Criterion(name, field, "main", name.capitalize(), f"{name}?", level(WIRKUNG), allows=ALLOWED)
        for name, field in (("strom", "alles"), ("rest", "alles"), ("alt", "menschen"))
    ),
    overall=Aggregation(Method.NONE),
    path="content/kataloge/muster/2025/catalogue.yml",
    checksum="b" * 64,
)

MUSTERSTADT = Municipality(
    "musterstadt",
    "Musterstadt",
    "Stadt",
    made_up=True,
    about="Liegt *nirgends*.",
    spot=Spot(F("51.25"), F("11.5"), "erfundene Lage"),
    population=Population(24000, PartialDate(2025), "https://example.org/einwohner"),
    path="assessments/musterstadt/municipality.yml",
)
LEERSTEDT = Municipality("leerstedt", "Leerstedt", "Gemeinde", made_up=True, path="assessments/leerstedt/municipality.yml")
TESTHEIM = Municipality(
    "testheim",
    "Ätestheim",
    "Kreis",
    made_up=False,
    state="TH",
    keys=(
        MunicipalityKey("16000001", None, PartialDate(2021, 6, 30), "https://example.org/ags"),
        MunicipalityKey("16000002", PartialDate(2021, 7, 1)),
    ),
    website="https://example.org/testheim",
    sources=(Link("Nachschlagewerk", "https://example.org/nachschlagewerk"),),
    spot=Spot(F("50.5"), F("9.25"), "Mitte", "https://example.org/mitte"),
    path="assessments/testheim/municipality.yml",
)

APP = Subject("app", "Bürger-App", SubjectKind.PROJECT, digital=True, phase=Phase.OPERATION, summary="Eine *App* für alle.")


def rating(criterion: str, *levels: str, **more: Any) -> Rating:
    """A rating in a file that does not exist."""
    return Rating(criterion, Place("app.yml"), levels=levels, **more)


def assessment(name: str, ratings: Iterable[Rating] = (), **more: Any) -> Assessment:
    """An assessment of the app by the new edition, unless told otherwise."""
    fields: dict[str, Any] = {
        "municipality": name.split("/")[0],
        "catalogue": NEW.ref,
        "subject": APP,
        "date": PartialDate(2026, 3, 5),
        "status": AssessmentStatus.FINAL,
        "origin": Origin.OWN,
    } | more
    checksum = sha256(name.encode()).hexdigest()
    return Assessment(id=name, path=f"assessments/{name}.yml", checksum=checksum, ratings=tuple(ratings), **fields)


FULL = (
    rating("vorfrage", "ja"),
    rating(
        "strom",
        "hemmend",
        amounts={"hemmend": F("1234.5")},
        reason="Der Verbrauch **steigt**.\n\n# Überschrift",
        evidence=(Evidence("Zählerstand", "https://example.org/zaehler", "Messung", PartialDate(2026, 2)), Evidence("Notiz")),
        measures=(
            Measure("Nachts abschalten", MeasureState.PLANNED, PartialDate(2026, 12), "foerdernd"),
            Measure("Weniger drucken", MeasureState.DROPPED),
        ),
        alternatives="Papier.",
        lesson="Früher *messen*.",
    ),
    rating("geraete", non_value=N.NOT_APPLICABLE, reason="Keine Geräte."),
    rating("flaeche", non_value=N.CANNOT_TELL),
    rating("zugang", "foerdernd"),
    rating("preis", "hemmend"),
    rating("klima", "foerdernd", "mittel"),
    rating("ziel", "foerdernd"),
    rating("art", "pflicht", "freiwillig", amounts={"pflicht": F(1, 3)}),
    rating("text", text="Früher anfangen."),
    rating("unlesbar", non_value=N.REFERS_ELSEWHERE, refers_to=Link("Umweltbericht", "https://example.org/umwelt")),
)


def assessments() -> tuple[Assessment, ...]:
    """A course of three, one of each way in which a check can end, one taken over, one withdrawn."""
    paper = Subject("haushalt", "Haushalt", SubjectKind.PAPER, digital=False)
    half = (
        rating("vorfrage", "nein"),
        rating("flaeche", "foerdernd"),
        rating("zugang", "hemmend"),
        rating("sprache", "hemmend"),
        rating("klima", "neutral"),
    )
    return (
        assessment("musterstadt/app-2025", (rating("strom", "foerdernd"),), catalogue=OLD.ref, date=PartialDate(2025)),
        assessment(
            "musterstadt/app-2026-03",
            half,
            status=AssessmentStatus.SUPERSEDED,
            status_reason="Neue Fassung.",
            superseded_by="app-2026-09",
        ),
        assessment(
            "musterstadt/app-2026-09",
            FULL,
            date=PartialDate(2026, 9),
            unit="Stabsstelle",
            reviewed_by="Klimaschutz",
            paper=Paper("0947/2026", "https://example.org/paper", PartialDate(2026, 9, 1)),
            decision=Decision("beschlossen", PartialDate(2026, 9, 30), "https://example.org/beschluss"),
            comment="Wir *bleiben* dran.",
            delegation=Link("Umweltbericht", "https://example.org/umwelt"),
        ),
        assessment(
            "musterstadt/app-2026-10",
            FULL,
            date=PartialDate(2026, 10),
            delegation=Link("Umweltbericht", "https://example.org/umwelt"),
        ),
        assessment("musterstadt/frei", subject=paper, exemption=Exemption("personal", "Eine Stelle.")),
        assessment("musterstadt/frei-sonst", subject=paper, exemption=Exemption("sonst", "Wahl."), date=PartialDate(2026, 1)),
        assessment("musterstadt/verweis", subject=paper, delegation=Link("Gutachten"), decision=Decision("vertagt"), date=None),
        assessment(
            "testheim/uebernommen",
            (rating("strom", non_value=N.NOT_RECOVERED), rating("rest", "neutral"), rating("alt", "hemmend")),
            catalogue=OLD.ref,
            subject=paper,
            date=None,
            origin=Origin.TAKEN_OVER,
            paper=Paper(url="https://example.org/vorlage"),
            sources=(Link("", "https://example.org/vorlage"),),
            status=AssessmentStatus.WITHDRAWN,
            status_reason="Verwechslung.",
            note="Die Tabelle *bricht ab*.",
        ),
        assessment(
            "testheim/zielkonflikt",
            (rating("strom", "foerdernd"), rating("alt", "hemmend")),
            catalogue=OLD.ref,
            paper=Paper(date=PartialDate(2026, 1, 1)),
        ),
    )


def initiatives() -> tuple[Initiative, ...]:
    """One with everything, one with nothing that may be missing, one of a town without results."""
    return (
        Initiative(
            "musterstadt/garten",
            "assessments/musterstadt/initiatives/garten.yml",
            "Garten für alle",
            Spot(F("51.2601"), F("11.51"), "alter Bahnhof"),
            (Category.FOOD, Category.COMMUNITY),
            "Beete *für alle*.",
            ("garten", "saatgut"),
            (Link("Seite des Gartens", "https://example.org/garten"),),
            PartialDate(2021, 5),
        ),
        Initiative(
            "testheim/solar",
            "assessments/testheim/initiatives/solar.yml",
            "Sonne vom Dach",
            Spot(F("50.75"), F("9.75")),
            (Category.ENERGY,),
            sources=(Link("", "https://example.org/solar"),),
        ),
        Initiative(
            "leerstedt/laden",
            "assessments/leerstedt/initiatives/laden.yml",
            "Laden im Dorf",
            Spot(F("52.5"), F("10.75")),
            (Category.ECONOMY,),
        ),
    )


def sample_book() -> Book:
    """The whole book."""
    catalogues = {each.ref: each for each in (OLD, NEW)}
    towns = {each.id: each for each in (LEERSTEDT, MUSTERSTADT, TESTHEIM)}
    found = {each.id: each for each in initiatives()}
    return book_of_values(catalogues, towns, {each.id: each for each in assessments()}, found)
