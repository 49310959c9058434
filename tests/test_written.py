"""Pages as a whole: the list of what their HTML may hold, tried without the parser of Markdown before it."""

from __future__ import annotations

import pytest
from markdown import Markdown

from pruefbuch.engine.written import NoHtml, clean, front_matter

KEPT = [
    '<h2 id="ein-abschnitt">x<a class="headerlink" href="#ein-abschnitt" title="y">¶</a></h2>',
    '<p><a href="../andere.md#teil">x</a> <a href="https://example.org/?a=1&amp;b=2">y</a> <a href="mailto:post@example.org">z</a></p>',
    '<p><img src="bilder/a.png" alt="Rathaus" title="t"></p>',
    '<pre><code class="language-c++">x</code></pre>',
    '<table><thead><tr><th align="left">a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
]
CHANGED = [
    ('<h2 id="__config">x</h2>', "<h2>x</h2>"),
    ('<h2 id="Groß">x</h2>', "<h2>x</h2>"),
    ('<p id="x" class="y" style="z" onclick="a()">x</p>', "<p>x</p>"),
    ('<a class="md-button" href="a/">x</a>', '<a href="a/">x</a>'),
    ('<a class="headerlink x" href="a/">x</a>', '<a href="a/">x</a>'),
    ('<code class="language-x y">x</code>', "<code>x</code>"),
    ('<img src="https://evil.example/x.png" alt="x">', '<img alt="x">'),
    ('<img src="//evil.example/x.png">', "<img>"),
    ('<img src="data:image/png;base64,AAAA">', "<img>"),
    ("<img src='/\\evil.example/x.png'>", "<img>"),
    ("<img src='\\\\evil.example/x.png'>", "<img>"),
    ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="JAVASCRIPT:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="//evil.example">x</a>', "<a>x</a>"),
    ('<a href="\x01//evil.example">x</a>', "<a>x</a>"),
    ('<a href="tel:112">x</a>', "<a>x</a>"),
    ("<script>pwned=1</script><style>*{}</style>x", "x"),
    ('<iframe src="a"></iframe><form><input></form><base href="a"><svg onload="x"></svg>x', "x"),
    ("<!-- x -->y", "y"),
]


@pytest.mark.parametrize("html", KEPT)
def test_what_pages_are_made_of_stays(html: str) -> None:
    assert clean(html) == html


def test_an_empty_corner_of_a_table_is_no_head() -> None:
    """Who listens would hear of a head that says nothing."""
    html = "<table><thead><tr>{}<th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    assert clean(html.format("<th></th>")) == html.format("<td></td>")


@pytest.mark.parametrize(("html", "expected"), CHANGED)
def test_all_else_goes(html: str, expected: str) -> None:
    assert clean(html) == expected


def test_a_link_to_another_scheme_may_be_a_path() -> None:
    assert clean('<a href="a/b:c.md">x</a>') == '<a href="a/b:c.md">x</a>'
    assert clean('<a href="?a:b">x</a>') == '<a href="?a:b">x</a>'


def test_a_table_of_contents_is_its_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The element around it is not on the list; nobody stumbles over its class, nor over that of any other element."""
    stumbles: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", stumbles.append)
    html = Markdown(extensions=["toc", NoHtml()]).convert("[TOC]\n\n## Eins")
    assert clean(html) == '\n<ul>\n<li><a href="#eins">Eins</a></li>\n</ul>\n\n<h2 id="eins">Eins</h2>'
    assert clean('<span class="x">y</span><ul class="z"><li id="a" src="b" href="c">d</li></ul>') == "y<ul><li>d</li></ul>"
    assert stumbles == []


def test_raw_html_shows_as_text() -> None:
    text = "<b>x</b> und\n\n<div>y</div>\n"
    html = Markdown(extensions=[NoHtml()]).convert(text)
    assert html == "<p>&lt;b&gt;x&lt;/b&gt; und</p>\n<p>&lt;div&gt;y&lt;/div&gt;</p>"


def test_front_matter_is_text() -> None:
    assert front_matter({"title": "<b>", "description": "a & b", "subtitle": "x", "hide": ["toc", "footer", "navigation"]}) == {
        "title": "&lt;b&gt;",
        "description": "a &amp; b",
        "hide": ["toc", "navigation"],
    }
    assert front_matter({"title": 1, "hide": "toc"}) == {"hide": []}
