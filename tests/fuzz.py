"""Bytes that nobody would write, for every reader of the house: `python tests/fuzz.py TARGET,… FOLDER [options of libFuzzer]`.

`all` are all targets. Ends with another code than 0 where a reader fails otherwise than by naming problems, or takes longer than five
seconds, where an ordinary file takes milliseconds. FOLDER collects what was interesting. `make fuzz` runs all for a while,
`tests/test_fuzz.py` for a moment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests")]
with atheris.instrument_imports(include=["pruefbuch"]):
    from compare_readers import agree
    from plots import BASE, PROBE, SHEET, TOWN, tree_of
    from pruefbuch import markup, pictures, source, tree
    from pruefbuch.book import OFFERS, load
    from pruefbuch.engine import written
    from pruefbuch.links import register
    from pruefbuch.model.common import Problem
    from pruefbuch.rules import legal, written_pages

from markdown import Markdown  # noqa: E402 (after the imports that are watched)
from markdown.extensions.sane_lists import SaneListExtension  # noqa: E402
from markdown.extensions.tables import TableExtension  # noqa: E402
from markdown.extensions.toc import TocExtension  # noqa: E402

PATH = "assessments/musterort/radweg.yml"
BOOKS = {
    "assessment": PATH,
    "catalogue": PROBE,
    "municipality": TOWN,
    "initiative": "assessments/musterort/initiatives/garten.yml",
    "operator": legal.OPERATOR,
    "offers": OFFERS,
}
"""kind of file → where it lies in a small book"""
_PAGE = Markdown(
    extensions=[SaneListExtension(), TableExtension(use_align_attribute=True), TocExtension(permalink=True), written.NoHtml()]
)


def yaml(data: bytes) -> None:
    """The strict reader by itself: a group or problems, within the file."""
    text = tree.decode("a.yml", data)
    if isinstance(text, Problem):
        return
    mapping, problems = source.read("a.yml", text)
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
    assert mapping is not None or problems
    assert all(1 <= each.place.line <= lines + 1 and each.place.column >= 1 for each in problems)


def readers(data: bytes) -> None:
    """Both readers of YAML: they say the same."""
    agree(data.decode("utf-8", "ignore"))


def book(path: str) -> Callable[[bytes], None]:
    """A book in which one file is anything: everything is judged, and what passes is scored."""

    def run(data: bytes) -> None:
        text = tree.decode(path, data)
        if not isinstance(text, Problem):
            found = load(tree_of({PATH: SHEET, **BASE, path: text}))
            for name in found.entries:
                found.check(name)

    return run


def field(data: bytes) -> None:
    """Markdown of a field, as far as the limits let it through: what comes out is clean already."""
    text = data.decode("utf-8", "ignore")[:1000]
    html = markup.render(text)
    assert markup.clean(html) == html
    for section in markup.sections(text):
        assert markup.clean(section.body) == section.body


def page(data: bytes) -> None:
    """A page of content/, as far as the rules let it through."""
    text = data.decode("utf-8", "ignore")
    if not any(written_pages.check(tree_of({"content/seite.md": text}))):
        html = written.clean(_PAGE.reset().convert(text))
        assert written.clean(html) == html


def picture(data: bytes) -> None:
    """A picture file of any kind."""
    for suffix in (".png", ".jpg", ".webp"):
        pictures.fault(data, suffix)


def links(data: bytes) -> None:
    """The list of links."""
    register.read(data.decode("utf-8", "ignore"))


def trap(data: bytes) -> None:
    """Fails on purpose: the test of the test."""
    assert b"!" not in data


OTHERS = (yaml, readers, field, page, picture, links, trap)
TARGETS = {kind: book(path) for kind, path in BOOKS.items()} | {target.__name__: target for target in OTHERS}
READERS = tuple(name for name in TARGETS if name != "trap")


def seeds(target: str) -> dict[str, bytes]:
    """Files to begin with, by name."""
    assessments, content, bad = ROOT / "assessments", ROOT / "content", ROOT / "tests" / "cases" / "bad"
    files = {
        "assessment": [*sorted(assessments.glob("klein-musterroda/*.yml")), *sorted(bad.glob("assessments/formort/*.yml"))],
        "catalogue": [*sorted(content.glob("kataloge/*/*/catalogue.yml"))[:1], *sorted(bad.glob("content/**/catalogue.yml"))],
        "municipality": sorted(assessments.glob("*/municipality.yml")),
        "initiative": sorted(assessments.glob("*/initiatives/*.yml")),
        "operator": [content / "rechtliches" / "operator.yml"],
        "offers": [content / "angebote" / "offers.yml"],
        "yaml": sorted(bad.glob("assessments/musterort/*.yml")),
        "readers": sorted(assessments.glob("klein-musterroda/*.yml")),
        "field": sorted((ROOT / "tests" / "attacks").glob("*/*.md")),
        "page": [*sorted(content.glob("leitfaden/*.md"))[:5], *sorted((ROOT / "tests" / "attacks").glob("*/*.md"))],
        "picture": sorted((bad / "content" / "bilder").iterdir()),
        "links": [ROOT / "links.csv"],
        "trap": [],
    }
    return {f"{number}-{path.name}": path.read_bytes() for number, path in enumerate(files[target])}


def fuzz(target: str, folder: Path, options: tuple[str, ...]) -> None:
    """Run one target; libFuzzer ends the process."""
    (folder / target).mkdir(parents=True, exist_ok=True)
    for name, data in seeds(target).items():
        (folder / target / name).write_bytes(data)
    artifacts = f"-artifact_prefix={folder}/{target}-"
    atheris.Setup([target, str(folder / target), "-timeout=5", "-rss_limit_mb=1024", artifacts, *options], TARGETS[target])
    atheris.Fuzz()


def main(targets: str, folder: str, *options: str) -> int:
    """Run all targets one after the other, each in a copy of this process: to import the house takes longer than a short run."""
    codes = []
    for target in READERS if targets == "all" else targets.split(","):
        print(f"== {target}", file=sys.stderr, flush=True)
        if not (child := os.fork()):
            fuzz(target, Path(folder), options)
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
