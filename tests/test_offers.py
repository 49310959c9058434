"""Offers to towns: one file, one page that lists them."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plots import problems_of, tree_of
from pruefbuch.book import OFFERS, load_context
from pruefbuch.engine.session import is_input
from pruefbuch.markup import plain
from pruefbuch.model.common import PartialDate
from pruefbuch.model.offers import Offer, OfferKind
from pruefbuch.render.offers import MARK, PAGE, filled

ROOT = Path(__file__).parent.parent
GOOD = """offers:
  - title: Zuschuss
    provider: Land
    kind: funding
    state: TH
    description: Geld für Bäume.
    url: https://www.land.de/zuschuss
    source: https://zeitung.de/x
    until: 2027-12-31
    checked: 2026-11-03
  - title: Anruf
    provider: Bund
    kind: advice
    description: Rat am Telefon.
    url: https://bund.de/
  - title: Anderer Anruf
    provider: Land
    kind: advice
    state: BW
    description: Rat am Telefon.
    url: https://land.de/
"""


def read(text: str = GOOD) -> tuple[Offer, ...]:
    return load_context(tree_of({OFFERS: text})).offers


def test_an_offer_says_what_it_is_and_when_somebody_looked() -> None:
    assert not problems_of({OFFERS: GOOD})
    assert read()[0] == Offer(
        title="Zuschuss",
        provider="Land",
        kind=OfferKind.FUNDING,
        state="TH",
        description="Geld für Bäume.",
        url="https://www.land.de/zuschuss",
        source="https://zeitung.de/x",
        until=PartialDate(2027, 12, 31),
        checked=PartialDate(2026, 11, 3),
    )


def test_the_page_lists_what_is_for_all_first_then_by_land() -> None:
    page = filled(f"Vorher\n\n{MARK}\n\nNachher", read())
    assert re.findall(r"^#+ .*", page, re.MULTILINE) == [
        "## In ganz Deutschland",
        "### Anruf",
        "## Baden-Württemberg",
        "### Anderer Anruf",
        "## Thüringen",
        "### Zuschuss",
    ]
    assert page.startswith("Vorher\n\n## In") and page.endswith("\n\nNachher")
    assert (
        "Förderung · Land · bis 31. Dezember 2027 · [Angebot bei land.de](<https://www.land.de/zuschuss>) · "
        "[beschrieben bei zeitung.de](<https://zeitung.de/x>) · Seite geöffnet am 3. November 2026" in page
    )
    assert "Beratung · Bund · [Angebot bei bund.de](<https://bund.de/>) · Seite noch nie geprüft" in page


def test_a_page_without_offers_says_so() -> None:
    assert filled(MARK, read("offers: []\n")) == filled(MARK, ()) == "Noch sind keine Angebote eingetragen."


def test_every_kind_has_its_word() -> None:
    words = [
        filled(MARK, read(GOOD.replace("kind: funding", f"kind: {kind}"))).split("\n\n")[-1].split(" · ")[0]
        for kind in OfferKind
    ]
    assert words == ["Förderung", "Beratung", "Schulung", "Werkzeug", "Netzwerk"]


@given(st.text(st.sampled_from("abc *_`[]()<>&#!\\~|{}-+."), min_size=1))
def test_what_the_file_says_is_plain_text(text: str) -> None:
    offer = Offer(f"x{text}x", "Land", OfferKind.TOOL, "", "Text", "https://a.de/", "", None, None)
    html = markdown.markdown(filled(MARK, (offer,)))
    assert plain(html).split()[3 : 3 + len(f"x{text}x".split())] == f"x{text}x".split()
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("title: Zuschuss", "titel: Zuschuss"), "2:5 unknown-key: die Angabe „titel“ gibt es nicht"),
        (("kind: funding", "kind: geld"), "4:11 unknown-word: für „kind“ das Wort „geld“ gibt es nicht"),
        (("state: TH", "state: Thüringen"), "5:12 unknown-word: das Land „Thüringen“ gibt es nicht"),
        (("https://www.land.de/zuschuss", "javascript:alert(1)"), "7:10 not-a-url: „url“ ist „javascript:alert(1)“"),
        (("2026-11-03", "gestern"), "10:14 not-a-date: „checked“ ist „gestern“"),
    ],
)
def test_what_can_be_wrong_with_an_offer(change: tuple[str, str], problem: str) -> None:
    found = problems_of({OFFERS: GOOD.replace(*change)})
    assert found[0].startswith(f"{OFFERS}:{problem}")


def test_the_shipped_offers_are_shown_and_explained() -> None:
    text = (ROOT / OFFERS).read_text("utf-8")
    shipped = read(text)
    assert len(shipped) > 10
    assert (ROOT / "content" / PAGE).read_text("utf-8").count(MARK) == 1
    assert is_input(OFFERS.removeprefix("content/"))
    for name in Offer.__dataclass_fields__:
        assert re.search(rf"^# {name} ", text, re.MULTILINE), name
    assert {each.kind for each in shipped} == set(OfferKind)
