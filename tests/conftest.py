"""What every test shares; in CI Hypothesis tries the same examples every time."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests.deferred import leave_in_files

settings.register_profile("local", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("local"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture
def nothing_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is larger than memory."""
    leave_in_files(monkeypatch)
