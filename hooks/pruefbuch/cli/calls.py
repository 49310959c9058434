"""How a command is called, in German: argparse speaks English, and of its own affairs."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from pruefbuch.cli.console import Refusal
from pruefbuch.model.suggest import suggest
from pruefbuch.wording import listing

_HEADINGS = (("usage: ", "Aufruf: "), ("positional arguments:", "Angaben:"), ("options:", "Schalter:"))
_CASES = (
    (re.compile(r"the following arguments are required: (.*)"), "es fehlt: {0}"),
    (re.compile(r"unrecognized arguments: (.*)"), "„{0}“ ist hier zu viel"),
    (re.compile(r"argument (\S+): expected (?:one|at least one) argument"), "nach „{0}“ fehlt ein Wert"),
    (re.compile(r"argument (\S+): ignored explicit argument '(.*)'"), "„{0}“ nimmt keinen Wert, hier steht „{1}“"),
)
_CHOICE = re.compile(r"argument (\S+): invalid choice: '(.*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """The arguments of a command. What is wrong with them is said in German, with an example; `main` ends with code 2."""

    def __init__(self, *, prog: str | None = None, description: str = "", epilog: str = "", example: str = "") -> None:
        super().__init__(prog=prog, description=description, epilog=epilog, add_help=False)
        self.example = example
        self.add_argument("-h", "--help", action="help", help="zeigt diese Hilfe")

    def format_help(self) -> str:
        """The help of argparse with German headings."""
        text = super().format_help()
        for english, german in _HEADINGS:
            text = re.sub(f"^{english}", german, text, flags=re.MULTILINE)
        return text

    def error(self, message: str) -> NoReturn:
        """Refuse the call."""
        raise Refusal(f"{_german(message)}; zum Beispiel: {self.example}; alle Angaben: {self.prog} --help")


def _german(message: str) -> str:
    """What argparse complains of; a test holds what it says in the versions of Python that we support."""
    if match := _CHOICE.fullmatch(message):
        choices = [choice.strip(" '") for choice in match[3].split(",")]
        fault = f"„{match[2]}“ gibt es {'als Befehl' if match[1] == 'BEFEHL' else f'bei „{match[1]}“'} nicht; erlaubt: {listing(choices)}"
        return "; ".join(part for part in (fault, suggest(match[2], choices, {"text": ("Text",)})) if part)
    for pattern, words in _CASES:
        if match := pattern.fullmatch(message):
            return words.format(*match.groups())
    return "der Aufruf ist so nicht zu verstehen"
