"""What all tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

# A busy machine is no failure; what takes long is held by tests of their own.
settings.register_profile("pruefbuch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pruefbuch")


_RUNS = {
    "test_accessible.py": "access",
    "test_barriers.py": "access",
    "test_bench.py": "alone",
    "test_fuzz.py": "alone",
    "test_languages.py": "rest",
    "test_mutants.py": "mutants",
}
"""files whose tests run by themselves: so that all runs take about as long, or because they count what happens in a given time"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected outputs anew; read the difference like code")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test belongs to one of the runs of `make test`."""
    for item in items:
        browser = "browser" in getattr(item, "fixturenames", ())
        item.add_marker(_RUNS.get(item.path.name) or ("browser" if browser else "rest"))


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coverage does not watch other processes: it could not read what it was kept from writing."""
    for name in [name for name in os.environ if name.startswith("COVERAGE")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()
