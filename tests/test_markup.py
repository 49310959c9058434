"""Whatever editors write, only harmless HTML comes out."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pruefbuch import markup
from pruefbuch.markup import ATTRIBUTES, MAX_BRACKETS, REL, SCHEMES, TAGS, render, sections

VECTORS = (
    "<script>alert(1)</script>",
    "x <script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<base href=https://evil.example>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=q></form>",
    "<a id=__config>x</a>",
    "<!-- open",
    "</main></body></html>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php alert(1) ?>",
    "<div markdown onclick=alert(1) style=position:fixed>\nx\n</div>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example)",
    "[x](../kataloge/)",
    "[x](/absolut)",
    "[x](#anker)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "![x][1]\n\n[1]: https://evil.example/pixel.png",
    "[x](https://ok.example){: onclick=alert(1) style=color:red #id .class }",
    "# Titel {: #__config onclick=alert(1) }",
    "x\n{: onanimationstart=alert(1) style=animation:x }",
    '[x](https://ok.example "a\\" onmouseover=alert(1) b=\\"")',
    "[x](https://ok.example 'a\" onmouseover=alert(1) b=\"')",
    '[x](https://ok.example/"onmouseover="alert(1))',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "```\n<script>alert(1)</script>\n```",
    "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | d |",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{ 7*7 }} {% include 'x' %}",
    '--8<-- ".git/config"',
    "*[HTML]: <script>alert(1)</script>\n\nHTML",
    ":smile: ~~~mermaid\ngraph\n~~~",
    "<https://ok.example/?a=<script>>",
    "<a href='https://ok.example' onclick=alert(1)>x</a>",
)


class Inspector(HTMLParser):
    """Fails on every tag, attribute and address that is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()), (tag, name)
            if name == "href":
                assert value is not None
                assert value.split(":", 1)[0].lower() in SCHEMES
            if name == "rel":
                assert value == REL

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def inspect(html: str) -> None:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()


@pytest.mark.parametrize("text", VECTORS)
def test_hostile_texts(text: str) -> None:
    inspect(render(text))
    for section in sections(f"# {text}\n\n{text}"):
        inspect(section.title)
        inspect(section.body)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """Parsers are kept once made; a test is to see how they are made."""
    markup.parser.cache_clear()


SECOND_WALL = [
    ("<p>x</p><script>pwned=1</script><style>*{}</style>", "<p>x</p>"),
    ('<p class="a" id="b" style="c" onclick="d">x</p>', "<p>x</p>"),
    ('<img src="https://evil.example/x.png">y', "y"),
    ('<a href="javascript:alert(1)">x</a>', "x"),
    ('<a href="../kataloge/">x</a>', "x"),
    ('<a href="tel:112">x</a>', "x"),
    ('<p><a href="tel:112" title="&quot;>">x\n<em>y</em></a> <a href="tel:1">z</a></p>', "<p>x\n<em>y</em> z</p>"),
    ('<a href="https://a.example/x:y:z" target="_top">x</a>', f'<a href="https://a.example/x:y:z" rel="{REL}">x</a>'),
    ('<a href="MAILTO:a@b.example">x</a>', f'<a href="MAILTO:a@b.example" rel="{REL}">x</a>'),
    ('<td align="right" colspan="3">x</td>', "x"),
    ("<!-- x -->y<svg onload=a()></svg><math></math><form></form>", "y"),
]


@pytest.mark.parametrize(("html", "expected"), SECOND_WALL)
def test_what_gets_past_the_parser_is_taken_out(html: str, expected: str) -> None:
    assert markup.clean(html) == expected


@pytest.mark.parametrize("text", ["<b>fett</b>", "<script>alert(1)</script>", "![Bild](https://example.org/x.png)"])
def test_what_is_not_taken_over_shows_as_text(text: str) -> None:
    assert render(text).striptags() == text


def test_what_editors_may_write() -> None:
    text = 'Ein *Wort*, **noch eins**, `Code`.\n\n- a\n- b\n\n3. c\n\n> Zitat\n\n[Link](https://example.org "Titel") <mailto:a@example.org>'
    html = render(text)
    for piece in ("<em>Wort</em>", "<strong>noch eins</strong>", "<code>Code</code>", "<ul>", '<ol start="3">', "<blockquote>"):
        assert piece in html
    assert f'<a href="https://example.org" title="Titel" rel="{REL}">Link</a>' in html
    assert 'href="mailto:a@example.org"' in html


def test_tables_align_without_style() -> None:
    html = render("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<td align="right">2</td>' in html
    assert "style" not in html


def test_an_empty_corner_of_a_table_is_no_head() -> None:
    html = render("| | b |\n|:--|--|\n| 1 | 2 |")
    assert '<td align="left"></td>\n<th>b</th>' in html and markup.clean(html) == html


def test_headings_of_a_short_text_are_bold_lines() -> None:
    assert render("# Eins *zwei*\n\nText") == "<p><strong>Eins <em>zwei</em></strong></p>\n<p>Text</p>"


def test_links_between_pages_of_a_book_lead_where_the_page_says() -> None:
    """Without a scheme, a link is dropped unless the caller knows where it leads."""
    (section,) = sections("[a](../b.md) [c](//evil.example) [d](https://ok.example/)", {"../b.md": "../b/"}.get)
    assert section.body == (f'<p><a href="../b/" rel="{REL}">a</a> c <a href="https://ok.example/" rel="{REL}">d</a></p>')


def test_sections() -> None:
    first, second, third = sections("Vorab.\n\n## Über <b>\n\nText\n\n### Tiefer\n\n###### Tief\n\n## Über *b*")
    assert (first.id, first.title, first.body) == ("", "", "<p>Vorab.</p>")
    assert (second.id, second.title) == ("t-ueber-b", "Über &lt;b&gt;")
    assert second.body == "<p>Text</p>\n<h3>Tiefer</h3>\n<h6>Tief</h6>"
    assert (third.id, third.body) == ("t-ueber-b-2", "")


def test_sections_begin_at_the_highest_heading_of_the_text() -> None:
    assert [section.id for section in sections("#### Eins\n\n##### Zwei\n\n#### !!!")] == ["t-eins", "t-abschnitt"]
    assert sections("") == ()


def test_no_section_begins_within_a_list_or_quotation() -> None:
    (quoted,) = sections("> ## Zitat")
    assert quoted.body == "<blockquote>\n<p><strong>Zitat</strong></p>\n</blockquote>"
    first, second = sections("- # *a*\n\n### Titel\n\nText")
    assert first.body == "<ul>\n<li>\n<p><strong><em>a</em></strong></p>\n</li>\n</ul>"
    assert (second.id, second.body) == ("t-titel", "<p>Text</p>")


@pytest.mark.parametrize(
    "unit", ["[", "[a ", "![", "[](", "<a ", "<![CDATA[", "> ", ">", "- ", "1. ", "* a\n", "_", "*", "`", "|", "a\n=\n"]
)
def test_long_hostile_texts_take_little_time(unit: str) -> None:
    """The longest text that the format allows, also where a check would have refused it."""
    start = time.process_time()
    inspect(render((unit * 20_000)[:20_000]))
    assert time.process_time() - start < 1


def test_deep_lists_do_not_exhaust_the_stack() -> None:
    inspect(render("\n".join("    " * depth + "- tief" for depth in range(200))))
    inspect(render("1. " * 300 + "tief\n" + "> - " * 300 + "tief"))


def test_only_so_many_brackets_begin_a_link() -> None:
    text = "[a](https://example.org) " * (MAX_BRACKETS + 1)
    html = render(text)
    assert html.count("<a ") == MAX_BRACKETS
    assert html.striptags().endswith("[a](https://example.org)")


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("<>[]()`*_#|:-{}!&\"'/\\\n\t =;1.ajs"), st.characters(codec="utf-8")), max_size=80
    )
)
@example("\ue000")
def test_no_text_escapes(text: str) -> None:
    inspect(render(text))
    for section in sections(text):
        inspect(section.body)


@settings(max_examples=1000, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("abE &;<>1.)(-+=:!?'\"/|~^@#%$äß„“–{}\u2003"), st.characters(codec="utf-8")),
        min_size=1,
        max_size=30,
    )
)
def test_a_line_of_prose_needs_no_parser(text: str) -> None:
    """The short way for texts without signs of Markdown leads to where the long way leads."""
    assert render(text.strip()) == markup._convert(text.strip(), headings=False) or not text.strip()  # noqa: SLF001


def test_the_corner_of_a_table_is_no_heading() -> None:
    (section,) = sections("| | A |\n|---|---|\n| b | 1 |\n")
    assert section.body.count("<th>A</th>") == section.body.count("<td></td>") == 1 and "<th></th>" not in section.body
