"""Syntax errors in YAML: what libyaml says of them in English, and what an editor should be told in German.

libyaml says what its grammar misses; an editor wants to know what to change. `CASES` therefore lists, from special to general,
which words of libyaml about which lines mean which error. The last case fits everything.
"""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """One kind of error. `words` is a pattern for what libyaml says, `lines` one for the line above and the line itself.

    In `lines` a null character marks the place. In the German texts {char} stands for the character at the place, {two} for it
    and the next one.
    """

    words: str
    lines: str
    found: str
    allowed: str
    remedy: str
    at_start: bool = False
    """the error stands where the construct begins, not where libyaml gave up"""
    sign: str = ""
    """the error is this sign, the last one before the place that libyaml names"""


_PAIR = "ein Name, Doppelpunkt und Leerzeichen: „name: wert“"
_QUOTE_IT = "den ganzen Text in gerade Anführungszeichen setzen (\"…\" oder '…')"
_SAME_COLUMN = "Angaben einer Gruppe stehen genau untereinander, eingerückt mit Leerzeichen"

_TAB = (
    "die Zeile ist mit einem Tabulator eingerückt",
    "Einrückung nur mit Leerzeichen",
    "den Tabulator durch zwei Leerzeichen je Ebene ersetzen",
)


def _sign(words: str, sign: str, meaning: str, refused: str) -> Case:
    """A text that begins with a sign of YAML for something that is refused anyway."""
    fault = f"der Text beginnt mit „{sign}“, das leitet in YAML {meaning} ein"
    return Case(words, "", fault, f"keine {refused}; {sign} am Anfang nur in Anführungszeichen", _QUOTE_IT, True)


DIRECTIVE = Case(
    "directive|incompatible YAML", "", "die Zeile ist eine Anweisung an YAML (%…)", "keine Anweisungen", "Zeile löschen", True
)

CASES = (
    # -- what stands there instead of a space
    Case("", r"\n *\0? *\t|\0\t", *_TAB),
    Case("found a tab character", "", *_TAB),
    Case(
        "",
        r"(?m)(?:^ *(?:- *)?|[\w\"']:)(?:\xa0[^\0]*\0|\0\xa0)",
        "hier steht ein geschütztes Leerzeichen (U+00A0), wo YAML ein gewöhnliches braucht",
        "gewöhnliche Leerzeichen vor Namen und nach Doppelpunkten",
        "das Leerzeichen löschen und neu tippen",
        sign="\xa0",
    ),
    # -- colons
    Case(
        "could not find expected ':'",
        r"\n\s*\0\s*-[^\s-]",
        "nach dem Strich fehlt ein Leerzeichen",
        "Listeneinträge beginnen mit „- “",
        "Leerzeichen nach dem Strich setzen",
        True,
    ),
    Case(
        "could not find expected ':'",
        r"\n[^\n:]*:[^\s/]",
        "nach dem Doppelpunkt fehlt ein Leerzeichen",
        _PAIR,
        "Leerzeichen nach dem Doppelpunkt setzen",
        True,
    ),
    Case(
        "could not find expected ':'",
        "",
        "in dieser Zeile fehlt der Doppelpunkt nach dem Namen",
        _PAIR,
        "Doppelpunkt ergänzen; gehört die Zeile zum Text darüber, sie weiter einrücken als dessen Namen",
        True,
    ),
    Case(
        "mapping values are not allowed",
        r"\n[^\n]*: +[„“”‚‘’»«][^\n]*\0",
        "im Text steht ein Doppelpunkt mit Leerzeichen; „…“ sind für YAML keine Anführungszeichen",
        "Text mit Doppelpunkt nur in geraden Anführungszeichen",
        'gerade Anführungszeichen außen herum setzen: "„…“"',
    ),
    Case(
        "mapping values are not allowed",
        r"\n[^\n]*:[ \t][^\n]*\0",
        "ein zweiter Doppelpunkt mit Leerzeichen in derselben Zeile",
        "einer je Zeile; im Text nur in Anführungszeichen",
        'den Text nach dem ersten Doppelpunkt in Anführungszeichen setzen: name: "Text: mehr Text"',
    ),
    Case(
        "mapping values are not allowed",
        r"^[^\n:]*:[^\s/][^\n]*\n",
        "in der Zeile darüber fehlt nach dem Doppelpunkt ein Leerzeichen",
        _PAIR,
        "Leerzeichen nach dem Doppelpunkt setzen",
    ),
    Case(
        "mapping values are not allowed",
        "",
        "die Zeile gehört durch ihre Einrückung noch zum Text darüber und hat doch einen Doppelpunkt",
        _SAME_COLUMN,
        "Einrückung und Doppelpunkt hier und in der Zeile darüber prüfen; ist es Text, ihn ganz in Anführungszeichen setzen",
    ),
    Case(
        "found unexpected ':'",
        "",
        "in einer Klammer steht ein Doppelpunkt ohne Leerzeichen",
        "in [ ] und { }: „name: wert“, Text mit Doppelpunkt in Anführungszeichen",
        "Leerzeichen nach dem Doppelpunkt setzen oder den Text in Anführungszeichen",
    ),
    # -- quotes and brackets
    Case(
        "found unexpected end of stream",
        "",
        "das Anführungszeichen {char} wird nicht geschlossen",
        "am Ende des Textes dasselbe gerade Anführungszeichen; “ schließt nicht",
        "Anführungszeichen {char} am Ende ergänzen",
        True,
    ),
    Case(
        "found unexpected document indicator",
        "",
        "in einem Text in Anführungszeichen beginnt eine Zeile mit --- oder ...",
        "--- und ... stehen für YAML zwischen Dokumenten",
        "das Anführungszeichen schließen oder die Zeile einrücken",
    ),
    Case(
        "did not find expected ',' or ']'",
        "",
        "die eckige Klammer wird nicht geschlossen, oder zwischen den Einträgen fehlt ein Komma",
        "eine Liste: [eins, zwei]",
        "„]“ oder das Komma ergänzen; ist Text gemeint, ihn in Anführungszeichen setzen",
        True,
    ),
    Case(
        "did not find expected ',' or '}'",
        "",
        "die geschweifte Klammer wird nicht geschlossen, oder zwischen den Angaben fehlt ein Komma",
        "eine Gruppe: {name: wert, name: wert}",
        "„}“ oder das Komma ergänzen; ist Text gemeint, ihn in Anführungszeichen setzen",
        True,
    ),
    Case(
        "found unknown escape character",
        "",
        '„{two}“ hat in Anführungszeichen "…" keine Bedeutung',
        '\\\\ für einen umgekehrten Schrägstrich, \\" für ein Anführungszeichen',
        "den Schrägstrich verdoppeln oder einfache Anführungszeichen '…' verwenden",
    ),
    Case(
        "did not find expected hexdecimal number",
        "",
        "nach „{two}“ fehlen Ziffern für ein Zeichen",
        "\\x mit 2, \\u mit 4, \\U mit 8 Ziffern 0–9, a–f",
        "das Zeichen selbst schreiben, oder \\\\ für einen umgekehrten Schrägstrich",
        sign="\\",
    ),
    Case(
        "found invalid Unicode character escape code",
        "",
        "„{two}…“ nennt ein Zeichen, das es nicht gibt",
        "Zeichen bis \\U0010ffff, ohne halbe Zeichen (\\ud800 bis \\udfff)",
        "das Zeichen selbst schreiben",
        sign="\\",
    ),
    # -- signs that begin something in YAML
    Case(
        "while scanning a directive",
        "",
        "die Zeile beginnt mit „%“",
        "keine Anweisungen an YAML",
        f"Zeile löschen; ist es Text, {_QUOTE_IT}",
        True,
    ),
    DIRECTIVE,
    Case(
        "found character that cannot start any token",
        "",
        "der Text beginnt mit {char}",
        "@, ` und % am Anfang eines Textes nur in Anführungszeichen",
        _QUOTE_IT,
    ),
    _sign("while scanning an alias", "*", "einen Verweis", "Verweise"),
    _sign("while scanning an anchor", "&", "einen Anker", "Anker"),
    _sign("tag", "!", "eine Typangabe", "Typangaben"),
    Case(
        "while scanning a block scalar",
        "",
        "nach {char} geht die Zeile weiter",
        "nach | und > beginnt mehrzeiliger Text erst in der nächsten Zeile",
        "den Text eingerückt in der nächsten Zeile beginnen; ist das Zeichen Teil des Textes, ihn in Anführungszeichen setzen",
        True,
    ),
    Case(
        "block sequence entries are not allowed",
        r"\n[^\n]*:\s+\0",
        "die Liste beginnt in derselben Zeile wie ihr Name",
        "jeder Eintrag in eigener Zeile: „- eins“",
        "die Liste in der nächsten Zeile eingerückt beginnen; ist es Text, ihn in Anführungszeichen setzen",
    ),
    Case(
        "block sequence entries are not allowed",
        "",
        "hier kann kein Listeneintrag („- “) stehen",
        "Listeneinträge eingerückt unter dem Namen der Liste",
        "Einrückung prüfen; ist es Text, ihn in Anführungszeichen setzen",
    ),
    Case(
        "mapping keys are not allowed",
        "",
        "der Text beginnt mit „? “",
        "? am Anfang eines Textes nur in Anführungszeichen",
        _QUOTE_IT,
    ),
    # -- where the next line or word does not fit
    Case(
        "did not find expected key",
        r"[\"'] *\0[^\n]",
        "nach dem schließenden Anführungszeichen geht der Text weiter",
        "der ganze Text in Anführungszeichen",
        "innen „…“ schreiben, einen Apostroph verdoppeln ('') oder außen \"…\" setzen",
    ),
    Case(
        "did not find expected key",
        r"[\]}] *\0[^\n]",
        "nach der schließenden Klammer geht der Text weiter",
        "[ ] und { } am Anfang bedeuten Liste und Gruppe; als Text nur in Anführungszeichen",
        _QUOTE_IT,
    ),
    Case(
        "did not find expected key",
        r"\n *\0:",
        "vor dem Doppelpunkt fehlt der Name",
        _PAIR,
        "Namen ergänzen oder Zeile löschen",
    ),
    Case(
        "did not find expected key",
        r"\n *\0- ",
        "hier steht ein Listeneintrag („- “) statt einer Angabe",
        "Listeneinträge eingerückt unter dem Namen der Liste, alle untereinander",
        "Einrückung angleichen oder „name:“ über die Liste setzen",
    ),
    Case(
        "did not find expected key",
        "",
        "die Einrückung passt zu keiner Zeile darüber",
        _SAME_COLUMN,
        "genau so weit einrücken wie die Angaben daneben",
    ),
    Case(
        "did not find expected '-' indicator",
        "",
        "die Einrückung der Zeile passt nicht zur Liste darüber",
        "jeder Eintrag beginnt mit „- “, seine weiteren Angaben stehen genau unter der ersten",
        "Einrückung angleichen oder „- “ ergänzen",
    ),
    Case(
        "did not find expected node content",
        "",
        "hier steht {char}, wo ein Wert stehen müsste",
        "ein Text, eine Liste oder eine Gruppe",
        "den Wert ergänzen oder das Zeichen streichen; ist es Teil eines Textes, ihn in Anführungszeichen setzen",
    ),
    Case(
        "did not find expected <document start>",
        "",
        "die Angaben sind vor dieser Zeile schon zu Ende",
        "alle obersten Namen ganz am Zeilenanfang",
        "Einrückung der ersten Zeile, überzählige Klammern und „...“ prüfen",
    ),
    Case(
        "",
        "",
        "ab hier ist die Datei nicht lesbar",
        _PAIR,
        "diese Zeile und die darüber prüfen: Einrückung, Doppelpunkte, Anführungszeichen",
    ),
)
