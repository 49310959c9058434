"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

import test_site
from pruefbuch import tree
from pruefbuch.book import Book, load

# A busy machine is no failure; what takes long is held by tests of their own. Once a week (--whole) chance gets more examples.
settings.register_profile("pruefbuch", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)
settings.register_profile("whole", settings.get_profile("pruefbuch"), max_examples=500)
settings.load_profile("pruefbuch")

ROOT = Path(__file__).parent.parent

RUNS = {
    "access": ("accessible",),
    "alone": ("bench",),
    "programs": ("barriers", "determinism", "engines", "first_day", "fuzz", "makefile", "release_tool"),
    "rest": ("languages",),
    "commands": ("attacks", "cli", "diff", "init", "live", "publish", "release", "site"),
}
"""run → files whose tests belong to it as a whole. Tests of other files belong to `browser` where they drive one, else to `rest`.

Runs take about as long, so that they end together; `commands` and `rest` together reach every line of the program without a browser.
"""
_RUN_OF = {f"test_{name}.py": run for run, names in RUNS.items() for name in names}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected outputs anew; read the difference like code")
    parser.addoption("--whole", action="store_true", help="all of what is otherwise tried by samples, as once a week")


def pytest_configure(config: pytest.Config) -> None:
    """Chance gets more examples where all is tried."""
    if config.getoption("--whole"):
        settings.load_profile("whole")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test belongs to one of the runs of `make test`."""
    for item in items:
        browser = "browser" in getattr(item, "fixturenames", ())
        item.add_marker(_RUN_OF.get(item.path.name) or ("browser" if browser else "rest"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files that belong to another run as a whole are not even imported."""
    run, own = config.getoption("-m"), _RUN_OF.get(collection_path.name)
    if run not in (*RUNS, "browser") or not collection_path.name.startswith("test_") or own == run:
        return None
    return own is not None or run not in ("browser", "rest") or None


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def whole(request: pytest.FixtureRequest) -> bool:
    """Whether all is tried of which samples are enough for every change."""
    return bool(request.config.getoption("--whole"))


@pytest.fixture(scope="session", autouse=True)
def own_caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Builds keep their compiled templates in a folder of this run, not in that of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("caches")))
        yield


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coverage does not watch other processes: it could not read what it was kept from writing."""
    for name in [name for name in os.environ if name.startswith("COVERAGE")]:
        monkeypatch.delenv(name)


# What takes seconds to make is made once for all files of a run.


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def seat(browser: Browser) -> Iterator[Page]:
    """Where the readers of a file sit down one after the other: to make a page for each of them takes a second of CPU."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def reader(seat: Page) -> Iterator[Page]:
    """A page as it is for somebody who has never been here; who needs more than that makes one of their own."""
    seat.set_viewport_size({"width": 1280, "height": 900})
    yield seat
    if seat.url.startswith("http"):
        seat.evaluate("sessionStorage.clear()")
    seat.unroute_all()
    seat.goto("about:blank")
    seat.emulate_media(media="null", color_scheme="light", reduced_motion="no-preference", forced_colors="none")
    seat.context.clear_cookies()
    session = seat.context.new_cdp_session(seat)
    session.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    session.detach()


@pytest.fixture(scope="session")
def book() -> Book:
    """The book that lies here."""
    return load(tree.read(ROOT))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that lies here, built as it is published."""
    folder = tmp_path_factory.mktemp("site")
    done = test_site.build(ROOT, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def home(site: Path) -> Iterator[str]:
    """The address of its start page, served from here."""
    with test_site.served(site) as address:
        yield address
