"""What looks like data about a person is found where it stands; numbers and words of administration are left in peace."""

from __future__ import annotations

import pytest

from plots import SHEET, TOWN, book_of, problems_of
from pruefbuch.model.common import Severity
from pruefbuch.rules import personal_data

PATH = "assessments/musterort/radweg.yml"
GARDEN = "assessments/musterort/initiatives/garten.yml"
INITIATIVE = "title: Garten\nplace: {name: Am Wall, latitude: 50.9, longitude: 11.6}\ncategories: [food]\n"
PERSONAL = {
    "eine E-Mail-Adresse": [
        "a.b-c@example.org",
        "a@b-c.example",
        "a(at)example.org",
        "a [ät] example.org",
        "info.meier@example.org",
    ],
    "eine Telefonnummer": ["03691 123456", "+49 (3691) 12 34 56", "0049/3691-1234567", "0171 1234567", "(03643) 123-45"],
    "der Name einer Person": ["Frau Ziegenhals", "Herrn Dr. Ziegenhals", "Herr Prof. Dr. Ziegen-Hals", "Frau Änne Ziegenhals"],
}
DRESSED = {
    "eine E-Mail-Adresse": [
        "a&#64;b.de", "a&#x40;b.de", "a&commat;b.de", "a&\\#64;b.de", "a\\x40b.de", "a\\u0040b.de", "mailto:a%40b.de", "a(AT)b.de",
        "a [At] b.de",
        "a\\@b.de", "a@**b.de**", "a＠b.de", "a&lpar;at&rpar;b.de", "a@b&period;de", "a\xa0@\xa0b.de",
    ],
    "eine Telefonnummer": [
        "0361.12.34.56", "0361\xa0123456", "0361&nbsp;12&nbsp;34&nbsp;56", "0361\u202f123456", "0361\u2011123456", "**0361** 123456",
        "0361 − 12 34 56",
        "&plus;49 361 12 34 56",
    ],
    "der Name einer Person": [
        "Frau\xa0Lindner", "Frau **Lindner**", "Frau _Lindner_", "Frau Rathmann", "Frau Rathke", "Herr Landrichter",
        "Frau&nbsp;Lindner", "Herrn\u202fLindner",
        "Frau *Dr. Lindner*", "Fr\\x61u Lindner",
    ],
}  # fmt: skip
HARMLESS = [
    "Vorlage 0947-StR/2022 vom 03.05.2024, Beschluss 12/2023",
    "Kostet 1 200 000 Euro, offen 09:00 bis 12:30 Uhr, 07743 Jena",
    "Schlüssel 03355022 und 033550022022",
    "https://social.example/@garten und https://example.org/a/0361123456789/b",
    "Sie treffen sich @ Rathaus, siehe example.org",
    "Frauen und Herrichtung, Frau Bürgermeisterin, Herr Landrat, Frau und Mann",
    "Frau Rätin, Herr Rat, Frau Stadträtin, Herr Ratsvorsitzender, Frau Oberbürgermeisterin, Herr Gemeinderat",
    "am 03.05.2024 um 09.30, 01.02.2024, Version 0.12.34, 100 % und R&amp;D, **05.03.2026**",
]


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in PERSONAL.items() for text in texts])
@pytest.mark.parametrize("path", [PATH, GARDEN, "content/seite.md"])
def test_what_looks_personal(path: str, what: str, text: str) -> None:
    (found,) = personal_data.check(path, f'eins: zwei\ndrei: "vier {text}"\n')
    assert what in found.found and text.strip("()")[:6] in found.found
    assert found.place.line == 2 and found.place.column in (13, 14)
    assert found.severity is (Severity.ERROR if path == GARDEN else Severity.HINT)


@pytest.mark.parametrize(("what", "text"), [(what, text) for what, texts in DRESSED.items() for text in texts])
def test_what_readers_see_as_personal(what: str, text: str) -> None:
    (problem,) = personal_data.check(GARDEN, f'eins: zwei\ndrei: "vier {text}"\n')
    assert what in problem.found and problem.severity is Severity.ERROR
    assert problem.place.line == 2 and 12 <= problem.place.column <= 20


@pytest.mark.parametrize("text", HARMLESS)
@pytest.mark.parametrize("path", [PATH, GARDEN, "content/seite.md"])
def test_what_does_not(path: str, text: str) -> None:
    assert list(personal_data.check(path, text)) == []


@pytest.mark.parametrize("name", personal_data.OFFICES)
def test_letter_boxes_of_offices(name: str) -> None:
    text = f"schreiben Sie an {name}@example.org"
    assert list(personal_data.check(PATH, text)) == []
    assert len(list(personal_data.check(GARDEN, text))) == 1


def test_a_letter_box_in_disguise_is_said_to_be_one() -> None:
    assert list(personal_data.check(PATH, "info(at)example.org")) != []


def test_the_book_says_it_of_every_file() -> None:
    """Also in a comment: it is published with the repository."""
    mail = "# a.b@example.org\n"
    files = {
        PATH: SHEET + mail,
        TOWN: "name: Musterort\nkind: Gemeinde\nmade_up: true\n" + mail,
        "content/a.md": "# A\n" + mail,
    }
    found = [each for each in problems_of(files) if "personal-data" in each]
    assert [each.split()[0] for each in found] == [f"{TOWN}:4:3", f"{PATH}:5:3", "content/a.md:2:3"]
    assert book_of(files).entries.keys() == {"musterort/radweg"}


def test_an_initiative_with_personal_data_is_not_in_the_book() -> None:
    assert book_of({GARDEN: INITIATIVE + "description: Frau Ziegenhals\n"}).initiatives == {}


def test_pages_that_the_law_asks_for_may_name_whom_to_reach() -> None:
    assert list(personal_data.check("content/rechtliches/impressum.md", "Frau Ziegenhals, a.b@example.org")) == []
