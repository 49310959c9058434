"""A small book in git for tests of `pruefbuch diff`: commits made of texts, without a file on disk. All places are made up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from pruefbuch.tree import FOLDERS

KURZ = "content/kataloge/kurz/2026/catalogue.yml"
NEXT = "content/kataloge/kurz/2027/catalogue.yml"
CATALOGUE = """\
title: Kurzer Check
kind: own
notice: Nur für Tests.
licence: CC-BY-4.0
edition: {date: 2026, status: draft, changes: Erste Ausgabe.}
scales:
  - id: wirkung
    label: Wirkung
    levels:
      - {id: hemmend, label: hemmend, short: "−", symbol: "▼", value: -1, effect: down}
      - {id: neutral, label: neutral, short: "0", symbol: "●", value: 0, effect: neutral}
      - {id: foerdernd, label: fördernd, short: "+", symbol: "▲", value: 1, effect: up}
  - id: ja-nein
    label: Ja oder nein
    ordered: false
    levels:
      - {id: nein, label: nein, short: n, symbol: "○"}
      - {id: ja, label: ja, short: j, symbol: "●"}
  - id: staerke
    label: Stärke
    levels:
      - {id: gering, label: gering, short: g, symbol: "◇", value: 1}
      - {id: gross, label: groß, short: G, symbol: "◆", value: 2}
  - id: gruppen
    label: Gruppen
    ordered: false
    levels:
      - {id: junge, label: hilft Jungen, short: J, symbol: "▲", effect: up}
      - {id: alte, label: hilft Alten, short: A, symbol: "▲▲", effect: up}
      - {id: laute, label: stört Nachbarn, short: N, symbol: "▼", effect: down}
  - id: stand
    label: Stand
    levels:
      - {id: offen, label: offen, short: o, symbol: "□", effect: down}
      - {id: geregelt, label: geregelt, short: g, symbol: "■", effect: up}
dimensions:
  - id: oekologie
    label: Ökologie
    method: weighted-mean
    thresholds: [{id: ausgeglichen, label: ausgeglichen, at: 0}, {id: foerderlich, label: förderlich, at: 0.5}]
  - id: soziales
    label: Soziales
    method: weighted-mean
    thresholds: [{id: ausgeglichen, label: ausgeglichen, at: 0}, {id: foerderlich, label: förderlich, at: 0.5}]
  - {id: rahmen, label: Rahmen, method: none}
fields:
  - {id: klima, label: Klima, dimension: oekologie}
  - {id: teilhabe, label: Teilhabe, dimension: soziales}
  - {id: form, label: Form, dimension: rahmen}
stages: [{id: relevanz, label: Relevanz}, {id: haupt, label: Hauptprüfung}]
overall: {method: none}
exemptions: [{id: personal, label: Personalangelegenheit}]
delegation: true
allows: [cannot-tell, unanswered, not-applicable]
criteria:
  - {id: klima, field: klima, stage: haupt, title: Klimawirkung, question: Hilft es dem Klima?, scale: wirkung, weight: 2}
  - {id: strom, field: klima, stage: haupt, title: Strom, question: Spart es Strom?, scale: wirkung}
  - id: zugang
    field: teilhabe
    stage: haupt
    title: Barrierefreiheit
    question: Kommen alle hinein?
    scale: wirkung
    knock_out: {levels: [hemmend], cap: ausgeglichen}
  - {id: mitsprache, field: teilhabe, stage: haupt, title: Mitsprache, question: Reden alle mit?, scale: wirkung, weight: 4}
  - {id: berührt, field: form, stage: relevanz, title: Berührt?, question: Berührt es die Form?, scale: ja-nein}
  - {id: stand, field: form, stage: haupt, title: Stand, question: Ist es geregelt?, scale: stand}
  - {id: gruppen, field: form, stage: haupt, title: Gruppen, question: Wen trifft es?, select: gruppen}
  - id: achsen
    field: form
    stage: haupt
    title: Richtung
    question: Wohin und wie stark?
    axes: [{id: wohin, label: Wohin, scale: wirkung}, {id: wie, label: Wie stark, scale: staerke, unless: [neutral]}]
  - {id: lehren, field: form, stage: haupt, title: Lehren, question: Was noch?, form: text}
""".replace("berührt,", "beruehrt,")
TOWNS = {
    "assessments/musterlingen/municipality.yml": "name: Musterlingen\nkind: Stadt\nmade_up: true\n",
    "assessments/neu-exempel/municipality.yml": "name: Neu-Exempel\nkind: Gemeinde\nmade_up: true\n",
}
RATINGS = {
    "klima": "foerdernd",
    "strom": "foerdernd",
    "zugang": "foerdernd",
    "mitsprache": "foerdernd",
    "beruehrt": "ja",
    "stand": "geregelt",
    "gruppen": "[junge, alte]",
    "achsen": "{wohin: foerdernd, wie: gross}",
}
APP = "assessments/musterlingen/buerger-app-2026-09.yml"
SENSORS = "assessments/neu-exempel/parkraumsensoren-2026.yml"


def sheet(
    subject: str = "buerger-app",
    title: str = "Bürger-App",
    date: str = "2026-09",
    head: str = "",
    ratings: Mapping[str, str] | None = None,
    reasons: Mapping[str, str] | None = None,
    *,
    text: str = "Nichts weiter.",
    catalogue: str = "kurz@2026",
) -> str:
    """An assessment with a reason for each rating. A rating "" is left out; `ratings` and `reasons` change what is usual."""
    given = {**RATINGS, **(ratings or {})}
    why = {name: f"Grund von {name}." for name in given} | dict(reasons or {})
    rated = [f"  {name}:\n    level: {level}\n    reason: {why[name]}\n" for name, level in given.items() if level]
    about = f"subject:\n  id: {subject}\n  title: {title}\n  kind: project\n  digital: true\n"
    freely = f"  lehren: {{text: {text}}}\n" if text else ""
    return f"catalogue: {catalogue}\n{about}date: {date}\n{head}ratings:\n{''.join(rated)}{freely}"


BOOK = {
    KURZ: CATALOGUE,
    **TOWNS,
    APP: sheet(),
    SENSORS: sheet("parkraumsensoren", "Sensoren für freie Parkplätze", "2026-02-11", ratings={"strom": "cannot-tell"}),
}

File = str | bytes | tuple[str, str]
"""a text, bytes, or a mode with a text (or with the name of a commit)"""


class Repository:
    """A repository with a book in a folder of it. Only git has its files: the folders of the book are empty."""

    def __init__(self, top: Path, book: str = "") -> None:
        self.top, self.root = top, top / book
        self._prefix = f"{book}/" if book else ""
        for name in FOLDERS:
            (self.root / name).mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, said: bytes = b"") -> str:
        env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        done = subprocess.run(["git", *arguments], cwd=self.top, env=env, input=said, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def commit(self, files: Mapping[str, File], branch: str = "main", parent: str = "", message: str = "x") -> str:
        """A commit of exactly these files, on top of another one or of none; its name."""
        said = [f"commit refs/heads/{branch}\ncommitter x <x@y> 1700000000 +0000\n".encode(), _data(message)]
        said.append(f"from {parent}\n".encode() if parent else b"")
        said.append(b"deleteall\n")
        for path, file in files.items():
            if isinstance(file, tuple) and file[0] == "160000":
                said.append(f"M 160000 {file[1]} {self._prefix}{path}\n".encode())
            else:
                mode, content = file if isinstance(file, tuple) else ("100644", file)
                said += [f"M {mode} inline {self._prefix}{path}\n".encode(), _data(content)]
        self.git("fast-import", "--quiet", "--force", said=b"".join(said))
        return self.git("rev-parse", f"refs/heads/{branch}")

    def propose(self, before: Mapping[str, File], after: Mapping[str, File | None], message: str = "x") -> None:
        """main with the files of before, and the branch `vorschlag` on top of it with what is other then; None: the file is gone."""
        first = self.commit(before)
        files = {path: file for path, file in {**before, **after}.items() if file is not None}
        self.commit(files, "vorschlag", first, message)


def _data(content: str | bytes) -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return b"data %d\n%b\n" % (len(data), data)
