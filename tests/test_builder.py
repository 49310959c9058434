"""From the book to the files of a site: the same files cold and warm, and nothing lost whatever goes wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from PIL import Image

from plots import BASE, PROBE, TOWN
from printed import COMPILED, SITE, TEMPLATES
from pruefbuch import compact, pictures, tree
from pruefbuch.book import Context, load_context
from pruefbuch.build import builder, cache, checking, output, published, workers
from pruefbuch.build.published import PUBLISHED, AssessmentFile
from pruefbuch.build.targets import path_of
from pruefbuch.cli import publish
from pruefbuch.engine import session
from pruefbuch.engine.devserver import DevServer
from pruefbuch.engine.session import CACHE, OVERVIEWS, SOUND, Session
from pruefbuch.exports import sitemap
from pruefbuch.model.common import Problem, Severity
from pruefbuch.pictures.faults import Fault
from pruefbuch.render import Heading, Page, PageRenderer
from pruefbuch.render.course import Relatives
from pruefbuch.render.layouts import LayoutContext, Layouts
from pruefbuch.scoring import score
from pruefbuch.summary.entries import ScoredAssessment, summary_of
from pruefbuch.tree import Sheet, Tree
from pruefbuch.views import council, followups, paging
from sample_book import FULL, NEW, assessment

GUIDE = ("index.md", "Start", "<h1>Start</h1>")


def frame(blank: LayoutContext) -> str:
    """A theme of its own."""
    toc = "".join(f"<li>{heading.title}</li>" for heading in blank.headings)
    return f"<title>{blank.title}</title>{blank.description}{blank.url}{toc}<main>{blank.html}</main>{blank.source or ''}"


def write(root: Path, files: Mapping[str, str]) -> None:
    """Make a book on disk of exactly these files, and leave what else lies beside them."""
    for folder in ("assessments", "content"):
        shutil.rmtree(root / folder, ignore_errors=True)
        (root / folder).mkdir(parents=True)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")


def build(root: Path, guides: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """One build into root/site; `guides` are files that the engine writes."""
    found = Session.begin(root, (TEMPLATES,), SITE, root / "site", COMPILED)
    found.add_guide(*GUIDE)
    for path in guides:
        (found.stage / path).write_text("ein Leitfaden", "utf-8")
    problems = found.print(frame)
    if any(problem.severity is Severity.ERROR for problem in problems):
        found.give_up()
    else:
        found.publish()
    return problems


def site(root: Path) -> dict[str, bytes]:
    """Every file of the site."""
    return {
        path.relative_to(root / "site").as_posix(): path.read_bytes()
        for path in sorted((root / "site").rglob("*"))
        if path.is_file()
    }


def sheet(
    subject: str, date: str, levels: str = "foerdernd kein-effekt hemmend", more: str = "", title: str = "Vorhaben"
) -> str:
    a, b, c = levels.split()
    lesson = ", lesson: Früher fragen., evidence: [{title: Zettel}]" if a == "hemmend" else ""
    return (
        f"catalogue: probe@2026\nsubject: {{id: {subject}, title: {title} {subject}, kind: project, digital: false}}\n"
        f"date: {date}\nratings: {{a: {{level: {a}{lesson}}}, b: {b}, c: {c}}}\n{more}"
    )


PLACED = BASE[TOWN] + "place: {lat: 51.1, lon: 11.4}\n"
GARDEN = "assessments/musterort/initiatives/garten.yml"
FILES = {
    **BASE,
    TOWN: PLACED,
    GARDEN: "title: Garten\ncategories: [food]\nplace: {lat: 51.2, lon: 11.4}\n",
    **{f"assessments/musterort/p-{number}.yml": sheet(f"s-{number}", f"20{10 + number}") for number in range(12)},
}

OLDEST = "assessments/musterort/p-0.yml"


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of a dozen results have older pages, and states of files hold at once."""
    monkeypatch.setattr(builder, "SETTLED", 0)
    monkeypatch.setattr(paging, "SIZE", 2)
    monkeypatch.setattr(followups, "SIZE", 2)
    monkeypatch.setattr(council, "FULL", 3)


def test_a_site_has_every_page(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    assert build(tmp_path) == ()
    found = site(tmp_path)
    assert {"ergebnisse/index.html", "kommunen/index.html", "kataloge/index.html", "sitemap.xml"} <= found.keys()
    assert {f"ergebnisse/musterort/p-{number}/index.html" for number in range(12)} <= found.keys()
    assert {"kommunen/musterort/archiv/1/index.html", "kataloge/probe/2026/a/archiv/5/index.html"} <= found.keys()
    assert not [*tmp_path.glob(".site.new*")]


def test_every_result_stands_in_every_list_once(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    found = site(tmp_path)
    for start in ("ergebnisse/beispiele/archiv", "kommunen/musterort", "kataloge/probe/2026", "kataloge/probe/2026/a"):
        main = {"ergebnisse/beispiele/archiv": "ergebnisse"}.get(start, start)
        folder = start if start.endswith("archiv") else f"{start}/archiv"
        pages = [found[f"{main}/index.html"], *(html for path, html in found.items() if path.startswith(folder + "/"))]
        assert len(pages) > 2
        for number in range(12):
            links = sum(html.count(f"/p-{number}/".encode()) for html in pages)
            assert links == 1, (start, number)


def test_older_pages_lead_to_each_other(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    found = site(tmp_path)
    for path in (path for path in found if "/archiv/" in path):
        for link in found[path].decode().split('href="')[1:]:
            target = link.partition('"')[0].partition("#")[0]
            if target and "://" not in target and "methode" not in target:
                file = os.path.normpath(f"{path.removesuffix('index.html')}{target}/index.html")
                assert file in found, (path, target)


def test_small_municipalities_share_a_chunk_and_large_ones_are_cut() -> None:
    """So that there is much of one kind of work at a time, and no worker waits long for another."""
    small = [f"assessments/ort-{town:02}/{name}.yml" for town in range(32) for name in "ab"]
    assert {len(chunk) for chunk in checking.chunks_of(small)} == {4}
    assert [path for chunk in checking.chunks_of(small) for path in chunk] == small
    large = [f"assessments/ort/{number:03}.yml" for number in range(250)]
    assert [len(chunk) for chunk in checking.chunks_of(large)] == [100, 100, 50]


# -- warm and cold ---------------------------------------------------------------------------------------------------

NAMES = st.sampled_from([f"assessments/musterort/p-{number}.yml" for number in range(14)])
LEVELS = st.lists(st.sampled_from(["foerdernd", "kein-effekt", "hemmend"]), min_size=3, max_size=3).map(" ".join)
PLAIN_SHEETS = st.builds(
    sheet,
    st.sampled_from(["s-1", "s-2", "s-30"]),
    st.sampled_from(["2012", "2019-05", "2026-01-02"]),
    LEVELS,
    st.sampled_from(["", "unit: Amt\n", "status: withdrawn\nstatus_reason: Irrtum.\n"]),
    st.just("Titel"),
)
DUE = st.sampled_from(["", ", due: 2012-02", ", due: 2019-05", ", due: 2026"])
MEASURES = st.lists(st.tuples(st.sampled_from(["planned", "done"]), DUE), max_size=2).map(
    lambda found: ", ".join(f"{{text: M{number}, state: {state}{due}}}" for number, (state, due) in enumerate(found))
)
SHEETS = st.builds(
    lambda text, measures: re.sub(r" b: ([a-z-]+)", rf" b: {{level: \1, measures: [{measures}]}}", text) if measures else text,
    PLAIN_SHEETS,
    MEASURES,
)
EDITS = st.one_of(
    st.tuples(NAMES, SHEETS),
    st.tuples(NAMES, st.none()),
    st.tuples(st.just(TOWN), st.sampled_from(["name: Neuort\nkind: Stadt\nmade_up: true\n", BASE[TOWN], PLACED])),
    st.tuples(st.just(GARDEN), st.sampled_from([None, FILES[GARDEN].replace("Garten", "Park")])),
    st.tuples(st.just(PROBE), st.sampled_from([BASE[PROBE].replace("Probekatalog", "Anderer Titel"), BASE[PROBE]])),
    st.tuples(
        st.just("assessments/zweitort/municipality.yml"),
        st.sampled_from(
            [
                "name: Zweitort\nkind: Stadt\nmade_up: false\n",
                "name: Musterort\nkind: Stadt\nmade_up: false\n",
                "name: Zweitort\nkind: Stadt\nmade_up: true\nplace: {lat: 51.3, lon: 11.4}\npopulation: {count: 9, date: 2025}\n",
            ]
        ),
    ),
    st.tuples(st.just("assessments/zweitort/x.yml"), SHEETS),
)


def check_warm_and_cold(folders: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]) -> None:
    """What a build makes of the last of the edits is what it makes of nothing."""
    warm, files = folders.mktemp("warm"), dict(FILES)
    write(warm, files)
    build(warm)
    for edits in rounds:
        before = site(warm)
        for path, text in edits:
            files.pop(path, None)
            files |= {path: text} if text else {}
        write(warm, files)
        problems = build(warm)
        if any(problem.severity is Severity.ERROR for problem in problems):
            assert site(warm) == before
            continue
        cold = folders.mktemp("cold")
        write(cold, files)
        assert build(cold) == problems
        assert site(cold) == site(warm)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_warm_and_cold_builds_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, rounds: list[list[tuple[str, str | None]]]
) -> None:
    """Random edits: what a build makes of the last one is what it makes of nothing; a build with errors changes nothing.

    By one process: that several make the same is held by test_determinism, and their start would take most of the time here.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "_cores", lambda: 1)
        check_warm_and_cold(tmp_path_factory, rounds)


def test_the_map_is_only_drawn_anew_where_it_changes(tmp_path: Path) -> None:
    """A result that says something else leaves it alone; one more result, or another initiative, does not."""
    write(tmp_path, FILES)
    build(tmp_path)

    def drawn(path: str, text: str) -> set[str]:
        parts = ("karte/index.html", "karte/karte.geojson", "karte/musterort/garten/index.html")
        old = {part: (tmp_path / "site" / part).stat().st_ino for part in parts}
        (tmp_path / path).write_text(text, "utf-8")
        build(tmp_path)
        return {part for part, inode in old.items() if (tmp_path / "site" / part).stat().st_ino != inode}

    one = "assessments/musterort/p-3.yml"
    assert drawn(one, FILES[one] + "unit: Amt\n") == set()
    assert drawn("assessments/musterort/neu.yml", FILES[one] + "unit: Bauamt\n") == {"karte/index.html", "karte/karte.geojson"}
    assert len(drawn(GARDEN, FILES[GARDEN].replace("Garten", "Park"))) == 3


@pytest.mark.parametrize(
    ("old", "new", "anew"),
    [
        ("b: kein-effekt", "b: {level: kein-effekt, reason: Nachtrag.}", "begründungen"),
        ("b: kein-effekt", "b: hemmend", "b begründungen"),
        ("b: kein-effekt", "b: {level: kein-effekt, evidence: [{title: Zettel, kind: Messung}]}", "a b c begründungen"),
        ("b: kein-effekt", "b: {level: kein-effekt, lesson: Früher fragen.}", "a b c begründungen"),
        ("ratings:", "status: withdrawn\nstatus_reason: Irrtum.\nratings:", "a b c suche begründungen"),
        ("title: Vorhaben", "title: Werk", "suche begründungen"),
        ("ratings:", "comment: Ein Wort.\nratings:", "suche begründungen"),
    ],
)
def test_an_older_result_changes_what_counts_it(tmp_path: Path, old: str, new: str, anew: str) -> None:
    """A criterion counts answers of all results, the search knows titles and comments and, apart, reasons; the rest of them stays."""
    write(tmp_path, FILES)
    build(tmp_path)
    parts = {f"kataloge/probe/2026/{name}/{file}": name for name in "abc" for file in ("index.html", "bewertungen.json")} | {
        "suche/index.json": "suche",
        "suche/reasons/0-0.json": "begründungen",
    }
    inodes = {path: (tmp_path / "site" / path).stat().st_ino for path in parts}
    changed = {**FILES, OLDEST: FILES[OLDEST].replace(old, new)}
    assert changed != FILES
    (tmp_path / OLDEST).write_text(changed[OLDEST], "utf-8")
    assert build(tmp_path) == ()
    made = [name for path, name in parts.items() if (tmp_path / "site" / path).stat().st_ino != inodes[path]]
    assert list(dict.fromkeys(made)) == anew.split()
    _assert_cold_is_the_same(tmp_path, changed)


def test_a_renamed_file_is_found_under_its_new_name(tmp_path: Path) -> None:
    """With the same text, at the same place in every list."""
    write(tmp_path, FILES)
    build(tmp_path)
    renamed = {path.replace("p-0", "p-00"): text for path, text in FILES.items()}
    (tmp_path / OLDEST).rename(tmp_path / OLDEST.replace("p-0", "p-00"))
    assert build(tmp_path) == ()
    _assert_cold_is_the_same(tmp_path, renamed)


def _assert_cold_is_the_same(warm: Path, files: Mapping[str, str]) -> None:
    found = site(warm)
    shutil.rmtree(warm / "site")
    shutil.rmtree(warm / ".cache")
    write(warm, files)
    build(warm)
    assert site(warm) == found


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    old = {path: (tmp_path / "site" / path).stat().st_ino for path in site(tmp_path)}
    (tmp_path / "assessments/musterort/p-3.yml").write_text(FILES["assessments/musterort/p-3.yml"] + "unit: Amt\n")
    build(tmp_path)
    new = {path for path, inode in old.items() if (tmp_path / "site" / path).stat().st_ino != inode}
    assert "ergebnisse/musterort/p-3/index.html" in new
    assert "ergebnisse/musterort/p-4/index.html" not in new
    assert "kataloge/probe/2026/a/archiv/1/index.html" not in new


def test_a_new_result_leaves_older_reports_as_they_are(tmp_path: Path) -> None:
    """The page before the newest only learns once that there is a newer one."""
    write(tmp_path, FILES)
    build(tmp_path)
    reports = [path for path in site(tmp_path) if "/bericht/" in path]
    assert len(reports) == 4
    old = {path: (tmp_path / "site" / path).stat().st_ino for path in reports}
    (tmp_path / "assessments/musterort/neu.yml").write_text(sheet("neu", "2030-01"), "utf-8")
    build(tmp_path)
    assert [path for path in reports if (tmp_path / "site" / path).stat().st_ino != old[path]] == reports[-1:]
    # A later assessment of the same subject is named on the report of the one before.
    (tmp_path / "assessments/musterort/neu.yml").write_text(sheet("s-0", "2030-01"), "utf-8")
    build(tmp_path)
    assert b"neuere Pr\xc3\xbcfung: <a" in site(tmp_path)[reports[0]]
    # So is a measure that falls due in one of its half-years.
    measured = sheet("neu", "2030-01").replace(
        "c: hemmend", "c: {level: hemmend, measures: [{text: M, state: done, due: 2019-02}]}"
    )
    (tmp_path / "assessments/musterort/alt.yml").write_text(sheet("alt", "2019-02"), "utf-8")
    build(tmp_path)
    assert not [path for path in reports if b">M<" in site(tmp_path)[path]]
    (tmp_path / "assessments/musterort/neu.yml").write_text(measured, "utf-8")
    build(tmp_path)
    assert len([path for path in reports if b">M<" in site(tmp_path)[path]]) == 1


def _short(
    _renderer: PageRenderer, results: Sequence[tuple[ScoredAssessment, Relatives]], _context: Context
) -> Iterator[bytes]:
    for scored, relatives in results:
        yield f"{scored.assessment.subject.title} {scored.result.answered} {len(relatives.cards)}".encode()


def test_a_further_file_for_each_assessment_is_one_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made cold, warm and on demand, expected by a release, and goes with its assessment; a page of it stands in the sitemap."""
    files = (
        AssessmentFile("ergebnisse/*/kurz.txt", _short),
        AssessmentFile("kurz/*.md", _short),
        AssessmentFile("ergebnisse/*/kurz.md", _short),
    )
    monkeypatch.setattr(published, "PUBLISHED", replace(PUBLISHED, assessment=(*PUBLISHED.assessment, *files)))
    edited, gone = "assessments/musterort/p-3.yml", "assessments/musterort/p-4.yml"
    write(tmp_path, FILES)
    assert build(tmp_path) == ()
    cold, short = site(tmp_path), "ergebnisse/musterort/{}/kurz.txt"
    assert [cold[short.format(f"p-{number}")].decode() for number in range(12)] == [f"Vorhaben s-{n} 3 1" for n in range(12)]
    assert (
        cold["kurz/musterort/p-3/index.html"] == cold[short.format("p-3")] == cold["ergebnisse/musterort/p-3/kurz/index.html"]
    )
    assert b"/kurz/musterort/p-3/<" in cold["sitemap-1.xml"]
    expected = set(map(path_of, published.PUBLISHED.always(load_context(tree.read(tmp_path)))))
    assert {short.format("p-3"), "kurz/musterort/p-3/index.html"} <= expected <= cold.keys()
    write(tmp_path, {path: text.replace("s-3", "s-5") for path, text in FILES.items() if path != gone})
    (tmp_path / "site" / short.format("p-7")).unlink()
    build(tmp_path)
    warm = site(tmp_path)
    assert warm[short.format("p-3")] == b"Vorhaben s-5 3 2"
    assert {path for path in warm if "p-4" in path} == set()
    server = DevServer(tmp_path, ())
    shutil.rmtree(tmp_path / "site")
    Session.begin(tmp_path, (TEMPLATES,), SITE, tmp_path / "site", COMPILED).show(frame, server)
    for path in warm:
        server.print(path)
    assert {path: data for path, data in site(tmp_path).items() if "kurz" in path} == {
        path: data for path, data in warm.items() if "kurz" in path
    }
    shutil.rmtree(tmp_path / "site")
    build(tmp_path)
    assert site(tmp_path) == warm
    assert edited in FILES


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: b"",
        lambda data: data[:-10],
        lambda data: data.replace(b"foerdernd", b"hemmend__"),
        lambda data: data.replace(b"Vorhaben s-1", b"Vorhaben s-X"),
        lambda data: b"\xff" + data,
        lambda data: b"pruefbuch-cache-5 {}\n",
    ],
)
def test_a_damaged_cache_is_not_there(tmp_path: Path, harm: Any) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    fresh, file = site(tmp_path), tmp_path / CACHE
    file.write_bytes(harm(file.read_bytes()))
    build(tmp_path)
    assert site(tmp_path) == fresh


def _made_by(file: Path) -> str:
    found: str = json.loads(file.read_bytes().splitlines()[0].partition(b" ")[2])["made_by"]
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"project",true', b'"brief",true'),  # no kind of subject
        (b'"project",true', b'true,"project"'),  # two fields in another order
        (b",11,8,", b',11,"8",'),
        (b",11,8,", b",11,"),  # a field is missing
        (b"[2026,3,5]", b"[2026,3,5,1]"),  # one too many
        (b'{"results":', b'{"found":'),
        (b'["k",1,2]', b"[null,1,2]"),
    ],
)
def test_a_cache_with_other_types_is_not_there(tmp_path: Path, old: bytes, new: bytes) -> None:
    """Nor one in which a field is missing, whatever its checksums say."""
    file = tmp_path / "cache.json"
    cache.save(file, cache.Cache("a", {"a/1": _result(1)}, {"x": output.Output("k", 1, 2)}), cache.Cache())
    lines, last = file.read_bytes().splitlines(), cache._FORM  # noqa: SLF001 -- with its checksums as they should be
    bodies = [line.partition(b" ")[2] for line in lines]
    for number, body in enumerate(bodies):
        changed = body.replace(old, new) if number else body
        last = cache._checksum(changed, last)  # noqa: SLF001
        lines[number] = last.encode() + b" " + changed
    file.write_bytes(b"\n".join([*lines, b""]))
    assert old in bodies[1]
    assert cache.load(file, "a") == cache.Cache("a")


def test_a_cache_of_other_settings_is_not_used(tmp_path: Path) -> None:
    file = tmp_path / "cache.json"
    cache.save(file, cache.Cache("a", {}, {"x": output.Output("k", 1, 2)}), cache.Cache())
    assert cache.load(file, "a").outputs == {"x": output.Output("k", 1, 2)}
    assert cache.load(file, "b") == cache.Cache("b")
    assert _made_by(file) == "a"


def _result(number: int) -> cache.CachedResult:
    """A result that is another one for each number."""
    name = f"n/{number}"
    scored = ScoredAssessment(assessment(name, FULL), score(assessment(name, FULL), NEW))
    return cache.CachedResult(summary_of(scored, NEW), "c", "k", "g", "t", "s", "r", ())


def test_few_changes_are_added_to_the_cache(tmp_path: Path) -> None:
    """What lies there is the same as if all of it had been written at once."""
    file, results = tmp_path / "cache.json", {f"a/{number}": _result(number) for number in range(50)}
    outputs = dict.fromkeys(results, output.Output("k", 1, 2))
    cache.save(file, cache.Cache("a", results, outputs), cache.Cache())
    size = file.stat().st_size
    for turn in range(35):
        before = cache.load(file, "a")
        assert before.results == results and before.outputs == outputs
        results, outputs = {**results, "a/3": _result(turn), "b": _result(turn)}, {**outputs, "b": output.Output("l", turn, 1)}
        results.pop(f"a/{turn + 4}", None)
        cache.save(file, cache.Cache("a", results, outputs), before)
        assert file.read_bytes().count(b"\n") == (turn + 3 if turn < 30 else turn - 28)
        assert cache.load(file, "a").results == results
        cache.save(file, cache.Cache("a", results, outputs), cache.load(file, "a"))  # nothing new: nothing is written
    assert file.stat().st_size < 2 * size
    added = file.read_bytes().splitlines(keepends=True)
    changed = added[1].replace(b'"n/0"', b'"n/9"')
    assert changed != added[1]
    for harmed in (added[:1], [added[0], *added[2:]], [*added[:-1], added[-1][:-2]], [added[0], changed, *added[2:]]):
        file.write_bytes(b"".join(harmed))
        assert cache.load(file, "a") == cache.Cache("a")


def test_a_cache_may_be_deleted_while_it_is_in_use(tmp_path: Path) -> None:
    file, results = tmp_path / "folder" / "cache.json", {f"a/{number}": _result(number) for number in range(50)}
    outputs = dict.fromkeys(results, output.Output("k", 1, 2))
    cache.save(file, cache.Cache("a", results, outputs), cache.Cache())
    before = cache.load(file, "a")
    shutil.rmtree(file.parent)
    cache.save(file, cache.Cache("a", {**results, "a/3": _result(0)}, outputs), before)
    assert cache.load(file, "a").results == {**results, "a/3": _result(0)}


def test_a_file_in_its_old_state_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may have any state but that of its result: then it is read, and known by its bytes."""
    write(tmp_path, FILES)
    time.sleep(0.05)  # else the clock of the file system may not have moved since
    build(tmp_path)
    seen: list[str] = []
    sheet_of = Tree.sheet

    def reading(tree: Tree, path: str) -> Sheet | Problem:
        seen.append(path)
        return sheet_of(tree, path)

    monkeypatch.setattr(Tree, "sheet", reading)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    build(tmp_path)
    assert not seen
    os.utime(tmp_path / "assessments/musterort/p-3.yml")
    time.sleep(0.05)
    before = cache_lines(tmp_path)
    build(tmp_path)
    assert seen == ["assessments/musterort/p-3.yml"]
    assert cache_lines(tmp_path) == before + 1
    seen.clear()
    build(tmp_path)
    assert not seen
    monkeypatch.setattr(builder, "SETTLED", 10**12)  # a file that was changed just now is read again the next time, too
    os.utime(tmp_path / "assessments/musterort/p-3.yml")
    build(tmp_path)
    build(tmp_path)
    assert seen == ["assessments/musterort/p-3.yml"] * 2


def cache_lines(root: Path) -> int:
    return (root / CACHE).read_bytes().count(b"\n")


def test_a_file_that_somebody_changed_is_made_anew(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    fresh = site(tmp_path)
    (tmp_path / "site/ergebnisse/musterort/p-3/index.html").write_text("anders")
    shutil.rmtree(tmp_path / "site/kommunen")
    build(tmp_path)
    assert site(tmp_path) == fresh


def test_a_cache_without_its_site_is_worth_nothing(tmp_path: Path) -> None:
    """Whoever slips a cache into a book would have to know when its pages will be written, to the nanosecond."""
    write(tmp_path, FILES)
    build(tmp_path)
    fresh, file = site(tmp_path), tmp_path / CACHE
    forged = cache.load(file, _made_by(file))
    results = {path: result._replace(line="<script>") for path, result in forged.results.items()}
    cache.save(file, replace(forged, results=results), cache.Cache())
    shutil.rmtree(tmp_path / "site")
    build(tmp_path)
    assert site(tmp_path) == fresh


def test_what_is_gone_from_the_book_goes_from_the_site(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    write(tmp_path, {path: text for path, text in FILES.items() if "p-3" not in path})
    build(tmp_path)
    assert not (tmp_path / "site/ergebnisse/musterort/p-3").exists()


def test_what_the_engine_no_longer_writes_goes_from_the_site(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path, ("a.html", "b.html"))
    build(tmp_path, ("a.html",))
    assert {path for path in site(tmp_path) if path in ("a.html", "b.html")} == {"a.html"}


def test_what_the_press_makes_comes_before_what_the_engine_writes(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path, ("sitemap.xml",))
    fresh = site(tmp_path)
    assert b"sitemap-1.xml" in fresh["sitemap.xml"]
    build(tmp_path, ("sitemap.xml",))
    assert site(tmp_path) == fresh


def test_an_error_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    fresh = site(tmp_path)
    write(tmp_path, FILES | {"assessments/musterort/p-3.yml": "a: 1\n", "assessments/musterort/p-4.yml": "b: 1\n"})
    assert {problem.place.path for problem in build(tmp_path)} == {f"assessments/musterort/p-{n}.yml" for n in (3, 4)}
    assert site(tmp_path) == fresh
    assert not [*tmp_path.glob(".site.new*")]


def test_a_cache_that_cannot_be_written_leaves_nothing_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / CACHE).mkdir(parents=True)
    (tmp_path / f"{CACHE}.4711").write_text("von einem getöteten Lauf")
    found = Session.begin(tmp_path, (TEMPLATES,), SITE, tmp_path / "site", COMPILED)
    found.add_guide(*GUIDE)
    assert found.print(frame) == ()
    assert isinstance(found.publish(), IsADirectoryError)
    assert [path.name for path in (tmp_path / ".cache").iterdir()] == ["pruefbuch.json"]
    (tmp_path / CACHE).rmdir()
    fresh = site(tmp_path)
    build(tmp_path)
    assert site(tmp_path) == fresh


def test_pictures_that_were_found_sound_are_not_decoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens to the file that says so, they are looked at again, no more."""
    looked: list[str] = []
    judge = pictures.fault

    def watched(data: bytes, suffix: str) -> Fault | None:
        looked.append(suffix)
        return judge(data, suffix)

    monkeypatch.setattr(pictures, "fault", watched)

    def seen() -> int:
        looked.clear()
        assert {problem.place.path for problem in build(tmp_path)} == {"content/kein-bild.jpg"}
        return len(looked)

    write(tmp_path, FILES)
    Image.new("1", (2, 2)).save(tmp_path / "content" / "bild.png")
    (tmp_path / "content" / "kein-bild.jpg").write_bytes(b"kein Bild")
    assert (seen(), seen()) == (2, 1)
    kept = (tmp_path / SOUND).read_bytes()
    for damaged in (b"", kept[:-1], kept.replace(b".png", b".jpg"), b"{}"):
        (tmp_path / SOUND).write_bytes(damaged)
        assert (seen(), seen()) == (2, 1)
    with monkeypatch.context() as patch:
        patch.setattr(session, "program", lambda: "another one")
        assert (seen(), seen()) == (2, 1)
    (tmp_path / SOUND).unlink()
    (tmp_path / SOUND).mkdir()
    assert (seen(), seen()) == (2, 2)


@pytest.mark.parametrize("ignored", [".gitignore", "hooks/pruefbuch/blanks/gitignore.txt"])
@pytest.mark.parametrize("name", ["site", publish.EXAMPLE.rpartition(" ")[2]])
def test_git_knows_what_builds_leave(ignored: str, name: str, tmp_path: Path) -> None:
    """A site under one of the names that our texts name, its lock, and what killed runs leave beside it; no file of the book."""
    shutil.copy(Path(__file__).parent.parent / ignored, tmp_path / ".gitignore")
    write(tmp_path, {TOWN: "name: Musterort\n", f"{name}/index.html": "", ".cache/pruefbuch.json": ""})
    with output.lock(tmp_path / name):
        for purpose in ("new", "publish"):
            (output.new_stage(tmp_path / name, purpose) / "index.html").touch()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    status = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert status.stdout.splitlines() == ["?? .gitignore", f"?? {TOWN}"]


def test_a_stage_of_a_killed_build_is_no_obstacle(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    for name in (".site.new", ".site.new.old", ".site.new-abcd", ".site.new-abcd.old"):
        (tmp_path / name / "a").mkdir(parents=True)
    build(tmp_path)
    assert not [*tmp_path.glob(".site.new*")]


def test_a_site_whose_build_was_killed_while_it_was_moved_is_still_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, FILES)
    build(tmp_path)
    fresh = site(tmp_path)
    (tmp_path / CACHE).unlink()

    def killed(stage: Path, target: Path, _trash: Path) -> None:
        (stage / "ergebnisse").rename(stage / "neu")
        (stage / "neu").rename(target / "neu")
        raise KeyboardInterrupt

    write(tmp_path, {path.replace("p-1", "neu-1"): text for path, text in FILES.items()})
    with monkeypatch.context() as patch:
        patch.setattr(output, "swap", killed)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path)
    shutil.rmtree(tmp_path / "site" / "neu")
    write(tmp_path, FILES)
    output.check_replaceable(tmp_path / "site")
    build(tmp_path)
    assert site(tmp_path) == fresh


def test_a_former_address_leads_on(tmp_path: Path) -> None:
    """As long as the file names it; it stands in no list of addresses."""
    renamed = {path: text for path, text in FILES.items() if not path.endswith("p-1.yml")}
    renamed["assessments/musterort/neu.yml"] = FILES["assessments/musterort/p-1.yml"] + "former_names: [p-1, altort/p-9]\n"
    write(tmp_path, FILES)
    build(tmp_path)
    write(tmp_path, renamed)
    assert build(tmp_path) == ()
    warm = site(tmp_path)
    way = "../../../ergebnisse/musterort/neu/"
    for path in ("musterort/p-1", "altort/p-9"):
        page = warm[f"ergebnisse/{path}/index.html"].decode()
        assert "Diese Prüfung steht jetzt unter einer anderen Adresse." in page and f'<a href="{way}">Zur Prüfung</a>' in page
        assert f"{path}/</loc>".encode() not in warm["sitemap-1.xml"]
    assert b"musterort/neu/</loc>" in warm["sitemap-1.xml"]
    assert b"p-1" not in warm["ergebnisse/index.html"].replace(b"p-10", b"").replace(b"p-11", b"")
    (tmp_path / CACHE).unlink()
    build(tmp_path)
    assert site(tmp_path) == warm
    write(tmp_path, FILES)
    build(tmp_path)
    assert not (tmp_path / "site/ergebnisse/altort").exists()


def test_a_page_at_a_former_address_is_an_error(tmp_path: Path) -> None:
    path = "assessments/musterort/p-1.yml"
    write(tmp_path, {**FILES, path: FILES[path] + "former_names: [alt]\n", "content/ergebnisse/musterort/alt.md": "# Alt\n"})
    (problem,) = [problem for problem in build(tmp_path) if problem.rule == "collision"]
    assert problem.found.endswith("werden dieselbe Seite „ergebnisse/musterort/alt“")


def test_former_addresses_of_a_page_lead_on(tmp_path: Path) -> None:
    """From any folder, in no list of addresses, and only as long as the page is there and names them."""
    named = "---\nformer_names: [hilfe/alt, anders]\n---\n# Start\n"
    unread = {"content/rest.md": "---\nformer_names: [weg]\n---\n# Rest\n", "content/ohne.md": "# former_names\n"}
    write(tmp_path, {**FILES, "content/index.md": named, **unread})
    assert build(tmp_path) == ()
    warm = site(tmp_path)
    for path, way in (("hilfe/alt", "../../"), ("anders", "../")):
        page = warm[f"{path}/index.html"].decode()
        assert "Diese Seite steht jetzt unter einer anderen Adresse." in page and f'<a href="{way}">Zur Seite</a>' in page
        assert ">Start</h1>" in page and f"{path}/</loc>".encode() not in warm["sitemap-1.xml"]
    assert "weg/index.html" not in warm
    (tmp_path / CACHE).unlink()
    assert build(tmp_path) == () and site(tmp_path) == warm
    write(tmp_path, {**FILES, "content/index.md": "# Start\n"})
    build(tmp_path)
    assert not (tmp_path / "site/hilfe").exists() and not (tmp_path / "site/anders").exists()


@pytest.mark.parametrize(
    ("name", "other"), [("alt", "content/alt.md"), ("ergebnisse/index", ""), ("ergebnisse/musterort/p-1", ""), ("alt", "two")]
)
def test_a_former_address_of_a_page_is_free(tmp_path: Path, name: str, other: str) -> None:
    named = f"---\nformer_names: [{name}]\n---\n# Seite\n"
    more = {"content/b.md": named} if other == "two" else {other: "# Alt\n"} if other else {}
    write(tmp_path, {**FILES, "content/a.md": named, **more})
    (problem,) = [problem for problem in build(tmp_path) if problem.rule == "collision"]
    assert "werden dieselbe Seite" in problem.found


def test_hints_are_told_again_by_a_warm_build(tmp_path: Path) -> None:
    write(
        tmp_path, FILES | {"assessments/musterort/p-3.yml": FILES["assessments/musterort/p-3.yml"].replace(", c: hemmend", "")}
    )
    first = build(tmp_path)
    assert [problem.rule for problem in first] == ["completeness"]
    assert build(tmp_path) == first


def test_a_first_build_clears_what_lies_there_but_not_what_is_hidden(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    for name in ("alt/index.html", ".git/config"):
        (tmp_path / "site" / name).parent.mkdir(parents=True)
        (tmp_path / "site" / name).write_text("x")
    with pytest.raises(output.Refused, match="alt“ ist nicht von Prüfbuch und ginge verloren"):
        build(tmp_path)
    assert (tmp_path / "site" / "alt" / "index.html").exists()
    output.mark(tmp_path / "site", ["alt/index.html"])
    build(tmp_path)
    assert ".git/config" in site(tmp_path)
    assert "alt/index.html" not in site(tmp_path)


def test_only_sites_may_be_replaced(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    output.check_replaceable(tmp_path / "site")
    (tmp_path / "site" / ".git").mkdir(parents=True)
    output.check_replaceable(tmp_path / "site")
    build(tmp_path)
    output.check_replaceable(tmp_path / "site")
    for foreign in (tmp_path, tmp_path / "assessments"):
        with pytest.raises(output.Refused, match="enthält etwas anderes"):
            output.check_replaceable(foreign)
    file = next(path for path in (tmp_path / "site").iterdir() if path.is_file())
    for below in (file, file / "site"):
        with pytest.raises(output.Refused, match=f"„{file}“ ist eine Datei und kein Ordner"):
            output.check_replaceable(below)


def test_one_build_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    first = Session.begin(tmp_path, (TEMPLATES,), SITE, tmp_path / "site", COMPILED)
    with pytest.raises(output.Refused, match="ein anderer Bau"):
        Session.begin(tmp_path, (TEMPLATES,), SITE, tmp_path / "site", COMPILED)
    assert first.stage.exists()
    first.give_up()
    assert build(tmp_path) == ()


def test_links_to_parts_of_the_books_pages(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    found = Session.begin(tmp_path, (TEMPLATES,), SITE, tmp_path / "site", COMPILED)
    assert {*OVERVIEWS, "ergebnisse/musterort/p-1.md", "kataloge/probe/2026/a.md", "kommunen/musterort.md"} <= found.pages
    found.print(frame)
    assert found.broken_links("ergebnisse/musterort/p-1.md", {"k-a": "gut", "k-x": "schlecht"}) == ["schlecht"]
    assert found.broken_links("index.md", {"x": "y"}) == []
    found.publish()
    assert found.broken_links("ergebnisse/musterort/p-1.md", {"k-a": "gut", "k-x": "schlecht"}) == ["schlecht"]


# -- parts -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2000))
def test_pages_of_a_list(count: int) -> None:
    paging_size = 100
    items = list(range(count))
    older = max(0, (count - paging_size // 2 - 1) // paging_size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "SIZE", paging_size)
        assert paging.archived(count) == older
        pages = [paging.newest(items), *(paging.archive(items, number) for number in range(older, 0, -1))]
    assert [item for page in pages for item in page] == items
    assert all(len(page) == paging_size for page in pages[1:])
    assert len(pages[0]) <= paging_size * 3 // 2
    assert len(pages[0]) > paging_size // 2 or older == 0


def test_a_frame_is_rendered_once_for_pages_alike() -> None:
    seen: list[str] = []

    def render(blank: LayoutContext) -> str:
        seen.append(blank.uri)
        return frame(blank)

    frames = Layouts(render, SITE)
    pages = [
        Page(
            f"ergebnisse/ort/{name}.md",
            Markup(f"T{name}"),
            Markup("D"),
            f"<h1>{name}</h1>".encode(),
            f"assessments/ort/{name}.yml",
            (Heading(2, Markup("a"), Markup("A")),),
        )
        for name in "abc"
    ]
    documents = [frames.document(page).decode() for page in pages]
    assert seen == ["ergebnisse/-/-.md"]
    assert documents[1] == f"<title>Tb</title>D{SITE}ergebnisse/ort/b/<li>A</li><main><h1>b</h1></main>assessments/ort/b.yml"
    other = frames.document(pages[0]._replace(headings=(Heading(2, Markup("x"), Markup("X &amp; Y")),))).decode()
    assert len(seen) == 1
    assert "<li>X &amp; Y</li><main><h1>a</h1>" in other
    frames.document(pages[0]._replace(source=""))
    frames.document(pages[0]._replace(uri="ergebnisse/index.md"))
    frames.document(pages[0]._replace(headings=(Heading(3, Markup("a"), Markup("A")),)))
    assert len(seen) == 4


def test_kept_pieces_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    from pruefbuch.render import layouts as room

    monkeypatch.setattr(room, "MOST", 1)
    frames = Layouts(frame, SITE)
    pages = [
        Page(f"{name}.md", Markup("T"), Markup("D"), b"H", "", (Heading(ord(name), Markup(name), Markup(name)),))
        for name in "abab"
    ]
    assert [frames.document(page).count(f"<li>{page.uri[0]}</li>".encode()) for page in pages] == [1, 1, 1, 1]


def test_sitemaps_stay_below_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    made = dict(sitemap.sitemap("https://x.example/", ["", "a/", "b/", "c/?d&e", "f/"]))
    assert set(made) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"} == set(sitemap.paths(5))
    assert b"<loc>https://x.example/c/?d&amp;e</loc>" in made["sitemap-2.xml"]
    assert b"<loc>https://x.example/sitemap-3.xml</loc>" in made["sitemap.xml"]


def tree_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_merging_replaces_files_and_folders(tmp_path: Path) -> None:
    for name in ("stage/a/x", "stage/b", "stage/c/y", "site/a/z", "site/b/inner", "site/c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    output.merge(tmp_path / "stage", tmp_path / "site")
    assert tree_of(tmp_path / "site") == ["a/x", "a/z", "b", "c/y"]


def test_removing_takes_empty_folders_along(tmp_path: Path) -> None:
    for name in ("a/b/x", "a/y"):
        output.write(str(tmp_path), name, b"1", "k")
    output.remove(tmp_path, ["a/b/x", "a/b/gone"])
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "y"]


@pytest.mark.parametrize("able", [True, False])
def test_what_was_written_is_known_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, able: bool) -> None:
    """Also where a system cannot look at a file from a folder."""
    if not able:
        monkeypatch.setattr(os, "supports_dir_fd", set())
    written = output.write(str(tmp_path), "a/b/x", b"123", "k")
    with output.looking(tmp_path) as look:
        assert written.lies(look, "a/b/x")
        assert not written.lies(look, "a/b/y")
        assert not written._replace(size=4).lies(look, "a/b/x")
    with output.looking(tmp_path / "gone") as look:
        assert look("a/b/x") is None
    assert output.write(str(tmp_path), "a/b/x", b"", "k").size == 0


def test_json_is_written_of_what_it_knows() -> None:
    """Named tuples are lists, and text of a kind of its own is text; what would have to be guessed is refused."""
    assert compact.dumps({"a": [Markup("<b>"), output.Output("k", 1, 2)]}) == b'{"a":["<b>",["k",1,2]]}'
    with pytest.raises(TypeError):
        compact.dumps(object())
