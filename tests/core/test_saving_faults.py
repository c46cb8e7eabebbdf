"""Whatever fails as anything is saved, the old files stay or the new ones are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.saving import Saving, check_each_fault, check_many_faults, check_short_writes, savings

SAVINGS = savings()
MOST = 25  # single faults of each kind here; `make torture` tries them all

pytestmark = [
    pytest.mark.parametrize("saving", SAVINGS, ids=[each.what for each in SAVINGS]),
    # XlsxWriter leaves some of its own files to the collector when it fails
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


def test_one_call_after_another_may_fail(tmp_path: Path, saving: Saving) -> None:
    assert check_each_fault(saving, tmp_path, MOST) > 5


@pytest.mark.parametrize("period", [2, 5])
def test_many_calls_may_fail(tmp_path: Path, saving: Saving, period: int) -> None:
    check_many_faults(saving, tmp_path, period)


def test_short_writes_are_gone_on_with(tmp_path: Path, saving: Saving) -> None:
    check_short_writes(saving, tmp_path)
