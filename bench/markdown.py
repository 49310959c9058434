"""The same pages as Markdown, for a MkDocs that knows nothing of assessments. Writing them is not measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bench.corpus import CATALOGUE
from bench.reckoning import Reckoned, reckon

PAGE = 100
"""results on a page of the overview"""
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()  # noqa: SIM905 -- read as a line
_BADGE = "Beispiel (erfunden)"


class Sheet(NamedTuple):
    """An assessment: its address ("town/name"), its town, what its file says, its result."""

    name: str
    town: str
    data: dict[str, Any]
    result: tuple[Reckoned, ...]


def load(text: str) -> Any:
    """YAML as the file format takes it: a date stays text."""
    return yaml.load(text, Loader=_Loader)  # noqa: S506 -- a safe loader with fewer types


class _Loader(yaml.CSafeLoader):
    """Takes dates as text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def catalogue_of(plot: Path) -> dict[str, Any]:
    """The catalogue of a plot."""
    found: dict[str, Any] = load((plot / CATALOGUE / "catalogue.yml").read_text("utf-8"))
    return found


def sheet(path: Path, catalogue: Mapping[str, Any]) -> Sheet:
    """An assessment of a plot."""
    town = load((path.parent / "municipality.yml").read_text("utf-8"))["name"]
    data = load(path.read_text("utf-8"))
    return Sheet(f"{path.parent.name}/{path.stem}", town, data, reckon(data["ratings"], catalogue))


def sheets(plot: Path) -> list[Path]:
    """The files of all assessments of a plot."""
    return [path for path in sorted(plot.glob("assessments/*/*.yml")) if path.stem != "municipality"]


def write(plot: Path, folder: Path) -> None:
    """Write the pages of all results and their overview into a new docs folder."""
    catalogue = catalogue_of(plot)
    rows = []
    for path in sheets(plot):
        each = sheet(path, catalogue)
        file = folder / f"ergebnisse/{each.name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(_result(each, catalogue)), "utf-8")
        rows.append(((each.data["date"], each.name), _row(each)))
    newest = [row for _, row in sorted(rows, reverse=True)]
    (folder / "ergebnisse/seite").mkdir()
    pages = range(0, len(newest), PAGE)
    for number, start in enumerate(pages, 1):
        text = _overview(number, len(pages), newest[start : start + PAGE])
        (folder / f"ergebnisse/seite/{number}.md").write_text(text, "utf-8")


# -- results ---------------------------------------------------------------------------------------------------------


def _result(each: Sheet, catalogue: Mapping[str, Any]) -> Iterator[str]:
    subject, edition, town = each.data["subject"], f"{catalogue['title']}, Ausgabe 2026", each.name.split("/")[0]
    title, when = escape(subject["title"]), _date(each.data["date"])
    name = f"{title} – {each.town} – {_BADGE}"
    yield f'---\ntitle: "{name}"\ndescription: "{name}, {when}, {edition}"\nhide: [navigation]\n---\n'
    yield f"# {title} [{each.town}](../../../kommunen/{town}/) {_BADGE}\n"
    yield f"{when} · {_kind(subject)} · [{edition}](../../../kataloge/bench/2026/)\n"
    if newer := each.data.get("superseded_by"):
        yield f"**Diese Prüfung ist ersetzt.** {escape(each.data['status_reason'])} Neuer ist: [{title}](../{newer}/)\n"
    yield f"**{_BADGE}** Ort und Vorhaben sind erfunden. Sie zeigen, wie Ergebnisse hier aussehen.\n"
    yield f"{escape(subject['summary'])}\n"
    yield "## Auf einen Blick\n\n| Dimension | Wert | Stufe | Beantwortet |\n|---|---|---|---|"
    for found in each.result:
        yield f"| {found.label} | {found.value} von −2 bis 2 möglich | {found.levels} | {found.answered} |"
    yield from ("\n## Zu dieser Prüfung\n", *_facts(each, edition))
    yield "\n## Bewertungen\n"
    yield from _ratings(each, catalogue)
    yield "## Der ganze Rechenweg\n"
    yield "Gerechnet wird mit Brüchen; gerundet wird erst beim Anzeigen, kaufmännisch auf zwei Stellen.\n"
    for found in each.result:
        yield from _reckoning(found)
    yield "## So wird dieses Ergebnis zitiert\n"
    yield f"{each.town}, {_BADGE}: {title}. Prüfung ({when}). {edition} (bench@2026), Rechenregeln Version 1."
    yield f"`assessments/{each.name}.yml` https://pruefbuch.example.org/ergebnisse/{each.name}/"


def _facts(each: Sheet, edition: str) -> Iterator[str]:
    yield f"- Kommune: {each.town} {_BADGE}"
    yield f"- Datum der Prüfung: {_date(each.data['date'])}"
    yield f"- Stand: {'ersetzt' if 'superseded_by' in each.data else 'gültig'}"
    yield "- Herkunft: von der Kommune veröffentlicht"
    yield f"- Katalog: {edition} Eigener Wortlaut – nicht der amtliche NH-Check"
    yield f"- Geprüft von: {escape(each.data['unit'])}"
    if paper := each.data.get("paper"):
        yield f"- Ratsvorlage: {paper['number']}, {_date(paper['date'])}"
    if decision := each.data.get("decision"):
        yield f"- Beschluss: {decision['text']}, {_date(decision['date'])}"
    yield f"- Datei: `assessments/{each.name}.yml`"
    if comment := each.data.get("comment"):
        yield f"\n### Stellungnahme der Kommune\n\n{escape(comment)}"


def _ratings(each: Sheet, catalogue: Mapping[str, Any]) -> Iterator[str]:
    labels = {field["id"]: field["label"] for field in catalogue["fields"]}
    criteria = {criterion["title"]: criterion for criterion in catalogue["criteria"]}
    for found in each.result:
        yield f"### {found.label}\n\n{found.answered} beantwortet\n"
        field = ""
        for term in found.terms:
            criterion = criteria[term.title]
            if criterion["field"] != field:
                field = criterion["field"]
                yield f"#### {labels[field]}\n"
            yield f"##### [{term.title}](../../../kataloge/bench/2026/{criterion['id']}/)\n\n**{term.answer}**\n"
            rating = each.data["ratings"].get(criterion["id"], {})
            if "reason" in rating:
                yield f"{escape(rating['reason'])}\n"
            if "evidence" in rating:
                proofs = (f"- [{escape(proof['title'])}]({proof['url']})" for proof in rating["evidence"])
                yield "\n".join(["Nachweise\n", *proofs, ""])


def _reckoning(found: Reckoned) -> Iterator[str]:
    yield f"### {found.label}: {found.value}\n"
    yield "Jeder Wert wird mit seinem Gewicht malgenommen; die Summe wird durch die Summe der Gewichte geteilt.\n"
    yield "| Kriterium | Stand | Gewicht | Wert | Beitrag |\n|---|---|--:|--:|--:|"
    yield from (f"| {term.title} | {' | '.join(term.cells)} |" for term in found.terms)
    yield f"| Summe | | | | {found.points} |"
    yield f"| geteilt durch die Summe der Gewichte | | | | {found.divisor} |"
    yield f"| gerundet | | | | {found.value} |\n| möglich | | | | −2 bis 2 |\n"
    yield f"Vergeben: „{found.level}“.\n" if found.level else "Keine Stufe vergeben.\n"


# -- overview --------------------------------------------------------------------------------------------------------


def _overview(number: int, last: int, rows: list[str]) -> str:
    head = "| Vorhaben | Kommune und Datum | Ergebnis | Beantwortet |\n|---|---|---|---|\n"
    newer = f"[neuere](../{number - 1}/) " if number > 1 else ""
    older = f"[ältere](../{number + 1}/)" if number < last else ""
    table = head + "\n".join(rows)
    return f"---\ntitle: Ergebnisse\n---\n\n# Ergebnisse, Seite {number}\n\nNeueste zuerst – keine Rangliste\n\n{table}\n\n{newer}{older}\n"


def _row(each: Sheet) -> str:
    subject, town = each.data["subject"], each.name.split("/")[0]
    status = ", **ersetzt**" if "superseded_by" in each.data else ""
    gist = " · ".join(f"{found.label}: {found.level or found.value}" for found in each.result)
    cells = (
        f"[{escape(subject['title'])}](../../{each.name}/) {_kind(subject)}{status}",
        f"[{each.town}](../../../kommunen/{town}/) {_BADGE} {_date(each.data['date'])}",
        f"{gist} [Vergleichskatalog, Ausgabe 2026](../../../kataloge/bench/2026/)",
        _counted(each.result),
    )
    return f"| {' | '.join(cells)} |"


def _counted(result: tuple[Reckoned, ...]) -> str:
    pairs = [found.answered.split(" von ") for found in result]
    return f"{sum(int(answered) for answered, _ in pairs)} von {sum(int(asked) for _, asked in pairs)}"


def _kind(subject: Mapping[str, Any]) -> str:
    return f"{'Vorlage' if subject['kind'] == 'paper' else 'Vorhaben'}{', digital' if subject['digital'] else ''}"


def _date(text: str) -> str:
    year, month, *day = text.split("-")
    return f"{f'{int(day[0])}. ' if day else ''}{_MONTHS[int(month) - 1]} {year}"
