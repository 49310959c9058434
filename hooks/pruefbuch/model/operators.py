"""Who runs the site, as its legal pages say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from pruefbuch.model.common import Link


class DataLicence(StrEnum):
    """A licence under which results are published, named as the licence's own page names it."""

    DL_DE_BY = "dl-de/by-2-0"
    DL_DE_ZERO = "dl-de/zero-2-0"
    CC_BY = "cc-by/4.0"
    CC_ZERO = "cc-zero/1.0"

    @property
    def link(self) -> Link:
        """The licence's own name and the address of its text."""
        match self:
            case DataLicence.DL_DE_BY:
                title = "Datenlizenz Deutschland – Namensnennung – Version 2.0"
                return Link(title, "https://www.govdata.de/dl-de/by-2-0")
            case DataLicence.DL_DE_ZERO:
                return Link("Datenlizenz Deutschland – Zero – Version 2.0", "https://www.govdata.de/dl-de/zero-2-0")
            case DataLicence.CC_BY:
                title = "Creative Commons Namensnennung 4.0 International"
                return Link(title, "https://creativecommons.org/licenses/by/4.0/deed.de")
            case DataLicence.CC_ZERO:
                title = "Creative Commons CC0 1.0 Universell"
                return Link(title, "https://creativecommons.org/publicdomain/zero/1.0/deed.de")
            case _:
                assert_never(self)


LINES = (
    "name",
    "address",
    "represented_by",
    "email",
    "phone",
    "responsible",
    "data_protection",
    "feedback",
    "enforcement",
    "statement_date",
)
"""what operator.yml says in one line each"""
DATES = ("statement_date",)
"""which of them names a day, a month or a year"""
TEXTS = ("hosting", "accessibility_gaps")
"""what it says in Markdown"""
ENTRIES = (*LINES, *TEXTS, "enforcement_url", "data_licence", "data_licence_url")
"""what the legal pages may name"""


@dataclass(frozen=True, slots=True)
class Operator:
    """`texts`: the ENTRIES, which legal pages name as ${entry}; `easy_language`: whether the site has a page in Leichte Sprache."""

    texts: Mapping[str, str]
    easy_language: bool
