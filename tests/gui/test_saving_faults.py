"""Whatever fails as pictures and worksheets are saved, the old files stay or the new are whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.saving import screen_savings
from tests.saving import Saving, check_each_fault, check_many_faults, check_short_writes

SAVINGS = screen_savings()


@pytest.mark.parametrize("saving", SAVINGS, ids=[each.what for each in SAVINGS])
def test_old_or_new_whatever_fails(qapp: QApplication, tmp_path: Path, saving: Saving) -> None:
    assert check_each_fault(saving, tmp_path, most=15) > 5
    check_many_faults(saving, tmp_path, 3)
    check_short_writes(saving, tmp_path)
