"""The site speaks the language of mkdocs.yml: nothing that a reader sees is written anywhere but in the catalogues of texts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment
from playwright.sync_api import Page, expect

import overview_book
import test_map_page
from pruefbuch.engine import language
from pruefbuch.engine.settings import Settings, Unusable
from pruefbuch.texts import CONTENT, speak
from test_site import build, plot, search, served, untroubled
from test_texts import texts

ROOT = Path(__file__).parent.parent
THEME = ROOT / "theme_overrides"
TEMPLATES = sorted(THEME.rglob("*.html"))
SCRIPTS = sorted((THEME / "assets").glob("*.js"))
HOUSE = [
    path for room in ("views", "pages", "press", "search", "geo") for path in (ROOT / "hooks/pruefbuch" / room).rglob("*.py")
]
COMPARED = {"search/german.py"}
"""German words that the search compares texts with and never shows"""
OPERATORS = {"engine/colours.py", "build/output.py", "build/locks.py", "engine/language.py"}
"""what these say, they say to whoever builds the site, in German as all problems"""
SHOWN = re.compile(
    "title|aria-label|aria-description|alt|placeholder|content|label|data-label|data-text-.*|data-pb-(?!move|copy).*"
)
NAMES = {"SHA", "catalogue.yml", "bkg.bund.de", "width=device-width,initial-scale=1"}
"""what is called the same in every language"""
ALLOWED = {
    "views/municipalities.py": {"Thüringen", "Baden-Württemberg"},  # names of the Länder
    "render/highlights.py": {"a-zäöüß", "A-ZÄÖÜ"},  # letters at the end of German sentences
}


# -- nothing is written in templates, scripts and code ----------------------------------------------------------------


class Shown(HTMLParser):
    """Collects what a reader sees or hears of a page: texts and some attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        policy = "http-equiv" in dict(attrs)
        self.found += [value for name, value in attrs if SHOWN.fullmatch(name) and value and not policy]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def written_in_template(source: str) -> list[str]:
    """Words that stand in a template itself: between its tags, in attributes that are shown, as texts of expressions."""
    html, words, before = "", [], ""
    for _, kind, value in Environment().lex(source):
        if kind == "data":
            html += value
        elif kind in ("variable_end", "block_end"):
            html += "\ue000"
        elif kind == "string" and before != "_(" and not re.fullmatch("[a-z0-9/.-]+", value[1:-1]):
            words += german(value)
        before = (before + value.strip())[-2:]
    parser = Shown()
    parser.feed(html)
    shown = " ".join(parser.found)
    for name in NAMES:
        shown = shown.replace(name, "")
    return words + re.findall(r"[^\W\d_]{2,}", shown)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w-]{2,}", text)


GERMAN = {word for text in texts("de").values() for word in words_of(text)}
GERMAN -= {word for pair in texts("en").items() for text in pair for word in words_of(text)}


def german(text: str) -> list[str]:
    """Words that are German: those of our texts, and whatever has its letters. Not parts of addresses and names."""
    words = re.findall(r"(?<![\w/#.-])[^\W\d_][\w-]{2,}(?![/\w-])", text)
    return [word for word in words if word in GERMAN or (re.search("[äöüßÄÖÜ]", word) and len(word) > 3)]


def written_in_script(source: str) -> list[str]:
    """German words in the texts of a script."""
    code = re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", source, flags=re.DOTALL)
    strings = re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", code)
    return [word for each in strings for word in german(each[1:-1])]


def written_in_code(source: str) -> list[str]:
    """German words in the texts of a module that are not its explanations."""
    tree = ast.parse(source)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    return [word for value in values if isinstance(value, str) for word in german(value)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_templates_say_nothing_of_their_own(path: Path) -> None:
    assert written_in_template(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_nothing_of_their_own(path: Path) -> None:
    assert written_in_script(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", HOUSE, ids=lambda path: path.relative_to(ROOT / "hooks/pruefbuch").as_posix())
def test_code_says_nothing_of_its_own(path: Path) -> None:
    name = path.relative_to(ROOT / "hooks/pruefbuch").as_posix()
    found = [] if name in OPERATORS | COMPARED else written_in_code(path.read_text("utf-8"))
    assert set(found) - ALLOWED.get(name, set()) == set()


def test_style_sheets_say_nothing() -> None:
    for path in (THEME / "assets").glob("*.css"):
        for value in re.findall(r"content:([^;}]*)", path.read_text("utf-8")):
            assert not re.search(r"[^\W\d_]{2,}", re.sub(r"attr\([a-z-]+\)|none|\\[0-9a-f]+", "", value)), (path, value)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Alle {{ x }}</p>", ["Alle"]),
        ('<a title="Mehr">{{ _("all") }}</a>', ["Mehr"]),
        ('<ol data-text-none="Keiner" id="liste" class="rot">', ["Keiner"]),
        ('{{ "Stufe" if x else _("Level") }}', ["Stufe"]),
        ("{% if x == 'answer' %}{{ _('answer it') }}{% endif %}{# Ein Satz #}", []),
    ],
)
def test_what_a_template_says_is_seen(source: str, words: list[str]) -> None:
    assert written_in_template(source) == words


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('say("Keine Treffer");', ["Keine", "Treffer"]),
        ('make({ "aria-label": "QR-Code" });', ["QR-Code"]),
        ("const x = `${n} größere`; // Größe", ["größere"]),
        ("/* Größe */ go('../ergebnisse/', `#beispiele`, \"md-search\");", []),
    ],
)
def test_what_a_script_says_is_seen(source: str, words: list[str]) -> None:
    assert written_in_script(source) == words


def test_what_code_says_is_seen() -> None:
    assert written_in_code('"""Größe."""\nx = f"{n} Treffer"\ny = gettext("all")\n') == ["Treffer"]


# -- the switch ------------------------------------------------------------------------------------------------------


@pytest.fixture
def german_again() -> Iterator[None]:
    yield
    speak(CONTENT)


def test_what_the_settings_leave_unsaid_follows_the_language(german_again: None, tmp_path: Path) -> None:
    toggle, own, other = {"icon": "x"}, {"name": "Nacht"}, {"icon": "x"}
    palettes = [
        {"scheme": "default", "toggle": toggle},
        {"scheme": "slate", "toggle": own},
        {"scheme": "red", "toggle": other},
        {},
    ]
    extensions: dict[str, Any] = {"toc": {"permalink": True}}
    language.choose({"language": "en", "palette": palettes}, extensions, Settings("mkdocs.yml"))
    assert (toggle["name"], own["name"], other) == ("Dark appearance", "Nacht", {"icon": "x"})
    assert extensions == {"toc": {"permalink": True, "permalink_title": "Permanent link"}}
    extensions = {}
    language.choose({"language": "de", "palette": {"scheme": "default"}}, extensions, Settings("mkdocs.yml"))
    assert extensions == {"toc": {"permalink_title": "Dauerhafter Link"}}


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ("site_name: x\ntheme:\n  name: material\n  language: fr\n", "mkdocs.yml:4:13"),
        ("theme:\n  name: !ENV [THEME, material]\n", "mkdocs.yml:2:3"),  # the language comes from elsewhere
        ("INHERIT: base.yml\n", "base.yml:3:13"),
        ("INHERIT: base.yml\ntheme:\n  name: material\n", "base.yml:3:13"),
        ("INHERIT: base.yml\ntheme:\n  language: fr\n", "mkdocs.yml:3:13"),
    ],
)
@pytest.mark.parametrize("wanted", ["fr", ["de"]])
def test_another_language_is_refused_where_it_stands(settings: str, place: str, wanted: object, tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text("theme:\n  name: material\n  language: fr\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    with pytest.raises(Unusable) as refused:
        language.choose({"language": wanted}, {}, Settings.read(tmp_path / "mkdocs.yml"))
    assert str(refused.value).startswith(f"{place}: Fehler: die Sprache der Oberfläche ist „{wanted}“; erlaubt: de, en; ")


def speaking(root: Path, name: str) -> None:
    """Switch a site to a language: the one line."""
    settings = (root / "mkdocs.yml").read_text("utf-8")
    changed, count = re.subn(r"^  language: \w+", f"  language: {name}", settings, flags=re.MULTILINE)
    assert count == 1
    (root / "mkdocs.yml").write_text(changed, "utf-8")


def bytes_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_build_in_another_language_takes_nothing_from_the_one_before(tmp_path: Path) -> None:
    root = plot(tmp_path / "town", overview_book.FILES)
    sites = []
    for name in ("de", "en", "de"):
        speaking(root, name)
        done = build(root, root / "site")
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(bytes_of(root / "site"))
    german, english, again = sites
    assert german == again
    assert english.keys() == german.keys()  # addresses stay
    result = "ergebnisse/aehrenfeld/radweg-2026/index.html"
    assert "Beantwortet" in german[result].decode()
    assert "Beantwortet" not in english[result].decode()
    assert [path for path in english if path.endswith(".html") and german[path] == english[path]] == []
    assert german["ergebnisse/daten/index.json"] != english["ergebnisse/daten/index.json"]
    speaking(root, "fr")
    done = build(root, root / "site")
    assert done.returncode == 1
    assert "erlaubt: de, en" in done.stdout + done.stderr
    assert bytes_of(root / "site") == german


# -- what a reader sees ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The book of the overview with places on the map, in English."""
    pieces = "# Prüfbuch\n\nHier steht, was geprüft wurde.\n\n${search}\n\n${newest}\n\n${state}\n"
    places = {path: text for path, text in test_map_page.FILES.items() if "echtdorf" in path or "initiatives" in path}
    root = plot(tmp_path_factory.mktemp("english"), {**overview_book.FILES, **places, "content/index.md": pieces})
    speaking(root, "en")
    done = build(root, root / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    with served(root / "site") as found:
        yield found


@pytest.fixture
def page(reader: Page, home: str) -> Iterator[Page]:
    with untroubled(reader, home):  # not even what the content security policy refuses
        yield reader


OURS = """() => {
  const seen = (node) => (node.closest('select') || node).checkVisibility({ visibilityProperty: true });
  const shown = (node) => seen(node) && node.closest('[lang]').lang === 'en';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (shown(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
  for (const node of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    if (shown(node)) texts.push(...['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name) || ''));
  return texts.join(' \\u2022 ');
}"""
"""everything that is shown or said, but what is marked as German"""


def is_english(page: Page, *seen: str) -> None:
    """The language is said, these texts are seen, and no German word of our texts is."""
    assert page.locator("html").get_attribute("lang") == "en"
    text = page.evaluate(OURS)
    for each in seen:
        assert each in text, each
    # Titles of pages that people have written stand in the menu, names in the foot, and both in what filters offer.
    menu = page.locator(
        "option, .md-tabs, .md-nav, .md-copyright__highlight, .md-header__topic, .md-source"
    ).all_text_contents()
    assert (
        set(german(text)) - {word for each in menu for word in words_of(each)} - {"Prüfbuch", "Natur", "Menschen", "Wirkung"}
        == set()
    )


def test_the_start_page_is_english(page: Page, home: str) -> None:
    page.goto(home)
    is_english(
        page, "Home", "Map of change", "Search Prüfbuch", "Results of real municipalities", "9 May 2025", "Made-up examples"
    )
    assert page.locator("[lang=de] h1").inner_text().startswith("Prüfbuch")
    assert page.locator("[lang=de] [lang=en] .pb-results").is_visible()
    expect(page.locator("[lang=de] > [lang=en] a", has_text="All results")).to_have_count(2)


def test_the_overview_filters_in_english(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/")
    count = page.locator(".pb-overview__count")
    expect(count).to_have_text(re.compile(r"^\d+ of \d+ results$"))
    is_english(page, "Filter and sort", "newest first", "Words in the title", "Save this list (CSV)", "Municipality and date")
    page.locator("select[name=digital]").select_option("true")
    expect(count).to_contain_text("1 of ")
    title = page.locator("[data-pb-overview] tbody th > a")
    expect(title).to_have_text(["Bürger-App"])
    assert title.get_attribute("lang") == "de"
    page.locator("[data-pb-overview] tbody input").check()
    expect(page.locator(".pb-picks")).to_contain_text("1 of up to 4 selected for comparison. Select at least one more")
    is_english(page, "Clear selection")


def test_the_comparison_is_english(page: Page, home: str) -> None:
    page.goto(f"{home}vergleich/?assessment=aehrenfeld/radweg-2024&assessment=aehrenfeld/radweg-2026")
    expect(page.locator("[data-pb-compare] > [role=status]")).to_have_text("2 results, 2 criteria answered differently")
    is_english(page, "What was answered differently", "to the rating", "By dimension")


def test_the_search_is_english(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "Radweg")
    expect(page.locator(".md-search-result__meta")).to_have_text(re.compile(r"^\d+ matches$"))
    expect(page.locator(".md-search-result__item p").first).to_contain_text("Result · ")
    assert page.locator(".md-search-result__item h3").first.get_attribute("lang") == "de"
    page.locator(".md-search__input").fill("xyzxyz")
    expect(page.locator(".md-search-result__meta")).to_have_text("Nothing found; a shorter or different word may help")


def test_a_result_is_english(page: Page, home: str) -> None:
    page.goto(f"{home}ergebnisse/aehrenfeld/radweg-2025/")
    is_english(page, "At a glance", "9 May 2025", "The calculation in full", "History of this subject", "answered")
    expect(page.locator(".pb-profile .pb-value").first).to_have_text(re.compile(r"^0\.\d\d$"))
    assert page.locator("h1 > span[lang=de]").first.inner_text() == "Radweg am Bach"
    assert page.locator(".pb-criterion [id] a[lang=de]").first.inner_text() == "Bach"
    page.goto(f"{home}ergebnisse/aehrenfeld/radweg-2025/#blatt")
    expect(page.locator(".pb-qr svg")).to_have_attribute("aria-label", "QR code")


def test_the_map_is_english(page: Page, home: str) -> None:
    page.goto(f"{home}karte/")
    page.locator(".pb-filters").wait_for()
    is_english(page, "Map of Germany; the list has the same entries", "All of Germany", "energy and climate", "only real ones")
    expect(page.locator(".pb-map__count")).to_have_text(re.compile(r"^\d+ of \d+ entries$"))


OTHERS = [
    "kataloge/",
    "kataloge/paar/2026/",
    "kataloge/paar/2026/bach/",
    "kommunen/",
    "kommunen/aehrenfeld/",
    "kommunen/aehrenfeld/bericht/1/",
]


@pytest.mark.parametrize("path", OTHERS)
def test_other_pages_are_english(path: str, page: Page, home: str) -> None:
    page.goto(home + path)
    is_english(page, "Legal information", "Search")


def test_a_missing_page_is_said_in_english(reader: Page, home: str) -> None:
    reader.goto(f"{home}404.html")
    is_english(reader, "Page not found", "To the start page")


def test_written_pages_say_that_they_are_german(page: Page, home: str) -> None:
    page.goto(f"{home}methode/")
    assert page.locator("article > [lang=de] h1").count() == 1
    feed = page.request.get(f"{home}ergebnisse/feed.xml").text()
    assert 'xml:lang="en"' in feed
    assert "<title>Prüfbuch: new results</title>" in feed
