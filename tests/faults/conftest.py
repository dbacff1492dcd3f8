"""Platforms to be harmed: on SQLite and on PostgreSQL."""

import pytest

from tests.faults import stage


@pytest.fixture(params=["sqlite", "postgresql"])
def platform(request, tmp_path):
    """Its environment; a home and a database of its own."""
    if request.param == "sqlite":
        yield stage.environment(tmp_path / "home")
        return
    with stage.database("fault") as url:
        yield stage.environment(tmp_path / "home", url)


@pytest.fixture
def founded(platform):
    """The same, ready for reports."""
    stage.done(platform, "init")
    return platform
