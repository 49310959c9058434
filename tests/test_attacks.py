"""Hostile pull requests: every vector of tests/attacks/ on our site, where it must do nothing, and on stock MkDocs, where it must bite.

Folders say what stock does: `runs` a script, `links` to one, `loads` from elsewhere, `breaks` the page, is `harmless`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route

from plots import SHEET
from test_site import ROOT, build, plot, search, served

ATTACKS = Path(__file__).parent / "attacks"
KINDS = ("runs", "links", "loads", "breaks", "harmless")
VECTORS = {
    f"{path.parent.name}-{path.stem}": path.read_text("utf-8") for kind in KINDS for path in sorted((ATTACKS / kind).iterdir())
}
FRONT = {path.stem: path.read_text("utf-8") for path in sorted((ATTACKS / "front-matter").iterdir())}
EMPTY = "---\nhide: [toc]\n---\n"
STOCK = """\
site_name: Stock
theme: {name: material, font: false, palette: [{scheme: default, toggle: {icon: material/weather-night, name: x}}]}
plugins: [search]
markdown_extensions: [attr_list, md_in_html, abbr, toc, tables]
"""
LOOK = """() => {
  const bad = [];
  for (const each of document.querySelectorAll('[href], [src], [action], [data], [poster], [srcdoc]')) {
    for (const name of ['href', 'xlink:href', 'src', 'action', 'data', 'poster', 'srcdoc']) {
      const value = (each.getAttribute(name) || '').replace(/[\\x00-\\x20]/g, '').toLowerCase();
      if (/^(javascript|data|vbscript):/.test(value) || name === 'srcdoc' && value) bad.push('link ' + name);
    }
  }
  for (const each of document.querySelectorAll('*'))
    for (const {name} of each.attributes) if (name.startsWith('on')) bad.push('handler ' + name);
  const count = selector => document.querySelectorAll(selector).length;
  if (count('#__config') !== 1 || document.getElementById('__config').tagName !== 'SCRIPT') bad.push('config');
  const ours = 'label.pb-pick > input, label > [name=text]';  // of the overview
  const never = ['base', 'meta[http-equiv=refresh]', 'article style', 'article form', 'article iframe', `article input:not(${ours})`];
  if (count(never.join(', '))) bad.push('element');
  const header = document.querySelector('.md-header');
  if (!header || !header.contains(document.elementFromPoint(640, 10))) bad.push('covered');
  if (count('footer') < 1 || document.body.innerText.trim() === '') bad.push('cut off');
  if (typeof pwned !== 'undefined') bad.push('script');
  return bad;
}"""


def visit(page: Page, address: str, outside: list[str]) -> list[str]:
    """What is wrong with a page once it is open; scripts, requests to others, and whatever LOOK sees."""
    outside.clear()
    try:
        page.goto(address, wait_until="load")
        found = [str(each) for each in page.evaluate(LOOK)]
    except Error:  # the page has led away meanwhile
        return ["request"]
    return [*found, *(["request"] if outside else [])]


@pytest.fixture
def guarded(browser: Browser) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser that ignores our security policy, which would hide holes, lets no request out, and writes each of them down."""
    context, outside = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 800}), list[str]()

    def leave(address: str) -> bool:
        return not address.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))

    def refuse(route: Route) -> None:
        outside.append(route.request.url)
        route.abort()

    context.route(leave, refuse)
    yield context, outside
    context.close()


def sheet(text: str) -> str:
    """An assessment with the text in each of its fields that show text."""
    line, block = json.dumps(" ".join(text.split())[:200]), json.dumps(text)
    subject = f"subject: {{id: radweg, title: {line}, kind: project, digital: false, summary: {block}}}"
    ratings = f"ratings: {{a: {{level: foerdernd, reason: {block}}}, b: kein-effekt, c: hemmend}}"
    return f"catalogue: probe@2026\n{subject}\ndate: 2026-03\nunit: {line}\ncomment: {block}\n{ratings}\n"


def hostile_files() -> dict[str, str]:
    """Many vectors in each file, for one page is opened for each; those that would hide others stand alone as well."""
    groups = {kind: "\n\n".join(text for name, text in VECTORS.items() if name.startswith(kind)) for kind in KINDS}
    groups |= {name: text for name, text in VECTORS.items() if name.startswith("breaks-")}
    files = {f"content/angriffe/{name}.md": f"{EMPTY}\n{text}" for name, text in groups.items()}
    for kind in KINDS:
        files[f"assessments/musterort/{kind}.yml"] = sheet(groups[kind]).replace("id: radweg", f"id: radweg-{kind}")
    everything = json.dumps("\n\n".join(VECTORS.values())[:1900])
    files["assessments/musterort/municipality.yml"] = f"name: Musterort\nkind: Gemeinde\nmade_up: true\nabout: {everything}\n"
    files["content/kataloge/probe/2026/index.md"] = "# Probekatalog\n\n" + "\n\n".join(VECTORS.values())
    for name in ("title", "description"):
        files[f"content/angriffe/front-{name}.md"] = FRONT[name]
    return files


def test_nothing_gets_in(tmp_path: Path, guarded: tuple[BrowserContext, list[str]]) -> None:
    """All vectors in all fields and pages of one site, each page opened: nothing runs, nothing leaves, the page can be used."""
    context, outside = guarded
    root = plot(tmp_path, hostile_files())
    settings = (root / "mkdocs.yml").read_text("utf-8").replace("omitted_files: warn", "omitted_files: ignore")
    (root / "mkdocs.yml").write_text(settings.replace("unrecognized_links: warn", "unrecognized_links: ignore"), "utf-8")
    done = build(root, tmp_path / "site")
    assert done.returncode == 0, done.stdout + done.stderr
    paths = [each.parent.relative_to(tmp_path / "site").as_posix() + "/" for each in (tmp_path / "site").rglob("index.html")]
    assert len(paths) > 25
    with served(tmp_path / "site") as home:
        page = context.new_page()
        found = {path: troubles for path in sorted(paths) if (troubles := visit(page, home + path, outside))}
        assert found == {}
        for path in ("angriffe/breaks-config-by-heading/", "angriffe/front-title/", "ergebnisse/musterort/runs/"):
            page.goto(home + path)
            before = page.evaluate("document.body.dataset.mdColorScheme")
            page.locator("label.md-header__button[for^=__palette]:visible").click()
            assert page.evaluate("document.body.dataset.mdColorScheme") != before
            search(page, "Musterort")
            assert page.evaluate("typeof pwned") == "undefined"


def stock(folder: Path, pages: dict[str, str]) -> Path:
    """A site of plain MkDocs and Material with these pages."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(STOCK, "utf-8")
    for name, text in {"index": "# Start\n", **pages}.items():
        (folder / "docs" / f"{name}.md").write_text(text, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(command, cwd=folder, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True, capture_output=True)
    return folder / "site"


def test_the_same_bites_on_stock(tmp_path: Path, guarded: tuple[BrowserContext, list[str]], whole: bool) -> None:
    """Each vector does to plain MkDocs what its name says: a third of each kind for every change, all of them weekly."""
    context, outside = guarded
    found: dict[str, list[str]] = {}
    kinds = {kind: [name for name in VECTORS if name.startswith(kind)] for kind in KINDS}
    chosen = [name for names in kinds.values() for name in names[:: 1 if whole else 3]]
    assert not whole or {*chosen} == VECTORS.keys()
    with served(stock(tmp_path, {name: EMPTY + VECTORS[name] for name in chosen})) as home:
        for name in chosen:
            page = context.new_page()
            found[name] = visit(page, f"{home}{name}/", outside)
            page.close()
    expected = {"runs": "script", "links": "link", "loads": ("request", "element"), "breaks": "", "harmless": None}
    tame = []
    for name, troubles in found.items():
        sign = expected[name.split("-")[0]]
        if (sign is None) == bool(troubles) or (sign and not any(each.startswith(sign) for each in troubles)):
            tame.append((name, troubles))
    assert not tame, "\n".join(map(str, tame))


@pytest.mark.parametrize("name", ["title", "subtitle", "description", "status", "author"])
def test_front_matter_bites_on_stock(name: str, tmp_path: Path, guarded: tuple[BrowserContext, list[str]]) -> None:
    context, outside = guarded
    with served(stock(tmp_path, {"seite": FRONT[name]})) as home:
        assert "script" in visit(context.new_page(), f"{home}seite/", outside)


# -- what is refused -------------------------------------------------------------------------------------------------


def put(root: Path, path: str, text: str = "# Seite\n") -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_front_matter_files_links_and_names_stop_the_build(tmp_path: Path) -> None:
    """One build with all of them: each is named, there is no traceback, nothing is published, nothing behind a link is read."""
    root = plot(tmp_path / "root", {"assessments/musterort/a.yml": SHEET})
    bad = [name for name in FRONT if name not in ("title", "description")]
    for name in bad:
        put(root, f"{name}.md", FRONT[name])
    put(root, "assets/javascripts/bundle.js", "pwned=1")
    put(root, "seite.html", "<script>pwned=1</script>")
    secret = tmp_path / "geheim"
    secret.mkdir()
    (secret / "geheim.md").write_text("# streng geheim\n", "utf-8")
    (root / "content" / "ordner").symlink_to(secret)
    (root / "content" / "datei.md").symlink_to(secret / "geheim.md")
    (root / "content" / "tot.md").symlink_to(secret / "nirgends.md")
    done = build(root, tmp_path / "site")
    output = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in output and "streng geheim" not in output
    names = [*(f"{name}.md" for name in bad), "assets/javascripts/bundle.js", "seite.html", "ordner", "datei.md", "tot.md"]
    assert [name for name in names if f"content/{name}:" not in output] == []
    assert not (tmp_path / "site").exists()


def test_the_corpus_is_whole() -> None:
    assert len(VECTORS) >= 55 and len(FRONT) >= 15
    assert ROOT in ATTACKS.parents
