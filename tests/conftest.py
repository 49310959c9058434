"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no failure; what takes long is held by tests of their own.
settings.register_profile("pruefbuch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("pruefbuch")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected outputs anew; read the difference like code")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--update"))
