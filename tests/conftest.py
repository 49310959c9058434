"""What all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

# A busy machine is no failure; what takes long is held by tests of their own.
settings.register_profile("pruefbuch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pruefbuch")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected outputs anew; read the difference like code")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test belongs to one of the three runs of `make test`."""
    for item in items:
        uses = getattr(item, "fixturenames", ())
        run = "alone" if item.path.name == "test_bench.py" else "browser" if "browser" in uses else "rest"
        item.add_marker(run)


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield found
        found.close()
