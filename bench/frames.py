"""The theme's frame around a page, taken from pages that Prüfbuch has built, so that its peers print the same frame."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

RESULT, LIST = "result", "list"
_MARKS = {
    "description": r'<meta name="description" content="([^"]*)"',
    "canonical": r'<link rel="canonical" href="([^"]*)"',
    "source": r'/(assessments/[^"]*)" [^>]*rel="edit"',
    "title": r"<title>(.*?) - Prüfbuch</title>",
}
"""where each page has its own texts, there stand marks: @@title@@ and so on, and @@article@@"""

_ARTICLE = re.compile(r'(<article [^>]*>(?:\s*<a [^>]*rel="edit">.*?</a>)?)(.*)(?=</article>)', re.DOTALL)


def take(site: Path, folder: Path) -> None:
    """Write the frames of a built site into a folder: `result` of a result, `list` of an overview, and the theme's `assets`.

    All lists of the peers stand as deep as results do, so that every link of a frame is right on each of their pages.
    """
    folder.mkdir(parents=True, exist_ok=True)
    overview = (site / "ergebnisse/index.html").read_text("utf-8")
    deeper = re.sub(r'"\.\.(?=["/])', '"../../..', overview).replace('href="./"', 'href="../../"')
    (folder / f"{LIST}.html").write_text(_frame(deeper, ["canonical"]), "utf-8")
    (folder / f"{RESULT}.html").write_text(_frame(_plain_result(site), _MARKS), "utf-8")
    shutil.copytree(site / "assets", folder / "assets", dirs_exist_ok=True)


def _plain_result(site: Path) -> str:
    """A result without a course and a comment, as most are."""
    pages = (page.read_text("utf-8") for page in sorted(site.glob("ergebnisse/*/*/index.html")))
    return next(page for page in pages if 'id="k-' in page and 'id="verlauf"' not in page and 'id="stellungnahme"' not in page)


def _frame(html: str, marks: Iterable[str]) -> str:
    """The page with marks in place of its own texts."""
    html = _ARTICLE.sub(r"\1\n@@article@@", html)
    for mark in marks:
        found = re.search(_MARKS[mark], html)
        assert found is not None, mark
        html = html.replace(found[1], f"@@{mark}@@")
    return html
