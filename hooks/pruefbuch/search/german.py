"""German words that texts and queries are compared with. Nobody is shown any of them."""

from __future__ import annotations

import re

_SMALL = """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis damit dann das dass
davon dazu dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort durch ein eine einem
einen einer eines er es etwa etwas für gegen hat haben hatte hier ihm ihn ihr ihre ihrem ihren ihrer im in ist jede
jedem jeden jeder jedes jedoch kann kein keine keinem keinen keiner können mehr mit muss müssen nach nicht noch nun
nur ob oder ohne sehr seit sich sie sind so soll sollen sondern sowie über um und unter vom von vor wäre war waren
wegen weil wenn wer werden wie wir wird wo wurde wurden zu zum zur zwar zwischen"""
SMALL = frozenset(_SMALL.split())
"""words that say nothing of what a text is about"""

_BEGINNINGS = """ander auf aus bei dar durch ein ent fort frei gegen her hin hinter los mit nach neben nieder ober ruck trotz uber unter
ver vor vorher weg weiter wider wieder wohl zer zuruck zusamm zwisch"""
BEGINNINGS = frozenset(_BEGINNINGS.split())
"""beginnings of words, as stems: what stands behind them is no head of a compound (Bei-trag, Vor-teil)"""

_ENDINGS = "lich lichk isch heit keit lichkeit barkeit igkeit losigkeit schaf haft weis"
ENDINGS = frozenset(_ENDINGS.split())
"""endings of words, as stems: no heads of compounds, though a word may be spelt like them (Licht, Schaf)"""

BROKEN = re.compile(r"([^\W\d_]{2,})-\s+(?!(?:und|oder|bzw|sowie|als|wie|bis|noch)\b)([^\W\d_]+)")
"""a word that was broken at the end of a line, but not "Bau- und Wohngebiet" """

APART = re.compile(
    r"(?<![^\W_])(?!(?:D(?:er|ie|as|en|em|es)|Eine?[mnrs]?|[AI]m|Zu[mr]?|Vo[mn]|Mit|Für|Bei|Auf) )[A-ZÄÖÜ][^\W_]+(?: [A-ZÄÖÜ][^\W_]+)+"
)
"""nouns side by side: a compound as some people write it"""
