"""From saving a file to the page that shows it, and what a reader waits for. In seconds: a person is waiting, not a ratio."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench import builders
from bench.builders import MKDOCS_ENV
from bench.markdown import sheets
from bench.measure import Figures, timed
from bench.plots import ALL, plot
from bench.report import Part, Ratio

_ENV = {**os.environ, **MKDOCS_ENV}
_KIB = 1024
_TICKS = os.sysconf("SC_CLK_TCK")


def serving(size: int, _runs: int, _out: Path) -> Part:
    """`mkdocs serve`: until it is ready; until a saved change is on its page and in the overview; what a change costs."""
    folder = plot(size)
    file = sheets(folder)[size // 2]
    text = file.read_text("utf-8")
    page = f"ergebnisse/{file.parent.name}/{file.stem}/"
    try:
        with _server(folder) as (process, home, ready):
            start = _cpu(process)
            _get(home + page)
            _get(f"{home}kommunen/{file.parent.name}/")
            before = _cpu(process)
            seen = _seconds(file, _titled(text, "Erstens"), lambda: "Erstens" in _get(home + page))
            listed = _seconds(
                file, _titled(text, "Zweitens"), lambda: "Zweitens" in _get(f"{home}kommunen/{file.parent.name}/")
            )
            time.sleep(1)
            cost = (_cpu(process) - before) / 2
            failed = _seconds(file, "a: 1\n", lambda: "pb-errors" in _get(home + page))
            mended = _seconds(file, text, lambda: "pb-errors" not in _get(home + page))
    finally:
        file.write_text(text, "utf-8")
    ratios = [
        Ratio("until the server answers", ready, 5, unit=" s"),
        Ratio("a change is on its page", seen, 0.5, unit=" s"),
        Ratio("a change is in the lists", listed, 1, unit=" s"),
        Ratio("CPU for a change", cost, 1, unit=" s"),
        Ratio("an error is shown", failed, 0.5, unit=" s"),
        Ratio("a mended error is gone", mended, 0.5, unit=" s"),
    ]
    return Part("Serving", [("Prüfbuch, mkdocs serve", size, Figures(ready, start, 0))], ratios)


def readers(size: int, _runs: int, out: Path) -> Part:
    """What a reader loads: the first result of a search, the overview, the largest page."""
    builder = builders.everything(size, out)
    builder.forget()
    seconds, cpu = timed(builder)
    title = re.search(r"title: (\S+)", sheets(plot(size))[size // 3].read_text("utf-8"))
    assert title
    first, loaded = _search(builder.out, title[1])
    overview, filtered, more = _overview(builder.out)
    largest = max(path.stat().st_size for path in builder.out.rglob("*.html"))
    builder.forget()
    ratios = [
        Ratio("first result of a search after the last key", first, 0.4, unit=" s"),
        Ratio("loaded for it, uncompressed", loaded / _KIB, 300, unit=" KiB"),
        Ratio("all that is loaded until the overview can be used, compressed", overview / _KIB, 200, unit=" KiB"),
        Ratio("from the choice of a filter to its first rows", filtered, 0.4, unit=" s"),
        Ratio("loaded for them, compressed", more / _KIB, 300, unit=" KiB"),
        Ratio("largest page", largest / _KIB, 1024, unit=" KiB"),
    ]
    return Part("Readers", [("Prüfbuch, everything", size, Figures(seconds, cpu, 0))], ratios)


def _search(site: Path, word: str) -> tuple[float, int]:
    """Seconds from the last key to the first result, and bytes loaded from the index, in Chromium."""
    sizes: list[int] = []
    with _files(site) as home, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", lambda answer: sizes.append(len(answer.body())) if "/suche/" in answer.url else None)
        page.goto(f"{home}ergebnisse/")
        page.locator(".md-search__input").click()
        page.keyboard.type(word, delay=30)
        start = time.perf_counter()
        page.locator(".md-search-result__item").first.wait_for()
        seconds = time.perf_counter() - start
        page.wait_for_timeout(500)
        browser.close()
    return seconds, sum(sizes)


def _overview(site: Path) -> tuple[int, float, int]:
    """Bytes loaded until the overview can be used; seconds from the choice of a filter to its rows, and bytes loaded for them."""
    sizes: list[int] = []
    with _files(site) as home, sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body(), 6))))
        page.goto(f"{home}ergebnisse/", wait_until="networkidle")
        before = sum(sizes)
        first = page.locator("[data-pb-overview] tbody tr").first
        old = first.element_handle()
        start = time.perf_counter()
        page.locator("select[name=level] option:enabled").nth(3).evaluate(
            "(option) => { option.selected = true; option.dispatchEvent(new Event('change', { bubbles: true })); }"
        )
        page.wait_for_function("(row) => !row.isConnected && document.querySelector('[data-pb-overview] tbody tr')", arg=old)
        seconds = time.perf_counter() - start
        page.wait_for_timeout(500)
        browser.close()
    return before, seconds, sum(sizes) - before


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name is Python's
        pass


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def _server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """`mkdocs serve` with its address, and the seconds until the overview could be read."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = f"http://127.0.0.1:{port}/"
    command = (sys.executable, "-m", "mkdocs", "serve", "-f", str(folder / ALL), "-a", f"127.0.0.1:{port}")
    start = time.perf_counter()
    with subprocess.Popen(command, env=_ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 -- ours
        try:
            _wait(lambda: "tabelle-beispiele" in _get(f"{home}ergebnisse/"), 600)
            yield process, home, time.perf_counter() - start
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:  # a shell that starts in the background has its children ignore the signal
                process.kill()


def _seconds(file: Path, text: str, shown: Callable[[], bool]) -> float:
    """How long after a file was saved something is shown."""
    time.sleep(1)
    file.write_text(text, "utf-8")
    start = time.perf_counter()
    _wait(shown, 60)
    return time.perf_counter() - start


def _titled(text: str, word: str) -> str:
    return text.replace("  title: ", f"  title: {word} ", 1)


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310 -- our own server
            return str(answer.read().decode())
    except OSError:
        return ""


def _wait(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.02)


def _cpu(process: subprocess.Popen[bytes]) -> float:
    """CPU seconds so far of a process and of its children that have ended (utime, stime, cutime, cstime in proc(5))."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
